# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of desks and daemon at any moment, over a network that loses, doubles, reorders and spoils: the invariants hold afterwards.

VAS_CHAOS_CLIENT_KILLS, VAS_CHAOS_DAEMON_KILLS: until both are reached. VAS_CHAOS_SECONDS: how long at least (without those 25), and longer where a
slow machine has not killed six desks and three daemons by then. VAS_CHAOS_SEED: of a run that failed; it decides the same again.
VAS_CHAOS_REPORT: a file for the figures of an office that passed. VAS_CHAOS_KEEP: a folder for the files of one that failed.
"""
import json
import os
import random
import shutil
import unittest

from chaos import Office

NUMBERS = 'VAS_CHAOS_CLIENT_KILLS' in os.environ or 'VAS_CHAOS_DAEMON_KILLS' in os.environ
SECONDS = float(os.environ.get('VAS_CHAOS_SECONDS', 0 if NUMBERS else 25))
CLIENT_KILLS = int(os.environ.get('VAS_CHAOS_CLIENT_KILLS', 0 if NUMBERS else 6))
DAEMON_KILLS = int(os.environ.get('VAS_CHAOS_DAEMON_KILLS', 0 if NUMBERS else 3))
LONG = CLIENT_KILLS >= 100
SEED = os.environ.get('VAS_CHAOS_SEED') or str(random.SystemRandom().randrange(1 << 32))


class Chaos(unittest.TestCase):
    def office(self, **options):
        office = Office(SEED, **options)
        self.addCleanup(office.close)
        return office

    def check(self, office, *arguments):
        try:
            office.run(*arguments)
            office.settle()
            office.judge()
        except BaseException as error:
            told = '\n'.join(office.tell())
            if 'VAS_CHAOS_KEEP' in os.environ:
                shutil.copytree(office.server.folder, os.path.join(os.environ['VAS_CHAOS_KEEP'], f'office-{SEED}'), dirs_exist_ok=True)
            again = ' '.join(f'{name}={value}' for name, value in sorted({**os.environ, 'VAS_CHAOS_SEED': SEED}.items())
                             if name.startswith('VAS_CHAOS_'))
            raise AssertionError(f'{told}\n{error}\nThe same decisions again: {again} meson test -C build vasdeskd-chaos') from error
        print(f'# seed {SEED}: {json.dumps(office.figures())}', flush=True)
        if 'VAS_CHAOS_REPORT' in os.environ:
            with open(os.environ['VAS_CHAOS_REPORT'], 'w', encoding='utf-8') as file:
                json.dump(office.figures(), file)

    def test_kills_at_any_moment_lose_and_double_nothing_I1_I2_I3_I4_I6_I7_I9_I11_I12(self):
        office = self.office()
        self.check(office, SECONDS, CLIENT_KILLS, DAEMON_KILLS)
        self.assertGreater(sum(office.oracle.applied.values()), 10)
        if LONG:
            for step in ('request.approve', 'print.list', 'fapiao.issue', 'notice.tell'):
                self.assertGreater(office.oracle.applied[step], 0, step)


if __name__ == '__main__':
    unittest.main()
