# SPDX-License-Identifier: GPL-3.0-or-later
"""gtkdrive: drive a GTK 4 program from outside, as a person would.

    with Session() as s:                          # private Xvfb + D-Bus + AT-SPI bus + window manager
        app = App(s).start(['./sample'])
        app.fill('王小明', role='text', name='姓名')
        app.click(role='button', name='保存')
        app.wait(lambda: app.text_of(role='status bar') == '已保存')

Debian packages only: see README.md.  Speaks AT-SPI over D-Bus itself (no libatspi: no stale cache, no one-bus-per-process
limit); keys and clicks are real X events.
"""
import os, re, signal, subprocess, time
from gi.repository import GLib
from gtksession import NotFound, Session, _wait

ACC, PROPS, COMP = 'org.a11y.atspi.Accessible', 'org.freedesktop.DBus.Properties', 'org.a11y.atspi.Component'
POPUP, WINDOW = 5, 7                                  # AT-SPI component layers
TEXT, EDIT, ACTION, VALUE = ('org.a11y.atspi.' + n for n in ('Text', 'EditableText', 'Action', 'Value'))
ROLES = {2: 'alert', 7: 'check box', 8: 'check menu item', 10: 'column header', 11: 'combo box', 16: 'dialog', 20: 'filler',
         23: 'frame', 27: 'image', 29: 'label', 31: 'list', 32: 'list item', 33: 'menu', 34: 'menu bar', 35: 'menu item',
         37: 'tab', 38: 'tab list', 39: 'panel', 40: 'password', 42: 'progress bar', 43: 'button', 44: 'radio button',
         45: 'radio menu item', 48: 'scroll bar', 49: 'scroll pane', 50: 'separator', 51: 'slider', 52: 'spin button',
         54: 'status bar', 55: 'table', 56: 'cell', 57: 'column header', 61: 'text', 62: 'toggle button', 63: 'tool bar',
         64: 'tool tip', 65: 'tree', 66: 'column view', 75: 'application', 79: 'entry', 83: 'heading', 85: 'section',
         87: 'form', 88: 'link', 90: 'row', 91: 'tree item', 98: 'list box', 99: 'group', 101: 'notification', 103: 'level bar',
         116: 'static'}
STATES = {1: 'active', 3: 'busy', 4: 'checked', 7: 'editable', 9: 'expandable', 10: 'expanded', 11: 'focusable', 12: 'focused',
          16: 'modal', 17: 'multi-line', 20: 'pressed', 22: 'selectable', 23: 'selected', 24: 'sensitive', 25: 'showing',
          30: 'visible', 32: 'indeterminate', 36: 'invalid', 43: 'read-only'}


class Node:
    """One accessible object as it was at look-up time; rect and clip are relative to its window."""

    def __init__(self, app, ref, parent=None):
        self.app, self.ref, self.parent = app, ref, parent
        self.role, self.name, self.states, self.rect, self.clip, self.layer, self.mapped, self.kids = '', '', set(), None, None, 0, True, ()

    def __repr__(self):
        flags = ','.join(sorted(self.states - {'visible', 'showing', 'sensitive', 'focusable'}) + ['INSENSITIVE'] * ('sensitive' not in self.states))
        return f'<{self.role} {self.name!r}{" " + flags if flags else ""} {"hidden" if not self.mapped else self.clip or "scrolled away"}>'

    def up(self):
        """This node, its parent, and so on."""
        n = self
        while n:
            yield n
            n = n.parent

    def call(self, iface, method, sig=None, *args):
        return self.app._call(self.ref, iface, method, GLib.Variant(sig, args) if sig else None)

    def value(self):
        return self.call(PROPS, 'Get', '(ss)', VALUE, 'CurrentValue')[0]

    def actions(self):
        return [self.call(ACTION, 'GetName', '(i)', i)[0] for i in range(self.call(PROPS, 'Get', '(ss)', ACTION, 'NActions')[0])]

    def do(self, action=0):
        """Run an AT-SPI action by number or name.  Works on covered widgets too, so prefer App.click()."""
        return self.call(ACTION, 'DoAction', '(i)', self.actions().index(action) if isinstance(action, str) else action)[0]

    def attributes(self):
        return self.call(ACC, 'GetAttributes')[0]             # 'placeholder-text' is in here


def _meet(a, b):
    x, y = max(a[0], b[0]), max(a[1], b[1])
    w, h = min(a[0] + a[2], b[0] + b[2]) - x, min(a[1] + a[3], b[1] + b[3]) - y
    return (x, y, w, h) if w > 0 and h > 0 else None


def _mid(r):
    return r[0] + r[2] // 2, r[1] + r[3] // 2


