# SPDX-License-Identifier: GPL-3.0-or-later
"""The daemon that a desk starts for itself (--owned): sessions without a password, by two pipes, for persons and for nobody else."""
import os
import re
import sqlite3
import subprocess
import unittest
import uuid
from contextlib import closing

from vasserver import ENGLISH, VASDESKD, Desk, Problem, Server

SYSTEM, SHOP = 1 << 9, 1 << 10


class Owned(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.__exit__)
        self.server.start()
        self.server.sign_in('root').add_staff('li', '李娜', 'invoice-clerk', password=None)
        self.server.stop()

    def begin(self):
        """The daemon as its owner has it."""
        self.process = subprocess.Popen([VASDESKD, '--data', self.server.data, '--listen', '127.0.0.1:0', '--owned'], text=True, env=ENGLISH,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end)
        self.server.port = int(re.fullmatch(r'listening on http://127\.0\.0\.1:(\d+)\n', self.process.stdout.readline())[1])

    def end(self):
        self.process.stdin.close()
        self.assertEqual(self.process.wait(60), 0)
        self.process.stdout.close()

    def ask(self, *words):
        """The words of the answer."""
        self.process.stdin.write(' '.join(words) + '\n')
        self.process.stdin.flush()
        return self.process.stdout.readline().split()

    def use(self, token):
        """Who the backend takes the bearer of a token for."""
        return self.server.ask('GET', '/v1/session', token=token).json()['staff']

    def sql(self, *arguments):
        with closing(sqlite3.connect(os.path.join(self.server.data, 'replica.db'))) as db, db:
            return db.execute(*arguments).fetchall()

    def add_other(self, login, roles):
        """Somebody whom no command could make: what is no person's is not the business of persons."""
        self.sql("INSERT INTO staff (key, ver, login, name, roles, active) VALUES (?, 1, ?, 'A', ?, 1)", (str(uuid.uuid4()), login, roles))

    def test_a_person_is_signed_in_by_name_and_a_clerk_is_proposed_first(self):
        self.begin()
        for asked, login in ((['root'], 'root'), (['li'], 'li'), ([], 'li')):
            word, token, key, told = self.ask('session', *asked)
            self.assertEqual((word, told), ('session', login))
            self.assertEqual([self.use(token)[name] for name in ('login', 'key')], [login, key])
            self.assertEqual(self.sql('SELECT key FROM staff WHERE login = ?', (login,)), [(key,)])
        self.assertNotEqual(token, self.ask('session')[1])
        with self.assertRaises(Problem):
            self.use('A' * len(token))
        with self.assertRaises(Problem):
            self.server.sign_in('li', '')                     # over the network nobody is let in without a password
        self.assertEqual(self.ask('session', 'nobody'), ['nobody'])
        self.assertEqual(self.ask('what')[0], 'failed')

    def test_who_begins_has_every_role_and_the_calendar_and_begins_once(self):
        self.server.data = os.path.join(self.server.folder, 'new')
        self.begin()
        self.assertEqual(self.ask('session'), ['nobody'])
        first = self.ask('begin', 'danxm\t单晓明')
        self.assertEqual((first[0], first[3]), ('session', 'danxm'))
        (key, name, roles), = self.sql('SELECT key, name, roles FROM staff')
        self.assertEqual((key, name, roles), (first[2], '单晓明', SYSTEM - 1))
        self.assertGreater(self.sql('SELECT count(*) FROM calendar_day')[0][0], 200)
        again = self.ask('begin', 'danxm\t单晓明')
        self.assertEqual((again[0], again[2:]), ('session', first[2:]))
        Desk(self.server, {'token': again[1], 'staff': self.use(again[1])}).add_staff('li', '李娜', 'invoice-clerk')
        self.assertEqual(self.ask('begin', 'other\t别人'), ['nobody'])
        self.assertEqual(self.ask('begin', 'other')[0], 'failed')
        self.assertEqual(self.sql('SELECT login FROM staff ORDER BY id'), [('danxm',), ('li',)])

    def test_what_is_no_person_is_neither_signed_in_nor_proposed(self):
        for login, roles in (('web', SHOP), ('clock', SYSTEM)):
            self.add_other(login, roles)
        self.sql("UPDATE staff SET active = 0 WHERE login IN ('li', 'root')")
        self.begin()
        self.assertEqual([self.ask('session', login) for login in ('web', 'clock', 'li')], [['nobody']] * 3)
        self.assertEqual(self.ask('session'), ['nobody'])

    def test_what_cannot_be_read_is_said_and_not_taken_for_nobody(self):
        self.begin()
        self.sql('ALTER TABLE staff RENAME TO elsewhere')
        self.assertEqual([self.ask('session')[0], self.ask('session', 'li')[0]], ['failed', 'failed'])
        self.sql('ALTER TABLE elsewhere RENAME TO staff')
        self.assertEqual(self.ask('session')[-1], 'li')


if __name__ == '__main__':
    unittest.main()
