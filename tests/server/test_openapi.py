# SPDX-License-Identifier: GPL-3.0-or-later
"""The real backend's answers against doc/openapi.yaml: every operation, every status, every type of problem."""
import gzip
import hashlib
import http.client
import re
import socket
import tempfile
import unittest
import uuid

import vasctl
from openapi import ROOT, Specification
from shop import add_shop, now
from vasserver import PASSWORD, Answer, Server

NOBODY = '0198a000-0000-7000-8000-000000000001'


class Openapi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.specification = Specification()
        cls.kinds = set()
        cls.server = Server(fill=cls.add_accounts)
        cls.tokens = [add_shop(cls.server, name) for name in ('web', 'app')]
        cls.server.start()
        cls.addClassCleanup(cls.server.__exit__)
        cls.root = cls.server.sign_in('root')

    @staticmethod
    def add_accounts(folder):
        for kind, text in (('catalog', vasctl.CATALOG), ('accounts', vasctl.ACCOUNTS), ('orders', vasctl.ORDERS)):
            with tempfile.NamedTemporaryFile('w', suffix='.csv', encoding='utf-8') as file:
                file.write(text)
                file.flush()
                status, out, err = vasctl.run('--replica', folder, '--as', 'root', 'import', kind, file.name)
            assert status == 0, out + err

    def check(self, method, path, status, kind=None, query='', **options):
        """Calls and compares; a body that is taken must be as documented too."""
        answer = self.server.call(method, path + query, **options)
        self.judge(method, path, status, kind, answer)
        if status < 300 and options.get('body') is not None and not isinstance(options['body'], bytes):
            self.assertEqual(self.specification.faults_of_request(method, path, options['body']), [])
        return answer

    def judge(self, method, path, status, kind, answer):
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(self.specification.faults_of_answer(method, path, answer), [])
        if kind:
            self.assertEqual(answer.json()['type'], f'urn:vasdesk:problem:{kind}')
            self.kinds.add(kind)

    def check_body(self, method, path, good, token):
        """What every place that takes JSON does with other things."""
        self.check(method, path, 400, 'bad-json', body=b'{', token=token)
        self.check(method, path, 400, 'bad-value', body={**good, next((name for name in ('password', 'hash', 'record', 'text') if name in good), 'epoch'): None}, token=token)
        self.check(method, path, 415, 'media-type', body=b'{}', token=token, headers={'Content-Type': 'text/plain'})
        self.check_large(method, path, token, 'application/json')

    def check_large(self, method, path, token, kind):
        """What is announced as too large is refused before it comes."""
        with socket.create_connection(('127.0.0.1', self.server.port), 30) as desk:
            desk.sendall(f'{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n'
                         f'Content-Type: {kind}\r\nContent-Length: 99999999\r\n\r\n'.encode())
            reply = http.client.HTTPResponse(desk, method=method)
            reply.begin()
            self.judge(method, path, 413, 'too-large', Answer(reply, reply.read()))

    def test_1_what_needs_no_session(self):
        for path in ('/healthz', '/metrics', '/v1/hello'):
            self.check('GET', path, 200)

    def test_2_sessions(self):
        good = {'login': 'root', 'password': PASSWORD, 'device': 'x'}
        token = self.check('POST', '/v1/session', 201, body=good).json()['token']
        self.check_body('POST', '/v1/session', good, None)
        self.check('GET', '/v1/session', 200, token=token)
        self.check('DELETE', '/v1/session', 204, token=token)
        self.check('GET', '/v1/session', 401, 'no-session', token=token)
        self.check('DELETE', '/v1/session', 401, 'no-session', token=token)
        for _ in range(5):
            self.check('POST', '/v1/session', 401, 'sign-in', body={**good, 'login': 'nobody'})
        self.check('POST', '/v1/session', 429, 'too-many', body={**good, 'login': 'nobody'})

    def test_3_passwords(self):
        key = self.root.add_staff('li', '李娜', 'invoice-clerk')
        li = self.server.sign_in('li')
        good = {'old': PASSWORD, 'password': PASSWORD + '!'}
        self.check_body('PUT', '/v1/password', good, li.token)
        self.check('PUT', '/v1/password', 204, body=good, token=li.token)
        self.check('PUT', '/v1/password', 401, 'no-session', body=good)
        self.check('PUT', '/v1/password', 204, body={'staff': key, 'password': PASSWORD}, token=self.root.token)
        li = self.server.sign_in('li')
        self.check('PUT', '/v1/password', 403, 'forbidden', body={'staff': self.root.key, 'password': PASSWORD}, token=li.token)
        self.check('PUT', '/v1/password', 404, 'not-found', body={'staff': NOBODY, 'password': PASSWORD}, token=self.root.token)
        for _ in range(5):
            self.check('PUT', '/v1/password', 403, 'forbidden', body={**good, 'old': 'x'}, token=li.token)
        self.check('PUT', '/v1/password', 429, 'too-many', body={**good, 'old': 'x'}, token=li.token)

    def test_3_sessions_of_a_person(self):
        key = self.root.add_staff('sun', '孙', 'invoice-clerk')
        sun = self.server.sign_in('sun')
        self.check('GET', '/v1/staff', 200, token=sun.token)
        self.check('GET', '/v1/staff', 401, 'no-session')
        for query in ('', '?staff=sun', f'?staff={key}'):
            self.check('GET', '/v1/sessions', 200, query=query, token=self.root.token)
        for method in ('GET', 'DELETE'):
            self.check(method, '/v1/sessions', 401, 'no-session')
            self.check(method, '/v1/sessions', 403, 'forbidden', query='?staff=root', token=sun.token)
            self.check(method, '/v1/sessions', 404, 'not-found', query=f'?staff={NOBODY}', token=self.root.token)
        self.check('DELETE', '/v1/sessions', 204, token=sun.token)
        self.check('DELETE', '/v1/sessions', 204, query='?staff=sun', token=self.root.token)

    def push(self, commands, status=200, kind=None, desk=None, **members):
        desk = desk or self.root
        return self.check('POST', '/v1/push', status, kind, token=desk.token,
                          body={'epoch': desk.epoch, 'client': desk.client, 'commands': commands, **members})

    def test_4_push(self):
        command = self.root.command
        new = {'login': 'p', 'name': '某', 'roles': 'auditor'}
        commands = self.root.number([command('staff.add', **new), command('staff.add', **new), command('request.teleport'),
                                     command('note.add', subject='request', subject_key=NOBODY, text='x'),
                                     command('request.enter', account=NOBODY, recipient_name='李')])
        states = [result['state'] for result in self.push(commands).json()['results']]
        self.assertEqual(states, ['applied', 'rejected', 'deferred', 'rejected', 'rejected'])
        self.check_body('POST', '/v1/push', {'epoch': '', 'client': '', 'commands': []}, self.root.token)

        def following(**changes):
            return {**command('staff.add', **new), 'seq': self.root.seq + 1, **changes}

        self.push([following(hash='0' * 64)], 400, 'malformed')
        self.check('POST', '/v1/push', 401, 'no-session', body={})
        self.push([{**command('staff.add', actor=NOBODY, **new), 'seq': self.root.seq + 1}], 403, 'actor')
        self.push([following()], 409, 'epoch', epoch=str(uuid.uuid4()))
        longer = commands[0]['body'] + ' '
        self.push([{**commands[0], 'body': longer, 'hash': hashlib.sha256(longer.encode()).hexdigest()}], 409, 'reused')
        self.push([following(seq=1)], 409, 'forked')
        self.push([following(seq=99)], 409, 'gap')
        other = self.server.sign_in('li')
        self.push([{**other.command('staff.add', **new), 'seq': 1}], 409, 'foreign', desk=other, client=self.root.client)
        with self.server.full_disk():
            self.push([following()], 503, 'unavailable')

    def test_5_feed_and_wait(self):
        for path in ('/v1/feed', '/v1/wait'):
            good = f'?epoch={self.root.epoch}&after=0'
            self.check('GET', path, 200, query=good, token=self.root.token)
            self.check('GET', path, 400, 'bad-value', query='?after=0', token=self.root.token)
            self.check('GET', path, 401, 'no-session', query=good)
            self.check('GET', path, 409, 'epoch', query=f'?epoch={uuid.uuid4()}&after=0', token=self.root.token)
            self.check('GET', path, 410, 'snapshot', query=f'?epoch={self.root.epoch}&after=999', token=self.root.token)

    def test_5_snapshots(self):
        made = self.check('POST', '/v1/snapshots', 201, body={}, token=self.root.token).json()
        self.assertEqual(self.check('POST', '/v1/snapshots', 201, body={}, token=self.root.token).json(), made)
        self.root.add_staff('wu', '吴', 'auditor', None)
        self.assertEqual(self.check('POST', '/v1/snapshots', 201, body={}, token=self.root.token).json()['seq'], made['seq'])
        later = self.check('POST', '/v1/snapshots', 201, body={'after': made['seq'] + 1}, token=self.root.token).json()
        self.assertEqual(later['seq'], made['seq'] + 1)
        made = later
        self.check('POST', '/v1/snapshots', 400, 'bad-value', body={'after': 'x'}, token=self.root.token)
        self.check('POST', '/v1/snapshots', 401, 'no-session', body={})
        self.check('POST', '/v1/snapshots', 400, 'bad-json', body=b'{', token=self.root.token)
        self.check('POST', '/v1/snapshots', 413, 'too-large', body={'x': 'y' * 5000}, token=self.root.token)
        self.check('POST', '/v1/snapshots', 415, 'media-type', body=b'{}', token=self.root.token, headers={'Content-Type': 'text/plain'})
        self.assertGreater(len(made['chunks']), 1)
        for chunk in made['chunks']:
            answer = self.check('GET', f'/v1/chunks/{chunk["hash"]}', 200, token=self.root.token)
            self.assertEqual(hashlib.sha256(answer.body).hexdigest(), chunk['hash'])
            self.assertEqual(len(answer.body), chunk['bytes'])
            self.assertLessEqual(len(answer.body), 1024 * 1024)
            self.assertEqual(gzip.decompress(answer.body).count(b'\n'), chunk['rows'])
        path = f'/v1/chunks/{made["chunks"][0]["hash"]}'
        self.check('GET', path, 304, token=self.root.token, headers={'If-None-Match': f'"{path[11:]}"'})
        self.check('GET', path, 200, token=self.root.token, headers={'If-None-Match': f'"{NOBODY}"'})
        self.check('GET', path, 401, 'no-session')
        for name in ('0' * 64, 'A' * 64, '0' * 63, 'replica.db'):
            self.check('GET', f'/v1/chunks/{name}', 404, 'not-found', token=self.root.token)

    def test_5_blobs(self):
        self.root.add_staff('he', '何', 'invoice-clerk')
        self.root.add_staff('auditor', '某', 'auditor')
        he, auditor = self.server.sign_in('he'), self.server.sign_in('auditor')
        for kind, magic in (('image/jpeg', b'\xff\xd8\xff'), ('image/png', b'\x89PNG\r\n\x1a\n'), ('application/pdf', b'%PDF-')):
            content = magic + b'x' * 100
            good = {'hash': hashlib.sha256(content).hexdigest(), 'size': len(content), 'type': kind}
            path = f'/v1/blobs/{good["hash"]}'
            self.check('GET', path, 404, 'not-found', token=he.token)
            self.check('POST', '/v1/blobs', 201, body=good, token=he.token)
            part = {'headers': {'Content-Type': 'application/octet-stream'}, 'token': he.token, 'query': '?offset=0'}
            self.check('PUT', path, 409, 'conflict', body=content[:1], **{**part, 'query': '?offset=7'})
            self.check('PUT', path, 400, 'bad-value', body=content[:1], **{**part, 'query': ''})
            self.check('PUT', path, 401, 'no-session', body=content, **{**part, 'token': None})
            self.check('PUT', path, 403, 'forbidden', body=content, **{**part, 'token': auditor.token})
            self.check_large('PUT', path, he.token, 'application/octet-stream')
            self.check('PUT', path, 415, 'media-type', body=content, **{**part, 'headers': {'Content-Type': 'text/plain'}})
            self.check('PUT', path, 200, body=content, **part)
            self.check('PUT', path, 404, 'not-found', body=content, **part)
            self.check('POST', '/v1/blobs', 200, body=good, token=he.token)
            self.assertEqual(self.check('GET', path, 200, token=auditor.token).body, content)
            self.check('GET', path, 401, 'no-session')
        self.lock_photo(good['hash'])
        self.check('GET', path, 403, 'forbidden', token=he.token)
        self.check_body('POST', '/v1/blobs', good, he.token)
        self.check('POST', '/v1/blobs', 401, 'no-session', body=good)
        self.check('POST', '/v1/blobs', 403, 'forbidden', body=good, token=auditor.token)
        for number in range(16):
            self.check('POST', '/v1/blobs', 201, body={**good, 'hash': f'{number:064x}'}, token=he.token)
        self.check('POST', '/v1/blobs', 429, 'too-many', body={**good, 'hash': 'f' * 64}, token=he.token)

    def lock_photo(self, name):
        """As if the user whose fapiao it shows were erased (R29)."""
        self.server.change("INSERT INTO locked_value (request_key, title, locked_at) VALUES ('locked', '某', 1)")
        self.server.change('INSERT INTO fapiao (key, ver, state, kind, code, number, point, request_key, photo, position, difference, place) VALUES '
                           f"('{NOBODY}', 1, 'issued', 'paper', '031002100104', '00000001', '总部', 'locked', '{name}', 1, 0, 'desk')")

    def test_5_reveal(self):
        self.root.add_staff('wang', '王', 'order-agent')
        wang = self.server.sign_in('wang')
        (key,), = self.server.query("SELECT key FROM account WHERE account_id = '80000217'")
        good = {'record': f'account/{key}', 'fields': ['mobile'], 'reason': 'asked'}
        answer = self.check('POST', '/v1/reveal', 200, body=good, token=wang.token)
        self.assertEqual(answer.json()['values'], {'mobile': '13812341234'})
        self.check_body('POST', '/v1/reveal', good, wang.token)
        self.check('POST', '/v1/reveal', 404, 'not-found', body={**good, 'record': f'account/{NOBODY}'}, token=wang.token)
        self.check('POST', '/v1/reveal', 401, 'no-session', body=good)
        self.check('POST', '/v1/reveal', 403, 'forbidden', body=good, token=self.root.token)
        for _ in range(18):
            self.check('POST', '/v1/reveal', 200, body=good, token=wang.token)
        self.check('POST', '/v1/reveal', 429, 'too-many', body=good, token=wang.token)

    def test_5_personal_copy(self):
        self.root.add_staff('qian', '钱', 'order-agent')
        self.root.add_staff('bai', '白', 'auditor')
        qian, bai = self.server.sign_in('qian'), self.server.sign_in('bai')
        (account,), = self.server.query("SELECT key FROM account WHERE account_id = '80000217'")
        for kind in ('copy', 'correction'):
            qian.run('personal.open', account=account, kind=kind, source='phone', text='x', identity='x', owner=qian.key)
        keys = dict(self.server.query('SELECT kind, key FROM personal_request'))
        path, good = '/v1/personal-copy', {'request': keys['copy'], 'reason': 'asked'}
        self.check('POST', path, 200, body=good, token=qian.token)
        self.check('POST', path, 409, 'conflict', body={**good, 'request': keys['correction']}, token=qian.token)
        self.check('POST', path, 400, 'bad-json', body=b'{', token=qian.token)
        self.check('POST', path, 400, 'bad-value', body={'request': keys['copy']}, token=qian.token)
        self.check('POST', path, 415, 'media-type', body=b'{}', token=qian.token, headers={'Content-Type': 'text/plain'})
        self.check_large('POST', path, qian.token, 'application/json')
        self.check('POST', path, 404, 'not-found', body={**good, 'request': NOBODY}, token=qian.token)
        self.check('POST', path, 401, 'no-session', body=good)
        self.check('POST', path, 403, 'forbidden', body=good, token=bai.token)
        for _ in range(17):
            self.check('POST', path, 200, body=good, token=qian.token)
        self.check('POST', path, 429, 'too-many', body=good, token=qian.token)

    def test_5_search(self):
        self.root.add_staff('sima', '司马', 'order-agent')
        self.root.add_staff('tang', '唐', 'terms-editor')
        sima, tang = self.server.sign_in('sima'), self.server.sign_in('tang')
        good = {'text': '80000217', 'limit': 10}
        self.check('POST', '/v1/search', 200, body=good, token=sima.token)
        self.check_body('POST', '/v1/search', good, sima.token)
        self.check('POST', '/v1/search', 400, 'bad-value', body={'text': 'x'}, token=sima.token)
        self.check('POST', '/v1/search', 400, 'bad-value', body={**good, 'limit': 51}, token=sima.token)
        self.check('POST', '/v1/search', 401, 'no-session', body=good)
        self.check('POST', '/v1/search', 403, 'forbidden', body=good, token=tang.token)
        record = f'?record=order/{NOBODY}'
        self.check('GET', '/v1/records', 404, 'not-found', query=record, token=sima.token)
        self.check('GET', '/v1/records', 400, 'bad-value', token=sima.token)
        self.check('GET', '/v1/records', 401, 'no-session', query=record)
        self.check('GET', '/v1/records', 403, 'forbidden', query=record, token=tang.token)
        (key,), = self.server.query("SELECT key FROM orders WHERE number = '24120100000415'")
        self.assertIn(f'order/{key}', [hit['record'] for hit in self.check('POST', '/v1/search', 200, body=good, token=sima.token).json()['hits']])
        self.check('GET', '/v1/records', 200, query=f'?record=order/{key}', token=sima.token)
        for _ in range(60):
            self.server.call('POST', '/v1/search', good, token=sima.token)
        self.check('POST', '/v1/search', 429, 'too-many', body=good, token=sima.token)
        self.check('GET', '/v1/records', 429, 'too-many', query=record, token=sima.token)

    def test_5_shop(self):
        token, other = self.tokens
        at = now()
        items = [{'key': 'a', 'type': 'account.profile', 'at': at, 'data': {'account': '1', 'name': '单晓明'}},
                 {'key': 'b', 'type': 'order.paid', 'at': at,
                  'data': {'order': '1', 'transaction': '1', 'channel': 'wechat', 'amount': 1}},
                 {'key': 'a', 'type': 'account.profile', 'at': at, 'data': {'account': '2', 'name': '单晓明'}},
                 {'key': 'c', 'type': 'account.profile', 'at': at, 'data': {'account': '2'}},
                 {'key': 'd', 'type': 'order.cancelled', 'at': at, 'data': {'account': '1', 'order': 'X'}},
                 {'key': 'e', 'type': 'notice.failed', 'at': at, 'data': {'notice': 7}}]
        results = self.check('POST', '/v1/intake', 200, body={'items': items}, token=token).json()['results']
        self.assertEqual([result['state'] for result in results], ['applied', 'applied', 'conflict', 'refused', 'unknown', 'malformed'])
        self.check('POST', '/v1/intake', 401, 'no-session', body={'items': []})
        self.check('POST', '/v1/intake', 403, 'forbidden', body={'items': []}, token=self.root.token)
        self.check('POST', '/v1/intake', 400, 'bad-value', body={'items': []}, token=token)
        self.check('POST', '/v1/intake', 400, 'bad-value', body={'items': items * 84}, token=token)
        self.check_body('POST', '/v1/intake', {}, token)
        page = self.check('GET', '/v1/shop/feed', 200, token=token)
        self.check('GET', '/v1/shop/feed', 200, query=f'?epoch={self.root.epoch}&after=0', token=token)
        for path in ('/v1/shop/feed', '/v1/shop/wait'):
            good = f'?epoch={self.root.epoch}&after=0'
            self.check('GET', path, 200, query=good, token=token)
            self.check('GET', path, 400, 'bad-value', query='?after=0', token=token)
            self.check('GET', path, 401, 'no-session', query=good)
            self.check('GET', path, 403, 'forbidden', query=good, token=self.root.token)
            self.check('GET', path, 409, 'epoch', query=f'?epoch={uuid.uuid4()}&after=0', token=token)
            self.check('GET', path, 410, 'snapshot', query=f'?epoch={self.root.epoch}&after=9999', token=token)
        self.assertIn(b'"through"', page.body)
        for _ in range(600):
            self.server.call('POST', '/v1/intake', {'items': []}, token=other)
        self.check('POST', '/v1/intake', 429, 'too-many', body={'items': items}, token=other)
        self.check('GET', '/v1/shop/feed', 429, 'too-many', token=other)
        self.check('GET', '/v1/shop/feed', 200, token=token)

    def test_6_what_is_not_there_is_a_problem_document_too(self):
        for method, path, status, kind in (('GET', '/', 404, 'not-found'), ('GET', '/v1/nothing', 404, 'not-found'),
                                           ('PUT', '/v1/session', 405, 'method'), ('BREW', '/v1/session', 405, 'method')):
            answer = self.server.call(method, path, headers={'Content-Length': '0'})
            self.assertEqual((answer.status, answer.type, answer.json()['type']),
                             (status, 'application/problem+json', f'urn:vasdesk:problem:{kind}'))
            self.assertEqual(self.specification.faults({'$ref': '#/components/schemas/Problem'}, answer.json()), [])

    def test_7_nothing_that_is_documented_was_left_out(self):
        self.assertEqual(self.specification.operations() - self.specification.seen, set())
        with open(f'{ROOT}/doc/openapi.yaml', encoding='utf-8') as file:
            self.assertEqual(set(re.findall('urn:vasdesk:problem:([a-z-]+)', file.read())) - self.kinds, set())

    def test_8_every_place_of_the_protocol_is_in_it(self):
        with open(f'{ROOT}/doc/protocol.md', encoding='utf-8') as file:
            told = set(re.findall('`(GET|POST|PUT|DELETE) (/v1/[a-z-]+(?:/[a-z]+)?)', file.read()))
        self.assertGreater(len(told), 6)
        self.assertEqual(told - {(method, path.partition('/{')[0]) for method, path, _ in self.specification.operations()}, set())


if __name__ == '__main__':
    unittest.main()
