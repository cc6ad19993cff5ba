# SPDX-License-Identifier: GPL-3.0-or-later
"""The first pass over the queue, with real keys on the real program in Chinese: open, approve, undo, reject, extend, several."""
import re
import unittest

from localdesk import LocalDesk


class Review(LocalDesk):
    COUNT = (12,)

    def setUp(self):
        super().setUp()
        self.addCleanup(lambda: self.assertEqual(self.app.criticals(), []))
        self.start('clerk')

    def start(self, login):
        super().start(login)
        self.wait_for_count('待审', 12)

    def count_states(self):
        return dict(self.ask('SELECT state, count (*) FROM request GROUP BY 1'))

    def claimed(self):
        return [row[0][-2:] for row in self.ask('SELECT number FROM request WHERE claimed_by IS NOT NULL ORDER BY number')]

    def test_j_opens_and_claims_and_every_control_has_a_name(self):
        self.keys('j')
        self.wait_for_case('01')
        self.app.find('label', '核对结果：可以批准')
        self.wait_for_count('我的', 1)
        self.assertEqual(self.app.unlabelled(), [])

    def test_a_approves_opens_the_next_and_ctrl_z_brings_it_back(self):
        self.open_case('01')
        self.keys('a')
        self.wait_for_case('02')
        self.wait_for_count('待审', 11)
        self.wait_for_count('待开票', 1)
        self.keys('ctrl+z')
        self.wait_for_count('待审', 12)
        self.wait_for_case('01')

    def test_r_number_enter_rejects_with_the_failed_rule_first(self):
        self.open_case('04')
        self.app.find('label', '核对结果：不能批准')
        self.keys('r')
        first = self.app.find('list item', re.compile('^1 '))
        self.assertIn('§4.8(2)', first.name)
        self.keys('1', 'Return')
        self.wait_for_case('05')
        self.wait_for_count('待审', 11)

    def test_e_number_enter_extends_and_the_queue_says_so(self):
        self.open_case('02')
        self.keys('e', '1', 'Return')
        self.wait_for_case('03')
        self.app.find('label', re.compile('已延期'))
        self.wait_for_count('待审', 12)

    def test_a_refused_by_a_rule_changes_nothing_and_says_why(self):
        self.open_case('06')
        self.keys('a')
        self.app.find('label', re.compile(r'^§4\.8\(1\)：订单 .*：申请'))
        self.assertEqual(self.shown(), '06')
        self.assertEqual(self.count('待审'), 12)

    def test_what_must_be_confirmed_needs_a_second_a(self):
        self.open_case('05')
        self.app.find('label', '核对结果：请确认')
        self.keys('a')
        self.app.find('label', '再按 A 确认')
        self.assertEqual(self.shown(), '05')
        self.keys('a')
        self.app.wait(lambda: self.shown() != '05', what='the next case')
        self.wait_for_count('待审', 11)

    def test_letters_of_a_scan_act_nothing_nor_do_any_until_it_is_acknowledged(self):
        self.open_case('01')
        self.app.type_text('ARREAWEJK')
        self.app.find('label', '这不是发票、面单或申请单。')
        self.keys('a', 'a', 'Return')
        self.app.gone(role='label', name='这不是发票、面单或申请单。')
        self.assertEqual(self.shown(), '01')
        self.assertEqual(self.count_states(), {'review': 12})
        self.keys('a')
        self.wait_for_count('待审', 11)

    def go_to_side_bar(self):
        """Where a look at who one is leaves the focus."""
        self.app.click(role='button', name=re.compile('^当前操作人'))
        self.app.find('label', '当前由谁操作？')
        self.keys('Escape')
        self.app.wait(lambda: self.app.all(('button', 'toggle button'), re.compile('^当前操作人'), state='focused'), what='the focus in the side bar')

    def test_letters_act_while_the_side_bar_has_the_focus(self):
        self.open_case('01')
        self.go_to_side_bar()
        self.keys('j')
        self.wait_for_case('02')
        self.go_to_side_bar()
        self.keys('a')
        self.wait_for_case('03')
        self.wait_for_count('待审', 11)
        self.keys('ctrl+6')
        self.go_to_side_bar()
        self.keys('a', 'j', 'ctrl+2')
        self.app.find('list item', re.compile('^开票'), state='selected')
        self.assertEqual(self.count_states(), {'review': 11, 'to_issue': 1})
        self.assertEqual(self.shown(), '03')

    def test_letters_in_a_field_are_text(self):
        self.open_case('01')
        self.keys('ctrl+f', 'a', 'a', 'r')
        self.app.wait(lambda: self.app.text_of(role='entry', name='搜索开票申请') == 'aar', what='the letters in the field')
        self.assertEqual(self.count_states(), {'review': 12})
        self.keys('ctrl+a', 'BackSpace')
        self.wait_for_count('待审', 12)

    def test_search_without_a_match_offers_to_clear_it(self):
        self.keys('ctrl+f')
        self.app.type_text('zzz')
        self.app.find('label', '没有匹配的申请')
        self.app.click(role='button', name=re.compile('清除搜索'))
        self.app.find('label', '示例科技（深圳）有限公司')

    def test_search_finds_by_title(self):
        self.keys('ctrl+f')
        self.app.type_text('深圳')
        self.app.wait(lambda: not self.app.all('label', '上海示例信息技术有限公司'), what='only the match')
        self.keys('Return')
        self.wait_for_case('02')

    def test_several_are_approved_at_once_and_refusals_are_listed_with_reasons(self):
        self.open_case('01')
        self.keys('shift+j', 'shift+j', 'shift+j')
        self.app.find('label', '已选 4 件')
        self.keys('a')
        self.app.find('label', re.compile('1 件未办理'))
        self.app.find('label', re.compile('4.8.2'))
        self.keys('Escape')
        self.wait_for_count('待审', 9)
        self.keys('ctrl+z')
        self.wait_for_count('待审', 12)

    def test_of_several_it_is_said_what_each_came_to_and_who_waits_for_the_supervisor(self):
        self.open_case('01')
        self.keys(*['shift+j'] * 7)
        self.app.find('label', '已选 8 件')
        self.keys('a')
        self.app.find('label', '已批准 4 件 · 1 件待主管复核 · 1 件待确认 · 2 件未办理', visible=None)
        self.app.find('list item', re.compile('000008 · .*，待主管复核：'))
        self.keys('alt+l')
        self.app.find('label', '4 件已办理。 1 件待主管复核。 3 件未办理。')
        self.assertEqual(self.app.unlabelled(), [])
        self.keys('Escape')
        self.wait_for_count('待复核', 1)

    def test_another_clerk_sees_whose_case_it_is_and_the_supervisor_takes_it_over(self):
        self.open_case('01')
        self.wait_for_count('我的', 1)
        self.app.quit()
        self.start('supervisor')
        self.open_case('01')
        self.app.find('label', re.compile('^林开票正在办理本件'))
        self.app.click(role='button', name=re.compile('接手'))
        self.wait_for_count('我的', 1)
        self.app.gone(role='label', name=re.compile('^林开票正在办理本件'))

    def test_what_another_must_approve_is_not_claimed_by_looking_at_it(self):
        self.app.quit()
        self.run_command('clerk', 'request.correct', 'request=' + self.number('01'), 'caller_note=再来电')
        self.start('clerk')
        self.open_case('01')
        self.app.find('label', re.compile('^本申请由.*录入，须由他人审核'))
        self.keys('j')
        self.wait_for_case('02')
        self.wait_for_count('我的', 1)
        self.assertEqual(self.claimed(), ['02'])

    def test_the_palette_opens_a_request_and_acts_on_it(self):
        self.open_palette('深圳')
        self.app.find('label', re.compile('^KP.*-000002 · 示例科技'))
        self.keys('Return')
        self.wait_for_case('02')
        self.open_palette('批准')
        self.app.find('label', 'A')
        self.keys('Return')
        self.wait_for_case('03')

    def test_a_note_is_kept_on_the_case(self):
        self.open_case('03')
        self.keys('m')
        self.app.type_text('用户会再来电')
        self.keys('ctrl+Return')
        self.app.find('label', '备注与投诉', visible=None)
        self.assertEqual(self.shown(), '03')


if __name__ == '__main__':
    unittest.main()
