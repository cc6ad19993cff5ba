# SPDX-License-Identifier: GPL-3.0-or-later
"""An office under kill -9: desks (vasctl run and sync), one daemon, and a bad network between them; then the oracle of doc/DESIGN.md.

    office = Office(seed)
    office.run(seconds, client_kills, daemon_kills)   # until the time is over and both numbers are reached
    office.settle()                                   # a good network, and nothing waits any more
    office.judge()                                    # the invariants; AssertionError with the seed

What is drawn is drawn from the seed; when a kill comes is up to the machine.
"""
import collections
import json
import os
import random
import signal
import subprocess
import threading
import time

import vasctl
from faultproxy import FaultProxy
from vasrecords import FileRecords
from vasserver import PASSWORD, Server, uuid7

PEOPLE = {'wang': 'order-agent', 'li': 'invoice-clerk', 'zhao': 'invoice-clerk', 'boss': 'invoice-supervisor'}
LOCAL = {'replica', 'outbox', 'outbox_subject', 'draft', 'guard', 'feed', 'client', 'credential', 'session', 'kept_id', 'counter', 'house',
         'command_personal', 'sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4'}
MASKED = {'account': {'name', 'mobile', 'email', 'initials', 'pinyin'}}
OURS = -signal.SIGKILL
ORDERS = 12


def read(folder, text):
    """The rows of a query on the records in @folder, which nobody is changing."""
    return FileRecords(folder).query(text)


