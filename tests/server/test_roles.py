# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command × every role × (a record of one's own, another's, none at all), through the endpoint (R30).

The registry says which roles a command takes; everybody else is refused by R30, whatever the records are. Nothing is ever a
fault of the server."""
import os
import shutil
import tempfile
import unittest

from vasctl import NOW, run, strict
from vasserver import PERSONAL, Server, uuid7

ROLES = ('catalog-editor', 'catalog-approver', 'order-agent', 'invoice-clerk', 'invoice-supervisor', 'terms-editor',
         'terms-publisher', 'auditor', 'administrator')
TABLES = {'account': 'account', 'order': 'orders', 'fapiao': 'fapiao', 'parcel': 'parcel', 'stock': 'stock', 'notice': 'notice',
          'note': 'note', 'close': 'day_close', 'deputation': 'deputy', 'staff': 'staff', 'principal': 'staff', 'deputy': 'staff',
          'owner': 'staff', 'handed_by': 'staff', 'payment': 'payment', 'plan': 'plan', 'terms': 'terms_version',
          'change': 'catalog_change', 'refund': 'refund', 'measure': 'measure'}
TEXTS = {'subject': 'request', 'channel': 'phone', 'state': 'signed', 'name': 'invoice.limit', 'value': '1', 'roles': 'auditor',
         'waybill': 'SF1234567890123', 'code': '044031900111', 'number': '00000001', 'kind': 'orders', 'source': 'phone',
         'ground': 'failure'}
PLAIN = {'integer': 1, 'money': 1, 'boolean': True, 'instant': 1772400000000000, 'date': '2030-01-02', 'texts': [], 'objects': []}


class Roles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.mkdtemp(prefix='roles-')
        cls.addClassCleanup(shutil.rmtree, cls.home)
        cls.data = os.path.join(cls.home, 'demo')
        status, _, err = run('--replica', cls.data, '--now', NOW, 'seed-demo')
        assert status == 0, err
        cls.types = strict(run('--json', 'commands')[1])
        for role in ROLES:
            status, _, err = run('--replica', cls.data, '--as', 'admin', 'run', 'staff.add', f'login={role}', 'name=某',
                                 f'roles={role}')
            assert status == 0, err
        cls.server = Server(cls.data)
        cls.read_records()
        for role in ROLES:
            cls.server.set_password(role)
        cls.server.start()
        cls.addClassCleanup(cls.server.__exit__)

    @classmethod
    def read_records(cls):
        """Some keys of each table; and for each role a request that its person has entered and claimed."""
        cls.keys = {table: [key for key, in cls.server.query(f'SELECT key FROM {table} ORDER BY id LIMIT 3')] for table in set(TABLES.values())}
        keys = [key for key, in cls.server.query(f"SELECT key FROM request WHERE state = 'review' ORDER BY id LIMIT {len(ROLES) + 1}")]
        cls.foreign, cls.own = keys[0], dict(zip(ROLES, keys[1:]))
        cls.server.change(''.join(f"UPDATE request SET entered_by = s.key, claimed_by = s.key FROM staff s WHERE s.login = '{role}' AND request.key = "
                                  f"'{key}';" for role, key in cls.own.items()))

    def value(self, argument, role, whose):
        name, kind = argument['name'], argument['kind']
        if kind == 'key':
            if whose == 'missing':
                return uuid7()
            if name in ('request', 'subject_key'):
                return self.own[role] if whose == 'own' else self.foreign
            keys = self.keys[TABLES[name]]
            return keys[0 if whose == 'own' else -1] if keys else uuid7()
        if kind == 'texts' and name in ('requests', 'fapiao'):
            return [uuid7() if whose == 'missing' else self.own[role] if name == 'requests' else self.keys['fapiao'][0]]
        if kind == 'texts':
            return ['其他']
        return PLAIN[kind] if kind in PLAIN else TEXTS.get(name, 'x')

    def commands(self, desk, role, whose):
        for entry in self.types:
            args = {argument['name']: self.value(argument, role, whose) for argument in entry['arguments'] if argument['required']}
            self.assertFalse(set(args) & set(PERSONAL), entry)
            yield entry, desk.command(entry['name'], **args)

    def test_the_registry_names_known_roles_only(self):
        for entry in self.types:
            self.assertTrue(entry['roles'], entry)
            self.assertLessEqual(set(entry['roles'].split()), {*ROLES, 'system', 'shop'}, entry)

    def test_who_lacks_the_role_is_refused_by_R30_on_own_foreign_and_missing_records(self):
        refused = passed = 0
        for role in ROLES:
            for whose in ('own', 'foreign', 'missing'):
                desk = self.server.sign_in(role)
                entries, commands = zip(*self.commands(desk, role, whose))
                results = [result for first in range(0, len(commands), 50) for result in desk.push(*commands[first:first + 50])]
                for entry, result in zip(entries, results):
                    with self.subTest(command=entry['name'], role=role, whose=whose):
                        codes = [finding['code'] for finding in result.get('verdict', {}).get('findings', [])
                                 if finding['rule'] == 'R30' and finding['outcome'] == 'fail']
                        if role in entry['roles'].split():
                            self.assertNotIn('role-missing', codes)
                            passed += 1
                        else:
                            self.assertEqual(result['state'], 'rejected', result)
                            told = [finding['code'] for finding in result['verdict']['findings']]
                            self.assertEqual(told, ['role-missing'], 'what stands in the record is nobody else’s to know')
                            refused += 1
        self.assertEqual(refused + passed, len(self.types) * len(ROLES) * 3)
        self.assertTrue(refused > 900 and passed > 200, (refused, passed))

    def test_wrong_and_absent_arguments_are_rejected_and_never_a_fault(self):
        desk = self.server.sign_in('administrator')
        for value in (None, '', 'x', 7, True, [], {}, ['x'], [{}], {'x': None}, 2**53, '\u202e', 'x' * 3000):
            commands = [desk.command(entry['name'], **{argument['name']: value for argument in entry['arguments']
                                                       if argument['name'] not in PERSONAL}) for entry in self.types]
            for first in range(0, len(commands), 50):
                for entry, result in zip(self.types[first:], desk.push(*commands[first:first + 50])):
                    self.assertIn(result['state'], ('rejected', 'applied'), entry)

    def test_a_bulk_import_does_not_come_by_push(self):
        desk = self.server.sign_in('administrator')
        for entry in self.types:
            if entry['name'].startswith('import.'):
                result, = desk.push(desk.command(entry['name'], file='x.csv', sha256='0' * 64, batch=0))
                self.assertEqual(result['state'], 'rejected', result)


if __name__ == '__main__':
    unittest.main()
