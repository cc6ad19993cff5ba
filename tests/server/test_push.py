# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands up, changes down, and desks that wait (doc/protocol.md, “push”, “feed”, “wait”; I1, I3, I6, I7)."""
import copy
import hashlib
import json
import os
import shutil
import socket
import threading
import time
import unittest
import uuid

import faults
from vasrecords import POSTGRESQL
from vasserver import Problem, Server, sha256

OTHER = '0198a000-0000-7000-8000-000000000001'


class Office(unittest.TestCase):
    """A server with an administrator and a clerk."""

    def setUp(self):
        self.server = Server()
        self.server.start()
        self.addCleanup(self.server.__exit__)
        self.root = self.server.sign_in('root')

    def refused(self, status, kind, call, *arguments, **options):
        with self.assertRaises(Problem) as caught:
            call(*arguments, **options)
        self.assertEqual((caught.exception.answer.status, caught.exception.kind), (status, kind), caught.exception)
        return caught.exception.problem

    def head(self):
        return self.root.feed(0)[0][1]['head']

    def add(self, login, **options):
        return self.root.command('staff.add', login=login, name='某', roles='auditor', **options)


class Push(Office):
    def test_results_come_in_order_with_their_rows_of_the_trail(self):
        results = self.root.push(self.add('a'), self.add('a'), self.add('b'))
        self.assertEqual([(r['seq'], r['state'], r['feed']) for r in results], [(1, 'applied', 2), (2, 'rejected', 3), (3, 'applied', 4)])
        self.assertIn('R30', [finding['rule'] for finding in results[1]['verdict']['findings']])
        self.assertNotIn('verdict', results[0])

    def test_sent_again_it_is_answered_as_before_and_done_once_I3(self):
        commands = self.root.number([self.add('a'), self.add('a')])
        first = self.root.send(copy.deepcopy(commands))
        self.server.kill()
        self.server.start()
        self.assertEqual(self.root.send(commands), first)
        self.assertEqual(self.root.send([*commands, *self.root.number([self.add('b')])])[:2], first)
        self.assertEqual(self.head(), 4)

    def test_an_unknown_command_is_deferred_and_keeps_nothing_but_its_number(self):
        result, = self.root.push(self.root.command('request.teleport', request=OTHER))
        self.assertEqual((result['state'], 'feed' in result), ('deferred', False))
        self.assertEqual(self.head(), 1)
        self.assertEqual(self.root.push(self.add('a'))[0]['state'], 'applied')

    def test_each_reason_to_refuse_a_push_refuses_it_whole(self):
        self.root.add_staff('li', '李娜', 'administrator')
        li = self.server.sign_in('li')
        before = self.head()
        fork = self.root.number([self.add('c')])
        self.root.send(copy.deepcopy(fork))
        before += 1

        def numbered(command, seq):
            return {**command, 'seq': seq}

        good = numbered(self.add('never'), self.root.seq + 1)
        same_id = json.loads(fork[0]['body'])['id']
        cases = (
            (400, 'malformed', [good, numbered({**self.add('x'), 'hash': '0' * 64}, self.root.seq + 2)], {}),
            (400, 'malformed', [good, numbered({**self.add('x'), 'personal': {'mobile': {'salt': '', 'value': '1'}}}, self.root.seq + 2)], {}),
            (400, 'malformed', [good, numbered(self.add('x', expect={f'staff/{i}': 1 for i in range(201)}), self.root.seq + 2)], {}),
            (403, 'actor', [good, numbered(self.add('x', actor=li.key), self.root.seq + 2)], {}),
            (403, 'actor', [good, numbered(self.add('x', actor='system'), self.root.seq + 2)], {}),
            (409, 'epoch', [good], {'epoch': str(uuid.uuid4())}),
            (409, 'reused', [good, numbered(self.add('x', command_id=same_id), self.root.seq + 2)], {}),
            (409, 'forked', [numbered(self.add('x'), self.root.seq)], {}),
            (409, 'gap', [good, numbered(self.add('x'), self.root.seq + 3)], {}),
        )
        for status, kind, commands, members in cases:
            with self.subTest(kind):
                self.refused(status, kind, self.root.send, commands, **members)
                self.assertEqual(self.head(), before)
        self.refused(409, 'foreign', li.send, [numbered(li.command('staff.add', login='x', name='某', roles='auditor'), good['seq'])],
                     client=self.root.client)
        self.assertEqual(self.root.send([good])[0]['state'], 'applied')

    def test_members_are_judged_and_named(self):
        good = {'epoch': self.root.epoch, 'client': self.root.client, 'commands': self.root.number([self.add('x')])}
        command = good['commands'][0]
        for field, body in (
                ('epoch', {**good, 'epoch': None}), ('client', {**good, 'client': 'x'}), ('client', {**good, 'client': 7}),
                ('commands', {**good, 'commands': []}), ('commands', {**good, 'commands': [command] * 51}),
                ('commands', {**good, 'commands': [7]}), ('commands', {**good, 'commands': {}}),
                ('seq', {**good, 'commands': [{**command, 'seq': 0}]}), ('seq', {**good, 'commands': [{**command, 'seq': '1'}]}),
                ('body', {**good, 'commands': [{**command, 'body': {}}]}), ('hash', {**good, 'commands': [{**command, 'hash': 'x'}]}),
                ('personal', {**good, 'commands': [{**command, 'personal': []}]})):
            with self.subTest(field):
                with self.assertRaises(Problem) as caught:
                    self.root.ask('POST', '/v1/push', body)
                self.assertEqual((caught.exception.answer.status, caught.exception.problem.get('field')), (400, field), caught.exception)
        self.assertEqual(self.head(), 1)

    def test_fifty_commands_are_taken_and_a_body_over_one_mebibyte_is_not(self):
        results = self.root.push(*(self.add(f'p{i}') for i in range(50)))
        self.assertEqual({result['state'] for result in results}, {'applied'})
        for length, status in (((1 << 20) + 1, b'413'), (1 << 20, b'400')):
            with socket.create_connection(('127.0.0.1', self.server.port), 30) as desk:
                desk.sendall(f'POST /v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.root.token}\r\n'
                             f'Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n'.encode())
                if status == b'400':
                    desk.sendall(b'x' * length)
                self.assertEqual(desk.recv(4096)[9:12], status)

    def test_what_nobody_knows_is_ignored(self):
        commands = self.root.number([{**self.add('x'), 'mood': [1]}])
        self.assertEqual(self.root.send(commands, colour={'a': None})[0]['state'], 'applied')

    def test_a_disk_that_takes_no_more_is_503_and_nothing_was_done(self):
        commands = self.root.number([self.add('x')])
        with self.server.full_disk(), self.assertRaises(Problem) as caught:
            self.root.send(copy.deepcopy(commands))
        self.assertEqual((caught.exception.answer.status, caught.exception.kind), (503, 'unavailable'), caught.exception)
        self.assertTrue(caught.exception.answer.headers['Retry-After'])
        self.assertEqual(self.head(), 1)
        self.assertEqual(self.root.send(commands)[0], {'seq': 1, 'id': json.loads(commands[0]['body'])['id'], 'state': 'applied', 'feed': 2})

    def test_a_snapshot_or_chunk_that_does_not_fit_on_the_disk_is_503_and_comes_later(self):
        limit = lambda size: faults.limit_files(self.server.process.pid, size)
        limit(1)
        with self.assertRaises(Problem) as caught:
            self.root.ask('POST', '/v1/snapshots', {})
        limit(None)
        self.assertEqual((caught.exception.answer.status, caught.exception.kind), (503, 'unavailable'), caught.exception)
        self.assertTrue(caught.exception.answer.headers['Retry-After'])
        chunk, *_ = self.root.ask('POST', '/v1/snapshots', {}).json()['chunks']
        if POSTGRESQL:                                        # the copy beside the daemon is made anew from the one in the database
            shutil.rmtree(os.path.join(self.server.data, 'chunks'))
            limit(1)
            answer = self.root.call('GET', f'/v1/chunks/{chunk["hash"]}')
            limit(None)
            self.assertEqual((answer.status, answer.json()['type'].rpartition(':')[2]), (503, 'unavailable'))
        self.assertEqual(hashlib.sha256(self.root.ask('GET', f'/v1/chunks/{chunk["hash"]}').body).hexdigest(), chunk['hash'])

    def test_eight_desks_at_once_number_the_trail_without_holes_I1(self):
        desks = [self.server.sign_in('root') for _ in range(8)]
        told = []

        def work(number, desk):
            for i in range(10):
                told.append(desk.run('staff.add', login=f'p{number}-{i}', name='某', roles='auditor')['feed'])

        threads = [threading.Thread(target=work, args=pair) for pair in enumerate(desks)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(told), list(range(2, 82)))
        self.assertEqual(self.head(), 81)


