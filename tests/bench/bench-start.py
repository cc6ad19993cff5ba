#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-start.py BUILD REPLICA [RUNS]: from the start of the program to its window, and to the rows of the queue, on a replica of
full size; beside a program that opens nothing but an empty window. Warm, in turns; prints rows for doc/performance.md."""
import os
import re
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../support'))
from gtkdrive import App, Session


def resident(pid):
    with open(f'/proc/{pid}/status', encoding='ascii') as file:
        return int(re.search(r'VmRSS:\s+(\d+)', file.read())[1]) / 1024


def start(session, argv, rows):
    """Milliseconds until the window is mapped and, where rows is a pattern, until such a text shows; and MB resident."""
    app = App(session)
    began = time.monotonic()
    app.log_path = f'{session.dir}/bench.log'
    session.apps.append(app)
    app.proc = session.spawn(argv, 'bench')
    while not app.windows():
        time.sleep(0.001)
    window = (time.monotonic() - began) * 1000
    shown = None
    if rows:
        while not app._registered():
            time.sleep(0.002)
        app.find('label', rows, timeout=60)
        shown = (time.monotonic() - began) * 1000
    time.sleep(0.3)
    memory = resident(app.proc.pid)
    app.proc.terminate()
    app.proc.wait(20)
    return window, shown, memory


def main():
    build, replica = sys.argv[1], sys.argv[2]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    env = {'GSETTINGS_SCHEMA_DIR': f'{build}/data', 'VAS_LOCALEDIR': f'{build}/po'}
    floor, ours = [], []
    with Session(size=(1366, 768), env=env) as session:
        for _ in range(runs + 1):
            floor.append(start(session, [f'{build}/tests/bench/bench-window'], None))
            ours.append(start(session, [f'{build}/src/app/vasdesk', '--replica', replica], re.compile('¥')))
    floor, ours = floor[1:], ours[1:]
    bare = statistics.median(f[0] for f in floor)
    window = statistics.median(o[0] for o in ours)
    shown = statistics.median(o[1] for o in ours)
    print('| what | floor | ours | × floor | goal |\n|---|---|---|---|---|')
    print(f'| start to window, warm | {bare:.0f} ms | {window:.0f} ms | {window / bare:.2f} | ≤ 1.5 × |')
    print(f'| then to the rows of the queue, seen from outside | | + {shown - window:.0f} ms | | + 60 ms |')
    print(f'| memory, resident | {statistics.median(f[2] for f in floor):.0f} MB | {statistics.median(o[2] for o in ours):.0f} MB | | ≤ 200 MB |')


if __name__ == '__main__':
    main()
