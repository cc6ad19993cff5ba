# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets in, who is put out, and how often one may try (doc/protocol.md, “session”)."""
import json
import os
import shutil
import statistics
import tempfile
import threading
import time
import unittest

from vasrecords import POSTGRESQL
from vasserver import PASSWORD, Problem, Server

of_a_file = unittest.skipIf(POSTGRESQL, 'Records of one desk are a file.')


class Sessions(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.server.start()
        self.addCleanup(self.server.__exit__)
        self.root = self.server.sign_in('root')

    def refused(self, status, kind, call, *arguments, **options):
        with self.assertRaises(Problem) as caught:
            call(*arguments, **options)
        self.assertEqual((caught.exception.answer.status, caught.exception.kind), (status, kind), caught.exception)
        return caught.exception

    def test_a_token_is_kept_as_its_hash_and_a_password_as_argon2id(self):
        self.server.stop()
        held = self.server.records.dump()
        self.assertNotIn(self.root.token.encode(), held)
        self.assertNotIn(PASSWORD.encode(), held)
        self.assertIn(b'$argon2id$v=19$m=65536,t=3,p=1$', held)

    def test_a_wrong_password_and_an_unknown_login_get_one_answer_in_one_time(self):
        def attempt(login):
            began = time.monotonic()
            answer = self.server.call('POST', '/v1/session', {'login': login, 'password': 'x', 'device': 'x'})
            return answer.status, answer.body, time.monotonic() - began

        known, unknown = [attempt('root') for _ in range(4)], [attempt(f'nobody-{i}') for i in range(4)]
        self.assertEqual({answer[:2] for answer in known}, {answer[:2] for answer in unknown})
        self.assertEqual(known[0][0], 401)
        ratio = statistics.median(t for _, _, t in known) / statistics.median(t for _, _, t in unknown)
        self.assertTrue(0.4 < ratio < 2.5, ratio)

    def test_signing_out_ends_this_session_and_no_other(self):
        other = self.server.sign_in('root')
        self.assertEqual(self.root.ask('DELETE', '/v1/session').status, 204)
        self.refused(401, 'no-session', self.root.wait, 0)
        self.assertEqual(other.wait(0), 1)

    def test_without_a_good_token_there_is_nothing(self):
        for token in (None, '', 'x', '0' * 64, self.root.token[:-1], self.root.token + '0', self.root.token.upper()):
            with self.subTest(token):
                answer = self.server.call('GET', f'/v1/wait?epoch={self.root.epoch}&after=0', token=token)
                self.assertEqual((answer.status, answer.headers['WWW-Authenticate']), (401, 'Bearer'))

    def test_five_failures_close_a_login_and_no_other(self):
        self.root.add_staff('li', '李娜', 'invoice-clerk')
        for _ in range(5):
            self.refused(401, 'sign-in', self.server.sign_in, 'li', 'wrong')
        late = self.refused(429, 'too-many', self.server.sign_in, 'li', PASSWORD)
        self.assertTrue(800 < int(late.answer.headers['Retry-After']) <= 900)
        self.assertEqual(self.server.sign_in('root').staff['login'], 'root')
        figures = self.server.ask('GET', '/metrics').body.decode()
        for result, n in (('right', 2), ('wrong', 5), ('not-looked-at', 1)):
            self.assertIn(f'vasdesk_passwords_total{{result="{result}"}} {n}\n', figures)

    def test_a_success_forgets_the_failures_of_its_login(self):
        for _ in range(2):
            for _ in range(4):
                self.refused(401, 'sign-in', self.server.sign_in, 'root', 'wrong')
            self.server.sign_in('root')

    def test_attempts_at_once_are_counted_before_they_end(self):
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(
            self.server.call('POST', '/v1/session', {'login': 'x', 'password': 'x', 'device': 'x'}).status)) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answers), [401] * 5 + [429] * 7)

    def test_twenty_failures_close_an_address(self):
        for i in range(20):
            self.refused(401, 'sign-in', self.server.sign_in, f'nobody-{i}', 'wrong')
        self.refused(429, 'too-many', self.server.sign_in, 'root')
        self.assertEqual(self.root.wait(0), 1)

    def test_ones_own_password_takes_the_old_one_and_ends_the_other_sessions(self):
        other = self.server.sign_in('root')
        change = {'password': 'another good one', 'old': 'not the old one'}
        self.assertEqual(self.refused(403, 'forbidden', self.root.ask, 'PUT', '/v1/password', change).problem['field'], 'old')
        self.assertEqual(self.root.ask('PUT', '/v1/password', {**change, 'old': PASSWORD}).status, 204)
        self.assertEqual(self.root.wait(0), 2)
        self.refused(401, 'no-session', other.wait, 0)
        self.refused(401, 'sign-in', self.server.sign_in, 'root')
        self.assertEqual(self.server.sign_in('root', 'another good one').staff['login'], 'root')

    def test_passwords_have_a_least_and_a_greatest_length(self):
        key = self.root.add_staff('li', '李娜', 'invoice-clerk', None)
        for password, status in (('九个字符的密码不够', 400), ('十个字符的密码就足够', 204), ('x' * 1024, 204), ('x' * 1025, 400), ('', 400)):
            with self.subTest(password):
                self.assertEqual(self.root.call('PUT', '/v1/password', {'staff': key, 'password': password}).status, status)

    def test_an_administrator_gives_another_a_password_and_ends_the_persons_sessions_R30(self):
        key = self.root.add_staff('li', '李娜', 'invoice-clerk')
        li = self.server.sign_in('li')
        self.root.ask('PUT', '/v1/password', {'staff': key, 'password': 'given by root'})
        self.refused(401, 'no-session', li.wait, 0)
        li = self.server.sign_in('li', 'given by root')
        for staff in (self.root.key, key, '0198a000-0000-7000-8000-000000000001'):
            with self.subTest(staff):
                status = li.call('PUT', '/v1/password', {'staff': staff, 'password': 'given by li'}).status
                self.assertEqual(status, 400 if staff == key else 403)
        self.refused(404, 'not-found', self.root.ask, 'PUT', '/v1/password',
                     {'staff': '0198a000-0000-7000-8000-000000000001', 'password': 'given by root'})

    def test_who_works_here_no_more_is_out_at_once_and_for_good(self):
        key = self.root.add_staff('li', '李娜', 'invoice-clerk')
        li = self.server.sign_in('li')
        self.assertGreater(li.wait(0), 0)
        self.root.run('staff.edit', staff=key, active=False)
        self.refused(401, 'no-session', li.wait, 0)
        self.refused(401, 'no-session', li.push, li.command('note.add', text='x'))
        self.refused(401, 'sign-in', self.server.sign_in, 'li')
        self.root.run('staff.edit', staff=key, active=True)
        self.refused(401, 'no-session', li.wait, 0)
        self.assertEqual(self.server.sign_in('li').key, key)

    def test_who_was_put_out_while_no_daemon_ran_stays_out(self):
        for before_the_start in (True, False):
            login = 'li' if before_the_start else 'wang'
            key = self.root.add_staff(login, '李娜', 'invoice-clerk')
            old = self.server.sign_in(login)
            with self.subTest(before_the_start=before_the_start):
                if before_the_start:
                    self.server.stop()
                self.server.change(f"UPDATE staff SET active = 0 WHERE login = '{login}'")
                if before_the_start:
                    self.server.start()
                self.root.run('staff.edit', staff=key, active=True)
                self.refused(401, 'no-session', old.wait, 0)
                self.assertEqual(self.server.sign_in(login).key, key)

    def trail(self, *kinds):
        """(type, author, person) of the rows of those types."""
        return [(line[1]['type'], line[1]['actor'], json.loads(line[1]['body'])['args']['staff'])
                for line in self.root.feed(0) if line[0] == 'command' and line[1]['type'] in kinds]

    def test_what_the_server_records_is_not_pushed_R29(self):
        key = self.root.add_staff('li', '李娜', 'invoice-clerk', password=None)
        for kind in ('staff.password', 'staff.sign-out'):
            result, = self.root.push(self.root.command(kind, staff=key))
            self.assertEqual((result['state'], result['verdict']['findings'][-1]['code']), ('rejected', 'not-by-push'))
        result, = self.root.push(self.root.command('personal.reveal', subject='request', subject_key=key, fields=['title'], reason='核对信息'))
        self.assertEqual(result['state'], 'rejected')

    def test_a_new_password_stands_in_the_trail_with_author_and_person_and_nothing_else_R29(self):
        key = self.root.add_staff('li', '李娜', 'invoice-clerk')
        li = self.server.sign_in('li')
        li.ask('PUT', '/v1/password', {'password': 'another good one', 'old': PASSWORD})
        self.refused(403, 'forbidden', li.ask, 'PUT', '/v1/password', {'password': 'a third good one', 'old': PASSWORD})
        self.assertEqual(self.trail('staff.password'), [('staff.password', self.root.key, key), ('staff.password', key, key)])
        pages = self.root.ask('GET', f'/v1/feed?epoch={self.root.epoch}&after=0').body
        for secret in (PASSWORD, 'another good one', 'argon2id'):
            self.assertNotIn(secret.encode(), pages)

    def test_where_a_person_is_signed_in_is_told_to_him_and_to_administrators_R30(self):
        key = self.root.add_staff('li', '李娜', 'invoice-clerk', None)
        told = self.root.ask('GET', f'/v1/sessions?staff={key}').json()
        self.assertEqual(told, {'password_at': None, 'sessions': []})
        self.root.ask('PUT', '/v1/password', {'staff': 'li', 'password': PASSWORD})
        li = self.server.sign_in('li')
        self.server.sign_in('li')
        for desk, query, own in ((self.root, '?staff=li', [False, False]), (self.root, f'?staff={key}', [False, False]),
                                 (li, '', [False, True]), (li, '?staff=li', [False, True]), (li, f'?staff={key}', [False, True])):
            with self.subTest(query):
                told = desk.ask('GET', f'/v1/sessions{query}').json()
                self.assertEqual(sorted(session['this'] for session in told['sessions']), own)
                self.assertGreater(told['password_at'], 0)
                self.assertEqual({frozenset(session) for session in told['sessions']}, {frozenset(('device', 'created_at', 'seen_at', 'this'))})

    def test_an_administrator_ends_all_sessions_of_a_person_and_a_person_all_others_R30(self):
        key = self.root.add_staff('li', '李娜', 'invoice-clerk')
        desks = [self.server.sign_in('li') for _ in range(3)]
        self.assertEqual(desks[0].ask('DELETE', '/v1/sessions').status, 204)
        self.assertGreater(desks[0].wait(0), 0)
        for desk in desks[1:]:
            self.refused(401, 'no-session', desk.wait, 0)
        self.assertEqual(self.root.ask('DELETE', '/v1/sessions?staff=li').status, 204)
        self.refused(401, 'no-session', desks[0].wait, 0)
        self.assertEqual(self.trail('staff.sign-out'), [('staff.sign-out', key, key), ('staff.sign-out', self.root.key, key)])
        self.assertEqual(self.server.sign_in('li').key, key)

    def test_who_may_not_is_told_the_same_of_own_foreign_and_missing_people_R30(self):
        li_key = self.root.add_staff('li', '李娜', 'invoice-clerk invoice-supervisor auditor')
        self.root.add_staff('wu', '吴', 'invoice-clerk')
        li, wu = self.server.sign_in('li'), self.server.sign_in('wu')
        head = self.root.wait(0)
        for method in ('GET', 'DELETE'):
            bodies = set()
            for staff in ('wu', wu.key, 'root', self.root.key, 'nobody', '0198a000-0000-7000-8000-000000000001', '', 'x' * 300, "'%20OR%201=1"):
                with self.subTest(method=method, staff=staff):
                    bodies.add(self.refused(403, 'forbidden', li.ask, method, f'/v1/sessions?staff={staff}').answer.body)
            self.assertEqual(len(bodies), 1)
            self.refused(404, 'not-found', self.root.ask, method, '/v1/sessions?staff=nobody')
            self.refused(401, 'no-session', self.server.ask, method, '/v1/sessions?staff=wu')
        self.assertGreater(wu.wait(0), 0)
        self.assertEqual(self.root.wait(0), head)
        self.root.run('staff.edit', staff=li_key, roles='administrator')
        self.assertEqual(li.call('GET', '/v1/sessions?staff=wu').status, 200)

    def test_a_deputy_of_an_administrator_has_nothing_to_do_with_passwords_and_sessions_R30(self):
        key = self.root.add_staff('li', '李娜', 'invoice-clerk')
        wu = self.root.add_staff('wu', '吴', 'invoice-clerk')
        self.root.run('deputy.name', principal=self.root.key, deputy=key, roles='administrator', **{'from': '2026-01-01', 'to': '2099-12-31'})
        li = self.server.sign_in('li')
        self.assertEqual(li.run('staff.edit', staff=wu, name='吴明')['state'], 'applied')
        self.refused(403, 'forbidden', li.ask, 'GET', '/v1/sessions?staff=wu')
        self.refused(403, 'forbidden', li.ask, 'DELETE', '/v1/sessions?staff=wu')
        self.refused(403, 'forbidden', li.ask, 'PUT', '/v1/password', {'staff': wu, 'password': 'given by li'})
        self.assertEqual(self.server.sign_in('wu').key, wu)

    def test_roles_that_were_taken_away_are_gone_with_the_next_command_R30(self):
        key = self.root.add_staff('li', '李娜', 'administrator')
        li = self.server.sign_in('li')
        self.root.run('staff.edit', staff=key, roles='auditor')
        self.assertEqual(li.ask('GET', '/v1/session').json()['staff']['roles'], ['auditor'])
        result, = li.push(li.command('staff.add', login='x', name='x', roles='auditor'))
        self.assertEqual([finding['code'] for finding in result['verdict']['findings']], ['role-missing'])
        self.refused(403, 'forbidden', li.ask, 'DELETE', '/v1/sessions?staff=root')

    def test_sessions_outlive_a_restart_and_a_kill(self):
        self.assertEqual(self.server.stop(), 0)
        self.server.start()
        self.assertEqual(self.root.wait(0), 1)
        self.server.kill()
        self.server.start()
        self.assertEqual(self.root.wait(0), 1)

    def test_a_session_ends_thirty_days_after_its_last_use_and_its_use_is_noted_hourly(self):
        self.server.stop()
        self.server.change('UPDATE session SET seen_at = seen_at - 3700000000, expires_at = expires_at - 3700000000')
        (before,), = self.server.query('SELECT expires_at FROM session')
        self.server.start()
        self.root.wait(0)
        self.server.stop()
        (after,), = self.server.query('SELECT expires_at FROM session')
        self.assertGreaterEqual(after - before, 3600 * 1000000)
        self.server.change('UPDATE session SET created_at = 0, expires_at = 1')
        self.server.start()
        self.refused(401, 'no-session', self.root.wait, 0)


