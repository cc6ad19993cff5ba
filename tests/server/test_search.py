# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desk does not hold: a snapshot of a scope, the search beyond it, a case fetched whole, and the cursor that names the scope."""
import contextlib
import datetime
import glob
import gzip
import json
import shutil
import sqlite3
import tempfile
import unittest

import vasctl
from vasserver import PASSWORD, Problem, Server

NOBODY = '0198a000-0000-7000-8000-000000000000'
OLD, YOUNG, OTHER = '24060100000415', '26010100000416', '24060200000417'
WHOLE = ('单晓明', '13812341234', 'dan@example.com', '欧阳静')


def day(days):
    return (datetime.datetime.now() - datetime.timedelta(days=days)).strftime('%Y-%m-%d')


ORDERS = f'''number,account_id,plan,price,made_at,paid_at,channel
{OLD},80000217,test-1,98.00,2024-06-01 10:00,2024-06-01 10:05,wechat
{YOUNG},80000217,polish-a,298.00,{day(20)} 10:00,{day(20)} 10:05,alipay
{OTHER},80000218,test-1,98.00,2024-06-02 10:00,2024-06-02 10:05,wechat
'''


class Search(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(fill=cls.fill)
        for login in ('wang', 'boss'):
            cls.server.set_password(login)
        cls.server.start()
        cls.addClassCleanup(cls.server.__exit__)
        cls.root, cls.wang = cls.server.sign_in('root'), cls.server.sign_in('wang')

    @staticmethod
    def fill(folder):
        for kind, text in (('staff', vasctl.STAFF), ('catalog', vasctl.CATALOG), ('accounts', vasctl.ACCOUNTS), ('orders', ORDERS)):
            with tempfile.NamedTemporaryFile('w', suffix='.csv', encoding='utf-8') as file:
                file.write(text)
                file.flush()
                status, out, err = vasctl.run('--replica', folder, '--as', 'root', 'import', kind, file.name)
                assert status == 0, out + err

    def find(self, text, desk=None, **options):
        return (desk or self.wang).ask('POST', '/v1/search', {'text': text, **options}).json()

    def numbers(self, text, **options):
        return [hit['number'] for hit in self.find(text, **options)['hits']]

    def refused(self, kind, *arguments, **options):
        with self.assertRaises(Problem) as caught:
            (options.pop('desk', None) or self.wang).ask(*arguments, **options)
        self.assertEqual(caught.exception.kind, kind, caught.exception.problem)

    def snapshot(self):
        """What a desk gets at once: its list, and the lines of its chunks."""
        head = self.server.query('SELECT max(seq) FROM command_log')[0][0]
        made = self.wang.ask('POST', '/v1/snapshots', {'after': int(head)}).json()
        text = b''.join(gzip.decompress(self.wang.ask('GET', f'/v1/chunks/{chunk["hash"]}').body) for chunk in made['chunks'])
        return made, [json.loads(line) for line in text.splitlines()]

    def test_1_a_snapshot_is_of_the_scope_of_the_house(self):
        made, lines = self.snapshot()
        self.assertEqual(made['scope'], 13)
        self.assertEqual([line[1]['number'] for line in lines if line[0] == 'orders'], [YOUNG])
        self.assertEqual(made['digests']['orders']['rows'], 1)
        self.assertEqual(len([line for line in lines if line[0] == 'account']), 2)
        self.assertEqual(len([line for line in lines if line[0] == 'command']), made['seq'])

    def test_2_orders_are_found_by_what_a_caller_names(self):
        for text, numbers in ((OLD, [OLD]), (OLD[:8], [OLD]), (OLD[:5], []), (OLD[:4], []), ('80000217', [YOUNG, OLD]), ('13812341234', [YOUNG, OLD]),
                              ('+86 138-1234-1234', [YOUNG, OLD]), ('1234', [YOUNG, OLD]), ('dan@example.com', [YOUNG, OLD]), ('单晓明', [YOUNG, OLD]),
                              ('  80000218 ', [OTHER]), ('1111', [OTHER]), ('欧阳静', [OTHER]), ('nobody@example.com', []), ("' OR 1=1 --", [])):
            with self.subTest(text=text):
                self.assertEqual(self.numbers(text), numbers)

    def test_2_what_is_told_is_masked(self):
        answer = self.wang.ask('POST', '/v1/search', {'text': '80000217'})
        self.assertEqual(answer.headers['Cache-Control'], 'no-store')
        hit = answer.json()['hits'][1]
        self.assertEqual((hit['name'], hit['mobile'], hit['account'], hit['state'], hit['amount']), ('单*', '138****1234', '80000217', 'paid', 9800))
        for value in WHOLE:
            self.assertNotIn(value, answer.body.decode())

    def test_2_no_more_are_told_than_asked_for(self):
        found = self.find('80000217', limit=1)
        self.assertEqual(([hit['number'] for hit in found['hits']], found['more']), ([YOUNG], True))
        self.assertFalse(self.find('80000217', limit=2)['more'])

    def test_3_a_case_comes_whole_in_the_form_of_the_feed(self):
        record = self.find(OLD)['hits'][0]['record']
        lines = [json.loads(line) for line in self.wang.ask('GET', f'/v1/records?record={record}').body.splitlines()]
        self.assertEqual((lines[0][0], lines[0][1]['scope'], lines[0][1]['epoch']), ('page', 13, self.wang.epoch))
        self.assertEqual(sorted(line[0] for line in lines[1:]), ['account', 'orders'])
        self.assertEqual([line[1]['number'] for line in lines if line[0] == 'orders'], [OLD])
        self.assertEqual([(line[1]['mobile'], line[1]['email']) for line in lines if line[0] == 'account'], [(None, None)])
        for other in (f'order/{NOBODY}', f'request/{NOBODY}', 'order/x'):
            self.refused('not-found', 'GET', f'/v1/records?record={other}')
        for other in ('account/x', 'order', ''):
            self.refused('bad-value', 'GET', f'/v1/records?record={other}')

    def test_3_who_works_with_no_users_searches_nothing(self):
        self.root.add_staff('xu', '徐', 'terms-editor')
        xu = self.server.sign_in('xu')
        self.refused('forbidden', 'POST', '/v1/search', {'text': OLD}, desk=xu)
        self.refused('forbidden', 'GET', f'/v1/records?record=order/{NOBODY}', desk=xu)

    def test_4_the_cursor_names_the_scope(self):
        at = f'/v1/feed?epoch={self.wang.epoch}&after={self.snapshot()[0]["seq"]}'
        for scope in ('', '&scope=13', '&scope=24', '&scope=0'):
            page = json.loads(self.wang.ask('GET', at + scope).body.splitlines()[0])[1]
            self.assertEqual(page['scope'], 13)
        self.refused('snapshot', 'GET', at + '&scope=12')
        for scope in ('-1', 'x', ''):
            self.refused('bad-value', 'GET', f'{at}&scope={scope}')

    def test_5_a_note_on_an_old_order_brings_it_back_whole(self):
        before = self.snapshot()[0]['seq']
        key = self.find(OTHER)['hits'][0]['record'].partition('/')[2]
        self.wang.run('note.add', subject='order', subject_key=key, text='来电询问')
        lines = [json.loads(line) for line in self.wang.ask('GET', f'/v1/feed?epoch={self.wang.epoch}&after={before}&scope=13').body.splitlines()]
        self.assertEqual([line[1]['number'] for line in lines if line[0] == 'orders'], [OTHER])
        self.assertEqual(sorted(line[1]['number'] for line in self.snapshot()[1] if line[0] == 'orders'), [OTHER, YOUNG])

    def test_5_the_replica_of_a_desk_holds_the_scope_and_keeps_what_is_opened(self):
        folder = tempfile.mkdtemp(prefix='scope-')
        self.addCleanup(shutil.rmtree, folder)
        session, desk = f'{folder}/session', f'{folder}/desk'

        def ctl(*arguments, status=0):
            got, out, err = vasctl.run('--server', self.server.uri, '--credential', session, '--replica', desk, *arguments, text=PASSWORD + '\n')
            self.assertEqual(got, status, f'{arguments} {out} {err}')
            return out

        def orders():
            with contextlib.closing(sqlite3.connect(next(glob.iglob(f'{desk}/replica-*.db')))) as records:
                return sorted(number for number, in records.execute('SELECT number FROM orders'))

        ctl('sign-in', 'wang')
        ctl('fetch')
        self.assertNotIn(OLD, orders())
        here = orders()
        ctl('verify')
        self.assertIn(OLD, ctl('search', OLD))
        ctl('search', 'nobody@example.com', status=1)
        ctl('keep', f'order/{NOBODY}', status=1)
        record = self.find(OLD)['hits'][0]['record']
        self.root.run('note.add', subject='order', subject_key=self.find(YOUNG)['hits'][0]['record'].partition('/')[2], text='新订单')
        ctl('keep', record)
        self.assertEqual(orders(), sorted([*here, OLD]))
        with contextlib.closing(sqlite3.connect(next(glob.iglob(f'{desk}/replica-*.db')))) as records:
            self.assertEqual(records.execute("SELECT count(*) FROM note WHERE text = '新订单'").fetchone(), (1,), 'what came before the answer is here, too')
        ctl('verify')
        ctl('sync')
        ctl('verify')
        self.assertEqual(orders(), sorted([*here, OLD]))
        ctl('fetch')
        self.assertNotIn(OLD, orders())
        ctl('sync', '--for', '3')
        self.assertEqual(orders(), sorted([*here, OLD]))
        self.root.run('note.add', subject='order', subject_key=record.partition('/')[2], text='旧订单')
        ctl('sync')
        ctl('verify')
        with contextlib.closing(sqlite3.connect(next(glob.iglob(f'{desk}/replica-*.db')))) as records:
            self.assertEqual(records.execute("SELECT count(*) FROM note WHERE text = '旧订单'").fetchone(), (1,))

    def test_6_another_scope_is_another_snapshot(self):
        boss = self.server.sign_in('boss')
        boss.run('setting.set', name='scope.months', value='0')
        made, lines = self.snapshot()
        self.assertEqual(made['scope'], 0)
        self.assertEqual(sorted(line[1]['number'] for line in lines if line[0] == 'orders'), sorted([OLD, OTHER, YOUNG]))
        at = f'/v1/feed?epoch={self.wang.epoch}&after={made["seq"]}'
        self.refused('snapshot', 'GET', at + '&scope=13')
        self.wang.ask('GET', at + '&scope=0')

    def test_6_whole_mobiles_are_not_tried_out(self):
        boss = self.server.sign_in('boss')

        def ask(text):
            return self.server.call('POST', '/v1/search', {'text': text}, token=boss.token)

        for last in range(18):
            self.assertEqual(ask(f'1381234{last:04}').status, 200)
        self.assertEqual(ask('nobody@example.com').status, 200)
        self.assertEqual(ask(' 138 1234 1234 ').status, 200)
        for text in ('13812341234', '+86 13812341234', ' dan@example.com'):
            answer = ask(text)
            self.assertEqual(answer.status, 429, text)
            self.assertGreater(int(answer.headers['Retry-After']), 60, text)
        for text in (OLD, '1234', '80000217'):
            self.assertEqual(ask(text).status, 200, text)

    def test_7_too_many_questions_are_put_off(self):
        for _ in range(60):
            answer = self.server.call('POST', '/v1/search', {'text': OLD}, token=self.wang.token)
        answer = self.server.call('POST', '/v1/search', {'text': OLD}, token=self.wang.token)
        self.assertEqual(answer.status, 429)
        self.assertGreater(int(answer.headers['Retry-After']), 0)


if __name__ == '__main__':
    unittest.main()
