# SPDX-License-Identifier: GPL-3.0-or-later
"""Desks that follow one server, from outside: the real daemon, the real program in Chinese, real keys."""
import os
import re
import signal
import stat
import subprocess
import tempfile
import unittest

from desks import BUILD, ROOT, DeskTest
from vasrecords import POSTGRESQL
from vasserver import PASSWORD, Server


class Alone(DeskTest):
    """A new server and one desk."""

    def setUp(self):
        self.server = self.enterContext(Server())
        self.server.sign_in('root').add_staff('li', '李娜', 'invoice-clerk')

    def test_signing_in_says_what_is_wrong_and_opens_the_records_of_that_person(self):
        app = self.open('li', 'not the password')
        app.find('label', '登录名与密码不符。')
        app.press('ctrl+a')
        app.type_text(PASSWORD)
        app.press('Return')
        app.find('label', '已同步')
        app.find('label', '李娜')
        folder, = os.listdir(f'{app.folder}/data/vasdesk/servers')
        self.assertEqual(stat.S_IMODE(os.stat(f'{app.folder}/data/vasdesk/servers/{folder}').st_mode), 0o700)
        self.assertEqual(app.unlabelled(), [])
        self.assertEqual(app.quit(), 0)

    def test_five_wrong_passwords_close_the_door_until_a_time(self):
        app = self.open('li', 'wrong 0')
        for number in range(1, 6):
            app.wait(lambda told=f'vasdesk_passwords_total{{result="wrong"}} {number}\n': told in self.server.metrics(), what='the answer')
            app.find('button', re.compile('^登录'), state='sensitive')
            app.find('label', '登录名与密码不符。')
            app.press('ctrl+a')
            app.type_text(f'wrong {number}')
            app.press('Return')
        app.find('label', re.compile(r'^尝试次数过多，请在 \d\d:\d\d 之后再试。$'))

    def test_a_server_that_goes_is_said_and_one_that_comes_back_too(self):
        app = self.open('li')
        app.find('label', '已同步')
        port = self.server.port
        self.server.stop()
        app.find('label', re.compile(r'^已离线（\d\d:\d\d 起）$'))
        app.find('label', re.compile(r'^服务器自 \d\d:\d\d 起没有应答。'))
        self.server.start(port)
        app.wait(lambda: app.all('label', '已同步'), timeout=30, what='the server to be back')

    def test_a_server_that_is_none_is_said_at_its_field(self):
        app = self.open()
        for address, words in (('http://192.0.2.1', '^“http://192.0.2.1”会把所有内容不加保护'), ('ftp://x', '^“ftp://x”不是服务器地址'), ('http://127.0.0.1:1', '^无法连接服务器：')):
            app.fill(address, role='text', name=re.compile('^服务器'))
            self.sign_in(app, 'li', PASSWORD)
            app.find('label', re.compile(words))


    def session_menu(self, app, item):
        app.click(role='button', name=re.compile('^已登录：'), nth=0)
        app.click(role='button', name=re.compile(f'^{item}'))

    def sessions(self):
        return [login for login, in self.server.query(
            "SELECT p.login FROM session s JOIN staff p ON p.key = s.staff_key WHERE s.device <> 'test' ORDER BY s.created_at")]

    def test_who_signs_out_or_is_followed_by_another_has_no_session_left(self):
        self.server.sign_in('root').add_staff('he', '何敏', 'invoice-clerk')
        app = self.open('li')
        app.find('label', '已同步')
        self.assertEqual(self.sessions(), ['li'])
        self.session_menu(app, '换人')
        app.find('button', re.compile('^返回工作'))
        self.sign_in(app, 'he', PASSWORD)
        app.find('button', re.compile('^已登录：何敏'))
        app.wait(lambda: self.sessions() == ['he'], 10, 'the first session to end')
        self.session_menu(app, '退出登录')
        app.find('button', re.compile('^登录'))
        app.wait(lambda: self.sessions() == [], 10, 'the second session to end')
        self.assertEqual(app.unlabelled(), [])
        self.sign_in(app, 'li', PASSWORD)
        app.find('button', re.compile('^已登录：李娜'))
        self.assertEqual(app.quit(), 0)


