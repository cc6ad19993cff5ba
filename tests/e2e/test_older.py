# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desk of a server does not hold: found on the server from the real program, marked, opened, kept, and worked on."""
import datetime
import glob
import os
import re
import sqlite3
import tempfile
import unittest
from contextlib import closing

import vasctl
from gtkdrive import App, Session
from vasserver import PASSWORD, Server

BUILD = os.environ['VAS_BUILD_ROOT']
ROOT = os.environ['VAS_SOURCE_ROOT']
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
OLD, OTHER, YOUNG = '20250301100004415', '20250301100000931', '20260101100001002'


def ago(days):
    return (TODAY - datetime.timedelta(days=days)).isoformat()


# The house holds six months, so that what is older can still be applied for (R16).
FILES = {
    'staff': 'login,name,roles\nlin,林客服,order-agent\n',
    'catalog': 'service_code,service_name,plan_code,plan_name,days,uses,item_name,tax_code,tax_rate,price,starts_at\n'
               'navigator,职业导航仪,navigator-1,1 次,365,1,*信息技术服务*职业导航仪,3040201990000000000,6%,198.00,2019-01-01\n',
    'accounts': 'account_id,name,mobile,email\n80000217,单晓明,13800138000,dan@example.com\n',
    'orders': 'number,account_id,plan,price,made_at,paid_at,channel\n' + ''.join(
        f'{number},80000217,navigator-1,198.00,{ago(days)}T01:00:00Z,{ago(days)}T01:01:00Z,wechat\n'
        for number, days in ((OLD, 250), (OTHER, 240), (YOUNG, 30))),
    'requests': 'account_id,orders,title_kind,title,taxpayer_id,delivery,recipient_name,recipient_mobile,recipient_address,requested_at\n'
                f'80000217,{YOUNG}=198.00,company,示例科技（深圳）有限公司,91330100799655058B,courier,单晓明,13800138000,'
                f'广东省深圳市南山区示例路 1 号,{ago(0)} 00:00\n',
}


class Older(unittest.TestCase):
    def setUp(self):
        data = self.enterContext(tempfile.TemporaryDirectory()) + '/office'

        def ctl(*words):
            status, out, err = vasctl.run('--replica', data, *words)
            self.assertEqual(status, 0, out + err)

        ctl('init', '--admin', 'admin', '--name', '管理员')
        ctl('import', 'calendar', f'{ROOT}/tests/data/cn-calendar.csv')
        for kind, text in FILES.items():
            with open(f'{data}/{kind}.csv', 'w', encoding='utf-8') as file:
                file.write(text)
            ctl('--as', 'admin', 'import', kind, f'{data}/{kind}.csv')
        ctl('--as', 'admin', 'run', 'setting.set', 'name=scope.months', 'value=6')
        self.server = Server(data)
        self.server.set_password('lin')
        self.enterContext(self.server)
        self.session = self.enterContext(Session(size=(1366, 768)))
        self.app = App(self.session).start([f'{BUILD}/src/app/vasdesk', '--server', self.server.uri])
        self.app.fill('lin', role='text', name=re.compile('^登录名'))
        self.app.press('Tab')
        self.app.type_text(PASSWORD)
        self.app.press('Return')
        self.app.find('label', '示例科技（深圳）有限公司', timeout=60)

    def held(self):
        """The orders that the desk holds."""
        path, = glob.glob(f'{self.session.dir}/data/vasdesk/**/replica-*.db', recursive=True)
        with closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as db:
            return sorted(number for number, in db.execute('SELECT number FROM orders'))

    def requested(self, number):
        return self.server.query(f"SELECT count(*) FROM share s JOIN orders o ON o.key = s.order_key WHERE o.number = '{number}'")[0][0]

    def look_for(self, text):
        self.app.press('ctrl+k')
        self.app.wait(lambda: len(self.app.windows()) > 1, what='the palette')
        self.app.type_text(text)

    def enter(self, tail):
        """States an order in the form that is open, and sends the request."""
        self.app.find('label', '新开票申请')
        self.app.find('label', re.compile('尚未报出任何订单|还不能提交'), timeout=20)
        self.app.fill(f'{tail} 198', role='text', state='focused')
        self.app.press('Return')
        self.app.find('label', '核对结果：可以提交', timeout=20)
        self.app.press('ctrl+Return')
        self.app.gone(role='label', name='新开票申请')

    def test_an_old_order_is_found_marked_opened_and_applied_for(self):
        self.assertEqual(self.held(), [YOUNG])
        self.look_for(OLD)
        self.app.find('label', re.compile(f'^{OLD} · '), timeout=20)
        self.app.find('label', re.compile('^服务器上的较早记录 · 单\\*'))
        self.app.press('Return')
        self.app.find('label', '新开票申请', timeout=20)
        self.app.wait(lambda: self.held() == [OLD, YOUNG], 20, 'the order to be kept')
        self.enter('4415')
        self.app.wait(lambda: self.requested(OLD) == 1, 30, 'the request at the server')
        self.assertEqual(self.app.criticals(), [])

    def test_the_older_orders_of_a_caller_are_fetched_from_the_form(self):
        self.app.press('n')
        self.app.find('label', '新开票申请')
        self.app.type_text('8000')
        self.app.press('Return')
        self.app.find('label', '较早的订单')
        self.app.click(role='button', name=re.compile('^到服务器查找'))
        self.app.find('label', re.compile('^已从服务器取回 2 条较早的记录'), timeout=20)
        self.assertEqual(self.held(), sorted([OLD, OTHER, YOUNG]))
        self.assertEqual(self.app.unlabelled(), [])
        self.app.click(role='button', name=re.compile('^到服务器查找'))
        self.app.find('label', '服务器上也没有更早的订单。', timeout=20)

    def test_without_the_server_it_says_that_it_cannot_look(self):
        self.server.kill()
        self.look_for(OLD)
        self.app.find('label', '现在无法查找较早的记录', timeout=30)
        self.assertEqual(self.app.criticals(), [])


if __name__ == '__main__':
    unittest.main()
