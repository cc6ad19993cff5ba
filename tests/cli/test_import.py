# SPDX-License-Identifier: GPL-3.0-or-later
"""Files into a replica: a bad row of every kind, what is left out, what is done twice, and an import that was killed."""
import csv
import io
import json
import os
import re
import signal
import subprocess
import time
import unittest

from vasctl import ACCOUNTS, CALENDAR, CATALOG, NOW, ORDERS, REQUESTS, ROOT, STAFF, VASCTL, Replica, run

MANY = 30_000


def many_accounts():
    return 'account_id,name,mobile\n' + ''.join(f'9{i:07d},张三,138{i:08d}\n' for i in range(MANY))


class Import(Replica):
    def refused(self, kind, text, field, rule, *options, line=2):
        """One bad row: it is named by file, line, field and rule, and nothing is imported."""
        summary = self.bring(kind, text, *options, status=1)
        self.assertEqual(len(summary['problems']), 1, summary)
        problem = summary['problems'][0]
        self.assertEqual((problem['line'], problem['field'], problem['rule']), (line, field, rule), problem)
        self.assertTrue(problem['file'].endswith(f'{kind}.csv') and problem['message'])
        self.assertEqual(summary['imported'], 0)

    def exported(self, kind):
        return list(csv.DictReader(io.StringIO(self.ctl('--as', 'boss', 'export', kind, '-'), newline='')))

    def test_bad_accounts(self):
        head = 'account_id,name,mobile,email\n'
        self.refused('accounts', head + ',张三,,\n', 'account_id', 'form')
        self.refused('accounts', head + '1,,,\n', 'name', 'form')
        self.refused('accounts', head + '1,张三,12345,\n', 'mobile', 'form')
        self.refused('accounts', head + '1,张三,,nonsense\n', 'email', 'form')
        self.refused('accounts', head + '1,张三,,\n1,李四,,\n', 'account_id', 'unique', line=3)
        self.refused('accounts', head + '80000217,别人,,\n', 'name', 'unique')
        self.refused('accounts', head + '1,张\x07三,,\n', 'name', 'form')
        self.refused('accounts', head + '1,"张三,,\n', '–', 'form')
        self.refused('accounts', head + '1,张三\n', '–', 'form')

    def test_bad_orders(self):
        head = ORDERS.splitlines(keepends=True)[0]
        row = '1,80000217,test-1,98.00,2025-06-01 10:00,2025-06-01 10:05,wechat\n'
        self.refused('orders', head + row.replace('80000217', '80009999'), 'account_id', 'reference')
        self.refused('orders', head + row.replace('test-1', 'nonsense'), 'plan', 'reference')
        self.refused('orders', head + row.replace('98.00', '9.8.0'), 'price', 'form')
        self.refused('orders', head + row.replace('98.00', '-98.00'), 'price', 'form')
        self.refused('orders', head + row.replace('06-01 10:00', '06-31 10:00'), 'made_at', 'form')
        self.refused('orders', head + row.replace('wechat', 'cash'), 'channel', 'form')
        self.refused('orders', head + row.replace('wechat', ''), 'channel', 'R8')
        self.refused('orders', head + row.replace('10:05', '09:05'), 'paid_at', 'R8')
        self.refused('orders', head + row.replace('test-1', ''), 'plan', 'R5')
        self.refused('orders', head.replace('channel', 'state') + row.replace('wechat', 'unpaid'), 'paid_at', 'R7')

    def test_bad_payments(self):
        head = 'transaction_no,channel,order_number,amount,paid_at\n'
        self.refused('payments', head + 't1,wechat,24120100000417,0.00,2025-08-20 10:01\n', 'amount', 'R8')
        self.refused('payments', head + 't1,wechat,24120100000417,98.00,2025-10-20 10:01\n', 'paid_at', 'R8')
        self.refused('payments', head + ',wechat,24120100000417,98.00,2025-08-20 10:01\n', 'transaction_no', 'form')

    def test_bad_requests_name_their_rule(self):
        head, row = REQUESTS.splitlines(keepends=True)
        for change, field, rule in (
                ({'=98.00': '=98.01'}, 'orders', 'R15'),
                ({'=98.00': '=0.00'}, 'orders', 'R14'),
                ({'=98.00': ''}, 'orders', 'form'),
                ({'24120100000415': '24120100000418'}, 'orders', 'R16'),     # paid over a year ago
                ({'24120100000415=98.00;24120100000416=200.00': '24120100000417=98.00'}, 'orders', 'R13'),   # another's order
                ({'24120100000415': '99999'}, 'orders', 'R13'),
                ({'80000217,': '80009999,'}, 'account_id', 'R13'),
                ({'914403001922038216': ''}, 'taxpayer_id', 'R14'),
                ({'914403001922038216': '9144030019220'}, 'taxpayer_id', 'R14'),
                ({'13812341234': '12345'}, 'recipient_mobile', 'R22'),
                ({'13812341234': ''}, 'recipient_name', 'R22')):
            with self.subTest(change):
                text = row
                for old, new in change.items():
                    text = text.replace(old, new)
                summary = self.bring('requests', head + text, '--as', 'boss', status=1)
                found = [(problem['field'], problem['rule']) for problem in summary['problems']]
                self.assertIn((field, rule), found)
                self.assertEqual(summary['imported'], 0)

    def test_requests_of_one_file_share_the_cap_R15(self):
        head, row = REQUESTS.splitlines(keepends=True)
        summary = self.bring('requests', head + row + row, '--as', 'boss', status=1)
        self.assertEqual({(problem['line'], problem['rule']) for problem in summary['problems']}, {(3, 'R15')})

    def test_a_request_that_arrives_late_needs_the_supervisor_R16(self):
        head, row = REQUESTS.splitlines()
        text = f'{head},requested_at\n{row},2025-08-28T10:00:00+08:00\n'
        summary = self.bring('requests', text, status=1)
        self.assertEqual([problem['field'] for problem in summary['problems']], ['requested_at'])
        self.assertEqual(self.bring('requests', text, '--as', 'boss')['imported'], 1)
        request = self.json('queue')['rows'][0]['request']
        self.assertEqual(request['review_due'], '2025-09-18')     # 15 working days after the request, not after the import

    def test_bad_catalog(self):
        head = 'service_code,service_name,plan_code,plan_name,days,uses,item_name,tax_code,tax_rate,price,starts_at,ends_at\n'
        row = 'new,新服务,new-1,一,30,,*新*,3040203000000000000,6%,10.00,2025-01-01,2025-06-01\n'
        self.refused('catalog', head + row.replace(',30,', ',,'), 'days', 'R2')
        self.refused('catalog', head + row.replace('6%', '6'), 'tax_rate', 'form')
        later = row.replace('2025-01-01,2025-06-01', '2025-05-01,')
        self.refused('catalog', head + row + later, 'starts_at', 'R3', line=3)
        self.refused('catalog', head + row + later.replace('05-01', '07-01'), 'starts_at', 'R3', line=3)
        self.assertEqual(self.bring('catalog', head + row + later.replace('05-01', '06-01'))['imported'], 2)
        self.refused('catalog', head + row.replace('10.00', '11.00'), 'price', 'R4')

    def test_bad_calendar_stock_and_staff(self):
        self.refused('calendar', 'date,kind,name,source_doc\n2027-01-32,holiday,元旦,x\n', 'date', 'form')
        self.refused('calendar', 'date,kind,name,source_doc\n2027-01-01,feast,元旦,x\n', 'kind', 'form')
        head = 'point,kind,code,first_number,last_number,received_at,received_by,handed_by\n'
        row = '北京,04,044001900111,00000001,00000100,2025-08-01 09:00,li,boss\n'
        self.refused('stock', head + row.replace('li,boss', 'li,li'), 'handed_by', 'R20')
        self.refused('stock', head + row.replace('00000100', '00000000'), 'last_number', 'R20')
        self.refused('stock', head + row.replace('00000100', '100'), 'last_number', 'R20')
        self.refused('stock', head + row.replace('li,boss', 'li,nobody'), 'handed_by', 'reference')
        self.assertEqual(self.bring('stock', head + row)['imported'], 1)
        self.refused('stock', head + row.replace('00000001', '00000050'), 'first_number', 'R20')
        self.refused('staff', 'login,name,roles\nx,某,king\n', 'roles', 'R30')
        self.refused('staff', 'login,name,roles\nli,别人,invoice-clerk\n', 'name', 'unique')

    def test_an_unknown_or_missing_column_is_refused(self):
        for text, what in (('account_id,name,colour\n', 'colour'), ('account_id\n', 'name'), ('', 'empty')):
            with self.subTest(text):
                self.ctl('import', 'accounts', self.file('a.csv', text), status=1)
                self.assertIn(what, self.err)

    def test_wrong_use(self):
        self.ctl('import', 'nonsense', 'x', status=2)
        self.ctl('import', 'orders', status=2)
        self.ctl('import', 'orders', f'{self.folder}/none.csv', status=1)

    def test_only_an_administrator_imports_R30(self):
        for kind, text in (('accounts', ACCOUNTS), ('orders', ORDERS), ('catalog', CATALOG), ('requests', REQUESTS), ('staff', STAFF),
                           ('payments', 'transaction_no,channel,order_number,amount,paid_at\n'),
                           ('stock', 'point,kind,code,first_number,last_number,received_at,received_by,handed_by\n'),
                           ('calendar', 'date,kind,name,source_doc\n')):
            with self.subTest(kind):
                self.ctl('--as', 'li', 'import', kind, self.file(f'{kind}.csv', text), status=1)
                self.assertIn('R30', self.err)

    PERSONAL = {'requests': REQUESTS, 'staff': 'login,name,roles\nx,某,invoice-clerk\n',
                'payments': 'transaction_no,channel,order_number,amount,paid_at\nt1,wechat,24120100000417,98.00,2025-08-20 10:01\n',
                'stock': 'point,kind,code,first_number,last_number,received_at,received_by,handed_by\n'
                         '北京,04,044001900111,00000001,00000100,2025-08-01 09:00,li,boss\n'}

    def test_somebody_brings_in_what_a_person_answers_for_R13(self):
        for kind, text in self.PERSONAL.items():
            with self.subTest(kind):
                path = self.file(f'{kind}.csv', text)
                self.ctl('import', kind, path, status=1)
                self.assertIn('--as', self.err)
                self.ctl('--as', 'system', 'import', kind, path, status=1)
                self.assertIn('R30', self.err)
                self.assertEqual(self.bring(kind, text)['imported'], 1)

    def test_what_another_system_holds_comes_without_a_person(self):
        for kind, text in (('accounts', 'account_id,name\n1,张三\n'), ('orders', ORDERS), ('catalog', CATALOG)):
            with self.subTest(kind):
                self.ctl('import', kind, self.file(f'{kind}.csv', text))

    def test_who_imports_a_request_has_entered_it_R13(self):
        self.bring('requests', REQUESTS, '--as', 'boss')
        request = self.json('queue')['rows'][0]['request']
        verdict = self.json('--as', 'boss', 'run', 'request.approve', f'request={request["number"]}', status=1)
        self.assertIn('enterer-is-approver', json.dumps(verdict))
        self.ctl('--as', 'li', 'run', 'request.approve', f'request={request["number"]}')

    def test_the_documented_columns_are_the_ones_it_knows(self):
        with open(f'{ROOT}/doc/import.md', encoding='utf-8') as file:
            rows = re.findall(r'^\| (\w+) \| (.*?) \|', file.read(), re.M)
        kinds = {kind: re.findall(r'[*]{0,2}(\w+)[*]{0,2}', re.sub(r'\([^)]*\)', '', cell)) for kind, cell in rows if kind != 'kind'}
        self.assertEqual(len(kinds), 8)
        for kind, columns in kinds.items():
            with self.subTest(kind):
                self.assertEqual(self.bring(kind, ','.join(columns) + '\n', '--as', 'boss')['rows'], 0)

    def test_bytes_that_are_no_text_are_bad_rows(self):
        path = f'{self.folder}/noise.csv'
        with open(path, 'wb') as file:
            file.write(b'account_id,name\n1,\xff\xfe\n2,a\0b\n3,"x"y\n4,' + b'z' * 70000 + b'\n')
        answer = self.json('import', 'accounts', path, status=1)
        self.assertEqual((answer['summary']['rows'], answer['summary']['bad']), (4, 4))
        self.assertEqual([problem['line'] for problem in answer['problems']], [2, 3, 4, 5])

    def test_a_file_without_rows_is_no_fault(self):
        self.assertEqual(self.bring('accounts', 'account_id,name\n')['rows'], 0)

    def test_columns_in_any_order_and_blanks_around_cells(self):
        self.assertEqual(self.bring('accounts', '\ufeffname,account_id\r\n 张三 ,1\t\r\n')['imported'], 1)

    def test_skip_bad_imports_the_rest_and_lists_both(self):
        text = 'account_id,name,mobile\n1,张三,\n2,李四,123\n3,王五,\n4,赵六,\n'
        summary = self.bring('accounts', text, '--skip-bad', status=1)
        self.assertEqual((summary['imported'], summary['bad'], summary['imported_lines']), (3, 1, [[2, 2], [4, 5]]))
        self.assertEqual([problem['line'] for problem in summary['problems']], [3])

    def test_the_same_file_again_does_nothing(self):
        again = self.bring('accounts', ACCOUNTS)
        self.assertEqual((again['imported'], again['imported_before']), (0, 2))
        other = self.bring('accounts', ACCOUNTS + '3,王五,,\n')
        self.assertEqual((other['imported'], other['unchanged']), (1, 2))

    def test_a_payment_pays_its_order_or_waits_at_the_desk_R8(self):
        head = 'transaction_no,channel,order_number,amount,paid_at\n'
        rows = ('t1,wechat,24120100000417,98.00,2025-08-20 10:01\n'      # pays
                't2,wechat,24120100000417,98.00,2025-08-20 10:02\n'      # twice
                't3,alipay,24120100000416,1.00,2025-08-20 10:02\n'       # short
                't4,alipay,nonsense,98.00,2025-08-20 10:02\n'            # unknown
                't5,wechat,24120100000415,98.00,2025-06-01 10:05\n')     # known already, without its number
        self.assertEqual(self.bring('payments', head + rows)['imported'], 5)
        payments = {row['transaction_no']: (row['state'], row['order']) for row in self.exported('payments')}
        self.assertEqual(payments, {'t1': ('matched', '24120100000417'), 't2': ('desk', ''), 't3': ('desk', ''), 't4': ('desk', ''),
                                    't5': ('matched', '24120100000415')})
        order = next(row for row in self.exported('orders') if row['number'] == '24120100000417')
        self.assertEqual((order['state'], order['paid'], order['channel'], order['valid_until']), ('paid', '98.00', 'wechat', '2025-11-18'))
        request = REQUESTS.splitlines()[0] + '\n80000218,24120100000417=98.00,personal,欧阳静,,pickup,,,\n'
        self.assertEqual(self.bring('requests', request, '--as', 'boss')['imported'], 1)

    def test_an_order_keeps_what_the_catalog_said_R5(self):
        order = next(row for row in self.exported('orders') if row['number'] == '24120100000416')
        self.assertEqual((order['service_name'], order['plan_name'], order['tax_rate'], order['plan'], order['account_id']),
                         ('优化简历', '三年以下', '6%', 'polish-a', '80000217'))

    def test_a_new_calendar_moves_open_terms(self):
        self.assertEqual(self.bring('requests', REQUESTS, '--as', 'boss')['imported'], 1)
        before = self.json('queue')['rows'][0]['request']['review_due']
        path = self.file('calendar.csv', 'date,kind,name,source_doc\n2025-09-08,holiday,示例,示例通知\n')
        answer = self.json('import', 'calendar', path)['summary']
        request = self.json('queue')['rows'][0]['request']
        self.assertLess(before, request['review_due'])
        self.assertEqual(answer['moved'], [{'request': request['number'], 'from': before, 'to': request['review_due']}])
        self.assertIn(f'{request["number"]}: the term moved from {before} to {request["review_due"]}', self.trail())

    def trail(self):
        return self.ctl('activity')

    def test_what_moved_is_printed_and_nothing_where_nothing_did(self):
        self.bring('requests', REQUESTS, '--as', 'boss')
        for day, found in (('2025-06-13', False), ('2025-09-08', True)):
            said = self.ctl('import', 'calendar', self.file(day, f'date,kind,name,source_doc\n{day},holiday,示例,示例通知\n'))
            self.assertEqual('the term moved from' in said, found, said)

    def test_a_term_that_a_user_was_told_is_not_moved_by_a_calendar_R19(self):
        self.bring('requests', REQUESTS, '--as', 'boss')
        request = self.json('queue')['rows'][0]['request']
        told = '2025-09-30'
        self.ctl('--as', 'li', 'run', 'request.extend', f'request={request["key"]}', 'reason=核对', f'due={told}', 'text=延期')
        counted = self.json('queue')['rows'][0]['request']['review_due']
        for day in ('2025-09-08,holiday', '2025-09-13,workday'):
            path = self.file('calendar.csv', f'date,kind,name,source_doc\n{day},示例,示例通知\n')
            self.assertEqual(self.json('import', 'calendar', path)['summary']['moved'], [])
            request = self.json('queue')['rows'][0]['request']
            self.assertEqual((request['due'], request['review_due']), (told, counted))

    def test_a_whole_calendar_is_there_already(self):
        answer = self.json('import', 'calendar', CALENDAR)['summary']
        self.assertEqual((answer['imported'], answer['bad']), (0, 0))

    def test_progress_is_shown_when_asked_for(self):
        self.ctl('import', 'accounts', self.file('many.csv', many_accounts()), '--progress')
        self.assertIn('rows', self.err)

    def kill(self, path, number, after):
        with subprocess.Popen([VASCTL, '--replica', self.replica, '--now', NOW, 'import', 'accounts', path],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as importing:
            deadline = time.monotonic() + 60
            while importing.poll() is None and time.monotonic() < deadline:
                wal = f'{self.replica}/replica.db-wal'
                if os.path.exists(wal) and os.path.getsize(wal) > after:
                    break
                time.sleep(0.005)
            importing.send_signal(number)
            return importing.wait()

    def test_killed_it_goes_on_where_it_was(self):
        path = self.file('many.csv', many_accounts())
        self.kill(path, signal.SIGKILL, 1 << 20)
        answer = self.json('import', 'accounts', path)['summary']
        self.assertEqual(answer['imported'] + answer['imported_before'], MANY)
        self.assertEqual(self.json('import', 'accounts', path)['summary']['imported_before'], MANY)

    def test_interrupted_it_keeps_whole_batches(self):
        path = self.file('many.csv', many_accounts())
        self.kill(path, signal.SIGINT, 1 << 20)
        answer = self.json('import', 'accounts', path)['summary']
        self.assertEqual(answer['imported_before'] % 1000, 0)
        self.assertEqual(answer['imported'] + answer['imported_before'], MANY)

    def test_it_speaks_chinese(self):
        env = {**os.environ, 'LC_ALL': '', 'LANG': 'zh_CN.UTF-8', 'LANGUAGE': 'zh_CN', 'VAS_LOCALEDIR': os.environ['VAS_BUILD_ROOT'] + '/po'}
        env.pop('LC_ALL')
        path = self.file('a.csv', 'account_id,name\n1,\n')
        status, _, err = run('--replica', self.replica, 'import', 'accounts', path, env=env)
        self.assertEqual(status, 1)
        if 'zh_CN.utf8' in subprocess.run(['locale', '-a'], capture_output=True, text=True, check=True).stdout:
            self.assertIn('为空', err)


if __name__ == '__main__':
    unittest.main()
