# SPDX-License-Identifier: GPL-3.0-or-later
"""The staff from two desks with real keys: somebody new signs in, gets other roles, is switched off and is out (R30)."""
import os
import re
import time
import unittest

from gtkdrive import App, Session
from vasserver import PASSWORD, Server

BUILD = os.environ['VAS_BUILD_ROOT']
NEW = 'another good password'


class People(unittest.TestCase):
    def open(self, login, password=PASSWORD, session=None):
        """A desk of its own computer, or one that was begun before, signed in."""
        session = session or self.enterContext(Session(size=(1366, 768)))
        app = App(session).start([f'{BUILD}/src/app/vasdesk', '--server', self.server.uri])
        app.find('label', '登录')
        app.fill(login, role='text', name=re.compile('^登录名'))
        app.press('Tab')
        app.type_text(password)
        app.press('Return')
        self.addCleanup(lambda: self.assertEqual(app.criticals(), []))
        return app

    def setUp(self):
        self.server = self.enterContext(Server())
        self.boss = self.open('root')
        self.boss.find('label', '已同步')

    def palette(self, app, keys, title):
        before = len(app.windows())
        app.press('ctrl+k')
        app.wait(lambda: len(app.windows()) > before, what='the palette')
        app.type_text(keys)
        app.find('label', re.compile(f'^{title}'), within=app.find('list', '匹配项'))
        app.press('Return')

    def open_staff(self, app):
        self.palette(app, 'yuangong', '员工')
        app.find(('text', 'entry'), '搜索员工')

    def front(self, app, title):
        app.wait(lambda: app.windows()[-1][1] == title, 10, f'“{title}” in front, not {app.windows()[-1][1]}')

    def add(self, app, name, login):
        """Adds somebody as an invoice clerk, by keys alone; the password that the program made."""
        app.press('alt+a')
        self.front(app, '添加员工')
        app.type_text(name)
        app.press('Tab')
        app.type_text(login)
        for _ in range(4):
            app.press('Tab')
        app.press('space')
        app.press('Return')                                     # goes on, and leaves the tick as it is
        self.front(app, '新密码')
        password = app.text_of(app.find(('text', 'entry'), '新密码'))
        app.press('Return')
        app.find('label', re.compile(f'^{name}的密码已设为'), timeout=20)
        self.assertEqual(app.unlabelled(), [])
        app.press('Return')
        self.front(app, '员工')
        return password

    def test_added_signed_in_changed_switched_off_and_out(self):
        boss = self.boss
        self.open_staff(boss)
        self.assertEqual(boss.unlabelled(), [])
        password = self.add(boss, 'Li Na', 'li')
        self.assertRegex(password, '^([a-z2-9]{4}-){3}[a-z2-9]{4}$')

        desk = self.open('li', password)
        desk.find('button', re.compile('^已登录：Li Na'))
        desk.press('ctrl+k')
        desk.wait(lambda: len(desk.windows()) > 1, what='the palette')
        desk.type_text('yuangong')
        time.sleep(1)
        self.assertEqual(desk.all('label', '员工'), [])
        desk.press('Escape')

        boss.click(role='check box', name=re.compile('^审计'))
        boss.click(role='button', name=re.compile('^保存姓名与角色'))
        desk.wait(lambda: desk.all('label', re.compile('开票员、审计')), 20, 'the new roles at the other desk')
        desk.wait(lambda: len(desk.windows()) == 1, what='the palette to go')
        self.open_staff(desk)
        desk.find('label', re.compile('^只有管理员可以更改员工与角色（R30）'))
        self.assertEqual(desk.all('button', re.compile('^添加员工'), state='sensitive'), [])

        boss.click(role='check box', name=re.compile('^审计'))
        boss.click(role='button', name=re.compile('^保存姓名与角色'))
        desk.wait(lambda: len(desk.windows()) == 1, 20, 'the window to go with the rights')

        boss.click(role='button', name=re.compile('^停用'))
        desk.wait(lambda: desk.all('label', re.compile('^请重新登录')), 40, 'the desk to be out')
        desk.click(role='button', name=re.compile('^登录'))
        desk.find('label', re.compile('^重新登录'))
        desk.type_text(password)
        desk.press('Return')
        desk.find('label', '登录名与密码不符。')
        boss.find('button', re.compile('^恢复'), timeout=20)
        self.assertFalse(next(staff for staff in self.server.sign_in('root').records('staff').values() if staff['login'] == 'li')['active'])

        boss.press('Escape')
        boss.wait(lambda: len(boss.windows()) == 1, what='the window to go')
        boss.press('ctrl+6')
        boss.find('label', '已设置新密码', timeout=20)
        self.assertGreaterEqual(len(boss.all(text='Li Na')), 4)

    def kill_a_second_later(self):
        time.sleep(1)
        self.boss.proc.kill()
        self.boss.proc.wait()
        self.boss = self.open('root', session=self.boss.s)
        self.boss.find('label', '已同步', timeout=20)
        self.open_staff(self.boss)

    def wait_for_text(self, name, text):
        fields = lambda: self.boss.all(('text', 'entry'), re.compile('^' + name))
        self.boss.wait(lambda: text in [self.boss.text_of(field) for field in fields()], 20, f'“{text}” in {name}')

    def test_half_a_new_person_and_half_a_change_outlive_the_program(self):
        self.open_staff(self.boss)
        self.boss.press('alt+a')
        self.front(self.boss, '添加员工')
        self.boss.type_text('Wang Fang', delay=0.1)
        self.boss.press('Tab')
        self.boss.type_text('wangf', delay=0.1)
        self.kill_a_second_later()
        self.boss.press('alt+a')
        self.front(self.boss, '添加员工')
        self.wait_for_text('姓名', 'Wang Fang')
        self.wait_for_text('登录名', 'wangf')
        self.boss.press('Escape')
        self.front(self.boss, '员工')

        self.boss.click(self.boss.find(('text', 'entry'), re.compile('^姓名')))
        self.boss.press('End')
        self.boss.type_text(' senior', delay=0.1)
        before = self.boss.text_of(self.boss.find(('text', 'entry'), re.compile('^姓名')))
        self.kill_a_second_later()
        self.wait_for_text('姓名', before)
        self.assertTrue(before.endswith(' senior'))
        self.assertEqual([s['name'] for s in self.server.sign_in('root').records('staff').values() if s['login'] == 'root'], ['管理员'])

    def test_one_changes_the_own_password_and_the_other_desk_is_out(self):
        boss = self.boss
        other = self.open('root')
        other.find('label', '已同步')
        boss.click(role='button', name=re.compile('^已登录：'), nth=0)
        boss.click(role='button', name=re.compile('^修改我的密码'))
        self.front(boss, '修改我的密码')
        self.assertEqual(boss.unlabelled(), [])
        for word, complaint in (('wrong', '密码不正确。'), (PASSWORD, None)):
            boss.press('alt+p')
            boss.press('ctrl+a')
            boss.type_text(word)
            for _ in range(2):
                boss.press('Tab')
                boss.press('ctrl+a')
                boss.type_text(NEW)
            boss.press('Return')
            if complaint:
                boss.find('label', complaint, timeout=20)
        boss.find('label', re.compile('^密码已修改'), timeout=20)
        boss.find('label', '已同步')
        other.wait(lambda: other.all('label', re.compile('^请重新登录')), 40, 'the other desk to be out')
        self.assertEqual(self.server.sign_in('root', NEW).staff['login'], 'root')

    def test_without_the_server_nothing_is_changed_and_that_is_said(self):
        boss = self.boss
        self.open_staff(boss)
        boss.find('button', re.compile('^添加员工'), state='sensitive')
        self.server.stop()
        boss.find('label', re.compile('^连不上服务器：员工与角色'), timeout=20)
        self.assertEqual(boss.all('button', re.compile('^添加员工|^保存姓名|^停用|^新密码'), state='sensitive'), [])


if __name__ == '__main__':
    unittest.main()
