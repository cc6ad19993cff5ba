#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-commands.py BUILD [ENGINE]: commands per second that a daemon makes durable, beside bare transactions of the same engine.

The floor is one thread that begins, counts up one row, inserts a row of the size of one in the trail and commits, with the disk's
own sync: SQLite as a desk has it (WAL, FULL), PostgreSQL by pgbench with eight clients on one row, since whoever numbers the trail without
a hole waits for whoever was first (sync.md); what eight rows would give stands beside it. Ours are eight desks of a daemon, each on
a connection that it keeps, with one push under way of one command each time, then of ten and of fifty. What they send is made before the clock
runs and sent by one thread that does nothing else, so that the processors are the daemon's and the engine's. “Requests alone” ask who is
signed in: HTTP and the look at the session, which each push begins with.
"""
import json
import os
import re
import selectors
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(HERE, '../support')
SECONDS = 6
CLIENTS = 8
SIZES = (1, 10, 50)
MOST_COMMANDS = 6000 # a second, that are made beforehand


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


def floor_of_postgresql(uri, folder, row):
    """Bare transactions a second of eight clients, each on that row."""
    script = os.path.join(folder, 'floor.sql')
    with open(script, 'w', encoding='ascii') as file:
        file.write("BEGIN;\nUPDATE head SET n = n + 1 WHERE id = %s;\nINSERT INTO log (body) VALUES (repeat ('x', 1500));\nCOMMIT;\n" % row)
    subprocess.run(['psql', '-q', uri, '-c', 'SET client_min_messages = warning; CREATE TABLE IF NOT EXISTS head (id BIGINT PRIMARY KEY, n BIGINT); '
                    'CREATE TABLE IF NOT EXISTS log (id BIGSERIAL PRIMARY KEY, body TEXT); INSERT INTO head SELECT i, 0 FROM generate_series (0, '
                    f'{CLIENTS}) i ON CONFLICT DO NOTHING'], check=True)
    done = subprocess.run(['pgbench', '-n', '-M', 'prepared', '-c', str(CLIENTS), '-j', '1', '-T', str(SECONDS), '-f', script, uri],
                          capture_output=True, text=True, check=True)
    return float(re.search(r'tps = ([\d.]+)', done.stdout)[1])


def request(desk, body):
    """The bytes of a push."""
    text = json.dumps(body, ensure_ascii=False, separators=(',', ':')).encode()
    return (f'POST /v1/push HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {desk.token}\r\nContent-Type: application/json\r\n'
            f'Content-Length: {len(text)}\r\n\r\n').encode() + text


class Client:
    """A desk with all that it will send, and its connection."""

    def __init__(self, server, desk, pushes):
        self.pushes, self.sent, self.answered = [request(desk, push) for push in pushes], 0, 0
        self.socket = socket.create_connection(('127.0.0.1', server.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.bytes = b''

    def send(self):
        self.socket.sendall(self.pushes[self.sent])
        self.sent += 1

    def read(self):
        """The body of an answer, once all of it is here."""
        self.bytes += self.socket.recv(1 << 18)
        head, _, body = self.bytes.partition(b'\r\n\r\n')
        length = re.search(rb'(?i)content-length: *(\d+)', head)
        if not length or len(body) < int(length[1]):
            return None
        self.bytes, self.answered = b'', self.answered + 1
        return body


def drive(clients, check):
    """Pushes that were answered in a second."""
    selector = selectors.DefaultSelector()
    for client in clients:
        selector.register(client.socket, selectors.EVENT_READ, client)
        client.send()
    begin = time.monotonic()
    ended = begin + SECONDS
    waiting = len(clients)
    while waiting:
        for key, _ in selector.select():
            body = key.data.read()
            if body is None:
                continue
            check(body)
            if time.monotonic() < ended and key.data.sent < len(key.data.pushes):
                key.data.send()
            else:
                waiting -= 1
    elapsed = time.monotonic() - begin
    for client in clients:
        selector.unregister(client.socket)
        client.socket.close()
    return sum(client.answered for client in clients) / elapsed


def processor_time(pid):
    """Of a process, in seconds."""
    with open(f'/proc/{pid}/stat', encoding='ascii') as file:
        fields = file.read().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def make_pushes(desk_class, server, root, number, size):
    """A desk and what it will send: all of a run."""
    desk = desk_class(server, {'token': root.token, 'staff': root.staff})
    pushes = []
    for i in range(MOST_COMMANDS * SECONDS // CLIENTS // size):
        commands = [desk.command('staff.add', login=f'c{number}x{size}x{i}x{j}', name='某', roles='auditor') for j in range(size)]
        pushes.append({'epoch': desk.epoch, 'client': desk.client, 'commands': desk.number(commands)})
    return desk, pushes


def measure(server_class, desk_class, size):
    """(commands a second, the daemon's microseconds of processor for each) of clients that push @size at a time."""
    def check(body):
        assert body.count(b'"applied"') == size, body

    with server_class() as server:
        root = server.sign_in('root')
        clients = [Client(server, *make_pushes(desk_class, server, root, number, size)) for number in range(CLIENTS)]
        before = processor_time(server.process.pid)
        rate = drive(clients, check) * size
        used = processor_time(server.process.pid) - before
        return rate, used / sum(client.answered for client in clients) / size * 1e6


def measure_requests(server_class, desk_class):
    """Requests a second that ask who is signed in: what HTTP and the look at the session take of each push."""
    def check(body):
        assert b'staff' in body, body

    with server_class() as server:
        root = server.sign_in('root')
        clients = []
        for _ in range(CLIENTS):
            client = Client(server, root, [])
            client.pushes = [f'GET /v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {root.token}\r\n\r\n'.encode()] * 200000
            clients.append(client)
        return drive(clients, check)


def print_engine(engine):
    """One line of the table; the engine is the one of the environment."""
    sys.path.insert(0, SUPPORT)
    from vasserver import Desk, Server
    with tempfile.TemporaryDirectory() as folder:
        uri = os.environ.get('VAS_TEST_DATABASE')
        floor = floor_of_sqlite(folder) if engine == 'SQLite' else floor_of_postgresql(uri, folder, '0')
        apart = '' if engine == 'SQLite' else f' ({floor_of_postgresql(uri, folder, ":client_id"):.0f} on eight rows)'
    alone = measure_requests(Server, Desk)
    found = [measure(Server, Desk, size) for size in SIZES]
    print(f'| {engine} | {floor:.0f}{apart} | {alone:.0f} | ' + ' | '.join(f'{rate:.0f} | {rate / floor:.2f}' for rate, _ in found) +
          ' | ' + ', '.join(f'{used:.0f}' for _, used in found) + ' |', flush=True)


def main():
    if len(sys.argv) > 3:
        print_engine(sys.argv[3])
        return
    print('| commands per second, durable | bare transactions | requests alone | one at a time | × floor | ten at a time | × floor | '
          'fifty at a time | × floor | of the daemon’s processor, µs: one, ten, fifty |')
    print('|---|---|---|---|---|---|---|---|---|---|', flush=True)
    environment = {**os.environ, 'VAS_BUILD_ROOT': os.path.abspath(sys.argv[1]), 'VAS_TEST_FSYNC': 'on'}
    environment.pop('VAS_TEST_DATABASE', None)
    for engine in sys.argv[2:] or ['SQLite', 'PostgreSQL']:
        program = [sys.executable, os.path.abspath(__file__), sys.argv[1], '--of', engine]
        if engine == 'PostgreSQL':
            program.insert(0, os.path.join(SUPPORT, 'with-postgresql.py'))
        subprocess.run(program, env=environment, check=True)


if __name__ == '__main__':
    main()
