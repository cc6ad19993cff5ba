# SPDX-License-Identifier: GPL-3.0-or-later
"""Several requests at once, with real keys on the real program in Chinese: questions one by one, terms, parcels."""
import json
import re
import time
import unittest

from localdesk import CODE, LocalDesk, today

HOME = ('recipient_name=王小明', 'recipient_mobile=13800138000', 'recipient_address=广东省深圳市南山区示例路 1 号', 'reason=同一人')


class Batch(LocalDesk):
    COUNT = (12,)

    def setUp(self):
        super().setUp()
        self.addCleanup(lambda: self.assertEqual(self.app.criticals(), []))

    def select(self, n):
        """The first n of the queue."""
        self.keys('j')
        self.app.find('label', self.number('01'))
        self.keys(*['shift+j'] * (n - 1))
        self.app.find('label', f'已选 {n} 件')

    def test_what_is_asked_is_confirmed_for_each_request_or_left_out(self):
        for last in ('02', '03'):
            self.run_command('clerk2', 'request.claim', f'request={self.number(last)}')
        self.start_at_views('clerk')
        self.select(3)
        self.keys('a')
        self.app.find('label', '待确认 1 / 2')
        self.wait_for_state('01', 'to_issue')
        self.keys('Return')
        self.app.find('label', '待确认 2 / 2')
        self.wait_for_state('02', 'to_issue')
        self.keys('alt+l')
        self.app.find('label', re.compile('2 件.*1 件未办理'))
        self.assertEqual(self.state('03'), 'review')
        self.keys('Escape')

    def test_several_are_rejected_for_one_reason_and_each_user_is_told(self):
        self.start_at_views('clerk')
        self.select(3)
        self.keys('r')
        self.app.find('list item', re.compile('^1 '))
        self.keys('1', 'Return')
        for last in ('01', '02', '03'):
            self.wait_for_state(last, 'rejected')
        self.assertEqual(self.ask("SELECT count (*), count (DISTINCT request_key) FROM notice WHERE kind = 'rejected'")[0], (3, 3))
        self.assertEqual(self.state('04'), 'review')

    def test_the_supervisor_extends_several_and_a_clerk_does_not(self):
        self.start_at_views('clerk')
        self.select(2)
        self.keys('e')
        self.app.find('label', re.compile('批量延期须由主管办理'))
        self.app.quit()
        self.start_at_views('supervisor')
        self.select(2)
        self.keys('e')
        self.app.find('label', re.compile('共同原因'))
        self.assertEqual(self.app.unlabelled(), [])
        self.app.click(role='button', name=re.compile('延期 2 件并通知用户'))
        self.app.wait(lambda: self.ask('SELECT count (*) FROM request WHERE extensions = 1')[0][0] == 2, timeout=15, what='both extended')
        self.assertEqual(self.ask("SELECT count (*) FROM notice WHERE kind = 'extended'")[0][0], 2)
        self.app.gone(role='label', name=re.compile('共同原因'))

    def issue_three(self):
        """Three cases that wait to be sent, two of them for one recipient; the program is open on the list of them."""
        self.run_command('supervisor', 'stock.receive', 'point=总部', f'code={CODE}', 'first=04158820', 'last=04158899',
                         'handed_by=clerk2')
        for last in ('01', '02', '03'):
            self.run_command('clerk', 'request.approve', f'request={self.number(last)}')
        self.run_command('clerk', 'print.list', 'point=总部', 'requests=' + json.dumps(
            [self.ask('SELECT key FROM request WHERE number = ?', self.number(last))[0][0] for last in ('01', '02', '03')]))
        for last in ('01', '02'):
            self.run_command('clerk', 'recipient.correct', f'request={self.number(last)}', *HOME)
        for key, number, net, total in self.ask("SELECT key, number, net, amount FROM fapiao WHERE state = 'bound'"):
            self.run_command('clerk', 'fapiao.issue', f'fapiao={key}', f'code={CODE}', f'number={number}', f'date={today()}',
                             f'net={net / 100:.2f}', f'total={total / 100:.2f}')
        self.start_at_views('clerk')
        self.app.click(role=('toggle button', 'radio button', 'tab', 'button'), name=re.compile('^待寄出'))
        self.app.find('label', re.compile('^3 件'))
        self.select(3)
        self.keys('s')
        self.app.find('label', re.compile('第 1 / 2 个包裹'))

    def test_a_waybill_typed_by_hand_goes_on_with_its_last_digit(self):
        self.issue_three()
        self.keys(*'SF123456789012')
        self.app.wait(lambda: self.app.text_of(state='focused', role='text') == 'SF123456789012', what='what was typed')
        self.assertEqual(self.ask('SELECT count (*) FROM parcel'), [(0,)])
        self.keys('3')
        self.app.find('label', re.compile('第 2 / 2 个包裹'), timeout=15)
        self.assertEqual(self.ask('SELECT waybill FROM parcel'), [('SF1234567890123',)])

    def test_a_shared_parcel_is_proposed_and_takes_a_waybill(self):
        self.issue_three()
        self.assertEqual(self.app.unlabelled(), [])
        self.app.type_text('SF1234567890123\n')                # as a scanner does
        self.app.find('label', re.compile('第 2 / 2 个包裹'), timeout=15)
        self.app.type_text('SF1234567890124\n')
        self.app.find('label', re.compile('已寄出 2 / 2 个包裹'), timeout=15)
        parcels = self.ask('SELECT p.waybill, count (*) FROM parcel AS p JOIN fapiao AS f ON f.parcel_key = p.key GROUP BY 1 ORDER BY 1')
        self.assertEqual(sorted(n for _, n in parcels), [1, 2])
        self.assertEqual([self.state(last) for last in ('01', '02', '03')], ['to_tell'] * 3)
