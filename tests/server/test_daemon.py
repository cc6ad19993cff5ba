# SPDX-License-Identifier: GPL-3.0-or-later
"""The daemon as a program: options, its log, its figures, systemd, and its end, wanted or not."""
import base64
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from vasdeskd import Daemon, run

UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='vasdeskd-')
        self.addCleanup(shutil.rmtree, self.folder)
        self.data = os.path.join(self.folder, 'data')


class Options(Folder):
    def test_wrong_use_is_status_2(self):
        for arguments in ((), ('--nonsense',), ('--data', self.data, 'more'), ('--data',),
                          ('--data', self.data, '--listen', '0.0.0.0:0'), ('--data', self.data, '--listen', '[::]:0'),
                          ('--data', self.data, '--behind-proxy', '--proxy', 'proxy.example.org'), ('--data', self.data, '--proxy', '192.0.2.7'),
                          ('--data', self.data, '--demo'),
                          ('--data', self.data, '--owned', '--demo', '--database', 'postgresql:///nowhere'),
                          ('--data', self.data, '--add-shop', 'web', '--revoke-shop', 'web'), ('--data', self.data, '--init', '--add-shop', 'web'),
                          ('--data', self.data, '--add-shop', 'The Shop'), ('--data', self.data, '--revoke-shop', 'x' * 41)):
            with self.subTest(arguments):
                status, out, err = run(*arguments)
                self.assertEqual((status, out), (2, ''))
                self.assertTrue(err.startswith('vasdeskd: '), err)
                self.assertFalse(os.path.exists(self.data))

    def test_what_cannot_start_is_status_1(self):
        not_a_folder = os.path.join(self.folder, 'file')
        with open(not_a_folder, 'w', encoding='utf-8') as file:
            file.write('x')
        for arguments in (('--data', not_a_folder), ('--data', self.data, '--listen', 'localhost:99999'),
                          ('--data', self.data, '--listen', '127.0.0.1:'), ('--data', self.data, '--listen', '127.0.0.300:0')):
            with self.subTest(arguments):
                status, out, err = run(*arguments)
                self.assertEqual((status, out), (1, ''))
                self.assertTrue(err.splitlines()[-1].startswith('vasdeskd: '), err)

    def test_version_and_help(self):
        status, out, err = run('--version')
        self.assertEqual((status, err), (0, ''))
        self.assertRegex(out, r'^vasdeskd \d+\.\d+\.\d+\n$')
        status, out, _ = run('--help')
        self.assertEqual(status, 0)
        for word in ('--data', '--listen', '--behind-proxy', 'exit status'):
            self.assertIn(word, out)

    def test_a_port_in_use_is_said(self):
        with Daemon(self.data) as daemon:
            status, _, err = run('--data', self.data + '2', '--listen', daemon.address)
            self.assertEqual(status, 1)
            self.assertIn(daemon.address, err)

    def test_one_daemon_owns_the_records(self):
        with Daemon(self.data):
            status, _, err = run('--data', self.data, '--listen', '127.0.0.1:0')
            self.assertEqual(status, 1)
            self.assertIn('in use', err)


