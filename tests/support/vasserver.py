# SPDX-License-Identifier: GPL-3.0-or-later
"""vasdeskd as a subprocess, and a desk's side of doc/protocol.md.

    with Server() as server:                      # new records in a folder of their own, an administrator “root”
        root = server.sign_in('root')
        key = root.add_staff('li', '李娜', 'invoice-clerk')
        desk = server.sign_in('li')
        desk.push(desk.command('request.claim', request=key))
        for kind, *rest in desk.feed(0): …
"""
import atexit
import base64
import contextlib
import hashlib
import http.client
import json
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time
import uuid

import faults
from vasrecords import POSTGRESQL, VASDESKD, FileRecords, open_records

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
ENGLISH = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': ''}
MADE = {}                  # {(login, name of the administrator): folder}
PASSWORD = 'correct horse battery'
PERSONAL = ('recipient_name', 'recipient_mobile', 'recipient_address')


def uuid7():
    """A new key, which begins with the time as the program's own do."""
    number = int(time.time() * 1000) << 80 | uuid.uuid4().int & (1 << 80) - 1
    return str(uuid.UUID(int=number & ~(0xf << 76 | 0x3 << 62) | 7 << 76 | 2 << 62))


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':'), sort_keys=True)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


class Problem(Exception):
    """An answer that is a problem document."""

    def __init__(self, answer):
        super().__init__(answer.body)
        self.answer = answer
        self.problem = answer.json() if answer.type == 'application/problem+json' else {}
        self.kind = self.problem.get('type', '').rpartition(':')[2]


class Answer:
    def __init__(self, reply, body):
        self.status, self.headers, self.body = reply.status, reply.headers, body
        self.type = (reply.headers.get('Content-Type') or '').partition(';')[0]
        told = reply.headers.get('Content-Digest')
        if told != f'sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:':
            raise AssertionError(f'The digest does not fit: {told}')

    def json(self):
        return json.loads(self.body)


