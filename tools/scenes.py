# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pictures of doc/screenshots show: how each scene is come to, by real keys and clicks. For tools/make-screenshots.

A scene is a function of the running program; one that makes a PDF returns where it lies. Those of SETTINGS begin with other records
than the demo's as a file (tools/stages.py): a server, a full disk, a damaged file. Actions are found in the palette by their English
names, which it knows in every language.
"""
import glob
import os
import re
import signal
import sqlite3
import time

import stages
from stages import Setting
from vasserver import PASSWORD

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


def then(*acts):
    """One after another."""
    def run(app):
        done = None
        for one in acts:
            done = one(app)
        return done
    return run


def say(words):
    """Types where the focus is."""
    def run(app):
        app.type_text(words, delay=HAND)
        time.sleep(0.8)
    return run


def press(words):
    """Clicks the button of this name."""
    def run(app):
        name = re.compile(f'^({words})')
        app.show(role='button', name=name)
        app.click(role='button', name=name)
        time.sleep(1.5)
    return run


def ask(app, text, *values):
    """The first row of what the records say."""
    with sqlite3.connect(f'file:{app.replica}/replica.db?mode=ro', uri=True) as sql:
        return sql.execute(text, values).fetchone()


def in_state(state, *more):
    """A case that has come so far, found by its number."""
    def run(app):
        number, = ask(app, 'SELECT number FROM request WHERE state = ? ORDER BY id DESC LIMIT 1', state)
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
    scan_sheet(app, 100)
    app.find('label', '此张发票不能开具。')


def look_only(app):
    """Opened for reading alone."""
    app.click(role='button', name=re.compile('^只读打开'))
    app.find('label', re.compile('只读方式打开'))
    time.sleep(1)
    tab(app, '待审')


def offline(app):
    wait_offline(app)
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


def wait_offline(app):
    app.server.stop()
    app.find('label', re.compile('^(已离线|服务器自|Offline|The server has)'), timeout=30)


def outbox(app):
    """Offline, what was done waits for its turn."""
    wait_offline(app)
    tab(app, '待审|To review')
    keys('a', 'a', 'a')(app)
    time.sleep(9)                                             # the holds end
    act('Outbox')(app)


def refused(app):
    """Two approvals made offline, of cases that somebody else has ended meanwhile."""
    port = app.server.port
    wait_offline(app)
    tab(app, '待审|To review')
    cases = []
    for _ in range(2):
        number = app.find('label', re.compile(r'^KP\d{4}-\d{6}$')).name
        cases.append(app.server.query(f"SELECT key FROM request WHERE number = '{number}'")[0][0])
        keys('a')(app)
    time.sleep(9)                                             # the holds end
    os.kill(app.proc.pid, signal.SIGSTOP)                     # it is not back before the other has done with them
    app.server.start(port)
    other = app.server.sign_in('wu')
    other.run('request.claim', request=cases[0])
    other.run('request.reject', request=cases[0], reasons=['抬头与税号不符'], text='抬头与税号不符，请更正。')
    other.run('request.withdraw', request=cases[1])
    os.kill(app.proc.pid, signal.SIGCONT)
    failed = re.compile('^(同步失败 2|2 refused)$')
    app.wait(lambda: app.all('button', failed), 60, 'the approvals to be refused')
    app.click(role='button', name=failed)
    time.sleep(1.5)


def without_photo(app):
    """A case whose sheet has no photo yet."""
    number, = ask(app, "SELECT r.number FROM request r JOIN fapiao f ON f.request_key = r.key "
                  "WHERE f.state = 'issued' AND f.photo IS NULL ORDER BY r.id DESC LIMIT 1")
    act(number)(app)
    app.show(role='button', name=re.compile('^(选择照片|Choose a Photo)'))
    time.sleep(0.5)


def scan_sheet(app, wrong=0):
    """The sheet of the case that waits for it first, read by the scanner; its amount is wrong by so many fen."""
    code, number, net = ask(app, "SELECT code, number, net FROM fapiao WHERE state = 'bound' ORDER BY id LIMIT 1")
    today = time.strftime('%Y%m%d', time.gmtime(time.time() + 8 * 3600))
    app.type_text(f'01,04,{code},{number},{(net + wrong) // 100}.{(net + wrong) % 100:02},{today},66578123456789012345,A1B2,', delay=0.002)
    app.press('Return')
    return number


def photo(app):
    """The document camera saves a picture: it is that of the last sheet."""
    number = scan_sheet(app)
    app.find('button', re.compile('^(选择照片|Choose a Photo)'), timeout=20)
    stages.draw_sheet(number, os.path.expanduser(f'~/图片/高拍仪/{number}.png'))
    app.find('button', re.compile('^(换一张照片|Another Photo)'), timeout=20)
    time.sleep(1)


def personal(app):
    keys('ctrl+7')(app)


def personal_case(app):
    """What waits for longest: an erasure."""
    personal(app)
    app.click(app.find('list item', re.compile('删除|Erasure')))
    time.sleep(1)


def personal_new(app):
    personal(app)
    account, = ask(app, 'SELECT account_id FROM account ORDER BY id DESC LIMIT 1')
    app.click(role='text', name=re.compile('账户编号|Account id'))
    app.type_text(account, delay=HAND)
    app.press('Return')
    time.sleep(1.5)


def handover(app):
    """What went to the courier today."""
    app.press('h')
    app.find('label', re.compile('^SF'), timeout=20)
    time.sleep(1)


def saved(path):
    """Saves what the dialog of the file manager offers; the PDF it makes."""
    def run(app):
        app.press('Return')
        app.wait(lambda: glob.glob(os.path.expanduser(path)), 20, path)
        time.sleep(1)
        return glob.glob(os.path.expanduser(path))[0]
    return run


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
    'save-view': act('Save This View'),
    'stock': act('Fapiao Stock'),
    'stock-receive': act('Receive Fapiao'),
    'misprint': then(in_state('to_ship'), act('Misprint')),
    'staff': then(act('Staff'), keys('Down', 'Down')),
    'one-clerk': act('Entered and Approved'),
    'house': act('Rules of the House'),
    'reasons': act('Reasons of the House'),
    'deputies': act('Deputies'),
    'activity': keys('ctrl+6'),
    'verified': then(keys('ctrl+6'), press('核对审计链|Verify the Trail')),
    'outbox': outbox,
    'refused': refused,
    'personal': personal,
    'personal-none': personal,
    'personal-case': personal_case,
    'personal-erase': then(personal_case, press('删除|Erase')),
    'personal-new': personal_new,
    'photo-missing': without_photo,
    'photo-choose': then(without_photo, press('选择照片|Choose a Photo')),
    'photo': photo,
    'photo-give': then(in_state('done'), act('Photo for the User')),
    'handover': handover,
    'handover-paper': then(handover, keys('ctrl+s'), saved('~/*.pdf')),
    'slip': then(in_state('to_ship'), act('Cover Slip as PDF'), saved('~/*.pdf')),
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
    'newer-server': keys(),
    'in-use': keys(),
    'offline': offline,
    'signed-out': signed_out,
    'reveal': reveal,
}
# What begins otherwise than with the demo's records as a file and the clerk.
FIRST = '数据放在哪里|Where are the records'
SETTINGS = {
    'welcome': Setting(stages.first_start, ready=FIRST),
    'begin': Setting(stages.first_start, ready=FIRST),
    'sign-in': Setting(stages.first_start, ready=FIRST),
    'sign-in-wrong': Setting(stages.first_start, ready=FIRST),
    'staff': Setting(who='admin'),
    'one-clerk': Setting(who='xu'),
    'extend-many': Setting(who='xu'),
    'empty': Setting(stages.empty, ready='开票'),
    'demo': Setting(stages.demo_business, timeout=120),
    'full-disk': Setting(stages.full_disk, ready='^磁盘已满'),
    'unwritable': Setting(stages.read_only_disk, ready='^数据无法写入'),
    'read-only': Setting(stages.read_only_disk, ready='^数据无法写入'),
    'damaged': Setting(stages.damaged, ready='^数据已损坏'),
    'newer': Setting(stages.newer, ready='^需要更新版本的程序'),
    'newer-server': Setting(stages.renewed, ready='^需要更新版本的程序', timeout=60),
    'in-use': Setting(stages.in_use, ready='^数据正在使用中'),
    'offline': Setting(stages.served, timeout=90),
    'signed-out': Setting(stages.served, timeout=90),
    'reveal': Setting(stages.served, timeout=90),
    'outbox': Setting(stages.served, timeout=90),
    'refused': Setting(stages.served, timeout=90),
    'house': Setting(who='admin'),
    'reasons': Setting(who='xu'),
    'deputies': Setting(who='admin'),
    'personal': Setting(stages.personal),
    'personal-case': Setting(stages.personal),
    'personal-erase': Setting(stages.personal, who='xu'),
    'photo-choose': Setting(stages.watched),
    'photo': Setting(stages.watched),
}
# With large text and in English, too: the states (those that are left out look as one of these), and what is typed.
STATES = ('review', 'second', 'issue', 'ship', 'to-pickup', 'tell', 'done', 'rejected', 'returning', 'voided')
TYPED = ('new-request', 'reject', 'extend', 'staff', 'activity', 'refused', 'personal-case', 'photo', 'handover', 'welcome', 'begin',
         'sign-in')
# In high contrast, too: what most of the day is spent with, and an alarm.
CONTRAST = ('review', 'wrong-scan')
