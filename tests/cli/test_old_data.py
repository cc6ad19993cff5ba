# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of every older version, opened by the program of today: migrated, sound, and nothing lost (tests/data/old)."""
import glob
import lzma
import os
import re
import sqlite3
import tempfile
import unittest
from contextlib import closing

from vasctl import ROOT, run

OLD = f'{ROOT}/tests/data/old'
NOW = '2025-09-01T01:30:00Z'           # nothing in them is due by the clock yet
DERIVED = re.compile('_fts|^sqlite_|^before_')
ON_PURPOSE = ('2026030210000481',)     # an order of the small office that is wrong, for what verify must find


def version_of(path):
    return int(re.search(r'version-(\d+)', path)[1])


def rows(path):
    """{table: {row}} of what people put there, each row as the columns it has in that file."""
    with closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as sql:
        names = [name for name, in sql.execute("SELECT name FROM sqlite_schema WHERE type = 'table'") if not DERIVED.search(name)]
        return {name: [dict(zip([column[0] for column in found.description], row)) for row in found]
                for name in names for found in [sql.execute(f'SELECT * FROM "{name}"')]}


def schema(path):
    with closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as sql:
        return {(kind, name): ' '.join((text or '').split()) for kind, name, text in sql.execute('SELECT type, name, sql FROM sqlite_schema')}


class OldData(unittest.TestCase):
    maxDiff = 2000

    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.opened = {source: cls.open_old(source) for source in sorted(glob.glob(f'{OLD}/version-*.db.xz'))}

    @classmethod
    def open_old(cls, source):
        """(replica, what today's program said to open it, the rows that were in it before)"""
        replica = f'{cls.folder}/{os.path.basename(source)}'
        os.mkdir(replica, 0o700)
        path = f'{replica}/replica.db'
        with lzma.open(source) as old, open(path, 'wb') as file:
            file.write(old.read())
        before = rows(path)
        return replica, run('--replica', replica, '--now', NOW, 'maintain'), before

    def each(self):
        """(replica, its file, rows before) of each, opened without a complaint."""
        self.assertGreaterEqual(len(self.opened), 10)
        for source, (replica, said, before) in self.opened.items():
            with self.subTest(os.path.basename(source)):
                self.assertEqual(said, (0, '0 commands of the clock were run.\n', ''))
                yield replica, f'{replica}/replica.db', before

    def test_there_is_a_file_of_every_version_but_the_newest(self):
        newest = max(version_of(path) for path in glob.glob(f'{ROOT}/data/sql/version-*.sql'))
        there = {version_of(path) for path in glob.glob(f'{OLD}/*.db.xz')}
        self.assertEqual(there | {newest}, set(range(1, newest + 1)))

    def test_sheets_of_every_version_that_a_program_wrote_are_among_them(self):
        with_sheets = {version_of(source) for source, (_, _, before) in self.opened.items() if before['fapiao']}
        self.assertEqual(with_sheets, {1, 2, 3, 5, 6, 7, 8})
        issued = {version_of(source) for source, (_, _, before) in self.opened.items()
                  if {'issued', 'voided', 'reversed'} <= {row['state'] for row in before['fapiao']}}
        self.assertLessEqual({3, 6, 7, 8}, issued)

    def test_each_becomes_what_a_new_file_is(self):
        run('--replica', f'{self.folder}/new', 'init', '--admin', 'root', '--name', '管理员')
        new = schema(f'{self.folder}/new/replica.db')
        for _, path, _ in self.each():
            self.assertEqual(schema(path), new)

    def test_each_is_sound_by_every_rule(self):
        for replica, _, _ in self.each():
            _, said, errors = run('--replica', replica, 'verify')
            self.assertEqual(errors, '')
            wrong = [line for line in said.splitlines() if line.startswith('WRONG') and not any(known in line for known in ON_PURPOSE)]
            self.assertEqual(wrong, [])
            self.assertIn('integrity: 1 looked at, 0 wrong', said)

    def test_no_record_no_command_and_nothing_unsent_is_lost_R32(self):
        for _, path, before in self.each():
            after = rows(path)
            for table in ('command_log', 'outbox', 'account', 'orders', 'request', 'share', 'fapiao', 'parcel', 'staff', 'note', 'setting'):
                now = {row['id'] if 'id' in row else row['seq']: row for row in after[table]}
                for row in before[table]:
                    kept = now[row['id'] if 'id' in row else row['seq']]
                    self.assertEqual({column: kept[column] for column in row if column in kept}, row, table)


if __name__ == '__main__':
    unittest.main()