class Server:
    """A daemon and its records. @data: a folder whose records are served; otherwise new ones are made, with an administrator.

    @fill (folder): puts more into new records while they are a file. Where there is a server of VAS_TEST_DATABASE, the records are there, those
    of a folder too, as they are now (vasrecords.py).
    """

    def __init__(self, data=None, admin='root', name='管理员', *arguments, fill=None):
        self.folder = None if data else tempfile.mkdtemp(prefix='vasserver-')
        self.data = data or os.path.join(self.folder, 'data')
        self.arguments, self.records, self.env = arguments, FileRecords(self.data), ENGLISH
        self.process = self.port = self.status = None
        if fill:
            self.make(admin, name)
            fill(self.data)
        self.records = open_records(self.data)
        if not data and not fill:
            self.make(admin, name)

    def twin(self):
        """Another daemon on the same records, not started yet; for records on a database server."""
        other = object.__new__(Server)
        other.folder = tempfile.mkdtemp(prefix='vasserver-')
        other.data = os.path.join(other.folder, 'data')
        other.records, other.arguments, other.env = self.records, self.arguments, self.env
        other.process = other.port = other.status = None
        return other

    def query(self, text):
        """The rows of a query on the records."""
        return self.records.query(text)

    def change(self, script):
        """Does to the records what no program would."""
        self.records.change(script)

    @contextlib.contextmanager
    def full_disk(self):
        """Meanwhile nothing more fits where the running daemon’s records are."""
        if POSTGRESQL:
            self.change("CREATE FUNCTION refuse () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no space left' USING ERRCODE = 'disk_full'; "
                        'END $$; CREATE TRIGGER refuse BEFORE INSERT ON command_log EXECUTE FUNCTION refuse ()')
        else:
            faults.limit_files(self.process.pid, 1)
        try:
            yield
        finally:
            if POSTGRESQL:
                self.change('DROP FUNCTION refuse CASCADE')
            else:
                faults.limit_files(self.process.pid, None)

    def run(self, *arguments, text=PASSWORD + '\n'):
        """(status, standard output, standard error) of vasdeskd with other work than to serve."""
        done = subprocess.run([VASDESKD, '--data', self.data, *self.records.arguments, *arguments], input=text, capture_output=True, text=True,
                              check=False, env=ENGLISH)
        return done.returncode, done.stdout, done.stderr

    def init(self, admin='root', name='管理员', password=PASSWORD):
        status, _, err = self.run('--init', '--admin', admin, '--name', name, text=password + '\n')
        assert status == 0, err

    def make(self, admin, name):
        """The same for the records of a test; those in a file are made once for a program of tests and copied."""
        if not isinstance(self.records, FileRecords):
            self.init(admin, name)
            return
        if (admin, name) not in MADE:
            self.init(admin, name)
            MADE[admin, name] = tempfile.mkdtemp(prefix='vasserver-')
            atexit.register(shutil.rmtree, MADE[admin, name], ignore_errors=True)
            shutil.copytree(self.data, MADE[admin, name], dirs_exist_ok=True)
        else:
            shutil.copytree(MADE[admin, name], self.data)

    def set_password(self, login, password=PASSWORD):
        status, _, err = self.run('--set-password', login, text=password + '\n')
        assert status == 0, err

    def start(self, port=0, seconds=60):
        self.log = tempfile.TemporaryFile('w+')
        self.process = subprocess.Popen([VASDESKD, '--data', self.data, '--listen', f'127.0.0.1:{port}', *self.records.arguments,
                                         *self.arguments],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True, env=self.env)
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        line = self.process.stdout.readline() if ready else ''
        found = re.search(r'listening on http://127\.0\.0\.1:(\d+)', line)
        if not found:
            self.kill()
            raise AssertionError(f'The daemon did not start: {self.read_log()}')
        self.port = int(found[1])
        self.uri = f'http://127.0.0.1:{self.port}'
        return self

    def read_log(self):
        self.log.seek(0)
        return self.log.read()

    def end(self, how):
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.status = self.process.wait(60)
        self.process.stdout.close()
        self.process = None
        return self.status

    def wait_for_end(self, seconds, over):
        """Until it ends by itself, which is told, or so long, or until that event."""
        until = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < until and not over.is_set():
            time.sleep(0.02)
        return self.process.poll() is not None

    def stop(self):
        """Asks it to end; its exit status."""
        return self.end(signal.SIGTERM)

    def kill(self):
        """Ends it at once, as a power cut does."""
        return self.end(signal.SIGKILL)

    def metrics(self):
        return self.call('GET', '/metrics').body.decode()

    def wait_for_parked(self, number):
        """Until so many requests wait for something to happen."""
        until = time.monotonic() + 60
        while f'\nvasdesk_http_parked {number}\n' not in self.metrics():
            assert time.monotonic() < until, f'{number} parked'
            time.sleep(0.02)

    def memory(self):
        """Resident, in KiB."""
        with open(f'/proc/{self.process.pid}/status', encoding='ascii') as file:
            return int(re.search(r'VmRSS:\s+(\d+)', file.read())[1])

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        try:
            status = self.stop()
            assert status in (0, None), f'The daemon ended with {status}: {self.read_log()}'
        finally:
            self.kill()
            if self.folder:
                shutil.rmtree(self.folder)

    def call(self, method, path, body=None, token=None, headers=None, seconds=60):
        """An Answer, whatever its status. @body: bytes, or anything that JSON has."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=seconds)
        sent = dict(headers or {})
        if token:
            sent['Authorization'] = f'Bearer {token}'
        if body is not None and not isinstance(body, bytes):
            body = canonical(body).encode()
        if body is not None:
            sent.setdefault('Content-Type', 'application/json')
        try:
            connection.request(method, path, body, sent)
            reply = connection.getresponse()
            return Answer(reply, reply.read())
        finally:
            connection.close()

    def ask(self, *arguments, **options):
        """The Answer, or a Problem."""
        answer = self.call(*arguments, **options)
        if answer.status >= 400:
            raise Problem(answer)
        return answer

    def hello(self):
        return self.ask('GET', '/v1/hello').json()

    def sign_in(self, login, password=PASSWORD, device='test'):
        told = self.ask('POST', '/v1/session', {'login': login, 'password': password, 'device': device}).json()
        return Desk(self, told)


class Desk:
    """A person who is signed in, with a client id and its numbers."""

    def __init__(self, server, told):
        self.server, self.token, self.staff = server, told['token'], told['staff']
        self.key, self.epoch = told['staff']['key'], server.hello()['epoch']
        self.client, self.seq = str(uuid.uuid4()), 0

    def ask(self, *arguments, **options):
        return self.server.ask(*arguments, token=self.token, **options)

    def call(self, *arguments, **options):
        return self.server.call(*arguments, token=self.token, **options)

    def command(self, command_type, expect=None, acknowledged=(), command_id=None, actor=None, **args):
        """A command as it is pushed, but for its number. Arguments that are personal stand apart."""
        personal = {name: {'salt': os.urandom(16).hex(), 'value': args.pop(name)} for name in PERSONAL if name in args}
        digests = {name: sha256(entry['salt'] + canonical(entry['value'])) for name, entry in personal.items()}
        body = canonical({'id': command_id or uuid7(), 'type': command_type, 'tv': 1, 'actor': actor or self.key,
                          'made_at': time.time_ns() // 1000, 'expect': expect or {}, 'args': args, 'personal': digests,
                          'acknowledged': list(acknowledged)})
        return {'body': body, 'hash': sha256(body), 'personal': personal}

    def number(self, commands):
        """The same with the next numbers of this client."""
        for command in commands:
            self.seq += 1
            command['seq'] = self.seq
        return commands

    def send(self, commands, **members):
        """The results of commands that have their numbers."""
        body = {'epoch': self.epoch, 'client': self.client, 'commands': commands, **members}
        return self.ask('POST', '/v1/push', body).json()['results']

    def push(self, *commands):
        """The results of new commands."""
        return self.send(self.number(list(commands)))

    def run(self, command_type, **options):
        """The result of one command, which must be applied."""
        result, = self.push(self.command(command_type, **options))
        assert result['state'] == 'applied', result
        return result

    def feed(self, after=0):
        """The lines of one page."""
        answer = self.ask('GET', f'/v1/feed?epoch={self.epoch}&after={after}')
        return [json.loads(line) for line in answer.body.decode().splitlines()]

    def records(self, table, after=0):
        """{key: record} of a table as the feed tells it from row @after on."""
        found, head = {}, after + 1
        while after < head:
            page = self.feed(after)
            after, head = page[0][1]['through'], page[0][1]['head']
            for line in page[1:]:
                if line[0] == table:
                    found[line[1]['key']] = line[1]
                elif line[:2] == ['gone', table]:
                    found.pop(line[2], None)
        return found

    def wait(self, after, seconds=60):
        return self.ask('GET', f'/v1/wait?epoch={self.epoch}&after={after}', seconds=seconds).json()['head']

    def add_staff(self, login, name, roles, password=PASSWORD):
        """The key of a new person with a password, by an administrator."""
        self.run('staff.add', login=login, name=name, roles=roles)
        key = next(key for key, staff in self.records('staff').items() if staff['login'] == login)
        if password:
            self.ask('PUT', '/v1/password', {'staff': key, 'password': password})
        return key
