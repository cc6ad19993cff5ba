# SPDX-License-Identifier: GPL-3.0-or-later
"""The fault-injecting proxy itself: each fault is what its name says, and a seed plays the same fates again."""
import http.client
import http.server
import threading
import time
import unittest

from faultproxy import FAULTS, HTML, FaultProxy

ANSWER = b'what the server says ' * 50


class Echo(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        length = int(self.headers['Content-Length'])
        body = self.rfile.read(length)
        if len(body) < length:
            self.close_connection = True
            return
        self.server.got.append(body)
        self.send_response(200)
        self.send_header('Content-Length', str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A connection that is cut is what the tests are about."""


class Proxy(unittest.TestCase):
    def setUp(self):
        self.echo = Server(('127.0.0.1', 0), Echo)
        self.echo.got = []
        threading.Thread(target=self.echo.serve_forever, daemon=True).start()
        self.addCleanup(self.echo.server_close)
        self.addCleanup(self.echo.shutdown)

    def proxy(self, **options):
        proxy = FaultProxy(self.echo.server_address, **options)
        proxy.__enter__()
        self.addCleanup(proxy.__exit__)
        return proxy

    def post(self, proxy, body=b'x' * 500):
        """(status, body), or None where no whole answer came."""
        connection = http.client.HTTPConnection(proxy.uri[7:], timeout=3)
        try:
            connection.request('POST', '/', body)
            reply = connection.getresponse()
            return reply.status, reply.read()
        except (http.client.HTTPException, OSError, ValueError):
            return None
        finally:
            connection.close()

    def play(self, fault, seed=0):
        proxy = self.proxy(seed=seed, script={1: fault})
        answer = self.post(proxy)
        self.assertEqual(proxy.counts()[fault], 1)
        return answer

    def test_a_good_network_changes_nothing(self):
        proxy = self.proxy(chance=0)
        self.assertEqual([self.post(proxy) for _ in range(5)], [(200, ANSWER)] * 5)
        self.assertEqual(self.echo.got, [b'x' * 500] * 5)

    def test_what_is_lost(self):
        self.assertIsNone(self.play('drop-request'))
        self.assertEqual(self.echo.got, [])
        self.assertIsNone(self.play('drop-answer'))
        self.assertEqual(len(self.echo.got), 1)

    def test_what_is_cut(self):
        for seed in range(5):
            self.assertIsNone(self.play('cut-answer', seed))
            self.assertIsNone(self.play('cut-request', seed))
        self.assertEqual(self.echo.got, [b'x' * 500] * 5)

    def test_what_comes_twice_or_late(self):
        self.assertEqual(self.play('duplicate'), (200, ANSWER))
        self.assertEqual(len(self.echo.got), 2)
        self.assertIsNone(self.play('reorder'))
        for _ in range(100):
            if len(self.echo.got) == 3:
                break
            time.sleep(0.05)
        self.assertEqual(len(self.echo.got), 3)
        for fault in ('delay', 'drip'):
            self.assertEqual(self.play(fault), (200, ANSWER))

    def test_what_is_spoilt(self):
        answers = [self.play('flip-answer', seed) for seed in range(8)]
        self.assertTrue(any(answer != (200, ANSWER) for answer in answers))
        for seed in range(8):
            self.play('flip-request', seed)
        self.assertTrue(any(body != b'x' * 500 for body in self.echo.got[8:]))

    def test_what_others_answer(self):
        self.assertEqual(self.play('html'), (200, HTML))
        self.assertTrue(400 <= self.play('error')[0] < 600)
        self.assertEqual(self.echo.got, [])

    def test_a_seed_plays_the_same_fates_again(self):
        logs = []
        for seed in (7, 7, 8):
            proxy = self.proxy(seed=seed, chance=0.6, pause=0.01)
            for _ in range(40):
                self.post(proxy)
            logs.append([fault for _, _, fault in proxy.log])
        self.assertEqual(logs[0], logs[1])
        self.assertNotEqual(logs[0], logs[2])
        self.assertGreater(len({fault for log in logs for fault in log} & set(FAULTS)), 8)


if __name__ == '__main__':
    unittest.main()
