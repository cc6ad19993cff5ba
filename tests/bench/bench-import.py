#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-import.py VASCTL [--orders N] [--keep FOLDER]: how long `vasctl import` takes, beside bare SQLite inserting the same orders.

The floor is Python's executemany on the table of version 1 with its indexes, in WAL with synchronous=FULL, 100,000 rows a
transaction, from rows that are in memory already: no file is read, no row judged, no trail written. FOLDER gets the replica, for the
other benchmarks; with --quick it is made and nothing else measured.
"""
import argparse
import csv
import os
import re
import resource
import sqlite3
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
NOW = '2025-09-01T01:00:00Z'


def timed(*command):
    """(elapsed, processor time, greatest memory of any child in MB) of a command that must succeed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    elapsed, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss // 1024


def schema():
    with open(f'{HERE}/../../data/sql/version-001.sql', encoding='utf-8') as file:
        text = file.read()
    return re.findall(r'CREATE (?:TABLE orders \(.*?\n\) STRICT|INDEX orders_\w+ ON [^;]+);', text, re.S)


def floor(folder, path):
    with open(path, encoding='utf-8') as file:
        rows = [(f'01990000-0000-7000-8000-{i:012d}', 1, row['number'], row['account_id'].rjust(36, '0'), row['plan'].rjust(36, '0'), '优化简历', '一',
                 '*信息技术服务*优化简历', '3040203000000000000', 600, 9800, 'paid', i * 63, i * 63, 'wechat', 9800, 0)
                for i, row in enumerate(csv.DictReader(file))]
    database = sqlite3.connect(f'{folder}/floor.db', isolation_level=None)
    database.executescript('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 0;'
                           + ';'.join(schema()))
    start, processor = time.monotonic(), time.process_time()
    for begin in range(0, len(rows), 100_000):
        database.execute('BEGIN IMMEDIATE')
        database.executemany(
            'INSERT INTO orders (key, ver, number, account_key, plan_key, service_name, plan_name, item_name, tax_code, tax_rate, price, '
            'state, made_at, paid_at, channel, paid, refunded) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)', rows[begin:begin + 100_000])
        database.execute('COMMIT')
    database.close()
    return time.monotonic() - start, time.process_time() - processor


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('vasctl')
    parser.add_argument('--accounts', type=int, default=100_000)
    parser.add_argument('--orders', type=int, default=1_000_000)
    parser.add_argument('--requests', type=int, default=20_000)
    parser.add_argument('--keep', metavar='FOLDER')
    parser.add_argument('--quick', action='store_true')
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='bench-import-', dir='/var/tmp') as folder:
        data, replica = f'{folder}/data', args.keep or f'{folder}/replica'
        subprocess.run(['/usr/bin/python3', f'{HERE}/make-data.py', data, '--accounts', str(args.accounts), '--orders', str(args.orders),
                        '--requests', str(args.requests)], check=True)
        ctl = (args.vasctl, '--replica', replica, '--now', NOW)
        timed(*ctl, 'init', '--admin', 'root', '--name', '管理员')
        timed(*ctl, '--as', 'root', 'import', 'staff', f'{data}/staff.csv')
        timed(*ctl, 'import', 'catalog', f'{data}/catalog.csv')
        timed(*ctl, 'import', 'calendar', f'{HERE}/../data/cn-calendar.csv')
        print('| what | elapsed | processor | memory |\n|---|---|---|---|')
        for kind, count in (('accounts', args.accounts), ('orders', args.orders), ('requests', args.requests)):
            elapsed, processor, memory = timed(*ctl, '--as', 'import', 'import', kind, f'{data}/{kind}.csv')
            print(f'| import of {count:,} {kind} | {elapsed:.1f} s | {processor:.1f} s | {memory} MB |', flush=True)
        if args.quick:
            return
        elapsed, processor, memory = timed(*ctl, '--as', 'import', 'import', 'orders', f'{data}/orders.csv')
        print(f'| the same orders again: nothing to do | {elapsed:.1f} s | {processor:.1f} s | |', flush=True)
        elapsed, processor, memory = timed(*ctl, 'verify')
        print(f'| verify | {elapsed:.1f} s | {processor:.1f} s | |', flush=True)
        elapsed, processor = floor(folder, f'{data}/orders.csv')
        print(f'| floor: bare SQLite, {args.orders:,} orders | {elapsed:.1f} s | {processor:.1f} s | |')


if __name__ == '__main__':
    main()
