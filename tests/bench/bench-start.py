#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-start.py BUILD REPLICA [RUNS]: from the start of the program to its first frame, and to the frame with the first rows of
the queue, on a replica of full size; beside a program that opens nothing but an empty window. Both tell the moments themselves
(VASDESK_TIMING), on the clock that this program looks at, too. Warm, in turns; prints rows for doc/performance.md."""
import os
import re
import statistics
import sys
import time

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


def main():
    build, replica = sys.argv[1], sys.argv[2]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    env = {'VASDESK_TIMING': '1', 'GSETTINGS_SCHEMA_DIR': f'{build}/data', 'VAS_LOCALEDIR': f'{build}/po'}
    floor, ours = [], []
    with Session(size=(1366, 768), env=env) as session:
        for _ in range(runs + 1):
            floor.append(start(session, [f'{build}/tests/bench/bench-window'], 'frame'))
            ours.append(start(session, [f'{build}/src/app/vasdesk', '--replica', replica], 'rows'))

    def middle(runs, late, early=None):
        return statistics.median(marks[late] - (marks[early] if early else 0) for marks, _ in runs[1:])

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
    print(f'| memory, resident | {memory[0]:.0f} MB | {memory[1]:.0f} MB | | ≤ 200 MB |')


if __name__ == '__main__':
    main()
