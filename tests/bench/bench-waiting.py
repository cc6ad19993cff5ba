#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-waiting.py BUILD: two hundred desks at one daemon, on either engine: what they cost while they wait, how soon one commit has told
all of them, and how soon all wait again after the daemon was stopped, and after it was killed.

The floor of a hint is an answer from memory to each of the same two hundred connections, asked by all at once. After a restart each desk
connects (again after 50 ms where nobody listens), fetches its page of the feed and waits. Starts its own PostgreSQL, with the disk's own sync.
"""
import http.client
import os
import re
import selectors
import socket
import statistics
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(HERE, '../support')
DESKS = 200
RUNS = 20
RESTARTS = 5


def p95(values):
    return sorted(values)[int(0.95 * (len(values) - 1))]


def parked(server):
    found = re.search(r'\nvasdesk_http_parked (\d+)\n', server.call('GET', '/metrics').body.decode())
    return int(found[1]) if found else 0


def wait_until(condition, pause=0.002):
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(pause)


class Crowd:
    """Connections that ask at once, and when each was answered."""

    def __init__(self, server, token):
        self.head = f'Host: x\r\nAuthorization: Bearer {token}\r\n\r\n'
        self.desks = [socket.create_connection(('127.0.0.1', server.port), 60) for _ in range(DESKS)]
        self.selector = selectors.DefaultSelector()
        for desk in self.desks:
            self.selector.register(desk, selectors.EVENT_READ)

    def ask(self, path):
        for desk in self.desks:
            desk.sendall(f'GET {path} HTTP/1.1\r\n{self.head}'.encode())

    def listen(self):
        """The moment of each answer."""
        told = []
        got = dict.fromkeys(self.desks, b'')
        while len(told) < DESKS:
            for key, _ in self.selector.select(60):
                got[key.fileobj] += key.fileobj.recv(4096)
                if got[key.fileobj].endswith(b'}'):
                    told.append(time.monotonic())
        return told

    def close(self):
        self.selector.close()
        for desk in self.desks:
            desk.close()


def measure_hints(server, root):
    """Rows of what waiting costs."""
    idle = server.memory()
    crowd = Crowd(server, root.token)
    floor, pushes, first, every, last = [], [], [], [], []
    head = root.feed(0)[0][1]['head']
    for number in range(RUNS):
        began = time.monotonic()
        crowd.ask('/v1/hello')
        floor.append(crowd.listen()[-1] - began)
        crowd.ask(f'/v1/wait?epoch={root.epoch}&after={head}')
        wait_until(lambda: parked(server) >= DESKS)
        waiting = server.memory()
        pushed = []

        def push(number=number):
            root.run('staff.add', login=f'n{number}', name='某', roles='auditor')
            pushed.append(time.monotonic())

        began = time.monotonic()
        thread = threading.Thread(target=push)
        thread.start()
        told = crowd.listen()
        thread.join()
        head += 1
        pushes.append(pushed[0] - began)
        every += [moment - began for moment in told]
        first.append(told[0] - began)
        last.append(told[-1] - began)
    crowd.close()
    yield 'a desk that waits, resident', f'{(waiting - idle) / DESKS:.0f} KiB', f'daemon {waiting / 1024:.0f} MiB'
    yield '200 answers from memory (floor)', *in_ms(floor)
    yield 'a push, sent → answered, 200 waiting', *in_ms(pushes)
    yield 'a push, sent → first desk told', *in_ms(first)
    yield 'a push, sent → any desk told', *in_ms(every)
    yield 'a push, sent → last desk told', *in_ms(last)


def in_ms(seconds):
    return f'{statistics.median(seconds) * 1000:.0f} ms', f'{p95(seconds) * 1000:.0f} ms'


def follow(server, root, over):
    """A desk's life: page, wait, page, wait; again after 50 ms where nobody answers."""
    headers, after = {'Authorization': f'Bearer {root.token}'}, root.after
    while not over.is_set():
        connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=60)
        try:
            while not over.is_set():
                for path in ('feed', 'wait'):
                    if over.is_set():
                        break
                    connection.request('GET', f'/v1/{path}?epoch={root.epoch}&after={after}', headers=headers)
                    answer = connection.getresponse()
                    answer.read()
                    if answer.will_close:
                        connection.close()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()


def measure_restarts(server, root, end):
    """Seconds from the word to end until 200 desks wait again; and of those, until it listened."""
    listening, waiting = [], []
    over = threading.Event()
    root.after = root.feed(0)[0][1]['head']
    desks = [threading.Thread(target=follow, args=(server, root, over), daemon=True) for _ in range(DESKS)]
    for desk in desks:
        desk.start()
    wait_until(lambda: parked(server) >= DESKS)
    for _ in range(RESTARTS):
        port, began = server.port, time.monotonic()
        end()
        server.start(port)
        listening.append(time.monotonic() - began)
        wait_until(lambda: parked(server) >= DESKS, 0.01)
        waiting.append(time.monotonic() - began)
    over.set()
    server.stop()
    for desk in desks:
        desk.join(10)
    server.start(port)
    return listening, waiting


def main():
    build = os.path.abspath(sys.argv[1])
    if 'VAS_TEST_DATABASE' not in os.environ:
        environment = {**os.environ, 'VAS_BUILD_ROOT': build, 'VAS_TEST_FSYNC': 'on'}
        os.execve(os.path.join(SUPPORT, 'with-postgresql.py'),
                  ['with-postgresql.py', sys.executable, os.path.abspath(__file__), build], environment)
    sys.path.insert(0, SUPPORT)
    import vasrecords
    from vasserver import Server
    print('| what | engine | median | p95 |\n|---|---|---|---|')
    for engine in ('PostgreSQL', 'SQLite'):
        vasrecords.POSTGRESQL = engine == 'PostgreSQL'
        with Server() as server:
            root = server.sign_in('root')
            for what, *figures in measure_hints(server, root):
                print(f'| {what} | {engine} | {" | ".join(figures)} |', flush=True)
            for how, end in (('stopped', server.stop), ('killed', server.kill)):
                listening, waiting = measure_restarts(server, root, end)
                print(f'| {how} → listening again | {engine} | {" | ".join(in_ms(listening))} |')
                print(f'| {how} → {DESKS} desks wait again | {engine} | {" | ".join(in_ms(waiting))} |', flush=True)


if __name__ == '__main__':
    main()
