# SPDX-License-Identifier: GPL-3.0-or-later
"""The shop's intake and feed, by the real daemon: each rule both sides of its edge, each item once, nobody else's work."""
import datetime
import http.client
import os
import threading
import time
import unittest

import shop as shops
import vasctl
from vasserver import Problem, Server

DAY = 86_400_000_000


class ShopTest(vasctl.Replica):
    """A backend with a catalog, two accounts, a shop “web”, and the shop's orders of today."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = Server(cls.template)
        for login in ('boss', 'wang', 'li', 'zhao'):
            cls.server.set_password(login)
        cls.token = shops.add_shop(cls.server, 'web')
        cls.server.start()
        cls.addClassCleanup(cls.server.kill)
        cls.shop = shops.Shop(cls.server, cls.token)
        cls.desk = cls.server.sign_in('li')
        cls.wang = cls.server.sign_in('wang')
        cls.number = 0
        cls.shop.page()
        cls.head = cls.shop.after  # of a backend that was made of records: its feed begins here

    def setUp(self):
        self.now = shops.now()

    @classmethod
    def order(cls, account='80000217', plan='test-1', price=9800, paid=True, at=None):
        """The number of a new order of the shop."""
        cls.number += 1
        number = f'2611220000{cls.number:04}'
        at = at or shops.now() - 1_000_000
        cls.shop.run('order.made', account=account, order=number, plan=plan, price=price, at=at)
        if paid:
            result = cls.pay(number, price, at=at + 1000)
            assert result['payment'] == 'matched', result
        return number

    @classmethod
    def pay(cls, number, amount, at=None, transaction=None, channel='wechat'):
        cls.number += 1
        return cls.shop.run('order.paid', order=number, transaction=transaction or f'42000{cls.number:08}', channel=channel,
                            amount=amount, at=at)

    def request(self, *numbers, account='80000217', amount=9800, at=None, **more):
        return self.shop.item('request.made', at=at, **{
            'account': account, 'title_kind': 'personal', 'title': '单晓明', 'delivery': 'courier', 'recipient_name': '单晓明',
            'recipient_mobile': '13812341234', 'recipient_address': '广东省深圳市南山区科技路 1 号',
            'orders': [{'order': number, 'amount': amount} for number in numbers], **more})

    def one(self, *arguments, **options):
        result, = self.shop.tell(self.shop.item(*arguments, **options))
        return result

    def refused(self, result, rule, code):
        self.assertEqual((result['state'], result['rule'], result['code']), ('refused', rule, code), result)

    def record(self, table, **wanted):
        found = [record for record in self.desk.records(table, self.head).values() if all(record[name] == value for name, value in wanted.items())]
        self.assertEqual(len(found), 1, found)
        return found[0]


class Credential(ShopTest):
    def test_a_token_of_staff_opens_nothing_of_the_shop_and_the_shops_nothing_of_staff(self):
        for method, path in (('POST', '/v1/intake'), ('GET', '/v1/shop/feed'), ('GET', '/v1/shop/wait')):
            with self.assertRaises(Problem) as caught:
                self.desk.ask(method, path, {'items': []} if method == 'POST' else None)
            self.assertEqual((caught.exception.answer.status, caught.exception.problem['rule']), (403, 'R30'))
        for method, path in (('GET', '/v1/session'), ('DELETE', '/v1/session'), ('POST', '/v1/push'), ('GET', '/v1/feed'),
                             ('GET', '/v1/wait'), ('POST', '/v1/snapshots'), ('GET', '/v1/chunks/' + '0' * 64), ('PUT', '/v1/password')):
            with self.assertRaises(Problem) as caught:
                self.shop.ask(method, path, {} if method in ('POST', 'PUT') else None)
            self.assertEqual((caught.exception.answer.status, caught.exception.kind), (403, 'forbidden'), path)

    def test_without_a_credential_and_with_a_wrong_one_the_doors_are_shut(self):
        for token in (None, '0' * 64, self.token[:-1], self.token.upper()):
            for method, path in (('POST', '/v1/intake'), ('GET', '/v1/shop/feed')):
                answer = self.server.call(method, path, {'items': []} if method == 'POST' else None, token=token)
                self.assertEqual(answer.status, 401, (token, path))

    def test_the_token_is_kept_nowhere(self):
        self.assertNotIn(self.token.encode(), self.server.records.dump())
        self.assertNotIn(self.token, self.server.read_log())


class Orders(ShopTest):
    def test_an_order_keeps_what_was_in_force_R5(self):
        number = self.order(paid=False)
        order = self.record('orders', number=number)
        self.assertEqual((order['service_name'], order['plan_name'], order['price'], order['tax_rate'], order['state'], order['paid']),
                         ('职业偏好度测评', '1 次', 9800, 600, 'unpaid', 0))

    def test_a_price_that_was_not_in_force_is_refused_R3(self):
        self.refused(self.one('order.made', account='80000217', order='X-1', plan='test-1', price=9801), 'R3', 'price-differs')
        early = 1_500_000_000_000_000  # 2017, before the first price
        self.refused(self.one('order.made', account='80000217', order='X-1', plan='test-1', price=9800, at=early), 'R3', 'price-none')
        self.assertEqual(self.one('order.made', account='80000217', order='X-1', plan='test-1', price=9800)['state'], 'applied')

    def test_a_number_is_used_once_R5(self):
        number = self.order(paid=False)
        self.refused(self.one('order.made', account='80000218', order=number, plan='test-1', price=9800), 'R5', 'order-number-taken')

    def test_a_payment_of_the_price_pays_and_opens_the_validity_R8_R10(self):
        number = self.order()
        order = self.record('orders', number=number)
        self.assertEqual((order['state'], order['paid'], order['channel']), ('paid', 9800, 'wechat'))
        self.assertIsNotNone(order['valid_until'])

    def test_what_equals_no_open_order_goes_to_the_payment_desk_R8(self):
        unpaid, paid = self.order(paid=False), self.order()
        for number, amount, code in ((unpaid, 9799, 'payment-amount-differs'), (unpaid, 9801, 'payment-amount-differs'),
                                     (paid, 9800, 'payment-double'), ('NOWHERE-1', 9800, 'payment-unknown-order')):
            result = self.pay(number, amount)
            self.assertEqual((result['payment'], result['rule'], result['code']), ('desk', 'R8', code))
        self.assertEqual(self.record('orders', number=unpaid)['state'], 'unpaid')
        self.assertEqual(self.record('orders', number=paid)['paid'], 9800)
        self.assertEqual(self.pay(unpaid, 9800)['payment'], 'matched')

    def test_a_payment_after_the_order_is_closed_is_late_and_reopens_it_by_a_person_R8(self):
        number = self.order(paid=False)
        self.shop.run('order.cancelled', account='80000217', order=number)
        result = self.pay(number, 9800, transaction='420001LATE')
        self.assertEqual((result['payment'], result['code']), ('desk', 'payment-late'))
        payment, order = self.record('payment', transaction_no='420001LATE'), self.record('orders', number=number)
        match = {'payment': payment['key'], 'order': order['key'], 'reason': '用户要求'}
        refused, = self.wang.push(self.wang.command('payment.match', **match))
        self.assertEqual(refused['state'], 'rejected')
        self.wang.run('payment.reopen', **match)
        order = self.record('orders', number=number)
        self.assertEqual((order['state'], order['paid'], order['closed_at']), ('paid', 9800, None))
        again, = self.wang.push(self.wang.command('payment.return', payment=payment['key'], reason='退回'))
        self.assertEqual(again['state'], 'rejected')

    def test_a_payment_at_the_desk_is_returned_once_and_told_to_the_shop_R8(self):
        self.shop.follow()
        self.pay('NOWHERE-2', 100, transaction='420001BACK')
        payment = self.record('payment', transaction_no='420001BACK')
        self.wang.run('payment.return', payment=payment['key'], reason='查无此单')
        self.shop.follow()
        self.assertEqual(self.shop.payments['420001BACK']['state'], 'returned')

    def test_a_transaction_is_recorded_once_R8(self):
        number = self.order(paid=False)
        at = self.now
        data = {'order': number, 'transaction': '420001ONCE', 'channel': 'alipay', 'amount': 9800}
        self.assertEqual(self.one('order.paid', at=at, **data)['payment'], 'matched')
        self.refused(self.one('order.paid', at=at, **data), 'R8', 'payment-known')
        self.refused(self.one('order.paid', at=at, **{**data, 'amount': 9900}), 'R8', 'payment-known-otherwise')

    def test_a_user_cancels_what_is_not_paid_R7(self):
        number, paid = self.order(paid=False), self.order()
        self.shop.run('order.cancelled', account='80000217', order=number)
        self.refused(self.one('order.cancelled', account='80000217', order=number), 'R7', 'order-not-unpaid')
        self.refused(self.one('order.cancelled', account='80000217', order=paid), 'R7', 'order-not-unpaid')
        self.assertEqual(self.one('order.cancelled', account='80000218', order=paid)['state'], 'unknown')

    def test_a_service_is_used_as_often_as_was_bought_and_within_its_validity_R10(self):
        old = self.now - 91 * DAY
        ended, number, unpaid = self.order(at=old), self.order(), self.order(paid=False)
        self.refused(self.one('order.used', account='80000217', order=unpaid), 'R10', 'use-not-paid')
        self.refused(self.one('order.used', account='80000217', order=ended), 'R10', 'use-after-end')
        self.assertEqual(self.one('order.used', account='80000217', order=ended, at=old + 90 * DAY)['state'], 'applied')
        self.refused(self.one('order.used', account='80000217', order=number, at=old), 'R10', 'use-not-paid')
        self.refused(self.one('order.used', account='80000217', order=number, uses=2), 'R10', 'use-beyond-count')
        self.shop.run('order.used', account='80000217', order=number)
        self.refused(self.one('order.used', account='80000217', order=number), 'R10', 'use-beyond-count')


class Requests(ShopTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desk.run('stock.receive', point='总部', code='031002100104', first='04158820', last='04158869', handed_by=cls.wang.key)

    def queue(self, tab):
        """The numbers that a desk shows in that tab after it has synced."""
        replica = f'{self.home}/desk'
        env = {**vasctl.ENGLISH, 'VASCTL_TOKEN': self.desk.token}
        for arguments in ((('init',), ('--server', self.server.uri, 'fetch')) if not os.path.exists(replica) else ()) + (
                ('--server', self.server.uri, 'sync'), ('--json', 'queue', '--tab', tab)):
            status, out, err = vasctl.run('--replica', replica, *arguments, env=env)
            self.assertEqual(status, 0, f'{arguments} {out} {err}')
        return [row['request']['number'] for row in vasctl.strict(out)['rows']]

    def make(self):
        """(number, record) of a request of the shop."""
        result, = self.shop.tell(self.request(self.order()))
        self.assertEqual(result['state'], 'applied', result)
        return result['request'], self.record('request', number=result['request'])

    def send(self, key):
        """A clerk approves, prints, issues and sends."""
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date().isoformat()
        type(self).number += 1
        self.desk.run('request.approve', request=key)
        self.desk.run('print.list', requests=[key], point='总部')
        sheet = self.record('fapiao', request_key=key)
        self.desk.run('fapiao.issue', fapiao=sheet['key'], code=sheet['code'], number=sheet['number'], date=today)
        waybill = f'SF{1234567890000 + self.number}'
        self.desk.run('parcel.ship', fapiao=[sheet['key']], waybill=waybill)
        return waybill

    def state(self, number):
        return self.record('request', number=number)['state']

    def test_a_message_that_failed_puts_the_request_back_and_one_that_arrived_does_not_R22(self):
        number, request = self.make()
        self.assertEqual((request['source'], request['entered_by'], request['title']), ('shop', None, '单晓明'))
        self.assertIn(number, self.queue('review'))
        waybill = self.send(request['key'])
        self.assertEqual(self.state(number), 'to_tell')
        text = f'您的发票已寄出，运单号 {waybill}'
        tell = {'request': request['key'], 'channel': 'sms', 'text': text}
        self.shop.follow()
        self.desk.run('notice.tell', **tell)
        self.shop.follow()
        message = next(message for message in self.shop.messages.values() if message.get('request') == number)
        self.assertEqual((message['account'], message['channel'], message['state'], message['text'], message['kind']),
                         ('80000217', 'sms', 'waiting', text, 'shipped'))
        self.assertEqual(self.shop.requests[number]['state'], 'done')

        self.shop.run('notice.failed', notice=message['notice'], reason='空号')
        self.assertEqual(self.state(number), 'to_tell')
        self.assertEqual(self.record('notice', key=message['notice'])['failure'], '空号')
        self.assertIn(number, self.queue('to-tell'))
        self.refused(self.one('notice.delivered', notice=message['notice']), 'R22', 'notice-not-waiting')
        self.shop.follow()
        self.assertEqual(self.shop.messages[message['notice']]['state'], 'failed')
        self.assertNotIn('text', self.shop.messages[message['notice']])

        self.desk.run('notice.tell', **tell)
        self.shop.follow()
        again = next(message for message in self.shop.messages.values() if message['state'] == 'waiting')
        early = self.one('notice.delivered', notice=again['notice'], at=again['made_at'] - 120_000_001)
        self.assertEqual((early['state'], early['field']), ('malformed', 'at'))
        self.shop.run('notice.delivered', notice=again['notice'], at=again['made_at'] - 120_000_000)
        self.assertEqual(self.record('notice', key=again['notice'])['told_at'], again['made_at'])
        self.assertEqual(self.state(number), 'done')
        self.assertEqual(self.record('notice', key=again['notice'])['state'], 'told')
        self.assertNotIn(number, self.queue('to-tell'))

    def test_a_rejection_comes_with_its_sentence_and_an_extension_with_its_day_R19(self):
        number, request = self.make()
        due = datetime.date.today() + datetime.timedelta(days=60)
        self.desk.run('request.extend', request=request['key'], reason='快递信息待核', due=due.isoformat(), text='您的申请延期办理')
        self.shop.follow()
        self.assertEqual(self.shop.requests[number]['due'], due.isoformat())
        self.assertIn('您的申请延期办理', [message.get('text') for message in self.shop.messages.values()])
        self.desk.run('request.reject', request=request['key'], reasons=['其他'], text='抬头有误，请更正后再申请')
        lines = self.shop.follow()
        told = self.shop.requests[number]
        self.assertEqual((told['state'], told['text']), ('rejected', '抬头有误，请更正后再申请'))
        self.assertNotIn('快递信息待核', str(lines))
        share, = [share for share in self.desk.records('share', self.head).values() if share['request_key'] == request['key']]
        corrected, = self.shop.tell(self.request(share['stated_order'], corrects=number))
        self.assertEqual(corrected['state'], 'applied', corrected)
        self.assertEqual(self.record('request', number=corrected['request'])['requested_at'], request['requested_at'])

    def test_a_user_withdraws_until_it_is_issued_R17(self):
        number, request = self.make()
        self.assertEqual(self.one('request.withdrawn', account='80000218', request=number)['state'], 'unknown')
        self.shop.run('request.withdrawn', account='80000217', request=number)
        self.assertEqual(self.state(number), 'withdrawn')
        number, request = self.make()
        self.send(request['key'])
        result = self.one('request.withdrawn', account='80000217', request=number)
        self.assertEqual((result['state'], result['rule']), ('refused', 'R17'))

    def test_the_same_rules_judge_what_comes_from_the_shop_R13_R14_R15(self):
        paid, other, unpaid = self.order(), self.order(account='80000218'), self.order(paid=False)
        for request, rule, code in ((self.request(other), 'R13', 'order-of-other-account'), (self.request(unpaid), 'R15', 'order-not-paid'),
                                    (self.request(paid, amount=9801), 'R15', 'cap-exceeded'),
                                    (self.request(paid, title_kind='company'), 'R14', 'taxpayer-id-missing'),
                                    (self.request(paid, recipient_mobile='1'), 'R22', 'recipient-mobile-malformed')):
            result, = self.shop.tell(request)
            self.refused(result, rule, code)
        result, = self.shop.tell(self.request(paid, title_kind='company', title='示例科技', taxpayer_id='914403001922038217'))
        self.assertEqual(result['state'], 'applied', 'a check character that is wrong is asked about, and the clerk is asked')

    def test_one_bad_item_stands_in_nobodys_way_and_the_order_is_kept(self):
        items = [self.shop.item('order.made', account='80000217', order='ROW-1', plan='test-1', price=9800),
                 self.shop.item('order.paid', order='ROW-1', transaction='ROW-1', channel='wechat', amount=9800), 7,
                 {'key': 'x'}, self.shop.item('order.vanished'), self.shop.item('order.made', account='nobody', order='ROW-2'),
                 self.request('ROW-1'), self.request('ROW-1')]
        results = self.shop.tell(*items)
        self.assertEqual([result['state'] for result in results],
                         ['applied', 'applied', 'malformed', 'malformed', 'malformed', 'unknown', 'applied', 'refused'])
        again = self.shop.tell(*items)
        self.assertEqual([result['duplicate'] for result in again], [True, True, False, False, False, False, True, True])
        for result in results + again:
            del result['duplicate']
        self.assertEqual(results, again)

    def test_z_the_records_are_as_they_must_be(self):
        status, out, err = vasctl.run('--replica', self.template, 'verify')
        self.assertEqual(status, 0, out + err)

    def test_the_feed_to_the_shop_holds_nothing_that_is_the_houses(self):
        number, request = self.make()
        self.desk.run('note.add', subject='request', subject_key=request['key'], text='内部备注，勿外传')
        self.desk.run('request.approve', request=request['key'])
        shop = shops.Shop(self.server, self.token)
        shop.epoch, shop.after = self.shop.epoch, self.head
        for text in (str(shop.follow()), str(shops.Shop(self.server, self.token).follow())):
            for secret in ('内部备注', '李娜', '王芳', self.desk.key, '13812341234', '科技路', 'boss', 'shop/web'):
                self.assertNotIn(secret, text)
            self.assertIn(number, text)

    def test_the_feed_has_no_holes_and_begins_with_what_a_shop_must_know(self):
        shop = shops.Shop(self.server, self.token)
        lines = shop.follow()
        self.assertEqual({record['plan']: record['amount'] for record in shop.prices}, {'test-1': 9800, 'polish-a': 29800})
        self.assertTrue({'service', 'plan', 'price'} <= {kind for kind, _ in lines})
        number = self.order()
        waiting = shop.after
        self.assertGreater(shop.wait(), waiting)
        page = shop.page()
        self.assertEqual((page[0][1]['after'], page[0][1]['through']), (waiting, waiting + 2))
        self.assertEqual([record['state'] for kind, record in page[1:] if kind == 'order' and record['order'] == number], ['unpaid', 'paid'])


class People(ShopTest):
    def test_a_profile_opens_an_account_and_changes_it_masked_and_whole_apart_R31(self):
        self.refused(self.one('account.profile', account='90000001', mobile='13900001111'), 'R31', 'account-nameless')
        self.shop.run('account.profile', account='90000001', name='欧阳静', mobile='+86 139-0000-1111', email='ouyang@example.com')
        account = self.record('account', account_id='90000001')
        self.assertEqual((account['name_masked'], account['mobile_masked'], account['mobile'], account['email'], account['state']),
                         ('欧阳*', '139****1111', None, None, 'normal'), account)
        self.shop.run('account.profile', account='90000001', mobile='13700002222')
        account = self.record('account', account_id='90000001')
        self.assertEqual((account['mobile_masked'], account['mobile_last4'], account['name']), ('137****2222', '2222', '欧阳静'))

    def test_the_trail_holds_no_whole_personal_value_R29(self):
        self.shop.run('account.profile', account='90000002', name='司马相如', mobile='13612345678')
        self.shop.follow()
        rows = [line[1]['body'] for line in self.desk.feed(self.shop.after - 1) if line[0] == 'command']
        self.assertEqual(len(rows), 1)
        self.assertNotIn('13612345678', rows[0])
        self.assertNotIn('司马相如', rows[0])

    def test_wrong_forms_are_named_by_their_member(self):
        for field, value in (('mobile', '12345'), ('email', 'a@b@c'), ('email', '@'), ('name', ''), ('name', 'x' * 101), ('name', 7)):
            result = self.one('account.profile', account='90000003', **{'name': '某', field: value})
            self.assertEqual((result['state'], result.get('field')), ('malformed', field), result)


class Crash(ShopTest):
    def batch(self, number):
        at, items = shops.now(), []
        for place in range(40):
            order = f'C{number}-{place}'
            items += [self.shop.item('order.made', f'made-{order}', at, account='80000217', order=order, plan='test-1', price=9800),
                      self.shop.item('order.paid', f'paid-{order}', at, order=order, transaction=f'T{order}', channel='alipay', amount=9800)]
        return items

    def test_a_batch_that_was_cut_off_is_sent_again_and_everything_is_done_once(self):
        cut = told = 0
        for number, pause in enumerate((0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.3)):
            items, answers = self.batch(number), []

            def send():
                try:
                    answers.append(self.shop.tell(*items))
                except (OSError, http.client.HTTPException):
                    answers.append(None)

            sender = threading.Thread(target=send)
            sender.start()
            time.sleep(pause)
            self.server.kill()
            sender.join()
            self.server.start()
            again = self.shop.tell(*items)
            self.assertEqual({result['state'] for result in again}, {'applied'})
            if answers[0] is None:
                cut += 1
            else:
                told += 1
                self.assertEqual([(result['key'], result['feed']) for result in again], [(result['key'], result['feed']) for result in answers[0]])
                self.assertTrue(all(result['duplicate'] for result in again))
        self.assertGreater(cut, 0)
        self.shop.follow()
        self.assertEqual({number: order['state'] for number, order in self.shop.orders.items() if number.startswith('C')},
                         {f'C{number}-{place}': 'paid' for number in range(8) for place in range(40)})
        self.assertEqual({payment['state'] for number, payment in self.shop.payments.items()}, {'matched'})
        self.assertEqual(len(self.shop.payments), 8 * 40)
        self.server.stop()
        status, out, err = vasctl.run('--replica', self.template, 'verify')
        self.assertEqual(status, 0, out + err)


if __name__ == '__main__':
    unittest.main()
