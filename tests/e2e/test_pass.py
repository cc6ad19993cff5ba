# SPDX-License-Identifier: GPL-3.0-or-later
"""The second pass with real keys on the real program in Chinese: sheet, waybill, T; a scanner at full speed; the same by hand."""
import re
import unittest

from dragging import Drag
from second_pass import CODE, SecondPass


class Pass(SecondPass):
    COMMANDS = {           # of the clerk, on the office whose name a test has in its own; None: nothing is approved
        'budget': None,
        'same_recipient': ('recipient.correct', '02', 'recipient_name=王小明', 'recipient_mobile=13800138000',
                           'recipient_address=广东省深圳市南山区示例路 1 号示例大厦 8 层', 'reason=同一人'),
        'pickup': ('recipient.correct', '01', 'delivery=pickup', 'reason=自取'),
    }

    @property
    def KIND(self):
        return next((kind for kind in self.COMMANDS if kind in self.id()), SecondPass.KIND)

    def fill(self):
        if self.KIND == 'budget':
            return
        super().fill()
        if self.KIND in self.COMMANDS:
            command, number, *arguments = self.COMMANDS[self.KIND]
            self.run_command('clerk', command, f'request={self.number(number)}', *arguments)

    def approve_and_print(self):
        """A on case 07, then its print list, which is not counted."""
        self.open_case('07')
        self.key('a')
        self.wait_for_state('07', 'to_issue')
        self.app.wait(lambda: self.ask("SELECT 1 FROM command_log WHERE type = 'request.approve'"), 30, 'the end of the hold')
        self.app.press('l')
        self.app.find('button', re.compile('绑定并写出 1 件'))
        self.assertEqual(self.app.unlabelled(), [])
        self.app.press('Return')
        self.app.wait(lambda: self.ask("SELECT 1 FROM fapiao f JOIN request r ON r.key = f.request_key "
                                       "WHERE r.number LIKE '%000007'"), what='a number bound')
        self.app.find('label', re.compile('^F6'))
        self.app.find('label', re.compile(r'^1 张已写入 .*\.csv'))
        self.app.press('Escape')
        self.app.wait(lambda: len(self.app.windows()) == 1)

    def test_budget_a_scan_scan_t_takes_a_case_from_the_queue_to_told(self):
        self.approve_and_print()
        self.scan(self.qr('07'))
        self.scan('SF1234567890123')
        self.wait_for_state('07', 'to_tell')
        self.key('t')
        self.wait_for_state('07', 'done')
        self.assertEqual(self.keys_pressed, 2)

    def test_budget_typed_by_hand_takes_38_keys(self):
        self.approve_and_print()
        self.key('i')
        sheet = self.qr('07').split(',')[3]
        self.wait_for_focus('发票代码')
        self.type(CODE + sheet + 'SF1234567890123')
        self.wait_for_state('07', 'to_tell')
        self.key('t')
        self.wait_for_state('07', 'done')
        self.assertLessEqual(self.keys_pressed, 38)

    def test_the_text_of_the_code_may_be_typed_into_the_first_field(self):
        self.key('i')
        self.wait_for_focus('发票代码')
        self.type(self.qr('01'))
        self.key('Return')
        self.wait_for_state('01', 'to_ship')
        self.assertEqual(self.ask("SELECT check_code, qr_text IS NOT NULL FROM fapiao WHERE state = 'issued'"),
                         [('66578123456789012345', 1)])

    def test_escape_leaves_the_fields_and_the_step_and_keeps_what_was_typed(self):
        self.key('i')
        self.wait_for_focus('发票代码')
        self.type(CODE + '04')
        self.key('Escape')
        self.wait_for_focus('开票申请')
        self.key('j')
        self.app.wait(lambda: self.shown() != '01', what='another case')
        self.key('i')
        self.app.wait(lambda: self.shown() == '01', what='the case again')
        self.app.wait(lambda: self.app.text_of(self.app.find(('text', 'entry'), re.compile('^发票号码'))) == '04', what='what was typed')

    def test_the_tabs_of_the_queue_are_gone_round_by_the_keyboard(self):
        pressed = lambda: [n.name.split()[0] for n in self.app.all(('button', 'toggle button'), state='pressed')]
        self.app.press('j')                                 # in the list
        for keys, tab in (('ctrl+pgdn', '待复核'), ('ctrl+pgdn', '今日到期'), ('ctrl+pgup', '待复核'), ('ctrl+pgup', '待审'),
                          ('ctrl+pgup', '我的'), ('ctrl+pgup', '全部'), ('ctrl+pgdn', '我的')):
            self.app.press(keys)
            self.app.wait(lambda: pressed() == [tab], what=f'{tab}, it is {pressed()}')

    def test_scans_one_behind_the_other_wait_their_turn(self):
        self.scan(self.qr('01'))
        self.scan('SF1234567890123')
        self.wait_for_state('01', 'to_tell')

    def test_in_the_search_the_scan_leaves_the_text_as_it_was(self):
        entry = self.app.find('entry')
        self.app.click(entry)
        self.app.type_text('王小', delay=0.1)
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_ship')
        self.scan('SF1234567890123', enter=False)
        self.wait_for_state('01', 'to_tell')
        self.assertEqual(self.app.text_of(role='entry'), '王小')

    def test_in_the_list_no_letter_of_a_scan_is_a_shortcut(self):
        self.open_case('04')
        before = self.ask('SELECT number, state FROM request ORDER BY number')
        self.scan('rejectapprove,ae')
        self.app.find('label', '这不是发票、面单或申请单。')
        self.assertEqual(self.ask('SELECT number, state FROM request ORDER BY number'), before)
        self.assertEqual(len(self.app.windows()), 1)

    def test_over_the_reasons_of_a_rejection_the_scan_counts_and_nothing_is_rejected(self):
        self.open_case('04')
        self.key('r')
        self.app.find('list item', re.compile('^1 '))
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_ship')
        self.assertEqual(self.state('04'), 'review')
        self.app.gone(role='list item', name=re.compile('^1 '))

    def test_over_the_palette_a_scan_is_text_and_its_enter_chooses(self):
        self.app.press('ctrl+k')
        self.app.wait(lambda: len(self.app.windows()) == 2)
        self.scan(f'KP{self.month()}-000004')
        self.app.wait(lambda: self.shown() == '04')
        self.app.wait(lambda: len(self.app.windows()) == 1)

    def test_a_wrong_amount_stays_red_and_never_passes(self):
        self.scan(self.qr('01', more=100))
        self.app.find('label', '此张发票不能开具。')
        self.scan(self.qr('02'))
        self.scan(self.qr('01'))
        self.app.find('label', '此张发票不能开具。')
        self.app.press('Return')
        self.app.gone(role='label', name='此张发票不能开具。')
        self.scan(self.qr('03'))                              # one scan after the other: those before it are done with
        self.app.find('label', '是否属实？')
        self.assertEqual([self.state(number) for number in ('01', '02', '03')], ['to_issue'] * 3)

    def test_a_cent_of_rounding_passes_with_one_key(self):
        self.scan(self.qr('01', more=1))
        self.app.find('label', '是否属实？')
        self.key('Return')
        self.wait_for_state('01', 'to_ship')

    def test_another_number_names_its_case_when_the_slip_said_whose_it_is(self):
        self.scan(f'KP{self.month()}-000001')
        self.app.wait(lambda: self.app.all('label', re.compile('^KP.*000001$')))
        self.scan(self.qr('03'))
        self.app.find('label', '此张发票属于另一申请。')
        self.app.find('label', re.compile('000003'))
        self.app.press('Escape')
        self.assertEqual(self.state('03'), 'to_issue')

    def test_the_newest_picture_is_of_the_last_sheet(self):
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_ship')
        self.app.find('label', re.compile('^还没有照片'), timeout=20)     # who photographs the sheet sees that it is issued
        with open(self.watched + '/1.jpg', 'wb') as file:
            file.write(b'\xff\xd8\xff\xe0' + bytes(600))
        self.app.wait(lambda: self.ask('SELECT 1 FROM fapiao WHERE photo IS NOT NULL'), what='the photo')
        photos = self.ask('SELECT photo FROM fapiao WHERE photo IS NOT NULL')
        with open(self.watched + '/2.txt', 'wb') as file:
            file.write(b'no picture')
        self.app.find('label', '该文件的内容不是 JPEG、PNG 或 PDF，与扩展名无关。')
        self.assertEqual(self.ask('SELECT photo FROM fapiao WHERE photo IS NOT NULL'), photos)

    def test_a_picture_dragged_from_the_file_manager_belongs_to_the_sheet_R18(self):
        path = self.session.dir + '/相片 1.jpg'
        with open(path, 'wb') as file:
            file.write(b'\xff\xd8\xff\xe0' + bytes(600))
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_ship')
        missing = self.app.show(self.app.find('label', re.compile('^还没有照片'), visible=None, timeout=20))
        head = self.app.find('button', '新开票申请')
        with Drag(self.session, path) as drag:
            self.assertFalse(drag.over(self.app.windows()[-1], *self.app.place(head)))
            self.assertTrue(drag.over(self.app.windows()[-1], *self.app.place(missing)))
            self.assertTrue(drag.drop())
        self.app.wait(lambda: self.ask('SELECT 1 FROM fapiao WHERE photo IS NOT NULL'), what='the photo')
        self.app.gone(role='label', name=re.compile('^还没有照片'))

    def test_same_recipient_waits_and_goes_into_one_parcel(self):
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_ship')
        self.scan(f'KP{self.month()}-000003')
        self.scan(self.qr('03'))
        self.app.find('label', '是否属实？')
        self.key('Return')
        self.wait_for_state('03', 'to_ship')
        self.scan(self.qr('02'))
        self.wait_for_state('02', 'to_ship')
        self.app.find('label', re.compile('^同一收件人另有 1 件待寄出'))
        self.key('g')
        self.scan('SF1234567890123')
        self.wait_for_state('01', 'to_tell')
        self.assertEqual([self.state('02'), self.state('03')], ['to_tell', 'to_ship'])
        self.assertEqual(self.ask('SELECT count(*) FROM parcel'), [(1,)])
        self.key('t')
        self.wait_for_state('01', 'done')
        self.wait_for_state('02', 'done')

    def test_pickup_is_laid_ready_and_told_with_t(self):
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_pickup')
        self.key('t')
        self.wait_for_state('01', 'to_tell')
        ready = re.compile('备好待自取')              # what a newer GTK calls by the label beside it
        self.app.wait(lambda: self.app.all('label', ready, visible=False) or self.app.all('label', text=ready, visible=False))
        self.key('t')
        self.wait_for_state('01', 'done')
        self.assertEqual(self.ask('SELECT method, waybill FROM parcel'), [('pickup', None)])

    def test_a_waybill_is_used_once(self):
        self.scan(self.qr('01'))
        self.scan('SF1234567890123')
        self.wait_for_state('01', 'to_tell')
        self.scan(self.qr('02'))
        self.wait_for_state('02', 'to_ship')
        self.scan('SF1234567890123')
        self.app.find('label', '此信封不能使用这张面单。')
        self.assertEqual(self.state('02'), 'to_ship')

    def test_a_wrong_number_by_hand_is_said_at_the_field(self):
        self.key('i')
        self.wait_for_focus('发票代码')
        self.type(CODE + '04158822')
        self.app.find('label', re.compile('04158822.*000003|000003.*04158822'))
        self.wait_for_focus('发票号码')
        self.assertEqual(self.state('01'), 'to_issue')
        self.assertEqual(self.app.unlabelled(), [])


if __name__ == '__main__':
    unittest.main()