class Answers(Folder):
    def test_hello_says_what_it_is(self):
        with Daemon(self.data) as daemon:
            hello = daemon.json('/v1/hello')
            self.assertEqual((hello['program'], hello['protocol']), ('vasdeskd', 1))
            self.assertRegex(hello['epoch'], UUID)
            self.assertLess(abs(hello['now'] / 1e6 - time.time()), 60)

    def test_bodies_have_length_and_digest(self):
        with Daemon(self.data) as daemon:
            for path in ('/healthz', '/metrics', '/v1/hello', '/none'):
                _, headers, body = daemon.get(path)
                self.assertEqual(int(headers['Content-Length']), len(body))
                digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
                self.assertEqual(headers['Content-Digest'], f'sha-256=:{digest}:')

    def test_problems_are_documents(self):
        with Daemon(self.data) as daemon:
            status, headers, body = daemon.get('/none')
            self.assertEqual((status, headers['Content-Type']), (404, 'application/problem+json'))
            self.assertEqual(json.loads(body)['type'], 'urn:vasdesk:problem:not-found')

    def test_problems_are_in_one_language(self):
        """Whatever the locale of the daemon; the member at fault is cut out of the message."""
        chinese = {'LC_ALL': '', 'LANG': 'zh_CN.UTF-8', 'LANGUAGE': 'zh_CN', 'VAS_LOCALEDIR': os.environ['VAS_BUILD_ROOT'] + '/po'}
        with Daemon(self.data, env=chinese) as daemon:
            connection = daemon.connect()
            connection.request('POST', '/v1/session', body='{"login": "root", "device": "x"}', headers={'Content-Type': 'application/json'})
            problem = json.loads(connection.getresponse().read())
            connection.close()
            self.assertEqual(problem['field'], 'password')
            self.assertTrue(problem['detail'].isascii(), problem)

    def test_metrics_can_be_read(self):
        """Each line is a comment or name{labels} value; each histogram rises to its count."""
        with Daemon(self.data) as daemon:
            for _ in range(3):
                daemon.get('/healthz')
            daemon.get('/none')
            wanted = {'vasdesk_http_requests_total{route="/healthz",status="200"}': 3,
                      'vasdesk_http_requests_total{route="none",status="404"}': 1}
            # A request counts when its connection has let go of it, which may be after its answer was read.
            deadline = time.monotonic() + 10
            samples = {}
            while not wanted.items() <= samples.items() and time.monotonic() < deadline:
                samples = self.read(daemon.get('/metrics')[2].decode())
            self.assertEqual({name: samples.get(name) for name in wanted}, wanted)
            self.assertLess(abs(samples['vasdesk_start_time_seconds'] - time.time()), 60)
            buckets = [value for name, value in samples.items()
                       if name.startswith('vasdesk_http_request_seconds_bucket{route="/healthz"')]
            self.assertEqual(buckets, sorted(buckets))
            self.assertEqual(buckets[-1], samples['vasdesk_http_request_seconds_count{route="/healthz"}'])

    def read(self, text):
        samples, types = {}, {}
        for line in text.splitlines():
            if line.startswith('# TYPE '):
                types[line.split()[2]] = line.split()[3]
            elif not line.startswith('# HELP '):
                match = re.fullmatch(r'([a-z_]+)(\{([a-z_]+="[^"\\]*"(,[a-z_]+="[^"\\]*")*)?\})? ([0-9.]+)', line)
                self.assertIsNotNone(match, line)
                self.assertIn(re.sub('_(bucket|sum|count)$', '', match[1]) if match[1] not in types else match[1], types)
                samples[match[1] + (match[2] or '')] = float(match[5])
        return samples

    def test_the_log_is_json_and_has_nothing_of_what_was_said(self):
        with Daemon(self.data) as daemon:
            secret = 'a7f3c0ffee13812341234'
            daemon.get(f'/v1/hello?who={secret}', {'Authorization': f'Bearer {secret}', 'X-Real-IP': '203.0.113.9'})
            daemon.get(f'/v1/{secret}')
            with socket.create_connection(('127.0.0.1', daemon.port)) as raw:
                raw.sendall(f'PUT /{secret} HTTP/1.1\r\nHost: {secret}\r\nContent-Length: 21\r\n\r\n{secret}'.encode())
                raw.recv(65536)
            with socket.create_connection(('127.0.0.1', daemon.port)) as raw:
                raw.sendall(f'{secret}\r\n\r\n'.encode())
                raw.recv(65536)
            self.assertEqual(daemon.stop(), 0)
            log = daemon.read_log()
            self.assertNotIn(secret, log)
            self.assertNotIn('203.0.113.9', log)
            lines = [json.loads(line) for line in log.splitlines()]
            requests = [line for line in lines if 'route' in line]
            answered = [(line['route'], line['status']) for line in requests]  # of several threads: in whatever order
            self.assertIn(('/v1/hello', 200), answered)
            self.assertIn(('none', 404), answered)
            self.assertEqual(len({line['id'] for line in requests}), len(requests))
            self.assertEqual([line['event'] for line in lines if 'event' in line][-3:], ['ready', 'stopping', 'stopped'])


