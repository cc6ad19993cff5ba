# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes after the main path, with real keys on the real program in Chinese: return, evening close, settings of the house."""
import json
import re
import time
import unittest

from localdesk import CODE, LocalDesk, copy, seed, today


class Endings(LocalDesk):
    """One case whose sheet is issued."""
    SIZE = (1366, 900)

    def make_office(self, folder):
        copy(folder, 'issued', self.issue_one)
        self.replica = folder

    def setUp(self):
        super().setUp()
        self.case = self.number('01')
        self.addCleanup(lambda: self.assertEqual(self.app.criticals(), []))
        self.start_at_views()

    def issue_one(self, folder):
        seed(folder)
        self.replica = folder
        self.run_command('supervisor', 'stock.receive', 'point=总部', f'code={CODE}', 'first=04158820', 'last=04158899',
                         'handed_by=clerk2')
        self.run_command('clerk', 'request.approve', f'request={self.number("01")}')
        self.run_command('clerk', 'print.list', 'point=总部', 'requests=' + json.dumps(
            [self.ask("SELECT key FROM request WHERE number LIKE '%000001'")[0][0]]))
        for sheet, number in self.ask("SELECT key, number FROM fapiao WHERE state = 'bound'"):
            self.run_command('clerk', 'fapiao.issue', f'fapiao={sheet}', f'code={CODE}', f'number={number}', f'date={today()}')

    def title_in_front(self):
        return self.app.windows()[-1][1]

    def open_by(self, keys, title):
        self.app.press(keys)
        self.app.wait(lambda: re.search(title, self.title_in_front()), what=f'“{title}”, in front is {self.title_in_front()}')
        self.assertEqual(self.app.unlabelled(), [])

    def open_issued(self):
        self.open_palette(self.case)
        self.app.find('label', re.compile(f'^{self.case} ·'), within=self.app.find('list', '匹配项'))
        self.app.press('Return')
        self.app.wait(lambda: len(self.app.windows()) == 1, what='the palette to go')
        self.app.find('label', self.case)
        time.sleep(0.5)

    def test_a_sheet_scanned_into_the_palette_opens_its_case(self):
        sheet = self.ask("SELECT number FROM fapiao WHERE state = 'issued'")[0][0]
        self.open_palette(sheet)
        self.app.press('Return')
        self.app.wait(lambda: len(self.app.windows()) == 1, what='the palette to go')
        self.app.find('label', self.case)

    def test_a_return_is_opened_and_gone_on_with_by_the_keyboard(self):
        self.assertEqual(self.state('01'), 'to_ship')
        self.open_issued()
        self.open_by('u', '^退票退款$')
        self.app.type_text('user wants the money back')
        self.app.press('ctrl+Return')
        self.app.wait(lambda: self.title_in_front() == f'退票 {self.case}', what='the window of the return')
        self.assertEqual(self.state('01'), 'returning')
        self.app.find('label', re.compile('^暂不能退款'))
        self.assertEqual(self.app.unlabelled(), [])

    def test_the_text_of_the_code_may_be_typed_into_the_return(self):
        sheet, net = self.ask("SELECT number, net FROM fapiao WHERE state = 'issued'")[0]
        self.open_issued()
        self.open_by('u', '^退票退款$')
        self.app.type_text('refund')
        self.app.press('ctrl+Return')
        self.app.wait(lambda: self.title_in_front() == f'退票 {self.case}', what='the window of the return')
        self.app.click(self.app.find('text', re.compile('^扫描的二维码')))
        self.app.type_text(f'01,04,{CODE},{sheet},{net // 100}.{net % 100:02},{today("%Y%m%d")},66578123456789012345,A1B2,', delay=0.09)
        for name, text in (('票面代码', CODE), ('票面号码', sheet)):
            self.app.wait(lambda: self.app.text_of(self.app.find('text', re.compile('^' + name))) == text, what=f'{text} in {name}')
        self.app.press('Return')
        self.app.wait(lambda: self.app.all('check box', re.compile('^.*照片'), state='focused'), what='the photo to be looked at')

    def test_the_evening_close_counts_and_names_who_takes_over(self):
        self.open_by('y', '^晚间日结$')
        field = self.app.find('text', re.compile('^人工清点'))
        self.app.fill('79', field)
        self.app.press('Return')
        self.app.find('button', re.compile('身份接班'))
        self.assertEqual(self.ask('SELECT counted, remaining FROM day_close'), [(79, 79)])
        self.app.press('Escape')
        self.app.wait(lambda: self.title_in_front() != '晚间日结', what='the window to go')

    def test_deputies_and_the_rules_of_the_house_have_named_controls(self):
        for words, title in (('neibu', '^内部规定$'), ('daili', '^代理人$')):
            self.open_palette(words)
            self.app.find('label', re.compile(title), within=self.app.find('list', '匹配项'))
            self.open_by('Return', title)
            self.app.press('Escape')
            self.app.wait(lambda: len(self.app.windows()) == 1, what='the dialog to go')


if __name__ == '__main__':
    unittest.main()
