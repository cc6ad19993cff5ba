# SPDX-License-Identifier: GPL-3.0-or-later
"""Two daemons on one PostgreSQL database: one truth, whoever asks whom (sync.md, “On the backend”; I1, I3, I4, I7, I9)."""
import copy
import http.client
import os
import random
import subprocess
import threading
import time
import unittest

from vasserver import Desk, Problem, Server, uuid7

VASCTL = os.path.join(os.environ['VAS_BUILD_ROOT'], 'src/cli/vasctl')
SECONDS = float(os.environ.get('VAS_TWO_DAEMONS_SECONDS', '3'))
WRITERS = 16
ORDERS = 6
PAID = 10000
SHARE = 3000
ACCOUNT = '0198a000-0000-7000-8000-00000000000a'


def order_key(number):
    return f'0198a000-0000-7000-8000-{number:012x}'


@unittest.skipUnless(os.environ.get('VAS_TEST_DATABASE'), 'There is no PostgreSQL server (tests/support/with-postgresql.py starts one).')
class Two(unittest.TestCase):
    """Daemons a and b, an administrator who is signed in at a, and orders that were paid."""

    def setUp(self):
        self.a = Server()
        self.add_orders()
        self.b = self.a.twin()
        for server in (self.a, self.b):
            server.start()
            self.addCleanup(server.__exit__)
        self.root = self.a.sign_in('root')

    def add_orders(self):
        now = time.time_ns() // 1000
        values = ', '.join(f"('{order_key(i)}', 1, '20260301{i:08d}', '{ACCOUNT}', '简历增值服务', '职业导航仪', '信息服务费', '304', 600, "
                           f"{PAID}, 'paid', {now}, {now}, 'wechat', {PAID}, 0)" for i in range(1, ORDERS + 1))
        self.a.change(f"INSERT INTO account (key, ver, account_id, name, name_masked, state) VALUES ('{ACCOUNT}', 1, '80000217', '单晓明', "
                   "'单*', 'normal'); INSERT INTO orders (key, ver, number, account_key, service_name, plan_name, item_name, tax_code, "
                   f"tax_rate, price, state, made_at, paid_at, channel, paid, refunded) VALUES {values}")

    def at(self, server, desk):
        """The same person at another daemon, as another desk."""
        return Desk(server, {'token': desk.token, 'staff': desk.staff})

    def enter(self, desk, order, amount, **options):
        return desk.command('request.enter', account=ACCOUNT, title_kind='personal', title='个人', recipient_name='单晓明',
                            recipient_mobile='13800138000', recipient_address='广东省深圳市南山区示例路 1 号',
                            shares=[{'order': order, 'amount': amount, 'stated_amount': amount}], **options)