def tables(folder):
    """The tables that every desk has as the server has them."""
    found = {name for name, in read(folder, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'")}
    twins = {name for name in found if name.startswith('before_') or name.endswith('_before')}
    return sorted(found - LOCAL - twins)


ADVICE = ('request.claim', 'request.release')


class Desk:
    """A replica with one person at it, and what its owner was told."""

    def __init__(self, office, login):
        self.office, self.login = office, login
        self.draw = random.Random(f'{office.seed}/{login}')
        self.replica = os.path.join(office.server.folder, f'desk-{login}')
        self.token = office.server.sign_in(login).token
        self.key = None
        self.saved, self.kills, self.cursor, self.syncs, self.runs = {}, 0, (None, 0), 0, 0
        self.ctl('init')

    def start(self, *arguments):
        env = {**vasctl.ENGLISH, 'VASCTL_TOKEN': self.token}
        return subprocess.Popen([vasctl.VASCTL, '--replica', self.replica, '--json', *arguments], env=env, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def ctl(self, *arguments, kill_within=None):
        """(status, standard output). Where @kill_within is said, it is killed at a moment drawn from so many seconds, unless it was
        faster. Any other end by a signal is the program's fault (I12)."""
        process = self.start(*arguments)
        try:
            out, err = process.communicate(timeout=self.draw.uniform(0, kill_within) if kill_within else 120)
        except subprocess.TimeoutExpired:
            if not kill_within:
                raise
            process.kill()
            out, err = process.communicate()
            self.kills += process.returncode == OURS
        fine = (0, 1, OURS) if kill_within else (0, 1)
        assert process.returncode in fine, f'vasctl {arguments} ended with {process.returncode}: {err}'
        return process.returncode, out

    def do(self, command, *arguments, kill_within=None):
        """Saves a command; what was acknowledged is remembered, however the program ended."""
        self.runs += 1
        _, out = self.ctl('--as', self.login, 'run', command, *arguments, kill_within=kill_within)
        try:
            receipt = json.loads(out)
        except ValueError:
            return
        if receipt['applied']:
            assert receipt['waits'], out
            self.saved[receipt['command_id']] = command

    def sync(self, *options, kill_within=None):
        self.syncs += 1
        status, _ = self.ctl('--server', self.office.proxy.uri, 'sync', *options, kill_within=kill_within)
        (epoch, seq), = read(self.replica, 'SELECT epoch, feed_seq FROM replica')
        assert epoch != self.cursor[0] or seq >= self.cursor[1], f'I7: {self.login}: {self.cursor} → {seq}'
        self.cursor = (epoch, seq)
        return status

    def pick_requests(self, states):
        listed = ', '.join(f"'{state}'" for state in states)
        return [row[0] for row in read(self.replica, f'SELECT key FROM request WHERE state IN ({listed})')]

    def act(self, kill_within):
        """One thing that a person here might do next; often what another desk does too."""
        kind = self.draw.choice(('enter', 'enter', 'note', 'note', 'claim', 'approve', 'approve', 'withdraw', 'release', 'reject'))
        open_ones = self.pick_requests(('review',))
        if kind == 'enter' or (kind != 'note' and not open_ones):
            key, account, paid = self.draw.choice(read(self.replica, "SELECT key, account_key, paid FROM orders WHERE state = 'paid'"))
            share = {'order': key, 'amount': self.draw.randint(1, paid * 2 // 3)}
            self.do('request.enter', '--ack', 'stated-nothing', f'account={account}', 'title_kind=company', 'title=示例科技有限公司',
                    'taxpayer_id=914403001922038216', 'delivery=pickup', f'shares={json.dumps([share])}', kill_within=kill_within)
        elif kind == 'note':
            (account,), *_ = read(self.replica, 'SELECT key FROM account ORDER BY key')
            self.do('note.add', 'subject=account', f'subject_key={account}', f'text={uuid7()}', kill_within=kill_within)
        elif kind == 'reject':
            self.do('request.reject', f'request={self.draw.choice(open_ones)}', 'reasons=other', 'text=资料不全', kill_within=kill_within)
        else:
            asked = ('--ack', 'stated-nothing') if kind == 'approve' else ()
            self.do(f'request.{kind}', *asked, f'request={self.draw.choice(open_ones)}', kill_within=kill_within)

    def live(self, over):
        """Saves and syncs in turn, killed about every other time, until the chaos is over."""
        while not over.is_set():
            for _ in range(self.draw.randint(1, 3)):
                self.act(kill_within=0.12 if self.draw.random() < 0.5 else None)
            options = ('--for', '1') if self.draw.random() < 0.2 else ('--once',)
            self.sync(*options, kill_within=0.5 if self.draw.random() < 0.7 else None)


class Office:
    def __init__(self, seed, chance=0.25, desks=PEOPLE):
        self.seed, self.draw = seed, random.Random(f'{seed}/daemon')
        self.server = Server(fill=self.fill)
        self.daemon_kills, self.told, self.failure = 0, collections.defaultdict(set), None
        for login in PEOPLE:
            self.server.set_password(login, PASSWORD)
        self.server.start()
        self.port = self.server.port
        self.proxy = FaultProxy(('127.0.0.1', self.port), seed=seed, watch=self.heard)
        self.proxy.__enter__()
        self.desks = [Desk(self, login) for login in desks]
        for desk in self.desks:
            assert desk.sync() == 0
        self.proxy.chance = chance

    def close(self):
        self.proxy.__exit__()
        self.server.__exit__()

    def fill(self, folder):
        """Staff, two accounts, paid orders: by commands, so that the feed has them."""
        now = time.strftime('%Y-%m-%d', time.gmtime(time.time() - 30 * 86400))
        accounts = [line.split(',')[0] for line in vasctl.ACCOUNTS.split('\n')[1:3]]
        orders = 'number,account_id,plan,price,made_at,paid_at,channel\n' + ''.join(
            f'241201{number:08d},{accounts[number % 2]},test-1,98.00,{now} 10:00,{now} 10:05,wechat\n' for number in range(ORDERS))
        for kind, text in (('staff', vasctl.STAFF), ('catalog', vasctl.CATALOG), ('accounts', vasctl.ACCOUNTS), ('orders', orders)):
            path = os.path.join(os.path.dirname(folder), f'{kind}.csv')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
            status, _, err = vasctl.run('--replica', folder, '--as', 'root', 'import', kind, path)
            assert status == 0, err

    def heard(self, request, answer):
        """What the daemon said of each command, before the network had it."""
        head, _, body = answer.partition(b'\r\n\r\n')
        if request.startswith(b'POST /v1/push ') and head.startswith(b'HTTP/1.1 200'):
            for result in json.loads(body)['results']:
                self.told[result['id']].add((result['state'], result.get('feed')))

    def guard(self, work, *arguments):
        """Runs a thread's work; its failure ends the chaos."""
        try:
            work(*arguments)
        except BaseException as error:  # handed to the main thread, which raises it
            self.failure = self.failure or error
            self.over.set()

    def kill_daemons(self, over):
        while not over.wait(self.draw.uniform(0.1, 1)):
            status = self.server.kill()
            assert status == OURS, f'I12: the daemon ended with {status}'
            self.daemon_kills += 1
            self.server.start(self.port)

    def count_kills(self):
        return sum(desk.kills for desk in self.desks)

    def run(self, seconds, client_kills=0, daemon_kills=0):
        """For @seconds, and until so many were killed."""
        self.over = threading.Event()
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=self.guard, args=(desk.live, self.over)) for desk in self.desks]
        threads.append(threading.Thread(target=self.guard, args=(self.kill_daemons, self.over)))
        for thread in threads:
            thread.start()
        while not self.over.wait(0.2):
            enough = self.count_kills() >= client_kills and self.daemon_kills >= daemon_kills
            if enough and time.monotonic() >= end:
                self.over.set()
        for thread in threads:
            thread.join()
        if self.failure:
            raise self.failure

    def settle(self, seconds=30):
        """I11: over a good network nothing waits any more, soon; then each desk receives what the others sent."""
        self.proxy.chance = 0
        for desk in self.desks:
            end = time.monotonic() + seconds
            while desk.sync('--once') != 0:
                assert time.monotonic() < end, f'I11: {desk.login} still waits: {desk.ctl("outbox")[1]}'
        for desk in self.desks:
            assert desk.sync('--once') == 0, f'I11: {desk.login}'
        status = self.server.stop()
        assert status == 0, f'I12: {status}: {self.server.read_log()}'

    def judge(self):
        self.log = {row[0]: row for row in self.server.query('SELECT command_id, result, seq, body FROM command_log')}
        self.judge_acknowledged()
        self.judge_saved()
        self.judge_effects()
        self.judge_cap()
        self.judge_same()
        self.judge_trail()

    def judge_acknowledged(self):
        """I1: what the daemon said, before whatever killed it, is in the log once, as it was said."""
        (rows, ids), = self.server.query('SELECT count(*) AS n, count(DISTINCT command_id) AS ids FROM command_log')
        assert rows == ids, f'I1: {rows} rows of {ids} commands'
        for command_id, told in self.told.items():
            row = self.log.get(command_id)
            assert row, f'I1: {command_id} was told {told}, and the log has nothing'
            assert told == {(row[1], row[2])}, f'I1: {command_id} was told {told}, the log says {row[1:3]}'

    def judge_saved(self):
        """I2: what a person was told is saved is applied, or a problem of theirs; so is whatever the outbox has. Advice, such as a
        claim that came second, is refused without a word."""
        for desk in self.desks:
            rows = {row[0]: row[1:] for row in read(desk.replica, 'SELECT command_id, state, closed_at FROM outbox')}
            lost = set(desk.saved) - set(rows)
            assert not lost, f'I2: {desk.login} saved {lost}, and they are gone'
            for command_id, (state, closed_at) in rows.items():
                result = self.log[command_id][1] if command_id in self.log else None
                advice = command_id in self.log and json.loads(self.log[command_id][3])['type'] in ADVICE
                settled = result == 'applied' or (advice and result == 'rejected')
                good = (state == 'settled' and settled) or (state == 'refused' and result != 'applied' and closed_at is None)
                assert good, f'I2: {command_id} is {state} at {desk.login}, and {result} in the log'

    def judge_effects(self):
        """I3: each applied note and request is there once; nothing else is."""
        applied = [json.loads(row[3]) for row in self.log.values() if row[1] == 'applied']
        notes = sorted(body['args']['text'] for body in applied if body['type'] == 'note.add')
        assert sorted(text for text, in self.server.query('SELECT text FROM note')) == notes, 'I3: notes'
        entered = sum(1 for body in applied if body['type'] == 'request.enter')
        assert self.server.query('SELECT count(*) FROM request') == [(entered,)], 'I3: requests'
        self.applied = collections.Counter(body['type'] for body in applied)

    def judge_cap(self):
        """I4: no order has more invoiced than was paid, after any row of the log."""
        paid, shares = {}, {}
        for seq, changes in self.server.query('SELECT seq, changes FROM feed ORDER BY seq'):
            for line in map(json.loads, changes.splitlines()):
                if line[0] == 'orders':
                    paid[line[1]['key']] = line[1]['paid']
                elif line[0] == 'share':
                    shares[line[1]['key']] = (line[1]['order_key'], line[1]['amount'] if line[1]['live'] else 0)
                elif line[:2] == ['gone', 'share']:
                    del shares[line[2]]
            sums = collections.Counter()
            for order, amount in shares.values():
                sums[order] += amount
            for order, amount in sums.items():
                assert amount <= paid[order], f'I4: after {seq}: {order}: {amount} > {paid[order]}'

    def judge_same(self):
        """I6: every desk has what the server has, column by column."""
        for table in tables(self.desks[0].replica):
            names = [row[1] for row in read(self.desks[0].replica, f'PRAGMA table_info ({table})')]
            names = [name for name in names if name != 'id' and name not in MASKED.get(table, ())]
            query = f'SELECT {", ".join(names)} FROM {table}'
            there = sorted(self.server.query(query), key=repr)
            for desk in self.desks:
                here = sorted(read(desk.replica, query), key=repr)
                other = [row for row in here if row not in there] + [row for row in there if row not in here]
                assert here == there, f'I6: {table} at {desk.login}: {len(here)} and {len(there)} rows: {other[:4]}'

    def judge_trail(self):
        """I9: the chain and every rule over all records, of the server and of each desk."""
        for folder in (self.server.records.address, *(desk.replica for desk in self.desks)):
            status, out, err = vasctl.run('--replica', folder, '--json', 'verify')
            assert status == 0, f'I9: {folder}: {out[-2000:]}{err}'

    def describe(self):
        problems = sum(read(desk.replica, "SELECT count(*) FROM outbox WHERE state = 'refused'")[0][0] for desk in self.desks)
        faults = {name: n for name, n in self.proxy.counts().items() if name}
        return (f'seed {self.seed}: {self.count_kills()} kills of clients, {self.daemon_kills} of the daemon; '
                f'{sum(desk.runs for desk in self.desks)} runs, {sum(desk.syncs for desk in self.desks)} syncs; '
                f'{sum(len(desk.saved) for desk in self.desks)} acknowledged, {len(self.log)} in the log, {problems} refused and shown; '
                f'applied {dict(self.applied)}; faults {faults}')
