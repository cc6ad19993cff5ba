# SPDX-License-Identifier: GPL-3.0-or-later
"""vasctl as a subprocess, and replicas to try it on."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
VASCTL = os.path.join(os.environ['VAS_BUILD_ROOT'], 'src/cli/vasctl')
CALENDAR = f'{ROOT}/tests/data/cn-calendar.csv'
NOW = '2025-09-01T09:00:00+08:00'
ENGLISH = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': ''}

STAFF = '''login,name,roles
boss,单主管,administrator invoice-supervisor
wang,王芳,order-agent
li,李娜,invoice-clerk
zhao,赵敏,invoice-clerk
'''
CATALOG = '''service_code,service_name,plan_code,plan_name,days,uses,item_name,tax_code,tax_rate,price,starts_at
test,职业偏好度测评,test-1,1 次,90,1,*信息技术服务*测评,3040203000000000000,6%,98.00,2019-01-01
polish,优化简历,polish-a,三年以下,90,1,*信息技术服务*优化,3040203000000000000,6%,298.00,2019-01-01
'''
ACCOUNTS = '''account_id,name,mobile,email
80000217,单晓明,13812341234,dan@example.com
80000218,欧阳静,+86 139-0000-1111,
'''
ORDERS = '''number,account_id,plan,price,made_at,paid_at,channel
24120100000415,80000217,test-1,98.00,2025-06-01 10:00,2025-06-01 10:05,wechat
24120100000416,80000217,polish-a,298.00,2025-06-02 10:00,2025-06-02 10:05,alipay
24120100000417,80000218,test-1,98.00,2025-08-20 10:00,,
24120100000418,80000217,test-1,98.00,2024-06-01 10:00,2024-06-01 10:05,wechat
'''
REQUESTS = '''account_id,orders,title_kind,title,taxpayer_id,delivery,recipient_name,recipient_mobile,recipient_address
80000217,24120100000415=98.00;24120100000416=200.00,company,示例科技有限公司,914403001922038216,courier,单晓明,13812341234,广东省深圳市南山区科技路 1 号
'''


def run(*arguments, text=None, env=None):
    """(status, standard output, standard error) of vasctl."""
    done = subprocess.run([VASCTL, *arguments], capture_output=True, text=True, check=False, input=text, env=env or ENGLISH)
    return done.returncode, done.stdout, done.stderr


def strict(text):
    """One JSON value, without duplicate members or numbers that are none."""
    def pairs(members):
        names = [name for name, _ in members]
        assert len(names) == len(set(names)), names
        return dict(members)

    def refuse(name):
        raise ValueError(name)

    return json.loads(text, object_pairs_hook=pairs, parse_constant=refuse)


class Replica(unittest.TestCase):
    """A test with a replica of its own: two accounts, four orders, four people, the calendar."""

    TEMPLATE = None

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.mkdtemp(prefix='vasctl-')
        cls.addClassCleanup(shutil.rmtree, cls.home)
        cls.template = os.path.join(cls.home, 'template')
        status, _, err = run('init', '--replica', cls.template, '--admin', 'root', '--name', '管理员', '--now', NOW)
        assert status == 0, err
        for kind, text in (('staff', STAFF), ('catalog', CATALOG), ('accounts', ACCOUNTS), ('orders', ORDERS)):
            path = os.path.join(cls.home, f'{kind}.csv')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
            status, _, err = run('--replica', cls.template, '--now', NOW, '--as', 'root', 'import', kind, path)
            assert status == 0, err
        status, _, err = run('--replica', cls.template, '--now', NOW, 'import', 'calendar', CALENDAR)
        assert status == 0, err

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='case-', dir=self.home)
        self.replica = os.path.join(self.folder, 'replica')
        shutil.copytree(self.template, self.replica)

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    def ctl(self, *arguments, now=NOW, status=0):
        """Standard output; the exit status must be the one given."""
        got, out, err = run('--replica', self.replica, '--now', now, *arguments)
        self.assertEqual(got, status, f'{arguments}\n{out}\n{err}')
        self.err = err
        return out

    def json(self, *arguments, **options):
        return strict(self.ctl('--json', *arguments, **options))

    def bring(self, kind, text, *options, status=0, name=None):
        """The summary of an import, with its problems; the administrator’s, where nobody else is named."""
        if '--as' not in options:
            options += ('--as', 'root')
        path = self.file(name or f'{kind}.csv', text)
        answer = self.json('import', kind, path, *options, status=status)
        return {**answer['summary'], 'problems': answer['problems']}
