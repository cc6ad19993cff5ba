# SPDX-License-Identifier: GPL-3.0-or-later
"""vasctl sync and outbox: a replica that follows a server, from a terminal; what a script reads of it."""
import json
import os
import unittest

import vasctl
from vasrecords import FileRecords
from vasserver import Server


class Follow(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.server.start()
        self.addCleanup(self.server.__exit__)
        self.root = self.server.sign_in('root')
        self.replicas = [self.make(name) for name in ('a', 'b')]

    def make(self, name):
        replica = os.path.join(self.server.folder, name)
        self.assertEqual(vasctl.run('--replica', replica, 'init')[0], 0)
        return replica

    def ctl(self, replica, *arguments, status=0, token=None):
        env = {**vasctl.ENGLISH, 'VASCTL_TOKEN': token or self.root.token}
        got, out, self.err = vasctl.run('--replica', replica, *arguments, env=env)
        self.assertEqual(got, status, f'{arguments}\n{out}\n{self.err}')
        return out

    def sync(self, replica, *options, status=0, token=None):
        return json.loads(self.ctl(replica, '--server', self.server.uri, '--json', 'sync', *options, status=status, token=token))

    def add(self, replica, login):
        return json.loads(self.ctl(replica, '--as', 'root', '--json', 'run', 'staff.add', f'login={login}', 'name=李娜', 'roles=auditor'))

    def logins(self, replica):
        return [login for login, in (FileRecords(replica) if isinstance(replica, str) else replica).query('SELECT login FROM staff ORDER BY login')]

    def test_saved_here_is_there_after_one_call_of_each(self):
        for replica in self.replicas:
            told = self.sync(replica)
            self.assertEqual((told['synced'], told['state'], told['waiting']), (True, 'synced', 0))
        receipt = self.add(self.replicas[0], 'li')
        self.assertTrue(receipt['applied'] and receipt['waits'])
        listed = json.loads(self.ctl(self.replicas[0], '--json', 'outbox'))
        self.assertEqual(listed, {'problems': [], 'waiting': [{'command_id': receipt['command_id'], 'state': 'pending', 'type': 'staff.add'}]})
        self.assertIn('Waits: ', self.ctl(self.replicas[0], 'outbox'))
        self.sync(self.replicas[0])
        self.assertIn('Nothing waits', self.ctl(self.replicas[0], 'outbox'))
        self.sync(self.replicas[1])
        self.assertEqual(self.logins(self.replicas[1]), ['li', 'root'])
        self.assertIn('and waits for the server', self.ctl(self.replicas[1], '--as', 'root', 'run', 'staff.add', 'login=wu', 'name=x', 'roles=auditor'))

    def test_what_another_did_first_is_refused_shown_and_laid_aside(self):
        for replica in self.replicas:
            self.sync(replica)
        ids = [self.add(replica, 'li')['command_id'] for replica in self.replicas]
        self.assertEqual(self.sync(self.replicas[0])['problems'], 0)
        self.assertEqual(self.sync(self.replicas[1])['problems'], 1)
        problem, = json.loads(self.ctl(self.replicas[1], '--json', 'outbox'))['problems']
        self.assertEqual((problem['command_id'], problem['verdict']['findings'][0]['rule']), (ids[1], 'R30'))
        self.assertIn('R30', self.ctl(self.replicas[1], 'outbox'))
        self.ctl(self.replicas[1], 'outbox', 'close', ids[0], status=1)
        self.ctl(self.replicas[1], 'outbox', 'close', ids[1])
        self.ctl(self.replicas[1], 'outbox', 'close', ids[1], status=1)
        self.assertEqual(json.loads(self.ctl(self.replicas[1], '--json', 'outbox'))['problems'], [])

    def test_a_server_that_is_not_there_is_said_and_work_goes_on(self):
        replica = self.replicas[0]
        self.sync(replica)
        port = self.server.port
        self.server.stop()
        self.add(replica, 'li')
        told = self.sync(replica, status=1)
        self.assertEqual((told['synced'], told['state'], told['waiting']), (False, 'offline', 1))
        self.assertIn('does not answer', self.err)
        self.sync(replica, '--for', '1', status=1)
        self.server.start(port)
        self.assertEqual(self.sync(replica, '--for', '2')['waiting'], 0)
        self.assertIn('li', [staff['login'] for staff in self.root.records('staff').values()])

    def test_a_session_that_is_none_and_wrong_use_are_said(self):
        replica = self.replicas[0]
        self.assertEqual(self.sync(replica, status=1, token='0' * 64)['state'], 'signed-out')
        for options in (('--for', '-1'), ('--for', '90000'), ('--once', '--for', '3'), ('x',)):
            self.ctl(replica, '--server', self.server.uri, 'sync', *options, status=2)
        self.ctl(replica, 'sync', status=2)
        self.assertEqual(vasctl.run('--server', self.server.uri, 'sync')[0], 2)
        self.ctl(replica, 'outbox', 'close', status=2)
        self.ctl(replica, 'outbox', 'open', 'x', status=2)

    def test_two_people_at_one_desk_send_what_is_theirs(self):
        replica = self.replicas[0]
        self.root.add_staff('li', '李娜', 'administrator')
        token = self.server.sign_in('li').token
        self.sync(replica)
        self.add(replica, 'a')
        told = self.sync(replica, token=token, status=1)
        self.assertEqual((told['state'], told['waiting'], told['problems']), ('synced', 1, 0))
        self.assertEqual(self.logins(self.server), ['li', 'root'])
        told = self.sync(replica)
        self.assertEqual((told['waiting'], told['problems']), (0, 0))
        self.assertEqual(self.logins(self.server), ['a', 'li', 'root'])

    def test_records_of_its_own_do_not_follow(self):
        own = os.path.join(self.server.folder, 'own')
        self.assertEqual(vasctl.run('--replica', own, 'init', '--admin', 'me', '--name', 'x')[0], 0)
        self.assertEqual(self.sync(own, status=1)['state'], 'stopped')
        self.assertEqual(self.logins(own), ['me'])


if __name__ == '__main__':
    unittest.main()
