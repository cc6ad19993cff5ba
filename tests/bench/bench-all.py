#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-all.py BUILD [--tenth] [--keep FOLDER] [NAME…]: every figure of a desk beside its floor, in the form of doc/performance.md.

It imports 1,000,000 orders, 100,000 accounts and 20,000 requests, and a tenth of each beside them; runs each benchmark on them and
says what ten times the rows cost (growth). About five minutes on a machine that does nothing else. --tenth is a rehearsal with
a tenth of everything; --keep leaves the records in FOLDER and takes those that are there; NAME runs some parts only (import, rows,
list, office, queue, search, start). Build with -Dbench=true.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DISPLAY = f'{HERE}/../support/with-display.py'
PARTS = ('import', 'rows', 'list', 'office', 'queue', 'search', 'start')
ROW_BYTES = 33                   # of an order in memory: id and narrow columns, which no list can do without
# Which figures of a part tell of growth.
GROWING = {'import': '$^', 'rows': '$^', 'list': 'new rows painted|memory', 'office': '^search |first 40 rows|first rows',
           'queue': r'^queue: (another tab|by \w+|search “\w+”)$', 'search': '→', 'start': 'process started to first|first rows|memory'}


class Bench:
    def __init__(self, args, folder):
        self.build, self.parts, self.folder = os.path.abspath(args.build), args.names or PARTS, folder
        self.orders = 100_000 if args.tenth else 1_000_000
        self.figures = {}        # (part, size, what): the figure in the column of ours
        self.env = {**os.environ, 'GSETTINGS_SCHEMA_DIR': f'{self.build}/data', 'VAS_LOCALEDIR': f'{self.build}/po', 'G_DEBUG': ''}

    def run(self, part, size, *command, quiet=False):
        """Runs a benchmark, passes on what it prints and keeps the figures of its tables."""
        began = time.monotonic()
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=self.env)
        for line in done.stdout.splitlines():
            cells = [cell.strip() for cell in line.split('|')]
            figure = re.match(r'\+? ?([\d,.]+)', cells[3]) if len(cells) > 4 else None
            if figure:
                self.figures.setdefault((part, size, cells[1]), float(figure[1].replace(',', '')))
        if not quiet:
            print(done.stdout, flush=True)
        print(f'{part} ({size}): {time.monotonic() - began:.0f} s', file=sys.stderr, flush=True)

    def python(self, name, *arguments):
        return ('/usr/bin/python3', f'{HERE}/{name}', *arguments)

    def shown(self, name, *arguments):
        return ('/usr/bin/python3', DISPLAY, f'{self.build}/tests/bench/bench-{name}', *arguments)

    def make(self, size, orders):
        """The records of one size, unless they are there from an earlier run."""
        whole = size == 'whole' and 'import' in self.parts
        if os.path.exists(f'{self.folder}/{size}/replica.db'):
            return
        print('### Imports (`bench-import.py`)\n' if whole else '', flush=True)
        self.run('import', size, *self.python('bench-import.py', f'{self.build}/src/cli/vasctl', '--orders', str(orders), '--accounts',
                                              str(orders // 10), '--requests', str(orders // 50), '--keep', f'{self.folder}/{size}',
                                              *(() if whole else ('--quick',))), quiet=not whole)

    def measure(self, size, orders):
        """All parts on one size; what the smaller one prints is only the base of the growth."""
        replica, quiet, rows = f'{self.folder}/{size}', size == 'tenth', ('--orders', str(orders), '--replica', f'{self.folder}/{size}-rows')
        runs = {
            'rows': (f'{self.build}/tests/bench/bench-rows', *rows),
            'list': self.shown('list', *rows),
            'office': (f'{self.build}/tests/bench/bench-office', replica),
            'queue': self.shown('queue', replica),
            'search': self.shown('search', replica),
            'start': self.python('bench-start.py', self.build, replica, *(('5',) if quiet else ('9', '--here'))),
        }
        for part, command in runs.items():
            if part in self.parts and not (quiet and part == 'rows'):
                if part == 'start' and not quiet:
                    print('\n### The start (`bench-start.py`)\n', flush=True)
                self.run(part, size, *command, quiet=quiet)

    def print_growth(self):
        """What ten times the rows cost, of every figure that was taken on both sizes. What stands on the screen has the goal; what
        the reading alone takes is some milliseconds of that and stands beside it for whoever looks for a cause."""
        print('\n### Growth: ten times the rows\n\n| what | a tenth | whole | ratio | goal |\n|---|---|---|---|---|')
        for part, size, what in self.figures:
            small, large = self.figures.get((part, 'tenth', what)), self.figures[part, size, what]
            if size != 'whole' or not small or not re.search(GROWING[part], what):
                continue
            goal = '' if part == 'office' else '≤ 1.3'
            if 'memory' in what:
                large -= ROW_BYTES * self.orders * 0.9 / 1e6
                what += f', {ROW_BYTES} bytes for each more row taken off'
            print(f'| {part}: {what} | {small:g} | {large:.4g} | {large / small:.2f} | {goal} |')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('build')
    parser.add_argument('--tenth', action='store_true')
    parser.add_argument('--keep', metavar='FOLDER')
    parser.add_argument('names', nargs='*', metavar='NAME')
    args = parser.parse_intermixed_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix='bench-', dir='/var/tmp') as folder:
        bench = Bench(args, args.keep or folder)
        os.makedirs(bench.folder, exist_ok=True)
        print(f'Load before: {os.getloadavg()[0]:.1f}. {bench.orders:,} orders.\n', flush=True)
        for size, orders in (('tenth', bench.orders // 10), ('whole', bench.orders)):
            bench.make(size, orders)
            bench.measure(size, orders)
        bench.print_growth()
        print(f'\nLoad after: {os.getloadavg()[0]:.1f}. {time.monotonic() - began:.0f} s.')


if __name__ == '__main__':
    main()
