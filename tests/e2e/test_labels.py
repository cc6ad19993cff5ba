# SPDX-License-Identifier: GPL-3.0-or-later
"""No control without an accessible name, in whatever the program can open: each page, popover and dialog is opened and asked."""
import gettext
import os
import re
import time
import unittest

from second_pass import SecondPass

TITLES = gettext.translation('vasdesk', os.environ['VAS_LOCALEDIR'], ['zh_CN']).gettext
OF_REVIEW = ('Reject…', 'Extend…', 'Write a Note', 'Correct the Request', 'Note on an Account or Order…', 'Complaint…',
             'Answer a Complaint…')
OF_HOUSE = ('New Request', 'Receive Fapiao Paper…', 'Ruined Blank Sheet…', 'Fapiao Stock', 'Entered and Approved by One Person',
            'Evening Close', 'Save This View…', 'Export the List…')
OF_SHEET = ('Correct the Recipient…', 'Misprint…', 'Photo for the User…', 'Number That Is Not Used…')
OF_PARCEL = ('Tell the User Another Way…', 'Correct the Waybill…', 'What Became of the Parcel…', 'Return for a Refund…',
             'Issue Again after a Loss…')
KEYS = ('ctrl+comma', 'ctrl+question', 'F1', 'ctrl+k')


class Labels(SecondPass):
    chooser_seen = False

    def complaints(self):
        """GTK 4.18 measures labels of its own file chooser too narrow."""
        return [line for line in super().complaints() if 'Trying to measure GtkLabel' not in line or not self.chooser_seen]

    def settle(self):
        """One window, nothing open before it."""
        for _ in range(6):
            if len(self.app.windows()) == 1 and not self.popover():
                return
            self.app.press('Escape')
            time.sleep(0.3)
        self.fail(f'something stays open: {[w[1] for w in self.app.windows()]}')

    def popover(self):
        return [w for w in self.app.s.windows(self.app.pids()) if w[6]]

    def open(self, title):
        """An action by its name in the palette."""
        words = re.sub(r'\(_?[A-Z]\)', '', TITLES(title))
        self.app.press('ctrl+k')
        self.app.wait(lambda: self.app.all('list', '匹配项'), what='the palette')
        palette = self.app.find('list', '匹配项')
        self.app.type_text(words, delay=0.08)
        self.app.find('label', words, within=palette)
        self.app.press('Return')
        self.app.wait(lambda: not self.app.all('list', '匹配项'), what='the palette to go')

    def look(self, what):
        self.app.wait(lambda: len(self.app.windows()) > 1 or self.popover(), what=f'{what} to open')
        time.sleep(0.4)
        found = self.app.unlabelled()
        if what == 'ctrl+question':                # GTK's own window of shortcuts names neither its search button nor its choice of parts
            found = [node for node in found if node.name not in ('GtkImage', 'GtkMenuButton')]
        with self.subTest(what):
            self.assertEqual(found, [])
        self.settle()

    def look_at_all(self, titles):
        for title in titles:
            self.chooser_seen |= title == 'Export the List…'
            self.open(title)
            self.look(title)

    def test_in_the_review(self):
        self.open_case('04')
        self.assertEqual(self.app.unlabelled(), [])
        self.look_at_all(OF_REVIEW)

    def test_in_the_house(self):
        self.look_at_all(OF_HOUSE)
        for key in KEYS:
            self.app.press(key)
            self.look(key)

    def test_with_a_sheet_and_with_a_parcel(self):
        self.scan(f'KP{self.month()}-000001')
        self.app.wait(lambda: self.shown() == '01', what='the case')
        self.look_at_all(OF_SHEET)
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_ship')
        self.assertEqual(self.app.unlabelled(), [])
        self.scan('SF1234567890123')
        self.wait_for_state('01', 'to_tell')
        self.app.wait(lambda: not self.app.all('button', re.compile('撤销')), timeout=15, what='the toast to go')
        self.assertEqual(self.app.unlabelled(), [])
        self.look_at_all(OF_PARCEL)


if __name__ == '__main__':
    unittest.main()
