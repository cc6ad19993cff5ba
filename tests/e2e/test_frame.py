# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of the program, with real keys in Chinese: what is there before any case is opened, and how it ends."""
import os
import re
import subprocess
import tempfile
import unittest

from gtkdrive import App, Session

PROGRAM = os.environ['VAS_BUILD_ROOT'] + '/src/app/vasdesk'


class Frame(unittest.TestCase):
    def setUp(self):
        self.session = self.enterContext(Session(size=(1366, 768)))
        self.replica = self.enterContext(tempfile.TemporaryDirectory())
        self.addCleanup(lambda: self.assertEqual(self.app.criticals(), []))
        self.start()

    def start(self, *arguments):
        self.app = App(self.session).start([PROGRAM, '--replica', self.replica, *arguments])
        self.app.find('list item', re.compile('^开票'))

    def title_in_front(self):
        return self.app.windows()[-1][1]

    def open_by(self, keys, title):
        self.app.press(keys)
        self.app.wait(lambda: self.title_in_front() == title, what=f'“{title}”')
        self.assertEqual(self.app.unlabelled(), [])

    def close_by(self, keys):
        title = self.title_in_front()
        self.app.press(keys)
        self.app.wait(lambda: self.title_in_front() != title, what=f'“{title}” to go')

    def test_every_control_of_the_window_has_a_name(self):
        self.assertEqual(self.app.unlabelled(), [])

    def test_views_that_do_not_exist_are_not_shown(self):
        names = [n.name.split()[0] for n in self.app.all('list item', within=self.app.find('list', '视图'))]
        self.assertEqual(names, ['开票', '操作记录', '个人信息'])

    def test_preferences_open_and_keep_what_is_set(self):
        self.open_by('ctrl+comma', '首选项')
        self.app.fill('三号台', role='text', name=re.compile('^工位名称'))
        self.close_by('Escape')
        self.app.find('label', '三号台')

    def test_every_page_of_the_preferences_has_named_controls(self):
        self.open_by('ctrl+comma', '首选项')
        for page in ('扫码与拍照', '打印清单'):
            self.app.click(name=page, role=('toggle button', 'radio button', 'tab', 'button'))
            self.assertEqual(self.app.unlabelled(), [])

    def test_a_column_of_the_print_list_moves_down_and_keeps_the_focus(self):
        self.open_by('ctrl+comma', '首选项')
        self.app.click(name='打印清单', role=('toggle button', 'radio button', 'tab', 'button'))
        rows = lambda: [n.name for n in self.app.all('button', re.compile('^下移'))]
        before = rows()
        self.app.click(role='button', name='下移“申请号”')
        self.app.wait(lambda: rows()[:2] == before[1::-1])
        self.app.press('space')
        self.app.wait(lambda: rows()[:3] == [before[1], before[2], before[0]])

    def test_palette_finds_by_initials_of_pinyin_and_enter_does_it(self):
        self.open_by('ctrl+k', '查找操作')
        self.app.type_text('zzzz')
        self.app.find('label', '没有匹配项')
        self.app.press('ctrl+a')
        self.app.type_text('sxx')
        self.app.find('label', '首选项')
        self.app.press('Return')
        self.app.wait(lambda: self.title_in_front() == '首选项', what='the preferences')

    def test_escape_closes_the_palette(self):
        self.open_by('ctrl+k', '查找操作')
        self.close_by('Escape')

    def test_rules_are_found_by_clause(self):
        self.open_by('F1', '规则')
        self.app.type_text('4.8(2)')
        self.app.wait(lambda: [n.name for n in self.app.all('label', re.compile(r'^R\d+$'))] == ['R16'])
        self.close_by('Escape')

    def test_question_mark_opens_the_shortcuts_but_not_inside_a_field(self):
        self.app.click(role='entry')
        self.app.press('?')
        self.assertEqual(len(self.app.windows()), 1)
        self.app.click(role='list item', name=re.compile('^开票'))
        self.app.press('?')
        self.app.wait(lambda: len(self.app.windows()) == 2, what='the shortcuts')

    def test_the_activity_is_in_the_list_of_keys_and_its_key_opens_it(self):
        self.app.click(role='list item', name=re.compile('^开票'))
        self.app.press('?')
        self.app.wait(lambda: len(self.app.windows()) == 2, what='the shortcuts')
        self.assertIn('操作记录', [n.name for n in self.app.all('label') if n.clip])
        self.app.press('Escape')
        self.app.wait(lambda: len(self.app.windows()) == 1, what='the shortcuts to go')
        self.app.press('ctrl+6')
        self.app.find('entry', '单号', state='focused')

    def test_the_keys_fit_the_screen_in_parts_that_keys_turn(self):
        self.app.click(role='list item', name=re.compile('^开票'))
        self.open_keys()
        self.assertLessEqual(self.app.windows()[-1][5], 740)
        self.app.press('Tab')
        self.app.press('space')
        self.app.wait(lambda: self.app.all('label', '案件'), what='the choice of parts')
        self.app.press('Down')
        self.app.press('Return')
        self.app.wait(lambda: self.shown_keys('交接清单'), what='the second part')
        self.assertFalse(self.shown_keys('查找操作、申请或账户'))
        self.app.press('Escape')
        self.app.wait(lambda: len(self.app.windows()) == 1, what='the shortcuts to go')
        self.open_keys()

    def open_keys(self):
        """They open at the first part, whatever was looked at last."""
        self.app.press('?')
        self.app.wait(lambda: len(self.app.windows()) == 2, what='the shortcuts')
        self.app.wait(lambda: self.shown_keys('个人信息'), what='the first part')
        self.app.wait(lambda: not self.shown_keys('交接清单'), what='the second part to be hidden')

    def shown_keys(self, title):
        keys = self.app.find(('frame', 'panel'), state='modal')         # GTK 4.18 calls it a panel, and by no name
        return [n for n in self.app.all('label', title, within=keys) if n.clip]

    def test_the_palette_finds_tabs_and_parts_by_every_name(self):
        for words, title, shown in (('daishen', '队列：待审', '^待审'), ('dfh', '队列：待复核', '^待复核'), ('to ship', '队列：待寄出', '^待寄出'),
                                    ('退票', '队列：退票', '^退票')):
            self.open_by('ctrl+k', '查找操作')
            self.app.type_text(words)
            self.app.wait(lambda: self.app.all('label', title), what=title)
            first = [n for n in self.app.all('list item', within=self.app.find('list', '匹配项'))][0]
            self.assertEqual([n.name for n in self.app.all('label', within=first)][0], title)
            self.app.press('Return')
            self.app.wait(lambda: [n for n in self.app.all(('button', 'toggle button'), re.compile(shown), state='pressed')], what=shown)
        self.open_by('ctrl+k', '查找操作')
        self.app.type_text('outbox')
        self.app.find('label', '操作记录：发件箱')
        self.app.press('Return')
        self.app.wait(lambda: self.app.all('list item', re.compile('^操作记录'), state='selected'), what='the activity')

    def test_the_first_line_of_the_palette_is_seen_whole(self):
        self.open_by('ctrl+k', '查找操作')
        self.app.find('list item', within=self.app.find('list', '匹配项'))
        for words in ('', 'a'):
            self.app.type_text(words)
            self.app.wait(lambda: self.first_is_whole(), what='the first line')

    def test_a_click_in_the_palette_opens_and_the_pointer_alone_chooses_nothing(self):
        self.open_by('ctrl+k', '查找操作')
        self.app.click(role='label', name='转到个人信息', within=self.app.find('list', '匹配项'))
        self.app.find('list item', '个人信息', state='selected')
        self.open_by('ctrl+k', '查找操作')          # the pointer lies on the line that it clicked
        self.app.type_text('a')
        self.app.wait(lambda: self.first_is_whole(), what='the first line')

    def first_is_whole(self):
        lines = self.app.all('list item', within=self.app.find('list', '匹配项'))
        return lines and 'selected' in lines[0].states and lines[0].clip and lines[0].clip[3] == lines[0].rect[3]

    def test_slash_goes_to_the_search(self):
        self.app.click(role='list item', name=re.compile('^开票'))
        self.app.press('/')
        self.app.find('entry', state='focused')

    def test_keys_go_on_where_the_queue_is_empty(self):
        self.app.find('label', '这里没有待办')
        for _ in range(2):                # from the start, and after the search gave the focus back
            self.app.press('/')
            self.app.find('entry', state='focused')
            self.app.press('Escape')
        self.app.press('ctrl+6')
        self.app.find('entry', '单号', state='focused')
        self.app.press('ctrl+2')
        self.app.press('?')
        self.app.wait(lambda: len(self.app.windows()) == 2, what='the shortcuts')

    def test_closing_the_second_window_leaves_the_first(self):
        self.app.press('ctrl+n')
        self.app.wait(lambda: len(self.app.windows()) == 2)
        self.app.press('ctrl+w')
        self.app.wait(lambda: len(self.app.windows()) == 1)
        self.assertIsNone(self.app.proc.poll())

    def test_about_opens_from_the_palette(self):
        self.open_by('ctrl+k', '查找操作')
        self.app.type_text('guanyu')     # as fast as a scanner: it is the field's all the same, its Enter too
        self.app.press('Return')
        self.app.find('label', '0.1.0')

    def test_second_launch_raises_the_first(self):
        done = subprocess.run([PROGRAM, '--replica', self.replica, '--search', '示例'], env=self.session.env,
                              capture_output=True, text=True, timeout=20, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertEqual(len(self.app.windows()), 1)
        self.app.wait(lambda: self.app.text_of(role='entry') == '示例')

    def test_records_in_use_can_be_looked_at_and_opened_when_they_are_free(self):
        with Session() as other:
            app = App(other).start([PROGRAM, '--replica', self.replica])
            app.find('label', '数据正在使用中')
            app.click(role='button', name=re.compile('^只读打开'))
            app.find('label', re.compile('只读方式打开'))
            app.click(role='button', name=re.compile('^尝试可写打开'))
            app.find('label', '数据正在使用中')
            self.app.press('ctrl+q')
            self.app.proc.wait(10)
            app.click(role='button', name=re.compile('^重试'))
            app.find('list item', re.compile('^开票'))
            app.press('ctrl+q')
            self.assertEqual(app.proc.wait(10), 0)
            self.assertEqual(app.criticals(), [])

    def test_quit_ends_with_status_0(self):
        self.app.press('ctrl+q')
        self.assertEqual(self.app.proc.wait(10), 0)

    def test_closing_the_window_ends_with_status_0(self):
        self.assertEqual(self.app.quit(), 0)

    def test_term_signal_ends_with_status_0(self):
        self.app.proc.terminate()
        self.assertEqual(self.app.proc.wait(10), 0)


class Place(unittest.TestCase):
    """What the window was at its end it is at the next start: size, maximised, pane, density, view."""

    def setUp(self):
        self.session = self.enterContext(Session(size=(1366, 768)))
        self.replica = self.enterContext(tempfile.TemporaryDirectory())
        subprocess.run([os.environ['VAS_BUILD_ROOT'] + '/tests/support/seed-desk', self.replica,
                        os.environ['VAS_SOURCE_ROOT'] + '/tests/data/cn-calendar.csv'], check=True)
        folder = self.session.dir + '/config/glib-2.0/settings'
        os.makedirs(folder)
        self.keyfile = folder + '/keyfile'
        with open(self.keyfile, 'w', encoding='utf-8') as file:
            file.write('[org/vasdesk/Vasdesk]\nwindow-width=1210\nwindow-height=690\ninvoices-pane-position=500\n')
        self.addCleanup(lambda: self.assertEqual(self.app.criticals(), []))

    def start(self):
        self.app = App(self.session).start([PROGRAM, '--replica', self.replica, '--as', 'clerk'], env={'GSETTINGS_BACKEND': 'keyfile'})
        self.app.find('list item', re.compile('^开票'))

    def again(self):
        self.assertEqual(self.app.quit(), 0)
        self.start()

    def kept(self):
        with open(self.keyfile, encoding='utf-8') as file:
            return dict(line.strip().split('=', 1) for line in file if '=' in line)

    def frame(self):
        return tuple(self.app.find('frame').rect[2:])

    def wait_for_frame(self, size, border=0):
        self.app.wait(lambda: all(0 <= due - now <= border for due, now in zip(size, self.frame())), what=f'{size}, it is {self.frame()}')

    def queue(self):
        """Width of the queue, and how far its lines stand apart."""
        queue = self.app.find('list', '开票申请')
        self.app.find('list item', within=queue, nth=1)
        first, second = self.app.all('list item', within=queue)[:2]
        return queue.rect[2], second.rect[1] - first.rect[1]

    def test_size_and_maximised(self):
        self.start()
        self.wait_for_frame((1210, 690), border=10)  # drawn by GTK where nothing composes the screen, and counted in the size
        usual = self.frame()
        self.app.click(role='button', name='最大化')
        self.app.wait(lambda: self.frame()[0] > 1300, what='the whole screen')
        whole = self.frame()
        self.again()
        self.wait_for_frame(whole)
        self.assertEqual(self.kept()['window-maximized'], 'true')
        self.app.click(role='button', name=re.compile('^(还原|向下还原|最大化|恢复)'))
        self.wait_for_frame(usual)
        self.again()
        self.wait_for_frame(usual)

    def give_lines_their_padding(self):
        """Which is what a density is, and which the screen takes away under newer GTKs (gtksession.py)."""
        path = self.session.dir + '/config/gtk-4.0/gtk.css'
        if os.path.exists(path):
            with open(path, 'w', encoding='utf-8') as file:
                file.write('*:not(slider):not(row) { padding: 0; border-width: 0; }')

    def test_pane_density_and_view(self):
        self.give_lines_their_padding()
        self.start()
        width, height = self.queue()
        self.app.press('F8')
        for _ in range(5):
            self.app.press('Right')
        self.app.press('Return')
        self.app.wait(lambda: self.queue()[0] > width, what='a wider queue')
        wider = self.queue()[0]
        self.app.press('ctrl+k')
        self.app.type_text('compact rows')
        self.app.press('Return')
        self.app.wait(lambda: self.queue()[1] < height, what='lower lines')
        lower = self.queue()[1]
        self.again()
        self.app.wait(lambda: self.queue() == (wider, lower), what='the queue as it was')
        self.app.press('ctrl+6')
        self.app.find('entry', '单号', state='focused')
        self.again()
        self.app.find('list item', re.compile('^操作记录'), state='selected')
        self.app.find('entry', '单号')


class CommandLine(unittest.TestCase):
    def run_program(self, *arguments):
        return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=20, check=False,
                              env={**os.environ, 'LC_ALL': 'C.UTF-8', 'DBUS_SESSION_BUS_ADDRESS': ''})

    def test_version(self):
        done = self.run_program('--version')
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, r'^vasdesk \d+\.\d+\.\d+\n$')

    def test_a_view_that_does_not_exist_is_wrong_use(self):
        done = self.run_program('--view=nowhere')
        self.assertEqual((done.returncode, done.stderr), (2, 'vasdesk: there is no view “nowhere”\n'))


if __name__ == '__main__':
    unittest.main()