class Init(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='init-')
        self.addCleanup(shutil.rmtree, self.folder)
        self.server = Server(os.path.join(self.folder, 'data'))

    def test_the_first_administrator_is_made_once(self):
        self.server.init()
        status, _, err = self.server.run('--init', '--admin', 'two', '--name', '二')
        self.assertEqual(status, 1)
        self.assertIn('administrator already', err)

    def test_a_password_too_short_makes_nothing(self):
        status, _, err = self.server.run('--init', '--admin', 'root', '--name', '管理员', text='short\n')
        self.assertEqual(status, 1, err)
        self.assertFalse(os.path.exists(self.server.data))

    def test_somebody_must_be_named(self):
        self.assertEqual(self.server.run('--init')[0], 2)

    @of_a_file
    def test_a_password_in_a_wrong_place_makes_nothing(self):
        from vasctl import NOW, run
        status, _, err = self.server.run('--set-password', 'boss', text=PASSWORD + '\n')
        self.assertEqual((status, os.path.exists(self.server.data)), (1, False), err)
        self.assertEqual(run('init', '--replica', self.server.data, '--admin', 'boss', '--name', '单主管', '--now', NOW)[0], 0)
        self.assertEqual(self.server.run('--set-password', 'bos', text=PASSWORD + '\n')[0], 1)
        self.assertEqual(self.server.query('SELECT role FROM replica'), [('own',)])

    @of_a_file
    def test_a_shop_in_a_wrong_place_makes_nothing(self):
        from vasctl import NOW, run
        for option in ('--add-shop', '--revoke-shop'):
            status, out, err = self.server.run(option, 'web')
            self.assertEqual((status, out, os.path.exists(self.server.data)), (1, '', False), err)
        self.assertEqual(run('init', '--replica', self.server.data, '--admin', 'boss', '--name', '单主管', '--now', NOW)[0], 0)
        status, _, err = self.server.run('--revoke-shop', 'web')
        self.assertEqual((status, 'There is no shop of that name.' in err), (1, True), err)
        self.assertEqual(self.server.run('--add-shop', 'The Shop')[0], 2)
        self.assertEqual(self.server.query('SELECT role FROM replica'), [('own',)])

    @of_a_file
    def test_records_of_one_desk_become_a_backends_and_say_so(self):
        from vasctl import NOW, run
        self.assertEqual(run('init', '--replica', self.server.data, '--admin', 'boss', '--name', '单主管', '--now', NOW)[0], 0)
        (before,), = self.server.query('SELECT epoch FROM replica')
        self.server.set_password('boss')
        with self.server as server:
            boss = server.sign_in('boss')
            self.assertNotEqual(boss.epoch, before)
            with self.assertRaises(Problem) as caught:
                boss.feed(0)
            self.assertEqual((caught.exception.answer.status, caught.exception.kind), (410, 'snapshot'))
            self.assertEqual(boss.feed(2)[0][1]['head'], 2)                      # the row of that password
            boss.run('staff.add', login='li', name='李娜', roles='auditor')
            self.assertEqual([line[0] for line in boss.feed(2)], ['page', 'command', 'staff'])
        self.assertEqual(self.server.query("SELECT actor, result FROM command_log WHERE type = 'staff.password'"), [('system', 'applied')])   # R29

    @of_a_file
    def test_serving_them_says_that_they_became_a_backends(self):
        from vasctl import NOW, run
        self.assertEqual(run('init', '--replica', self.server.data, '--now', NOW)[0], 0)
        with self.server as server:
            self.assertIn('"event":"backend"', server.read_log())


if __name__ == '__main__':
    unittest.main()
