# SPDX-License-Identifier: GPL-3.0-or-later
"""Work of the clock in a running backend: done by the system, once, whoever tries how often (R7)."""
import time
import unittest

import vasctl
from vasserver import Server


class Clock(vasctl.Replica):
    """The replica has an order of August 2025 that nobody paid."""

    def serve(self):
        """What row the trail has when it is served first, for the feed begins there; and the administrator."""
        self.server = Server(self.replica)
        self.server.set_password('root')
        head, = self.server.query('SELECT feed_seq FROM replica')[0]
        self.server.start()
        self.addCleanup(self.server.kill)
        return head, self.server.sign_in('root')

    def expired(self, desk, after, seconds):
        """The commands of the clock past row @after, after waiting for one."""
        until = time.monotonic() + seconds
        while True:
            lines = desk.feed(after)
            found = [line[1] for line in lines[1:] if line[0] == 'command' and line[1]['type'] == 'order.expire']
            if found or time.monotonic() > until:
                return found
            time.sleep(0.2)

    def wait_for_clock(self):
        """Until the daemon has looked for work once."""
        until = time.monotonic() + 20
        while '\nvasdesk_clock_runs_total 1\n' not in self.server.metrics():
            self.assertLess(time.monotonic(), until)
            time.sleep(0.05)

    def test_what_is_due_is_done_at_the_start_by_the_system_and_never_again(self):
        head, desk = self.serve()
        done = self.expired(desk, head, 20)
        self.assertEqual([(row['actor'], row['result']) for row in done], [('system', 'applied')])
        orders = [line[1] for line in desk.feed(head) if line[0] == 'orders']
        self.assertEqual([(order['number'], order['state']) for order in orders], [('24120100000417', 'closed')])
        self.assertEqual(self.server.stop(), 0)
        self.server.start()
        self.wait_for_clock()
        self.assertEqual(len(self.expired(desk, head, 0)), 1)

    def test_what_another_program_did_before_is_not_done_again(self):
        self.assertEqual(self.json('maintain', now='2026-01-05T09:00:00+08:00')['done'], 1)
        head, desk = self.serve()
        self.wait_for_clock()
        self.assertEqual(self.expired(desk, head, 0), [])


if __name__ == '__main__':
    unittest.main()