class Ends(Folder):
    def test_both_signals_end_it_with_0(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with Daemon(self.data) as daemon:
                daemon.get('/healthz')
                self.assertEqual(daemon.stop(number), 0)

    def test_killed_at_any_moment_it_starts_again_with_the_same_epoch(self):
        epochs = set()
        for turn in range(8):
            with Daemon(self.data) as daemon:
                epochs.add(daemon.json('/v1/hello')['epoch'])
                self.assertEqual(daemon.get('/healthz')[0], 200)
                load = threading.Thread(target=self.load, args=(daemon,))
                load.start()
                time.sleep(0.01 * turn)
                daemon.kill()
                load.join()
        self.assertEqual(len(epochs), 1)

    def load(self, daemon):
        try:
            while True:
                daemon.get('/healthz')
        except OSError:
            return
        except Exception:  # what http.client makes of half an answer
            return

    def test_the_next_one_has_the_records_once_the_first_has_ended(self):
        with Daemon(self.data) as first:
            first.stop()
            with Daemon(self.data) as second:
                self.assertEqual(second.get('/healthz')[0], 200)

    def test_two_hundred_half_open_connections_hinder_nobody(self):
        with Daemon(self.data) as daemon:
            half = [socket.create_connection(('127.0.0.1', daemon.port)) for _ in range(200)]
            for number, raw in enumerate(half):
                raw.sendall(b'GET /healthz HTTP/1.1\r\nHost: a\r\n'[:number % 30])
            self.assertEqual(daemon.get('/healthz')[0], 200)
            began = time.monotonic()
            for raw in half:
                raw.settimeout(30)
                self.assertEqual(raw.recv(100), b'')
                raw.close()
            self.assertLess(time.monotonic() - began, 25)
            self.assertEqual(daemon.get('/healthz')[0], 200)

    @unittest.skipIf('ASAN_OPTIONS' in os.environ, 'the sanitizer keeps what is freed for a while')
    def test_memory_stays_flat_under_nonsense(self):
        """Fifteen hundred requests that are refused, then as many again, which need no more memory."""
        with Daemon(self.data) as daemon:
            self.nonsense(daemon, 1500)
            before = self.resident(daemon)
            self.nonsense(daemon, 1500)
            self.assertLess(self.resident(daemon) - before, 8 * 1024)
            self.assertEqual(daemon.get('/healthz')[0], 200)

    def nonsense(self, daemon, count):
        whole = (b'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', b'GET /' + b'a' * 30000 + b' HTTP/1.1\r\n\r\n',
                 b'PUT /v1/hello HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n',
                 b'GET /healthz HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n')
        begun = (b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', b'\r\n' * 100 + b'X')
        for number in range(count):
            with socket.create_connection(('127.0.0.1', daemon.port)) as raw:
                try:
                    if number % 3 == 0:
                        raw.sendall(begun[number % 2])
                        continue
                    raw.sendall(whole[number % 4])
                    raw.settimeout(30)
                    self.assertTrue(raw.recv(65536).startswith(b'HTTP/1.1 4'))
                except (BrokenPipeError, ConnectionResetError):
                    pass

    def resident(self, daemon):
        """In KiB."""
        with open(f'/proc/{daemon.process.pid}/status', encoding='utf-8') as file:
            return int(re.search(r'VmRSS:\s+(\d+)', file.read())[1])


class Systemd(Folder):
    def test_it_is_told_of_ready_alive_and_stopping(self):
        path = os.path.join(self.folder, 'notify')
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
            told.bind(path)
            told.settimeout(30)
            with Daemon(self.data, env={'NOTIFY_SOCKET': path, 'WATCHDOG_USEC': '400000'}) as daemon:
                self.assertEqual(told.recv(100), b'READY=1')
                self.assertEqual(told.recv(100), b'WATCHDOG=1')
                self.assertEqual(told.recv(100), b'WATCHDOG=1')
                daemon.process.send_signal(signal.SIGTERM)
                last = told.recv(100)
                while last == b'WATCHDOG=1':
                    last = told.recv(100)
                self.assertEqual(last, b'STOPPING=1')
                self.assertEqual(daemon.process.wait(60), 0)

    @unittest.skipUnless(shutil.which('systemd-analyze'), 'systemd-analyze is not installed')
    def test_the_unit_is_closed_in(self):
        unit = os.path.join(os.environ['VAS_BUILD_ROOT'], 'data/vasdeskd.service')
        done = subprocess.run(['systemd-analyze', 'security', '--offline=yes', '--threshold=15', unit], capture_output=True,
                              text=True, timeout=60, check=False, env={**os.environ, 'SYSTEMD_PAGER': 'cat'})
        self.assertEqual(done.returncode, 0, done.stdout[-200:] + done.stderr)


if __name__ == '__main__':
    unittest.main()
