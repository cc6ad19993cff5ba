# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user may ask of a server about his data (R29): that what tax law keeps of him is for those alone who may see it."""
import csv
import gzip
import hashlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import time
import unittest

import vasctl
from vasrecords import POSTGRESQL, FileRecords
from vasserver import Problem, Server

CODE, SHEET = '031002100104', '04158820'
REPLACED, LOCKED, FREE = b'\x89PNG\r\n\x1a\n' + b'too dark to be read', b'\x89PNG\r\n\x1a\n' + b'of the erased', b'\x89PNG\r\n\x1a\n' + b'of another'
TITLE = '单晓明'
NOBODY = '0198a000-0000-7000-8000-000000000000'


def wait_until(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.1)


def name_of(content):
    return hashlib.sha256(content).hexdigest()


class Office(vasctl.Replica):
    """A server of a small office, to whose records a test adds what it wants while they are a file."""

    PEOPLE = ('root', 'boss', 'wang', 'li', 'zhao', 'audit')

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = os.path.join(cls.home, 'data')
        shutil.copytree(cls.template, cls.data)
        cls.do('root', 'run', 'staff.add', 'login=audit', 'name=孙审计', 'roles=auditor')
        cls.fill()
        cls.server = Server(cls.data)
        for login in cls.PEOPLE:
            cls.server.set_password(login)
        cls.server.start()
        cls.addClassCleanup(cls.server.__exit__)
        cls.desks = {login: cls.server.sign_in(login) for login in cls.PEOPLE}

    @classmethod
    def fill(cls):
        """What a test wants there."""

    @classmethod
    def do(cls, login, *arguments):
        status, out, err = vasctl.run('--replica', cls.data, '--now', vasctl.NOW, '--as', login, '--json', *arguments)
        assert status == 0, f'{arguments}: {out}{err}'
        return vasctl.strict(out)

    @classmethod
    def enter(cls, number, amount):
        """The number of a new request of the one user."""
        cls.do('wang', 'run', 'request.enter', 'account=80000217', 'title_kind=personal', f'title={TITLE}', 'delivery=courier', f'recipient_name={TITLE}',
               'recipient_mobile=13812341234', 'recipient_address=广东省深圳市南山区科技路 1 号',
               f'shares=[{{"order":"{number}","amount":{amount},"stated_amount":{amount}}}]')
        (found,), *_ = FileRecords(cls.data).query('SELECT number FROM request ORDER BY id DESC')
        return found

    @classmethod
    def open(cls, kind):
        """The key of a new request about personal data of the one user."""
        cls.do('li', 'run', 'personal.open', 'account=80000217', f'kind={kind}', 'source=phone', 'text=用户来电请求', 'identity=回拨登记手机', 'owner=li')
        (key,), *_ = FileRecords(cls.data).query('SELECT key FROM personal_request ORDER BY id DESC')
        return key

    def one(self, text):
        return self.server.query(text)[0][0]

    def refused(self, kind, call, *arguments, **options):
        with self.assertRaises(Problem) as caught:
            call(*arguments, **options)
        self.assertEqual(caught.exception.kind, kind, caught.exception.problem)
        return caught.exception.problem


