# SPDX-License-Identifier: GPL-3.0-or-later
"""A request by telephone, with real keys on the real program in Chinese, and every key counted: the budget is 10 keys for a
known caller and 9 for each order (last four digits and amount as the caller states them)."""
import datetime
import os
import re
import sqlite3
import subprocess
import tempfile
import time
import unittest
from contextlib import closing

from gtkdrive import App, Session

BUILD = os.environ['VAS_BUILD_ROOT']
ROOT = os.environ['VAS_SOURCE_ROOT']
APART = 0.09     # seconds between the keys of a quick hand: further apart than a scanner's
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()


def ago(days):
    return (TODAY - datetime.timedelta(days=days)).isoformat()


FILES = {
    'staff': 'login,name,roles\nlin,林客服,order-agent\nzhou,周开票,invoice-clerk\n',
    'catalog': 'service_code,service_name,plan_code,plan_name,days,uses,item_name,tax_code,tax_rate,price,starts_at\n'
               'navigator,职业导航仪,navigator-1,1 次,365,1,*信息技术服务*职业导航仪,3040201990000000000,6%,198.00,2019-01-01\n',
    'accounts': 'account_id,name,mobile,email\n80000217,单晓明,13800138000,dan@example.com\n80000218,仇海,13900139111,qiu@example.com\n',
    'orders': 'number,account_id,plan,price,made_at,paid_at,channel\n' + ''.join(
        f'2026010110{tail},80000217,navigator-1,198.00,{ago(90)}T01:00:00Z,{ago(90)}T01:01:00Z,wechat\n'
        for tail in ('004415', '020931', '007788', '001002')),
    'requests': 'account_id,orders,title_kind,title,taxpayer_id,delivery,recipient_name,recipient_mobile,recipient_address,requested_at\n'
                '80000217,2026010110001002=198.00,company,示例科技（深圳）有限公司,91330100799655058B,courier,单晓明,13800138000,'
                f'广东省深圳市南山区示例路 1 号,{ago(0)} 00:00\n',
}


class Entry(unittest.TestCase):
    def setUp(self):
        self.session = self.enterContext(Session(size=(1366, 768)))
        self.replica = self.enterContext(tempfile.TemporaryDirectory()) + '/office'
        self.vasctl('init', '--admin', 'admin', '--name', '管理员')
        self.vasctl('import', 'calendar', f'{ROOT}/tests/data/cn-calendar.csv')
        for kind, text in FILES.items():
            path = f'{self.replica}/{kind}.csv'
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
            self.vasctl('--as', 'admin', 'import', kind, path)
        self.start()
        self.n_keys = 0

    def vasctl(self, *words):
        done = subprocess.run([f'{BUILD}/src/cli/vasctl', '--replica', self.replica, *words], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def start(self):
        self.app = App(self.session).start([f'{BUILD}/src/app/vasdesk', '--replica', self.replica, '--as', 'lin'])
        self.app.find('label', '示例科技（深圳）有限公司', timeout=20)

    def key(self, key):
        """One key with its modifiers: each of them counts."""
        self.n_keys += len(key.split('+'))
        self.app.press(key)
        time.sleep(APART)

    def type(self, text):
        for letter in text:
            self.key({' ': 'space', '.': 'period'}.get(letter, letter))

    def open_for(self, caller):
        self.key('n')
        self.app.find('label', '新开票申请')
        self.type(caller)
        self.key('enter')
        self.app.find('label', re.compile('尚未报出任何订单|还不能提交'))

    def state(self, order, amount):
        self.type(f'{order} {amount}')
        self.key('enter')

    def test_known_caller_in_10_keys_and_9_for_each_order(self):
        self.open_for('8000')
        for tail in ('4415', '0931', '7788'):
            before = self.n_keys
            self.state(tail, '198')
            self.assertLessEqual(self.n_keys - before, 9)
        self.app.find('label', '核对结果：可以提交')
        self.key('ctrl+enter')
        self.app.gone(role='label', name='新开票申请')
        self.assertLessEqual(self.n_keys, 10 + 3 * 9)
        self.app.wait(lambda: self.app.all('label', '¥594.00'), what='the request in the queue')
        self.app.wait(lambda: any('¥594.00' in row.name for row in self.app.all('list item', state='selected')),
                      what='the new request selected in the queue')
        self.assertEqual(self.app.criticals(), [])

    def test_over_the_cap_is_said_while_the_caller_is_on_the_line(self):
        self.open_for('8000')
        self.state('1002', '198')
        self.app.find('label', '核对结果：还不能提交')
        self.app.find('label', re.compile('可开 ¥0.00'))
        self.key('ctrl+enter')
        self.app.find('label', '新开票申请')
        self.key('Escape')
        self.app.gone(role='label', name='新开票申请')
        self.assertEqual(self.app.quit(), 0)                # with everything written that was to be
        with closing(sqlite3.connect(f'file:{self.replica}/replica.db?mode=ro', uri=True)) as connection:
            self.assertEqual(connection.execute('SELECT count(*) FROM request').fetchone(), (1,))

    def test_form_survives_kill_9(self):
        self.open_for('8000')
        self.state('4415', '198')
        self.app.find('label', '核对结果：可以提交')
        time.sleep(1)
        self.app.proc.kill()
        self.app.proc.wait()
        self.start()
        self.key('n')
        self.app.find('label', re.compile('2026010110004415'))
        self.app.find('label', '核对结果：可以提交')

    def test_every_control_of_the_form_has_a_name(self):
        self.open_for('8000')
        self.state('4415', '198')
        self.assertEqual(self.app.unlabelled(), [])


if __name__ == '__main__':
    unittest.main()