class Office(DeskTest):
    """A server with requests that wait for their review, and two clerks at two desks. On PostgreSQL each desk has a daemon of its own."""

    def setUp(self):
        data = self.enterContext(tempfile.TemporaryDirectory())
        subprocess.run([f'{BUILD}/tests/support/seed-desk', data, f'{ROOT}/tests/data/cn-calendar.csv', '4'], check=True)
        self.server = Server(data)
        for login in ('clerk', 'clerk2'):
            self.server.set_password(login)
        self.servers = [self.server, self.server.twin()] if POSTGRESQL else [self.server]
        for server in self.servers:
            self.enterContext(server)
        self.desks = [self.open(login, server=server) for login, server in (('clerk', self.servers[0]), ('clerk2', self.servers[-1]))]
        for desk in self.desks:
            self.wait_for_count(desk, '待审', 4)

    def approve_next(self, app):
        self.keys(app, 'j')
        app.find('button', re.compile('^批准'), state='sensitive', timeout=20)
        self.keys(app, 'a')

    def stop(self):
        """Every daemon; they come back by start(), each where it was."""
        for server in self.servers:
            server.stop()

    def start(self):
        for server in self.servers:
            server.start(server.port)

    def test_what_one_approves_leaves_the_queue_of_the_other(self):
        one, other = self.desks
        self.keys(one, 'j')
        self.wait_for_count(one, '我的', 1)
        other.wait(lambda: other.all('label', re.compile('林开票')), 20, 'whose case it is')
        self.keys(one, 'a')
        self.wait_for_count(other, '待审', 3)
        self.wait_for_count(other, '待开票', 1)

    def test_ended_session_parks_the_queue_and_signing_in_lets_it_go_on(self):
        one, other = self.desks
        self.stop()
        one.wait(lambda: one.all('label', re.compile('^已离线')), 20, 'offline')
        self.approve_next(one)
        self.wait_for_count(one, '待审', 3)
        self.server.set_password('clerk')                     # ends the sessions of that person
        self.start()
        one.wait(lambda: one.all('label', re.compile('^请重新登录')), 40, 'to be asked to sign in again')
        self.approve_next(one)                              # the work goes on
        self.wait_for_count(one, '待审', 2)
        self.wait_for_count(other, '待审', 4)
        one.click(role='button', name=re.compile('^登录'))
        one.find('label', re.compile('^重新登录'))
        one.type_text(PASSWORD)
        one.press('Return')
        self.wait_for_count(other, '待审', 2, 30)
        one.wait(lambda: not one.all('label', re.compile('^请重新登录')), 10, 'the banner to go')

    def test_refused_by_its_version_is_asked_for_again_on_the_new_one(self):
        one, other = self.desks
        self.stop()
        one.wait(lambda: one.all('label', re.compile('^已离线')), 20, 'offline')
        self.approve_next(one)
        self.wait_for_count(one, '待审', 3)
        os.kill(one.proc.pid, signal.SIGSTOP)                 # it does not come back before the other has changed the request
        self.start()
        other.wait(lambda: other.all('button', '已同步'), 40, 'the other desk to be back')
        self.keys(other, 'j')
        other.find('button', re.compile('^延期'), state='sensitive', timeout=20)
        self.keys(other, 'e')
        other.find('list item', re.compile('^1 '))
        self.keys(other, '1', 'Return')
        other.find('label', re.compile('已延期'), timeout=20)
        other.wait(lambda: other.all('button', '已同步'), 40, 'the extension to be sent')
        os.kill(one.proc.pid, signal.SIGCONT)
        failed = re.compile('^同步失败 1$')
        one.wait(lambda: one.all('button', failed), 60, 'the approval to be refused')
        one.click(role='button', name=failed)
        one.click(role='button', name=re.compile('^重新提交'))
        one.wait(lambda: one.all('label', '没有未被接受的操作'), 20, 'the problem to be laid aside')
        self.wait_for_count(other, '待审', 3, 40)

    def test_two_approve_one_offline_and_the_second_is_told_why_not(self):
        one, other = self.desks
        self.stop()
        for desk in self.desks:
            desk.wait(lambda app=desk: app.all('label', re.compile('^已离线')), 20, 'offline')
            self.approve_next(desk)
            self.wait_for_count(desk, '待审', 3)
        for desk in self.desks:
            self.wait_for_holds(desk)
        self.start()
        failed = re.compile('^同步失败 1$')
        one.wait(lambda: one.all('button', failed) or other.all('button', failed), 60, 'one to be refused')
        loser = one if one.all('button', failed) else other
        loser.click(role='button', name=failed)
        loser.find('label', re.compile('^批准 · KP'))
        loser.find('label', re.compile('^现状：[^，]+$'))      # an approved request is nobody's any more
        loser.click(role='button', name='搁置(L)')
        loser.find('label', '没有未被接受的操作')


if __name__ == '__main__':
    unittest.main()