class Photos(Office):
    @classmethod
    def fill(cls):
        number = cls.enter('24120100000416', 29800)
        cls.do('li', 'run', 'stock.receive', 'point=总部', f'code={CODE}', f'first={SHEET}', 'last=04158829', 'handed_by=wang')
        cls.do('li', 'run', 'request.approve', f'request={number}')
        cls.do('li', 'run', 'print.list', f'requests={number}', 'point=总部')
        cls.do('li', 'run', 'fapiao.issue', f'fapiao={SHEET}', f'code={CODE}', f'number={SHEET}', 'date=2025-09-01')
        for content in (REPLACED, LOCKED, FREE):
            path = os.path.join(cls.data, 'blobs', name_of(content)[:2], name_of(content)[2:])
            os.makedirs(os.path.dirname(path))
            pathlib.Path(path).write_bytes(content)
        cls.do('li', 'run', 'photo.attach', f'fapiao={SHEET}', f'sha256={name_of(REPLACED)}')
        cls.do('li', 'run', '--ack', 'photo-replaced', 'photo.attach', f'fapiao={SHEET}', f'sha256={name_of(LOCKED)}')
        cls.do('li', 'run', 'fapiao.void', f'fapiao={SHEET}', 'reason=打印错位')
        cls.do('li', 'run', 'request.withdraw', f'request={number}')
        cls.erasure = cls.open('erasure')

    def get(self, login, content=LOCKED):
        return self.desks[login].ask('GET', f'/v1/blobs/{name_of(content)}')

    def reveal(self, login):
        request = self.one('SELECT key FROM request')
        return self.desks[login].ask('POST', '/v1/reveal', {'record': f'request/{request}', 'fields': ['title'], 'reason': '税务检查'}).json()

    def test_the_photo_of_a_locked_sheet_is_for_whom_it_was_revealed_R29(self):
        for login in self.PEOPLE:
            self.assertEqual(self.get(login).body, LOCKED)
        chunks = self.desks['li'].ask('POST', '/v1/snapshots', {}).json()['chunks']
        paths = [f'/v1/chunks/{chunk["hash"]}' for chunk in chunks]
        self.assertTrue(any('单' in gzip.decompress(self.desks['li'].ask('GET', path).body).decode() for path in paths))
        self.desks['boss'].run('personal.erase', request=self.erasure, answer='已删除')
        for path in paths:
            self.refused('not-found', self.desks['li'].ask, 'GET', path)
        for login in self.PEOPLE:
            self.assertEqual(self.refused('forbidden', self.get, login)['rule'], 'R29')
            self.assertEqual(self.refused('forbidden', self.get, login, REPLACED)['rule'], 'R29')
            self.assertEqual(self.get(login, FREE).headers['Cache-Control'], 'private, max-age=31536000, immutable')

        self.refused('forbidden', self.reveal, 'li')                            # nor is the refusal a reveal
        self.assertEqual(self.refused('forbidden', self.get, 'li')['rule'], 'R29')
        self.assertEqual(self.reveal('audit')['values'], {'title': TITLE})
        answer = self.get('audit')
        self.assertEqual((answer.body, answer.headers['Cache-Control'], answer.headers['ETag']), (LOCKED, 'no-store', None))
        self.assertEqual(self.refused('forbidden', self.get, 'root')['rule'], 'R29')    # who had it revealed has it, nobody else
        self.reveal('root')
        self.assertEqual(self.get('root').body, LOCKED)

        self.server.change("UPDATE staff SET roles = (SELECT w.roles FROM staff w WHERE w.login = 'wang') WHERE login = 'audit'")
        self.assertEqual(self.refused('forbidden', self.get, 'audit')['rule'], 'R29')   # and only with the role


