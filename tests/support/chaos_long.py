#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""chaos_long.py: the long form of the kills: offices of tests/server/test_chaos.py beside each other and one after another, until so many were killed.

Each office is a run of that test with a seed of its own, in which so many clients and daemons are killed before it is settled and judged; only
offices that were judged and found good count. The data are in memory (/dev/shm) where there is room: kill -9 takes nothing from a file that was
written, on a disk or not. With VAS_TEST_DATABASE (with-postgresql.py) the records are there, and each office has two daemons.

CLIENT_KILLS, DAEMON_KILLS: until both are reached (10,000). AT_ONCE: offices beside each other (8). MINUTES: after which no office begins.
VAS_CHAOS_SEED: of the first; the others' follow. JOURNAL: a file with a line for each office; a second run of the same programs goes on from
what the first one reached there. LOGS: the folder for the words and files of offices that failed. The status is 1 where one did, or where less
was reached.
"""
import collections
import concurrent.futures
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
BUILD = os.environ['VAS_BUILD_ROOT']
ENGINE = 'PostgreSQL' if 'VAS_TEST_DATABASE' in os.environ else 'SQLite'
WANTED = {'kills of clients': int(os.environ.get('CLIENT_KILLS', 10000)), 'kills of daemons': int(os.environ.get('DAEMON_KILLS', 10000))}
OFFICE = int(os.environ.get('OFFICE_KILLS', 250))          # of each in one office
AT_ONCE = int(os.environ.get('AT_ONCE', 8))
SECONDS = float(os.environ.get('MINUTES', 24 * 60)) * 60
SEED = os.environ.get('VAS_CHAOS_SEED') or str(random.SystemRandom().randrange(1 << 32))
JOURNAL = os.environ.get('JOURNAL', os.path.join(BUILD, 'chaos-long.jsonl'))
LOGS = os.environ.get('LOGS', os.path.join(BUILD, 'chaos-long'))
PROGRAMS = ('src/cli/vasctl', 'src/server/vasdeskd')


def digest_programs():
    """What was under test: figures of other programs are not added to these."""
    digest = hashlib.sha256()
    for name in PROGRAMS:
        with open(os.path.join(BUILD, name), 'rb') as file:
            digest.update(file.read())
    return digest.hexdigest()[:16]


def add(sums, figures):
    """Adds numbers, and numbers of things that have names."""
    for name, value in figures.items():
        if isinstance(value, dict):
            add(sums.setdefault(name, {}), value)
        else:
            sums[name] = sums.get(name, 0) + value


class Chaos:
    def __init__(self, memory):
        self.memory, self.programs, self.began = memory, digest_programs(), time.monotonic()
        self.lock, self.sums, self.good, self.bad, self.begun, self.running = threading.Lock(), {}, 0, [], 0, 0
        for line in self.read_journal():
            self.good += 1
            add(self.sums, line['figures'])

    def read_journal(self):
        """The offices that were judged before, of these programs and this engine."""
        if not os.path.exists(JOURNAL):
            return []
        with open(JOURNAL, encoding='utf-8') as file:
            lines = [json.loads(line) for line in file]
        return [line for line in lines if line['programs'] == self.programs and line['engine'] == ENGINE]

    def next(self):
        """The seed of the office that is to begin now, or None."""
        with self.lock:
            reached = all(self.sums.get(name, 0) + self.running * OFFICE >= wanted for name, wanted in WANTED.items())
            if reached or time.monotonic() - self.began > SECONDS:
                return None
            self.begun += 1
            self.running += 1
            return f'{SEED}-{self.begun}'

    def live(self):
        """One office after another."""
        while (seed := self.next()) is not None:
            self.judge(seed, *self.run(seed))

    def run(self, seed):
        """(status, words, figures, seconds) of one office."""
        began, folder = time.monotonic(), tempfile.mkdtemp(prefix='office-', dir=self.memory)
        report = os.path.join(folder, 'report')
        env = {**os.environ, 'TMPDIR': folder, 'VAS_CHAOS_SEED': seed, 'VAS_CHAOS_SECONDS': '0', 'VAS_CHAOS_CLIENT_KILLS': str(OFFICE),
               'VAS_CHAOS_DAEMON_KILLS': str(OFFICE), 'VAS_CHAOS_REPORT': report, 'VAS_CHAOS_KEEP': LOGS}
        try:
            done = subprocess.run([sys.executable, os.path.join(ROOT, 'tests/support/tap_runner.py'), os.path.join(ROOT, 'tests/server/test_chaos.py')],
                                  env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace', check=False)
            figures = None
            if done.returncode == 0:
                with open(report, encoding='utf-8') as file:
                    figures = json.load(file)
            return done.returncode, done.stdout, figures, time.monotonic() - began
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def judge(self, seed, status, words, figures, seconds):
        with self.lock:
            self.running -= 1
            if status != 0:
                self.bad.append(seed)
                with open(os.path.join(LOGS, f'office-{seed}.log'), 'w', encoding='utf-8') as file:
                    file.write(words)
                print(f'not ok: seed {seed} on {ENGINE} after {seconds:.0f} s: {LOGS}/office-{seed}.log', flush=True)
                return
            self.good += 1
            add(self.sums, figures)
            with open(JOURNAL, 'a', encoding='utf-8') as file:
                print(json.dumps({'programs': self.programs, 'engine': ENGINE, 'seed': seed, 'seconds': round(seconds), 'figures': figures},
                                 ensure_ascii=False), file=file)
            print(f'ok: seed {seed}: {figures["kills of clients"]} and {figures["kills of daemons"]} in {seconds:.0f} s; {self.describe()}', flush=True)

    def describe(self):
        return (f'{self.sums.get("kills of clients", 0)} kills of clients and {self.sums.get("kills of daemons", 0)} of daemons on {ENGINE} in '
                f'{self.good} offices, {len(self.bad)} red')

    def tell(self):
        """The totals, a line each; whether all of it is good."""
        for name, value in self.sums.items():
            if isinstance(value, dict):
                value = ', '.join(f'{what} {n}' for what, n in collections.Counter(value).most_common())
            print(f'{name}: {value}')
        reached = all(self.sums.get(name, 0) >= wanted for name, wanted in WANTED.items())
        print(f'{"" if reached else "Less than was wanted: "}{self.describe()}; {time.monotonic() - self.began:.0f} s; seed {SEED}'
              f'{"".join(f"; red: {seed}" for seed in self.bad)}')
        return reached and not self.bad


def main():
    os.makedirs(LOGS, exist_ok=True)
    place = '/dev/shm' if os.path.isdir('/dev/shm') and shutil.disk_usage('/dev/shm').free > 2 << 30 else None
    with tempfile.TemporaryDirectory(prefix='chaos-', dir=place) as memory:
        os.chmod(memory, 0o711)                            # PostgreSQL's user has a folder in it
        chaos = Chaos(memory)
        print(f'seed {SEED}, {AT_ONCE} offices at once on {ENGINE}; {chaos.describe()} before', flush=True)
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for work in [pool.submit(chaos.live) for _ in range(AT_ONCE)]:
                work.result()
        return 0 if chaos.tell() else 1


if __name__ == '__main__':
    sys.exit(main())
