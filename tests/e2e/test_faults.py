# SPDX-License-Identifier: GPL-3.0-or-later
"""Full disk, read-only file, damaged file, killed program under the real desktop: what a clerk sees, what is kept, and how the
work goes on. The disk is a small tmpfs that is really full, where one can be mounted; else those tests are skipped and say
so, and the limit on a program's files (RLIMIT_FSIZE, EFBIG) stands in their place, which is run everywhere."""
import os
import re
import sqlite3
import subprocess
import time
import unittest
from contextlib import closing

import faults
from localdesk import BUILD, LocalDesk

FULL = '磁盘已满，未写入任何内容。'


class Desk(LocalDesk):
    """A desktop on a replica with twelve requests that wait for their review."""

    COUNT = (12,)

    def setUp(self):
        super().setUp()
        self.file = self.replica + '/replica.db'
        self.wrong_before = self.wrong()

    def start_at_queue(self, number=12):
        self.start()
        self.wait_for_count('待审', number)
        return self.app

    def open_first(self):
        self.keys('j')
        self.wait_for_case('01')
        self.wait_for_count('我的', 1)

    def states(self):
        return dict((number[-2:], state) for number, state in self.ask('SELECT number, state FROM request'))

    def vasctl(self, *arguments):
        return subprocess.run([f'{BUILD}/src/cli/vasctl', '--replica', self.replica, '--as', 'clerk', *arguments],
                              capture_output=True, text=True, check=False, env={**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': ''})

    def wrong(self):
        """What `vasctl verify` finds; the small office has two wrong orders on purpose."""
        done = self.vasctl('verify')
        self.assertIn('integrity: 1 looked at, 0 wrong', done.stdout, done.stderr)
        return [line for line in done.stdout.splitlines() if line.startswith('WRONG')]

    def is_sound(self):
        """Nobody has it open; every demand on the records holds that held at the beginning."""
        self.assertEqual(self.wrong(), self.wrong_before)

    def approvals(self):
        """How many are in the outbox and still open, and how many in the log."""
        return self.ask("SELECT (SELECT count(*) FROM outbox WHERE type = 'request.approve' AND state IN ('held', 'pending')), "
                        "(SELECT count(*) FROM command_log WHERE type = 'request.approve')")[0]

    def end(self):
        self.app.press('ctrl+q')
        self.assertEqual(self.app.proc.wait(20), 0)
        self.assertEqual(self.app.criticals(), [])


class Refusing(Desk):
    """What holds whenever the disk takes nothing: fill() and make_room() by the class that has such a disk."""

    def refuses_and_goes_on(self, message):
        """A on a case while nothing can be written; then with room again, in the same program."""
        self.start_at_queue()
        self.open_first()
        before = self.states()
        self.fill()
        self.keys('a')
        self.app.find('label', message)
        self.assertEqual(self.shown(), '01')
        self.assertEqual((self.count('待审'), self.count('待开票')), (12, 0))
        self.assertEqual(self.states(), before)
        self.make_room()
        self.keys('a')
        self.wait_for_count('待审', 11)
        self.assertEqual(self.states()['01'], 'to_issue')
        self.end()
        self.is_sound()


@unittest.skipIf(faults.may_mount(), f'no small disk can be mounted here: {faults.may_mount()}')
class FullDisk(Refusing):
    def make_folder(self):
        self.disk = self.enterContext(faults.Disk())
        os.mkdir(self.disk.path + '/replica', 0o700)
        return self.disk.path + '/replica'

    def fill(self):
        self.disk.fill()

    def make_room(self):
        self.disk.make_room()

    def test_it_is_said_the_case_stays_as_it_was_and_work_goes_on_R32(self):
        self.refuses_and_goes_on(FULL)

    def test_a_hold_that_ends_on_it_is_settled_when_there_is_room_R32(self):
        self.start_at_queue()
        self.open_first()
        self.keys('a')
        self.wait_for_count('待审', 11)
        self.fill()
        (until,), = self.ask("SELECT hold_until FROM outbox WHERE type = 'request.approve'")
        time.sleep(max(0, until / 1e6 - time.time()) + 1)     # nothing is seen of an end that cannot be written
        self.assertEqual(self.approvals(), (1, 0))
        self.assertEqual(self.states()['01'], 'to_issue')
        self.make_room()
        self.app.wait(lambda: self.approvals() == (0, 1), timeout=30, what='the approval settled')
        self.end()
        self.is_sound()

    def test_ending_on_it_says_what_waits_and_the_next_start_settles_it_R32(self):
        self.start_at_queue()
        self.open_first()
        self.keys('a')
        self.wait_for_count('待审', 11)
        self.fill()
        self.app.press('ctrl+q')
        self.app.find('label', '最后的更改尚待生效', timeout=15)
        self.app.find('label', re.compile(FULL))
        self.assertEqual(self.app.unlabelled(), [])
        self.app.click(role='button', name=re.compile('^关闭'))
        self.assertEqual(self.app.proc.wait(10), 0)
        self.make_room()
        self.start_at_queue(11)
        self.app.wait(lambda: self.approvals()[0] == 0, timeout=15, what='the approvals settled')
        self.end()
        self.is_sound()

    def test_undo_on_it_is_said_and_can_be_done_when_there_is_room(self):
        self.start_at_queue()
        self.open_first()
        self.keys('a')
        self.wait_for_count('待审', 11)
        self.fill()
        self.keys('ctrl+z')
        self.app.find('label', FULL)
        self.assertEqual(self.states()['01'], 'to_issue')
        self.make_room()
        self.keys('ctrl+z')
        self.wait_for_count('待审', 12)
        self.assertEqual(self.states()['01'], 'review')
        self.end()
        self.is_sound()

    def test_at_the_start_it_has_a_page_and_trying_again_opens(self):
        self.fill()
        self.start()
        self.app.find('label', '磁盘已满')
        self.assertEqual(self.app.unlabelled(), [])
        self.app.click(role='button', name=re.compile('^只读打开'))
        self.wait_for_count('待审', 12)
        self.make_room()
        self.app.click(role='button', name=re.compile('^尝试可写打开'))
        self.app.gone(role='label', name=re.compile('只读'))
        self.wait_for_count('待审', 12)
        self.end()
        self.is_sound()

    def test_at_the_start_without_room_even_for_what_readers_share_it_has_its_page(self):
        for end in ('-wal', '-shm'):
            if os.path.exists(self.file + end):
                os.unlink(self.file + end)
        self.fill()
        self.start()
        self.app.find('label', '磁盘已满')
        self.app.click(role='button', name=re.compile('^只读打开'))
        self.wait_for_count('待审', 12)
        self.make_room()
        self.end()
        self.is_sound()

    def test_a_disk_that_became_read_only_is_said_and_work_goes_on_R32(self):
        self.start_at_queue()
        self.open_first()
        before = self.states()
        self.app.kill()
        self.disk.protect(True)
        self.addCleanup(self.disk.protect, False)
        self.start()
        self.app.find('label', '数据无法写入')
        self.app.click(role='button', name=re.compile('^只读打开'))
        self.app.find('label', re.compile('只读方式打开'))
        self.wait_for_count('待审', 12)
        self.app.press('j')
        self.assertNotIn('sensitive', self.app.find('button', re.compile('^批准')).states)
        self.disk.protect(False)
        self.app.click(role='button', name=re.compile('^尝试可写打开'))
        self.app.gone(role='label', name=re.compile('只读'))
        self.wait_for_count('待审', 12)
        self.assertEqual(self.states(), before)
        self.end()
        self.is_sound()


class FullQuota(Refusing):
    def fill(self):
        faults.limit_files(self.app.proc.pid, 1)

    def make_room(self):
        faults.limit_files(self.app.proc.pid)

    def test_a_full_quota_is_said_like_a_full_disk_R32(self):
        self.refuses_and_goes_on(FULL)


class Frozen(Refusing):
    def fill(self):
        for path in (self.file, self.file + '-wal'):
            faults.call('chattr', '+i', path)

    def make_room(self):
        for path in (self.file, self.file + '-wal'):
            faults.call('chattr', '-i', path)

    def setUp(self):
        super().setUp()
        why = faults.may_freeze(self.file)
        if why:
            self.skipTest(f'no file can be made immutable here: {why}')
        self.addCleanup(self.make_room)

    def test_a_file_that_became_read_only_is_said_and_work_goes_on_R32(self):
        self.refuses_and_goes_on(re.compile('^数据库无法写入'))

    def test_a_read_only_file_has_a_page_can_be_looked_at_and_opened_later(self):
        before = faults.files_of(self.replica)['replica.db']
        self.fill()
        self.start()
        self.app.find('label', '数据无法写入')
        self.assertEqual(self.app.unlabelled(), [])
        self.app.click(role='button', name=re.compile('^只读打开'))
        self.wait_for_count('待审', 12)
        self.make_room()
        self.assertEqual(faults.files_of(self.replica)['replica.db'], before)
        self.app.click(role='button', name=re.compile('^尝试可写打开'))
        self.app.gone(role='label', name=re.compile('只读'))
        self.wait_for_count('待审', 12)
        self.end()
        self.is_sound()


class Damaged(Desk):
    def damage(self, table):
        root, pages = faults.pages_of(self.file, table)
        self.assertLess(root, pages)
        faults.overwrite_page(self.file, root)

    def test_after_a_kill_it_is_found_set_aside_and_said_R32(self):
        self.start_at_queue()
        self.open_first()
        self.keys('a')
        self.wait_for_count('待审', 11)
        faults.kill(self.app.proc)
        with closing(sqlite3.connect(self.file)) as database:
            database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
        self.damage('request')
        before = faults.files_of(self.replica)['replica.db']
        self.start()
        self.app.find('label', '数据已损坏')
        self.assertEqual(self.app.unlabelled(), [])
        after = faults.files_of(self.replica)
        self.assertEqual(after['replica.db.damaged-1'], before)
        self.assertIn('request.approve', after['replica.db.damaged-1.outbox.jsonl'].decode())
        self.assertNotIn('replica.db', after)

    def test_found_while_the_window_fills_it_is_set_aside_at_once_R32(self):
        self.damage('staff')
        before = faults.files_of(self.replica)['replica.db']
        self.start()
        self.app.find('label', '数据已损坏')
        self.app.find('label', re.compile('replica.db.damaged-1'))
        self.assertEqual(len(faults.files_of(self.replica)['replica.db.damaged-1']), len(before))

    def test_found_at_work_it_is_said_and_the_next_start_sets_it_aside_R32(self):
        self.damage('request')
        self.start()
        self.app.find('label', re.compile('数据库已损坏：.*请关闭程序后重新打开'), timeout=10)
        self.assertEqual(self.app.unlabelled(), [])
        self.app.press('ctrl+q')
        self.app.proc.wait(20)
        self.start()
        self.app.find('label', '数据已损坏')
        self.assertIn('replica.db.damaged-1', faults.files_of(self.replica))


class Killed(Desk):
    KILLS = int(os.environ.get('VAS_KILLS', '3'))

    def test_in_a_hold_the_approval_is_kept_and_settled_once_R32(self):
        self.start_at_queue()
        self.open_first()
        self.keys('a')
        self.wait_for_count('待审', 11)
        faults.kill(self.app.proc)
        self.assertEqual(self.approvals(), (1, 0))
        self.start_at_queue(11)
        self.app.find('label', re.compile('意外结束'))
        self.app.wait(lambda: self.approvals() == (0, 1), timeout=15, what='the approval settled')
        self.end()
        self.is_sound()

    def test_amid_saves_nothing_is_half_done_R32(self):
        for _ in range(self.KILLS):
            self.start()
            self.app.find('list item', re.compile('^开票'))
            self.app.wait(lambda: self.count('待审') is not None, what='the counts')
            for key in 'jajajaj':
                self.app.press(key)
                time.sleep(0.07)
            faults.kill(self.app.proc)
            states = self.states()
            held, settled = self.approvals()
            self.assertEqual(sum(state in ('to_issue', 'second') for state in states.values()), held + settled, states)
        self.start()
        self.app.find('list item', re.compile('^开票'))
        self.app.wait(lambda: self.approvals()[0] == 0, timeout=15, what='the approvals settled')
        self.end()
        self.is_sound()


if __name__ == '__main__':
    unittest.main()
