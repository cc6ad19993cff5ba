#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-desks.py BUILD: what desks wait for at a daemon, on SQLite, and on PostgreSQL with two daemons: a pull of 120,000 records by the feed,
then what bench-desks.c measures between two desks.

A pull is `vasctl sync` of an empty replica, all of its life, of a house whose desks hold everything: orders, accounts with their search index, requests. Its floor is bare SQLite copying
orders and accounts into a replica's empty tables with their indexes. Elapsed and the desk's own processor time, the better of two runs. Starts its own PostgreSQL, with the disk's own sync.
"""
import datetime
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(HERE, '../support')
ORDERS = 100_000
ACCOUNTS = 20_000
REQUESTS = 1_100


def fill(build, folder):
    """A function that fills a server's file: accounts, orders, requests that wait for review, a clerk."""
    subprocess.run([f'{HERE}/make-data.py', folder, '--accounts', str(ACCOUNTS), '--orders', str(ORDERS), '--requests', str(REQUESTS), '--now',
                    datetime.date.today().isoformat()], check=True)

    def into(data):
        vasctl = [f'{build}/src/cli/vasctl', '--replica', data]
        subprocess.run([*vasctl, 'import', 'calendar', f'{HERE}/../data/cn-calendar.csv'], check=True, stdout=subprocess.DEVNULL)
        for kind in ('staff', 'catalog', 'accounts', 'orders', 'requests'):
            subprocess.run([*vasctl, '--as', 'root' if kind == 'staff' else 'import', 'import', kind, f'{folder}/{kind}.csv'], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    return into


def pull(build, server, token, replica):
    """Seconds of a first pull, and of its processor time."""
    vasctl = [f'{build}/src/cli/vasctl', '--replica', replica]
    subprocess.run([*vasctl, 'init'], check=True, stdout=subprocess.DEVNULL)
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*vasctl, '--server', server.uri, 'sync'], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={**os.environ, 'VASCTL_TOKEN': token})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def floor_of_pull(build, replica, folder):
    """Seconds that SQLite needs for the same orders and accounts alone, and of its processor time."""
    subprocess.run([f'{build}/src/cli/vasctl', '--replica', folder, 'init'], check=True, stdout=subprocess.DEVNULL)
    sql = sqlite3.connect(f'{folder}/replica.db', isolation_level=None)
    sql.executescript(f"PRAGMA synchronous = FULL; PRAGMA cache_size = -262144; ATTACH '{replica}/replica.db' AS old")
    began, processor = time.monotonic(), time.process_time()
    sql.executescript('BEGIN IMMEDIATE; INSERT INTO orders SELECT * FROM old.orders ORDER BY id; INSERT INTO account SELECT * FROM old.account '
                      'ORDER BY id; COMMIT')
    sql.close()
    return time.monotonic() - began, time.process_time() - processor


def measure(build, folder, engine):
    from vasserver import Server
    data = os.path.join(folder, 'files')
    os.makedirs(data, exist_ok=True)
    server = Server(fill=fill(build, data))
    server.set_password('li')
    servers = [server, server.twin()] if engine == 'PostgreSQL' else [server]
    try:
        for one in servers:
            one.start()
        server.sign_in('root').run('setting.set', name='scope.months', value='0')
        li = server.sign_in('li')
        replicas = [os.path.join(folder, f'{engine}-{name}') for name in 'ab']
        pulls = [pull(build, servers[-1], li.token, replica) for replica in replicas]
        floor = floor_of_pull(build, replicas[0], os.path.join(folder, f'{engine}-floor'))
        elapsed, processor = (min(figures) for figures in zip(*pulls))
        records = ORDERS + ACCOUNTS + REQUESTS
        print(f'\n{engine}, daemons: {len(servers)}. First pull of {records:,} records: {elapsed:.2f} s, {records / elapsed:,.0f} a second (goal: 50,000); '
              f'{processor:.2f} s of the processor. Floor: {floor[0]:.2f} s, {floor[1]:.2f} s', flush=True)
        subprocess.run([f'{build}/tests/bench/bench-desks', server.uri, servers[-1].uri, li.token, li.key, *replicas], check=True)
    finally:
        for one in servers:
            one.kill()


def main():
    build = os.path.abspath(sys.argv[1])
    if 'VAS_TEST_DATABASE' not in os.environ:
        environment = {**os.environ, 'VAS_BUILD_ROOT': build, 'VAS_TEST_FSYNC': 'on'}
        os.execve(os.path.join(SUPPORT, 'with-postgresql.py'),
                  ['with-postgresql.py', sys.executable, os.path.abspath(__file__), build], environment)
    sys.path.insert(0, SUPPORT)
    import vasrecords
    with tempfile.TemporaryDirectory() as folder:
        for engine in ('PostgreSQL', 'SQLite'):
            vasrecords.POSTGRESQL = engine == 'PostgreSQL'
            measure(build, folder, engine)


if __name__ == '__main__':
    main()
