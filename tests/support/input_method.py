# SPDX-License-Identifier: GPL-3.0-or-later
"""A Chinese input method that really runs: ibus with libpinyin on the private display of a Session.

    ENV                  for the session
    why_not()            why this machine cannot, or None
    switch_on(session)   starts it, before the program, if it does not run
    asleep(session)      meanwhile it answers nothing, as on a machine that is busy with something else
"""
import contextlib
import glob
import os
import shutil
import signal
import subprocess
import time

ENV = {'GTK_IM_MODULE': 'ibus', 'XMODIFIERS': '@im=ibus'}
PATIENCE = 40       # seconds: its dictionaries are read at the first start


def why_not():
    if not shutil.which('ibus-daemon'):
        return 'ibus is not installed'
    if not glob.glob('/usr/share/ibus/component/libpinyin.xml'):
        return 'ibus-libpinyin is not installed'
    if not glob.glob('/usr/lib/*/gtk-4.0/*/immodules/libim-ibus.so'):
        return 'ibus-gtk4 is not installed'
    return None


def _ibus(session, *words):
    done = subprocess.run(['ibus', *words], env=session.env, capture_output=True, text=True, check=False, timeout=PATIENCE)
    return done.stdout


@contextlib.contextmanager
def asleep(session):
    daemon, = (process for process in session.procs if process.args[0] == 'ibus-daemon')
    os.kill(daemon.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(daemon.pid, signal.SIGCONT)


def switch_on(session):
    if 'libpinyin' in _ibus(session, 'engine'):               # by a test before, on the same display
        return
    session.spawn(['ibus-daemon', '--xim', '--panel=disable', '--emoji-extension=disable', '--cache=none'], 'ibus')
    end = time.monotonic() + PATIENCE
    while 'libpinyin' not in _ibus(session, 'engine') and time.monotonic() < end:
        _ibus(session, 'engine', 'libpinyin')
        time.sleep(0.3)
    engine = _ibus(session, 'engine').strip()
    if engine != 'libpinyin':
        raise AssertionError(f'the input method did not start, its engine is {engine!r}; see {os.path.join(session.dir, "ibus.log")}')
