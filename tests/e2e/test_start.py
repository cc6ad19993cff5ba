# SPDX-License-Identifier: GPL-3.0-or-later
"""What a clerk sees when the records cannot be opened as they should: one clear page each, and nothing lost."""
import glob
import os
import re
import signal
import sqlite3
import subprocess
import tempfile
import unittest

from gtkdrive import App, Session

PROGRAM = os.environ['VAS_BUILD_ROOT'] + '/src/app/vasdesk'


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def damage(path):
    with open(path, 'r+b') as file:
        file.write(b'this is no database at all')
    return read(path)


class Start(unittest.TestCase):
    def setUp(self):
        self.session = self.enterContext(Session(size=(1366, 768)))
        self.replica = self.enterContext(tempfile.TemporaryDirectory())

    def start(self, env=None):
        app = App(self.session).start([PROGRAM, '--replica', self.replica], env=env)
        self.addCleanup(lambda: self.assertEqual(app.criticals(), []))
        return app

    def make_records(self):
        app = self.start()
        app.find('list item', re.compile('^开票'))
        app.press('ctrl+q')
        self.assertEqual(app.proc.wait(10), 0)
        return next(path for path in glob.glob(self.replica + '/*') if read(path).startswith(b'SQLite'))

    def fails_with(self, title, app=None):
        app = app or self.start()
        app.find('label', title)
        self.assertEqual(app.unlabelled(), [])
        return app

    def test_new_records_open_without_a_notice(self):
        app = self.start()
        app.find('list item', re.compile('^开票'))
        self.assertEqual(app.all('label', re.compile('意外结束|演示数据|只读')), [])

    def test_a_window_is_seen_before_the_views_are_made(self):
        app = self.start({'VASDESK_TIMING': '1'})
        app.find('list item', re.compile('^开票'))
        marks = {what: int(at) for what, at in re.findall(r'^timing: (\w+) (\d+) ', app.log(), re.M)}
        self.assertLess(marks['main'], marks['frame'])
        self.assertLess(marks['frame'], marks['built'])

    def test_a_killed_program_is_said_at_the_next_start_until_understood(self):
        app = self.start()
        app.find('list item', re.compile('^开票'))
        app.proc.send_signal(signal.SIGKILL)
        app.proc.wait(10)
        app = self.start()
        app.find('label', re.compile('意外结束'))
        app.click(role='button', name=re.compile('^知道了'))
        app.gone(name=re.compile('意外结束'), role='label')

    def test_damaged_records_are_said_and_set_aside_whole(self):
        path = self.make_records()
        before = damage(path)
        self.fails_with('数据已损坏').find('label', re.compile(re.escape(path + '.damaged')))
        self.assertIn(before, [read(aside) for aside in glob.glob(path + '.damaged-*')])

    def test_records_of_a_newer_program_are_said_and_left_alone(self):
        path = self.make_records()
        with sqlite3.connect(path) as database:
            database.execute('PRAGMA user_version = 999')
        database.close()
        before = read(path)
        app = self.fails_with('需要更新版本的程序')
        self.assertEqual(app.all('button', re.compile('^只读打开')), [])
        app.kill()
        self.assertEqual(read(path), before)

    def test_trying_again_opens_what_was_mended(self):
        path = self.make_records()
        with sqlite3.connect(path) as database:
            version = database.execute('PRAGMA user_version').fetchone()[0]
            database.execute('PRAGMA user_version = 999')
        app = self.fails_with('需要更新版本的程序')
        with database:
            database.execute(f'PRAGMA user_version = {version}')
        database.close()
        app.click(role='button', name=re.compile('^重试'))
        app.find('list item', re.compile('^开票'))

    def test_a_folder_that_cannot_be_made_is_said(self):
        with open(self.replica + '/file', 'w', encoding='ascii'):
            app = App(self.session).start([PROGRAM, '--replica', self.replica + '/file/below'])
        self.fails_with('数据无法打开', app)

    def test_the_window_closes_on_a_failure(self):
        damage(self.make_records())
        self.assertEqual(self.fails_with('数据已损坏').quit(), 0)

    def test_demo_says_that_it_is_one_and_is_apart(self):
        app = App(self.session).start([PROGRAM, '--demo'], timeout=60)
        app.find('label', re.compile('演示数据'), timeout=90)      # until then it says how far the making is, which may be quick
        self.assertEqual(glob.glob(self.replica + '/*'), [])


class Size(unittest.TestCase):
    def fits(self, scale):
        with Session(size=(1366, 768), scale=scale) as session, tempfile.TemporaryDirectory() as replica:
            app = App(session).start([PROGRAM, '--replica', replica])
            app.find('list', '视图')
            _, _, _, _, width, height, _ = app.windows()[0]
            self.assertLessEqual((width, height), (1366, 768))
            return app.all('label', '增值服务后台') == []

    def test_a_small_screen_is_enough(self):
        self.assertFalse(self.fits(1), 'the sidebar has its labels')

    def test_text_of_200_percent_fits_a_small_screen(self):
        self.assertTrue(self.fits(2), 'the sidebar is icons alone')


class Place(unittest.TestCase):
    def test_style_comes_back_at_the_next_start(self):
        env = {'GSETTINGS_BACKEND': 'keyfile'}
        with Session(env=env) as session, tempfile.TemporaryDirectory() as replica:
            for dark in (False, True):
                app = App(session).start([PROGRAM, '--replica', replica])
                app.find('list', '视图')
                corner = session.screenshot(session.dir + '/corner.ppm', app.windows()[0])
                shade = subprocess.run(['convert', corner, '-resize', '1x1!', '-format', '%[fx:u.r]', 'info:'],
                                       capture_output=True, text=True, check=True)
                self.assertEqual(float(shade.stdout) < 0.5, dark)
                app.press('ctrl+k')
                app.wait(lambda: app.windows()[-1][1] == '查找操作')
                app.type_text('shense')
                app.press('Return')
                app.wait(lambda: len(app.windows()) == 1, what='the palette to go')
                app.press('ctrl+q')
                self.assertEqual(app.proc.wait(10), 0)


if __name__ == '__main__':
    unittest.main()
