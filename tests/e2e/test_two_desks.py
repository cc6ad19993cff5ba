# SPDX-License-Identifier: GPL-3.0-or-later
"""Desks that follow one server, from outside: the real daemon, the real program in Chinese, real keys."""
import os
import re
import stat
import time
import unittest

from gtkdrive import App, Session
from vasserver import PASSWORD, Server

BUILD = os.environ['VAS_BUILD_ROOT']


class Desks(unittest.TestCase):
    def setUp(self):
        self.server = self.enterContext(Server())
        self.root = self.server.sign_in('root')
        self.root.add_staff('li', '李娜', 'invoice-clerk')

    def open(self, login=None, password=PASSWORD):
        """A desk of its own computer; signed in where @login is given."""
        session = self.enterContext(Session(size=(1366, 768)))
        app = App(session).start([f'{BUILD}/src/app/vasdesk', '--server', self.server.uri])
        app.folder = session.dir
        app.find('label', '登录')
        if login:
            self.sign_in(app, login, password)
        self.addCleanup(lambda: self.assertEqual(app.criticals(), []))
        return app

    def sign_in(self, app, login, password):
        app.fill(login, role='text', name=re.compile('^登录名'))
        app.press('Tab')
        app.type_text(password)
        app.press('Return')

    def test_signing_in_says_what_is_wrong_and_opens_the_records_of_that_person(self):
        app = self.open('li', 'not the password')
        app.find('label', '登录名与密码不符。')
        app.press('ctrl+a')
        app.type_text(PASSWORD)
        app.press('Return')
        app.find('label', '已同步')
        app.find('label', '李娜')
        folder, = os.listdir(f'{app.folder}/data/vasdesk/servers')
        self.assertEqual(stat.S_IMODE(os.stat(f'{app.folder}/data/vasdesk/servers/{folder}').st_mode), 0o700)
        self.assertEqual(app.unlabelled(), [])
        self.assertEqual(app.quit(), 0)

    def test_five_wrong_passwords_close_the_door_until_a_time(self):
        app = self.open('li', 'wrong 0')
        for number in range(1, 6):
            app.wait(lambda: not app.all('label', '登录中'), what='the answer')
            app.find('label', '登录名与密码不符。')
            app.press('ctrl+a')
            app.type_text(f'wrong {number}')
            app.press('Return')
            time.sleep(0.5)
        app.find('label', re.compile(r'^尝试次数过多，请在 \d\d:\d\d 之后再试。$'))

    def test_a_server_that_goes_is_said_and_one_that_comes_back_too(self):
        app = self.open('li')
        app.find('label', '已同步')
        port = self.server.port
        self.server.stop()
        app.find('label', re.compile(r'^已离线（\d\d:\d\d 起）$'))
        app.find('label', re.compile(r'^服务器自 \d\d:\d\d 起没有应答。'))
        self.server.start(port)
        app.wait(lambda: app.all('label', '已同步'), timeout=30, what='the server to be back')

    def test_a_server_that_is_none_is_said_at_its_field(self):
        app = self.open()
        for address, words in (('http://192.0.2.1', '^“http://192.0.2.1”会把所有内容不加保护'), ('ftp://x', '^“ftp://x”不是服务器地址'), ('http://127.0.0.1:1', '^无法连接|连不上|不能连接')):
            app.fill(address, role='text', name=re.compile('^服务器'))
            self.sign_in(app, 'li', PASSWORD)
            app.find('label', re.compile(words))


if __name__ == '__main__':
    unittest.main()
