# SPDX-License-Identifier: GPL-3.0-or-later
"""doc/openapi.yaml, and whether an answer is as it says: as much of OpenAPI 3.1 and JSON Schema as that file uses. What it does
not know it refuses, so that a word of the file is never passed over."""
import json
import os
import re

import yaml

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
TYPES = {'object': dict, 'array': list, 'string': str, 'integer': int, 'boolean': bool}
BYTES = {'application/gzip', 'application/pdf', 'image/jpeg', 'image/png'}
KNOWN = {'$ref', 'type', 'const', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'items',
         'prefixItems', 'required', 'properties', 'additionalProperties', 'allOf', 'oneOf', 'description'}


class Specification:
    def __init__(self, path=f'{ROOT}/doc/openapi.yaml'):
        with open(path, encoding='utf-8') as file:
            self.root = yaml.safe_load(file)
        self.seen = set()

    def follow(self, node):
        """A node, or what its reference names."""
        while '$ref' in node:
            where, _, path = node['$ref'].partition('#/')
            assert not where, node
            node = self.root
            for part in path.split('/'):
                node = node[part]
        return node

    def operations(self):
        """{(method, path, status)} of everything that is documented."""
        return {(method.upper(), path, int(status)) for path, methods in self.root['paths'].items()
                for method, operation in methods.items() for status in operation['responses']}

    def faults(self, schema, value, at='$'):
        """What is wrong with a value, one line each."""
        schema = self.follow(schema)
        unknown = set(schema) - KNOWN
        assert not unknown, f'{at}: words that are not known here: {unknown}'
        wanted = schema.get('type')
        if wanted and (not isinstance(value, TYPES[wanted]) or wanted == 'integer' and isinstance(value, bool)):
            return [f'{at}: {value!r} is no {wanted}']
        found = []
        if 'const' in schema and value != schema['const']:
            found.append(f'{at}: {value!r} is not {schema["const"]!r}')
        if 'enum' in schema and value not in schema['enum']:
            found.append(f'{at}: {value!r} is none of {schema["enum"]}')
        if isinstance(value, str):
            found += self.faults_of_text(schema, value, at)
        elif isinstance(value, int) and not schema.get('minimum', value) <= value <= schema.get('maximum', value):
            found.append(f'{at}: {value} is out of range')
        elif isinstance(value, list):
            found += self.faults_of_list(schema, value, at)
        elif isinstance(value, dict):
            found += self.faults_of_object(schema, value, at)
        for part in schema.get('allOf', ()):
            found += self.faults(part, value, at)
        if 'oneOf' in schema:
            fits = [part for part in schema['oneOf'] if not self.faults(part, value, at)]
            if len(fits) != 1:
                found.append(f'{at}: {len(fits)} of the {len(schema["oneOf"])} forms fit {value!r}')
        return found

    def faults_of_text(self, schema, value, at):
        if not schema.get('minLength', 0) <= len(value) <= schema.get('maxLength', len(value)):
            return [f'{at}: {len(value)} characters']
        if 'pattern' in schema and not re.search(schema['pattern'], value):
            return [f'{at}: {value[:80]!r} is not like {schema["pattern"]}']
        return []

    def faults_of_list(self, schema, value, at):
        if not schema.get('minItems', 0) <= len(value) <= schema.get('maxItems', len(value)):
            return [f'{at}: {len(value)} items']
        prefix = schema.get('prefixItems', [])
        if len(value) < len(prefix):
            return [f'{at}: fewer than {len(prefix)} items']
        found = [fault for i, part in enumerate(prefix) for fault in self.faults(part, value[i], f'{at}[{i}]')]
        for i, item in enumerate(value[len(prefix):] if 'items' in schema else ()):
            found += self.faults(schema['items'], item, f'{at}[{i + len(prefix)}]')
        return found

    def faults_of_object(self, schema, value, at):
        found = [f'{at}: no {name}' for name in schema.get('required', ()) if name not in value]
        for name, part in value.items():
            if name in schema.get('properties', {}):
                found += self.faults(schema['properties'][name], part, f'{at}.{name}')
            elif 'additionalProperties' in schema:
                found += self.faults(schema['additionalProperties'], part, f'{at}.{name}')
        return found

    def place(self, path):
        """The path of the file that a path of a request is one of."""
        for known in self.root['paths']:
            if re.fullmatch(re.sub('{[a-z]+}', '[^/]+', known), path):
                return known
        return path

    def faults_of_request(self, method, path, body):
        content = self.root['paths'][path][method.lower()]['requestBody']['content']
        return self.faults(content['application/json']['schema'], body)

    def faults_of_answer(self, method, path, answer):
        """What is wrong with an answer to an operation that is documented."""
        path = self.place(path)
        self.seen.add((method, path, answer.status))
        response = self.root['paths'][path][method.lower()]['responses'].get(str(answer.status))
        if response is None:
            return [f'{answer.status} is not documented']
        response = self.follow(response)
        found = []
        for name, header in response.get('headers', {}).items():
            text = answer.headers.get(name)
            schema = self.follow(self.follow(header)['schema'])
            value = int(text) if text and schema.get('type') == 'integer' else text
            found += self.faults(schema, value, name)
        content = response.get('content')
        if content is None:
            return found + ([f'a body of {len(answer.body)} bytes'] if answer.body else [])
        if answer.type not in content:
            return [*found, f'{answer.type} is not documented']
        schema = content[answer.type]['schema']
        if answer.type in BYTES:
            return found
        if answer.type == 'application/x-ndjson':
            values = [json.loads(line) for line in answer.body.decode().splitlines()]
        else:
            values = [answer.body.decode() if answer.type == 'text/plain' else answer.json()]
        for value in values:
            found += self.faults(schema, value)
        if answer.type == 'application/problem+json' and values[0].get('status') != answer.status:
            found.append('the status in the body is another')
        return found
