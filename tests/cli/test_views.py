# SPDX-License-Identifier: GPL-3.0-or-later
"""What a view of the desktop shows, vasctl prints: the lists of the demonstration, which has every state of a case."""
import os
import shutil
import sqlite3
import tempfile
import unittest
from contextlib import closing

from vasctl import run, strict


class Views(unittest.TestCase):
    """One demonstration for all of them; a test that changes it takes a copy."""

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.mkdtemp(prefix='views-')
        cls.addClassCleanup(shutil.rmtree, cls.home)
        cls.replica = os.path.join(cls.home, 'demo')
        status, _, err = run('--replica', cls.replica, 'seed-demo')
        assert status == 0, err

    def copy(self):
        self.replica = os.path.join(tempfile.mkdtemp(dir=self.home), 'demo')
        shutil.copytree(type(self).replica, self.replica)

    def ctl(self, *arguments, status=0):
        got, out, self.err = run('--replica', self.replica, *arguments)
        self.assertEqual(got, status, f'{arguments}\n{out}\n{self.err}')
        return out

    def json(self, *arguments, **options):
        return strict(self.ctl('--json', *arguments, **options))

    def ask(self, query, *values):
        with closing(sqlite3.connect(f'file:{self.replica}/replica.db?mode=ro', uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def test_handover_has_the_parcels_of_the_day(self):
        days = dict(self.ask("SELECT date (handed_at / 1000000 + 28800, 'unixepoch'), count (*) FROM parcel "
                             "WHERE method = 'courier' AND handed_at IS NOT NULL GROUP BY 1"))
        for day, count in days.items():
            parcels = self.json('handover', '--day', day)
            self.assertEqual(len(parcels), count, day)
            self.assertEqual(parcels, sorted(parcels, key=lambda parcel: parcel['handed_at']))
        self.assertTrue(all(parcel['recipient'].endswith('*') for parcel in parcels))
        self.assertEqual(self.json('handover', '--day', '2001-01-01'), [])
        self.assertEqual(self.json('handover', '--day', day, '--point', '没有'), [])
        self.assertIn(parcels[0]['waybill'], self.ctl('handover', '--day', day))
        self.ctl('handover', '--day', '2026-02-30', status=2)


if __name__ == '__main__':
    unittest.main()
