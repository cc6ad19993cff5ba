# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests about personal data from arrival to answer, by keys alone (R29): a copy by one person, an erasure by two, and what tax law keeps
afterwards, which an auditor alone gets to see, for a reason (R30, R31)."""
import os
import re
import sqlite3
import unittest
from contextlib import closing

from gtkdrive import App
from localdesk import CODE, LocalDesk, today
from vasserver import PASSWORD, Server

AUDITOR = 1 << 7       # a bit of VasRole
ACCOUNT = re.compile('^提出新个人信息请求')


class Requests(LocalDesk):
    COUNT = (3,)

    def open_view(self, login):
        self.start_at_views(login)
        self.addCleanup(lambda: self.assertEqual(self.app.criticals(), []))
        self.app.press('ctrl+7')

    def front(self, title):
        self.app.wait(lambda: self.app.windows()[-1][1] == title, 20, f'“{title}” in front')

    def take(self, down):
        """A request of the user of the third case, by the person on the telephone; @down: how far its kind is from a copy."""
        account = self.ask('SELECT a.account_id FROM request r JOIN account a ON a.key = r.account_key WHERE r.number LIKE ?', '%000003')[0][0]
        self.app.find('text', ACCOUNT, state='focused', timeout=20)
        self.app.type_text(account, delay=0.1)
        self.app.press('Return')
        self.front('个人信息请求')
        self.app.find('text', re.compile('^请求内容'), timeout=20)
        if down:
            self.keys('space', *['Down'] * down, 'Return')
        self.keys('Tab', 'Tab')
        self.app.type_text('as he said')
        self.app.press('Tab')
        self.app.type_text('called back')
        self.assertEqual(self.app.unlabelled(), [])
        self.app.press('Return')
        self.app.wait(lambda: self.ask('SELECT state FROM personal_request') == [('open',)], 20, 'the request')
        self.front('增值服务后台')
        self.app.find('list item', re.compile('^个人信息 1$'), timeout=20)

    def unfold(self, keys=('Down',)):
        """The first request, by the space bar."""
        self.keys(*keys)
        self.app.wait(lambda: [n for n in self.app.all(state='focused') if n.name.startswith('GR')], 20, 'the first request')
        self.app.press('space')
        self.app.find('label', re.compile('^请求内容：as he said'), timeout=20)

    def fill_and_run(self, title, words):
        self.front(title)
        self.app.type_text(words, delay=0.05)
        self.app.press('ctrl+Return')

    def test_a_copy_is_saved_recorded_and_answered(self):
        self.open_view('agent')
        self.take(0)
        self.unfold()
        path = os.path.join(self.make_folder(), 'copy.csv')
        self.app.press('alt+s')
        self.front('保存副本')
        self.keys('ctrl+a')
        self.app.type_text(path)
        self.app.press('Return')
        self.app.wait(lambda: os.path.exists(path), 20, 'the copy')
        with open(path, encoding='utf-8-sig') as file:
            self.assertIn('欧阳海', file.read())
        self.assertEqual(os.listdir(os.path.dirname(path)), ['copy.csv'])
        self.assertEqual(self.ask("SELECT count(*) FROM command_log WHERE type = 'personal.copy'"), [(1,)])
        self.front('增值服务后台')
        self.app.press('alt+n')
        self.fill_and_run('答复', 'sent by letter')
        self.app.wait(lambda: self.ask('SELECT state, answer FROM personal_request') == [('answered', 'sent by letter')], 20, 'the answer')
        self.app.find('label', '没有待答复的请求', timeout=20)

    def test_an_erasure_takes_a_second_person_and_is_said_in_words(self):
        self.run_command('clerk', 'request.withdraw', f'request={self.number("03")}')
        self.open_view('agent')
        self.take(2)
        self.unfold()
        self.assertNotIn('sensitive', self.app.find('button', re.compile('^删除')).states)
        self.assertEqual(self.app.quit(), 0)

        self.open_view('supervisor')
        self.unfold(keys=())              # the hand begins there
        self.app.press('alt+e')
        self.fill_and_run('删除', 'done')
        self.app.wait(lambda: self.ask('SELECT state FROM personal_request') == [('answered',)], 20, 'the erasure')
        self.assertEqual(self.ask('SELECT name, name_masked FROM account WHERE erased_at IS NOT NULL'), [(None, '***')])
        self.app.find('label', '没有待答复的请求', timeout=20)
        self.app.press('ctrl+2')
        self.app.press('/')
        self.app.find('entry', '搜索开票申请', state='focused', timeout=20)
        self.app.type_text(self.number('03'), delay=0.15)       # by hand: a scanner would open the case
        self.app.find('list item', re.compile('^已删除, '), timeout=20)
        self.assertEqual(self.app.all('list item', re.compile(r'\*\*\*')), [])


class Locked(LocalDesk):
    COUNT = (1,)

    def setUp(self):
        super().setUp()
        self.erase()
        self.server = Server(self.replica)
        for login in ('clerk', 'clerk2'):
            self.server.set_password(login)
        self.enterContext(self.server)

    def erase(self):
        """One case is issued, sent, signed for and told; then its user is erased, and the second clerk is an auditor."""
        number = self.number('01')
        self.title = self.ask('SELECT title FROM request')[0][0]
        self.run_command('supervisor', 'stock.receive', 'point=总部', f'code={CODE}', 'first=04158820', 'last=04158899', 'handed_by=clerk2')
        self.run_command('clerk', 'request.approve', f'request={number}')
        key, account = self.ask('SELECT key, account_key FROM request')[0]
        self.run_command('clerk', 'print.list', 'point=总部', f'requests=["{key}"]')
        sheet, name = self.ask("SELECT key, number FROM fapiao WHERE state = 'bound'")[0]
        self.run_command('clerk', 'fapiao.issue', f'fapiao={sheet}', f'code={CODE}', f'number={name}', f'date={today()}')
        self.run_command('clerk', 'parcel.ship', f'fapiao=["{sheet}"]', 'waybill=SF1234567890123')
        self.run_command('clerk', 'notice.tell', f'request={number}', 'channel=phone', 'text=已寄出 SF1234567890123')
        parcel = self.ask('SELECT key FROM parcel')[0][0]
        self.run_command('clerk', 'parcel.event', f'parcel={parcel}', 'state=signed')
        self.run_command('agent', 'personal.open', f'account={account}', 'kind=erasure', 'source=phone', 'text=x', 'identity=y',
                         'owner=clerk', f'received={today()}')
        self.run_command('supervisor', 'personal.erase', 'request=' + self.ask('SELECT key FROM personal_request')[0][0], 'answer=z')
        with closing(sqlite3.connect(f'{self.replica}/replica.db')) as db:
            db.execute("UPDATE staff SET roles = ? WHERE login = 'clerk2'", (AUDITOR,))
            db.commit()

    def open_case_as(self, login):
        self.app = App(self.session).start([f'{os.environ["VAS_BUILD_ROOT"]}/src/app/vasdesk', '--server', self.server.uri])
        self.app.fill(login, role='text', name=re.compile('^登录名'))
        self.app.press('Tab')
        self.app.type_text(PASSWORD)
        self.app.press('Return')
        self.app.find('list item', re.compile('^开票'), timeout=40)
        self.app.press('/')
        self.app.find('entry', '搜索开票申请', state='focused', timeout=20)
        self.app.type_text(self.number('01'))
        self.app.press('Return')
        self.app.find('label', '已锁定', timeout=20)
        self.app.find('label', re.compile('抬头、纳税人识别号与照片已于 .* 锁定'), timeout=20)

    def test_an_auditor_sees_the_title_for_a_reason_and_a_clerk_is_not_even_asked(self):
        self.open_case_as('clerk')
        self.assertEqual(self.app.all('button', '查看个人信息…'), [])
        self.assertEqual(self.app.quit(), 0)
        self.session.end_apps()

        self.open_case_as('clerk2')
        self.app.show(role='button', name='查看个人信息…')
        self.app.click(role='button', name='查看个人信息…')
        self.app.find('text', re.compile('^原因'), state='focused')
        self.assertEqual(len([n for n in self.app.all(('check box', 'radio button')) if n.clip]), 1)
        self.app.find(('check box', 'radio button'), re.compile('^依税法留存的抬头与纳税人识别号'))
        self.app.type_text('tax office asks')
        self.app.press('Return')
        self.app.find('label', self.title, timeout=20)
        self.app.press('Escape')
        self.app.wait(lambda: not self.app.all('label', self.title), 10, 'the title to go')
        body = self.ask("SELECT body FROM command_log WHERE type = 'personal.reveal'")
        self.assertEqual(len(body), 1)
        self.assertNotIn(self.title, body[0][0])
        self.assertEqual(self.app.criticals(), [])


if __name__ == '__main__':
    unittest.main()
