# SPDX-License-Identifier: GPL-3.0-or-later
"""The business on this computer, as script/run opens it: a server of the desk's own, which nobody has to know of."""
import datetime
import fcntl
import hashlib
import os
import re
import shutil
import signal
import sqlite3
import struct
import subprocess
import tempfile
import termios
import time
import unittest
import zoneinfo
from contextlib import closing

from gtkdrive import App, Session

BUILD = os.environ['VAS_BUILD_ROOT']
PROGRAM = f'{BUILD}/src/app/vasdesk'
DAEMON = f'{BUILD}/src/server/vasdeskd'
TABS = ('button', 'toggle button', 'radio button')


def today():
    return datetime.datetime.now(zoneinfo.ZoneInfo('Asia/Shanghai')).date().isoformat()


def make_demo(folder):
    """The demo business as a daemon makes it whose owner is gone at once."""
    subprocess.run([DAEMON, '--data', folder, '--listen', '127.0.0.1:0', '--owned', '--demo'], stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=120)


class Here(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.template = cls.enterClassContext(tempfile.TemporaryDirectory())
        make_demo(f'{cls.template}/demo')

    def setUp(self):
        self.session = self.enterContext(Session(size=(1366, 768), env={'GSETTINGS_BACKEND': 'keyfile'}))
        self.demo = f'{self.session.dir}/data/vasdesk/demo'
        shutil.copytree(f'{self.template}/demo', f'{self.demo}/{today()}')

    def start(self, *arguments, env=None):
        app = App(self.session).start([PROGRAM, '--demo', *arguments], env=env)
        app.find('list item', re.compile('^开票'), timeout=60)
        self.addCleanup(lambda: self.assertEqual(app.criticals(), []))
        return app

    def synced(self, app):
        app.wait(lambda: app.all('button', '已同步'), 30, 'everything to be with the server')

    def daemons(self):
        """Processes of the server of this session."""
        found = []
        for pid in self.session._ours():
            with open(f'/proc/{pid}/cmdline', 'rb') as file:
                if file.read().split(b'\0')[0].endswith(b'/vasdeskd'):
                    found.append(pid)
        return found

    def ask_server(self, query):
        """What the records of the server say."""
        with closing(sqlite3.connect(f'file:{self.demo}/{today()}/replica.db?mode=ro', uri=True)) as db:
            return db.execute(query).fetchall()

    def approvals(self):
        """How many approvals have reached the server."""
        return self.ask_server("SELECT count(*) FROM command_log WHERE result = 'applied' AND type = 'request.approve'")[0][0]

    def asked(self, server):
        """Whether something was asked that the server has not read."""
        with open(f'/proc/{server}/fd/0', 'rb', buffering=0) as pipe:
            return struct.unpack('i', fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0] > 0

    def count(self, app, tab):
        button = app.find(TABS, re.compile(rf'^{tab} \d+$'))
        return int(button.name.split()[1])

    def wait_for_count(self, app, tab, number):
        app.wait(lambda: app.all(TABS, re.compile(f'^{tab} {number}$')), 20, f'{number} in {tab}')

    def approve(self, app):
        """The first case of the queue that can be approved at once; the queue is one shorter then."""
        before = self.count(app, '待审')
        app.press('j')
        app.find('button', re.compile('^批准'), state='sensitive', timeout=20)
        time.sleep(0.3)                                      # between the keys of a hand
        app.press('a')
        self.wait_for_count(app, '待审', before - 1)
        return before - 1

    def switch(self, app, name):
        app.click(role='button', name=re.compile('^当前操作人'), nth=0)
        app.click(role='list item', name=re.compile(f'^{name}'))
        app.find('button', re.compile(f'^当前操作人：{name}'), timeout=20)

    def test_opens_signed_in_with_the_queue_and_ends_with_nothing_left(self):
        app = self.start()
        app.find('label', re.compile('演示数据'))
        app.find('list item', re.compile('^开票 [1-9]'))
        self.synced(app)
        self.assertEqual(app.unlabelled(), [])
        second = subprocess.run([PROGRAM, '--demo'], env=self.session.env, timeout=20, check=False)   # raises the first
        self.assertEqual(second.returncode, 0)
        self.assertIsNone(app.proc.poll())
        self.assertEqual(len(self.daemons()), 1)
        app.press('ctrl+q')
        self.assertEqual(app.proc.wait(20), 0)
        self.assertEqual(self.daemons(), [])

    def test_what_one_approved_another_finds_approved_who_sits_down_after_her(self):
        app = self.start()
        app.find('button', re.compile('^当前操作人：吴桐'))
        before, left = self.approvals(), self.approve(app)
        for name in ('徐宁', '吴桐'):
            self.switch(app, name)
            self.wait_for_count(app, '待审', left)
            self.assertEqual(self.approvals(), before + 1)   # what is held goes before its person does
            self.synced(app)
            self.assertEqual(len(os.listdir(f'{self.demo}/{today()}/desks')), 2)
        self.assertEqual(len(self.daemons()), 1)

    def test_other_whose_records_cannot_be_opened_leaves_the_desk_to_who_was_there(self):
        app = self.start()
        self.synced(app)
        name = app.find('button', re.compile('^当前操作人')).name
        folder = f'{self.demo}/{today()}'
        digest = hashlib.sha256(f'{folder}\nxu'.encode()).hexdigest()[:32]
        open(f'{folder}/desks/{digest}', 'w', encoding='ascii').close()             # no folder
        app.click(role='button', name=re.compile('^当前操作人'), nth=0)
        app.click(role='list item', name=re.compile('^徐宁'))
        app.find('label', re.compile(re.escape(digest)), timeout=20)
        app.find('button', name)
        app.press('ctrl+6')                                 # from the side bar
        app.press('ctrl+2')                                 # back to the queue
        left = self.approve(app)
        self.synced(app)
        app.press('ctrl+q')
        self.assertEqual(app.proc.wait(20), 0)
        app = self.start()
        app.find('button', name)
        self.wait_for_count(app, '待审', left)

    def test_program_that_ends_while_another_sits_down_closes_the_records_of_the_first(self):
        app = self.start()
        self.synced(app)
        server, = self.daemons()
        os.kill(server, signal.SIGSTOP)                     # it gives no session to the other
        app.click(role='button', name=re.compile('^当前操作人'), nth=0)
        app.click(role='list item', name=re.compile('^徐宁'))
        app.wait(lambda: self.asked(server), 10, 'the other to be asked for')
        app.press('ctrl+q')
        self.assertEqual(app.proc.wait(60), 0)              # a server that does not end is killed after a while
        app = self.start()
        self.synced(app)
        self.assertEqual(app.all('label', re.compile('意外结束')), [])

    def test_server_that_is_killed_comes_back_and_nothing_is_lost(self):
        app = self.start()
        self.synced(app)
        before, = self.daemons()
        approved = self.approvals()
        os.kill(before, signal.SIGKILL)
        left = self.approve(app)
        app.wait(lambda: self.daemons() not in ([], [before]), 20, 'another server')
        app.wait(lambda: self.approvals() == approved + 1, 30, 'the approval to be with it')
        self.synced(app)
        self.wait_for_count(app, '待审', left)
        app.press('ctrl+q')
        self.assertEqual(app.proc.wait(20), 0)
        app = self.start()
        self.wait_for_count(app, '待审', left)

    def test_server_that_cannot_start_is_said_over_the_work_and_tried_again_when_asked(self):
        app = self.start()
        self.synced(app)
        app.press('ctrl+q')
        self.assertEqual(app.proc.wait(20), 0)
        broken = f'{self.session.dir}/broken'
        open(broken, 'w', encoding='ascii').close()
        program = f'{self.session.dir}/vasdeskd'
        with open(program, 'w', encoding='ascii') as file:
            file.write(f'#!/bin/sh\nif [ -e {broken} ]; then echo "failed The fan is broken."; exit 1; fi\nexec {DAEMON} "$@"\n')
        os.chmod(program, 0o700)
        app = self.start(env={'VAS_DAEMON': program})       # the records of who sat here last open without it
        app.find('label', 'The fan is broken.', timeout=40)
        app.find('button', '同步已停止')
        self.approve(app)                                     # the work goes on
        os.unlink(broken)
        app.click(role='button', name=re.compile('^重试'))
        self.synced(app)
        self.assertFalse(app.all('label', 'The fan is broken.'))

    def test_program_that_is_killed_leaves_no_server_and_starts_again(self):
        app = self.start()
        self.synced(app)
        before, left = self.approvals(), self.approve(app)
        app.proc.send_signal(signal.SIGKILL)
        app.proc.wait(10)
        self.assertEqual(self.approvals(), before)           # it was held
        app.wait(lambda: self.daemons() == [], 25, 'the server to end')
        app = self.start()
        app.find('label', re.compile('意外结束'))
        self.wait_for_count(app, '待审', left)
        app.wait(lambda: self.approvals() == before + 1, 30, 'what was held to be sent')
        self.synced(app)

    def test_activity_tells_what_was_done_finds_a_record_and_verifies_the_trail(self):
        app = self.start()
        self.synced(app)
        number = re.search(r'KP\d{4}-\d{6}', app.find('list item', re.compile('KP')).name)[0]
        app.press('ctrl+6')
        rows = lambda: app.all('list item', re.compile(r'^\d{4}-\d\d-\d\d '))
        app.wait(lambda: len(rows()) > 10, 20, 'the trail')
        self.assertEqual(app.unlabelled(), [])
        app.click(role='entry', name='单号')
        app.type_text(number, delay=0.12)            # a hand: a scan opens the case
        app.wait(lambda: 0 < len(rows()) < 10 and app.all('label', number), 20, 'one case of it')
        app.type_text('0', delay=0.12)
        app.click(role='button', name=re.compile('^清除筛选'))
        app.wait(lambda: len(rows()) > 10, 20, 'all of it again')
        app.click(role='button', name=re.compile('^核对审计链'))
        said = app.find('label', re.compile(r'^核对无误：\d+ 条记录首尾相连，未被改动。'), timeout=60).name
        self.assertEqual(int(re.search(r'\d+', said)[0]), self.ask_server('SELECT count(*) FROM command_log')[0][0])
        app.click(role='tab', name='发件箱')
        app.find('label', '本机尚未办理任何操作')
        app.press('ctrl+2')
        self.approve(app)
        app.press('ctrl+6')
        app.find('label', re.compile('^可撤销$|^待发送$|^已发送，待确认$|^已确认$'))
        self.synced(app)
        app.wait(lambda: app.all('label', '已确认'), 30, 'it to be confirmed')
        app.click(role='tab', name='未被接受')
        app.find('label', '没有未被接受的操作')


if __name__ == '__main__':
    unittest.main()
