#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-commands.py BUILD: commands per second that a daemon makes durable, beside bare transactions of the same engine.

The floor is one thread that begins, counts up one row, inserts a row of the size of one in the trail and commits, with the disk's
own sync: SQLite as a desk has it (WAL, FULL), PostgreSQL by pgbench with eight clients on eight rows. Ours are eight clients of a daemon
with one push of one command each time, then of fifty.
"""
import concurrent.futures
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(HERE, '../support')
SECONDS = 6
CLIENTS = 8


def floor_of_sqlite(folder):
    sql = sqlite3.connect(os.path.join(folder, 'floor.db'), isolation_level=None)
    sql.executescript('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE head (n INTEGER); INSERT INTO head VALUES (0);'
                      'CREATE TABLE log (id INTEGER PRIMARY KEY, body TEXT)')
    done, body, until = 0, 'x' * 1500, time.monotonic() + SECONDS
    while time.monotonic() < until:
        sql.execute('BEGIN IMMEDIATE')
        sql.execute('UPDATE head SET n = n + 1')
        sql.execute('INSERT INTO log (body) VALUES (?)', (body,))
        sql.execute('COMMIT')
        done += 1
    return done / SECONDS


def floor_of_postgresql(uri, folder):
    script = os.path.join(folder, 'floor.sql')
    with open(script, 'w', encoding='ascii') as file:
        file.write("BEGIN;\nUPDATE head SET n = n + 1 WHERE id = :client_id;\nINSERT INTO log (body) VALUES (repeat ('x', 1500));\nCOMMIT;\n")
    subprocess.run(['psql', '-q', uri, '-c', 'CREATE TABLE head (id BIGINT PRIMARY KEY, n BIGINT); CREATE TABLE log (id BIGSERIAL PRIMARY '
                    f'KEY, body TEXT); INSERT INTO head SELECT i, 0 FROM generate_series (0, {CLIENTS}) i'], check=True)
    done = subprocess.run(['pgbench', '-n', '-M', 'prepared', '-c', str(CLIENTS), '-j', '1', '-T', str(SECONDS), '-f', script, uri],
                          capture_output=True, text=True, check=True)
    return float(re.search(r'tps = ([\d.]+)', done.stdout)[1])


def measure(server_class, desk_class, size):
    """Commands per second of clients that push @size at a time."""
    with server_class() as server:
        root = server.sign_in('root')

        def client(number):
            desk = desk_class(server, {'token': root.token, 'staff': root.staff})
            done, until = 0, time.monotonic() + SECONDS
            while time.monotonic() < until:
                results = desk.push(*[desk.command('staff.add', login=f'c{number}x{done}x{i}', name='某', roles='auditor') for i in range(size)])
                assert {result['state'] for result in results} == {'applied'}, results[0]
                done += size
            return done

        with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
            return sum(pool.map(client, range(CLIENTS))) / SECONDS


def main():
    if 'VAS_TEST_DATABASE' not in os.environ:
        environment = {**os.environ, 'VAS_BUILD_ROOT': os.path.abspath(sys.argv[1]), 'VAS_TEST_FSYNC': 'on'}
        os.execve(os.path.join(SUPPORT, 'with-postgresql.py'),
                  ['with-postgresql.py', sys.executable, os.path.abspath(__file__), sys.argv[1]], environment)
    sys.path.insert(0, SUPPORT)
    from vasserver import Desk, Server
    uri = os.environ['VAS_TEST_DATABASE']
    print('| commands per second, durable | bare transactions | one at a time, 8 clients | × floor | fifty at a time | × floor |')
    print('|---|---|---|---|---|---|')
    with tempfile.TemporaryDirectory() as folder:
        for engine in ('PostgreSQL', 'SQLite'):
            if engine == 'SQLite':
                del os.environ['VAS_TEST_DATABASE']
            floor = floor_of_sqlite(folder) if engine == 'SQLite' else floor_of_postgresql(uri, folder)
            one, fifty = measure(Server, Desk, 1), measure(Server, Desk, 50)
            print(f'| {engine} | {floor:.0f} | {one:.0f} | {one / floor:.2f} | {fifty:.0f} | {fifty / floor:.2f} |', flush=True)


if __name__ == '__main__':
    main()
