# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests about personal data at the terminal (R29), and that what was erased is nowhere in the file."""
import csv
import glob
import os
import unittest

from vasctl import Replica, run

NAME, MOBILE, MAIL, STREET = '单晓明', '13812341234', 'dan@example.com', '科技路'
SPOKEN = '来电称母亲住院'


class Personal(Replica):
    def setUp(self):
        super().setUp()
        self.ctl('--as', 'wang', 'run', 'request.enter', 'account=80000217', 'title_kind=personal', f'title={NAME}', 'delivery=courier',
                 f'recipient_name={NAME}', f'recipient_mobile={MOBILE}', f'recipient_address=广东省深圳市南山区{STREET} 1 号',
                 'shares=[{"order":"24120100000416","amount":9800,"stated_amount":9800}]')
        self.request = self.json('queue')['rows'][0]['request']['number']
        self.ctl('--as', 'wang', 'run', 'note.add', 'subject=account', 'subject_key=80000217', f'text={SPOKEN}')

    def open(self, kind):
        self.ctl('--as', 'li', 'run', 'personal.open', 'account=80000217', f'kind={kind}', 'source=phone', 'text=用户来电请求',
                 'identity=回拨登记手机', 'owner=li')
        return self.json('personal', 'list')['rows'][0]['request']['number']

    def erase(self):
        number = self.open('erasure')
        self.ctl('--as', 'li', 'run', 'request.withdraw', f'request={self.request}')
        self.ctl('--as', 'boss', 'run', 'personal.erase', f'request={number}', 'answer=已删除；发票资料依法保存')
        return number

    def bytes(self):
        return b''.join(open(path, 'rb').read() for path in glob.glob(f'{self.replica}/replica.db*'))

    def test_the_list_shows_what_is_open_by_its_term_R29(self):
        self.assertEqual(self.json('personal', 'list')['rows'], [])
        number = self.open('copy')
        row = self.json('personal', 'list')['rows'][0]
        self.assertEqual((row['owner'], row['account_id'], row['overdue'], row['request']['due']), ('li', '80000217', False, '2025-09-22'))
        shown = self.ctl('personal', 'show', number)
        self.assertIn('用户来电请求', shown)
        self.assertIn('personal.open', shown)

    def test_it_is_overdue_on_the_day_after_its_last_R29(self):
        self.open('copy')
        for now, overdue in (('2025-09-22T23:59:00+08:00', False), ('2025-09-23T00:01:00+08:00', True)):
            _, out, _ = run('--replica', self.replica, '--now', now, 'personal', 'list', '--json')
            self.assertIn(f'"overdue":{str(overdue).lower()}', out.replace(' ', ''))

    def test_a_copy_holds_everything_and_is_recorded_R31(self):
        number = self.open('copy')
        path = os.path.join(self.home, 'copy.csv')
        self.ctl('--as', 'li', 'export', 'personal', number, path)
        with open(path, encoding='utf-8-sig', newline='') as file:
            values = {(row['record'], row['field']): row['value'] for row in csv.DictReader(file)}
        self.assertEqual((values['account', 'name'], values['account', 'mobile'], values['account', 'email']), (NAME, MOBILE, MAIL))
        self.assertIn(STREET, values['request', 'recipient_address'])
        self.assertEqual(values['note', 'text'], SPOKEN)
        self.assertIn('personal.copy', self.ctl('personal', 'show', number))
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)

    def test_who_may_not_gets_no_file_R31(self):
        number = self.open('copy')
        path = os.path.join(self.home, 'none.csv')
        self.ctl('--as', 'zhao', 'export', 'personal', number, path, status=1)
        self.assertFalse(os.path.exists(path))

    def test_nothing_is_exported_into_the_folder_of_the_records(self):
        number = self.open('copy')
        link = os.path.join(self.folder, 'link')
        os.symlink(self.replica, link)

        def present():      # but for SQLite's own
            return (sorted(name for name in os.listdir(self.replica) if not name.startswith('replica.db-')),
                    os.stat(os.path.join(self.replica, 'replica.db')).st_ino)

        before = present()
        for folder in (self.replica, link):
            for name in ('new.csv', 'replica.db'):
                for export in (('export', 'accounts'), ('export', 'personal', number), ('personal', 'copy', number)):
                    self.ctl('--as', 'li' if number in export else 'root', *export, os.path.join(folder, name), status=1)
                    self.assertIn('in the folder of the records', self.err)
        self.assertEqual(present(), before)

    def test_open_work_stands_against_an_erasure_R29(self):
        number = self.open('erasure')
        self.ctl('--as', 'boss', 'run', 'personal.erase', f'request={number}', 'answer=已删除', status=1)
        self.assertIn(NAME.encode(), self.bytes())

    def test_what_was_erased_is_nowhere_in_the_file_R29(self):
        before = self.bytes()
        words = [word.encode() for word in (NAME, MOBILE, MAIL, STREET, SPOKEN)]
        self.assertEqual([word for word in words if word not in before], [])
        self.erase()
        after = self.bytes()
        backwards = MOBILE[::-1].encode()
        self.assertEqual([word.decode() for word in (*words, backwards[:8], backwards[3:]) if word in after], [])

    def test_the_trail_stays_whole_R29(self):
        self.erase()
        answer = self.json('verify')
        self.assertTrue(answer['good'], answer)


if __name__ == '__main__':
    unittest.main()
