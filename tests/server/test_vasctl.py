# SPDX-License-Identifier: GPL-3.0-or-later
"""vasctl at a server: signing in, any command, passwords; the credential in a file or in the environment, never an argument."""
import json
import os
import sqlite3
import stat
import unittest
from contextlib import closing

import vasctl
from vasserver import PASSWORD, Server


class AtServer(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.server.start()
        self.addCleanup(self.server.__exit__)
        self.file = os.path.join(self.server.folder, 'session')

    def ctl(self, *arguments, status=0, text=None, env=None, file=True):
        where = ('--server', self.server.uri) + (('--credential', self.file) if file else ())
        got, out, err = vasctl.run(*where, *arguments, text=text, env={**vasctl.ENGLISH, **(env or {})})
        self.assertEqual(got, status, f'{arguments}\n{out}\n{err}')
        self.assertNotIn(PASSWORD, out + err)
        self.err = err
        return out

    def sign_in(self, login='root', password=PASSWORD, status=0):
        return self.ctl('sign-in', login, text=password + '\n', status=status)

    def add(self, login, **options):
        return self.ctl('--json', 'run', 'staff.add', f'login={login}', 'name=李娜', 'roles=invoice-clerk', **options)

    def test_the_session_is_kept_in_a_file_for_its_owner_alone(self):
        self.sign_in()
        self.assertEqual(stat.S_IMODE(os.stat(self.file).st_mode), 0o600)
        self.assertIn('vasdeskd', self.ctl('hello'))
        told = json.loads(self.ctl('--json', 'hello'))
        self.assertEqual((told['protocol'], told['session']['staff']['login']), (1, 'root'))
        self.ctl('sign-out')
        self.assertFalse(os.path.exists(self.file))
        self.ctl('hello', status=1)

    def test_a_wrong_password_leaves_no_file(self):
        self.sign_in(password='wrong', status=1)
        self.assertIn('no such login and password', self.err)
        self.assertFalse(os.path.exists(self.file))

    def test_commands_are_run_at_the_server_one_number_after_the_other(self):
        self.sign_in()
        told = [json.loads(self.add(login)) for login in ('a', 'b')]
        self.assertEqual([(result['state'], result['seq'], result['feed']) for result in told], [('applied', 1, 2), ('applied', 2, 3)])
        refused = json.loads(self.add('a', status=1))
        self.assertEqual((refused['state'], refused['verdict']['findings'][0]['rule']), ('rejected', 'R30'))
        self.assertIn('R30', self.ctl('run', 'staff.add', 'login=a', 'name=x', 'roles=auditor', status=1))

    def test_a_replica_is_fetched_and_fetched_anew(self):
        replica = os.path.join(self.server.folder, 'desk')
        self.ctl('--replica', replica, 'fetch', status=1)
        self.assertFalse(os.path.exists(os.path.join(replica, 'current')))
        self.sign_in()
        self.add('li')
        self.assertIn(replica, self.ctl('--replica', replica, 'fetch'))
        self.assertTrue(self.verify(replica)['good'])
        self.assertIn('server', self.ctl('--replica', replica, 'verify'))
        first = os.listdir(replica)
        self.assertNotIn('fetch', first)
        self.ctl('--replica', replica, '--progress', 'fetch')
        self.assertNotEqual(sorted(os.listdir(replica)), sorted(first))
        self.assertTrue(self.verify(replica)['good'])
        with closing(sqlite3.connect(self.database(replica))) as sql, sql:
            sql.execute("UPDATE staff SET name = '别人' WHERE login = 'li'")
        self.assertIn('staff', self.ctl('--replica', replica, 'verify', status=1))
        self.server.stop()
        self.ctl('--replica', replica, 'fetch', status=1)
        self.assertTrue(self.verify(replica)['good'])

    def database(self, replica):
        with open(os.path.join(replica, 'current'), encoding='ascii') as file:
            return os.path.join(replica, file.read())

    def verify(self, replica):
        got, out, err = vasctl.run('--json', '--replica', replica, 'verify', env=vasctl.ENGLISH)
        self.assertEqual(got, 0, out + err)
        return json.loads(out)

    def test_a_file_that_was_put_back_begins_under_another_client_id(self):
        self.sign_in()
        with open(self.file, encoding='utf-8') as file:
            before = file.read()
        self.add('a')
        with open(self.file, 'w', encoding='utf-8') as file:
            file.write(before)
        self.assertEqual(json.loads(self.add('b'))['seq'], 1)
        self.assertNotEqual(json.loads(before)['client'], json.load(open(self.file, encoding='utf-8'))['client'])

    def test_a_token_from_the_environment_serves_too(self):
        root = self.server.sign_in('root')
        env = {'VASCTL_TOKEN': root.token}
        self.assertEqual(json.loads(self.add('a', env=env, file=False))['state'], 'applied')
        self.assertEqual(json.loads(self.add('b', env=env, file=False))['state'], 'applied')
        self.add('c', env={'VASCTL_TOKEN': '0' * 64}, file=False, status=1)
        self.add('c', file=False, status=1)

    def test_an_administrator_gives_a_password_by_login(self):
        self.sign_in()
        self.add('li')
        self.ctl('staff', 'password', 'li', text='the password of li\n')
        self.assertEqual(self.server.sign_in('li', 'the password of li').staff['name'], '李娜')
        self.ctl('staff', 'password', 'nobody', text='the password of li\n', status=1)
        self.ctl('staff', 'password', 'root', text='the password of li\n', status=1)
        self.ctl('staff', 'password', 'li', text='short\n', status=1)
        self.ctl('staff', 'password', 'li', text='', status=2)
        self.ctl('staff', 'nonsense', 'li', status=2)

    def people(self):
        return {person['login']: person for person in json.loads(self.ctl('--json', 'staff', 'list'))['staff']}

    def test_the_people_are_kept_by_their_logins_R30(self):
        self.sign_in()
        self.ctl('staff', 'add', 'li', '李娜', 'invoice-clerk', 'order-agent')
        self.assertIn('R30', self.ctl('staff', 'add', 'li', '李娜', 'invoice-clerk', status=1))
        self.assertIn('R30', self.ctl('staff', 'add', 'l i', '李娜', 'invoice-clerk', status=1))
        self.ctl('staff', 'roles', 'li', 'auditor')
        self.ctl('staff', 'rename', 'li', '李娜娜')
        self.ctl('staff', 'off', 'li')
        person = self.people()['li']
        self.assertEqual((person['name'], person['roles'], person['active']), ('李娜娜', ['auditor'], False))
        self.assertIn('li\t李娜娜\tswitched off\tauditor\n', self.ctl('staff', 'list'))
        self.ctl('staff', 'on', 'li')
        self.assertTrue(self.people()['li']['active'])
        self.assertIn('R30', self.ctl('staff', 'off', 'root', status=1))
        self.assertIn('R30', self.ctl('staff', 'roles', 'root', 'auditor', status=1))
        self.ctl('staff', 'roles', 'li', 'king', status=1)
        self.ctl('staff', 'off', 'nobody', status=1)
        for wrong in (('off',), ('add', 'x', 'y'), ('rename', 'li'), ('list', 'x'), ('password', 'li', 'x')):
            self.ctl('staff', *wrong, status=2)

    def test_a_password_is_made_and_shown_once_and_sessions_are_ended(self):
        self.sign_in()
        self.ctl('staff', 'add', 'li', '李娜', 'invoice-clerk')
        made = self.ctl('staff', 'password', 'li', '--make').strip()
        self.assertRegex(made, '^([a-z2-9]{4}-){3}[a-z2-9]{4}$')
        self.assertNotEqual(self.ctl('staff', 'password', 'li', '--make').strip(), made)
        self.ctl('staff', 'password', 'li', text='the password of li\n')
        li = self.server.sign_in('li', 'the password of li')
        told = json.loads(self.ctl('--json', 'staff', 'sessions', 'li'))
        self.assertEqual([session['device'] for session in told['sessions']], ['test'])
        self.ctl('staff', 'sign-out', 'li')
        self.assertEqual(li.call('GET', '/v1/session').status, 401)
        self.ctl('staff', 'sign-out', 'nobody', status=1)

    def test_one_changes_the_own_password_with_the_old_one(self):
        self.sign_in()
        other = self.server.sign_in('root')
        self.ctl('staff', 'password', text='not the old one\nanother good one\n', status=1)
        self.ctl('staff', 'password', text=f'{PASSWORD}\n', status=2)
        self.ctl('staff', 'password', text=f'{PASSWORD}\nanother good one\n')
        self.assertEqual(other.call('GET', '/v1/session').status, 401)
        self.ctl('hello')
        self.sign_in(password='another good one')
        self.assertEqual(len(json.loads(self.ctl('--json', 'staff', 'sessions'))['sessions']), 2)

    def test_passwords_and_sessions_need_a_server_and_the_rest_a_replica(self):
        replica = os.path.join(self.server.folder, 'own')
        run = lambda *arguments: vasctl.run('--replica', replica, *arguments, env=vasctl.ENGLISH)[0]
        self.assertEqual(run('init', '--admin', 'boss', '--name', '单主管'), 0)
        self.assertEqual(run('--as', 'boss', 'staff', 'add', 'li', '李娜', 'auditor'), 0)
        self.assertEqual(run('--as', 'li', 'staff', 'off', 'boss'), 1)
        self.assertEqual(run('--as', 'boss', 'staff', 'off', 'li'), 0)
        self.assertEqual(run('staff', 'list'), 0)
        self.assertEqual(run('staff', 'off', 'li'), 1)
        for verb in ('password', 'sessions', 'sign-out'):
            self.assertEqual(run('--as', 'boss', 'staff', verb, 'li'), 2)

    def test_a_file_that_others_can_read_is_refused(self):
        self.sign_in()
        os.chmod(self.file, 0o644)
        self.add('a', status=1)
        self.assertIn('chmod 600', self.err)

    def test_a_file_for_another_server_is_refused(self):
        self.sign_in()
        with open(self.file, encoding='utf-8') as file:
            told = json.load(file)
        with open(self.file, 'w', encoding='utf-8') as file:
            json.dump({**told, 'server': 'https://elsewhere.example.org'}, file)
        self.add('a', status=1)
        self.assertIn('elsewhere', self.err)

    def test_wrong_use_is_said(self):
        self.sign_in()
        for arguments in (('--as', 'root', 'run', 'staff.add', 'login=a', 'name=x', 'roles=auditor'), ('run', 'nonsense'),
                          ('run', 'staff.add', 'nonsense=1'), ('sign-in',)):
            with self.subTest(arguments):
                self.ctl(*arguments, status=2)
        self.ctl('queue', status=1)
        self.assertIn('--server', self.err)
        self.ctl('run', 'request.claim', 'request=KP2509-000001', status=1)
        self.assertIn('--replica', self.err)
        self.assertEqual(vasctl.run('--server', 'http://vas.example.org', 'hello')[0], 1)
        self.assertEqual(vasctl.run('hello')[0], 2)

    def test_a_server_that_is_not_there_is_said(self):
        self.sign_in()
        self.server.stop()
        self.add('a', status=1)
        self.assertTrue(self.err.startswith('vasctl: '), self.err)


if __name__ == '__main__':
    unittest.main()
