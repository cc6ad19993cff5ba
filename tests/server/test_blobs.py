# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos at the server: what comes in parts, is cut off, lies about itself, or belongs to somebody else; and from desk to desk."""
import hashlib
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import unittest

import vasctl
from vasserver import Problem, Server

PART = 1024 * 1024
MOST = 10 * PART


def jpeg(size):
    """Another one each time."""
    return b'\xff\xd8\xff' + os.urandom(size - 3)


def name_of(content):
    return hashlib.sha256(content).hexdigest()


class Blobs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.server.start()
        cls.addClassCleanup(cls.server.__exit__)
        root = cls.server.sign_in('root')
        root.add_staff('li', '李娜', 'invoice-clerk')
        root.add_staff('he', '何静', 'invoice-supervisor')
        cls.li, cls.he = cls.server.sign_in('li'), cls.server.sign_in('he')

    def begin(self, content, desk=None, **changes):
        body = {'hash': name_of(content), 'size': len(content), 'type': 'image/jpeg', **changes}
        return (desk or self.li).ask('POST', '/v1/blobs', body).json()

    def put(self, content, start, end, desk=None, name=None):
        return (desk or self.li).ask('PUT', f'/v1/blobs/{name or name_of(content)}?offset={start}', content[start:end],
                                     headers={'Content-Type': 'application/octet-stream'}).json()

    def refused(self, kind, call, *arguments, **options):
        with self.assertRaises(Problem) as caught:
            call(*arguments, **options)
        self.assertEqual(caught.exception.kind, kind, caught.exception.problem)
        return caught.exception.problem

    def get(self, content, desk=None):
        return (desk or self.he).call('GET', f'/v1/blobs/{name_of(content)}')

    def unfinished(self, content):
        return [name for name in os.listdir(os.path.join(self.server.data, 'uploads')) if name_of(content) in name]

    def test_the_largest_file_comes_in_parts_and_is_byte_for_byte_the_same_for_everybody(self):
        content = jpeg(MOST)
        self.assertEqual(self.begin(content)['have'], 0)
        for start in range(0, MOST, PART):
            self.assertEqual(self.get(content).status, 404)
            told = self.put(content, start, start + PART)
        self.assertTrue(told['whole'])
        answer = self.get(content)
        self.assertEqual((answer.body, answer.type, answer.headers['X-Content-Type-Options']), (content, 'image/jpeg', 'nosniff'))
        path = os.path.join(self.server.data, 'blobs', name_of(content)[:2], name_of(content)[2:])
        self.assertEqual((os.stat(path).st_mode & 0o777, self.unfinished(content)), (0o600, []))
        self.assertTrue(self.begin(content, self.he)['whole'])

    def test_who_goes_away_in_the_middle_of_an_answer_ends_nobody_elses(self):
        content = jpeg(4 * PART)
        self.begin(content)
        for start in range(0, 4 * PART, PART):
            self.put(content, start, start + PART)
        for number in range(40):
            with socket.create_connection(('127.0.0.1', self.server.port), 30) as desk:
                desk.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                desk.sendall(f'GET /v1/blobs/{name_of(content)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.he.token}\r\n\r\n'.encode())
                self.assertTrue(desk.recv(1000).startswith(b'HTTP/1.1 200'))
                if number % 2:      # with a reset: the next write there is EPIPE
                    desk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.assertIsNone(self.server.process.poll())
        self.assertEqual(self.get(content).body, content)

    def test_what_lies_about_itself_is_thrown_away(self):
        content = jpeg(1000)
        for name, bad, changes in (('hash', jpeg(1000), {'hash': name_of(content)}), ('magic', b'GIF89a' + bytes(994), {}),
                                   ('html', b'<html>' + bytes(994), {}), ('type', content, {'type': 'image/png'})):
            with self.subTest(name):
                hash_ = changes.get('hash', name_of(bad))
                self.begin(bad, **changes)
                self.assertEqual(self.refused('bad-value', self.put, bad, 0, 1000, name=hash_)['field'], 'hash')
                self.refused('not-found', self.put, bad, 0, 1000, name=hash_)
                self.assertEqual((self.he.call('GET', f'/v1/blobs/{hash_}').status, self.unfinished(bad)), (404, []))

    def test_what_may_not_be_announced_is_refused(self):
        content = jpeg(1000)
        for changes in ({'size': 0}, {'size': -1}, {'size': MOST + 1}, {'size': 2 ** 53}, {'size': '1000'}, {'type': 'image/svg+xml'}, {'type': ''},
                        {'hash': 'A' * 64}, {'hash': '../../etc/passwd'}, {'hash': '0' * 63}):
            self.refused('bad-value', self.begin, content, **changes)
        for name in ('..%2f..%2fetc%2fpasswd', '0' * 63, 'A' * 64, 'replica.db'):
            self.assertIn(self.li.call('GET', f'/v1/blobs/{name}').status, (400, 404))
            self.refused('not-found', self.put, content, 0, 10, name='0' * 64)

    def test_gaps_overlaps_and_parts_beyond_the_end(self):
        content = jpeg(1000)
        self.begin(content)
        self.assertEqual(self.refused('conflict', self.put, content, 10, 20)['have'], 0)
        self.put(content, 0, 100)
        self.assertEqual(self.refused('conflict', self.put, content, 101, 200)['have'], 100)
        self.assertEqual(self.put(content, 50, 100)['have'], 100)        # came before, says the same
        other = content[:60] + b'!' + content[61:]
        self.assertEqual(self.refused('conflict', self.put, other, 50, 100, name=name_of(content))['have'], 100)
        self.assertEqual(self.refused('conflict', self.put, content, 50, 150)['have'], 100)
        self.refused('bad-value', self.put, content + b'x' * 500, 100, 1500, name=name_of(content))
        self.refused('bad-value', self.put, content, 100, 100)
        self.refused('bad-value', self.li.ask, 'PUT', f'/v1/blobs/{name_of(content)}?offset=-1', b'x', headers={'Content-Type': 'application/octet-stream'})
        self.assertTrue(self.put(content, 100, 1000)['whole'])

    def test_nobody_adds_to_anothers_upload(self):
        content = jpeg(1000)
        self.begin(content)
        self.put(content, 0, 500)
        self.refused('not-found', self.put, content, 500, 1000, self.he)
        self.assertEqual(self.begin(content, self.he)['have'], 0)
        self.put(content, 0, 10, self.he)
        self.assertEqual(self.begin(content)['have'], 500)
        self.assertTrue(self.put(content, 500, 1000)['whole'])
        self.assertTrue(self.begin(content, self.he)['whole'])

    def test_announced_otherwise_it_is_refused_and_keeps_what_came(self):
        content = jpeg(1000)
        self.begin(content, size=900)
        self.assertEqual(self.begin(content)['have'], 0)                 # nothing came yet, so nothing is lost
        self.put(content, 0, 500)
        for changes in ({'size': 999}, {'size': 1001}, {'type': 'image/png'}):
            self.assertEqual(self.refused('bad-value', self.begin, content, **changes)['field'], *changes)
        self.assertEqual(self.begin(content)['have'], 500)
        self.assertTrue(self.put(content, 500, 1000)['whole'])
        for size in (7, 999, 1001):
            self.assertEqual(self.refused('bad-value', self.begin, content, size=size)['field'], 'size')
        self.assertEqual(self.begin(content), {'hash': name_of(content), 'size': 1000, 'have': 1000, 'whole': True})

    def test_announced_wrongly_it_is_free_again_when_that_has_come(self):
        content = jpeg(1000)
        self.begin(content, size=900)
        self.put(content, 0, 500)
        self.refused('bad-value', self.put, content, 500, 900)
        self.begin(content)
        self.assertTrue(self.put(content, 0, 1000)['whole'])

    def test_half_an_upload_survives_a_kill_of_the_daemon(self):
        content = jpeg(3 * PART)
        self.begin(content)
        self.put(content, 0, PART)
        self.server.kill()
        self.server.start(self.server.port)
        self.assertEqual(self.get(content).status, 404)
        self.assertEqual(self.begin(content)['have'], PART)
        self.put(content, PART, 2 * PART)
        self.put(content, 2 * PART, 3 * PART)
        self.server.kill()
        self.server.start(self.server.port)
        self.assertEqual(self.get(content).body, content)

    def test_killed_before_the_last_part_was_judged_it_is_judged_when_asked(self):
        good, bad = jpeg(1000), b'GIF89a' + bytes(994)
        for content in (good, bad):
            self.begin(content)
            self.put(content, 0, 500)
        uploads = os.path.join(self.server.data, 'uploads')
        for entry in os.listdir(uploads):
            content = good if name_of(good) in entry else bad if name_of(bad) in entry else b''
            with open(os.path.join(uploads, entry), 'wb') as file:
                file.write(content)  # as a kill between the writing and the judging leaves it
        self.assertTrue(self.begin(good)['whole'])
        self.refused('bad-value', self.begin, bad)
        self.assertEqual((self.get(good).body, self.get(bad).status), (good, 404))


