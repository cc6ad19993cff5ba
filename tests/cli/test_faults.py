# SPDX-License-Identifier: GPL-3.0-or-later
"""vasctl where the disk is full, the file read-only, damaged, newer or in use: it says so, with status 1, and nothing is half
done. The full disk is a small tmpfs; where none can be mounted the limit on a program's files (EFBIG) stands in its place."""
import os
import resource
import shutil
import subprocess
import sqlite3
import tempfile
import unittest
from contextlib import closing

import faults
from vasctl import ENGLISH, NOW, VASCTL, Replica


class Faults(Replica):
    def database(self):
        return self.replica + '/replica.db'

    def attempt(self, prefix=(), **more):
        """Twenty thousand accounts are imported; or else the process's result."""
        path = self.home + '/many.csv'
        if not os.path.exists(path):
            with open(path, 'w', encoding='utf-8') as file:
                file.write('account_id,name,mobile,email\n')
                file.writelines(f'{90000000 + i},单晓明,139{i:08},\n' for i in range(20000))
        return subprocess.run([*prefix, VASCTL, '--replica', self.replica, '--now', NOW, 'import', 'accounts', path],
                              capture_output=True, text=True, check=False, env=ENGLISH, **more)

    def accounts(self):
        with closing(sqlite3.connect(self.database())) as database:
            return database.execute('SELECT count(*) FROM account').fetchone()[0]

    def refuses(self, status, error, words):
        self.assertEqual(status, 1, error)
        self.assertIn(words, error)
        self.assertNotIn('\n', error.strip())

    def sound(self):
        done = subprocess.run([VASCTL, '--replica', self.replica, 'verify'], capture_output=True, text=True, check=False, env=ENGLISH)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_a_full_disk_stops_an_import_between_batches_and_it_goes_on_later_R32(self):
        if why := faults.may_mount():
            self.skipTest(f'no small disk can be mounted here: {why}')
        before = self.accounts()
        with faults.Disk(6) as disk:
            away, self.replica = self.replica, shutil.copytree(self.replica, disk.path + '/replica')
            done = self.attempt()
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn('The disk is full', done.stderr)
            self.assertEqual((self.accounts() - before) % 1000, 0)
            shutil.rmtree(away)
            shutil.copytree(self.replica, away)
            self.replica = away
        done = self.attempt()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.accounts(), before + 20000)
        self.sound()

    def test_a_limit_on_files_is_said_like_a_full_disk_R32(self):
        before = self.accounts()
        limit = os.path.getsize(self.database()) + (1 << 20)
        done = self.attempt(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn('The disk is full', done.stderr)
        self.assertEqual((self.accounts() - before) % 1000, 0)
        self.assertEqual(self.attempt().returncode, 0)
        self.assertEqual(self.accounts(), before + 20000)
        self.sound()

    def test_a_folder_of_somebody_else_is_said_and_left_alone(self):
        before = faults.files_of(self.replica)
        os.chmod(self.home, 0o755)
        os.chmod(self.folder, 0o755)
        os.chmod(self.replica, 0o755)
        os.chmod(self.database(), 0o644)
        nobody = ('setpriv', '--reuid=65534', '--regid=65534', '--clear-groups') if os.geteuid() == 0 else ()
        if not nobody:
            os.chmod(self.replica, 0o555)
        done = self.attempt(prefix=nobody, cwd='/')
        if 'xecut' in done.stderr:
            self.skipTest(f'nobody cannot reach the program: {done.stderr.strip()}')
        os.chmod(self.replica, 0o755)
        self.refuses(done.returncode, done.stderr, 'cannot be written')
        self.assertEqual(faults.files_of(self.replica), before)

    def test_a_damaged_page_is_said_and_after_it_the_file_is_set_aside_R32(self):
        root, _ = faults.pages_of(self.database(), 'account')
        faults.overwrite_page(self.database(), root)
        before = faults.files_of(self.replica)['replica.db']
        done = self.attempt()
        self.refuses(done.returncode, done.stderr, 'is damaged')
        done = self.attempt()
        self.refuses(done.returncode, done.stderr, 'replica.db.damaged-1')
        self.assertEqual(len(faults.files_of(self.replica)['replica.db.damaged-1']), len(before))

    def test_a_newer_file_is_said_and_left_alone(self):
        with closing(sqlite3.connect(self.database())) as database:
            database.execute('PRAGMA user_version = 999')
        before = faults.files_of(self.replica)
        done = self.attempt()
        self.refuses(done.returncode, done.stderr, 'newer')
        self.assertEqual(faults.files_of(self.replica), before)

    def test_two_at_once_the_second_is_refused(self):
        with subprocess.Popen(['flock', self.replica + '/replica.lock', 'sh', '-c', 'echo ready; read x'], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True) as holder:
            holder.stdout.readline()
            done = self.attempt()
            holder.communicate('\n')
        self.refuses(done.returncode, done.stderr, 'in use by another program')
        self.assertEqual(self.attempt().returncode, 0)


if __name__ == '__main__':
    unittest.main()
