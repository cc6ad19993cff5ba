# SPDX-License-Identifier: GPL-3.0-or-later
"""An office under kill -9: desks (vasctl run and sync), one daemon, and a bad network between them; then the oracle of doc/DESIGN.md.

    office = Office(seed)
    office.run(seconds, client_kills, daemon_kills)   # until the time is over and both numbers are reached
    office.settle()                                   # a good network, and nothing waits any more
    office.judge()                                    # the invariants; AssertionError
    office.tell()                                     # what each of them did last, for a person

Every decision is a function of the seed and a number: what a desk does in its nth round and with which of its records, at which step of
the program it is killed (vas-kill-step.c counts what is written, sent and received, not the clock), which fault meets a desk's nth exchange
(each has a network of its own), at which step the daemon's nth life ends. So the same seed makes the same decisions again. How the
desks interleave, and so what a record's number stands for, is the machine's.
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
from vasrecords import POSTGRESQL, FileRecords
from vasserver import ENGLISH, PASSWORD, Server, uuid7

KILL_STEP = os.path.join(os.environ['VAS_BUILD_ROOT'], 'tests/support/vas-kill-step.so')
PEOPLE = {'wang': 'order-agent', 'li': 'invoice-clerk', 'zhao': 'invoice-clerk', 'boss': 'invoice-supervisor'}
LOCAL = {'replica', 'outbox', 'outbox_subject', 'draft', 'pin', 'guard', 'feed', 'client', 'credential', 'session', 'kept_id', 'counter', 'house',
         'command_personal', 'personal_value', 'sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4'}
RECIPIENT = {'recipient_name', 'recipient_mobile', 'recipient_address', 'receipt'}
MASKED = {'account': {'name', 'mobile', 'email', 'initials', 'pinyin'}, 'request': RECIPIENT, 'parcel': RECIPIENT}
OURS = -signal.SIGKILL
ORDERS = 400
CODE = '031002100104'
CASE = """SELECT r.key, r.delivery, f.key, f.state, f.code, f.number, f.net FROM request r LEFT JOIN fapiao f ON f.request_key = r.key AND
          f.state IN ('bound', 'issued') WHERE r.state IN (%s) ORDER BY r.number IS NULL, r.number, r.key"""
ACTS = {'enter': 4, 'note': 3, 'claim': 1, 'approve': 5, 'release': 1, 'withdraw': 1, 'reject': 1, 'print': 3, 'issue': 5, 'send': 5, 'tell': 4}
RUN_STEPS, SYNC_STEPS, LIFE_STEPS = 60, 160, (20, 2000) if POSTGRESQL else (5, 400)      # within which a program is killed, if it takes so many
LIFE = 2               # seconds after which a daemon that has nothing to do is killed all the same


def killed_at(step):
    """The environment of a program that ends at that step; None: at none."""
    if step is None:
        return {}
    asan = os.environ.get('ASAN_OPTIONS', '')
    return {'LD_PRELOAD': KILL_STEP, 'VAS_KILL_AT': str(step), 'ASAN_OPTIONS': f'{asan}:verify_asan_link_order=0'.lstrip(':')}


def read(folder, text):
    """The rows of a query on the records in @folder, which nobody is changing."""
    return FileRecords(folder).query(text)


def tables(folder):
    """The tables that every desk has as the server has them."""
    found = {name for name, in read(folder, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'")}
    twins = {name for name in found if name.startswith('before_') or name.endswith('_before')}
    return sorted(found - LOCAL - twins)


CLAIMED = ('--ack', 'claimed-by-other')
ADVICE = ('request.claim', 'request.release')


class Desk:
    """A replica with one person at it, and what its owner was told."""

    def __init__(self, office, login):
        self.office, self.login = office, login
        self.draw, self.journal = None, collections.deque(maxlen=12)
        self.replica = os.path.join(office.server.folder, f'desk-{login}')
        self.token = office.server.sign_in(login).token
        self.saved, self.kills, self.cursor, self.syncs, self.runs, self.rounds = {}, 0, (None, 0), 0, 0, 0
        self.proxy = FaultProxy(('127.0.0.1', office.port), seed=f'{office.seed}/{login}', watch=office.heard)
        self.proxy.__enter__()
        self.ctl('init')

    def ctl(self, *arguments, step=None):
        """(status, standard output). It is killed at that step, unless it takes fewer. Any other end by a signal is the program's fault (I12)."""
        env = {**vasctl.ENGLISH, 'VASCTL_TOKEN': self.token, **killed_at(step)}
        done = subprocess.run([vasctl.VASCTL, '--replica', self.replica, '--json', *arguments], env=env, text=True, capture_output=True,
                              timeout=120, check=False)
        self.kills += step is not None and done.returncode == OURS
        self.journal.append(f'round {self.rounds}: {" ".join(arguments)[:160]}{"" if step is None else f", to be killed at step {step}"}'
                            f' → {done.returncode}')
        fine = (0, 1, OURS) if step is not None else (0, 1)
        assert done.returncode in fine, f'vasctl {arguments} ended with {done.returncode}: {done.stderr}'
        return done.returncode, done.stdout

    def do(self, command, *arguments, step=None):
        """Saves a command; what was acknowledged is remembered, however the program ended."""
        self.runs += 1
        _, out = self.ctl('--as', self.login, 'run', command, *arguments, step=step)
        try:
            receipt = json.loads(out)
        except ValueError:
            return
        if receipt['applied']:
            assert receipt['waits'], out
            self.saved[receipt['command_id']] = command

    def sync(self, *options, step=None):
        self.syncs += 1
        status, _ = self.ctl('--server', self.proxy.uri, 'sync', *options, step=step)
        (epoch, seq), = read(self.replica, 'SELECT epoch, feed_seq FROM replica')
        assert epoch != self.cursor[0] or seq >= self.cursor[1], f'I7: {self.login}: {self.cursor} → {seq}'
        self.cursor = (epoch, seq)
        return status

    def cases(self, *states):
        """Requests with what there is of their sheets, in the order of their numbers."""
        return read(self.replica, CASE % ', '.join(f"'{state}'" for state in states))

    def act(self, step):
        """One thing that a person here might do next; often what another desk does too. What there is nothing for is another call."""
        kind = self.draw.choices(list(ACTS), ACTS.values())[0]
        place = self.draw.random()                        # which of those that there are
        cases = {'print': self.cases('to_issue'), 'issue': self.cases('to_issue'), 'send': self.cases('to_ship', 'to_pickup'),
                 'tell': self.cases('to_tell')}.get(kind, self.cases('review'))
        if kind in ('print', 'issue'):
            cases = [case for case in cases if (case[3] == 'bound') == (kind == 'issue')]
        if kind == 'note':
            (account,), *_ = read(self.replica, 'SELECT key FROM account ORDER BY key')
            self.do('note.add', 'subject=account', f'subject_key={account}', f'text={uuid7()}', step=step)
        elif kind == 'enter' or not cases:
            self.enter(place, step)
        else:
            getattr(self, kind, self.review)(kind, cases[int(place * len(cases))], step)

    def enter(self, place, step):
        orders = read(self.replica, "SELECT key, account_key, paid FROM orders WHERE state = 'paid' ORDER BY number")
        key, account, paid = orders[int(place * len(orders))]
        share = {'order': key, 'amount': self.draw.randint(1, paid // 4)}
        how = ('delivery=pickup',) if self.draw.random() < 0.5 else (
            'delivery=courier', 'recipient_name=单晓明', 'recipient_mobile=13812341234', 'recipient_address=广东省深圳市南山区科技路 1 号')
        self.do('request.enter', '--ack', 'stated-nothing', f'account={account}', 'title_kind=company', 'title=示例科技有限公司',
                'taxpayer_id=914403001922038216', *how, f'shares={json.dumps([share])}', step=step)

    def review(self, kind, case, step):
        asked = ('--ack', 'stated-nothing') if kind == 'approve' else ()
        more = ('reasons=other', 'text=资料不全') if kind == 'reject' else ()
        self.do(f'request.{kind}', *asked, f'request={case[0]}', *more, step=step)

    def print(self, _, case, step):
        self.do('print.list', *CLAIMED, f'requests={json.dumps([case[0]])}', 'point=总部', step=step)

    def issue(self, _, case, step):
        """The sheet is scanned: its number, its net amount, today."""
        key, number, net = case[2], case[5], case[6]
        today = time.strftime('%Y%m%d', time.gmtime(time.time() + 8 * 3600))
        code = f'01,04,{CODE},{number},{net // 100}.{net % 100:02},{today},66578123456789012345,A1B2,'
        self.do('fapiao.issue', *CLAIMED, '--ack', 'number-skipped', f'fapiao={key}', f'qr_text={code}', step=step)

    def send(self, _, case, step):
        if case[1] == 'pickup':
            self.do('parcel.pickup', *CLAIMED, f'request={case[0]}', step=step)
        else:
            waybill = f'SF{self.draw.randrange(10 ** 13):013}'
            self.do('parcel.ship', *CLAIMED, f'fapiao={json.dumps([case[2]])}', f'waybill={waybill}', step=step)

    def tell(self, _, case, step):
        self.do('notice.tell', *CLAIMED, f'request={case[0]}', 'channel=phone', f'text=已办理 {uuid7()}', step=step)

    def live(self, over):
        """Saves and syncs in turn, killed about every other time, until the chaos is over."""
        while not over.is_set():
            self.rounds += 1
            for number in range(random.Random(f'{self.office.seed}/{self.login}/{self.rounds}').randint(1, 3)):
                self.draw = random.Random(f'{self.office.seed}/{self.login}/{self.rounds}/{number}')
                self.act(self.draw.randint(1, RUN_STEPS) if self.draw.random() < 0.5 else None)
            self.draw = random.Random(f'{self.office.seed}/{self.login}/{self.rounds}/sync')
            options = ('--for', '1') if self.draw.random() < 0.2 else ('--once',)
            self.sync(*options, step=self.draw.randint(1, SYNC_STEPS) if self.draw.random() < 0.7 else None)


class Office:
    def __init__(self, seed, chance=0.25, desks=PEOPLE):
        self.seed = seed
        self.server = Server(fill=self.fill)
        self.daemon_kills, self.told, self.failure, self.lives = 0, collections.defaultdict(set), None, collections.deque(maxlen=12)
        for login in PEOPLE:
            self.server.set_password(login, PASSWORD)
        self.server.start()
        self.port = self.server.port
        self.desks = [Desk(self, login) for login in desks]
        for desk in self.desks:
            assert desk.sync() == 0
            desk.proxy.chance = chance

    def close(self):
        for desk in self.desks:
            desk.proxy.__exit__()
        self.server.env = ENGLISH
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
        status, out, err = vasctl.run('--replica', folder, '--as', 'boss', 'run', 'stock.receive', 'point=总部', f'code={CODE}',
                                      'first=04158820', 'last=04168819', 'handed_by=li')
        assert status == 0, out + err

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
        """One life after another, each to its step; a life may end before the daemon listens."""
        least, most = LIFE_STEPS
        for life in range(1, 1 << 30):
            step = int(least * (most / least) ** random.Random(f'{self.seed}/daemon/{life}').random())
            self.server.kill() if life == 1 else None
            self.server.env = {**ENGLISH, **killed_at(step)}
            try:
                self.server.start(self.port)
                ended = self.server.wait_for_end(LIFE, over)
            except AssertionError:
                ended = True
            if over.is_set():
                break
            status = self.server.kill()
            assert status in (OURS, None), f'I12: the daemon ended with {status}: {self.server.read_log()}'
            self.lives.append(f'life {life}: {f"ended at step {step}" if ended else f"killed after {LIFE} s"}')
            self.daemon_kills += 1
        self.server.kill()
        self.server.env = ENGLISH
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
        for desk in self.desks:
            desk.proxy.chance = 0
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
        self.judge_paper()
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
            rows = {row[0]: row[1:] for row in read(desk.replica, 'SELECT command_id, state, closed_at, type FROM outbox')}
            lost = set(desk.saved) - set(rows)
            assert not lost, f'I2: {desk.login} saved {lost}, and they are gone'
            for command_id, (state, closed_at, kind) in rows.items():
                result = self.log[command_id][1] if command_id in self.log else None
                advice = command_id in self.log and json.loads(self.log[command_id][3])['type'] in ADVICE
                settled = result == 'applied' or (advice and result == 'rejected')
                good = (state == 'settled' and settled) or (state == 'refused' and result != 'applied' and closed_at is None)
                assert good, f'I2: {command_id} ({kind}) is {state} at {desk.login}, and {result} in the log'

    def judge_effects(self):
        """I3: each applied note and request is there once; nothing else is."""
        applied = [json.loads(row[3]) for row in self.log.values() if row[1] == 'applied']
        said = dict(self.server.query("SELECT command_id, value FROM personal_value WHERE name = 'text'"))
        notes = sorted(json.loads(said[body['id']]) for body in applied if body['type'] == 'note.add')
        self.told_texts = [json.loads(said[body['id']]) for body in applied if body['type'] == 'notice.tell']
        assert sorted(text for text, in self.server.query('SELECT text FROM note')) == notes, 'I3: notes'
        entered = sum(1 for body in applied if body['type'] == 'request.enter')
        assert self.server.query('SELECT count(*) FROM request') == [(entered,)], 'I3: requests'
        self.applied = collections.Counter(body['type'] for body in applied)

    def judge_paper(self):
        """I3, I5: each sheet that was issued is one sheet with a number of its own, of one request, and never changes; so is what was sent
        and told."""
        issued = {}
        for seq, changes in self.server.query('SELECT seq, changes FROM feed ORDER BY seq'):
            for line in map(json.loads, changes.splitlines()):
                if line[0] == 'fapiao' and line[1]['state'] == 'issued':
                    sheet = [line[1][name] for name in ('request_key', 'code', 'number', 'amount', 'net', 'tax', 'check_code')]
                    assert issued.setdefault(line[1]['key'], sheet) == sheet, f'I5: after {seq}: {line[1]["key"]}'
        numbers = [(sheet[1], sheet[2]) for sheet in issued.values()]
        assert len(numbers) == len(set(numbers)) == self.applied['fapiao.issue'], f'I3: sheets: {len(numbers)}'
        sent = self.applied['parcel.ship'] + self.applied['parcel.pickup']
        assert self.server.query('SELECT count(*) FROM parcel') == [(sent,)], 'I3: parcels'
        assert sorted(text for text, in self.server.query("SELECT text FROM notice WHERE text LIKE '已办理 %'")) == sorted(self.told_texts), 'I3: notices'

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
            assert status == 0, f'I9: {folder}: {out[:2000]}{err}'

    def describe(self):
        problems = sum(read(desk.replica, "SELECT count(*) FROM outbox WHERE state = 'refused'")[0][0] for desk in self.desks)
        faults = collections.Counter()
        for desk in self.desks:
            faults.update({name: n for name, n in desk.proxy.counts().items() if name})
        return (f'seed {self.seed}: {self.count_kills()} kills of clients, {self.daemon_kills} of the daemon; '
                f'{sum(desk.runs for desk in self.desks)} runs, {sum(desk.syncs for desk in self.desks)} syncs; '
                f'{sum(len(desk.saved) for desk in self.desks)} acknowledged, {len(self.log)} in the log, {problems} refused and shown; '
                f'applied {dict(self.applied)}; faults {dict(faults)}')

    def tell(self):
        """What each of them did last, a line each."""
        for who, journal in (*((desk.login, desk.journal) for desk in self.desks), ('daemon', self.lives)):
            for line in journal:
                yield f'{who}: {line}'
        for desk in self.desks:
            for number, request, fault in desk.proxy.log[-8:]:
                yield f'{desk.login}: exchange {number}: {request}: {fault or "good"}'
