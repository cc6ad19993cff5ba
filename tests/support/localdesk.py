# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk whose records are on its own computer: the real program on a small office, with real keys in Chinese.

The screen is the same for all tests of a class; records and program are each test's own. Records that take long to make are made once for
a program of tests, and copied.
"""
import atexit
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
import unittest
from contextlib import closing

from gtkdrive import App, Session

BUILD = os.environ['VAS_BUILD_ROOT']
ROOT = os.environ['VAS_SOURCE_ROOT']
APART = 0.12           # seconds between the keys of a hand: further apart than a scanner's
CODE = '031002100104'
TABS = ('button', 'toggle button', 'radio button')
MADE = {}


def copy(folder, key, make):
    """Puts into @folder what @make (folder) puts into an empty one, which is run once for a @key."""
    if key not in MADE:
        template = tempfile.mkdtemp(prefix='office-')
        atexit.register(shutil.rmtree, template, ignore_errors=True)
        make(template)
        MADE[key] = template
    shutil.copytree(MADE[key], folder, dirs_exist_ok=True)


def seed(folder, *count):
    """The small office of seed-desk.c, with as many requests."""
    copy(folder, ('seed-desk', *count), lambda template: subprocess.run(
        [f'{BUILD}/tests/support/seed-desk', template, f'{ROOT}/tests/data/cn-calendar.csv', *map(str, count)], check=True))


def today(form='%Y-%m-%d'):
    return time.strftime(form, time.gmtime(time.time() + 8 * 3600))


class LocalDesk(unittest.TestCase):
    SIZE = (1366, 768)
    ENV = {}               # of the session, beyond the ordinary
    COUNT = ()             # of requests, where it is not seed-desk's own

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session = cls.enterClassContext(Session(size=cls.SIZE, env=cls.ENV))

    def setUp(self):
        self.replica = self.make_folder()
        self.make_office(self.replica)
        self.addCleanup(self.session.end_apps)

    def make_folder(self):
        return self.enterContext(tempfile.TemporaryDirectory())

    def make_office(self, folder):
        seed(folder, *self.COUNT)

    def start(self, login='clerk', env=None):
        """The program; once it has a window."""
        self.app = App(self.session).start([f'{BUILD}/src/app/vasdesk', '--replica', self.replica, '--as', login], env=env)
        return self.app

    def start_at_views(self, login='clerk', env=None):
        self.start(login, env)
        self.app.find('list item', re.compile('^开票'), timeout=20)

    def run_command(self, login, *arguments):
        done = subprocess.run([f'{BUILD}/src/cli/vasctl', '--replica', self.replica, '--as', login, 'run', *arguments],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def ask(self, query, *values):
        with closing(sqlite3.connect(f'file:{self.replica}/replica.db?mode=ro', uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def number(self, end):
        """The whole number of the request that ends so."""
        return self.ask('SELECT number FROM request WHERE number LIKE ?', '%0000' + end)[0][0]

    def state(self, end):
        return self.ask('SELECT state FROM request WHERE number LIKE ?', '%0000' + end)[0][0]

    def wait_for_state(self, end, state):
        self.app.wait(lambda: self.state(end) == state, timeout=20, what=f'{end} {state}, it is {self.state(end)}')

    def count(self, tab):
        """How many are in that tab; None while it is not shown."""
        found = self.app.all(TABS, re.compile(rf'^{tab} \d+$'))
        return int(found[0].name.split()[-1]) if found else None

    def wait_for_count(self, tab, number, timeout=20):
        self.app.wait(lambda: self.count(tab) == number, timeout=timeout, what=f'{number} in {tab}')

    def keys(self, *keys):
        for key in keys:
            self.app.press(key)
            time.sleep(APART)

    def shown(self):
        """The end of the number of the open case."""
        found = self.app.all('label', re.compile(r'^KP\d{4}-\d{6}$'))
        return found[0].name[-2:] if found else None

    def wait_for_case(self, end):
        self.app.wait(lambda: self.shown() == end, timeout=20, what=f'case {end}')

    def open_case(self, end):
        """Down the queue to that case."""
        for _ in range(12):
            before = self.shown()
            if before == end:
                return
            self.keys('j')
            self.app.wait(lambda: self.shown() != before, timeout=20, what='another case')
        self.fail(f'no case {end}')

    def open_palette(self, words):
        """What is typed before it is open would be keys of the window behind it."""
        self.keys('ctrl+k')
        self.app.find('entry', '要做什么，或打开什么？', state='focused', timeout=20)
        self.app.type_text(words)
