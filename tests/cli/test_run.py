# SPDX-License-Identifier: GPL-3.0-or-later
"""Any command from a terminal, and what the views show."""
import base64
import hashlib
import json
import os
import shutil
import tempfile
import unittest

from vasctl import ENGLISH, NOW, REQUESTS, Replica, run, strict

PICTURE = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')


class Run(Replica):
    def setUp(self):
        super().setUp()
        self.assertEqual(self.bring('requests', REQUESTS, '--as', 'boss')['imported'], 1)
        self.number = self.json('queue')['rows'][0]['request']['number']

    def test_without_a_name_the_records_are_those_that_the_desktop_opens(self):
        data = f'{self.folder}/data'
        env = {**ENGLISH, 'XDG_DATA_HOME': data}
        status, _, err = run('staff', 'list', env=env)
        self.assertEqual((status, 'vasdesk/replica;' in err), (1, True), err)
        shutil.copytree(self.replica, f'{data}/vasdesk/here')
        status, _, err = run('--as', 'root', 'run', 'staff.add', 'login=here', 'name=单晓明', 'roles=auditor', env=env)
        self.assertEqual(status, 0, err)
        self.assertIn('here', run('staff', 'list', env=env)[1])
        shutil.copytree(self.replica, f'{data}/vasdesk/replica')                # first, as the desktop looks for them
        self.assertNotIn('here', run('staff', 'list', env=env)[1])

    def test_queue_counts_and_shows_what_was_imported(self):
        queue = self.json('queue')
        self.assertEqual(queue['counts']['review'], 1)
        row = queue['rows'][0]
        self.assertEqual((row['account_name'], row['n_orders'], row['request']['amount']), ('单*', 2, 29800))
        self.assertRegex(self.number, '^KP2509-[0-9]{6}$')
        self.assertNotIn('recipient_mobile', row['request'])

    def test_queue_searches_and_has_tabs(self):
        self.assertEqual(len(self.json('queue', '--search', '示例科技')['rows']), 1)
        self.assertEqual(self.json('queue', '--search', '没有')['rows'], [])
        self.assertEqual(self.json('queue', '--tab', 'to-issue')['rows'], [])
        self.ctl('queue', '--tab', 'nonsense', status=2)

    def test_case_shows_verdict_figures_and_time_line(self):
        case = self.json('--as', 'li', 'case', self.number)
        rules = {finding['rule'] for finding in case['verdict']['findings']}
        self.assertLessEqual({'R13', 'R14', 'R15', 'R16', 'R22'}, rules)
        self.assertNotIn('fail', [finding['outcome'] for finding in case['verdict']['findings']])
        self.assertEqual([order['available_fen'] for order in case['orders']], [9800, 29800])
        self.assertEqual([step['type'] for step in case['time_line']], ['import.requests'])
        self.assertIn('§4.8(2)', self.ctl('case', self.number))

    def test_stock_says_who_holds_each_range_and_goes_to_another_hand(self):
        self.ctl('--as', 'li', 'run', 'stock.receive', 'point=总部', 'code=031002100104', 'first=04158820', 'last=04158829',
                 'handed_by=wang')
        held = self.json('stock')[0]
        self.assertEqual((held['sheets'], held['left'], held['bound'], held['issued'], held['void'], held['next']),
                         (10, 10, 0, 0, 0, '04158820'))
        self.assertEqual(self.json('stock', '--point', '没有'), [])
        self.assertIn('04158820–04158829', self.ctl('stock'))
        self.ctl('--as', 'li', 'run', 'stock.take', 'stock=' + held['key'], status=1)
        self.assertEqual(self.json('stock')[0]['holder'], held['holder'])

    def test_what_is_wrong_names_its_argument_once(self):
        for assignment, said in (('request=KP2509-999999', 'request: There is no record “KP2509-999999”.'),
                                 ('requests=KP2509-999999', 'requests: There is no record “KP2509-999999”.'),
                                 ('shares=[{"order":"9","amount":1}]', 'shares: order: There is no record “9”.')):
            command = {'request': 'request.approve', 'requests': 'print.list', 'shares': 'request.enter'}[assignment.split('=')[0]]
            self.ctl('--as', 'li', 'run', command, assignment, status=1)
            self.assertEqual(self.err, f'vasctl: {said}\n')
        for command, assignment in (('payment.take', 'amount=x'), ('payment.take', 'paid_at=x'), ('request.extend', 'due=x')):
            self.ctl('--as', 'li', 'run', command, assignment, status=2)
            self.assertRegex(self.err, f'^vasctl: {assignment[:-2]}: [“A-Z]')

    def test_one_clerk_list_is_empty_where_two_persons_act(self):
        self.assertTrue(self.json('--as', 'li', 'run', 'request.approve', f'request={self.number}')['applied'])
        self.assertEqual(self.json('one-clerk'), {'allowed': False, 'requests': []})
        self.ctl('one-clerk', '--days', '0', status=2)

    def test_one_clerk_list_names_what_one_person_entered_and_approved_R13(self):
        approve = ('--as', 'boss', 'run', 'request.approve', f'request={self.number}')
        self.ctl(*approve, status=1)
        self.assertEqual(self.json('one-clerk')['requests'], [])
        self.assertTrue(self.json('--as', 'root', 'run', 'setting.set', 'name=one-clerk-office', 'value=1')['applied'])
        self.assertTrue(self.json(*approve)['applied'])
        listed = self.json('one-clerk')
        self.assertTrue(listed['allowed'])
        self.assertEqual([(row['number'], row['clerk'], row['amount'], row['state']) for row in listed['requests']],
                         [(self.number, '单主管', 29800, 'to_issue')])
        self.assertIn('单主管', self.ctl('one-clerk'))
        self.assertEqual(self.json('one-clerk', '--days', '1', now='2025-09-02T08:59:59+08:00')['requests'], listed['requests'])
        self.assertEqual(self.json('one-clerk', '--days', '1', now='2025-09-03T09:00:01+08:00')['requests'], [])

    def test_photo_is_attached_and_given_out_with_a_record_R18(self):
        picture = os.path.join(self.folder, 'sheet.png')
        with open(picture, 'wb') as file:
            file.write(PICTURE)
        self.ctl('--as', 'li', 'run', 'stock.receive', 'point=总部', 'code=031002100104', 'first=04158820', 'last=04158829',
                 'handed_by=wang')
        self.ctl('--as', 'li', 'run', 'request.approve', f'request={self.number}')
        self.ctl('--as', 'li', 'run', 'print.list', f'requests={self.number}', 'point=总部')
        self.ctl('--as', 'li', 'photo', '04158820', picture, '--attach', status=1)
        self.ctl('--as', 'li', 'run', 'fapiao.issue', 'fapiao=04158820', 'code=031002100104', 'number=04158820', 'date=2025-09-01')
        given = os.path.join(self.folder, 'given')
        os.mkdir(given)
        self.ctl('--as', 'li', 'photo', '04158820', given, status=1)
        self.assertEqual(os.listdir(given), [])

        attached = self.json('--as', 'li', 'photo', '04158820', picture, '--attach')
        self.assertEqual(attached['sha256'], hashlib.sha256(PICTURE).hexdigest())
        self.ctl('--as', 'li', 'photo', '04158820', self.file('words.txt', 'no picture'), '--attach', status=1)
        self.ctl('photo', '04158820', given, status=2)
        self.ctl('--as', 'li', 'photo', '04158820', given, '--channel', 'pigeon', status=2)
        self.ctl('--as', 'wang', 'photo', '99999999', given, status=1)
        self.assertEqual(os.listdir(given), [])
        notices = len(self.json('--as', 'li', 'case', self.number)['notices'])
        out = self.json('--as', 'li', 'photo', '04158820', given, '--channel', 'phone')
        with open(out['file'], 'rb') as file:
            self.assertEqual(file.read(), PICTURE)
        self.assertEqual([out['file']], [os.path.join(given, name) for name in os.listdir(given)])
        self.assertEqual(len(self.json('--as', 'li', 'case', self.number)['notices']), notices + 1)

    def test_case_that_is_not_there_is_no(self):
        self.ctl('case', 'KP2509-999999', status=1)
        self.ctl('case', 'nonsense', status=2)

    def test_a_request_is_named_by_its_number(self):
        receipt = self.json('--as', 'li', 'run', 'request.approve', f'request={self.number}')
        self.assertTrue(receipt['applied'])
        self.assertEqual(self.json('queue')['counts']['to-issue'], 1)

    def test_check_command_changes_nothing(self):
        self.assertTrue(self.json('--as', 'li', 'check-command', 'request.approve', f'request={self.number}')['accepted'])
        self.assertEqual(self.json('queue')['counts']['review'], 1)

    def test_a_refusal_is_no_and_names_the_rule(self):
        receipt = self.json('--as', 'wang', 'run', 'request.approve', f'request={self.number}', status=1)
        self.assertFalse(receipt['applied'])
        self.assertIn('R30', [finding['rule'] for finding in receipt['verdict']['findings']])

    def test_objects_from_a_file_name_orders_by_number(self):
        shares = self.file('shares.json', json.dumps([{'order': '24120100000416', 'amount': 9800, 'stated_amount': 9800}]))
        self.json('--as', 'wang', 'run', 'request.enter', 'account=80000217', f'shares=@{shares}', 'title_kind=personal',
                  'title=单晓明', 'delivery=pickup', 'source=phone')
        self.assertEqual(self.json('queue')['counts']['review'], 2)

    def test_more_than_was_paid_is_refused_R15(self):
        shares = json.dumps([{'order': '24120100000416', 'amount': 9801, 'stated_amount': 9801}])
        receipt = self.json('--as', 'wang', 'run', 'request.enter', 'account=80000217', f'shares={shares}', 'title_kind=personal',
                            'title=单晓明', 'delivery=pickup', status=1)
        self.assertIn('cap-exceeded', [finding['code'] for finding in receipt['verdict']['findings']])

    def test_several_requests_at_once(self):
        shares = json.dumps([{'order': '24120100000416', 'amount': 100, 'stated_amount': 100}])
        self.json('--as', 'wang', 'run', 'request.enter', 'account=80000217', f'shares={shares}', 'title_kind=personal',
                  'title=单晓明', 'delivery=pickup')
        numbers = [row['request']['number'] for row in self.json('queue')['rows']]
        self.assertEqual(len(numbers), 2)
        extend = ('run', 'request.extend', *(f'request={number}' for number in numbers), 'due=2025-12-31', 'reason=x', 'text=x')
        refused = self.json('--as', 'li', *extend, status=1)
        self.assertEqual([receipt['applied'] for receipt in refused], [False, False])
        for receipt in refused:
            self.assertIn('extension-many', [finding['code'] for finding in receipt['verdict']['findings']])
        self.assertEqual([receipt['applied'] for receipt in self.json('--as', 'boss', *extend)], [True, True])
        self.ctl('--as', 'li', 'check-command', *extend[1:], status=2)

    def test_wrong_arguments_are_wrong_use(self):
        for arguments in (('request.approve', 'nonsense=1'), ('request.approve', 'request'), ('request.approve',), ('nonsense',),
                          ('request.extend', f'request={self.number}', 'due=2025-13-01', 'reason=x', 'text=x')):
            with self.subTest(arguments):
                self.ctl('--as', 'li', 'run', *arguments, status=2)
                self.assertTrue(self.err.startswith('vasctl: '), self.err)

    def test_somebody_must_act(self):
        self.ctl('run', 'request.approve', f'request={self.number}', status=2)
        self.ctl('--as', 'nobody', 'run', 'request.approve', f'request={self.number}', status=1)

    def test_an_import_command_needs_its_file(self):
        self.ctl('--as', 'boss', 'run', 'import.orders', 'file=x', 'sha256=x', 'batch=0', status=2)

    def test_the_clock_closes_an_order_that_was_never_paid_R7(self):
        self.assertEqual(self.json('maintain')['done'], 0)
        self.assertEqual(self.json('maintain', now='2025-09-21T09:00:00+08:00')['done'], 1)
        closed = [line for line in self.ctl('--as', 'boss', 'export', 'orders', '-').splitlines() if ',closed,' in line]
        self.assertEqual([line.split(',')[0] for line in closed], ['24120100000417'])

    def test_commands_lists_the_registry(self):
        names = [command['name'] for command in self.json('commands')]
        self.assertLessEqual({'request.approve', 'request.enter', 'import.orders', 'export.record', 'staff.add'}, set(names))
        self.assertEqual(len(names), len(set(names)))


