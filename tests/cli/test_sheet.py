# SPDX-License-Identifier: GPL-3.0-or-later
"""vasctl queue --output: the workbook, read back by an independent reader (a ZIP of XML), and the CSV."""
import csv
import hashlib
import os
import unittest
import zipfile
from xml.etree import ElementTree

from vasctl import REQUESTS, Replica

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
EVIL = REQUESTS.replace('示例科技有限公司', "=1+1").replace('24120100000415=98.00;', '')


def read_workbook(path):
    """The rows of the first sheet as lists of (kind, text, number format), and the sheet's XML."""
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        styles = ElementTree.fromstring(book.read('xl/styles.xml'))
        sheet = ElementTree.fromstring(book.read('xl/worksheets/sheet1.xml'))
        strings = []
        if 'xl/sharedStrings.xml' in book.namelist():
            strings = [''.join(t.text or '' for t in item.iter(f'{MAIN}t'))
                       for item in ElementTree.fromstring(book.read('xl/sharedStrings.xml'))]
    codes = {f.get('numFmtId'): f.get('formatCode') for f in styles.iter(f'{MAIN}numFmt')}
    formats = [codes.get(x.get('numFmtId'), x.get('numFmtId')) for x in styles.find(f'{MAIN}cellXfs')]
    rows = []
    for row in sheet.iter(f'{MAIN}row'):
        cells = {}
        for cell in row:
            column = cell.get('r').rstrip('0123456789')
            kind, value = cell.get('t', 'n'), cell.find(f'{MAIN}v')
            text = value.text if value is not None else ''.join(t.text or '' for t in cell.iter(f'{MAIN}t'))
            text = strings[int(text)] if kind == 's' else text
            assert cell.find(f'{MAIN}f') is None, 'a formula'
            cells[column] = (kind if kind == 'n' else 'text', text, formats[int(cell.get('s', '0'))])
        rows.append(cells)
    return rows, sheet


class Sheet(Replica):
    def setUp(self):
        super().setUp()
        self.assertEqual(self.bring('requests', EVIL, '--as', 'boss')['imported'], 1)

    def test_workbook_holds_text_dates_and_amounts(self):
        path = os.path.join(self.folder, 'queue.xlsx')
        told = self.json('--as', 'li', 'queue', '--output', path)
        rows, sheet = read_workbook(path)
        with open(path, 'rb') as file:
            self.assertEqual(told, {'rows': 1, 'sha256': hashlib.sha256(file.read()).hexdigest()})
        self.assertEqual([cell[1] for cell in rows[0].values()][:3], ['Number', 'Step', 'Deadline'])
        row = rows[1]
        self.assertEqual(row['A'][0], 'text')
        self.assertRegex(row['A'][1], '^KP2509-[0-9]{6}$')
        self.assertEqual(row['C'][0::2], ('n', 'yyyy-mm-dd'))
        self.assertEqual(row['E'][:2], ('text', '=1+1'))
        self.assertEqual(row['G'], ('text', '914403001922038216', '@'))
        self.assertEqual((row['H'][0], float(row['H'][1])), ('n', 200.0))
        self.assertEqual(row['J'], ('text', '80000217', '@'))
        self.assertEqual(row['K'][1], '单*')
        # 2025-09-01 is day 45901 for a spreadsheet; the import was at 9 o'clock of Shanghai.
        self.assertAlmostEqual(float(row['M'][1]), 45901 + 9 / 24, places=6)
        pane = next(sheet.iter(f'{MAIN}pane'))
        self.assertEqual((pane.get('state'), pane.get('topLeftCell')), ('frozen', 'A2'))
        self.assertEqual(next(sheet.iter(f'{MAIN}autoFilter')).get('ref'), 'A1:P2')

    def test_csv_is_marked_and_escaped(self):
        path = os.path.join(self.folder, 'queue.csv')
        self.ctl('--as', 'li', 'queue', '--output', path)
        with open(path, 'rb') as file:
            self.assertEqual(file.read(3), b'\xef\xbb\xbf')
        with open(path, encoding='utf-8-sig', newline='') as file:
            head, row = csv.reader(file)
        self.assertEqual(len(head), len(row))
        self.assertEqual(row[4], "'=1+1")
        self.assertEqual((row[6], row[7]), ('914403001922038216\t', '200.00'))

    def test_all_of_the_filter_and_nothing_else(self):
        path = os.path.join(self.folder, 'none.xlsx')
        self.assertEqual(self.json('--as', 'li', 'queue', '--tab', 'to-issue', '--output', path)['rows'], 0)
        self.assertEqual(len(read_workbook(path)[0]), 1)
        self.assertEqual(self.json('--as', 'li', 'queue', '--search', '80000217', '--output', path)['rows'], 1)

    def test_no_export_takes_the_place_of_the_records(self):
        link = os.path.join(self.folder, 'link')
        os.symlink(self.replica, link)
        before = sorted(os.listdir(self.replica)), os.stat(os.path.join(self.replica, 'replica.db')).st_ino
        for target in (f'{self.replica}/replica.db', f'{link}/replica.db', f'{link}/queue.csv'):
            self.ctl('--as', 'li', 'queue', '--output', target, status=1)
            self.assertIn('in the folder of the records', self.err)
            self.ctl('--as', 'li', 'export', 'audit', target, status=1)
            self.assertIn('in the folder of the records', self.err)
        self.assertEqual((sorted(os.listdir(self.replica)), os.stat(os.path.join(self.replica, 'replica.db')).st_ino), before)

    def test_the_export_is_recorded_or_there_is_no_file_R31(self):
        path = os.path.join(self.folder, 'queue.xlsx')
        told = self.json('--as', 'li', 'queue', '--output', path)
        trail = os.path.join(self.folder, 'trail.csv')
        self.ctl('--as', 'li', 'export', 'audit', trail)
        with open(trail, encoding='utf-8', newline='') as file:
            rows = [row for row in csv.DictReader(file) if row['type'] == 'export.record']
        self.assertIn(told['sha256'], rows[0]['body'])
        self.assertIn('review', rows[0]['body'])

        refused = os.path.join(self.folder, 'refused.xlsx')
        self.ctl('--as', 'wang', 'queue', '--output', refused, status=1)
        self.ctl('queue', '--output', refused, status=2)
        self.ctl('--as', 'li', 'queue', '--output', os.path.join(self.folder, 'none', 'x.xlsx'), status=1)
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith('refused')], [])

    def test_search_looks_through_all_tabs_and_orders_are_known(self):
        number = self.json('queue')['rows'][0]['request']['number']
        self.ctl('--as', 'li', 'run', 'request.approve', f'request={number}')
        self.assertEqual(self.json('queue')['rows'], [])
        self.assertEqual([row['request']['number'] for row in self.json('queue', '--search', '24120100000416')['rows']], [number])
        self.assertEqual(self.json('queue', '--tab', 'review', '--search', '24120100000416')['rows'], [])
        self.assertEqual(len(self.json('queue', '--tab', 'all', '--order', 'amount')['rows']), 1)
        self.ctl('queue', '--order', 'nonsense', status=2)


if __name__ == '__main__':
    unittest.main()
