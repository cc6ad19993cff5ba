# SPDX-License-Identifier: GPL-3.0-or-later
"""A server's records as a test reads and spoils them: a file, or a schema on the server of VAS_TEST_DATABASE (with-postgresql.py).

    records = open_records(folder)       # a file's, or carried from it into a new schema of the server
    records.address                      # what vasctl --replica takes
    records.arguments                    # what vasdeskd takes beside --data
    records.query('SELECT login FROM staff')
    records.change("UPDATE staff SET name = '王'")
"""
import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess
import uuid

POSTGRESQL = 'VAS_TEST_DATABASE' in os.environ
VASDESKD = os.path.join(os.environ['VAS_BUILD_ROOT'], 'src/server/vasdeskd')


def psql(uri, script):
    """What a script prints."""
    done = subprocess.run(['psql', '-qAtX', '-v', 'ON_ERROR_STOP=1', uri], input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def sql(uri, script):
    """What a script answers on a database server, a list of rows of texts."""
    return [line.split('|') for line in psql(uri, script).splitlines()]


def new_database():
    """The address of an empty schema on the server of VAS_TEST_DATABASE; None where there is no server."""
    uri = os.environ.get('VAS_TEST_DATABASE')
    if uri is None:
        return None
    name = f'office_{uuid.uuid4().hex[:12]}'
    sql(uri, f'CREATE SCHEMA {name}')
    return f'{uri}&options=-csearch_path%3D{name}'


class FileRecords:
    """The records in a folder; read and changed beside whoever has them open."""

    arguments = ()

    def __init__(self, folder):
        self.address = folder

    def open(self, mode):
        current = os.path.join(self.address, 'current')
        name = open(current, encoding='ascii').read().strip() if os.path.exists(current) else 'replica.db'
        return contextlib.closing(sqlite3.connect(f'file:{self.address}/{name}?mode={mode}', uri=True, timeout=30))

    def query(self, text):
        with self.open('ro') as db:
            return db.execute(text).fetchall()

    def change(self, script):
        with self.open('rw') as db:
            db.executescript(script)

    def dump(self):
        """All bytes of it."""
        return b''.join(pathlib.Path(top, name).read_bytes() for top, _, names in os.walk(self.address) for name in names)


class DatabaseRecords:
    """The records in a schema of a database server."""

    def __init__(self, uri):
        self.address, self.arguments = uri, ('--database', uri)

    def query(self, text):
        """The rows as a file would give them: numbers, texts, None."""
        rows = psql(self.address, "SELECT coalesce (json_agg (r.row), '[]') FROM (SELECT (SELECT json_agg (e.value) FROM "
                                  f'json_each (row_to_json (t)) e) AS row FROM ({text}) t) r')
        return [tuple(row) for row in json.loads(rows)]

    def change(self, script):
        sql(self.address, script)

    def dump(self):
        """All that is in it, as texts."""
        return b''.join(psql(self.address, f'COPY {table} TO STDOUT').encode() for table, in sql(
            self.address, 'SELECT tablename FROM pg_tables WHERE schemaname = current_schema ()'))


def run_daemon(*arguments):
    done = subprocess.run([VASDESKD, *arguments], text=True, check=False, input='of nobody, changed later\n', capture_output=True)
    assert done.returncode == 0, done.stderr


def as_copied(value):
    """A value in the words of COPY."""
    if value is None:
        return '\\N'
    if isinstance(value, bytes):
        return '\\\\x' + value.hex()
    return str(value).replace('\\', '\\\\').replace('\t', '\\t').replace('\n', '\\n').replace('\r', '\\r')


def carry(source, target, folder):
    """All that a file's records have in tables which a server has too; guards and triggers have no say. The file becomes a backend's first
    by the password of somebody, the tables are made by the first administrator of theirs, who goes with all else that is there."""
    (login,), *_ = source.query('SELECT login FROM staff ORDER BY id')
    if source.query('SELECT role FROM replica') != [('backend',)]:
        run_daemon('--data', folder, '--set-password', login)
    run_daemon('--data', folder, *target.arguments, '--init', '--admin', 'nobody', '--name', 'x')
    tables = {}
    for table, column in sql(target.address, 'SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = '
                             "current_schema () AND table_name <> 'vasdesk_version' ORDER BY table_name, ordinal_position"):
        tables.setdefault(table, []).append(column)
    script = [f'BEGIN;\nSET session_replication_role = replica;\nTRUNCATE {", ".join(tables)};']
    with source.open('ro') as db:
        held = {name for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        for table, columns in ((table, columns) for table, columns in tables.items() if table in held):
            rows = db.execute(f'SELECT {", ".join(columns)} FROM {table}').fetchall()
            if rows:
                script.append(f'COPY {table} ({", ".join(columns)}) FROM STDIN;')
                script += ['\t'.join(map(as_copied, row)) for row in rows]
                script.append('\\.')
            if rows and 'id' in columns:
                script.append(f"SELECT setval (s, {max(row[columns.index('id')] for row in rows)}) FROM pg_get_serial_sequence ('{table}', 'id') s "
                              'WHERE s IS NOT NULL;')
    sql(target.address, '\n'.join([*script, 'COMMIT;', '']))


def open_records(folder):
    """The records in @folder; with a database server they are carried to it, and the file in the folder has no more to do with them. Where
    there is no file yet, what the program makes there will be the records, or is in an empty schema."""
    source = FileRecords(folder)
    if not POSTGRESQL:
        return source
    target = DatabaseRecords(new_database())
    if os.path.exists(os.path.join(folder, 'replica.db')):
        carry(source, target, folder)
    return target