class Demo(unittest.TestCase):
    """The made-up business, which has been through every command: all of it can be shown, and keeps the rules."""

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.mkdtemp(prefix='vasctl-')
        cls.addClassCleanup(shutil.rmtree, cls.home)
        cls.replica = os.path.join(cls.home, 'demo')
        status, _, err = run('--replica', cls.replica, '--now', NOW, 'seed-demo')
        assert status == 0, err

    def json(self, *arguments):
        status, out, err = run('--replica', self.replica, '--now', NOW, '--json', *arguments)
        self.assertEqual((status, err), (0, ''), out)
        return strict(out)

    def test_it_keeps_every_rule(self):
        answer = self.json('verify')
        self.assertEqual(answer['faults'], [])
        self.assertGreater({part['part']: part['rows'] for part in answer['parts']}['fapiao and their lines'], 100)

    def test_every_tab_can_be_shown_and_a_case_of_each(self):
        counts = self.json('queue')['counts']
        for tab, count in counts.items():
            with self.subTest(tab):
                rows = self.json('queue', '--tab', tab)['rows']
                self.assertEqual(len(rows), count)
                for row in rows[:2]:
                    case = self.json('case', row['request']['number'])
                    self.assertEqual(case['request']['state'], row['request']['state'])
                    self.assertTrue(case['verdict']['findings'] and case['time_line'])

    def test_it_is_made_once(self):
        self.assertEqual(run('--replica', self.replica, 'seed-demo')[0], 1)
        self.assertEqual(run('seed-demo')[0], 2)


class Init(Replica):
    def test_a_replica_is_made_once(self):
        status, _, err = run('init', '--replica', self.replica, '--now', NOW)
        self.assertEqual(status, 1)
        self.assertIn(self.replica, err)

    def test_without_a_replica_it_says_where_it_looked(self):
        status, _, err = run('--replica', f'{self.folder}/none', 'queue')
        self.assertEqual(status, 1)
        self.assertIn(f'{self.folder}/none', err)

    def test_a_replica_in_use_is_said(self):
        import subprocess
        import time
        from vasctl import VASCTL
        rows = ''.join(f'9{i:07d},张三,,\n' for i in range(60000))
        path = self.file('many.csv', 'account_id,name,mobile,email\n' + rows)
        with subprocess.Popen([VASCTL, '--replica', self.replica, 'import', 'accounts', path], stdout=subprocess.DEVNULL) as busy:
            time.sleep(0.3)
            status, _, err = run('--replica', self.replica, '--as', 'boss', 'run', 'staff.add', 'login=x', 'name=x', 'roles=auditor')
            still = busy.poll() is None
            busy.wait()
        if still:
            self.assertEqual(status, 1)
            self.assertTrue(err)


if __name__ == '__main__':
    unittest.main()