class Feed(Office):
    def test_rows_hash_to_what_they_say_and_follow_each_other(self):
        self.root.push(*(self.add(f'p{i}') for i in range(30)))
        page, *lines = self.root.feed(0)
        self.assertEqual(page[1] | {'schema': 0}, {'epoch': self.root.epoch, 'after': 0, 'through': 31, 'head': 31, 'schema': 0, 'scope': 13})
        rows = [line[1] for line in lines if line[0] == 'command']
        self.assertEqual([row['seq'] for row in rows], list(range(1, 32)))
        for before, row in zip([{'hash': ''}, *rows], rows):
            self.assertEqual((row['previous_hash'], row['body_hash']), (before['hash'], sha256(row['body'])))

    def test_pages_end_at_about_one_mebibyte_and_go_on_from_there(self):
        for _ in range(5):
            self.root.push(*(self.root.command('note.add', subject='order', subject_key=OTHER, text='一' * 1900) for _ in range(50)))
        after, head, pages = 0, 1, 0
        while after < head:
            answer = self.root.ask('GET', f'/v1/feed?epoch={self.root.epoch}&after={after}')
            page = json.loads(answer.body.splitlines()[0])[1]
            self.assertEqual(page['after'], after)
            self.assertLess(len(answer.body), (1 << 20) + (1 << 16))
            self.assertGreater(page['through'], after)
            after, head, pages = page['through'], page['head'], pages + 1
        self.assertEqual((after, pages > 1), (251, True))

    def test_at_the_head_there_is_an_empty_page(self):
        self.assertEqual(self.root.feed(1), [['page', self.root.feed(1)[0][1] | {'after': 1, 'through': 1, 'head': 1}]])

    def test_another_epoch_and_a_row_that_is_not_there_are_said(self):
        for path in ('feed', 'wait'):
            with self.subTest(path):
                self.refused(409, 'epoch', self.root.ask, 'GET', f'/v1/{path}?epoch={uuid.uuid4()}&after=0')
                self.refused(410, 'snapshot', self.root.ask, 'GET', f'/v1/{path}?epoch={self.root.epoch}&after=2')

    def test_a_cursor_that_is_none_is_400(self):
        for path in ('feed', 'wait'):
            for query in ('', '?after=0', f'?epoch={self.root.epoch}', '?epoch=&after=', *(
                    f'?epoch={self.root.epoch}&after={after}' for after in ('-1', 'x', '0x1', '1.0', '%2b1', '9' * 30, '9007199254740993'))):
                with self.subTest(query):
                    self.assertEqual(self.root.call('GET', f'/v1/{path}{query}').status, 400)


