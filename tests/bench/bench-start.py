#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-start.py BUILD REPLICA [RUNS] [--here]: from the start of the program to its first frame, and to the frame with the first rows of
the queue, on a replica of full size; beside a program that opens nothing but an empty window. Both tell the moments themselves
(VASDESK_TIMING), on the clock that this program looks at, too. Warm, in turns; prints rows for doc/performance.md.

With --here also the ordinary start of script/run: the demo business at a server of the desk's own on this computer, beside the same
business by --replica."""
import datetime
import os
import re
import statistics
import subprocess
import sys
import time
import zoneinfo

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../support'))
from gtkdrive import App, Session


WORDS = {'opened': 'the records opened', 'loaded': 'people and calendar read', 'built': 'the views made',
         'rows': 'the frame with the first rows'}


def resident(pid):
    with open(f'/proc/{pid}/status', encoding='ascii') as file:
        return int(re.search(r'VmRSS:\s+(\d+)', file.read())[1]) / 1024


def start(session, argv, last):
    """{mark: milliseconds since the process began} as the program itself tells them, until the mark last, with the processor time
    of its main thread under (mark, 'work'); and MB resident."""
    app = App(session)
    name = f'bench{len(session.apps)}'
    app.log_path = f'{session.dir}/{name}.log'
    session.apps.append(app)
    began = time.monotonic()
    app.proc = session.spawn(argv, name)
    end = began + 60
    while f'timing: {last} ' not in app.log() and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.3)
    marks = {}
    for what, at, work in re.findall(r'^timing: (\w+) (\d+) (\d+)$', app.log(), re.M):
        marks.setdefault(what, int(at) / 1000 - began * 1000)
        marks.setdefault((what, 'work'), int(work) / 1000)
    memory = resident(app.proc.pid)
    app.proc.terminate()
    app.proc.wait(20)
    return marks, memory


def middle(runs, late, early=None):
    return statistics.median(marks[late] - (marks[early] if early else 0) for marks, _ in runs[1:])


def print_start(floor, ours):
    print('| what | floor | ours | × floor | goal |\n|---|---|---|---|---|')
    for what, early in (('process started to first frame, warm', None), ('of that, from main()', 'main')):
        bare, window = middle(floor, 'frame', early), middle(ours, 'frame', early)
        print(f'| {what} | {bare:.0f} ms | {window:.0f} ms | {window / bare:.2f} | {"" if early else "≤ 1.5 ×"} |')
    bare, window = middle(floor, ('frame', 'work')), middle(ours, ('frame', 'work'))
    print(f'| work of the main thread until the first frame | {bare:.0f} ms | {window:.0f} ms | {window / bare:.2f} | |')
    for what in ('opened', 'loaded', 'built', 'rows'):
        print(f'| first frame to {WORDS[what]} | | + {middle(ours, what, "frame"):.0f} ms | | {"+ 60 ms" if what == "rows" else ""} |')
        print(f'| … work of the main thread | | + {middle(ours, (what, "work"), ("frame", "work")):.0f} ms | | |')
    memory = [statistics.median(m for _, m in runs[1:]) for runs in (floor, ours)]
    print(f'| memory, resident | {memory[0]:.0f} MB | {memory[1]:.0f} MB | | ≤ 200 MB |', flush=True)


def measure_here(build, runs, env):
    """The demo business in both forms; the one of --replica is the floor of the other."""
    today = datetime.datetime.now(zoneinfo.ZoneInfo('Asia/Shanghai')).date().isoformat()
    file, here = [], []
    with Session(size=(1366, 768), env=env) as session:
        quiet = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}
        subprocess.run([f'{build}/src/cli/vasctl', '--replica', f'{session.dir}/file', 'seed-demo'], check=True, **quiet)
        subprocess.run([f'{build}/src/server/vasdeskd', '--data', f'{session.dir}/data/vasdesk/demo/{today}', '--listen', '127.0.0.1:0',
                        '--owned', '--demo'], stdin=subprocess.DEVNULL, check=True, timeout=300, **quiet)
        for _ in range(runs + 1):
            file.append(start(session, [f'{build}/src/app/vasdesk', '--replica', f'{session.dir}/file'], 'rows'))
            here.append(start(session, [f'{build}/src/app/vasdesk', '--demo'], 'rows'))
            time.sleep(0.5)                  # its server ends behind it
    print('\n| the demo business | by --replica | at its own server (script/run) | × | |\n|---|---|---|---|---|')
    for what, late in (('process started to first frame, warm', 'frame'), ('process started to the frame with the first rows', 'rows')):
        one, other = middle(file, late), middle(here, late)
        print(f'| {what} | {one:.0f} ms | {other:.0f} ms | {other / one:.2f} | |', flush=True)


def main():
    with_here = '--here' in sys.argv
    words = [word for word in sys.argv[1:] if word != '--here']
    build, replica, runs = os.path.abspath(words[0]), words[1], int(words[2]) if len(words) > 2 else 9
    env = {'VASDESK_TIMING': '1', 'GSETTINGS_SCHEMA_DIR': f'{build}/data', 'VAS_LOCALEDIR': f'{build}/po',
           'VAS_DAEMON': f'{build}/src/server/vasdeskd'}
    floor, ours = [], []
    with Session(size=(1366, 768), env=env) as session:
        for _ in range(runs + 1):
            floor.append(start(session, [f'{build}/tests/bench/bench-window'], 'frame'))
            ours.append(start(session, [f'{build}/src/app/vasdesk', '--replica', replica], 'rows'))
    print_start(floor, ours)
    if with_here:
        measure_here(build, runs, env)


if __name__ == '__main__':
    main()
