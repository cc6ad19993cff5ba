# SPDX-License-Identifier: GPL-3.0-or-later
"""A file that is dragged from another program, as from a file manager: the source of the XDND protocol, version 5
(freedesktop.org/wiki/Specifications/XDND), on the private display of a Session.

    with Drag(session, path, picture) as drag:    picture: a file that is seen beside the pointer, or None
        drag.over(window, x, y)     whether the program would take it there; window as App.windows() says, always the same; x and y on the screen
        drag.drop()                 whether it has taken it
"""
import pathlib
import select
import subprocess
import time

from Xlib import X, display
from Xlib.ext import xtest
from Xlib.protocol import event

PATIENCE = 10       # seconds
VERSION = 5
SIZE = 128          # pixels of the side of what is seen beside the pointer
APART = 12          # pixels from the pointer to it


class Drag:
    def __init__(self, session, path, picture=None):
        self.x = display.Display(session.env['DISPLAY'])
        self.uri = pathlib.Path(path).absolute().as_uri()
        self.picture, self.seen, self.target = picture, None, None

    def __enter__(self):
        self.source = self.x.screen().root.create_window(0, 0, 1, 1, 0, 0)
        self.source.set_selection_owner(self._atom('XdndSelection'), X.CurrentTime)
        if self.picture:
            self._show()
        return self

    def __exit__(self, *_):
        self.x.close()

    def _atom(self, name):
        return self.x.intern_atom(name)

    def _show(self):
        root = self.x.screen().root
        command = ['convert', self.picture, '-resize', f'{SIZE}x{SIZE}']
        width, height = map(int, subprocess.run([*command, '-format', '%w %h', 'info:'], check=True, capture_output=True).stdout.split())
        pixels = subprocess.run([*command, '-depth', '8', 'bgra:-'], check=True, capture_output=True).stdout
        paper = root.create_pixmap(width, height, self.x.screen().root_depth)
        paper.put_image(paper.create_gc(), 0, 0, width, height, X.ZPixmap, self.x.screen().root_depth, 0, pixels)
        self.seen = root.create_window(0, 0, width, height, 0, X.CopyFromParent, override_redirect=True, background_pixmap=paper)

    def _say(self, name, *data):
        message = event.ClientMessage(window=self.target, client_type=self._atom(name),
                                      data=(32, [self.source.id, *data, *[0] * (4 - len(data))]))
        self.target.send_event(message)
        self.x.flush()

    def _hear(self, name):
        """What the program answers by this message; meanwhile it may ask for what is dragged."""
        end = time.monotonic() + PATIENCE
        while (left := end - time.monotonic()) > 0:
            if not self.x.pending_events() and not select.select([self.x.fileno()], [], [], left)[0]:
                break
            heard = self.x.next_event() if self.x.pending_events() else None
            if heard and heard.type == X.SelectionRequest:
                self._give(heard)
            elif heard and heard.type == X.ClientMessage and heard.client_type == self._atom(name):
                return heard.data[1][1]
        raise AssertionError(f'no {name} from the program in {PATIENCE} s')

    def _give(self, asked):
        asked.requestor.change_property(asked.property, asked.target, 8, f'{self.uri}\r\n'.encode())
        asked.requestor.send_event(event.SelectionNotify(time=asked.time, requestor=asked.requestor, selection=asked.selection,
                                                         target=asked.target, property=asked.property))
        self.x.flush()

    def over(self, window, x, y):
        xtest.fake_input(self.x, X.MotionNotify, 0, x=int(x), y=int(y))
        if self.seen:
            self.seen.configure(x=int(x) + APART, y=int(y) + APART)
            self.seen.map()
        if not self.target:
            self.target = self.x.create_resource_object('window', window[0])
            self._say('XdndEnter', VERSION << 24, self._atom('text/uri-list'))
        for _ in range(2):                      # a program may look at what it is before it says so
            self._say('XdndPosition', 0, int(x) << 16 | int(y), X.CurrentTime, self._atom('XdndActionCopy'))
            takes = bool(self._hear('XdndStatus') & 1)
        return takes

    def drop(self):
        if self.seen:
            self.seen.unmap()
        self._say('XdndDrop', 0, X.CurrentTime)
        return bool(self._hear('XdndFinished') & 1)
