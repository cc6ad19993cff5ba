# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start: where the records are to be is asked once, by a window that has nothing else to show."""
import os
import re
import subprocess
import unittest

from gtkdrive import App, Session
from vasserver import PASSWORD, Server

BUILD = os.environ['VAS_BUILD_ROOT']
PROGRAM = f'{BUILD}/src/app/vasdesk'
DAEMON = f'{BUILD}/src/server/vasdeskd'
COLLEAGUE = '单晓明'


class Welcome(unittest.TestCase):
    def setUp(self):
        self.session = self.enterContext(Session(size=(1366, 768), env={'GSETTINGS_BACKEND': 'keyfile'}))
        self.records = f'{self.session.dir}/data/vasdesk'

    def start(self):
        app = App(self.session).start([PROGRAM])
        self.addCleanup(lambda: self.assertEqual(app.criticals(), []))
        return app

    def quit(self, app):
        app.press('ctrl+q')
        app.wait(lambda: not app.pids(), 20, 'the end of the program')

    def working(self, app):
        app.find('list item', re.compile('^开票'), timeout=30)
        app.wait(lambda: app.all('button', '已同步'), 30, 'everything to be with the server')

    def begin(self, app, login):
        app.find('label', '数据放在哪里？', timeout=20)
        app.press('Return')  # this computer has the focus
        app.find('label', '您是谁？')
        app.type_text(COLLEAGUE)
        app.press('Tab')
        app.type_text(login)
        app.press('Return')

    def test_a_business_is_begun_on_this_computer_and_is_there_the_next_time(self):
        app = self.start()
        self.begin(app, 'danxm')
        self.working(app)
        app.find('button', re.compile(COLLEAGUE))
        self.assertLess(app.find('list', '视图').rect[2], 260)                # whoever begins has every role: they are cut off
        self.quit(app)
        self.assertEqual(sorted(os.listdir(self.records)), ['here'])
        app = self.start()
        self.working(app)
        app.find('button', re.compile(COLLEAGUE))
        self.assertEqual(app.all('label', '数据放在哪里？'), [])

    def test_nothing_is_made_before_somebody_has_said_who_she_is(self):
        app = self.start()
        self.begin(app, 'dan xm')
        app.find('label', re.compile('^登录名不含空格'))
        self.assertFalse(os.path.exists(self.records))
        app.press('ctrl+a')
        app.type_text('danxm')
        app.press('Return')
        self.working(app)

    def test_records_in_which_is_nobody_ask_who_it_is(self):
        subprocess.run([DAEMON, '--data', f'{self.records}/here', '--listen', '127.0.0.1:0', '--owned'], stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=60)
        app = self.start()
        app.find('label', '您是谁？', timeout=30)
        app.type_text(COLLEAGUE)
        app.press('Tab')
        app.type_text('danxm')
        app.press('Return')
        self.working(app)

    def test_a_server_is_chosen_although_this_computer_was_begun(self):
        """What could not be begun leaves nothing that a server would be followed with."""
        with Server() as server:
            app = App(self.session).start([PROGRAM], env={'VAS_DAEMON': '/bin/false'})
            self.begin(app, 'danxm')
            app.find('label', re.compile('^无法开始'), timeout=40)
            app.click(role='button', name='返回')
            app.click(role='list item', name=re.compile('^在服务器上'))
            app.fill(server.uri, role='text', name=re.compile('^服务器'))
            app.fill('root', role='text', name=re.compile('^登录名'))
            app.fill(PASSWORD, role='password', name=re.compile('^密码'))
            app.press('Return')
            self.working(app)
            self.assertTrue(os.listdir(f'{self.records}/servers'))
            self.quit(app)

    def test_a_server_is_chosen_or_left_again(self):
        with Server() as server:
            app = self.start()
            app.find('label', '数据放在哪里？', timeout=20)
            app.click(role='list item', name=re.compile('^在服务器上'))
            app.find('label', '登录')
            app.click(role='button', name=re.compile('^返回'))
            app.find('label', '数据放在哪里？')
            app.click(role='list item', name=re.compile('^在服务器上'))
            app.fill(server.uri, role='text', name=re.compile('^服务器'))
            app.fill('root', role='text', name=re.compile('^登录名'))
            app.fill(PASSWORD, role='password', name=re.compile('^密码'))
            app.press('Return')
            self.working(app)
            self.quit(app)
            app = self.start()  # without a key ring the session is gone, the server is known
            app.find('list item', re.compile('^开票'), timeout=30)
            self.assertEqual(app.all('label', '数据放在哪里？'), [])

    def test_the_demo_opens_beside_and_the_empty_window_goes(self):
        app = self.start()
        app.find('label', '数据放在哪里？', timeout=20)
        app.click(role='list item', name=re.compile('^查看演示'))
        app.wait(lambda: os.path.isdir(f'{self.records}/demo'), 20, 'the demo')
        app.wait(lambda: not app.all('label', '数据放在哪里？'), 20, 'the window to go')
        self.assertFalse(os.path.exists(f'{self.records}/here'))


if __name__ == '__main__':
    unittest.main()
