# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to hold after an office was under kill -9 (chaos.py): the invariants I1 to I9, by its files and what was heard meanwhile.

    oracle = Oracle(office)      # stopped, and settled before
    oracle.judge()               # AssertionError, which names the invariant
    oracle.applied               # how often each command was
"""
import collections
import json

import vasctl
from vasrecords import FileRecords

LOCAL = {'replica', 'outbox', 'outbox_subject', 'draft', 'pin', 'guard', 'feed', 'client', 'credential', 'session', 'kept_id', 'counter', 'house',
         'command_personal', 'personal_value', 'sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4'}
RECIPIENT = {'recipient_name', 'recipient_mobile', 'recipient_address', 'receipt'}
MASKED = {'account': {'name', 'mobile', 'email', 'initials', 'pinyin'}, 'request': RECIPIENT, 'parcel': RECIPIENT}
ADVICE = ('request.claim', 'request.release')


def read(folder, text):
    """The rows of a query on the records in @folder, which nobody is changing."""
    return FileRecords(folder).query(text)


def tables(folder):
    """The tables that every desk has as the server has them."""
    found = {name for name, in read(folder, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'")}
    twins = {name for name in found if name.startswith('before_') or name.endswith('_before')}
    return sorted(found - LOCAL - twins)


class Cap:
    """What is invoiced of each order, line by line of the feed."""

    def __init__(self):
        self.paid, self.shares, self.sums = {}, {}, collections.Counter()

    def set_share(self, key, order, amount):
        """The orders that it bears on."""
        before, was = self.shares.pop(key, (None, 0))
        self.sums[before] -= was
        if order is not None:
            self.shares[key] = (order, amount)
            self.sums[order] += amount
        return {before, order} - {None}

    def take(self, line):
        """Takes one line; the orders that it bears on."""
        if line[0] == 'orders':
            self.paid[line[1]['key']] = line[1]['paid']
            return {line[1]['key']}
        if line[0] == 'share':
            return self.set_share(line[1]['key'], line[1]['order_key'], line[1]['amount'] if line[1]['live'] else 0)
        if line[:2] == ['gone', 'share']:
            assert line[2] in self.shares, f'I4: {line[2]} went twice'
            return self.set_share(line[2], None, 0)
        return set()


class Oracle:
    def __init__(self, office):
        self.office, self.server, self.desks = office, office.server, office.desks
        self.log = {row[0]: row for row in self.server.query('SELECT command_id, result, seq, body FROM command_log')}
        self.applied, self.told_texts = collections.Counter(), []
        self.feed = [(seq, [json.loads(line) for line in changes.splitlines()])
                     for seq, changes in self.server.query('SELECT seq, changes FROM feed ORDER BY seq')]

    def judge(self):
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
        for command_id, told in self.office.told.items():
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
        for seq, lines in self.feed:
            for line in lines:
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
        cap = Cap()
        for seq, lines in self.feed:
            for order in set().union(*map(cap.take, lines)):
                assert cap.sums[order] <= cap.paid[order], f'I4: after {seq}: {order}: {cap.sums[order]} > {cap.paid[order]}'

    def judge_same(self):
        """I6: every desk has what the server has, column by column."""
        for table in tables(self.desks[0].replica):
            names = [row[1] for row in read(self.desks[0].replica, f'PRAGMA table_info ({table})')]
            names = [name for name in names if name != 'id' and name not in MASKED.get(table, ())]
            query = f'SELECT {", ".join(names)} FROM {table}'
            there = sorted(self.server.query(query), key=repr)
            for desk in self.desks:
                here = sorted(read(desk.replica, query), key=repr)
                if here != there:
                    other = [row for row in here if row not in there] + [row for row in there if row not in here]
                    raise AssertionError(f'I6: {table} at {desk.login}: {len(here)} and {len(there)} rows: {other[:4]}')

    def judge_trail(self):
        """I9: the chain and every rule over all records, of the server and of each desk."""
        for folder in (self.server.records.address, *(desk.replica for desk in self.desks)):
            status, out, err = vasctl.run('--replica', folder, '--json', 'verify')
            assert status == 0, f'I9: {folder}: {out[:2000]}{err}'
