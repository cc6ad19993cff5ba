# SPDX-License-Identifier: GPL-3.0-or-later
"""The second pass with real keys on the real program: what its tests stand on."""
import json
import os
import re
import sqlite3
import subprocess
import tempfile
import time
import unittest
from contextlib import closing

from gtkdrive import App, Session

BUILD = os.environ['VAS_BUILD_ROOT']
ROOT = os.environ['VAS_SOURCE_ROOT']
APART = 0.12           # seconds between the keys of a hand
CODE = '031002100104'


class SecondPass(unittest.TestCase):
    """A desk with three approved cases whose numbers are bound, and the program open on it as the clerk."""

    ENV = {}            # of the session, beyond the ordinary

    def fill(self):
        """What a test's office needs: three cases on a print list."""
        for number in ('01', '02', '03'):
            self.run_command('clerk', 'request.approve', f'request=KP{self.month()}-0000{number}')
        self.run_command('clerk', 'print.list', 'point=总部', 'requests=' + json.dumps(
            [self.ask('SELECT key FROM request WHERE number LIKE ?', '%0000' + n)[0][0] for n in ('01', '02', '03')]))

    def prepare(self):
        """What has to run before the program starts."""

    def setUp(self):
        self.session = self.enterContext(Session(size=(1366, 768), env=self.ENV))
        self.replica = self.enterContext(tempfile.TemporaryDirectory())
        subprocess.run([f'{BUILD}/tests/support/seed-desk', self.replica, f'{ROOT}/tests/data/cn-calendar.csv'], check=True)
        self.run_command('supervisor', 'stock.receive', 'point=总部', f'code={CODE}', 'first=04158820', 'last=04158899',
                         'handed_by=clerk2')
        self.fill()
        self.keys_pressed = 0
        self.addCleanup(lambda: self.assertEqual(self.complaints(), []))
        self.watched = self.enterContext(tempfile.TemporaryDirectory())
        folder = self.session.dir + '/config/glib-2.0/settings'
        os.makedirs(folder)
        with open(folder + '/keyfile', 'w', encoding='utf-8') as file:
            file.write(f"[org/vasdesk/Vasdesk]\nwatched-folder='{self.watched}'\nprint-list-folder='{self.session.dir}'\n")
        self.prepare()
        self.app = App(self.session).start([f'{BUILD}/src/app/vasdesk', '--replica', self.replica, '--as', 'clerk'],
                                           env={'GSETTINGS_BACKEND': 'keyfile'})
        self.app.wait(lambda: self.app.all('list item', re.compile('^开票')))

    def run_command(self, login, *arguments):
        done = subprocess.run([f'{BUILD}/src/cli/vasctl', '--replica', self.replica, '--as', login, 'run', *arguments],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def ask(self, query, *values):
        with closing(sqlite3.connect(f'file:{self.replica}/replica.db?mode=ro', uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def month(self):
        return self.ask('SELECT number FROM request')[0][0][2:6]

    def state(self, number):
        return self.ask('SELECT state FROM request WHERE number LIKE ?', '%0000' + number)[0][0]

    def wait_for_state(self, number, state):
        self.app.wait(lambda: self.state(number) == state, timeout=10, what=f'{number} {state}, it is {self.state(number)}')

    def qr(self, number, more=0):
        """What the code on the sheet of a case says; its net amount by so many fen more."""
        sheet, net = self.ask("SELECT f.number, f.net FROM fapiao f JOIN request r ON r.key = f.request_key "
                              "WHERE r.number LIKE ? AND f.state = 'bound'", '%0000' + number)[0]
        net += more
        today = time.strftime('%Y%m%d', time.gmtime(time.time() + 8 * 3600))
        return f'01,04,{CODE},{sheet},{net // 100}.{net % 100:02},{today},66578123456789012345,A1B2,'

    def scan(self, text, enter=True):
        """A scanner: two milliseconds between the characters."""
        self.app.type_text(text, delay=0.002)
        if enter:
            self.app.press('Return')
        time.sleep(0.1)

    def complaints(self):
        """What the program complained of by itself; there must be none."""
        return self.app.criticals()

    def wait_for_focus(self, name):
        self.app.wait(lambda: [n for n in self.app.all(state='focused') if any(up.name.startswith(name) for up in n.up())],
                      timeout=10, what=f'focus in {name}')

    def key(self, key):
        self.keys_pressed += 1
        self.app.press(key)
        time.sleep(APART)

    def type(self, text):
        """A hand."""
        for character in text:
            self.key(character)

    def shown(self):
        found = self.app.all('label', re.compile(r'^KP\d{4}-\d{6}$'))
        return found[0].name[-2:] if found else None

    def open_case(self, number):
        """Down the queue to the case of that number."""
        for _ in range(12):
            before = self.shown()
            if before == number:
                return
            self.app.press('j')
            self.app.wait(lambda: self.shown() != before, timeout=10, what='another case')
        self.fail(f'no case {number}')
