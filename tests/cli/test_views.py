# SPDX-License-Identifier: GPL-3.0-or-later
"""What a view of the desktop shows, vasctl prints: the lists of the demonstration, which has every state of a case; the records in a
file, or on the database server of VAS_TEST_DATABASE."""
import csv
import datetime
import hashlib
import os
import shutil
import tempfile
import unittest

from vasctl import run, strict
from vasrecords import POSTGRESQL, FileRecords, open_records

CLERK, AGENT = 'zhou', 'lin'
IN_FILES_ALONE = unittest.skipIf(POSTGRESQL, 'records on a server are changed by its daemons')


class Views(unittest.TestCase):
    """One demonstration for all of them; a test that changes it takes a copy."""

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.mkdtemp(prefix='views-')
        cls.addClassCleanup(shutil.rmtree, cls.home)
        cls.folder = os.path.join(cls.home, 'demo')
        status, _, err = run('--replica', cls.folder, 'seed-demo')
        assert status == 0, err
        cls.records = open_records(cls.folder)

    def copy(self):
        folder = os.path.join(tempfile.mkdtemp(dir=self.home), 'demo')
        shutil.copytree(self.folder, folder)
        self.records = FileRecords(folder)
        return os.path.dirname(folder)

    def ctl(self, *arguments, status=0):
        got, out, self.err = run('--replica', self.records.address, *arguments)
        self.assertEqual(got, status, f'{arguments}\n{out}\n{self.err}')
        return out

    def json(self, *arguments, **options):
        return strict(self.ctl('--json', *arguments, **options))

    def ask(self, query):
        return self.records.query(query)

    # The courier's list.

    def test_handover_has_the_parcels_of_the_day(self):
        handed = self.ask("SELECT handed_at, waybill FROM parcel WHERE method = 'courier' AND handed_at IS NOT NULL ORDER BY handed_at DESC")
        day = self.day_of(handed[0][0])
        parcels = self.json('handover', '--day', day)
        self.assertEqual(sorted(parcel['waybill'] for parcel in parcels),
                         sorted(waybill for at, waybill in handed if self.day_of(at) == day))
        self.assertEqual(parcels, sorted(parcels, key=lambda parcel: parcel['handed_at']))
        self.assertTrue(all(parcel['recipient'].endswith('*') for parcel in parcels))
        self.assertEqual(self.json('handover', '--day', '2001-01-01'), [])
        self.assertEqual(self.json('handover', '--day', day, '--point', '没有'), [])
        self.assertIn(parcels[0]['waybill'], self.ctl('handover', '--day', day))
        self.ctl('handover', '--day', '2026-02-30', status=2)

    @staticmethod
    def day_of(instant):
        """The civil date of Shanghai."""
        return str((datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=instant, hours=8)).date())

    # The print list.

    def test_print_list_shows_what_waits_and_what_is_bound(self):
        shown = self.json('print-list')
        self.assertEqual(shown['n_waiting'], len(shown['waiting']))
        self.assertGreater(shown['n_waiting'], 0)
        self.assertEqual({one['number'] for one in shown['waiting']} - {one for one, in self.ask(
            "SELECT number FROM request WHERE state = 'to_issue'")}, set())
        self.assertIn(shown['waiting'][0]['number'], self.ctl('print-list'))
        self.assertEqual(self.json('print-list', '--point', '没有')['lists'], [])

    @IN_FILES_ALONE
    def test_numbers_are_bound_through_the_command(self):
        self.copy()
        before = self.json('print-list')
        number = before['waiting'][0]['number']
        receipt = self.json('--as', CLERK, 'print-list', '--bind', number, number)      # named twice it is one
        self.assertTrue(receipt['applied'])
        after = self.json('print-list')
        self.assertEqual(after['n_waiting'], before['n_waiting'] - 1)
        self.assertEqual({sheet['request'] for sheet in after['sheets']}, {number})
        self.assertEqual(after['sheets'][0]['number'], before['next'])
        self.ctl('--as', CLERK, 'print-list', '--bind', number, status=1)      # it has its number
        self.ctl('--as', AGENT, 'print-list', '--bind', status=1)              # R30
        self.assertEqual(self.json('print-list')['n_waiting'], after['n_waiting'])
        self.ctl('print-list', '--bind', status=2)
        self.ctl('--as', CLERK, 'print-list', '--bind', '--output', 'x.csv', status=2)
        self.ctl('print-list', number, status=2)
        self.assertTrue(self.json('--as', CLERK, 'print-list', '--bind')['applied'])
        self.assertEqual(self.json('print-list')['n_waiting'], 0)
        self.ctl('--as', CLERK, 'print-list', '--bind', status=1)

    @IN_FILES_ALONE
    def test_the_file_has_the_columns_and_is_recorded(self):
        path = os.path.join(self.copy(), 'list.csv')
        self.ctl('--as', CLERK, 'print-list', '--bind')
        page = self.json('print-list')
        told = self.json('--as', CLERK, 'print-list', '--output', path)
        with open(path, 'rb') as file:
            self.assertEqual(told, {'list': page['list'], 'sheets': len(page['sheets']), 'sha256': hashlib.sha256(file.read()).hexdigest()})
        with open(path, encoding='utf-8-sig', newline='') as file:
            head, *rows = csv.reader(file)
        self.assertEqual((head[0], head[-1], len(head)), ('Request number', 'Remark', 12))     # as the preferences begin
        self.assertEqual({row[10] for row in rows}, {sheet['number'] for sheet in page['sheets']})
        (body,), = self.ask("SELECT body FROM command_log WHERE type = 'export.record'")
        self.assertIn(told['sha256'], body)
        self.assertIn(page['list'], body)
        self.assertEqual(os.listdir(os.path.dirname(path)).count('list.csv.part'), 0)

    @IN_FILES_ALONE
    def test_columns_are_chosen_and_judged(self):
        folder = self.copy()
        path = os.path.join(folder, 'list.csv')
        self.ctl('--as', CLERK, 'print-list', '--bind')
        self.ctl('--as', CLERK, 'print-list', '-o', path, '--column', 'tax-code=商品编码', '--column', 'fapiao-number')
        with open(path, encoding='utf-8-sig', newline='') as file:
            self.assertEqual(next(csv.reader(file)), ['商品编码', 'Fapiao number'])
        for wrong in (['--column', 'nonsense'], ['--column', 'tax', '--column', 'tax=x'], ['--column', 'tax=' + 'x' * 65]):
            self.ctl('--as', CLERK, 'print-list', '-o', f'{folder}/no.csv', *wrong, status=2)
            self.assertIn('tax-code', self.err)
        self.ctl('--as', CLERK, 'print-list', '-o', path, '--column', 'fapiao-number', status=1)    # it is there
        with open(path, encoding='utf-8-sig', newline='') as file:
            self.assertEqual(len(next(csv.reader(file))), 2)
        self.ctl('--as', CLERK, 'print-list', '-o', path, '--force', '--column', 'fapiao-number')
        with open(path, encoding='utf-8-sig', newline='') as file:
            self.assertEqual(next(csv.reader(file)), ['Fapiao number'])
        self.ctl('--as', AGENT, 'print-list', '-o', f'{folder}/no.csv', status=1)               # R31
        self.ctl('--as', CLERK, 'print-list', '-o', f'{folder}/no.csv', '--list', 'x', status=1)
        self.ctl('--as', CLERK, 'print-list', '-o', f'{folder}/nowhere/no.csv', status=1)
        self.ctl('--as', CLERK, 'print-list', '-o', f'{folder}/demo/replica.db', '--force', status=1)       # never over the records
        self.assertEqual(sorted(os.listdir(folder)), ['demo', 'list.csv'])

    # The evening close.

    def test_close_adds_up_and_lists_what_is_open(self):
        close = self.json('close')
        day, month = close['day'], close['month']
        self.assertEqual(day['opening'] + day['received'] - day['issued'] - day['void'], day['left'])
        self.assertGreater(day['issued'], 0)
        kinds = {item['kind'] for item in close['open_items']}
        self.assertLessEqual(kinds, {'photo-missing', 'without-place', 'bound', 'case-open'})
        bound, = self.ask(f"SELECT count(*) FROM fapiao WHERE state = 'bound' AND point = '{close['point']}'")
        self.assertEqual(sum(item['kind'] == 'bound' for item in close['open_items']), bound[0])
        self.assertGreater(month['blue_sheets'], 0)
        self.assertGreater(month['blue'], 0)
        self.assertIn(close['point'], self.ctl('close'))
        self.assertEqual(self.json('close', '--point', close['point']), close)
        self.ctl('close', '--point', '没有', status=1)
        self.ctl('close', 'x', status=2)

    @IN_FILES_ALONE
    def test_a_count_stands_in_the_close(self):
        self.copy()
        close = self.json('close')
        self.assertEqual(close['closes'], [])
        self.ctl('--as', CLERK, 'run', 'close.count', f'point={close["point"]}', f'counted={close["day"]["left"]}')
        one, = self.json('close')['closes']
        self.assertEqual((one['counted'], one['left'], one['taken_by']), (close['day']['left'],) * 2 + (None,))
        self.ctl('--as', 'xu', 'run', 'close.take', f'close={one["key"]}')
        self.assertIsNotNone(self.json('close')['closes'][0]['taken_by'])

    # What was done.

    def test_activity_is_the_trail_newest_first_by_its_filter(self):
        rows = self.json('activity', '--limit', '1000000')['trail']
        (last,), = self.ask('SELECT max(seq) FROM command_log')
        self.assertEqual([row['seq'] for row in rows], list(range(last, last - len(rows), -1)))
        self.assertEqual(len(self.json('activity')['trail']), 50)
        shipped = self.json('activity', '--command', 'parcel.ship', '--limit', '1000000')['trail']
        self.assertEqual({row['type'] for row in shipped}, {'parcel.ship'})
        self.assertTrue(any(row['record'] for row in shipped))
        by_clerk = self.json('activity', '--by', CLERK, '--limit', '1000000')['trail']
        (n,), = self.ask(f"SELECT count(*) FROM command_log WHERE actor = (SELECT key FROM staff WHERE login = '{CLERK}')")
        self.assertEqual((len(by_clerk), {row['actor'] for row in by_clerk}), (n, {by_clerk[0]['actor']}))
        record = next(row['record'] for row in shipped if row['record'])
        about = self.json('activity', '--record', record)['trail']
        self.assertIn('parcel.ship', {row['type'] for row in about})
        self.assertEqual(self.json('activity', '--to', '2001-01-01')['trail'], [])
        self.assertEqual(self.json('activity', '--from', '2100-01-01')['trail'], [])
        self.assertIn(shipped[0]['actor'], self.ctl('activity', '--command', 'parcel.ship'))

    def test_activity_refuses_what_it_cannot_ask(self):
        self.ctl('activity', '--by', 'nobody-here', status=1)
        for wrong in (['--from', 'x'], ['--limit', '0'], ['--reveals', '--command', 'x'], ['x']):
            self.ctl('activity', *wrong, status=2)

    def test_reveals_are_a_filter_of_it(self):
        self.assertEqual(self.json('activity', '--reveals')['trail'],
                         self.json('activity', '--command', 'personal.reveal')['trail'])

    @unittest.skipIf(POSTGRESQL, 'an outbox is a desk’s')
    def test_activity_shows_the_outbox_first(self):
        shown = self.json('activity', '--limit', '1')
        self.assertEqual((shown['waiting'], shown['problems']), (self.json('outbox')['waiting'], self.json('outbox')['problems']))

    # A caller.

    @unittest.skipIf(POSTGRESQL, 'a server has no index of words')
    def test_an_account_is_found_as_for_a_caller(self):
        (account, mobile, name), *_ = self.ask("SELECT account_id, mobile_masked, name_masked FROM account WHERE name_masked LIKE '王%'")
        by_id, = self.json('find-account', account)
        self.assertEqual((by_id['account_id'], by_id['mobile_masked'], by_id['name_masked']), (account, mobile, name))
        for text in (mobile[-4:], '王', 'wang', ' 王 '):
            hits = self.json('find-account', text, '--limit', '1000')
            self.assertIn(account, {hit['account_id'] for hit in hits}, text)
        self.assertLessEqual(len(self.json('find-account', 'w')), 8)
        self.assertIn(account, self.ctl('find-account', account))
        self.assertEqual(self.json('find-account', '没有这个人', status=1), [])
        self.ctl('find-account', status=2)
        self.ctl('find-account', 'w', '--limit', '0', status=2)


if __name__ == '__main__':
    unittest.main()
