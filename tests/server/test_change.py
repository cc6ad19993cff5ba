# SPDX-License-Identifier: GPL-3.0-or-later
"""Scheduled changes of the catalog, by the real daemon: two persons, the clock, and what the shop is told (R3, R4)."""
import time
import unittest

import shop as shops
import vasctl
from vasserver import Server

DAY = 86_400_000_000
STAFF = 'login,name,roles\nedit,周编辑,catalog-editor\nlook,吴审批,catalog-approver\n'


class Change(vasctl.Replica):
    def setUp(self):
        super().setUp()
        self.bring('staff', STAFF)
        self.server = Server(self.replica)
        for login in ('edit', 'look'):
            self.server.set_password(login)
        self.shop = shops.Shop(self.server, shops.add_shop(self.server, 'web'))
        (self.plan,), = self.server.query("SELECT key FROM plan WHERE code = 'test-1'")
        self.start()
        self.shop.follow()
        self.head = self.shop.after  # of a backend that was made of records: its feed begins here
        self.editor, self.approver = self.server.sign_in('edit'), self.server.sign_in('look')

    def start(self):
        self.server.start()
        self.addCleanup(self.server.kill)

    def draft(self, starts_at, **item):
        self.editor.run('change.draft', title='调价', starts_at=starts_at, items=[{'plan_key': self.plan, **item}])
        change = max(self.records('catalog_change').values(), key=lambda record: record['key'])
        self.editor.run('change.submit', change=change['key'])
        return change['key']

    def records(self, table):
        return self.editor.records(table, self.head)

    def state(self, key):
        return self.records('catalog_change')[key]['state']

    def steps(self, kind):
        return [line[1] for line in self.editor.feed(self.head) if line[0] == 'command' and line[1]['type'] == kind]

    def until(self, told, seconds=20):
        end = time.monotonic() + seconds
        while not told():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)

    def test_a_scheduled_price_is_told_before_and_a_withdrawn_one_is_gone_R3_R4(self):
        starts = shops.now() + DAY
        key = self.draft(starts, amount=12800)
        self.shop.follow()
        self.assertEqual(self.shop.price('test-1', starts), 9800)
        self.approver.run('change.approve', change=key)
        self.shop.follow()
        self.assertEqual([self.shop.price('test-1', at) for at in (starts - 1, starts)], [9800, 12800])
        self.editor.run('change.withdraw', change=key, reason='再议')
        self.shop.follow()
        self.assertEqual([self.shop.price('test-1', at) for at in (starts - 1, starts, starts + 99 * DAY)], [9800, 9800, 9800])
        fresh = shops.Shop(self.server, self.shop.token)
        fresh.follow()
        self.assertEqual(sorted(map(str, fresh.prices)), sorted(map(str, self.shop.prices)))

    def test_an_order_is_judged_by_the_price_of_its_instant_however_late_the_clock_comes_R3(self):
        starts = shops.now() + 2_000_000
        self.approver.run('change.approve', change=self.draft(starts, amount=12800))
        time.sleep(max(0, (starts - shops.now()) / 1e6) + 0.1)
        made = [self.shop.tell(self.shop.item('order.made', at=at, account='80000217', order=f'CH-{at}', plan='test-1', price=price))[0]['state']
                for at, price in ((starts - 1, 9800), (starts, 12800), (starts, 9800), (starts - 1, 12800))]
        self.assertEqual(made, ['applied', 'applied', 'refused', 'refused'])

    def test_an_order_keeps_the_name_and_tax_of_its_instant_however_late_it_comes_R5_R6(self):
        starts = shops.now() + 2_000_000
        self.approver.run('change.approve', change=self.draft(starts, name='一次', tax_rate=300))
        gone = self.draft(starts + 1_000_000, state='withdrawn')
        self.approver.run('change.approve', change=gone)
        self.assertEqual(self.server.stop(), 0)
        time.sleep(max(0, (starts + 1_000_000 - shops.now()) / 1e6) + 0.1)
        self.start()
        self.until(lambda: self.state(gone) == 'started')
        told = {}
        for at in (starts - 1, starts, starts + 999_999, starts + 1_000_000):
            result, = self.shop.tell(self.shop.item('order.made', at=at, account='80000217', order=f'AT-{at}', plan='test-1', price=9800))
            told[at] = result['state'], result.get('code')
        self.assertEqual(list(told.values()), [('applied', None)] * 3 + [('refused', 'plan-withdrawn')])
        kept = {order['made_at']: (order['plan_name'], order['tax_rate']) for order in self.records('orders').values()}
        self.assertEqual([kept[at] for at in (starts - 1, starts, starts + 999_999)], [('1 次', 600), ('一次', 300), ('一次', 300)])

    def test_the_clock_starts_what_was_approved_once_and_the_rest_lapses_R4(self):
        starts = shops.now() + 2_000_000
        named = self.draft(starts, name='一次')
        late = self.draft(starts, tax_rate=300)
        self.approver.run('change.approve', change=named)
        self.assertEqual(self.server.stop(), 0)
        time.sleep(max(0, (starts - shops.now()) / 1e6) + 0.1)
        self.start()
        self.until(lambda: (self.state(named), self.state(late)) == ('started', 'lapsed'))
        plan = self.records('plan')[self.plan]
        self.assertEqual((plan['name'], plan['tax_rate']), ('一次', 600))
        self.server.stop()
        self.start()
        time.sleep(1)
        self.assertEqual([(row['actor'], row['result']) for row in self.steps('change.start') + self.steps('change.lapse')],
                         [('system', 'applied')] * 2)

    def test_nobody_approves_his_own_or_without_the_role_R4_R30(self):
        key = self.draft(shops.now() + DAY, amount=12800)
        refused, = self.editor.push(self.editor.command('change.approve', change=key))
        self.assertEqual((refused['state'], refused['verdict']['findings'][0]['rule']), ('rejected', 'R30'))
        refused, = self.approver.push(self.approver.command('change.start', change=key))
        self.assertEqual((refused['state'], refused['verdict']['findings'][0]['rule']), ('rejected', 'R30'))
        self.assertEqual(self.state(key), 'review')

    def test_the_records_are_as_they_must_be(self):
        self.approver.run('change.approve', change=self.draft(shops.now() + DAY, amount=5000, ends_at=shops.now() + 2 * DAY))
        self.assertEqual(self.server.stop(), 0)
        self.ctl('verify')


if __name__ == '__main__':
    unittest.main()
