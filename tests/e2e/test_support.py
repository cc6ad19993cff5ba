# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test from outside stands on: a private display that comes up, speaks Chinese, and leaves nothing behind."""
import os
import subprocess
import tempfile
import unittest

from gtksession import Session

SUPPORT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../support')


def wrapped(*command):
    return subprocess.run(['/usr/bin/python3', f'{SUPPORT}/with-display.py', *command], capture_output=True, text=True, check=False)


class Display(unittest.TestCase):
    def test_private_display_takes_a_picture(self):
        with Session() as session, tempfile.TemporaryDirectory() as folder:
            picture = session.screenshot(folder + '/x.png')
            size = subprocess.run(['identify', '-format', '%w %h', picture], capture_output=True, text=True, check=True)
            self.assertEqual(size.stdout, '1280 900')

    def test_nothing_is_left_behind(self):
        with Session() as session:
            folder = session.dir
            self.assertTrue(session._ours())
        self.assertEqual(session._ours(), [])
        self.assertFalse(os.path.exists(folder))

    def test_chinese_locale_exists(self):
        with Session() as session:
            charmap = subprocess.run(['locale', 'charmap'], env=session.env, capture_output=True, text=True, check=True)
        self.assertEqual((charmap.stdout.strip(), charmap.stderr), ('UTF-8', ''))
        self.assertEqual(session.env['LANG'], 'zh_CN.UTF-8')

    def test_wrapper_hands_on_a_display_and_a_home_of_its_own(self):
        done = wrapped('sh', '-c', 'echo "$DISPLAY $HOME"')
        display, home = done.stdout.split()
        self.assertRegex(display, '^:[0-9]+$')
        self.assertNotEqual(home, os.environ.get('HOME'))

    def test_wrapper_returns_the_exit_status(self):
        self.assertEqual(wrapped('sh', '-c', 'exit 7').returncode, 7)

    def test_wrapper_reports_death_by_signal(self):
        self.assertEqual(wrapped('sh', '-c', 'kill -SEGV $$').returncode, 139)


if __name__ == '__main__':
    unittest.main()
