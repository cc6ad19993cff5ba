# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data at a desk of a server (R31): masked, revealed for a reason, recorded there, and kept nowhere here."""
import os
import re
import signal
import sqlite3
import subprocess
import tempfile
import unittest
from contextlib import closing

from gtkdrive import App, Session
from vasserver import PASSWORD, Server

BUILD = os.environ['VAS_BUILD_ROOT']
ROOT = os.environ['VAS_SOURCE_ROOT']
MOBILE = '13987654321'


class Reveal(unittest.TestCase):
    def setUp(self):
        data = self.enterContext(tempfile.TemporaryDirectory())
        subprocess.run([f'{BUILD}/tests/support/seed-desk', data, f'{ROOT}/tests/data/cn-calendar.csv', '2'], check=True)
        with closing(sqlite3.connect(f'{data}/replica.db')) as db:
            db.execute('UPDATE account SET mobile = ?', (MOBILE,))
            db.commit()
        self.server = Server(data)
        self.server.set_password('clerk')
        self.enterContext(self.server)
        session = self.enterContext(Session(size=(1366, 768)))
        self.app = App(session).start([f'{BUILD}/src/app/vasdesk', '--server', self.server.uri])
        self.folder = session.dir
        self.app.fill('clerk', role='text', name=re.compile('^登录名'))
        self.app.press('Tab')
        self.app.type_text(PASSWORD)
        self.app.press('Return')

    def query(self, text):
        with closing(sqlite3.connect(f'file:{self.server.data}/replica.db?mode=ro', uri=True)) as db:
            return db.execute(text).fetchone()

    def open_first(self):
        self.app.wait(lambda: self.app.all(('button', 'toggle button', 'radio button'), re.compile('^待审 2$')), 30, 'the queue')
        self.app.press('j')
        self.app.show(role='button', name='查看个人信息…')
        self.ask()

    def ask(self):
        """What asks for the reason; nothing whole is in it."""
        self.app.click(role='button', name='查看个人信息…')
        self.app.find('text', re.compile('^原因'), state='focused')
        self.assertEqual(self.app.all('label', MOBILE), [])

    def test_a_reason_gives_the_mobile_for_a_while_and_stands_in_the_trail(self):
        app = self.app
        self.open_first()
        app.fill('快递退回', role='text', name=re.compile('^原因'))
        app.press('Return')
        app.find('label', MOBILE)
        kind, body = self.query("SELECT type, body FROM command_log ORDER BY seq DESC LIMIT 1")
        self.assertEqual((kind, '快递退回' in body, MOBILE in body), ('personal.reveal', True, False))
        app.press('Escape')
        app.wait(lambda: not app.all('label', MOBILE), 10, 'the value to go')
        self.ask()
        app.press('Escape')
        app.press('ctrl+6')
        told = app.find('list item', re.compile('：快递退回, '), timeout=20).name
        self.assertIn(self.query('SELECT account_id FROM account WHERE key = (SELECT account_key FROM request ORDER BY id LIMIT 1)')[0], told)
        self.assertIn(self.query("SELECT name FROM staff WHERE login = 'clerk'")[0], told)
        self.assertEqual(app.unlabelled(), [])
        self.assertEqual(app.quit(), 0)
        self.assertEqual(app.criticals(), [])
        for top, _, names in os.walk(f'{self.folder}/data/vasdesk'):
            for name in names:
                with open(os.path.join(top, name), 'rb') as file:
                    self.assertNotIn(MOBILE.encode(), file.read(), name)

    def test_closed_before_the_answer_it_asks_again_and_a_server_that_is_gone_is_said(self):
        app = self.app
        self.open_first()
        self.server.process.send_signal(signal.SIGSTOP)
        app.fill('快递退回', role='text', name=re.compile('^原因'))
        app.press('Return')
        app.wait(lambda: 'sensitive' not in app.find('button', '查看(V)').states, 10, 'the question to be on its way')
        app.press('Escape')
        self.ask()
        app.find('button', '查看(V)', state='sensitive')
        self.server.process.send_signal(signal.SIGCONT)
        app.click(role='button', name='查看(V)')
        app.find('label', MOBILE)
        app.press('Escape')
        self.server.kill()
        self.ask()
        app.fill('快递退回', role='text', name=re.compile('^原因'))
        app.press('Return')
        app.find('label', re.compile('^无法连接服务器：'), within=app.find('label', '查看个人信息').parent, timeout=30)
        app.find('button', '查看(V)', state='sensitive')
        self.assertEqual(app.all('label', MOBILE), [])


if __name__ == '__main__':
    unittest.main()
