# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks that fill up, files that cannot be written, files that are damaged: the real thing where the machine allows it."""
import os
import resource
import signal
import sqlite3
import subprocess
import tempfile
from contextlib import closing

PAGE = 4096


def call(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


class Disk:
    """A small file system of its own (tmpfs), at @path or anywhere. With may_mount() False none can be had here."""

    def __init__(self, megabytes=24, path=None):
        self.size, self.path = megabytes, path

    def __enter__(self):
        if self.path:
            os.mkdir(self.path)
        else:
            self.path = tempfile.mkdtemp(prefix='disk.')
        done = call('mount', '-t', 'tmpfs', '-o', f'size={self.size}m', 'none', self.path)
        if done.returncode != 0:
            os.rmdir(self.path)
            raise OSError(done.stderr.strip())
        return self

    def __exit__(self, *_):
        call('umount', '-l', self.path)
        os.rmdir(self.path)

    def fill(self):
        """Not a byte is left."""
        with open(self.path + '/ballast', 'ab', buffering=0) as file:
            for size in (1 << 20, PAGE, 1):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    pass

    def make_room(self):
        os.unlink(self.path + '/ballast')

    def protect(self, yes):
        """Read-only, as after an error of the medium."""
        done = call('mount', '-o', 'remount,ro' if yes else 'remount,rw', self.path)
        assert done.returncode == 0, done.stderr


def may_mount():
    """'' where a file system can be mounted here, or why not."""
    try:
        with Disk(1):
            return ''
    except OSError as error:
        return str(error)


def may_freeze(path):
    """'' where `chattr +i` works on that file, or why not."""
    done = call('chattr', '+i', path)
    call('chattr', '-i', path)
    return done.stderr.strip() if done.returncode else ''


def limit_files(pid, size=None):
    """The program can make no file longer than that (the quota of a user, to all effects); without a size it can again."""
    hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


def pages_of(path, table):
    """The root page of a table, and how many pages the file has."""
    with closing(sqlite3.connect(path)) as database:
        root = database.execute('SELECT rootpage FROM sqlite_schema WHERE name = ?', (table,)).fetchone()[0]
        return root, database.execute('PRAGMA page_count').fetchone()[0]


def overwrite_page(path, page):
    """Something else stands where that page was."""
    with open(path, 'r+b') as file:
        file.seek((page - 1) * PAGE)
        file.write(b'Z' * PAGE)


def files_of(folder):
    """What is in the files of a replica, for comparing."""
    out = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isfile(path) and name != 'replica.lock' and not name.endswith('-shm'):
            with open(path, 'rb') as file:
                out[name] = file.read()
    return out


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait(10)
