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
import ast, os, re, signal, subprocess, time
from gi.repository import GLib
from gtksession import NotFound, Session, _wait

ACC, PROPS, COMP = 'org.a11y.atspi.Accessible', 'org.freedesktop.DBus.Properties', 'org.a11y.atspi.Component'
CACHE = '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache'
IN_WINDOW = GLib.Variant('(u)', (1,))                 # co-ordinates
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
STRING = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""  # as GVariant prints it
IGNORED = STRING.replace('(', '(?:', 1)
ITEM = re.compile(rf'\(\({IGNORED}, {STRING}\), \({IGNORED}, {IGNORED}\), \({IGNORED}, {IGNORED}\), -?\d+, (-?\d+), \[[^]]*\], '
                  rf'{STRING}, (\d+), {IGNORED}, \[(\d+), (\d+)\]\)')


class Node:
    """One accessible object as it was at look-up time; rect and clip are relative to its window."""

    def __init__(self, app, ref, parent=None):
        self.app, self.ref, self.parent = app, ref, parent
        self.role, self.name, self.states, self.rect, self.clip, self.layer, self.mapped, self.kids = '', '', set(), None, None, 0, True, ()
        self.index = 0                                        # among the children of its parent

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


def _unquote(text):
    return ast.literal_eval(text) if '\\' in text else text[1:-1]


def _states(bits):
    bits = bits[0] | bits[1] << 32
    return {s for b, s in STATES.items() if bits >> b & 1}


def _once(name):
    """GTK 4.8 calls a button with a mnemonic '保存(_S) 保存(S)', and those of AdwMessageDialog '取消 取消'."""
    i = len(name) // 2
    return name[i + 1:] if name[i:i + 1] == ' ' and name[i + 1:] in (name[:i], name[:i].replace('_', '', 1)) else name


def _match(want, have):
    return want is None or (bool(want.search(have)) if isinstance(want, re.Pattern) else have == want)


