# SPDX-License-Identifier: GPL-3.0-or-later
"""What is being typed outlives the program: a real kill -9 one second after the last key, for each kind of form, with real keys on
the real program in Chinese. What comes back comes quietly; what was saved is forgotten."""
import json
import re
import time
import unittest

from localdesk import CODE, LocalDesk, today


class Drafts(LocalDesk):
    SIZE = (1366, 900)

    def kill_a_second_later(self):
        time.sleep(1)
        self.assertEqual(self.app.criticals(), [])
        self.app.proc.kill()
        self.app.proc.wait()
        self.start_at_views()

    def drafts(self):
        return [kind for kind, in self.ask('SELECT kind FROM draft ORDER BY kind')]

    def wait_for_no_draft(self):
        self.app.wait(lambda: self.drafts() == [], what='no draft to be left')

    def bind(self, number):
        self.run_command('supervisor', 'stock.receive', 'point=总部', f'code={CODE}', 'first=04158820', 'last=04158899',
                         'handed_by=clerk2')
        self.run_command('clerk', 'request.approve', f'request={self.number(number)}')
        key = self.ask('SELECT key FROM request WHERE number = ?', self.number(number))[0][0]
        self.run_command('clerk', 'print.list', 'point=总部', 'requests=' + json.dumps([key]))

    def issue(self, number):
        self.bind(number)
        for sheet, name in self.ask("SELECT key, number FROM fapiao WHERE state = 'bound'"):
            self.run_command('clerk', 'fapiao.issue', f'fapiao={sheet}', f'code={CODE}', f'number={name}', f'date={today()}')

    def open_case(self, number):
        self.open_palette(self.number(number))
        self.app.find('label', re.compile(f'^{self.number(number)} ·'), within=self.app.find('list', '匹配项'))
        self.app.press('Return')
        self.app.wait(lambda: len(self.app.windows()) == 1, what='the palette to go')
        self.app.find('label', self.number(number))
        time.sleep(0.5)

    def field(self, name):
        return self.app.find(('text', 'entry'), re.compile('^' + name))

    def wait_for_text(self, name, text):
        self.app.wait(lambda: self.app.text_of(self.field(name)) == text, what=f'“{text}” in {name}')

    def wait_for_focus(self, name):
        self.app.wait(lambda: [node for node in self.app.all(state='focused') if any(up.name.startswith(name) for up in node.up())],
                      timeout=10, what=f'focus in {name}')

    def type(self, text):
        self.app.type_text(text, delay=0.1)

    def test_half_a_sheet_comes_back_and_an_issued_one_is_forgotten(self):
        self.bind('01')
        self.start_at_views()
        self.open_case('01')
        self.app.press('i')
        self.wait_for_focus('发票代码')
        self.type(CODE + '0415')
        self.app.fill('2026-03-01', self.field('票面日期'))
        self.app.fill('66578', self.field('校验码'))
        self.kill_a_second_later()
        self.open_case('01')
        for name, text in (('发票代码', CODE), ('发票号码', '0415'), ('票面日期', '2026-03-01'), ('校验码', '66578')):
            self.wait_for_text(name, text)
        self.assertEqual(self.state('01'), 'to_issue')
        sheet, net = self.ask("SELECT number, net FROM fapiao WHERE state = 'bound'")[0]
        self.app.type_text(f'01,04,{CODE},{sheet},{net // 100}.{net % 100:02},{today("%Y%m%d")},66578123456789012345,A1B2,', 0.002)
        self.app.press('Return')
        self.app.wait(lambda: self.state('01') == 'to_ship', what='the sheet to be issued')
        self.wait_for_no_draft()

    def test_half_a_waybill_comes_back_and_a_sent_one_is_forgotten(self):
        self.issue('01')
        self.start_at_views()
        self.open_case('01')
        self.app.press('i')
        self.wait_for_focus('运单号')
        self.type('SF12345')
        self.kill_a_second_later()
        self.open_case('01')
        self.wait_for_text('运单号', 'SF12345')
        self.app.click(self.field('运单号'))
        self.app.press('End')
        self.type('67890123')
        self.app.wait(lambda: self.state('01') == 'to_tell', what='the parcel to be sent')
        self.wait_for_no_draft()

    def test_what_was_set_aside_waits_for_its_caller_by_keys_alone(self):
        self.start_at_views()
        self.app.press('n')
        self.wait_for_focus('搜索来电账号')
        self.app.type_text('王小')
        self.app.press('ctrl+s')
        self.app.wait(lambda: self.ask("SELECT count(*) FROM draft WHERE kind = 'request' AND subject LIKE 'aside:%'") == [(1,)],
                      what='the form to be set aside')
        self.kill_a_second_later()
        self.app.press('n')
        self.app.find(role='list item', name=re.compile('^王小'))
        self.wait_for_text('搜索来电账号', '')
        self.app.press('alt+1')
        self.wait_for_text('搜索来电账号', '王小')
        self.assertEqual(self.ask("SELECT subject FROM draft WHERE kind = 'request'"), [('new',)])

    def test_words_of_the_review_come_back_each_to_its_own_case(self):
        self.start_at_views()
        self.open_case('02')
        self.app.press('r')
        self.app.find('button', re.compile('^驳回并通知'))
        self.app.press('3')
        message = self.app.find('text', re.compile('^给用户的通知'))
        proposed = self.app.text_of(message)
        self.app.click(message)
        self.app.press('ctrl+End')
        self.type(' please call')
        self.app.press('Escape')
        self.app.press('e')
        due = self.app.text_of(self.field('新期限'))
        self.app.press('Escape')
        self.open_case('03')
        self.app.press('e')
        self.app.fill('2031-01-0', self.field('新期限'))
        self.app.press('Escape')
        self.app.press('m')
        self.app.find('text', re.compile('本件备注'))
        self.type('the user calls back')
        self.kill_a_second_later()

        self.open_case('03')
        self.app.press('e')
        self.wait_for_text('新期限', '2031-01-0')
        self.app.press('Escape')
        self.app.press('m')
        self.wait_for_text('本件备注', 'the user calls back')
        self.app.press('ctrl+Return')
        self.app.wait(lambda: self.ask('SELECT text FROM note') == [('the user calls back',)], what='the note')
        self.app.wait(lambda: self.drafts() == ['reason.extend', 'reason.reject'], what='the note to be forgotten')

        self.open_case('02')
        self.app.press('m')
        time.sleep(0.5)
        self.assertEqual(self.app.text_of(self.field('本件备注')), '')
        self.app.press('Escape')
        self.app.press('e')
        self.wait_for_text('新期限', due)
        self.app.press('Escape')
        self.app.press('r')
        self.wait_for_text('给用户的通知', proposed + ' please call')
        self.app.press('ctrl+Return')
        self.app.wait(lambda: self.state('02') == 'rejected', what='the rejection')
        self.assertEqual(self.ask("SELECT count(*) FROM notice WHERE text = ?", proposed + ' please call'), [(1,)])
        self.app.wait(lambda: self.drafts() == ['reason.extend'], what='the rejection to be forgotten')

    def test_the_forms_of_a_return_come_back(self):
        self.issue('01')
        self.run_command('clerk', 'return.open', f'request={self.number("01")}', 'reason=退款')
        self.start_at_views()
        self.open_case('01')
        self.app.press('u')
        self.app.fill('0310021', self.field('票面代码'))
        self.app.click(self.app.show(name=re.compile('^放弃退票')))
        self.app.show(role='text', name=re.compile('^原因'))
        self.app.fill('changed his mind', self.field('原因'))
        self.kill_a_second_later()
        self.open_case('01')
        self.app.press('u')
        self.wait_for_text('票面代码', '0310021')
        self.app.click(self.app.show(role='text', name=re.compile('^原因')))
        self.wait_for_text('原因', 'changed his mind')
        self.app.press('Return')
        self.app.wait(lambda: self.state('01') == 'to_ship', what='the return to be given up')
        self.app.wait(lambda: 'form.return.cancel' not in self.drafts(), what='the draft to be forgotten')

    def test_the_count_of_the_evening_comes_back(self):
        self.issue('01')
        self.start_at_views()
        self.app.press('y')
        self.app.fill('78', self.field('人工清点'))
        self.app.fill('one is torn', self.field('差异原因'))
        self.kill_a_second_later()
        self.app.press('y')
        self.wait_for_text('人工清点', '78')
        self.wait_for_text('差异原因', 'one is torn')
        self.app.click(self.field('差异原因'))
        self.app.press('Return')
        self.app.find('label', re.compile('^再按一次'))
        self.app.press('Return')
        self.app.wait(lambda: self.ask('SELECT counted FROM day_close') == [(78,)], what='the close')
        self.wait_for_no_draft()


if __name__ == '__main__':
    unittest.main()
