# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data (R31): nothing whole in any page or chunk; by reveal for a role and a reason, once recorded, never with the value."""
import gzip
import json
import os
import shutil
import tempfile
import unittest

import vasctl
from vasserver import PASSWORD, Problem, Server

WHOLE = ('13812341234', 'dan@example.com', '13900001111')
REASON = '快递退回，联系用户'
NOBODY = '0198a000-0000-7000-8000-000000000000'


class Reveal(vasctl.Replica):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        data = os.path.join(cls.home, 'data')
        shutil.copytree(cls.template, data)
        with tempfile.NamedTemporaryFile('w', suffix='.csv', encoding='utf-8') as file:
            file.write(vasctl.REQUESTS)
            file.flush()
            status, out, err = vasctl.run('--replica', data, '--now', vasctl.NOW, '--as', 'root', 'import', 'requests', file.name)
            assert status == 0, out + err
        cls.server = Server(data)
        for login in ('wang', 'root'):
            cls.server.set_password(login)
        cls.server.start()
        cls.addClassCleanup(cls.server.__exit__)
        cls.wang, cls.root = cls.server.sign_in('wang'), cls.server.sign_in('root')
        cls.root.run('note.add', subject='account', subject_key=cls.one("SELECT key FROM account WHERE account_id = '80000217'"), text='x')
        cls.account = cls.one("SELECT key FROM account WHERE account_id = '80000217'")
        cls.request = cls.one('SELECT key FROM request')

    @classmethod
    def one(cls, text):
        return cls.server.query(text)[0][0]

    def ask(self, fields=('mobile', 'email'), desk=None, **changes):
        body = {'record': f'account/{self.account}', 'fields': list(fields), 'reason': REASON, **changes}
        return (desk or self.wang).ask('POST', '/v1/reveal', body)

    def refused(self, kind, *arguments, **options):
        with self.assertRaises(Problem) as caught:
            self.ask(*arguments, **options)
        self.assertEqual(caught.exception.kind, kind, caught.exception.problem)
        return caught.exception.problem

    def rows(self):
        return self.server.query("SELECT seq, actor, result, body FROM command_log WHERE type = 'personal.reveal' ORDER BY seq")

    def test_1_no_page_and_no_chunk_holds_a_whole_mobile_or_mail_of_an_account(self):
        wang = self.server.sign_in('wang')
        made = wang.ask('POST', '/v1/snapshots', {}).json()
        text = b''.join(gzip.decompress(wang.ask('GET', f'/v1/chunks/{chunk["hash"]}').body) for chunk in made['chunks'])
        self.ask()
        after, head = 0, 1
        pages = b''
        try:
            while after < head:
                page = wang.ask('GET', f'/v1/feed?epoch={wang.epoch}&after={after}').body
                pages += page
                told = json.loads(page.splitlines()[0])[1]
                after, head = told['through'], told['head']
        except Problem as problem:
            self.assertEqual(problem.kind, 'snapshot')  # the rows from before it was a server are in the snapshot alone
            pages = wang.ask('GET', f'/v1/feed?epoch={wang.epoch}&after={made["seq"]}').body
        accounts = [json.loads(line)[1] for line in text.splitlines() if line.startswith(b'["account"')]
        self.assertEqual({(account['mobile'], account['email']) for account in accounts}, {(None, None)})
        self.assertEqual({account['mobile_masked'] for account in accounts}, {'138****1234', '139****1111'})
        requests = [json.loads(line)[1] for line in text.splitlines() if line.startswith(b'["request"')]
        self.assertEqual([request['recipient_mobile'] for request in requests], ['13812341234'])  # open: its recipient is whole
        others = b'\n'.join(line for line in (text + pages).splitlines() if not line.startswith(b'["request"'))
        for value in WHOLE:
            self.assertNotIn(value.encode(), others)
        self.assertIn(b'personal.reveal', pages)

    def test_2_for_a_reason_it_is_given_and_recorded_without_the_value(self):
        before = len(self.rows())
        answer = self.ask()
        self.assertEqual(answer.json()['values'], {'mobile': '13812341234', 'email': 'dan@example.com'})
        self.assertEqual(answer.headers['Cache-Control'], 'no-store')
        *_, (seq, actor, result, body) = self.rows()
        args = json.loads(body)['args']
        self.assertEqual((len(self.rows()), seq, actor, result), (before + 1, answer.json()['feed'], self.wang.key, 'applied'))
        self.assertEqual((args['subject'], args['subject_key'], args['fields'], args['reason']), ('account', self.account, ['mobile', 'email'], REASON))
        for value in WHOLE:
            self.assertNotIn(value, body)
        told = self.ask(('recipient_address',), record=f'request/{self.request}').json()['values']
        self.assertEqual(told, {'recipient_address': '广东省深圳市南山区科技路 1 号'})
        self.assertNotIn('13812341234', self.server.read_log())
        self.assertNotIn(REASON, self.server.read_log())

    def test_3_what_is_not_asked_for_properly_gives_nothing_and_says_why(self):
        before = len(self.rows())
        for changes in ({'reason': ''}, {'reason': ' '}, {'reason': '好的\u202e'}, {'reason': '好的\n'}, {'reason': '好\x01的'}, {'reason': 'x'}, {'reason': 'x' * 501}, {'reason': 7}, {'fields': []}, {'fields': ['account_id']},
                        {'fields': ['mobile', 'key']}, {'fields': [1]}, {'fields': 'mobile'}, {'fields': ['mobile'] * 9}, {'record': 'account'},
                        {'record': f'staff/{self.account}'}, {'record': 'account/x'}, {'record': f'order/{self.account}'}):
            self.assertIn(self.refused('bad-value', **changes).get('field'), ('reason', 'fields', 'record'))
        self.assertEqual(len(self.rows()), before)
        self.refused('not-found', record=f'account/{NOBODY}')
        self.refused('not-found', record=f'account/{self.request}')

    def test_4_without_the_role_nothing_is_given_and_the_try_is_recorded(self):
        self.root.run('staff.add', login='editor', name='周编辑', roles='terms-editor')
        self.root.ask('PUT', '/v1/password', {'staff': self.one("SELECT key FROM staff WHERE login = 'editor'"), 'password': PASSWORD})
        editor = self.server.sign_in('editor')
        before = len(self.rows())
        self.assertEqual(self.refused('forbidden', desk=self.root)['rule'], 'R30')              # whose is what is locked (R29) alone
        self.assertEqual(self.refused('forbidden', desk=editor, record=f'account/{NOBODY}')['rule'], 'R30')     # nor whether there is one
        self.assertEqual([row[2] for row in self.rows()[before:]], ['rejected', 'rejected'])
        self.assertEqual(self.server.call('POST', '/v1/reveal', {}).status, 401)

    def test_5_at_a_terminal(self):
        env = {**vasctl.ENGLISH, 'VASCTL_TOKEN': self.wang.token}
        status, out, _ = vasctl.run('--server', self.server.uri, 'reveal', f'account/{self.account}', 'mobile', '--reason', REASON, env=env)
        self.assertEqual((status, out), (0, 'mobile: 13812341234\n'))
        status, _, err = vasctl.run('--server', self.server.uri, 'reveal', f'account/{self.account}', 'mobile', env=env)
        self.assertEqual((status, '--reason' in err), (2, True))
        status, out, _ = vasctl.run('--server', self.server.uri, 'reveal', f'account/{self.account}', 'account_id', '--reason', REASON, env=env)
        self.assertEqual((status, out), (1, ''))
        status, out, _ = vasctl.run('--replica', self.server.records.address, 'verify')
        self.assertEqual(status, 0, out)

    def test_5b_a_desk_that_was_given_the_trail_without_the_values_is_whole(self):
        env, desk = {**vasctl.ENGLISH, 'VASCTL_TOKEN': self.wang.token}, f'{self.home}/desk'
        self.wang.run('recipient.correct', request=self.request, recipient_name='单晓明', recipient_mobile=WHOLE[0],
                      recipient_address='广东省深圳市南山区科技路 2 号', delivery='courier', reason='用户来电')
        for arguments in (('init',), ('--server', self.server.uri, 'fetch'), ('--server', self.server.uri, 'sync'), ('verify',)):
            status, out, err = vasctl.run('--replica', desk, *arguments, env=env)
            self.assertEqual(status, 0, f'{arguments}: {out}{err}')

    def test_6_a_person_has_a_share_and_the_next_one_has_the_own(self):
        with self.assertRaises(Problem) as caught:
            for _ in range(21):
                self.ask()
        self.assertEqual(caught.exception.kind, 'too-many')
        self.assertGreater(int(caught.exception.answer.headers['Retry-After']), 60)
        self.refused('forbidden', desk=self.root)


if __name__ == '__main__':
    unittest.main()
