# SPDX-License-Identifier: GPL-3.0-or-later
"""Desks that follow a server: the real program on a screen of its own, and who sits at it."""
import glob
import os
import re
import sqlite3
import time
import unittest
from contextlib import closing

from gtkdrive import App, Session
from vasserver import PASSWORD

BUILD = os.environ['VAS_BUILD_ROOT']
ROOT = os.environ['VAS_SOURCE_ROOT']
TABS = ('button', 'toggle button', 'radio button')


class DeskTest(unittest.TestCase):
    def open(self, login=None, password=PASSWORD, server=None, settings=None):
        """A desk of its own computer; signed in where @login is given. @server: another than the only one. @settings: {key: GVariant text},
        kept in a file."""
        session = self.enterContext(Session(size=(1366, 768)))
        env = {}
        if settings:
            folder = session.dir + '/config/glib-2.0/settings'
            os.makedirs(folder)
            with open(folder + '/keyfile', 'w', encoding='utf-8') as file:
                file.write('[org/vasdesk/Vasdesk]\n' + ''.join(f'{key}={value}\n' for key, value in settings.items()))
            env['GSETTINGS_BACKEND'] = 'keyfile'
        app = App(session).start([f'{BUILD}/src/app/vasdesk', '--server', (server or self.server).uri], env=env)
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

    def wait_for_count(self, app, tab, number, timeout=20):
        name = re.compile(f'^{tab} {number}$')
        app.wait(lambda: app.all(TABS, name), timeout, f'{number} in {tab}')

    def wait_for_holds(self, app):
        """Until nothing in its outbox can be undone any more."""
        folder, = glob.glob(f'{app.folder}/data/vasdesk/servers/*')
        with open(f'{folder}/current', encoding='utf-8') as file:      # what was fetched has a name of its own
            path = f'{folder}/{file.read().strip()}'

        def held():
            with closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as db:
                return db.execute("SELECT count(*) FROM outbox WHERE state = 'held'").fetchone()[0]
        app.wait(lambda: held() == 0, 30, 'the holds to end')

    def keys(self, app, *keys):
        """A hand: slower than a scanner."""
        for key in keys:
            app.press(key)
            time.sleep(0.12)
