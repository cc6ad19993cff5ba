# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pictures of doc/screenshots show: how each scene is come to, by real keys and clicks. For tools/make-screenshots.

A scene is a function of the running program; those of make-screenshots' own table Setting begin with other records than the demo's
as a file: a server, a full disk, a damaged file.
"""
import contextlib
import os
import re
import sqlite3
import subprocess
import tempfile
import time

import faults
from gtkdrive import App, Session
from vasserver import PASSWORD, Server

HAND = 0.08     # seconds between the keys of a hand: further apart than a scanner's


def tab(app, words):
    """Opens a tab of the queue, then its first case."""
    app.click(app.find(('button', 'toggle button', 'radio button'), re.compile(f'^({words}) ')))
    time.sleep(0.6)
    app.press('j')
    time.sleep(1.2)


def keys(*pressed):
    def act(app):
        for key in pressed:
            app.press(key)
            time.sleep(0.8)
    return act


def opened(words, *more):
    def act(app):
        tab(app, words)
        keys(*more)(app)
    return act


def find_caller(replica):
    """Somebody known from an earlier request who has paid orders without a fapiao: account id, and two orders with amounts."""
    with sqlite3.connect(f'file:{replica}/replica.db?mode=ro', uri=True) as sql:
        key, account = sql.execute(
            "SELECT a.key, a.account_id FROM account a JOIN request r ON r.account_key = a.key AND r.title_kind = 'company' "
            "WHERE (SELECT count(*) FROM orders o WHERE o.account_key = a.key AND o.paid > 0 AND o.paid_at > r.requested_at - 2e13 "
            "AND o.key NOT IN (SELECT order_key FROM share)) >= 2 ORDER BY a.id LIMIT 1").fetchone()
        orders = sql.execute('SELECT number, paid FROM orders WHERE account_key = ? AND paid > 0 AND key NOT IN '
                             '(SELECT order_key FROM share) ORDER BY paid_at DESC LIMIT 2', (key,)).fetchall()
    return account, [f'{number[-4:]} {paid / 100:g}' for number, paid in orders]


def new_request(app):
    account, stated = find_caller(app.replica)
    app.press('n')
    app.find('label', re.compile('来电账号|Caller'))
    app.type_text(account, delay=HAND)
    app.press('enter')
    time.sleep(1.5)
    for line in stated:
        app.type_text(line, delay=HAND)
        app.press('enter')
        time.sleep(0.8)
    time.sleep(1)


def no_match(app):
    app.press('slash')
    app.type_text('没有这个抬头')
    time.sleep(1.2)


def act(words):
    """An action by its name in the palette."""
    def run(app):
        app.press('ctrl+k')
        time.sleep(0.8)
        app.type_text(words, delay=HAND)
        time.sleep(0.8)
        app.press('enter')
        time.sleep(1.2)
    return run


def several(words, *more):
    """Some cases selected, and what can be done with them at once."""
    def run(app):
        tab(app, words)
        keys('shift+j', 'shift+j', 'shift+j', *more)(app)
    return run


def staff(app):
    """The staff, and one of them."""
    act('员工' if app.all('list item', re.compile('^开票')) else 'Staff')(app)
    keys('Down', 'Down')(app)


def in_state(state, *more):
    """A case that has come so far, found by its number."""
    def run(app):
        with sqlite3.connect(f'file:{app.replica}/replica.db?mode=ro', uri=True) as sql:
            number, = sql.execute('SELECT number FROM request WHERE state = ? ORDER BY id DESC LIMIT 1', (state,)).fetchone()
        act(number)(app)
        keys(*more)(app)
    return run


def sign_in(app):
    app.click(role='list item', name=re.compile('服务器|Server'))
    time.sleep(1)


def sign_in_wrong(app):
    """A server that is none, said at its field."""
    sign_in(app)
    app.fill('http://127.0.0.1:1', role='text', name=re.compile('^(服务器|Server)'))
    app.fill('li', role='text', name=re.compile('^(登录名|Login)'))
    app.press('Tab')
    app.type_text(PASSWORD)
    app.press('Return')
    app.find('label', re.compile('^(无法连接服务器|The server cannot be reached)'), timeout=20)


def wrong_scan(app):
    """A sheet whose amount is another than approved: red until it is acknowledged."""
    with sqlite3.connect(f'file:{app.replica}/replica.db?mode=ro', uri=True) as sql:
        code, number, net = sql.execute("SELECT code, number, net FROM fapiao WHERE state = 'bound' ORDER BY id LIMIT 1").fetchone()
    today = time.strftime('%Y%m%d', time.gmtime(time.time() + 8 * 3600))
    net += 100
    app.type_text(f'01,04,{code},{number},{net // 100}.{net % 100:02},{today},66578123456789012345,A1B2,', delay=0.002)
    app.press('Return')
    app.find('label', '此张发票不能开具。')


def look_only(app):
    """Opened for reading alone."""
    app.click(role='button', name=re.compile('^只读打开'))
    app.find('label', re.compile('只读方式打开'))
    time.sleep(1)
    tab(app, '待审')


def offline(app):
    app.server.stop()
    app.find('label', re.compile('^已离线'), timeout=30)
    tab(app, '待审')


def signed_out(app):
    """Her session was ended at the server: the work goes on, and she is asked to sign in again."""
    port = app.server.port
    app.server.stop()
    app.server.set_password('zhou')
    app.server.start(port)
    app.find('label', re.compile('^请重新登录'), timeout=60)
    tab(app, '待审')


def reveal(app):
    tab(app, '待审')
    app.show(role='button', name='查看个人信息…')
    app.click(role='button', name='查看个人信息…')
    app.find('text', re.compile('^原因'), state='focused')
    app.type_text('快递退回', delay=HAND)


class Setting:
    """How the program is started: what it is given, and until when it is waited."""

    def __init__(self, prepare=None, who='zhou', ready='¥', timeout=30):
        self.prepare, self.who, self.ready, self.timeout = prepare, who, ready, timeout


@contextlib.contextmanager
def records(stage):
    yield ('--replica', stage.replica, '--as', stage.who)


@contextlib.contextmanager
def first_start(_stage):
    yield ()


@contextlib.contextmanager
def demo_business(_stage):
    yield ('--demo',)


@contextlib.contextmanager
def empty(stage):
    """New records with people, and no request yet."""
    replica = f'{stage.folder}/empty'
    ctl = (f'{stage.build}/src/cli/vasctl', '--replica', replica)
    subprocess.run([*ctl, 'init', '--admin', 'xu', '--name', '许静'], check=True, stdout=subprocess.DEVNULL)
    yield ('--replica', replica, '--as', 'xu')


@contextlib.contextmanager
def full_disk(stage):
    with faults.Disk(64) as disk:
        subprocess.run(['cp', '-a', stage.replica, f'{disk.path}/records'], check=True)
        disk.fill()
        yield ('--replica', f'{disk.path}/records', '--as', stage.who)


@contextlib.contextmanager
def read_only_disk(stage):
    with faults.Disk(64) as disk:
        subprocess.run(['cp', '-a', stage.replica, f'{disk.path}/records'], check=True)
        disk.protect(True)
        try:
            yield ('--replica', f'{disk.path}/records', '--as', stage.who)
        finally:
            disk.protect(False)


@contextlib.contextmanager
def damaged(stage):
    with open(f'{stage.replica}/replica.db', 'r+b') as file:
        file.write(b'this is no database at all')
    yield ('--replica', stage.replica, '--as', stage.who)


@contextlib.contextmanager
def newer(stage):
    with sqlite3.connect(f'{stage.replica}/replica.db') as sql:
        sql.execute('PRAGMA user_version = 999')
    yield ('--replica', stage.replica, '--as', stage.who)


@contextlib.contextmanager
def in_use(stage):
    """Another program has the records open, on another screen."""
    with Session(lang='zh_CN.UTF-8', env={'GSETTINGS_SCHEMA_DIR': f'{stage.build}/data'}) as other:
        app = App(other).start([f'{stage.build}/src/app/vasdesk', '--replica', stage.replica, '--as', 'xu'], timeout=60)
        app.find('label', re.compile('¥'), timeout=30)
        yield ('--replica', stage.replica, '--as', stage.who)
        app.kill()


@contextlib.contextmanager
def served(stage):
    """A desk at a server that has the demo's records."""
    server = Server(stage.replica)
    server.set_password(stage.who)
    with server:
        stage.server = server
        yield ('--server', server.uri)