class Wait(Office):
    def test_it_answers_when_something_was_committed(self):
        answers = []
        thread = threading.Thread(target=lambda: answers.append((self.root.wait(1), time.monotonic())))
        thread.start()
        self.server.wait_for_parked(1)
        self.assertEqual(answers, [])
        other = self.server.sign_in('root')
        began = time.monotonic()
        other.run('staff.add', login='x', name='某', roles='auditor')
        thread.join(60)
        self.assertEqual(answers[0][0], 2)
        self.assertLess(answers[0][1] - began, 10)  # it was woken: alone it would wait for twenty-five seconds

    def test_what_is_there_already_is_answered_at_once(self):
        began = time.monotonic()
        self.assertEqual(self.root.wait(0), 1)
        self.assertLess(time.monotonic() - began, 2)

    def test_after_twenty_five_seconds_it_answers_all_the_same(self):
        began = time.monotonic()
        self.assertEqual(self.root.wait(1), 1)
        self.assertTrue(24 < time.monotonic() - began < 30)

    def test_a_server_that_stops_answers_those_who_wait(self):
        answers = []
        thread = threading.Thread(target=lambda: answers.append(self.root.wait(1)))
        thread.start()
        self.server.wait_for_parked(1)
        began = time.monotonic()
        self.assertEqual(self.server.stop(), 0)
        self.assertLess(time.monotonic() - began, 5)
        thread.join(5)
        self.assertEqual(answers, [1])

    def test_two_hundred_who_wait_take_no_thread_and_are_all_woken_by_one_commit(self):
        threads = len(os.listdir(f'/proc/{self.server.process.pid}/task'))
        request = (f'GET /v1/wait?epoch={self.root.epoch}&after=1 HTTP/1.1\r\nHost: x\r\n'
                   f'Authorization: Bearer {self.root.token}\r\n\r\n').encode()
        desks = [socket.create_connection(('127.0.0.1', self.server.port), 30) for _ in range(200)]
        try:
            for desk in desks:
                desk.sendall(request)
            self.server.wait_for_parked(200)
            self.assertLessEqual(len(os.listdir(f'/proc/{self.server.process.pid}/task')), threads + 10)
            self.assertEqual(self.root.feed(0)[0][1]['head'], 1)
            began = time.monotonic()
            self.root.run('staff.add', login='x', name='某', roles='auditor')
            for desk in desks:
                self.assertIn(b'"head":2', self.read(desk))
            self.assertLess(time.monotonic() - began, 3)
        finally:
            for desk in desks:
                desk.close()

    def read(self, desk):
        got = b''
        while b'}' not in got:
            part = desk.recv(4096)
            if not part:
                break
            got += part
        return got

    def test_who_hangs_up_is_forgotten(self):
        before = self.server.memory()
        for _ in range(300):
            with socket.create_connection(('127.0.0.1', self.server.port), 30) as desk:
                desk.sendall(f'GET /v1/wait?epoch={self.root.epoch}&after=1 HTTP/1.1\r\nHost: x\r\n'
                             f'Authorization: Bearer {self.root.token}\r\n\r\n'.encode())
        self.root.run('staff.add', login='x', name='某', roles='auditor')
        self.assertEqual(self.root.wait(1), 2)
        self.assertLess(self.server.memory() - before, 20000)


if __name__ == '__main__':
    unittest.main()
