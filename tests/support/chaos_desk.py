# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk of an office under kill -9 (chaos.py): a replica with one person at it, who saves and syncs by vasctl, killed about every other time."""
import collections
import json
import os
import random
import re
import signal
import subprocess
import time

import vasctl
from chaos_oracle import read
from faultproxy import FaultProxy
from vasserver import uuid7

KILL_STEP = os.path.join(os.environ['VAS_BUILD_ROOT'], 'tests/support/vas-kill-step.so')
OURS = -signal.SIGKILL
CODE = '031002100104'
CASE = """SELECT r.key, r.delivery, f.key, f.state, f.code, f.number, f.net FROM request r LEFT JOIN fapiao f ON f.request_key = r.key AND
          f.state IN ('bound', 'issued') WHERE r.state IN (%s) ORDER BY r.number IS NULL, r.number, r.key"""
ACTS = {'enter': 4, 'note': 3, 'claim': 1, 'approve': 5, 'release': 1, 'withdraw': 1, 'reject': 1, 'print': 3, 'issue': 5, 'send': 5, 'tell': 4}
RUN_STEPS, SYNC_STEPS, NETWORK_STEPS, DISK_STEPS = 70, 220, 24, 22      # within which a program is killed, if it takes so many
CLAIMED = ('--ack', 'claimed-by-other')
ON_REVIEW = ('claim', 'approve', 'release', 'withdraw', 'reject')


def draw_step(draw, any_step, network):
    """(kind, number) of the step at which a program is killed: any; or of those of its network, or of what it makes sure on its disk, which
    are few among all and the moments when something is told or kept."""
    kind = draw.choices(('any', 'network', 'disk'), (5, 3 if network else 0, 2))[0]
    return kind, any_step if kind == 'any' else draw.randint(1, network if kind == 'network' else DISK_STEPS)


def killed_at(step, note):
    """The environment of a program that ends at that step, and writes into the file @note what that was; None: at none."""
    if step is None:
        return {}
    kind, number = step
    asan = os.environ.get('ASAN_OPTIONS', '')
    return {'LD_PRELOAD': KILL_STEP, 'VAS_KILL_AT': str(number), 'VAS_KILL_OF': kind, 'VAS_KILL_NOTE': note,
            'ASAN_OPTIONS': f'{asan}:verify_asan_link_order=0'.lstrip(':')}


def read_notes(path):
    """{what was done at the last step: how often}, of programs whose notes these are."""
    if not os.path.exists(path):
        return collections.Counter()
    with open(path, encoding='utf-8') as file:
        return collections.Counter(re.sub(r'\b[0-9a-f-]{8,}\b|:\[\d+\]|\.[A-Z0-9]{6}$', '', line.strip()) for line in file)


class Desk:
    """A replica with one person at it, and what its owner was told."""

    def __init__(self, office, login):
        self.office, self.login = office, login
        self.draw, self.journal = None, collections.deque(maxlen=12)
        self.replica, self.note = (os.path.join(office.server.folder, f'{name}-{login}') for name in ('desk', 'kills'))
        self.token = office.server.sign_in(login).token
        self.saved, self.kills, self.cursor, self.syncs, self.runs, self.rounds = {}, 0, (None, 0), 0, 0, 0
        self.proxy = FaultProxy(*office.places, seed=f'{office.seed}/{login}', watch=office.heard)
        self.proxy.__enter__()
        self.ctl('init')

    def ctl(self, *arguments, step=None):
        """(status, standard output). It is killed at that step, unless it takes fewer. Any other end by a signal is the program's fault (I12)."""
        env = {**vasctl.ENGLISH, 'VASCTL_TOKEN': self.token, **killed_at(step, self.note)}
        done = subprocess.run([vasctl.VASCTL, '--replica', self.replica, '--json', *arguments], env=env, text=True, capture_output=True,
                              timeout=120, check=False)
        self.kills += step is not None and done.returncode == OURS
        self.journal.append(f'round {self.rounds}: {" ".join(arguments)[:160]}{"" if step is None else f", to be killed at step {step[1]} ({step[0]})"}'
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

    def cases_for(self, kind):
        """Requests that this could be done to."""
        if kind in ON_REVIEW:
            return self.cases('review')
        if kind in ('print', 'issue'):
            return [case for case in self.cases('to_issue') if (case[3] == 'bound') == (kind == 'issue')]
        return self.cases(*{'send': ('to_ship', 'to_pickup'), 'tell': ('to_tell',)}.get(kind, ()))

    def act(self, step):
        """One thing that a person here might do next; often what another desk does too. What there is nothing for is something else."""
        for kind in self.draw.choices(list(ACTS), ACTS.values(), k=4):
            cases = self.cases_for(kind)
            if cases or kind in ('enter', 'note'):
                break
        place = self.draw.random()                        # which of those that there are
        if kind == 'note':
            (account,), *_ = read(self.replica, 'SELECT key FROM account ORDER BY key')
            self.do('note.add', 'subject=account', f'subject_key={account}', f'text={uuid7()}', step=step)
        elif not cases:
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
                self.act(draw_step(self.draw, self.draw.randint(1, RUN_STEPS), 0) if self.draw.random() < 0.5 else None)
            self.draw = random.Random(f'{self.office.seed}/{self.login}/{self.rounds}/sync')
            options = ('--for', '1') if self.draw.random() < 0.2 else ('--once',)
            self.sync(*options, step=draw_step(self.draw, self.draw.randint(1, SYNC_STEPS), NETWORK_STEPS) if self.draw.random() < 0.6 else None)