class Copies(Office):
    """POST /v1/personal-copy, for the request's owner, for others, for what is not there, and for whom it is not."""

    @classmethod
    def fill(cls):
        cls.enter('24120100000416', 29800)
        cls.do('wang', 'run', 'note.add', 'subject=account', 'subject_key=80000217', 'text=来电称母亲住院')
        cls.erasure, cls.copy = cls.open('erasure'), cls.open('copy')
        (cls.number,), = FileRecords(cls.data).query(f"SELECT number FROM personal_request WHERE key = '{cls.copy}'")

    def ask(self, login, request=None, **changes):
        return self.desks[login].ask('POST', '/v1/personal-copy', {'request': request or self.copy, 'reason': '用户来电', **changes})

    def rows(self):
        return self.server.query("SELECT seq, actor, result, body FROM command_log WHERE type = 'personal.copy' ORDER BY seq")

    def test_1_it_holds_what_is_held_whole_and_is_recorded_with_reason_and_digest_R29(self):
        for login, request in (('li', self.copy), ('boss', self.number), ('root', self.copy)):     # its owner, a supervisor, an administrator
            before = len(self.rows())
            answer = self.ask(login, request)
            told = answer.json()
            self.assertEqual((answer.headers['Cache-Control'], told['request']), ('no-store', self.copy))
            self.assertEqual(hashlib.sha256(told['file'].encode()).hexdigest(), told['sha256'])
            lines = list(csv.DictReader(io.StringIO(told['file'].removeprefix('\ufeff'))))
            values = {(line['record'], line['field']): line['value'] for line in lines}
            self.assertEqual(len(lines), told['rows'])
            self.assertEqual((values['account', 'mobile'], values['request', 'recipient_mobile'], values['note', 'text']),
                             ('13812341234', '13812341234', '来电称母亲住院'))
            *_, (seq, actor, result, body) = self.rows()
            args = json.loads(body)['args']
            self.assertEqual((len(self.rows()), seq, actor, result), (before + 1, told['feed'], self.desks[login].key, 'applied'))
            self.assertEqual(args, {'request': self.copy, 'rows': told['rows'], 'digest': told['sha256'], 'reason': '用户来电'})
            self.assertNotIn('13812341234', body)
        self.assertNotIn('13812341234', self.server.read_log())

    def test_2_for_whom_it_is_not_there_is_nothing_and_the_try_is_recorded_R30(self):
        before = len(self.rows())
        self.assertEqual(self.refused('forbidden', self.ask, 'audit')['rule'], 'R30')           # the role
        self.assertEqual(self.refused('forbidden', self.ask, 'audit', NOBODY)['rule'], 'R30')   # nor whether there is one
        self.assertEqual(self.refused('forbidden', self.ask, 'zhao')['rule'], 'R30')            # another clerk's
        self.assertEqual([row[2] for row in self.rows()[before:]], ['rejected'] * 3)
        self.assertEqual(self.refused('forbidden', self.ask, 'audit', 'GR0001-0001')['rule'], 'R30')
        self.assertEqual(self.server.call('POST', '/v1/personal-copy', {'request': self.copy, 'reason': '用户来电'}).status, 401)

    def test_3_what_is_not_there_or_no_copy_or_said_wrongly(self):
        for request in (NOBODY, 'GR0001-0001'):
            self.refused('not-found', self.ask, 'li', request)
        self.assertEqual(self.refused('conflict', self.ask, 'li', self.erasure)['rule'], 'R29')
        before = len(self.rows())
        for changes in ({'request': 7}, {'request': 'x' * 41}, {'reason': None}, {'reason': ' '}, {'reason': 'x'}, {'reason': '好\n的'}, {'reason': 'x' * 501}):
            self.assertIn(self.refused('bad-value', self.ask, 'li', **changes)['field'], ('request', 'reason'))
        self.assertEqual(len(self.rows()), before)

    def test_4_at_a_terminal_and_a_file_is_there_only_where_it_was_given(self):
        path = os.path.join(self.home, 'copy.csv')

        def ctl(login, *arguments):
            return vasctl.run('--server', self.server.uri, 'personal', 'copy', *arguments, env={**vasctl.ENGLISH, 'VASCTL_TOKEN': self.desks[login].token})

        for login, arguments, status in (('audit', (self.number, path, '--reason', '用户来电'), 1), ('li', (self.number, path), 2),
                                         ('li', (self.number, os.path.join(self.home, 'nowhere', 'x'), '--reason', '用户来电'), 1)):
            before = len(self.rows())
            self.assertEqual(ctl(login, *arguments)[0], status)
            self.assertEqual([name for name in os.listdir(self.home) if name.startswith('copy.csv')], [])
            self.assertEqual(len(self.rows()), before + (login == 'audit'))      # nothing is asked for that has nowhere to go
        status, out, err = ctl('li', self.number, path, '--reason', '用户来电')
        self.assertEqual((status, self.number in out), (0, True), err)
        *_, (_, _, _, body) = self.rows()
        content = pathlib.Path(path).read_bytes()
        self.assertEqual((hashlib.sha256(content).hexdigest(), os.stat(path).st_mode & 0o777), (json.loads(body)['args']['digest'], 0o600))

    def test_5_it_is_of_4_MiB_at_most(self):
        account, = self.server.query("SELECT key FROM account WHERE account_id = '80000217'")[0]
        self.server.change(f"""INSERT INTO note (key, ver, subject, subject_key, kind, author_key, made_at, text)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 800)
            SELECT 'note-' || i, 1, 'account', '{account}', 'note', 'li', 1, '{'病' * 2000}' FROM n""")
        before = len(self.rows())
        self.assertIn('4 MiB', self.refused('conflict', self.ask, 'li')['detail'])
        self.assertEqual(len(self.rows()), before)
        self.server.change("DELETE FROM note WHERE key LIKE 'note-%'")
        self.assertEqual(self.ask('li').status, 200)

    def test_6_a_person_has_a_share(self):
        for _ in range(20):
            self.refused('not-found', self.ask, 'wang', NOBODY)
        self.refused('too-many', self.ask, 'wang', NOBODY)
        self.refused('not-found', self.ask, 'root', NOBODY)


