# SPDX-License-Identifier: GPL-3.0-or-later
"""vasctl backup and restore of a server's records, by the real programs: what desks do after yesterday came back, what a kill leaves, and
what is not put back at all."""
import glob
import hashlib
import json
import os
import random
import resource
import shutil
import sqlite3
import stat
import subprocess
import tarfile
import tempfile
import threading
import time
import unittest
from contextlib import closing

import vasctl
from vasrecords import POSTGRESQL
from vasserver import PASSWORD, Problem, Server

JPEG = b'\xff\xd8\xff' + bytes(range(256)) * 400


def tree(path):
    """{name: bytes} of everything below a folder but the lock."""
    found = {}
    for top, _, names in os.walk(path):
        for name in names:
            if name != 'replica.lock':
                with open(os.path.join(top, name), 'rb') as file:
                    found[os.path.relpath(os.path.join(top, name), path)] = file.read()
    return found


def wait_for(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.002)


@unittest.skipIf(POSTGRESQL, 'vasctl backup is of files.')
class Backup(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.template = Server()
        cls.addClassCleanup(shutil.rmtree, cls.template.folder)

    def setUp(self):
        folder = tempfile.mkdtemp(prefix='backup-')
        self.addCleanup(shutil.rmtree, folder)
        shutil.copytree(self.template.data, os.path.join(folder, 'data'))
        self.server = Server(os.path.join(folder, 'data'))
        self.server.start()
        self.addCleanup(self.server.kill)
        self.folder = folder
        self.root = self.server.sign_in('root')
        self.file = os.path.join(self.folder, 'evening.vasbackup')

    def ctl(self, *arguments, status=0, token=None):
        env = {**vasctl.ENGLISH, 'VASCTL_TOKEN': token or self.root.token}
        got, out, self.err = vasctl.run(*arguments, env=env)
        self.assertEqual(got, status, f'{arguments}\n{out}\n{self.err}')
        return out

    def backup(self, *options, **more):
        return self.ctl('backup', self.file, '--data', self.server.data, *options, **more)

    def restore(self, *options, **more):
        return self.ctl('restore', self.file, '--data', self.server.data, *(options or ('--reason', 'a test')), **more)

    @staticmethod
    def name_of(content):
        """Folder and file."""
        name = hashlib.sha256(content).hexdigest()
        return name[:2], name[2:]

    def add_blob(self):
        path = os.path.join(self.server.data, 'blobs', *self.name_of(JPEG))
        os.makedirs(os.path.dirname(path))
        with open(path, 'wb') as file:
            file.write(JPEG)
        return path

    def desk(self, name):
        replica = os.path.join(self.folder, name)
        self.ctl('--replica', replica, 'init')
        self.sync(replica)
        return replica

    def sync(self, replica, status=0):
        return json.loads(self.ctl('--replica', replica, '--server', self.server.uri, '--json', 'sync', status=status))

    def add(self, replica, login):
        told = json.loads(self.ctl('--replica', replica, '--as', 'root', '--json', 'run', 'staff.add', f'login={login}', 'name=李娜', 'roles=auditor'))
        return told['command_id']

    def query(self, directory, text):
        current = os.path.join(directory, 'current')
        name = open(current, encoding='ascii').read().strip() if os.path.exists(current) else 'replica.db'
        with closing(sqlite3.connect(f'file:{directory}/{name}?mode=ro', uri=True)) as db:
            return db.execute(text).fetchall()

    def logins(self, directory):
        return [row[0] for row in self.query(directory, 'SELECT login FROM staff ORDER BY login')]

    def test_it_is_one_private_file_that_any_tar_reads_made_while_the_daemon_runs(self):
        blob = self.add_blob()
        told = json.loads(self.backup('--json'))
        self.assertEqual((os.stat(self.file).st_mode & 0o777, told['files'], told['left_out']), (0o600, 1, 0))
        with tarfile.open(self.file) as archive:
            names = archive.getnames()
            manifest = json.loads(archive.extractfile('manifest.json').read())
            for part in manifest['parts']:
                content = archive.extractfile(part['name']).read()
                self.assertEqual((hashlib.sha256(content).hexdigest(), len(content)), (part['sha256'], part['bytes']))
        self.assertEqual(names, ['records.db', os.path.relpath(blob, self.server.data), 'manifest.json', 'manifest.sha256'])
        self.assertEqual((manifest['seq'], manifest['epoch']), (self.root.feed(0)[0][1]['head'], self.root.epoch))
        self.assertEqual(glob.glob(self.file + '.*'), [])

    def test_a_file_that_is_there_stays_unless_forced_and_one_that_is_not_what_was_saved_is_left_out(self):
        with open(self.file, 'w', encoding='ascii') as file:
            file.write('mine')
        self.backup(status=1)
        self.assertIn('is there already', self.err)
        self.assertEqual(open(self.file, encoding='ascii').read(), 'mine')
        blob = self.add_blob()
        with open(blob, 'ab') as file:
            file.write(b'!')
        self.backup('--force', status=1)
        self.assertIn(os.path.relpath(blob, self.server.data), self.err)
        self.server.stop()
        self.restore()
        self.assertFalse(os.path.exists(blob))

    def test_it_is_never_written_into_the_folder_of_the_records_by_whatever_name(self):
        self.add_blob()
        data = self.server.data
        link = os.path.join(self.folder, 'link')
        os.symlink(data, link)
        os.symlink(os.path.join(data, 'blobs'), os.path.join(self.folder, 'photos'))
        before = (sorted(os.listdir(data)), os.stat(os.path.join(data, 'replica.db')).st_ino)
        for target in (f'{data}/replica.db', f'{data}/new.vasbackup', f'{data}/blobs/new', f'{link}/replica.db', f'{data}/blobs/../replica.db',
                       f'{self.folder}/photos/new', f'{data}/'):
            for options in ((), ('--force',)):
                self.ctl('backup', target, '--data', data, *options, status=1)
                self.assertIn('in the folder of the records', self.err)
        self.ctl('backup', f'{data}/replica.db', '--data', link, '--force', status=1)
        self.assertEqual((sorted(os.listdir(data)), os.stat(os.path.join(data, 'replica.db')).st_ino), before)
        self.ctl('backup', data + '.vasbackup', '--data', data)

    def test_one_snapshot_while_others_write(self):
        done = threading.Event()

        def write():
            for number in range(10000):
                if done.is_set():
                    return
                self.root.run('staff.add', login=f'p{number}', name='x', roles='auditor')

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for _ in range(2):
                self.backup('--force')
        finally:
            done.set()
            writer.join()
        self.server.stop()
        other = os.path.join(self.folder, 'other')
        self.ctl('restore', self.file, '--data', other, '--reason', 'a test')
        self.ctl('--replica', other, 'verify')
        rows = self.query(other, 'SELECT count (*), max (seq) FROM command_log')[0]
        self.assertEqual(rows[0], rows[1])
        self.assertEqual(len(self.logins(other)), rows[0] - 1)  # each row but the last, which is the restore, added one

    def test_yesterday_comes_back_and_two_desks_send_again_what_was_acknowledged(self):
        one, two = self.desk('one'), self.desk('two')
        self.add(one, 'before')
        self.sync(one)
        self.sync(two)
        self.backup()
        ids = [self.add(one, 'a'), self.add(two, 'b')]
        for replica in (one, two, one):
            self.assertEqual(self.sync(replica)['waiting'], 0)
        unsent = self.add(two, 'c')
        expected = ['a', 'b', 'before', 'c', 'root']
        self.assertEqual(self.logins(self.server.data), ['a', 'b', 'before', 'root'])

        port, epoch = self.server.port, self.root.epoch
        self.server.stop()
        out = self.restore('--reason', '磁盘坏了')
        self.assertIn('.before-1', out)
        self.assertEqual(self.logins(self.server.data), ['before', 'root'])
        self.server.start(port)
        with self.assertRaises(Problem) as caught:
            self.root.ask('GET', '/v1/session')
        self.assertEqual(caught.exception.answer.status, 401)  # sessions that were ended since do not live again
        self.root = self.server.sign_in('root', PASSWORD)
        self.assertNotEqual(self.root.epoch, epoch)

        for replica in (one, two):
            self.assertEqual(self.sync(replica, status=1)['state'], 'stopped')
            self.ctl('--replica', replica, '--server', self.server.uri, 'fetch')
        for replica in (one, two, one):
            told = self.sync(replica)
            self.assertEqual((told['waiting'], told['problems'], told['state']), (0, 0, 'synced'))
        for directory in (self.server.data, one, two):
            self.assertEqual(self.logins(directory), expected)
        for replica in (one, two):
            self.ctl('--replica', replica, '--server', self.server.uri, 'verify')
        self.ctl('--replica', self.server.data, 'verify')
        for command in (*ids, unsent):
            self.assertEqual(self.query(self.server.data, f"SELECT count (*), min (result) FROM command_log WHERE command_id = '{command}'"),
                             [(1, 'applied')])
        (body,), = self.query(self.server.data, "SELECT body FROM command_log WHERE type = 'backend.renew'")
        args = json.loads(body)['args']
        self.assertEqual((args['epoch'], args['previous'], args['reason']), (self.root.epoch, epoch, '磁盘坏了'))
        self.assertEqual(self.logins(self.server.data + '.before-1'), ['a', 'b', 'before', 'root'])

    def test_nothing_is_touched_where_a_byte_is_wrong(self):
        self.add_blob()
        self.backup()
        self.server.stop()
        before = tree(self.server.data)
        with open(self.file, 'rb') as file:
            good = file.read()
        random.seed(7)
        places = [random.randrange(len(good)) for _ in range(4)] + [124, len(good) - 1, good.index(b'"made_at"') + 12]
        damaged = [good[:place] + bytes([good[place] ^ 1 << random.randrange(8)]) + good[place + 1:] for place in places]
        for bad in damaged + [good[:-512], good[:len(good) // 2], b'', b'<html>']:
            with open(self.file, 'wb') as file:
                file.write(bad)
            self.restore(status=1)
            self.assertEqual(tree(self.server.data), before)
            self.assertFalse(os.path.exists(self.server.data + '.restoring'))
        self.assertEqual(glob.glob(self.server.data + '.before*'), [])

    def test_parts_with_names_of_their_own_are_not_unpacked(self):
        self.server.stop()
        for name in ('../outside', 'blobs/../../outside', 'blobs/ab/' + 'x' * 62):
            with tarfile.open(self.file, 'w', format=tarfile.USTAR_FORMAT) as archive:
                info = tarfile.TarInfo(name)
                info.mode = 0o600
                archive.addfile(info)
            self.restore(status=1)
        self.assertFalse(os.path.exists(os.path.join(self.folder, 'outside')))

    def test_a_trail_that_was_changed_is_not_put_back(self):
        self.server.stop()
        with closing(sqlite3.connect(self.server.data + '/replica.db')) as db:
            for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'command_log'").fetchall():
                db.execute(f'DROP TRIGGER {name}')
            db.execute("UPDATE command_log SET body = replace (body, 'root', 'toor') WHERE seq = 1")
            db.commit()
        self.backup()
        other = os.path.join(self.folder, 'other')
        self.ctl('restore', self.file, '--data', other, '--reason', 'a test', status=1)
        self.assertIn('R29', self.err)
        self.assertFalse(os.path.exists(other))

    def test_a_daemon_that_runs_and_a_desk_are_refused(self):
        self.backup()
        self.restore(status=1)
        self.assertIn('in use', self.err)
        desk = self.desk('one')
        self.ctl('backup', self.file, '--force', '--data', desk, status=1)
        self.assertIn('follow a server', self.err)
        why = ('--reason', 'a test')
        for options in (('restore', self.file, *why), ('restore', '--data', desk, *why), ('backup',),
                        ('restore', self.file, '--renew', '--data', desk, *why)):
            self.ctl(*options, status=2)
        self.ctl('restore', '--renew', '--data', desk, *why, status=1)

    def test_a_restore_without_a_reason_that_the_trail_takes_is_wrong_use_and_touches_nothing(self):
        self.backup()
        self.server.stop()
        before = tree(self.server.data)
        for what in ((self.file,), ('--renew',)):
            for why in ((), ('--reason', ''), ('--reason', ' '), ('--reason', 'a\nb'), ('--reason', 'a\u202e'), ('--reason', 'x' * 2001)):
                self.ctl('restore', *what, '--data', self.server.data, *why, status=2)
                self.assertIn('--reason', self.err)
        self.assertEqual(tree(self.server.data), before)
        self.restore('--reason', '好' * 2000)

    def test_a_full_disk_names_the_records_that_could_not_be_written(self):
        self.backup()
        self.server.stop()
        before = tree(self.server.data)
        limit = os.path.getsize(os.path.join(self.server.data, 'replica.db')) // 2
        done = subprocess.run([vasctl.VASCTL, 'restore', self.file, '--data', self.server.data, '--reason', 'a test'], capture_output=True, text=True,
                              check=False, env=vasctl.ENGLISH, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(f'The disk is full: {self.server.data}.restoring/replica.db could not be written', done.stderr)
        self.assertEqual(tree(self.server.data), before)
        self.assertFalse(os.path.exists(self.server.data + '.restoring'))

    def test_records_put_back_by_other_means_begin_a_new_epoch(self):
        self.server.stop()
        self.assertIn('new epoch', self.ctl('restore', '--renew', '--data', self.server.data, '--reason', 'a test'))
        self.server.start()
        self.assertNotEqual(self.server.hello()['epoch'], self.root.epoch)

    def kill_at(self, moment, *arguments):
        with subprocess.Popen([vasctl.VASCTL, *arguments], env=vasctl.ENGLISH, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            wait_for(lambda: moment() or process.poll() is not None)
            process.kill()

    def test_killed_in_the_middle_a_backup_leaves_the_last_one(self):
        self.add_blob()
        self.backup()
        moments = [lambda: os.path.exists(self.file + '.part'), lambda: os.path.exists(self.file + '.records')]
        moments += [lambda end=time.monotonic() + n / 100: time.monotonic() > end for n in range(4)]
        for moment in moments:
            self.kill_at(moment, 'backup', self.file, '--force', '--data', self.server.data)
            with tarfile.open(self.file) as archive:
                self.assertIn('manifest.sha256', archive.getnames())
        self.backup('--force')
        self.assertEqual(glob.glob(self.file + '.*'), [])

    def test_killed_in_the_middle_a_restore_leaves_one_or_the_other_whole(self):
        self.add_blob()
        self.backup()
        self.root.run('staff.add', login='later', name='x', roles='auditor')
        self.server.stop()
        kept = os.path.join(self.folder, 'kept')
        shutil.copytree(self.server.data, kept)
        staging = self.server.data + '.restoring'
        moments = [lambda name=name: os.path.exists(os.path.join(staging, name)) for name in ('unfinished', 'replica.db', 'blobs', 'replica.lock')]
        moments.append(lambda: os.path.exists(staging) and not os.path.exists(os.path.join(staging, 'unfinished')))
        moments.append(lambda: os.path.exists(self.server.data + '.before-1'))
        for moment in moments:
            self.kill_at(moment, 'restore', self.file, '--data', self.server.data, '--reason', 'a test')
            self.ctl('--replica', self.server.data, 'verify')
            self.assertIn(self.logins(self.server.data), (['later', 'root'], ['root']))
            wholes = [self.logins(path) for path in [self.server.data, staging, *glob.glob(self.server.data + '.before-*')]
                      if os.path.exists(os.path.join(path, 'replica.db')) and not os.path.exists(os.path.join(path, 'unfinished'))]
            self.assertIn(['later', 'root'], wholes)  # nothing that was there is ever thrown away
        self.restore()
        self.assertEqual(self.logins(self.server.data), ['root'])
        self.assertFalse(os.path.exists(staging))
        self.server.start()


@unittest.skipUnless(POSTGRESQL, 'There is no PostgreSQL server (tests/support/with-postgresql.py starts one).')
class OnPostgresql(unittest.TestCase):
    """pg_dump, pg_restore and a new epoch, as doc/operating.md has them."""

    def setUp(self):
        self.server = Server()
        self.server.start()
        self.addCleanup(self.server.__exit__)
        self.root = self.server.sign_in('root')

    def renew(self, status=0):
        got, out, err = vasctl.run('restore', '--renew', '--data', self.server.data, '--database', self.server.records.address, '--reason', '磁盘坏了')
        self.assertEqual(got, status, out + err)
        return out + err

    def sync(self, replica, status=0):
        env = {**vasctl.ENGLISH, 'VASCTL_TOKEN': self.root.token}
        got, out, err = vasctl.run('--replica', replica, '--server', self.server.uri, '--json', 'sync', env=env)
        self.assertEqual(got, status, out + err)
        return json.loads(out)

    def add(self, replica, login):
        status, _, err = vasctl.run('--replica', replica, '--as', 'root', 'run', 'staff.add', f'login={login}', 'name=李娜', 'roles=auditor')
        self.assertEqual(status, 0, err)

    def logins(self):
        return [login for login, in self.server.query('SELECT login FROM staff ORDER BY login')]

    def test_yesterday_comes_back_by_its_tools_and_the_desk_sends_again_what_was_acknowledged(self):
        replica, dump = os.path.join(self.server.folder, 'desk'), os.path.join(self.server.folder, 'evening.dump')
        self.assertEqual(vasctl.run('--replica', replica, 'init')[0], 0)
        self.sync(replica)
        database, schema = os.environ['VAS_TEST_DATABASE'], self.server.records.address.rpartition('%3D')[2]
        subprocess.run(['pg_dump', '--format=custom', f'--schema={schema}', f'--file={dump}', database], check=True)
        self.add(replica, 'li')
        self.assertEqual(self.sync(replica)['waiting'], 0)
        self.assertEqual(self.logins(), ['li', 'root'])

        port, epoch = self.server.port, self.root.epoch
        self.assertIn('has this database open', self.renew(status=1))
        self.server.stop()
        self.server.change(f'DROP SCHEMA {schema} CASCADE')
        subprocess.run(['pg_restore', '--exit-on-error', f'--dbname={database}', dump], check=True)
        self.assertEqual(self.logins(), ['root'])
        self.assertNotIn(self.server.records.address, self.renew())
        self.server.start(port)
        with self.assertRaises(Problem) as caught:
            self.root.ask('GET', '/v1/session')
        self.assertEqual(caught.exception.answer.status, 401)
        self.root = self.server.sign_in('root')
        self.assertNotEqual(self.root.epoch, epoch)

        self.assertEqual(self.sync(replica, status=1)['state'], 'stopped')
        env = {**vasctl.ENGLISH, 'VASCTL_TOKEN': self.root.token}
        self.assertEqual(vasctl.run('--replica', replica, '--server', self.server.uri, 'fetch', env=env)[0], 0)
        told = self.sync(replica)
        self.assertEqual((told['waiting'], told['problems'], told['state']), (0, 0, 'synced'))
        self.assertEqual(self.logins(), ['li', 'root'])
        (body,), = self.server.query("SELECT body FROM command_log WHERE type = 'backend.renew'")
        self.assertEqual(json.loads(body)['args']['reason'], '磁盘坏了')
        self.server.stop()
        self.assertEqual(vasctl.run('--replica', self.server.records.address, 'verify')[0], 0)
        got, _, err = vasctl.run('backup', dump, '--data', self.server.records.address)
        self.assertEqual((got, '--database' in err), (2, True))

    def backup(self, file, *options):
        return vasctl.run('--json', 'backup', file, '--data', self.server.data, '--database', self.server.records.address, *options)

    def test_one_file_has_the_records_as_pg_restore_reads_them_and_the_photos_beside_them(self):
        file, out = os.path.join(self.server.folder, 'evening.vasbackup'), os.path.join(self.server.folder, 'out')
        blob = os.path.join(self.server.data, 'blobs', *Backup.name_of(JPEG))
        os.makedirs(os.path.dirname(blob))
        with open(blob, 'wb') as photo:
            photo.write(JPEG)
        status, told, err = self.backup(file)
        self.assertEqual(status, 0, told + err)
        told = json.loads(told)
        self.assertEqual((told['epoch'], told['files'], told['seq']), (self.root.epoch, 1, self.root.feed(0)[0][1]['head']))
        self.assertEqual(stat.S_IMODE(os.stat(file).st_mode), 0o600)
        self.assertEqual([name for name in os.listdir(self.server.folder) if 'evening' in name], ['evening.vasbackup'])
        self.assertEqual(self.backup(file)[0], 1)                                     # it is there
        self.assertEqual(self.backup(file, '--force')[0], 0)
        self.assertIn('--database', vasctl.run('restore', file, '--data', out, '--reason', 'x')[2])

        os.makedirs(out)
        subprocess.run(['tar', '-xf', file, '-C', out], check=True)
        self.assertEqual(sorted(os.listdir(out)), ['blobs', 'manifest.json', 'manifest.sha256', 'records.dump'])
        self.root.add_staff('li', '李娜', 'auditor')
        database, schema = os.environ['VAS_TEST_DATABASE'], self.server.records.address.rpartition('%3D')[2]
        port = self.server.port
        self.server.stop()
        self.server.change(f'DROP SCHEMA {schema} CASCADE')
        subprocess.run(['pg_restore', '--exit-on-error', f'--dbname={database}', f'{out}/records.dump'], check=True)
        self.renew()
        self.assertEqual(self.logins(), ['root'])
        self.server.start(port)
        self.assertNotEqual(self.server.hello()['epoch'], told['epoch'])

    def spy(self, name):
        """PATH with a program in front of PostgreSQL's of that name, which writes down how it is called."""
        folder = tempfile.mkdtemp(dir=self.server.folder)
        path = os.path.join(folder, name)
        with open(path, 'w', encoding='ascii') as file:
            file.write(f'#!/bin/sh\nprintf "%s\\n" "$@" > {folder}/arguments\nenv > {folder}/environment\nexec {shutil.which(name)} "$@"\n')
        os.chmod(path, 0o755)
        return folder

    def test_a_database_is_put_back_with_its_photos_under_a_new_epoch(self):
        file = os.path.join(self.server.folder, 'evening.vasbackup')
        blob = os.path.join(self.server.data, 'blobs', *Backup.name_of(JPEG))
        os.makedirs(os.path.dirname(blob))
        with open(blob, 'wb') as photo:
            photo.write(JPEG)
        self.assertEqual(self.backup(file)[0], 0)
        self.root.add_staff('li', '李娜', 'auditor')
        os.unlink(blob)
        schema, port = self.server.records.address.rpartition('%3D')[2], self.server.port
        folder = self.spy('pg_restore')
        env = {**vasctl.ENGLISH, 'PATH': f'{folder}:{os.environ["PATH"]}'}
        address = self.server.records.address + '&password=geheim'

        def restore(status, data=self.server.data):
            got, out, err = vasctl.run('restore', file, '--data', data, '--database', address, '--reason', 'x', env=env)
            self.assertEqual(got, status, out + err)
            self.assertNotIn('geheim', out + err)
            return err

        self.assertIn('has this database open', restore(1))
        self.server.stop()
        self.assertIn('not empty', restore(1))
        self.assertEqual(self.logins(), ['li', 'root'])
        self.assertFalse(os.path.exists(f'{folder}/arguments'))
        self.server.change(f'DROP SCHEMA {schema} CASCADE')
        restore(0)
        self.assertEqual(self.logins(), ['root'])
        with open(f'{folder}/arguments', encoding='utf-8') as arguments, open(f'{folder}/environment', encoding='utf-8') as environment:
            self.assertNotIn('geheim', arguments.read())
            self.assertIn('PGPASSWORD=geheim', environment.read())
        with open(blob, 'rb') as photo:
            self.assertEqual(photo.read(), JPEG)
        self.assertFalse([name for name in os.listdir(self.server.data) if 'records' in name])
        self.assertEqual(self.server.query("SELECT count (*) FROM command_log WHERE type = 'backend.renew'"), [(1,)])
        self.server.start(port)
        self.assertNotEqual(self.server.hello()['epoch'], self.root.epoch)
        self.server.sign_in('root').add_staff('li', '李娜', 'auditor')

        with open(file, 'r+b') as damaged:
            damaged.seek(700)
            damaged.write(b'?')
        self.server.stop()
        self.server.change(f'DROP SCHEMA {schema} CASCADE')
        self.assertIn('damaged', restore(1))
        self.assertEqual(self.server.query(f"SELECT count (*) FROM pg_tables WHERE schemaname = '{schema}'"), [(0,)])

    def test_a_server_that_is_not_there_or_no_pg_dump_leaves_no_file(self):
        file = os.path.join(self.server.folder, 'evening.vasbackup')
        wrong = vasctl.run('backup', file, '--data', self.server.data, '--database', 'postgresql:///x?host=%2Fnowhere')
        nothing = subprocess.run([vasctl.VASCTL, 'backup', file, '--data', self.server.data, '--database', self.server.records.address],
                                 env={**vasctl.ENGLISH, 'PATH': '/nowhere'}, capture_output=True, text=True, check=False)
        self.assertEqual((wrong[0], nothing.returncode, 'postgresql-client' in nothing.stderr), (1, 1, True), wrong[2] + nothing.stderr)
        self.assertNotIn(self.server.records.address, nothing.stderr)
        self.assertFalse([name for name in os.listdir(self.server.folder) if 'evening' in name])

    def test_a_dump_that_fails_or_cannot_be_read_leaves_no_file(self):
        file = os.path.join(self.server.folder, 'evening.vasbackup')
        folder = tempfile.mkdtemp(dir=self.server.folder)
        for name, script in (('pg_dump', 'echo "pg_dump: error: boom" >&2; exit 1'), ('pg_restore', 'echo "pg_restore: error: boom" >&2; exit 1'),
                             ('pg_dump', 'kill -9 $$')):
            with self.subTest(script):
                path = os.path.join(folder, name)
                with open(path, 'w', encoding='ascii') as program:
                    program.write(f'#!/bin/sh\n{script}\n')
                os.chmod(path, 0o755)
                status, _, err = vasctl.run('backup', file, '--data', self.server.data, '--database', self.server.records.address,
                                            env={**vasctl.ENGLISH, 'PATH': f'{folder}:{os.environ["PATH"]}'})
                os.unlink(path)
                self.assertEqual((status, name in err), (1, True), err)
                self.assertFalse([name for name in os.listdir(self.server.folder) if 'evening' in name])
        self.assertEqual(self.backup(file)[0], 0)

    def test_only_a_database_of_records_is_renewed(self):
        self.server.stop()
        for options in (('--database', '/tmp'), ('--database', 'mysql://x')):
            self.assertEqual(vasctl.run('restore', '--renew', '--data', self.server.data, *options, '--reason', 'x')[0], 2)
            self.assertEqual(vasctl.run('restore', 'x.vasbackup', '--data', self.server.data, *options, '--reason', 'x')[0], 2)


if __name__ == '__main__':
    unittest.main()
