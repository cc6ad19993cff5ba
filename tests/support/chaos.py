# SPDX-License-Identifier: GPL-3.0-or-later
"""An office under kill -9: desks (vasctl run and sync), one daemon (two on PostgreSQL), and a bad network between them; then the oracle of
doc/DESIGN.md.

    office = Office(seed)
    office.run(seconds, client_kills, daemon_kills)   # until the time is over and both numbers are reached
    office.settle()                                   # a good network, and nothing waits any more
    office.judge()                                    # the invariants; AssertionError
    office.tell()                                     # what each of them did last, for a person

Every decision is a function of the seed and a number: what a desk does in its nth round and with which of its records, at which step of
the program it is killed (vas-kill-step.c counts what is written, sent and received, not the clock), which fault meets a desk's nth exchange
(each has a network of its own) and which daemon it comes to, at which step a daemon's nth life ends. So the same seed makes the same
decisions again. How the desks interleave, and so what a record's number stands for, is the machine's.
"""
import collections
import json
import os
import random
import socket
import threading
import time

import vasctl
from chaos_desk import CODE, OURS, Desk, draw_step, killed_at, read_notes
from chaos_oracle import Oracle, read
from vasrecords import POSTGRESQL
from vasserver import ENGLISH, PASSWORD, Server

PEOPLE = {'wang': 'order-agent', 'li': 'invoice-clerk', 'zhao': 'invoice-clerk', 'boss': 'invoice-supervisor'}
ORDERS = 400
LIFE_STEPS = (20, 1000) if POSTGRESQL else (5, 200)      # within which a daemon is killed, if it takes so many
LIFE_NETWORK = 500 if POSTGRESQL else 30                # of its network; on PostgreSQL that is nearly all it does
LIFE = 2               # seconds after which a daemon that has nothing to do is killed all the same
DAEMONS = 2 if POSTGRESQL else 1


class Lives:
    """A daemon that is killed and started again, at a place of its own. The place is held meanwhile, by a socket that hears nothing: in the
    moments without a daemon no other program of a busy machine can take its port."""

    def __init__(self, office, server, name):
        self.office, self.server, self.name = office, server, name
        self.note, self.kills, self.journal = os.path.join(server.folder, 'kills'), 0, collections.deque(maxlen=12)
        self.holder = socket.socket()
        self.holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.holder.bind(('127.0.0.1', 0))
        self.place = self.holder.getsockname()

    def start(self):
        """For good."""
        self.server.kill()
        self.server.env = ENGLISH
        self.server.start(self.place[1])

    def live_once(self, life, over):
        """A life to its step, which may be before the daemon listens; what became of it, or None where it is over before."""
        least, most = LIFE_STEPS
        draw = random.Random(f'{self.office.seed}/{self.name}/{life}')
        step = draw_step(draw, int(least * (most / least) ** draw.random()), LIFE_NETWORK)
        self.server.env = {**ENGLISH, **killed_at(step, self.note)}
        try:
            self.server.start(self.place[1])
            ended = self.server.wait_for_end(LIFE, over)
        except AssertionError:
            ended = True
        if over.is_set():
            return None
        self.server.kill()
        assert self.server.status == OURS, f'I12: {self.name} ended with {self.server.status}: {self.server.read_log()}'
        return f'ended at step {step[1]} ({step[0]})' if ended else f'killed after {LIFE} s'

    def live(self, over):
        """One life after another, until the chaos is over."""
        self.server.kill()
        for life in range(1, 1 << 30):
            end = self.live_once(life, over)
            if end is None:
                break
            self.journal.append(f'life {life}: {end}')
            self.kills += 1
        self.start()

    def close(self):
        self.server.env = ENGLISH
        self.server.__exit__()
        self.holder.close()


class Office:
    def __init__(self, seed, chance=0.25, desks=PEOPLE):
        self.seed = seed
        self.server = Server(fill=self.fill)
        self.told, self.failure, self.desks = collections.defaultdict(set), None, []
        for login in PEOPLE:
            self.server.set_password(login, PASSWORD)
        servers = [self.server] + [self.server.twin() for _ in range(1, DAEMONS)]
        self.daemons = [Lives(self, server, f'daemon{number or ""}') for number, server in enumerate(servers)]
        self.places = [daemon.place for daemon in self.daemons]
        for daemon in self.daemons:
            daemon.start()
        self.desks += [Desk(self, login) for login in desks]
        for desk in self.desks:
            assert desk.sync() == 0
            desk.proxy.chance = chance

    def close(self):
        for desk in self.desks:
            desk.proxy.__exit__()
        for daemon in self.daemons:
            daemon.close()

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

    def count_kills(self):
        """Of clients and of daemons."""
        return sum(desk.kills for desk in self.desks), sum(daemon.kills for daemon in self.daemons)

    def run(self, seconds, client_kills=0, daemon_kills=0):
        """For @seconds, and until so many were killed."""
        self.over = threading.Event()
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=self.guard, args=(one.live, self.over)) for one in (*self.desks, *self.daemons)]
        for thread in threads:
            thread.start()
        while not self.over.wait(0.2):
            clients, daemons = self.count_kills()
            if clients >= client_kills and daemons >= daemon_kills and time.monotonic() >= end:
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
        for daemon in self.daemons:
            status = daemon.server.stop()
            assert status == 0, f'I12: {daemon.name}: {status}: {daemon.server.read_log()}'

    def judge(self):
        self.oracle = Oracle(self)
        self.oracle.judge()

    def figures(self):
        """What was done, as numbers that may be added to those of other offices."""
        clients, daemons = self.count_kills()
        faults, moments = collections.Counter(), collections.Counter()
        for desk in self.desks:
            faults.update({name: n for name, n in desk.proxy.counts().items() if name})
            moments.update({f'desk: {what}': n for what, n in read_notes(desk.note).items()})
        for daemon in self.daemons:
            moments.update({f'daemon: {what}': n for what, n in read_notes(daemon.note).items()})
        problems = sum(read(desk.replica, "SELECT count(*) FROM outbox WHERE state = 'refused'")[0][0] for desk in self.desks)
        return {'kills of clients': clients, 'kills of daemons': daemons, 'runs': sum(desk.runs for desk in self.desks),
                'syncs': sum(desk.syncs for desk in self.desks), 'acknowledged': sum(len(desk.saved) for desk in self.desks),
                'in the log': len(self.oracle.log), 'refused and shown': problems, 'applied': dict(self.oracle.applied), 'faults': dict(faults),
                'moments': dict(moments.most_common())}

    def tell(self):
        """What each of them did last, a line each."""
        for who, journal in (*((desk.login, desk.journal) for desk in self.desks), *((daemon.name, daemon.journal) for daemon in self.daemons)):
            for line in journal:
                yield f'{who}: {line}'
        for desk in self.desks:
            for number, request, fault in desk.proxy.log[-8:]:
                yield f'{desk.login}: exchange {number}: {request}: {fault or "good"}'