def _once(name):
    """GTK 4.8 calls a button with a mnemonic '保存(_S) 保存(S)', and those of AdwMessageDialog '取消 取消'."""
    i = len(name) // 2
    return name[i + 1:] if name[i:i + 1] == ' ' and name[i + 1:] in (name[:i], name[:i].replace('_', '', 1)) else name


def _match(want, have):
    return want is None or (bool(want.search(have)) if isinstance(want, re.Pattern) else have == want)


class App:
    """A program under test.  Queries: role, name, text, state, within, visible, nth, timeout; see all() and find()."""

    def __init__(self, session):
        self.s, self.bus = session, session.bus
        self.press, self.type_text, self.screenshot = session.press, session.type_text, session.screenshot

    def start(self, argv, env=None, timeout=20):
        self.log_path = f'{self.s.dir}/app{len(self.s.apps)}.log'
        self.s.apps.append(self)
        self.proc = self.s.spawn(argv, os.path.basename(self.log_path)[:-4], env={**self.s.env, **(env or {})})
        _wait(self._registered, timeout, lambda: f'{argv[0]} on the accessibility bus:\n{self.log()}')
        _wait(self.windows, timeout, 'a first window')
        return self

    def _registered(self):
        if self.proc.poll() is not None:
            raise RuntimeError(f'the program ended with {self.proc.returncode}:\n{self.log()}')
        for ref in self._call(('org.a11y.atspi.Registry', '/org/a11y/atspi/accessible/root'), ACC, 'GetChildren')[0]:
            pid = self._call(('org.freedesktop.DBus', '/org/freedesktop/DBus'), 'org.freedesktop.DBus',
                             'GetConnectionUnixProcessID', GLib.Variant('(s)', (ref[0],)))[0]
            if pid in self.pids():
                self.root = ref
                return True

    def pids(self):
        return set(self.s._ours(self.proc.pid))

    # ---- looking ------------------------------------------------------------------------------------------
    def _call(self, ref, iface, method, args=None):
        return self.bus.call_sync(ref[0], ref[1], iface, method, args, None, 0, 15000, None).unpack()

    def _many(self, calls):
        """Send all calls at once, then collect; a failed one (object gone, interface missing) gives None."""
        out, left = [None] * len(calls), sum(map(bool, calls))

        def done(bus, result, i):
            nonlocal left
            left -= 1
            try:
                out[i] = bus.call_finish(result).unpack()
            except GLib.Error:
                pass
        for i, call in enumerate(calls):
            if call:
                self.bus.call(*call[0].ref, *call[1:], None, 0, 15000, None, done, i)
        while left:
            GLib.MainContext.default().iteration(True)
        return out

    def _texts(self, nodes):                                  # an end of -1 means "nothing" to GTK 4.8
        got = self._many([(n, TEXT, 'GetText', GLib.Variant('(ii)', (0, 2**31 - 1))) for n in nodes])
        return [g and g[0] for g in got]

    def _inspect(self, nodes):
        """Fill in role, name, states, place and kids of nodes whose parents are filled in already; drop the vanished."""
        name, window = GLib.Variant('(ss)', (ACC, 'Name')), GLib.Variant('(u)', (1,))
        got = self._many([c for n in nodes for c in ((n, ACC, 'GetRole', None), (n, PROPS, 'Get', name), (n, ACC, 'GetState', None),
                                                     (n, ACC, 'GetChildren', None), (n, COMP, 'GetExtents', window))])
        live = []
        for i, n in enumerate(nodes):
            role, label, states, kids, rect = got[i * 5:i * 5 + 5]
            if None not in (role, label, states, kids):
                bits = states[0][0] | states[0][1] << 32
                n.role, n.kids, n.rect = ROLES.get(role[0], str(role[0])), kids[0], rect and rect[0]
                n.name = _once(label[0])
                n.states = {s for b, s in STATES.items() if bits >> b & 1}
                live.append(n)
        maybe = [n for n in live if n.rect and n.role in ('frame', 'dialog', 'menu', 'panel', 'filler', 'tool tip')]
        for n, got in zip(maybe, self._many([(n, COMP, 'GetLayer', None) for n in maybe])):
            n.layer = WINDOW if n.parent and not n.parent.parent else got[0] if got else 0
        for n in live:
            outer = n.parent.clip if n.parent else None       # nothing outside clips a popover or a window
            n.clip = n.rect if n.layer in (POPUP, WINDOW) else (outer and _meet(outer, n.rect)) if n.rect else outer
            n.mapped = n.parent is None or n.parent.mapped
        asked = [n for n in live if n.rect and n.mapped and self.s.minor < 10]    # newer GTK lists only mapped widgets
        for n, got in zip(asked, self._many([(n, COMP, 'Contains', GLib.Variant('(iiu)', (*_mid(n.clip or n.rect), 1))) for n in asked])):
            n.mapped = bool(got and got[0])                   # GTK answers False for anything not mapped
        return live

    def tree(self, root=None, visible=True):
        """All nodes below root, parents first, in screen order.  visible: True: in view; None: also what is scrolled
        away (of a long list GTK keeps about 200 rows); False: also hidden pages."""
        top = root or Node(self, self.root)
        level, order = self._inspect([top]), {top: ()}
        while level:
            new = [Node(self, ref, n) for n in level for ref in n.kids]
            if visible and len(new) > 100:                    # long lists: skip the rows that are scrolled away
                far = self._many([len(n.parent.kids) > 50 and (n, COMP, 'GetExtents', GLib.Variant('(u)', (1,))) for n in new])
                new = [n for n, got in zip(new, far) if not (got and n.parent.clip) or _meet(n.parent.clip, got[0])]
            level = [n for n in self._inspect(new) if visible is False or n.mapped and n.clip
                     or visible is None and (n.mapped or n.role in ('row', 'list item') or not n.parent.mapped)]
            for i, n in enumerate(level):                     # a modal dialog comes first: only it can be used
                order[n] = order[n.parent] + ('modal' not in n.states, i)
        del order[top]
        return sorted(order, key=order.get)

    def all(self, role=None, name=None, text=None, state=(), within=None, visible=True):
        """role: name or tuple of names; name, text: string or compiled pattern; state: 'checked', '!sensitive' or a tuple."""
        roles, want = (role,) if isinstance(role, str) else role, (state,) if isinstance(state, str) else state
        found = [n for n in self.tree(within, visible) if (roles is None or n.role in roles) and _match(name, n.name)
                 and all((w.lstrip('!') in n.states) != w.startswith('!') for w in want)]
        return found if text is None else [n for n in found if _match(text, self.text_of(n))]

    def find(self, role=None, name=None, timeout=5, nth=0, **query):
        return self.wait(lambda: self.all(role, name, **query)[nth:], timeout, f'role={role!r} name={name!r} {query or ""}')[0]

    def wait(self, cond, timeout=5, what='the condition'):
        return _wait(cond, timeout, lambda: f'{what}; in view:\n{self.dump()}\n{self.log()[-2000:]}')

    def gone(self, timeout=5, **query):
        self.wait(lambda: not self.all(**query), timeout, f'{query} to go away')

    def dump(self, visible=True, every=False):
        """What is there, as indented text; without every=True only things with a meaning of their own."""
        dull, whole = {'panel', 'filler', 'separator', 'image', 'scroll bar', 'scroll pane', 'cell', 'section'}, {
            'button', 'check box', 'radio button', 'switch', 'menu item', 'text', 'entry', 'combo box', 'list item', 'link'}
        nodes = [n for n in self.tree(visible=visible) if every or n.role not in dull and not
                 any(p.role in whole and n.name == p.name for p in n.parent.up())]
        texts = self._texts(nodes)
        return '\n'.join('  ' * sum(p in nodes for p in n.parent.up()) + repr(n) + (f' {t!r}' if t and t != n.name else '') for n, t in zip(nodes, texts))

    def unlabelled(self):
        """Controls in view without an accessible name: GTK 4.8 falls back to the C type name for them."""
        roles = ('button', 'check box', 'radio button', 'switch', 'text', 'entry', 'password', 'combo box', 'spin button', 'slider')
        return [n for n in self.all(role=roles) if re.fullmatch(r'|(Gtk|Adw)[A-Z]\w+', n.name) and not any(p.role in roles for p in n.parent.up())]

    def _node(self, target, query):
        return target if isinstance(target, Node) else self.find(**query)

    def text_of(self, target=None, **query):
        """The text a widget shows: its own, or that of the labels and fields inside it."""
        node = self._node(target, query)
        own = self._texts([node])[0]
        return own if own is not None else ' '.join(filter(None, self._texts(self.tree(node))))

    def rows(self, target=None, visible=True, **query):
        """Cell texts of a GtkColumnView, [[cell, ...], ...]; visible=None: all rows GTK keeps (about 200), not the whole model."""
        nodes = self.tree(self._node(target, query), visible)
        out, said = {n: {} for n in nodes if n.role == 'row'}, set()
        cell = {n: next((p for p in n.up() if p.role == 'cell'), None) for n in nodes}
        inner = [n for n in nodes if cell[n] and cell[n].parent in out]
        for n, text in zip(inner, self._texts(inner)):
            row = out[cell[n].parent]
            row.setdefault(cell[n], '')
            if text is not None and not said.intersection(n.up()):     # a GtkEditableLabel holds a label with the same text
                said.add(n)
                row[cell[n]] += text
        return [list(r.values()) for r in out.values() if r]

    # ---- acting -------------------------------------------------------------------------------------------
    def windows(self):
        """[(id, title, x, y, width, height, False), ...] of the program's windows, lowest first."""
        return [w for w in self.s.windows(self.pids()) if not w[6]]

    def _fresh(self, node):
        for n in list(node.up())[::-1]:
            if not self._inspect([n]):
                raise NotFound(f'{n} is gone')
        return node

    def place(self, node, left=None):
        """Where the middle of the node's visible part is on the screen; left: that far from its left edge instead."""
        self._fresh(node)
        top = next(n for n in node.up() if n.layer in (POPUP, WINDOW))
        wins = [w for w in self.s.windows(self.pids()) if w[6] == (top.layer == POPUP) and (w[6] or w[1] == top.name)]
        if not (node.mapped and node.clip and wins):
            raise NotFound(f'{node} is not on the screen')
        # GTK 4 knows no screen coordinates; the frame (shadow or border) around a window is the same on both sides
        _, _, x, y, w, h, _ = min(wins, key=lambda v: abs(v[4] - top.rect[2]) + abs(v[5] - top.rect[3]))
        mx, my = _mid(node.clip)
        mx = mx if left is None else node.clip[0] + left
        return x + (w - top.rect[2]) // 2 + mx - top.rect[0], y + (h - top.rect[3]) // 2 + my - top.rect[1]

    def show(self, target=None, **query):
        """Turn the mouse wheel until the node is in view; finds nodes that are scrolled away."""
        node = self._node(target, {'visible': None, **query})
        for _ in range(200):
            self._fresh(node)
            if node.mapped and node.clip and node.clip[3] >= min(node.rect[3], 20):
                return node
            pane = next(p for p in node.parent.up() if p.role in ('scroll pane', 'list') and p.clip and p.clip[3] < 4000)
            x, y = self.place(pane)
            up = node.rect[1] < pane.clip[1]
            self.s.pointer(x + pane.clip[2] // 2 - 4, y, 4 if up else 5)     # at the edge: the wheel changes spin buttons
            time.sleep(0.05)
        raise NotFound(f'{node} cannot be scrolled into view')

    def click(self, target=None, button=1, count=1, left=None, **query):
        node, at, before = self._node(target, query), None, ()
        while at != before:                                   # a new window or popover may still be on its way to its place
            before, at = at, self.place(node, left)
            time.sleep(0.03)
        self.s.pointer(*at, button, count)
        return node

    def fill(self, text, target=None, **query):
        """Click a field, select what is in it, type over it."""
        node = self._node(target, query)
        self.click(node, left=12 if node.role == 'spin button' else None)      # its middle may be the minus button
        self.press('ctrl+a')
        self.type_text(text) if text else self.press('Delete')
        return node

    def set_text(self, text, target=None, **query):
        """Set a field's text through AT-SPI: fast, but skips the keyboard (no key or activate signals)."""
        node = self._node(target, query)
        node.call(EDIT, 'SetTextContents', '(s)', text)
        return node

    def choose(self, item, target=None, **query):
        """Open a GtkDropDown or AdwComboRow and click an item."""
        node = self.click(target, **query)
        popover = self.wait(lambda: [n for n in self.tree(node) if n.layer == POPUP], what='the list to open')[0]
        self.click(self.show(role='label', name=item, within=popover))

    def close_window(self, title=None):
        """Ask as the window manager does when its close button is pressed (WM_DELETE_WINDOW)."""
        wid = [w for w in self.windows() if title in (None, w[1])][-1][0]
        self.s.close_window(wid)

    def quit(self, timeout=10):
        """Close all windows as a person would; the exit status."""
        end = time.monotonic() + timeout
        while self.proc.poll() is None and self.windows() and time.monotonic() < end:   # a "save?" dialog may hold it up
            self.close_window()
            time.sleep(0.2)
        return self.proc.wait(timeout)

    def kill(self):
        for sig in (signal.SIGTERM, signal.SIGKILL):
            for pid in self.pids() if self.proc.poll() is None else ():
                os.kill(pid, sig)
            try:
                return self.proc.wait(3)
            except subprocess.TimeoutExpired:
                pass

    def log(self):
        with open(self.log_path, errors='replace') as f:
            return f.read()

    def criticals(self):
        return re.findall(r'.*-(?:CRITICAL|WARNING|ERROR) \*\*.*|.*(?:runtime error|AddressSanitizer).*', self.log())


if __name__ == '__main__':                                    # python3 gtkdrive.py PROGRAM [ARG...] [< script.py]
    import code, sys
    with Session() as s:
        names = dict(globals(), s=s, app=App(s).start(sys.argv[1:]))
        code.interact(f'app, s; DISPLAY={s.env["DISPLAY"]}', local=names) if sys.stdin.isatty() else exec(sys.stdin.read(), names)
