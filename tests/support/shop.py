# SPDX-License-Identifier: GPL-3.0-or-later
"""The shop's side of doc/protocol.md: tells by the intake, and follows its feed. Also an example for whoever writes the real one.

    token = add_shop(server, 'web')               # while the server does not run
    shop = Shop(server, token)
    result, = shop.tell(shop.item('order.made', account='80000217', order='26112200000001', plan='test-1', price=9800))
    shop.follow()                                 # shop.orders, shop.requests, shop.messages, … as the feed tells them
"""
import json
import time
import uuid

KINDS = {'service': 'service', 'plan': 'plan', 'terms': 'terms', 'account': 'account', 'order': 'order', 'payment': 'transaction',
         'request': 'request', 'message': 'notice'}


def now():
    return time.time_ns() // 1000


def add_shop(server, name):
    """The token of a shop."""
    status, out, err = server.run('--add-shop', name)
    assert status == 0, err
    return out.strip()


class Shop:
    def __init__(self, server, token):
        self.server, self.token = server, token
        self.epoch, self.after = None, None
        self.prices = []
        self.known = {kind: {} for kind in KINDS}

    def call(self, *arguments, **options):
        return self.server.call(*arguments, token=self.token, **options)

    def ask(self, *arguments, **options):
        return self.server.ask(*arguments, token=self.token, **options)

    def item(self, kind, key=None, at=None, **data):
        return {'key': key or str(uuid.uuid4()), 'type': kind, 'at': at or now(), 'data': data}

    def tell(self, *items):
        """A result for each item. After a time-out the same may be sent again: it is done once."""
        return self.ask('POST', '/v1/intake', {'items': list(items)}).json()['results']

    def run(self, kind, **data):
        """The result of one item, which must be applied."""
        result, = self.tell(self.item(kind, **data))
        assert result['state'] == 'applied', result
        return result

    def page(self):
        """The lines of the next page; the first time everything that a shop must know to begin."""
        query = '' if self.after is None else f'?epoch={self.epoch}&after={self.after}'
        lines = [json.loads(line) for line in self.ask('GET', f'/v1/shop/feed{query}').body.decode().splitlines()]
        self.epoch, self.after = lines[0][1]['epoch'], lines[0][1]['through']
        return lines

    def follow(self):
        """Reads the feed to its end; the lines that came."""
        came = []
        while True:
            page = self.page()
            for kind, record in page[1:]:
                came.append([kind, record])
                if kind in KINDS:
                    self.known[kind][record[KINDS[kind]]] = record
                elif kind == 'price':
                    self.take_price(record)
            if page[0][1]['through'] == page[0][1]['head']:
                return came

    def take_price(self, record):
        """A price takes the place of every one of its plan that begins within it, and so of one that was withdrawn."""
        ends = record.get('ends_at') or float('inf')
        self.prices = [price for price in self.prices
                       if price['plan'] != record['plan'] or not record['starts_at'] <= price['starts_at'] < ends] + [record]

    def price(self, plan, at):
        """What the plan costs at an instant, as the feed has told it; prices never overlap."""
        found = [price['amount'] for price in self.prices
                 if price['plan'] == plan and price['starts_at'] <= at < (price.get('ends_at') or float('inf'))]
        assert len(found) <= 1, self.prices
        return found[0] if found else None

    def wait(self):
        return self.ask('GET', f'/v1/shop/wait?epoch={self.epoch}&after={self.after}').json()['head']

    def __getattr__(self, name):
        """shop.orders, shop.requests, shop.messages, …: {name of the record: as it was told last}."""
        if name.endswith('s') and name[:-1] in KINDS:
            return self.known[name[:-1]]
        raise AttributeError(name)
