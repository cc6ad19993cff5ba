# SPDX-License-Identifier: GPL-3.0-or-later
"""With a Chinese input method switched on: a scanner at full speed with the focus anywhere, letters in the queue, Chinese in fields."""
import re
import time
import unittest

import input_method
from second_pass import CODE, SecondPass

REASON = input_method.why_not()


@unittest.skipIf(REASON, REASON)
class InputMethod(SecondPass):
    ENV = input_method.ENV

    def prepare(self):
        input_method.switch_on(self.session)

    def search(self):
        return self.app.text_of(self.app.find('entry', '搜索开票申请'))

    def test_over_the_queue_sheet_and_waybill_are_taken_with_enter_and_without(self):
        self.open_case('04')
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_ship')
        self.scan('SF1234567890123', enter=False)
        self.wait_for_state('01', 'to_tell')
        self.scan(self.qr('02'), enter=False)
        self.wait_for_state('02', 'to_ship')
        self.scan('SF1234567890124')
        self.wait_for_state('02', 'to_tell')
        self.assertEqual([self.state('04'), self.state('05')], ['review', 'review'])

    def test_letters_act_over_the_queue(self):
        self.open_case('07')
        self.key('e')
        self.app.find('label', re.compile('^延长 '))
        self.key('Escape')
        self.key('r')
        self.app.find('label', re.compile('^驳回 '))
        self.key('Escape')
        self.key('a')
        self.wait_for_state('07', 'to_issue')

    def test_in_the_search_half_typed_pinyin_does_not_spoil_the_scan(self):
        self.app.press('ctrl+f')
        self.wait_for_focus('搜索开票申请')
        self.type('nihao')
        self.key('space')
        self.app.wait(lambda: self.search() == '你好', what='你好')
        self.type('shen')
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_ship')
        self.assertEqual(self.search(), '你好')
        self.type('ha')
        self.scan('SF1234567890123', enter=False)
        self.wait_for_state('01', 'to_tell')
        time.sleep(0.3)
        self.assertEqual(self.search(), '你好')

    def test_in_the_fields_of_the_sheet_a_scan_is_no_typing(self):
        self.key('i')
        self.wait_for_focus('发票代码')
        self.type(CODE[:3])
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_ship')
        self.key('w')
        self.scan('SF1234567890123')
        self.wait_for_state('01', 'to_tell')

    def test_over_the_reasons_of_a_rejection_the_scan_counts_and_nothing_is_rejected(self):
        self.open_case('04')
        self.key('r')
        self.app.find('list item', re.compile('^1 '))
        self.key('Tab')
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_ship')
        self.assertEqual(self.state('04'), 'review')

    def test_over_the_palette_no_letter_of_a_scan_is_lost(self):
        self.app.press('ctrl+k')
        self.app.wait(lambda: len(self.app.windows()) == 2)
        self.type('pizh')
        self.scan(f'KP{self.month()}-000004')
        self.app.find('label', re.compile('^KP.*-000004 · '))

    def test_in_the_form_of_a_request_chinese_is_typed_and_a_scan_is_whole(self):
        self.key('n')
        self.app.find('label', '新开票申请')
        self.app.click(self.app.find('button', '企业') if self.app.all('button', '企业') else self.app.find(name='企业'))
        field = self.app.find(('text', 'entry'), re.compile('^发票抬头'))
        self.app.click(field)
        self.type('shenzhen')
        self.key('space')
        self.app.wait(lambda: self.app.text_of(self.app.find(('text', 'entry'), re.compile('^发票抬头'))) == '深圳', what='深圳')
        field = self.app.find(('text', 'entry'), re.compile('^税号'))
        self.app.click(field)
        self.scan('91440300MA5EXAMP1F')
        self.app.wait(lambda: self.app.text_of(self.app.find(('text', 'entry'), re.compile('^税号'))) == '91440300MA5EXAMP1F',
                      what='the whole id')

    def stays(self, read, text):
        """It is so, and is so still when whatever was late has come."""
        self.app.wait(lambda: read() == text, what=text)
        end = time.monotonic() + 1
        while time.monotonic() < end:
            self.assertEqual(read(), text)
            time.sleep(0.1)

    def test_what_it_hands_back_late_tears_no_scan_and_leaves_nothing_behind(self):
        self.app.press('ctrl+f')
        self.wait_for_focus('搜索开票申请')
        for end, waybill in (('01', 'SF1234567890123'), ('02', 'SF1234567890124')):
            with input_method.asleep(self.session):
                self.scan(self.qr(end), enter=end == '01')
                time.sleep(0.3 if end == '01' else 0)           # after the scan has ended, and in its midst
            self.wait_for_state(end, 'to_ship')
            with input_method.asleep(self.session):
                self.scan(waybill, enter=False)
            self.wait_for_state(end, 'to_tell')
            self.stays(self.search, '')
        self.type('nihao')
        self.key('space')
        self.stays(self.search, '你好')

    def test_what_it_hands_back_late_is_no_part_of_a_field(self):
        self.key('n')
        self.app.find('label', '新开票申请')
        self.app.click(self.app.find('button', '企业') if self.app.all('button', '企业') else self.app.find(name='企业'))
        self.app.click(self.app.find(('text', 'entry'), re.compile('^税号')))
        with input_method.asleep(self.session):
            self.scan('91440300MA5EXAMP1F')
            time.sleep(0.3)
        self.stays(lambda: self.app.text_of(self.app.find(('text', 'entry'), re.compile('^税号'))), '91440300MA5EXAMP1F')


if __name__ == '__main__':
    unittest.main()