class App:
    """A program under test.  Queries: role, name, text, state, within, visible, nth, timeout; see all() and find()."""

    def __init__(self, session):
        self.s, self.bus, self.kids = session, session.bus, {}
        self.press, self.type_text, self.screenshot = session.press, session.type_text, session.screenshot

    def start(self, argv, env=None, timeout=20):
        self.log_path = f'{self.s.dir}/app{len(self.s.procs)}.log'
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

    def _items(self):
        """{path: (number of children, name, role, two words of states)} of what is in GTK's cache."""
        try:
            got = self.bus.call_sync(self.root[0], *CACHE, 'GetItems', None, None, 0, 15000, None).print_(False)
        except GLib.Error:                                    # it has ended
            return {}
        return {path[1:-1]: (int(count), _unquote(name), int(role), (int(low), int(high)))
                for path, count, name, role, low, high in ITEM.findall(got)}

    def _know_all(self, sure):
        """The items of the program, and {path: [path of a child, …]}. An object is in the cache from when somebody asked for its parent's
        children, and also while it is hidden, when it is none of them. So all are asked that have any; without being @sure only those
        whose children went or have another number than when they were asked last, which misses a child that took another's place."""
        items, before = self._items(), None
        while True:
            known = set(items)
            last = {} if sure else self.kids
            kids = {path: last.get(path, ()) for path, item in items.items()
                    if len(last.get(path, ())) == item[0] and known.issuperset(last.get(path, ()))}
            new = [self.root[1]] + [path for path in items if path not in kids]
            while new:
                got = self._many([(Node(self, (self.root[0], path)), ACC, 'GetChildren', None) for path in new])
                kids.update((path, [ref[1] for ref in answer[0]] if answer else []) for path, answer in zip(new, got))
                new = [kid for path in new for kid in kids[path] if kid not in known and kid not in kids]
            if known.issuperset(kids) or known == before:
                self.kids = kids
                return items, kids
            items, before = self._items(), known

    def _take(self, root, sure=True, wanted=lambda node: True):
        """[Node, …] of the program at one moment, those below @root (None: all) that are @wanted."""
        items, kids = self._know_all(sure)
        found, todo = [], [(Node(self, self.root), root is None)]
        for n, below in todo:
            for index, path in enumerate(kids.get(n.ref[1], ())):
                if path in items:
                    kid = Node(self, (self.root[0], path), n)
                    _, name, role, states = items[path]
                    kid.index, kid.name, kid.role, kid.states = index, _once(name), ROLES.get(role, str(role)), _states(states)
                    if below and wanted(kid):
                        found.append(kid)
                    todo.append((kid, below or path == root.ref[1]))
        return found

    def _locate(self, nodes):
        """Fill in the place of nodes, parents first; those that are left."""
        nodes = [n for n in nodes if n.parent]
        rects = self._many([(n, COMP, 'GetExtents', IN_WINDOW) for n in nodes])
        self._clip([n for n, got in zip(nodes, rects) if got], [got[0] for got in rects if got])
        live = [n for n, got in zip(nodes, rects) if got]
        self._ask_mapped(live)
        return live

    def _clip(self, nodes, rects):
        for n, rect in zip(nodes, rects):
            n.rect = rect
        maybe = [n for n in nodes if n.rect and n.role in ('frame', 'dialog', 'menu', 'panel', 'filler', 'tool tip')]
        for n, got in zip(maybe, self._many([(n, COMP, 'GetLayer', None) for n in maybe])):
            n.layer = WINDOW if n.parent and not n.parent.parent else got[0] if got else 0
        for n in nodes:
            outer = n.parent.clip if n.parent else None       # nothing outside clips a popover or a window
            n.clip = n.rect if n.layer in (POPUP, WINDOW) else (outer and _meet(outer, n.rect)) if n.rect else outer

    def _ask_mapped(self, nodes):
        """GTK answers False for anything that is not mapped."""
        got = self._many([n.rect and (n, COMP, 'Contains', GLib.Variant('(iiu)', (*_mid(n.clip or n.rect), 1))) for n in nodes])
        for n, answer in zip(nodes, got):
            n.mapped = n.parent is None or n.parent.mapped and (not n.rect or bool(answer and answer[0]))

    def _inspect(self, nodes):
        """Fill in role, name, states, place and kids of nodes whose parents are filled in already; drop the vanished."""
        name = GLib.Variant('(ss)', (ACC, 'Name'))
        got = self._many([c for n in nodes for c in ((n, ACC, 'GetRole', None), (n, PROPS, 'Get', name), (n, ACC, 'GetState', None),
                                                     (n, ACC, 'GetChildren', None), (n, COMP, 'GetExtents', IN_WINDOW))])
        live, rects = [], []
        for i, n in enumerate(nodes):
            role, label, states, kids, rect = got[i * 5:i * 5 + 5]
            if None not in (role, label, states, kids):
                n.role, n.kids, n.name, n.states = ROLES.get(role[0], str(role[0])), kids[0], _once(label[0]), _states(states[0])
                live.append(n)
                rects.append(rect and rect[0])
        self._clip(live, rects)
        return live

    def _kept(self, n, visible):
        return visible is False or n.mapped and n.clip or visible is None and (
            n.mapped or n.role in ('row', 'list item') or not n.parent.mapped)

    def _order(self, n):
        """Screen order; a modal dialog comes first: only it can be used."""
        return [('modal' not in p.states, p.index) for p in list(n.up())[-2::-1]]

    def _in_view(self, nodes, visible):
        """Those of @nodes that can be seen, in screen order."""
        needed = {p for n in nodes for p in n.up()}
        live = set(self._locate(sorted(needed, key=lambda n: len(list(n.up())))))
        seen = [n for n in nodes if all(p in live and self._kept(p, visible) for p in list(n.up())[:-1])]
        return sorted(seen, key=self._order)

    def tree(self, root=None, visible=True):
        """All nodes below root, parents first, in screen order.  visible: True: in view; None: also what is scrolled
        away (of a long list GTK keeps about 200 rows); False: also hidden pages."""
        if self.s.minor < 10:
            return self._in_view(self._take(root), visible)
        top = root or Node(self, self.root)
        level, found = self._inspect([top]), []
        while level:                                          # newer GTK lists only mapped widgets, and knows those that were asked for
            new = [Node(self, ref, n) for n in level for ref in n.kids]
            for i, n in enumerate(new):
                n.index = i
            if visible and len(new) > 100:                    # long lists: skip the rows that are scrolled away
                far = self._many([len(n.parent.kids) > 50 and (n, COMP, 'GetExtents', IN_WINDOW) for n in new])
                new = [n for n, got in zip(new, far) if not (got and n.parent.clip) or _meet(n.parent.clip, got[0])]
            level = [n for n in self._inspect(new) if self._kept(n, visible)]
            found += level
        return sorted(found, key=self._order)

    def all(self, role=None, name=None, text=None, state=(), within=None, visible=True, sure=False):
        """role: name or tuple of names; name, text: string or compiled pattern; state: 'checked', '!sensitive' or a tuple.
        Not @sure: where some are found, one may be missing; none is none."""
        roles, want = (role,) if isinstance(role, str) else role, (state,) if isinstance(state, str) else state

        def wanted(n):
            return (roles is None or n.role in roles) and _match(name, n.name) and all(
                (w.lstrip('!') in n.states) != w.startswith('!') for w in want)
        if self.s.minor < 10:
            look = lambda sure: self._in_view(self._take(within, sure, wanted), visible)
            found = look(sure) or ([] if sure else look(True))
        else:
            found = list(filter(wanted, self.tree(within, visible)))
        return found if text is None else [n for n in found if _match(text, self.text_of(n))]

    def find(self, role=None, name=None, timeout=5, nth=0, **query):
        return self.wait(lambda: self.all(role, name, **query)[nth:], timeout, f'role={role!r} name={name!r} {query or ""}')[0]

    def wait(self, cond, timeout=5, what='the condition'):
        def said():                     # twice: a report shows the end of what a test says
            return f'{what}; in view:\n{self.dump()}\n{self.log()[-2000:]}\nwaited for {what}'
        return _wait(cond, timeout, said)

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
        return [n for n in self.all(role=roles, sure=True) if re.fullmatch(r'|(Gtk|Adw)[A-Z]\w+', n.name) and not any(p.role in roles for p in n.parent.up())]

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
        chain = list(node.up())[::-1]
        live = [chain[0]] + self._locate(chain) if self.s.minor < 10 else [n for n in chain if self._inspect([n])]
        if len(live) < len(chain):
            raise NotFound(f'{node} is gone')
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
        while self.proc.poll() is None and (open_now := self.windows()) and time.monotonic() < end:   # a "save?" dialog may hold it up
            self.s.close_window(open_now[-1][0])
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
