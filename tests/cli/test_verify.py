# SPDX-License-Identifier: GPL-3.0-or-later
"""What vasctl verify finds, each by breaking a sound replica in one place; and exports, which are recorded."""
import csv
import io
import os
import sqlite3
import subprocess
import unittest

from vasctl import ENGLISH, NOW, REQUESTS, VASCTL, Replica


class Verify(Replica):
    def setUp(self):
        super().setUp()
        self.bring('requests', REQUESTS, '--as', 'boss')
        self.number = self.json('queue')['rows'][0]['request']['number']
        self.ctl('--as', 'wang', 'run', 'request.enter', 'account=80000217', 'title_kind=personal', 'title=单晓明', 'delivery=courier',
                 'recipient_name=单晓明', 'recipient_mobile=13812341234', 'recipient_address=广东省深圳市南山区科技路 1 号',
                 'shares=[{"order":"24120100000416","amount":9800,"stated_amount":9800}]')

    def break_it(self, *statements):
        """Changes the file behind the program's back, guards and all."""
        with sqlite3.connect(f'{self.replica}/replica.db') as database:
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f'DROP TRIGGER {name}')
            for statement in statements:
                database.execute(statement)
        database.close()

    def finds(self, part, rule, *statements):
        self.break_it(*statements)
        answer = self.json('verify', status=1)
        self.assertFalse(answer['good'])
        self.assertIn((part, rule), [(fault['part'], fault['rule']) for fault in answer['faults']], answer['faults'])

    def test_a_sound_replica_is_good(self):
        answer = self.json('verify')
        self.assertTrue(answer['good'])
        self.assertEqual(answer['faults'], [])
        rows = {part['part']: part['rows'] for part in answer['parts']}
        self.assertEqual((rows['caps'], rows['personal'], rows['sums of requests']), (4, 4, 2))
        self.assertIn('Everything', self.ctl('verify'))

    def test_a_changed_row_of_the_trail(self):
        self.finds('trail', 'R29', "UPDATE command_log SET actor = 'system' WHERE seq = (SELECT max (seq) FROM command_log)")

    def test_a_changed_body(self):
        self.finds('trail', 'R29', "UPDATE command_log SET body = replace (body, '9800', '9700') WHERE type = 'request.enter'")

    def test_a_body_that_is_no_object(self):
        self.finds('trail', 'R29', "UPDATE command_log SET body = '[]' WHERE type = 'request.enter'")

    def test_a_row_taken_out_of_the_trail(self):
        self.finds('trail', 'R29', 'DELETE FROM command_log WHERE seq = 2')

    def test_the_end_of_the_trail_cut_off(self):
        self.finds('trail', 'R29', 'DELETE FROM command_log WHERE seq = (SELECT max (seq) FROM command_log)')

    def test_a_changed_personal_value(self):
        self.finds('personal', 'R29', """UPDATE personal_value SET value = '"李四"' WHERE name = 'recipient_name'""")

    def test_a_personal_value_taken_out_altogether(self):
        self.finds('personal', 'R29', "DELETE FROM personal_value WHERE name = 'recipient_name'")

    def test_an_erased_personal_value_is_lawful(self):
        self.break_it("UPDATE personal_value SET value = NULL WHERE name = 'recipient_name'")
        self.assertTrue(self.json('verify')['good'])

    def test_more_invoiced_than_paid(self):
        self.finds('caps', 'R15', "UPDATE orders SET paid = 100, price = 100 WHERE number = '24120100000415'")

    def test_what_was_refunded_stays_invoiced_only_where_its_loss_is_recorded(self):
        self.break_it("UPDATE orders SET refunded = 20000, state = 'refunded' WHERE number = '24120100000416'",
                      f"UPDATE request SET returned_by = 'x', tax_loss_by = 'y', tax_loss_at = 1 WHERE number = '{self.number}'")
        self.assertTrue(self.json('verify')['good'])
        self.finds('caps', 'R15', "UPDATE orders SET refunded = 20001 WHERE number = '24120100000416'")

    def test_a_refund_decided_by_who_proposed_it(self):
        self.ctl('--as', 'wang', 'run', 'refund.propose', 'order=24120100000416', 'amount=1', 'ground=law', 'reason=判决')
        key = self.json('order', '24120100000416')['refunds'][0]['key']
        self.ctl('--as', 'boss', 'run', 'refund.reject', f'refund={key}', 'reason=没有理由')
        self.assertTrue(self.json('verify')['good'])
        self.finds('refunds by two', 'R11', 'PRAGMA ignore_check_constraints = 1', 'UPDATE refund SET decided_by = proposed_by')

    def test_shares_that_do_not_add_up(self):
        self.finds('sums of requests', 'R14', f"UPDATE request SET amount = amount + 1 WHERE number = '{self.number}'")

    def test_the_same_person_entered_and_approved(self):
        self.ctl('--as', 'li', 'run', 'request.approve', f'request={self.number}')
        self.finds('four eyes', 'R13', 'UPDATE request SET entered_by = approved_by')

    def test_a_corrector_who_approved(self):
        self.ctl('--as', 'li', 'run', 'request.approve', f'request={self.number}')
        self.finds('four eyes', 'R13', "UPDATE request SET corrected_by = 'x ' || approved_by || ' y'")

    def test_the_enterer_as_the_second_person(self):
        self.ctl('--as', 'li', 'run', 'request.approve', f'request={self.number}')
        self.finds('four eyes', 'R13', "UPDATE request SET entered_by = 'x', corrected_by = 'x', seconded_by = 'x'")

    def test_the_approver_as_the_second_person(self):
        self.ctl('--as', 'li', 'run', 'request.approve', f'request={self.number}')
        self.finds('four eyes', 'R13', 'UPDATE request SET seconded_by = approved_by')

    def test_a_loss_recorded_by_who_began_the_return(self):
        self.finds('losses by two', 'R21', f"UPDATE request SET returned_by = 'x', tax_loss_by = 'x', tax_loss_at = 1 WHERE number = '{self.number}'")

    def test_a_record_hidden_from_the_trail(self):
        self.finds('trail', 'R29', 'DELETE FROM command_subject WHERE seq = (SELECT max (seq) FROM command_subject)')

    def test_a_finished_request_without_a_sheet(self):
        self.finds('sheets of requests', 'R20', f"UPDATE request SET state = 'done' WHERE number = '{self.number}'")

    def test_an_order_that_is_paid_and_not(self):
        self.finds('payment of orders', 'R8', "UPDATE orders SET paid_at = NULL WHERE number = '24120100000418'")

    def test_overlapping_prices(self):
        self.finds('prices', 'R3', 'INSERT INTO price (key, plan_key, amount, starts_at) '
                   "SELECT 'x', plan_key, 1, starts_at + 1 FROM price LIMIT 1")

    def test_a_column_too_many(self):
        self.finds('schema', '', 'ALTER TABLE note ADD COLUMN colour TEXT')


