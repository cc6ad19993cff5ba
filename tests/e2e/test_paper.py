# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves on paper, by the keys that print: the cover slip of a case and the list for the courier, seen as they are and in the trail (R31)."""
import json
import os
import re
import subprocess
import unittest

from second_pass import SecondPass


class Paper(SecondPass):
    def front(self, title):
        self.app.wait(lambda: re.search(title, self.app.windows()[-1][1]), 20, f'“{title}” in front')

    def recorded(self, kind):
        """How many files or sheets of that kind the trail knows."""
        return sum(json.loads(body)['args'].get('kind') == kind for body, in self.ask("SELECT body FROM command_log WHERE type = 'export.record'"))

    def save_as(self, path):
        self.app.press('ctrl+a')
        self.app.type_text(path)
        self.app.press('Return')
        self.app.wait(lambda: os.path.exists(path) and os.path.getsize(path) > 0, 20, path)

    def words(self, path):
        return subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True, check=True).stdout

    def test_h_lists_what_went_to_the_courier_and_saves_it(self):
        self.scan(self.qr('01'))
        self.wait_for_state('01', 'to_ship')
        self.scan('SF1234567890123')
        self.wait_for_state('01', 'to_tell')
        self.app.press('h')
        self.front('^交接清单')
        self.app.find('list item', re.compile('^SF1234567890123'), timeout=20)
        self.assertEqual(self.app.unlabelled(), [])
        self.app.press('alt+Left')
        self.app.find('label', '当日没有交给快递的寄件', timeout=20)
        self.app.press('alt+Right')
        self.app.find('list item', re.compile('^SF1234567890123'), timeout=20)
        self.app.press('ctrl+s')
        self.front('PDF')
        path = os.path.join(self.watched, 'list.pdf')
        self.save_as(path)
        self.assertIn('SF1234567890123', self.words(path))
        self.assertEqual(self.recorded('handover'), 1)

    def test_ctrl_p_records_the_slip_and_asks_for_the_printer(self):
        self.open_case('04')
        self.app.press('ctrl+p')
        self.front('打印')
        self.assertEqual(self.recorded('slips'), 1)
        self.app.press('Escape')
        self.app.wait(lambda: len(self.app.windows()) == 1, 20, 'the question to go')


if __name__ == '__main__':
    unittest.main()