class FromDeskToDesk(unittest.TestCase):
    """The demonstration as a server, and two desks of it."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix='photos-')
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        data = os.path.join(cls.folder, 'data')
        assert vasctl.run('--replica', data, 'seed-demo')[0] == 0
        cls.server = Server(data)
        (cls.number,), *_ = cls.server.query("SELECT number FROM fapiao WHERE state = 'issued' AND photo IS NOT NULL ORDER BY number")
        (cls.login,), *_ = cls.server.query('SELECT login FROM staff WHERE active = 1 AND roles & 8 <> 0 ORDER BY login')
        cls.server.set_password(cls.login)
        cls.server.start()
        cls.addClassCleanup(cls.server.__exit__)
        cls.token = cls.server.sign_in(cls.login).token
        cls.desks = [os.path.join(cls.folder, name) for name in 'ab']
        for desk in cls.desks:
            cls.ctl(cls, desk, 'fetch')

    def arguments(self, desk, *arguments):
        return '--replica', desk, '--server', self.server.uri, '--as', self.login, *arguments

    def ctl(self, desk, *arguments, status=0):
        got, out, err = vasctl.run(*self.arguments(self, desk, *arguments) if isinstance(self, type) else self.arguments(desk, *arguments),
                                   env={**vasctl.ENGLISH, 'VASCTL_TOKEN': self.token})
        assert got == status, f'{arguments}\n{out}\n{err}'
        return err if status else out

    def attach(self, content):
        path = os.path.join(self.folder, 'new.jpg')
        with open(path, 'wb') as file:
            file.write(content)
        self.ctl(self.desks[0], 'photo', self.number, path, '--attach', '--replace')

    def give(self, desk, status=0):
        """The bytes that the photo has at a desk."""
        target = os.path.join(self.folder, 'given.jpg')
        told = self.ctl(desk, 'photo', self.number, target, status=status)
        if status:
            return told
        with open(target, 'rb') as file:
            return file.read()

    def test_attached_at_one_desk_it_is_at_the_other_byte_for_byte(self):
        content = jpeg(700000)
        self.attach(content)
        told = json.loads(self.ctl(self.desks[0], '--json', 'sync'))
        self.assertEqual((told['synced'], told['photos']), (True, 0))
        self.ctl(self.desks[1], 'sync')
        self.assertEqual(self.give(self.desks[1]), content)
        name = name_of(content)
        with open(os.path.join(self.desks[1], 'blobs', name[:2], name[2:]), 'rb') as file:
            self.assertEqual(file.read(), content)      # kept: the next look asks nobody
        self.assertIn(name, open(os.path.join(self.desks[0], 'blobs', 'sent'), encoding='ascii').read())

    def size(self):
        """Bytes at the server of what is not whole."""
        uploads = os.path.join(self.server.data, 'uploads')
        return sum(entry.stat().st_size for entry in os.scandir(uploads)) if os.path.isdir(uploads) else 0

    def test_killed_while_it_sends_desk_or_daemon_it_goes_on(self):
        content = jpeg(MOST)
        self.attach(content)
        env = {**vasctl.ENGLISH, 'VASCTL_TOKEN': self.token}
        reached = []
        for number in range(2):
            with subprocess.Popen([vasctl.VASCTL, *self.arguments(self.desks[0], 'sync')], env=env, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL) as process:
                end = time.monotonic() + 10
                start = self.size()
                while self.size() <= start and process.poll() is None and time.monotonic() < end:
                    time.sleep(0.001)
                if number % 2:
                    self.server.kill()
                process.kill()
            if number % 2:
                self.server.start(self.server.port)
            reached.append(self.size())
        self.assertTrue(any(0 < size < MOST for size in reached), reached)
        self.ctl(self.desks[0], 'sync')
        self.ctl(self.desks[1], 'sync')
        self.assertEqual(self.give(self.desks[1]), content)

    def test_what_the_other_desk_has_not_sent_is_said(self):
        content = jpeg(1000)
        self.attach(content)
        name = name_of(content)
        path = os.path.join(self.desks[0], 'blobs', name[:2], name[2:])
        os.rename(path, path + '.away')
        self.ctl(self.desks[0], 'sync')
        os.rename(path + '.away', path)
        self.ctl(self.desks[1], 'sync')
        self.assertIn('has not sent it', self.give(self.desks[1], status=1))
        told = json.loads(self.ctl(self.desks[0], '--json', 'sync'))
        self.assertEqual(told['photos'], 0)
        self.assertEqual(self.give(self.desks[1]), content)


if __name__ == '__main__':
    unittest.main()
