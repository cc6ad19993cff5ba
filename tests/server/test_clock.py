# SPDX-License-Identifier: GPL-3.0-or-later
"""Work of the clock in a running backend: done by the system, once, whoever tries how often (R7)."""
import sqlite3
import time
import unittest
from contextlib import closing

import vasctl
from vasserver import Server


class Clock(vasctl.Replica):
    """The replica has an order of August 2025 that nobody paid."""

    def setUp(self):
        super().setUp()
        self.server = Server(self.replica)

    def serve(self):
        self.server.start()
        self.addCleanup(self.server.kill)
        return self.server.sign_in('root')

    def expired(self, desk, after, seconds):
        """The commands of the clock past row @after, after waiting for one."""
        until = time.monotonic() + seconds
        while True:
            lines = desk.feed(after)
            found = [line[1] for line in lines[1:] if line[0] == 'command' and line[1]['type'] == 'order.expire']
            if found or time.monotonic() > until:
                return found
            time.sleep(0.2)

    def test_what_is_due_is_done_at_the_start_by_the_system_and_never_again(self):
        self.server.set_password('root')
        head = self.trail()
        desk = self.serve()
        done = self.expired(desk, head, 20)
        self.assertEqual([(row['actor'], row['result']) for row in done], [('system', 'applied')])
        orders = [line[1] for line in desk.feed(head) if line[0] == 'orders']
        self.assertEqual([(order['number'], order['state']) for order in orders], [('24120100000417', 'closed')])
        self.assertEqual(self.server.stop(), 0)
        self.server.start()
        time.sleep(2)
        self.assertEqual(len(self.expired(desk, head, 0)), 1)

    def test_what_another_program_did_before_is_not_done_again(self):
        self.assertEqual(self.json('maintain', now='2026-01-05T09:00:00+08:00')['done'], 1)
        self.server.set_password('root')
        head = self.trail()
        desk = self.serve()
        self.assertEqual(self.expired(desk, head, 3), [])

    def trail(self):
        """How many rows the trail has before it is served; the feed begins after them."""
        with closing(sqlite3.connect(f'{self.replica}/replica.db')) as sql:
            return sql.execute('SELECT feed_seq FROM replica').fetchone()[0]


if __name__ == '__main__':
    unittest.main()
