# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders and accounts at a terminal: what is known of one, refunds (R11), measures (R9, R12), and the end of validity by the clock (R10)."""
import unittest

from vasctl import REQUESTS, Replica

PAID, SHARED, UNPAID = '24120100000416', '24120100000415', '24120100000417'
DATED = '25080100000001'
PAYER, DEBTOR = '80000217', '80000218'


class Orders(Replica):
    def order(self, number):
        return self.json('order', number)

    def state(self, number):
        return self.order(number)['order']['state']

    def account(self, account):
        return self.json('account', account)['account']['state']

    def act(self, who, command, *arguments, status=0):
        return self.ctl('--as', who, 'run', command, *arguments, status=status)

    def refund(self, number, amount, status=0):
        said = self.act('wang', 'refund.propose', f'order={number}', f'amount={amount}', 'ground=failure', 'reason=服务未能提供', status=status)
        return said if status else self.order(number)['refunds'][-1]['key']

    def measure(self, account, kind, *arguments, status=0):
        said = self.act('wang', 'account.propose', f'account={account}', f'kind={kind}', 'reason=反复下单不付款', *arguments, status=status)
        return said if status else self.json('account', account)['measures'][0]['key']

    # What is known.

    def test_an_order_with_what_may_be_invoiced_of_it_R15(self):
        self.bring('requests', REQUESTS, '--as', 'boss')
        told = self.order(PAID)
        self.assertEqual((told['paid_fen'], told['invoiced_fen'], told['available_fen']), (29800, 20000, 9800))
        self.assertEqual((told['request_until'], told['account']['account_id']), ('2026-06-02', PAYER))
        share, = told['shares']
        self.assertEqual(share['share']['amount'], 20000)
        self.assertEqual({event['kind'] for event in told['time_line']}, {'made', 'paid'})
        text = self.ctl('order', PAID)
        for part in (PAID, '¥98.00', '2026-06-02', share['request']['number']):
            self.assertIn(part, text)
        self.assertNotIn('13812341234', text + self.ctl('--json', 'order', PAID))
        self.ctl('order', '1', status=1)
        self.ctl('order', status=2)

    def test_an_account_with_its_orders(self):
        told = self.json('account', PAYER)
        self.assertEqual({order['number'] for order in told['orders']}, {PAID, SHARED, '24120100000418'})
        self.assertIn(PAID, self.ctl('account', PAYER))
        self.assertNotIn('13812341234', self.ctl('account', PAYER) + self.ctl('--json', 'account', PAYER))
        self.ctl('account', '1', status=1)

    # Refunds.

    def test_a_refund_is_approved_by_another_and_settled_R11(self):
        key = self.refund(PAID, '100.00')
        self.assertIn(key, self.ctl('order', PAID))
        self.act('wang', 'refund.approve', f'refund={key}', status=1)
        self.act('li', 'refund.approve', f'refund={key}', status=1)
        self.assertEqual(self.state(PAID), 'paid')
        self.act('boss', 'refund.approve', f'refund={key}')
        told = self.order(PAID)
        self.assertEqual((told['order']['state'], told['order']['refunded'], told['available_fen']), ('refunded', 10000, 19800))
        self.act('wang', 'refund.settle', f'refund={key}', 'channel_no=5000000001')
        self.assertEqual(self.order(PAID)['refunds'][0]['state'], 'done')
        self.refund(PAID, '198.01', status=1)
        self.assertTrue(self.json('verify')['good'])

    def test_a_refund_waits_for_the_open_request_R11(self):
        self.bring('requests', REQUESTS, '--as', 'boss')
        key = self.refund(SHARED, '98.00')
        self.act('boss', 'refund.approve', f'refund={key}', status=1)
        self.act('wang', 'refund.withdraw', f'refund={key}', 'reason=用户另有要求')
        self.assertEqual(self.state(SHARED), 'paid')

    # Measures.

    def test_a_freeze_needs_evidence_and_two_people_R9(self):
        self.measure(DEBTOR, 'freeze', status=1)
        self.measure(PAYER, 'freeze', f'orders={PAID}', status=1)
        key = self.measure(DEBTOR, 'freeze', f'orders={UNPAID}')
        self.assertEqual(self.account(DEBTOR), 'proposed')
        self.act('wang', 'account.confirm', f'measure={key}', status=1)
        self.act('boss', 'account.confirm', f'measure={key}')
        self.assertEqual(self.account(DEBTOR), 'frozen')
        self.assertIn(key, self.ctl('account', DEBTOR))
        self.assertTrue(self.json('verify')['good'])

    def test_what_a_suspension_ended_comes_back_with_its_end_R12(self):
        key = self.measure(PAYER, 'suspend')
        self.act('boss', 'account.confirm', f'measure={key}')
        self.assertEqual((self.account(PAYER), self.state(PAID)), ('suspended', 'expired'))
        self.act('wang', 'account.lift', f'measure={key}', 'reason=申诉成立')
        self.act('wang', 'account.restore', f'measure={key}', 'services=true', status=1)
        self.act('boss', 'account.restore', f'measure={key}', 'services=true')
        self.assertEqual((self.account(PAYER), self.state(PAID)), ('normal', 'paid'))
        self.assertTrue(self.json('verify')['good'])

    # The clock.

    def test_what_was_bought_ends_after_its_last_day_R10(self):
        self.bring('orders', 'number,account_id,plan,price,made_at,paid_at,channel,valid_until\n'
                   f'{DATED},{PAYER},test-1,98.00,2025-08-01 10:00,2025-08-01 10:05,wechat,2025-10-30\n')
        self.ctl('maintain', now='2025-10-30T23:59:59+08:00')
        self.assertEqual((self.state(DATED), self.order(DATED)['order']['valid_until']), ('paid', '2025-10-30'))
        self.assertIn('2025-10-30', self.ctl('order', DATED))
        self.ctl('maintain', now='2025-10-31T00:00:00+08:00')
        self.assertEqual(self.state(DATED), 'expired')


if __name__ == '__main__':
    unittest.main()