@unittest.skipIf(POSTGRESQL, 'A file is put back here; a database is below.')
class Restored(Office):
    """A backup of before an erasure brings nobody back."""

    PEOPLE = ('root', 'boss')

    @classmethod
    def fill(cls):
        cls.waiting = cls.enter('24120100000415', 9800)
        cls.erasure = cls.open('erasure')

    def ctl(self, *arguments, status=0):
        got, out, err = vasctl.run(*arguments)
        self.assertEqual(got, status, f'{arguments}: {out}{err}')
        return err

    def restore(self):
        self.ctl('restore', self.backup, '--data', self.data, '--reason', '磁盘坏了')

    def judge(self, times):
        """The user is erased, whole and masked, and the trail says so; what may have been issued since is locked."""
        self.assertEqual(self.server.query("SELECT name, name_masked, erased_at IS NULL FROM account WHERE account_id = '80000217'"), [(None, '***', 0)])
        self.assertEqual(self.server.query("SELECT actor, result FROM command_log WHERE type = 'personal.erase-again'"), [('system', 'applied')] * times)
        self.assertEqual(self.server.query('SELECT r.title, v.title FROM request r JOIN locked_value v ON v.request_key = r.key'), [('***', TITLE)])
        for value in ('13812341234', 'dan@example.com', '科技路'):
            self.assertNotIn(value.encode(), b''.join(path.read_bytes() for path in pathlib.Path(self.data).glob('replica.db*')))
        self.ctl('--replica', self.data, 'verify')

    def test_who_was_erased_since_is_erased_again_R29(self):
        self.backup = os.path.join(self.home, 'evening.vasbackup')
        self.ctl('backup', self.backup, '--data', self.data)
        before = os.path.join(self.home, 'before')
        withdrawn = self.one(f"SELECT key FROM request WHERE number = '{self.waiting}'")
        account = self.one("SELECT key FROM account WHERE account_id = '80000217'")
        self.desks['boss'].run('request.withdraw', request=withdrawn)
        self.desks['boss'].run('personal.erase', request=self.erasure, answer='已删除')
        noted = pathlib.Path(self.data, 'erased')
        kept = noted.read_text(encoding='ascii')        # before it was answered
        self.assertEqual((kept.split(' ')[0], os.stat(noted).st_mode & 0o777), (account, 0o600))
        self.server.stop()

        self.restore()
        self.judge(1)
        self.restore()                                  # that of the first restore stands in the file, too
        self.judge(1)
        for name in pathlib.Path(self.data).glob('replica.db*'):
            name.unlink()
        self.restore()                                  # the records are gone, the file is there
        self.judge(1)
        noted.unlink()
        self.restore()                                  # and the other way round
        self.judge(1)

        noted.write_text('nonsense\n', encoding='ascii')
        self.assertIn('erased', self.ctl('restore', self.backup, '--data', self.data, '--reason', 'x', status=1))
        noted.write_text(kept, encoding='ascii')
        self.judge(1)

        self.ctl('restore', self.backup, '--data', before, '--reason', 'x')       # a folder put back by other means: a daemon sees to it
        shutil.copy(noted, os.path.join(before, 'erased'))
        shutil.rmtree(self.data)
        os.rename(before, self.data)
        self.server.start()
        wait_until(lambda: not self.one("SELECT erased_at IS NULL FROM account WHERE account_id = '80000217'"))
        self.server.stop()
        self.judge(1)

        self.server.change("UPDATE share SET stated_order = '0415'")        # as an earlier program left it
        self.server.start()
        wait_until(lambda: self.one("SELECT count (*) FROM share WHERE stated_order IS NOT NULL") == 0)
        self.server.stop()
        self.judge(2)