SCENES = {
    'queue': keys(),
    'review': opened('待审|To review'),
    'reject': opened('待审|To review', 'r'),
    'extend': opened('待审|To review', 'j', 'j', 'j', 'j', 'j', 'j', 'e'),
    'second': opened('待复核|Second review'),
    'due-today': opened('今日到期|Due today'),
    'issue': opened('待开票|To issue'),
    'ship': opened('待寄出|To ship'),
    'tell': opened('待通知|To tell'),
    'tell-otherwise': opened('待通知|To tell', 'shift+t'),
    'to-pickup': in_state('to_pickup'),
    'done': in_state('done'),
    'rejected': in_state('rejected'),
    'withdrawn': in_state('withdrawn'),
    'voided': in_state('voided'),
    'reversed': in_state('reversed'),
    'correct': opened('待审|To review', 'd'),
    'undo': opened('待审|To review', 'a'),
    'came-back': opened('退件|Came back'),
    'returning': opened('退票|Returns'),
    'print-list': opened('待开票|To issue', 'l'),
    'evening-close': keys('y'),
    'return': opened('退票|Returns', 'u'),
    'note': opened('待审|To review', 'm'),
    'new-request': new_request,
    'no-match': no_match,
    'several': several('待审'),
    'extend-many': several('待审', 'e'),
    'ship-many': several('待寄出', 's'),
    'all': opened('全部'),
    'save-view': act('保存此视图'),
    'stock': act('发票库存'),
    'staff': staff,
    'one-clerk': act('一人录入并审批'),
    'activity': keys('ctrl+6'),
    'palette': keys('ctrl+k'),
    'preferences': keys('ctrl+comma'),
    'shortcuts': keys('ctrl+question'),
    'rules': keys('F1'),
    'welcome': keys(),
    'begin': keys('enter'),
    'sign-in': sign_in,
    'sign-in-wrong': sign_in_wrong,
    'empty': keys(),
    'demo': keys(),
    'wrong-scan': wrong_scan,
    'full-disk': keys(),
    'unwritable': keys(),
    'read-only': look_only,
    'damaged': keys(),
    'newer': keys(),
    'in-use': keys(),
    'offline': offline,
    'signed-out': signed_out,
    'reveal': reveal,
}
# What begins otherwise than with the demo's records as a file and the clerk.
FIRST = '数据放在哪里|Where are the records'
SETTINGS = {
    'welcome': Setting(first_start, ready=FIRST),
    'begin': Setting(first_start, ready=FIRST),
    'sign-in': Setting(first_start, ready=FIRST),
    'sign-in-wrong': Setting(first_start, ready=FIRST),
    'staff': Setting(who='admin'),
    'one-clerk': Setting(who='xu'),
    'extend-many': Setting(who='xu'),
    'empty': Setting(empty, ready='开票'),
    'demo': Setting(demo_business, timeout=120),
    'full-disk': Setting(full_disk, ready='^磁盘已满'),
    'unwritable': Setting(read_only_disk, ready='^数据无法写入'),
    'read-only': Setting(read_only_disk, ready='^数据无法写入'),
    'damaged': Setting(damaged, ready='^数据已损坏'),
    'newer': Setting(newer, ready='^需要更新版本的程序'),
    'in-use': Setting(in_use, ready='^数据正在使用中'),
    'offline': Setting(served, timeout=90),
    'signed-out': Setting(served, timeout=90),
    'reveal': Setting(served, timeout=90),
}
STATES = ('review', 'second', 'issue', 'ship', 'to-pickup', 'tell', 'done', 'rejected', 'withdrawn', 'returning', 'voided', 'reversed',
          'came-back')
TYPED = ('new-request', 'reject', 'extend', 'staff', 'activity', 'welcome', 'begin', 'sign-in')
# In high contrast, too: what most of the day is spent with, an alarm and a failure.
CONTRAST = ('review', 'issue', 'ship', 'new-request', 'wrong-scan', 'damaged')