class Export(Replica):
    def rows(self, text):
        return list(csv.DictReader(io.StringIO(text, newline='')))

    def test_every_kind_is_exported(self):
        for kind, count in (('accounts', 2), ('orders', 4), ('payments', 0), ('requests', 0), ('stock', 0), ('fapiao', 0)):
            with self.subTest(kind):
                self.assertEqual(len(self.rows(self.ctl('--as', 'boss', 'export', kind, '-'))), count)
        self.assertGreater(len(self.rows(self.ctl('--as', 'boss', 'export', 'calendar', '-'))), 200)

    def test_it_is_recorded_R31(self):
        path = f'{self.folder}/orders.csv'
        answer = self.json('--as', 'boss', 'export', 'orders', path)
        last = self.rows(self.ctl('--as', 'boss', 'export', 'audit', '-'))[-1]
        self.assertEqual((last['type'], last['actor'], answer['rows']), ('export.record', 'boss', 4))
        self.assertIn(answer['sha256'], last['body'])
        digest = subprocess.run(['sha256sum', path], capture_output=True, text=True, check=True).stdout.split()[0]
        self.assertEqual(digest, answer['sha256'])

    def test_whole_personal_data_stay_inside_R31(self):
        text = self.ctl('--as', 'boss', 'export', 'accounts', '-')
        self.assertNotIn('13812341234', text)
        self.assertNotIn('单晓明', text)
        self.assertIn('138****1234', text)

    def test_what_is_exported_can_be_imported(self):
        path = f'{self.folder}/orders.csv'
        self.ctl('--as', 'boss', 'export', 'orders', path)
        self.assertEqual(self.json('import', 'orders', path)['summary']['unchanged'], 4)

    def test_a_request_shows_its_orders(self):
        self.bring('requests', REQUESTS, '--as', 'boss')
        row = self.rows(self.ctl('--as', 'boss', 'export', 'requests', '-'))[0]
        self.assertEqual((row['orders'], row['amount'], row['account_id']),
                         ('24120100000415=98.00;24120100000416=200.00', '298.00', '80000217'))
        self.assertNotIn('13812341234', ''.join(row.values()))

    def test_formulas_are_escaped_and_numbers_kept_as_text(self):
        self.bring('accounts', 'account_id,name\n007,=1+1\n')
        text = self.ctl('--as', 'boss', 'export', 'accounts', '-', '--spreadsheet')
        self.assertTrue(text.startswith('\ufeff'))
        row = self.rows(text)[-1]
        self.assertEqual(row['\ufeffaccount_id'], '007\t')
        self.assertTrue(row['name_masked'].startswith("'="))

    def test_who_may_not_export_gets_nothing_R30(self):
        path = f'{self.folder}/orders.csv'
        self.ctl('--as', 'wang', 'export', 'orders', path, status=1)
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith('orders')], [])

    def test_wrong_use(self):
        self.ctl('--as', 'boss', 'export', 'nonsense', '-', status=2)
        self.ctl('export', 'orders', '-', status=2)

    def test_a_reader_that_goes_away_does_no_harm(self):
        self.bring('accounts', 'account_id,name\n' + ''.join(f'9{i:07d},张三\n' for i in range(20000)))
        with subprocess.Popen([VASCTL, '--replica', self.replica, '--now', NOW, '--as', 'boss', 'export', 'accounts', '-'], env=ENGLISH,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as exporting:
            exporting.stdout.read(10)
            exporting.stdout.close()
            self.assertEqual(exporting.wait(), 1)
        self.assertTrue(self.json('verify')['good'])


if __name__ == '__main__':
    unittest.main()
