# SPDX-License-Identifier: GPL-3.0-or-later
"""What means harm below HTTP, by raw sockets against the real daemon with the limits it is shipped with: refused or dropped, the process
alive, its memory flat, others served meanwhile. The framing in full is in tests/displayless/test-http-server.c."""
import os
import random
import re
import signal
import socket
import threading
import time
import unittest

from vasserver import Server

HOST = b'Host: a\r\n'
GET = b'GET /v1/hello HTTP/1.1\r\n'
POST = b'POST /v1/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n'
REFUSED = {
    'chunked': POST + b'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    'chunked and a length': POST + b'Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}',
    'two lengths': POST + b'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
    'a signed length': POST + b'Content-Length: +2\r\n\r\n{}',
    'a length of words': POST + b'Content-Length: two\r\n\r\n{}',
    'a length over 64 bits': POST + b'Content-Length: 99999999999999999999999\r\n\r\n{}',
    'a length over the route': POST + b'Content-Length: 100000000\r\n\r\n{}',
    'no length': POST + b'\r\n',
    'no host': GET + b'\r\n',
    'two hosts': GET + HOST + HOST + b'\r\n',
    'a header that is no token': GET + HOST + b'Bad Name: x\r\n\r\n',
    'a header without a colon': GET + HOST + b'nothing\r\n\r\n',
    'a folded header': GET + HOST + b'X: a\r\n b\r\n\r\n',
    'a NUL in a header': GET + HOST + b'X: a\x00b\r\n\r\n',
    'bare line feeds': b'GET /v1/hello HTTP/1.1\nHost: a\n\n',
    'a long address': b'GET /' + b'a' * 70000 + b' HTTP/1.1\r\n' + HOST + b'\r\n',
    'a long header': GET + HOST + b'X: ' + b'a' * 70000 + b'\r\n\r\n',
    'ten thousand headers': GET + HOST + b''.join(b'X%d: a\r\n' % number for number in range(10000)) + b'\r\n',
    'a way up': b'GET /v1/../../etc/passwd HTTP/1.1\r\n' + HOST + b'\r\n',
    'a way up in disguise': b'GET /v1/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n' + HOST + b'\r\n',
    'an encoded NUL': b'GET /v1/hello%00 HTTP/1.1\r\n' + HOST + b'\r\n',
    'a whole address': b'GET http://elsewhere/v1/hello HTTP/1.1\r\n' + HOST + b'\r\n',
    'a tunnel': b'CONNECT elsewhere:443 HTTP/1.1\r\n' + HOST + b'\r\n',
    'a method of its own': b'BREW /v1/hello HTTP/1.1\r\nConnection: close\r\n' + HOST + b'\r\n',
    'a later HTTP': b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'TLS': bytes.fromhex('16030100a5010000a10303') + bytes(150),
    'nothing readable': bytes(range(128, 256)) * 8 + b'\r\n\r\n',
}
HALF_OPEN = (b'', b'G', GET, GET + HOST, GET + HOST + b'X: a', POST + b'Content-Length: 4096\r\n\r\n', POST + b'Content-Length: 4096\r\n\r\n{"login":')
DROPPED_WITHIN = 45


class Sockets(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.server.start()
        self.addCleanup(self.server.__exit__)

    def connect(self):
        return socket.create_connection(('127.0.0.1', self.server.port), timeout=60)

    def tell(self, data):
        """All that comes back until the other side is done."""
        with self.connect() as sock:
            got = b''
            try:
                sock.sendall(data)
                sock.shutdown(socket.SHUT_WR)
                while True:
                    more = sock.recv(65536)
                    if not more:
                        return got
                    got += more
            except OSError as error:
                if isinstance(error, TimeoutError):
                    raise
                return got  # shut in the middle: a refusal too

    def check_alive(self):
        self.assertIsNone(self.server.process.poll())
        self.assertEqual(self.server.hello()['protocol'], 1)

    def test_what_is_no_request_gets_a_4xx_or_nothing(self):
        for name, data in REFUSED.items():
            with self.subTest(name):
                got = self.tell(data)
                found = re.findall(rb'HTTP/1\.1 (\d+)', got)  # libmicrohttpd says the head of some refusals twice
                self.assertEqual(bool(found), bool(got))
                self.assertTrue(all(400 <= int(status) < 500 or status in (b'501', b'505') for status in found), got[:200])
                self.assertNotIn(b'root:', got)
                self.check_alive()

    @unittest.skipIf('ASAN_OPTIONS' in os.environ, 'the sanitizer keeps what is freed for a while')
    def test_memory_is_flat_through_thousands_of_them(self):
        draw = random.Random(1)

        def rounds(count):
            for _ in range(count):
                for name, data in REFUSED.items():
                    if name != 'TLS':  # reads like a request line that goes on: dropped when its time is over
                        self.tell(data)
                data = draw.choice(list(REFUSED.values()))
                with self.connect() as sock:  # may hold a place among those of its address until its time is over
                    sock.sendall(data[:draw.randrange(len(data)) + 1])

        rounds(120)  # what is kept for use again has its size by then
        before = self.server.memory()
        rounds(60)
        self.assertLess(self.server.memory() - before, 4 * 1024)
        self.check_alive()

    def test_two_hundred_half_open_connections_are_dropped_and_others_served(self):
        before = self.server.memory()
        begun = time.monotonic()
        half = [self.connect() for _ in range(200)]
        for number, sock in enumerate(half):
            sock.sendall(HALF_OPEN[number % len(HALF_OPEN)])
        slowest, stop = [0.0], threading.Event()

        def bystander():
            while not stop.wait(0.1):
                asked = time.monotonic()
                self.server.hello()
                slowest[0] = max(slowest[0], time.monotonic() - asked)

        thread = threading.Thread(target=bystander)
        thread.start()
        for sock in half:
            sock.settimeout(max(0.1, begun + DROPPED_WITHIN - time.monotonic()))
            try:
                while sock.recv(4096):
                    pass
            except ConnectionError:
                pass  # dropped without a word
            sock.close()
        stop.set()
        thread.join()
        self.assertLess(slowest[0], 5)
        self.assertGreater(slowest[0], 0)
        self.assertLess(self.server.memory() - before, 16 * 1024)
        self.check_alive()

    def test_any_number_that_speaks_at_one_moment_is_answered(self):
        """A thread that finds exactly as many as it can be told of at once must not go to sleep on them."""
        desks = [self.connect() for _ in range(420)]
        try:
            for number in range(128, 421):
                os.kill(self.server.process.pid, signal.SIGSTOP)
                for desk in desks[:number]:
                    desk.sendall(GET + HOST + b'\r\n')
                os.kill(self.server.process.pid, signal.SIGCONT)
                for desk in desks[:number]:
                    desk.settimeout(5)
                    self.assertTrue(desk.recv(65536).startswith(b'HTTP/1.1 200 '), number)
        finally:
            for desk in desks:
                desk.close()


if __name__ == '__main__':
    unittest.main()
