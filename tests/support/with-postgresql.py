#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""with-postgresql.py [--tap] PROGRAM [ARGUMENT…]: runs a test program with a PostgreSQL server of its own.

With --tap every argument is a program, run one after another with the server, and their tests are told of as those of one program.
VAS_TEST_DATABASE is the server's address then. The server is in a new directory, hears on a socket there and nowhere else, and is gone
afterwards; PostgreSQL refuses to be root, so as root it runs as another user. Where the package is absent the program is skipped,
with the reason as TAP. The status is the program’s.
"""
import fcntl
import glob
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time


def find_programs():
    """The directory of the newest server that is installed; None without one."""
    found = sorted(glob.glob('/usr/lib/postgresql/*/bin/postgres'), key=lambda path: int(path.split('/')[4]))
    return os.path.dirname(found[-1]) if found else None


def find_user():
    if os.geteuid() != 0:
        return None
    for name in ('postgres', 'nobody'):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            pass
    return None


def make_template(programs, user, folder):
    """An empty cluster, made once for a build: a copy of it takes a fifth of the time. It has its name only when it is whole."""
    template = os.path.join(folder, 'template')
    with open(os.path.join(folder, 'lock'), 'w', encoding='ascii') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(template):
            begun = template + '.new'
            shutil.rmtree(begun, ignore_errors=True)
            subprocess.run([os.path.join(programs, 'initdb'), '-D', begun, '-U', 'vasdesk', '--auth=trust', '--no-sync', '-E', 'UTF8',
                            '--locale=C.UTF-8'], check=True, stdout=subprocess.DEVNULL, **user)
            os.rename(begun, template)
    return template


def wait_ready(server, folder, log):
    socket = os.path.join(folder, '.s.PGSQL.5432')
    for _ in range(600):
        if server.poll() is not None:
            break
        if os.path.exists(socket) and 'ready to accept connections' in open(log, encoding='utf-8').read():
            return
        time.sleep(0.05)
    sys.exit(f'The server did not start: {open(log, encoding="utf-8").read()}')


def run_all(programs, environment):
    """The tests of several programs as one TAP document; what else they say goes along."""
    number, failed = 0, 0
    for program in programs:
        done = subprocess.run([program, '--tap', '-k'], env=environment, stdout=subprocess.PIPE, text=True, check=False)
        for line in done.stdout.splitlines():
            found = re.match(r'(ok|not ok) \d+ (.*)', line)
            if found:
                number += 1
                print(f'{found[1]} {number} {found[2]}')
            elif not line.startswith(('1..', 'TAP version')):
                print(line if line.startswith('#') else f'# {line}')
        if done.returncode not in (0, 1, 77):
            failed = done.returncode
            number += 1
            print(f'not ok {number} {os.path.basename(program)} ended with {done.returncode}')
        sys.stdout.flush()
    print(f'1..{number}')
    return 1 if failed else 0


def run(arguments, environment):
    if arguments[0] == '--tap':
        return run_all(arguments[1:], environment)
    return subprocess.run(arguments, env=environment, check=False).returncode


def main():
    programs = find_programs()
    if programs is None:
        print('1..0 # SKIP PostgreSQL is not installed (Debian package postgresql)')
        return 0

    account = find_user()
    user = {'user': account.pw_uid, 'group': account.pw_gid, 'extra_groups': []} if account else {}
    kept = os.path.join(tempfile.gettempdir(), f'vasdesk-postgresql-{os.geteuid()}-{programs.split("/")[4]}')
    os.makedirs(kept, mode=0o700, exist_ok=True)
    folder = tempfile.mkdtemp(prefix='vasdesk-pg-')
    try:
        for path in (kept, folder):
            if account:
                os.chown(path, account.pw_uid, account.pw_gid)
        template = make_template(programs, {**user, 'cwd': '/'}, kept)
        data, log = os.path.join(folder, 'data'), os.path.join(folder, 'log')
        subprocess.run(['cp', '-a', template, data], check=True)
        with open(log, 'w', encoding='utf-8') as output:
            server = subprocess.Popen([os.path.join(programs, 'postgres'), '-D', data, '-k', folder, '-c', 'listen_addresses=',
                                       '-c', f'fsync={os.environ.get("VAS_TEST_FSYNC", "off")}', '-c', 'max_connections=200'],
                                      stdout=output, stderr=output, cwd='/', **user)
        try:
            wait_ready(server, folder, log)
            # libpq takes a folder in the host's place by its escaped name.
            address = f'postgresql:///postgres?user=vasdesk&host={folder.replace("/", "%2F")}'
            return run(sys.argv[1:], {**os.environ, 'VAS_TEST_DATABASE': address})
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main())