@unittest.skipUnless(POSTGRESQL, 'There is no PostgreSQL server (tests/support/with-postgresql.py starts one).')
class RestoredDatabase(Office):
    """The same for a database that several daemons serve: the folder of any of them knows who was erased."""

    PEOPLE = ('root', 'boss')

    @classmethod
    def fill(cls):
        cls.waiting = cls.enter('24120100000415', 9800)
        cls.erasure = cls.open('erasure')

    def ctl(self, *arguments):
        got, out, err = vasctl.run(*arguments)
        self.assertEqual(got, 0, f'{arguments}: {out}{err}')

    def drop(self):
        self.server.change(f"DROP SCHEMA {self.server.records.address.rpartition('%3D')[2]} CASCADE")

    def judge(self, times):
        self.assertEqual(self.server.query("SELECT name, name_masked, erased_at IS NULL FROM account WHERE account_id = '80000217'"), [(None, '***', False)])
        self.assertEqual(self.server.query("SELECT actor, result FROM command_log WHERE type = 'personal.erase-again'"), [('system', 'applied')] * times)
        self.assertEqual(self.server.query('SELECT r.title, v.title AS kept FROM request r JOIN locked_value v ON v.request_key = r.key'), [('***', TITLE)])
        self.ctl('--replica', self.server.records.address, 'verify')

    def test_who_was_erased_at_one_daemon_is_erased_again_by_the_folder_of_another_R29(self):
        other, backup, out = self.server.twin(), os.path.join(self.home, 'evening.vasbackup'), os.path.join(self.home, 'out')
        other.start()
        self.addCleanup(other.__exit__)
        address = self.server.records.address
        self.ctl('backup', backup, '--data', self.server.data, '--database', address)
        request = self.one(f"SELECT key FROM request WHERE number = '{self.waiting}'")
        self.desks['boss'].run('request.withdraw', request=request)
        self.desks['boss'].run('personal.erase', request=self.erasure, answer='已删除')
        kept = pathlib.Path(self.server.data, 'erased').read_text(encoding='ascii')
        other.stop()
        other.start()                                   # its clock, which looks each minute, looks at once
        noted = pathlib.Path(other.data, 'erased')
        wait_until(lambda: noted.exists() and noted.read_text(encoding='ascii') == kept)
        self.server.stop()
        other.stop()

        self.drop()
        self.ctl('restore', backup, '--data', other.data, '--database', address, '--reason', '磁盘坏了')
        self.judge(1)
        self.assertEqual(noted.read_text(encoding='ascii'), kept)

        os.makedirs(out)                                # put back by other means: whatever daemon starts on it sees to it
        subprocess.run(['tar', '-xf', backup, '-C', out], check=True)
        self.drop()
        subprocess.run(['pg_restore', '--exit-on-error', f"--dbname={os.environ['VAS_TEST_DATABASE']}", f'{out}/records.dump'], check=True)
        other.start()
        wait_until(lambda: self.one("SELECT count (*) FROM command_log WHERE type = 'personal.erase-again'") == 1)
        other.stop()
        self.judge(1)

        self.server.change("UPDATE share SET stated_order = '0415'")        # as an earlier program left it
        other.start()
        wait_until(lambda: self.one("SELECT count (*) FROM share WHERE stated_order IS NOT NULL") == 0)
        other.stop()
        self.judge(2)


if __name__ == '__main__':
    unittest.main()