class Shared(Two):
    def test_a_commit_at_one_wakes_who_waits_at_the_other(self):
        there = self.at(self.b, self.root)
        head = self.root.feed(0)[0][1]['head']
        woken = []

        def wait():
            woken.append((there.wait(head), time.monotonic()))

        waiting = threading.Thread(target=wait)
        waiting.start()
        self.b.wait_for_parked(1)
        self.root.run('staff.add', login='wang', name='王', roles='auditor')
        done = time.monotonic()
        waiting.join(30)
        self.assertEqual(woken[0][0], head + 1)
        self.assertLess(woken[0][1] - done, 10)         # not when the poll ends by itself, after 25 s

    def test_who_is_signed_in_at_one_is_at_the_other_and_signs_out_of_both(self):
        there = self.at(self.b, self.root)
        self.assertEqual(there.call('GET', '/v1/session').status, 200)
        there.ask('DELETE', '/v1/session')
        self.assertEqual(self.root.call('GET', '/v1/session').status, 401)

    def test_what_was_sent_to_one_is_answered_as_it_was_by_the_other_I1_I3(self):
        commands = self.root.number([self.enter(self.root, order_key(1), SHARE), self.root.command('staff.add', login='li', name='李', roles='auditor')])
        first = self.root.send(copy.deepcopy(commands))
        there = self.at(self.b, self.root)
        there.client = self.root.client
        self.assertEqual(there.send(commands), first)

    def test_a_chunk_that_one_made_is_given_by_the_other(self):
        snapshot = self.root.ask('POST', '/v1/snapshots', {}).json()
        there = self.at(self.b, self.root)
        for chunk in snapshot['chunks']:
            path = f'/v1/chunks/{chunk["hash"]}'
            self.assertEqual(there.ask('GET', path).body, self.root.ask('GET', path).body)
        self.assertEqual(there.call('GET', f'/v1/chunks/{"0" * 64}').status, 404)

    def test_work_of_the_clock_is_done_once(self):
        for server in (self.a, self.b):
            server.stop()
        long_ago = time.time_ns() // 1000 - 40 * 86400 * 1000000
        self.a.change(f"UPDATE orders SET state = 'unpaid', paid_at = NULL, channel = NULL, paid = 0, made_at = {long_ago}")
        threads = [threading.Thread(target=server.start) for server in (self.a, self.b)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        until = time.monotonic() + 20
        while time.monotonic() < until and self.a.query("SELECT count (*) FROM orders WHERE state = 'closed'") != [(ORDERS,)]:
            time.sleep(0.2)
        self.assertEqual(self.a.query("SELECT count (*) AS n, count (DISTINCT command_id) AS ids FROM command_log WHERE type = 'order.expire'"),
                         [(ORDERS, ORDERS)])
        self.assertEqual(self.a.query("SELECT state, count (*) FROM orders GROUP BY state"), [('closed', ORDERS)])

    def test_a_server_that_went_and_came_is_found_again(self):
        self.a.change("SELECT pg_terminate_backend (pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid () AND application_name = 'vasdesk'")
        for _ in range(20):
            try:
                self.root.ask('GET', f'/v1/feed?epoch={self.root.epoch}&after=0')
                break
            except Problem as problem:
                self.assertEqual(problem.answer.status, 503)
        self.assertEqual(self.at(self.a, self.root).run('staff.add', login='wang', name='王', roles='auditor')['state'], 'applied')

    def cut(self):
        """Every connection of a program to the server ends, whatever it does."""
        self.a.change("SELECT pg_terminate_backend (pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid () AND application_name = 'vasdesk'")

    def wait_for(self, query):
        until = time.monotonic() + 30
        while self.a.query(f"SELECT count (*) FROM pg_stat_activity WHERE application_name = 'vasdesk' AND state <> 'idle' AND {query}") == [(0,)]:
            self.assertLess(time.monotonic(), until)
            time.sleep(0.02)

    def test_a_connection_lost_in_the_middle_of_a_push_loses_and_doubles_nothing_I1_I3(self):
        self.a.change("CREATE SEQUENCE tries; CREATE FUNCTION linger () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval ('tries') = 1 THEN "
                      'PERFORM pg_sleep (20); END IF; RETURN NULL; END $$; CREATE TRIGGER linger AFTER INSERT ON command_log '
                      "FOR EACH ROW WHEN (NEW.type = 'staff.add') EXECUTE FUNCTION linger ()")
        head = self.root.feed(0)[0][1]['head']
        commands = self.root.number([self.root.command('staff.add', login=login, name='李', roles='auditor') for login in ('li', 'wang')])
        body = {'epoch': self.root.epoch, 'client': self.root.client, 'commands': commands}
        answers = []
        pushing = threading.Thread(target=lambda: answers.append(self.root.call('POST', '/v1/push', copy.deepcopy(body))))
        pushing.start()
        self.wait_for("wait_event = 'PgSleep'")
        self.cut()
        pushing.join(60)
        answer, = answers
        self.assertEqual((answer.status, answer.headers['Retry-After'] is not None), (503, True), answer.body)
        self.assertEqual(self.a.query(f'SELECT count (*) FROM command_log WHERE seq > {head}'), [(0,)])
        results = self.root.send(commands)
        self.assertEqual([result['state'] for result in results], ['applied', 'applied'])
        self.assertEqual(self.root.send(commands), results)
        self.assertEqual(self.a.query(f'SELECT type FROM command_log WHERE seq > {head} ORDER BY seq'), [('staff.add',)] * 2)
        self.assertEqual(self.a.query('SELECT login FROM staff ORDER BY login'), [('li',), ('root',), ('wang',)])

    def test_a_connection_lost_in_the_middle_of_a_pull_is_found_again_I7(self):
        path = f'/v1/feed?epoch={self.root.epoch}&after=0'
        before, answers = self.root.ask('GET', path).body, []
        lock = threading.Thread(target=self.a.change, args=('BEGIN; LOCK TABLE feed IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep (4); COMMIT',))
        lock.start()
        time.sleep(0.5)
        pulling = threading.Thread(target=lambda: answers.append(self.root.call('GET', path)))
        pulling.start()
        self.wait_for("wait_event_type = 'Lock'")
        self.cut()
        pulling.join(60)
        lock.join(60)
        self.assertIn(answers[0].status, (200, 503), answers[0].body)
        if answers[0].status == 200:
            self.assertEqual(answers[0].body, before)
        for _ in range(20):         # each of its connections is found to be lost in turn
            answer = self.root.call('GET', path)
            if answer.status == 200:
                break
            self.assertEqual(answer.status, 503)
        self.assertEqual(answer.body, before)


class TakenBack(Two):
    """A transaction that the server takes back at its end runs again; what its first run found is nobody's."""

    def take_back_once(self, command_type):
        """The first transaction with a row of that type in the trail waits at its end for a change by another, and is then taken back."""
        self.a.change("CREATE SEQUENCE tries; CREATE FUNCTION take_back () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval ('tries') = 1 "
                   "THEN PERFORM pg_sleep (2); RAISE EXCEPTION 'taken back' USING ERRCODE = '40001'; END IF; RETURN NULL; END $$; "
                   "CREATE CONSTRAINT TRIGGER take_back AFTER INSERT ON command_log DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
                   f"WHEN (NEW.type = '{command_type}') EXECUTE FUNCTION take_back ()")

    def wait_for_try(self):
        until = time.monotonic() + 30
        while self.a.query('SELECT is_called FROM tries') != [(True,)]:
            self.assertLess(time.monotonic(), until)
            time.sleep(0.02)

    def test_values_found_before_the_role_was_taken_away_are_not_told_R31(self):
        key = self.root.add_staff('li', '李', 'invoice-clerk')
        desk, answers = self.a.sign_in('li'), []
        self.a.change(f"UPDATE account SET mobile = '13812341234' WHERE key = '{ACCOUNT}'")
        self.take_back_once('personal.reveal')
        asked = {'record': f'account/{ACCOUNT}', 'fields': ['mobile'], 'reason': '快递退回，联系用户'}
        asking = threading.Thread(target=lambda: answers.append(desk.call('POST', '/v1/reveal', asked)))
        asking.start()
        self.wait_for_try()
        self.at(self.b, self.root).run('staff.edit', staff=key, roles='auditor')   # waits for the feed, and gets it before the second try
        asking.join(30)
        answer, = answers
        self.assertEqual(self.a.query("SELECT result FROM command_log WHERE type = 'personal.reveal'"), [('rejected',)])
        self.assertEqual((answer.status, answer.json().get('rule')), (403, 'R30'), answer.body)
        self.assertNotIn(b'13812341234', answer.body)


class Storm(Two):
    """Sixteen writers over both daemons, readers that poll; with and without transactions that the server ends at random."""

    def setUp(self):
        super().setUp()
        self.root.add_staff('agent', '李', 'order-agent')
        self.agent = self.a.sign_in('agent')
        self.over, self.written = threading.Event(), threading.Event()
        self.told, self.read, self.failed = {}, {}, []

    def write(self, server, seed):
        chance = random.Random(seed)
        desk = self.at(server, self.agent)
        while not self.over.is_set():
            order = order_key(chance.randint(1, ORDERS))
            commands = desk.number([self.enter(desk, order, SHARE, command_id=uuid7()) for _ in range(chance.randint(1, 3))])
            while True:
                try:
                    for result in desk.send(copy.deepcopy(commands)):
                        self.told[result['id']] = result['state'], result['feed']
                    break
                except (Problem, http.client.HTTPException, OSError) as error:
                    if isinstance(error, Problem) and error.answer.status != 503:
                        raise
                    time.sleep(0.02)

    def follow(self, server, name):
        desk = self.at(server, self.root)
        rows, after = [], 0
        while True:
            last = self.written.is_set()
            try:
                page = desk.feed(after)
            except (Problem, http.client.HTTPException, OSError) as error:
                if isinstance(error, Problem) and error.answer.status != 503:
                    raise
                continue
            rows += [line[1] for line in page[1:] if line[0] == 'command']
            after = page[0][1]['through']
            if last and after == page[0][1]['head']:
                break
        self.read[name] = rows

    def guard(self, func, *arguments):
        def run():
            try:
                func(*arguments)
            except BaseException as error:
                self.failed.append(error)
                self.over.set()
                self.written.set()
        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def storm(self, disturb=None):
        servers = (self.a, self.b)
        writers = [self.guard(self.write, servers[i % 2], i) for i in range(WRITERS)]
        readers = [self.guard(self.follow, servers[i % 2], i) for i in range(4)]
        until = time.monotonic() + SECONDS
        while time.monotonic() < until and not self.over.is_set():
            if disturb:
                disturb()
            time.sleep(0.1)
        self.over.set()
        for thread in writers:
            thread.join(60)
        self.written.set()
        for thread in readers:
            thread.join(60)
        self.assertEqual(self.failed, [])

    def check(self):
        rows = self.read[0]
        self.assertEqual([row['seq'] for row in rows], list(range(1, len(rows) + 1)), 'I7: no row is missed, none comes twice')
        for name in self.read:
            self.assertEqual([row['hash'] for row in self.read[name]], [row['hash'] for row in rows], f'reader {name}')
        for before, row in zip(rows, rows[1:]):
            self.assertEqual(row['previous_hash'], before['hash'], 'I9')
        log = {row['command_id']: (row['result'], row['seq']) for row in rows}
        for command, told in self.told.items():
            self.assertEqual(log[command], told, 'I1')
        over = self.a.query('SELECT o.number FROM orders o JOIN share s ON s.order_key = o.key AND s.live = 1 GROUP BY o.id '
                          'HAVING sum (s.amount) > o.paid')
        self.assertEqual(over, [], 'I4')
        applied = sum(result == 'applied' for result, _ in log.values() if _ is not None)
        entered = [command for command, (state, _) in self.told.items() if state == 'applied']
        self.assertIn('rejected', [state for state, _ in self.told.values()], 'somebody asked for more than was paid')
        self.assertEqual(self.a.query('SELECT count (*) FROM request'), [(len(entered),)], 'I3')
        self.assertGreater(applied, len(entered))
        done = subprocess.run([VASCTL, '--replica', self.a.records.address, 'verify'], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_no_change_is_missed_and_no_order_over_invoiced_I4(self):
        self.storm()
        self.check()
        print(f'# {len(self.told)} commands in {SECONDS:g} s')

    def test_the_same_with_transactions_that_end_at_random_I4(self):
        def end_some():
            self.a.change("SELECT CASE WHEN random () < 0.5 THEN pg_terminate_backend (pid) ELSE pg_cancel_backend (pid) END "
                       "FROM pg_stat_activity WHERE application_name = 'vasdesk' AND query NOT LIKE 'LISTEN%' AND random () < 0.4")
        self.storm(end_some)
        self.check()
        print(f'# {len(self.told)} commands in {SECONDS:g} s')


if __name__ == '__main__':
    unittest.main()
