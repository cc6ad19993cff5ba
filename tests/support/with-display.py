#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""with-display.py COMMAND…: runs COMMAND on a private X server with buses and a window manager; its exit status is ours."""
import subprocess
import sys

from gtksession import Session

with Session() as session:
    status = subprocess.run(sys.argv[1:], env=session.env, check=False).returncode
sys.exit(status if status >= 0 else 128 - status)
