# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies that mean harm, through the real daemon: a clear 4xx, the process alive, its memory flat, others served meanwhile."""
import glob
import os
import threading
import unittest

from vasserver import PASSWORD, ROOT, Server, canonical, sha256, uuid7

DEEP = 200000
FRAMES = {
    'over 2^53': b'9007199254740993', 'under -2^53': b'-9007199254740993', 'a hundred digits': b'9' * 100, 'a fraction': b'1.5',
    'an exponent': b'1e3', 'a float overflow': b'1e999', 'leading zeros': b'00012', 'a plus': b'+1', 'hexadecimal': b'0x10',
    'NaN': b'NaN', 'infinity': b'-Infinity', 'bad UTF-8': b'"\xff\xfe"', 'overlong UTF-8': b'"\xc0\xaf"', 'a surrogate in UTF-8': b'"\xed\xa0\x80"',
    'a lone surrogate': b'"\\ud800"', 'a NUL': b'"\x00"', 'an escaped NUL': b'"\\u0000"', 'a raw control character': b'"\x07"',
    'a bad escape': b'"\\x41"', 'depth 33': b'[' * 33 + b']' * 33, 'depth 200000': b'[' * DEEP + b']' * DEEP,
    'never closed': b'[' * DEEP, 'deep objects': b'{"a":' * DEEP, 'a trailing comma': b'[1,]', 'a comment': b'/* */1', 'single quotes': b"'x'",
    'nothing': b'', 'a duplicate': b'{"a":1,"a":1}', 'a duplicate by escape': b'{"a":1,"\\u0061":1}',
    'two thousand members': b'{' + b','.join(b'"%d":0' % i for i in range(2000)) + b'}',
}
WHOLE = {
    'empty': b'', 'blank': b' \n', 'a list': b'[]', 'null': b'null', 'a text': b'"x"', 'a number': b'7', 'two roots': b'{}{}', 'rubbish': b'{}x',
    'a byte order mark': b'\xef\xbb\xbf{}', 'UTF-16': '{}'.encode('utf-16'), 'a NUL at the end': b'{}\x00', 'HTML': b'<html>', 'gzip': b'\x1f\x8b\x08' + b'\0' * 40,
    'cut short': b'{"login":"ro',
}


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.server.start()
        cls.addClassCleanup(cls.server.__exit__)
        cls.root = cls.server.sign_in('root')
        cls.good = {
            ('POST', '/v1/session'): {'login': 'nobody', 'password': 'x', 'device': 'x'},
            ('PUT', '/v1/password'): {'old': 'x', 'password': 'x' * 10},
            ('POST', '/v1/push'): {'epoch': cls.root.epoch, 'client': cls.root.client, 'commands': [{'seq': 1, 'body': '{}', 'hash': sha256('{}')}]},
        }

    def refused(self, method, path, body, kinds=('bad-json', 'bad-value', 'too-large')):
        answer = self.server.call(method, path, body=body, token=self.root.token)
        self.assertIn(answer.status, (400, 413), answer.body)
        self.assertEqual(answer.type, 'application/problem+json')
        self.assertIn(answer.json()['type'].rpartition(':')[2], kinds)
        self.assertTrue(answer.json()['detail'])

    def wrapped(self, path, good, value):
        """The good body with another member or, where it is short enough for the place, in the place of one."""
        text = canonical(good).encode()
        return [text[:-1] + b',"more":' + value + b'}', text.replace(b'"x"' if path != '/v1/push' else b'"{}"', value, 1)]

    def limit(self, path):
        return 1 << 20 if path == '/v1/push' else 8192

    def every_body(self):
        for (method, path), good in self.good.items():
            for name, value in WHOLE.items():
                yield name, method, path, value
            for name, value in FRAMES.items():
                for body in self.wrapped(path, good, value):
                    if len(body) <= self.limit(path):
                        yield name, method, path, body

    def test_every_place_refuses_what_is_no_json_as_it_is_read_here(self):
        count = 0
        for name, method, path, body in self.every_body():
            with self.subTest(name, path=path):
                self.refused(method, path, body)
                count += 1
        self.assertGreater(count, 150)
        self.assertEqual(self.root.feed(0)[0][1]['head'], 1)

    def test_what_is_kept_of_the_fuzzer_is_refused_or_read(self):
        for name in glob.glob(f'{ROOT}/tests/fuzz/corpus/json/*'):
            with open(name, 'rb') as file:
                body = file.read()
            for method, path in self.good:
                if len(body) <= self.limit(path):
                    with self.subTest(os.path.basename(name), path=path):
                        self.refused(method, path, body)

    def test_a_command_is_read_as_strictly_as_what_it_came_in(self):
        def attempt(body, personal=None):
            push = {'epoch': self.root.epoch, 'client': self.root.client,
                    'commands': [{'seq': 1, 'body': body, 'hash': sha256(body), 'personal': personal or {}}]}
            self.refused('POST', '/v1/push', canonical(push).encode(), ('malformed', 'bad-json', 'bad-value'))

        good = {'id': uuid7(), 'type': 'staff.add', 'tv': 1, 'actor': self.root.key, 'made_at': 1, 'expect': {}, 'args': {}, 'personal': {},
                'acknowledged': []}
        for name, value in FRAMES.items():
            try:
                inner = value.decode()
            except UnicodeDecodeError:
                continue
            if len(inner) > 300000:
                continue
            with self.subTest(name):
                attempt(canonical(good)[:-1] + ',"more":' + inner + '}')
        for name, value in (('id', 'x'), ('id', None), ('type', ''), ('type', 'x' * 65), ('tv', 0), ('actor', 'x'), ('made_at', -1),
                            ('expect', []), ('expect', {'request/x': 'x'}), ('args', []), ('args', None), ('personal', {'a': 'b'}),
                            ('acknowledged', [1]), ('acknowledged', {}), ('rows', []), ('rows_sha256', 'x')):
            with self.subTest(name, value=value):
                attempt(canonical({**good, name: value}))
        attempt(canonical({**good, 'args': {'x': 'y' * 300000}}))
        attempt(canonical(good), {'a': {'salt': '', 'value': 1}})

    @unittest.skipIf('ASAN_OPTIONS' in os.environ, 'the sanitizer keeps what is freed for a while')
    def test_memory_stays_flat_and_others_are_served_meanwhile(self):
        bodies = list(self.every_body())
        for _, method, path, body in bodies:
            self.server.call(method, path, body=body, token=self.root.token)
        before = self.server.memory()
        slow = []
        stop = threading.Event()

        def bystander():
            while not stop.wait(0.05):
                slow.append(self.root.wait(0) == 1)

        thread = threading.Thread(target=bystander)
        thread.start()
        for _ in range(5):
            for _, method, path, body in bodies:
                self.assertIn(self.server.call(method, path, body=body, token=self.root.token).status, (400, 413))
        stop.set()
        thread.join()
        self.assertLess(self.server.memory() - before, 16 * 1024)
        self.assertTrue(len(slow) > 3 and all(slow))
        self.assertIsNone(self.server.process.poll())

    def test_fifteen_at_the_door_at_once_take_the_memory_of_two(self):
        body = {'login': 'root', 'password': PASSWORD, 'device': 'x'}
        before, highest, answers = self.server.memory(), [0], []
        threads = [threading.Thread(target=lambda: answers.append(self.server.call('POST', '/v1/session', body).status))
                   for _ in range(5)] + [threading.Thread(target=lambda i=i: answers.append(
                       self.server.call('POST', '/v1/session', {**body, 'login': f'nobody-{i}'}).status)) for i in range(10)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            highest[0] = max(highest[0], self.server.memory())
            threads[0].join(0.01)
        self.assertEqual(sorted(answers), [201] * 5 + [401] * 10)
        self.assertLess(highest[0] - before, 3 * 64 * 1024)
        self.assertLess(self.server.memory() - before, 16 * 1024)


if __name__ == '__main__':
    unittest.main()
