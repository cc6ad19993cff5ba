# SPDX-License-Identifier: GPL-3.0-or-later
"""How the program of a scene is started: what it is given, what lies on the disk, whether a server has the records. For tools/scenes.py.

The records lie where a person's own would: make-screenshots gives each scene a /home that only it sees.
"""
import base64
import contextlib
import datetime
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess

import faults
from faultproxy import FaultProxy
from gtkdrive import App, Session
from vasserver import Server


class Setting:
    """How the program is started: what it is given, and until when it is waited."""

    def __init__(self, prepare=None, who='zhou', ready='¥', timeout=30):
        self.prepare, self.who, self.ready, self.timeout = prepare, who, ready, timeout


def control(stage, *arguments):
    """Has vasctl do something to the records beforehand."""
    subprocess.run([f'{stage.build}/src/cli/vasctl', '--replica', stage.replica, *arguments], check=True, stdout=subprocess.DEVNULL)


def ask(stage, account, kind, source, days, text):
    """A request about personal data that came so many days ago, taken by the clerk."""
    received = (datetime.date.today() - datetime.timedelta(days)).isoformat()
    control(stage, '--as', 'zhou', 'run', 'personal.open', f'account={account}', f'kind={kind}', f'source={source}', f'text={text}',
            'identity=回拨登记手机，核对姓名与最近一笔订单', 'owner=zhou', f'received={received}')


@contextlib.contextmanager
def records(stage):
    yield ('--replica', stage.replica, '--as', stage.who)


@contextlib.contextmanager
def personal(stage):
    """Users have asked about their personal data; one waits for long."""
    with sqlite3.connect(f'file:{stage.replica}/replica.db?mode=ro', uri=True) as sql:
        accounts = [account for account, in sql.execute(
            'SELECT account_id FROM account WHERE key NOT IN (SELECT account_key FROM request) ORDER BY id LIMIT 3')]
    ask(stage, accounts[0], 'erasure', 'letter', 33, '不再使用本公司的服务，请删除我的全部个人信息。')
    ask(stage, accounts[1], 'correction', 'phone', 8, '手机号码换了，请改为新的号码。')
    ask(stage, accounts[2], 'copy', 'email', 1, '请把你们保存的我的个人信息发给我一份。')
    with records(stage) as arguments:
        yield arguments


def draw_sheet(number, path):
    """What the document camera sees: a made-up sheet."""
    font = subprocess.run(['fc-match', '-f', '%{file}', 'Noto Sans CJK SC'], check=True, capture_output=True, text=True).stdout
    lines = ' '.join(f'line 60,{y} 900,{y}' for y in (200, 320, 400, 470)) + ' line 520,120 520,320'
    subprocess.run(['convert', '-size', '960x600', 'xc:#d8d4cc', '-fill', '#fdfaf2', '-draw', 'rectangle 20,20 940,580', '-stroke', '#9c5a3c',
                    '-fill', 'none', '-strokewidth', '3', '-draw', f'rectangle 60,120 900,540 {lines}', '-stroke', 'none', '-font', font,
                    '-fill', '#9c5a3c', '-pointsize', '44', '-gravity', 'North', '-annotate', '+0+46', '增值税普通发票', '-fill', '#2a3f8f',
                    '-pointsize', '34', '-gravity', 'NorthEast', '-annotate', '+60+60', number, '-fill', '#c01c28', '-pointsize', '30',
                    '-gravity', 'South', '-annotate', '+0+76', '演示 · 虚构', path], check=True)


@contextlib.contextmanager
def watched(stage):
    """The document camera saves its pictures in a folder, where some lie already."""
    folder = f'{stage.home}/图片/高拍仪'
    os.makedirs(folder)
    stage.settings['watched-folder'] = f"'{folder}'"
    with sqlite3.connect(f'file:{stage.replica}/replica.db?mode=ro', uri=True) as sql:
        numbers = [number for number, in sql.execute("SELECT number FROM fapiao WHERE state = 'issued' ORDER BY id DESC LIMIT 6")]
    for number in numbers:
        draw_sheet(number, f'{folder}/{number}.png')
    with records(stage) as arguments:
        yield arguments


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
def disk_of(stage):
    """The records on a small disk of their own, in the same place."""
    before = stage.replica + '.before'
    os.rename(stage.replica, before)
    with faults.Disk(64, stage.replica) as disk:
        shutil.copytree(before, stage.replica, dirs_exist_ok=True)
        yield disk


@contextlib.contextmanager
def full_disk(stage):
    with disk_of(stage) as disk:
        disk.fill()
        yield ('--replica', stage.replica, '--as', stage.who)


@contextlib.contextmanager
def read_only_disk(stage):
    with disk_of(stage) as disk:
        disk.protect(True)
        try:
            yield ('--replica', stage.replica, '--as', stage.who)
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


class Renewed(FaultProxy):
    """The network in front of a server whose records have a form of later years."""

    def answer(self, client, answer, fault, draw):
        head, _, body = answer.partition(b'\r\n\r\n')
        body = re.sub(rb'"schema":\d+', b'"schema":999', body)
        digest = base64.b64encode(hashlib.sha256(body).digest())
        head = re.sub(rb'(?i)(content-digest: sha-256=):.*:', rb'\1:' + digest + b':', head)
        head = re.sub(rb'(?i)(content-length:) *\d+', rb'\1 %d' % len(body), head)
        return super().answer(client, head + b'\r\n\r\n' + body, fault, draw)


@contextlib.contextmanager
def renewed(stage):
    """A desk at a server that is newer than its program."""
    with served(stage), Renewed(('127.0.0.1', stage.server.port)) as proxy:
        yield ('--server', proxy.uri)


@contextlib.contextmanager
def served(stage):
    """A desk at a server that has the demo's records."""
    server = Server(stage.replica)
    for login in {stage.who, 'wu'}:
        server.set_password(login)
    with server:
        stage.server = server
        yield ('--server', server.uri)
