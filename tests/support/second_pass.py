# SPDX-License-Identifier: GPL-3.0-or-later
"""The second pass with real keys on the real program: what its tests stand on."""
import json
import os
import tempfile
import time

from localdesk import APART, CODE, LocalDesk, copy, seed, today


class SecondPass(LocalDesk):
    """A desk with three approved cases whose numbers are bound, and the program open on it as the clerk."""

    KIND = 'three cases on a print list'    # of office; one that is filled otherwise is another

    def fill(self):
        """What a test's office needs: three cases on a print list."""
        for number in ('01', '02', '03'):
            self.run_command('clerk', 'request.approve', f'request={self.number(number)}')
        self.run_command('clerk', 'print.list', 'point=总部', 'requests=' + json.dumps(
            [self.ask('SELECT key FROM request WHERE number LIKE ?', '%0000' + n)[0][0] for n in ('01', '02', '03')]))

    def make_office(self, folder):
        def make(template):
            seed(template, *self.COUNT)
            self.replica = template
            self.run_command('supervisor', 'stock.receive', 'point=总部', f'code={CODE}', 'first=04158820', 'last=04158899',
                             'handed_by=clerk2')
            self.fill()

        copy(folder, self.KIND, make)
        self.replica = folder

    def prepare(self):
        """What has to run before the program starts."""

    def setUp(self):
        super().setUp()
        self.keys_pressed = 0
        self.addCleanup(lambda: self.assertEqual(self.complaints(), []))
        self.watched = self.enterContext(tempfile.TemporaryDirectory())
        folder = self.session.dir + '/config/glib-2.0/settings'
        os.makedirs(folder, exist_ok=True)
        with open(folder + '/keyfile', 'w', encoding='utf-8') as file:
            file.write(f"[org/vasdesk/Vasdesk]\nwatched-folder='{self.watched}'\nprint-list-folder='{self.session.dir}'\n")
        self.prepare()
        self.start_at_views(env={'GSETTINGS_BACKEND': 'keyfile'})

    def month(self):
        return self.ask('SELECT number FROM request')[0][0][2:6]

    def qr(self, number, more=0):
        """What the code on the sheet of a case says; its net amount by so many fen more."""
        sheet, net = self.ask("SELECT f.number, f.net FROM fapiao f JOIN request r ON r.key = f.request_key "
                              "WHERE r.number LIKE ? AND f.state = 'bound'", '%0000' + number)[0]
        net += more
        return f'01,04,{CODE},{sheet},{net // 100}.{net % 100:02},{today("%Y%m%d")},66578123456789012345,A1B2,'

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
