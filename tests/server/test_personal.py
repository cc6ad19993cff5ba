# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user may ask of a server about his data (R29): that what tax law keeps of him is for those alone who may see it."""
import hashlib
import os
import pathlib
import shutil
import unittest

import vasctl
from vasrecords import FileRecords
from vasserver import Problem, Server

CODE, SHEET = '031002100104', '04158820'
LOCKED, FREE = b'\x89PNG\r\n\x1a\n' + b'of the erased', b'\x89PNG\r\n\x1a\n' + b'of another'
TITLE = '单晓明'


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
        for content in (LOCKED, FREE):
            path = os.path.join(cls.data, 'blobs', name_of(content)[:2], name_of(content)[2:])
            os.makedirs(os.path.dirname(path))
            pathlib.Path(path).write_bytes(content)
        cls.do('li', 'run', 'photo.attach', f'fapiao={SHEET}', f'sha256={name_of(LOCKED)}')
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
        self.desks['boss'].run('personal.erase', request=self.erasure, answer='已删除')
        for login in self.PEOPLE:
            self.assertEqual(self.refused('forbidden', self.get, login)['rule'], 'R29')
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


if __name__ == '__main__':
    unittest.main()
