# SPDX-License-Identifier: GPL-3.0-or-later
"""A private X server, D-Bus session, AT-SPI bus and window manager, with a keyboard and a pointer: see gtkdrive.py."""
import ctypes, os, re, select, shutil, signal, struct, subprocess, tempfile, time, uuid
from gi.repository import Gio
from Xlib import X, XK, display as xdisplay, error as xerror
from Xlib.ext import xtest
from Xlib.protocol import event as xevent

LIBC = ctypes.CDLL(None)
KEYS = {'ctrl': 'Control_L', 'control': 'Control_L', 'alt': 'Alt_L', 'shift': 'Shift_L', 'super': 'Super_L', 'enter': 'Return',
        'esc': 'Escape', 'del': 'Delete', 'ins': 'Insert', 'pgup': 'Page_Up', 'pgdn': 'Page_Down', 'backspace': 'BackSpace',
        **{k: k.capitalize() for k in 'tab escape return delete insert home end up down left right menu'.split()},
        **{f'f{i}': f'F{i}' for i in range(1, 13)}}


class NotFound(AssertionError):
    pass


def _wait(cond, timeout, what, interval=0.05):
    end = time.monotonic() + timeout
    while True:
        began = time.monotonic()
        value = cond()
        if value:
            return value
        now = time.monotonic()
        if now > end:
            raise NotFound(f'waited {timeout} s for {what() if callable(what) else what}')
        time.sleep(max(interval, min(now - began, 0.5)))      # whoever looks must not hold up what is looked at


class Session:
    """Private X server, D-Bus session bus, accessibility bus and window manager; a context manager."""

    def __init__(self, size=(1280, 900), wm='openbox', lang='zh_CN.UTF-8', env=None, scale=1.0):
        self.size, self.wm, self.lang, self.extra, self.scale = size, wm, lang, env or {}, scale

    def __enter__(self):
        self.token, self.apps, self.procs = uuid.uuid4().hex, [], []
        self.dir = tempfile.mkdtemp(prefix='gtkdrive.')
        for d in ('run', 'home', 'config/gtk-4.0', 'cache', 'data'):
            os.makedirs(f'{self.dir}/{d}', 0o700)
        with open(f'{self.dir}/config/gtk-4.0/settings.ini', 'w') as f:
            f.write('[Settings]\ngtk-enable-animations=0\ngtk-cursor-blink=0\ngtk-font-name=Sans 10\n')
        self.minor = ctypes.CDLL('libgtk-4.so.1').gtk_get_minor_version()
        if self.minor >= 10:                                  # newer GTK leaves padding and borders out when it adds up positions
            with open(f'{self.dir}/config/gtk-4.0/gtk.css', 'w') as f:
                f.write('*:not(slider) { padding: 0; border-width: 0; }')
        drop = re.compile(r'^(DISPLAY|XAUTHORITY|WAYLAND_|DBUS_|AT_SPI_|XDG_|GTK_|GDK_|GSK_|LC_|LANGUAGE$|NO_AT_BRIDGE|XMODIFIERS)')
        self.env = {k: v for k, v in os.environ.items() if not drop.match(k)}
        self.env.update(GTKDRIVE_TOKEN=self.token, HOME=self.dir + '/home', XDG_RUNTIME_DIR=self.dir + '/run',
                        XDG_CONFIG_HOME=self.dir + '/config', XDG_CACHE_HOME=self.dir + '/cache', XDG_DATA_HOME=self.dir + '/data',
                        LANG=self.lang, GDK_BACKEND='x11', GSK_RENDERER='cairo', GTK_A11Y='atspi', GSETTINGS_BACKEND='memory',
                        GTK_IM_MODULE='gtk-im-context-simple')
        if self.minor < 10:                                   # what newer libraries deprecate in themselves is no fault of ours
            self.env['G_ENABLE_DIAGNOSTIC'] = '1'
        self.env.update(self.extra)
        try:
            self._boot()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind, *_):
        keep = os.environ.get('GTKDRIVE_ARTIFACTS')           # a folder: a failure leaves a screenshot and the logs there
        if kind and keep:
            os.makedirs(keep, exist_ok=True)
            self.screenshot(f'{keep}/{self.token[:8]}.png')
            for log in filter(lambda f: f.endswith('.log'), os.listdir(self.dir)):
                shutil.copy(f'{self.dir}/{log}', f'{keep}/{self.token[:8]}-{log}')
        self.close()

    def spawn(self, argv, log, **kw):
        with open(f'{self.dir}/{log}.log', 'ab') as out:
            p = subprocess.Popen(argv, env=kw.pop('env', self.env), stderr=out, stdout=kw.pop('stdout', out),
                                 stdin=kw.pop('stdin', subprocess.DEVNULL), start_new_session=True,
                                 preexec_fn=kw.pop('preexec_fn', lambda: LIBC.prctl(1, signal.SIGTERM)), **kw)   # ends with this thread
        self.procs.append(p)
        return p

    def _boot(self):
        r, w = os.pipe()
        self.spawn(['Xvfb', '-displayfd', str(w), '-screen', '0', '%dx%dx24' % self.size, '-nolisten', 'tcp', '-noreset'],
                   'xvfb', pass_fds=[w])                # -displayfd: the server picks a free display number itself
        os.close(w)
        number = self._readline(r, 'Xvfb')
        os.close(r)
        self.env['DISPLAY'] = ':' + number
        self.x = xdisplay.Display(self.env['DISPLAY'])
        self.root = self.x.screen().root
        self._offer_text_scale()
        # the bus lives as long as its child, and the child ends when our end of the pipe closes (even on SIGKILL)
        p = self.spawn(['dbus-run-session', '--', 'sh', '-c', 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat >/dev/null'], 'dbus',
                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=None)
        self.env['DBUS_SESSION_BUS_ADDRESS'] = self._readline(p.stdout.fileno(), 'dbus-run-session')
        bus = self._connect(self.env['DBUS_SESSION_BUS_ADDRESS'])
        # a value from GetAddress also starts the accessibility bus; handing it on spares the program the round trip
        self.env['AT_SPI_BUS_ADDRESS'] = bus.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None,
                                                       None, 0, 10000, None).unpack()[0]
        self.bus = self._connect(self.env['AT_SPI_BUS_ADDRESS'])
        if self.wm:
            self.spawn(self.wm.split(), 'wm')
            atom = self.x.intern_atom('_NET_SUPPORTING_WM_CHECK')
            _wait(lambda: self.root.get_full_property(atom, X.AnyPropertyType), 10, 'the window manager')
        self._load_keys()

    def _offer_text_scale(self):
        """Be the XSETTINGS manager, which is where GTK on X11 takes the size of text from (settings.ini is not asked)."""
        name, owner = b'Xft/DPI', self.root.create_window(0, 0, 1, 1, 0, 0)
        entry = struct.pack('<BxH', 0, len(name)) + name.ljust(8, b'\0') + struct.pack('<Ii', 0, int(96 * 1024 * self.scale))
        kind = self.x.intern_atom('_XSETTINGS_SETTINGS')
        owner.change_property(kind, kind, 8, struct.pack('<BxxxII', 0, 0, 1) + entry)
        owner.set_selection_owner(self.x.intern_atom('_XSETTINGS_S0'), X.CurrentTime)
        self.x.sync()

    @staticmethod
    def _connect(address):
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def _readline(self, fd, who):
        line = b''
        while not line.endswith(b'\n'):
            if not select.select([fd], [], [], 15)[0] or not (c := os.read(fd, 1)):
                raise RuntimeError(f'{who} did not start; see {self.dir}')
            line += c
        return line.decode().strip()

    def _ours(self, sid=None):
        """Every live process that inherited our token: what we started and what D-Bus activated for it."""
        mark, found = f'GTKDRIVE_TOKEN={self.token}'.encode(), []
        for pid in map(int, filter(str.isdigit, os.listdir('/proc'))):
            try:
                if sid not in (None, os.getsid(pid)) or pid == os.getpid():      # asked first: it is the cheaper question
                    continue
                with open(f'/proc/{pid}/environ', 'rb') as f:
                    if mark in f.read().split(b'\0'):
                        found.append(pid)
            except OSError:
                pass
        return found

    def end_apps(self):
        """The screen is as it was before any program."""
        for app in self.apps:
            app.kill()
        self.apps.clear()

    def close(self):
        self.end_apps()
        if getattr(self, 'x', None):
            self.x.close()
        for sig, grace in ((signal.SIGTERM, 3), (signal.SIGKILL, 3)):
            end = time.monotonic() + grace
            for pid in self._ours():
                try:
                    os.kill(pid, sig)
                except ProcessLookupError:
                    pass
            while any([p.poll() is None for p in self.procs]) or self._ours():
                if time.monotonic() > end:
                    break
                time.sleep(0.02)
            else:
                break
        for p in self.procs:
            for stream in (p.stdin, p.stdout):
                if stream:
                    stream.close()
        shutil.rmtree(self.dir, ignore_errors=True)

    # ---- input -------------------------------------------------------------------------------------------
    def _load_keys(self):
        lo, hi = self.x.display.info.min_keycode, self.x.display.info.max_keycode
        self.keys, self.spare = {}, []
        for code, syms in enumerate(self.x.get_keyboard_mapping(lo, hi - lo + 1), lo):
            for level, sym in enumerate(syms[:2]):
                if sym:
                    self.keys.setdefault(sym, (code, level))
            if not any(syms):
                self.spare.append(code)
        self.per_code, self.made = len(syms), {}

    def _fake(self, kind, detail, **kw):
        xtest.fake_input(self.x, kind, detail, **kw)
        self.x.sync()

    @staticmethod
    def _sym(char):
        n = ord(char)
        return {'\n': 0xff0d, '\t': 0xff09}.get(char) or (n if n < 0x100 else 0x1000000 | n)

    def press(self, combo):
        """press('ctrl+shift+s'), press('Escape'), press('F5'), press('ctrl++')"""
        *mods, key = re.findall(r'[^+]+|\+$', combo)
        syms = [self._sym(k) if len(k) == 1 else XK.string_to_keysym(KEYS.get(k.lower(), k)) for k in mods + [key]]
        down = []
        for sym in syms:
            if sym not in self.keys:
                raise ValueError(f'no key for {combo!r}')
            code, level = self.keys[sym]
            if level and 'shift' not in mods:
                down.append(self.keys[XK.string_to_keysym('Shift_L')][0])
            down.append(code)
        for code in down:
            self._fake(X.KeyPress, code)
        for code in reversed(down):
            self._fake(X.KeyRelease, code)
        time.sleep(0.03)

    def type_text(self, text, delay=0.004):
        """Real key events.  With less than 20 ms between the characters the X server itself keeps their time, as a scanner does however
        busy the machine is; but for an input method, which answers key by key.  Characters missing from the layout go on spare key codes, each reused as late as possible:
        reusing one while the program still has unread events is what makes `xdotool type` garble Chinese."""
        shift = self.keys[XK.string_to_keysym('Shift_L')][0]
        size = max(1, len(self.spare) // 2)
        together = delay < 0.02 and self.env['GTK_IM_MODULE'] == 'gtk-im-context-simple'
        for at in range(0, len(text), size):
            part = text[at:at + size]
            syms = list(dict.fromkeys(map(self._sym, part)))
            new = [s for s in syms if s not in self.keys and s not in self.made]
            for sym in new:
                code = next(c for c in self.spare if not any(self.made.get(s) == (c, 0) for s in syms))
                self.spare.remove(code)
                self.spare.append(code)
                self.made = {s: c for s, c in self.made.items() if c[0] != code}
                self.made[sym] = (code, 0)
                self.x.change_keyboard_mapping(code, [[sym] * self.per_code])
            if new:
                self.x.sync()
                time.sleep(0.15)
            for sym in map(self._sym, part):
                code, level = self.keys.get(sym) or self.made[sym]
                pause = int(delay * 1000) if together else 0
                for kind, c in [(X.KeyPress, shift)] * level + [(X.KeyPress, code), (X.KeyRelease, code)] + [(X.KeyRelease, shift)] * level:
                    xtest.fake_input(self.x, kind, c, time=pause)
                    pause = 0
                if not together:
                    self.x.sync()
                    time.sleep(delay)
            self.x.sync()

    def pointer(self, x, y, button=1, count=1):
        self._fake(X.MotionNotify, 0, x=int(x), y=int(y))
        time.sleep(0.02)
        for kind in (X.ButtonPress, X.ButtonRelease) * count:  # all in one go: a double click must not be torn apart
            xtest.fake_input(self.x, kind, button)
        self.x.sync()
        time.sleep(0.05)                                      # as a person would: a key in the same frame can get lost

    def windows(self, pids):
        """Mapped X windows of these processes: [(id, title, x, y, w, h, is_popup)], topmost last."""
        out, name, pidatom, utf8 = [], *(self.x.intern_atom(a) for a in ('_NET_WM_NAME', '_NET_WM_PID', 'UTF8_STRING'))
        todo = list(self.root.query_tree().children)
        while todo:
            w = todo.pop(0)
            try:
                a, pid = w.get_attributes(), w.get_full_property(pidatom, X.AnyPropertyType)
                if a.map_state == X.IsViewable and pid and pid.value[0] in pids:
                    g, o = w.get_geometry(), self.root.translate_coords(w, 0, 0)
                    t = w.get_full_property(name, utf8)
                    out.append((w.id, t.value.decode() if t else '', o.x, o.y, g.width, g.height, bool(a.override_redirect)))
                elif not a.override_redirect or not pid:
                    todo += w.query_tree().children
            except xerror.XError:
                pass
        return out

    def screenshot(self, path, window=None):
        """The whole screen as PNG, or the place of one window from windows()."""
        crop = ['-crop', '%dx%d+%d+%d' % (*window[4:6], *window[2:4]), '+repage'] if window else []
        subprocess.run(['import', '-silent', '-window', 'root', *crop, path], env=self.env, check=True, timeout=30)
        return path

    def close_window(self, wid):
        win, (proto, delete) = self.x.create_resource_object('window', wid), map(self.x.intern_atom, ('WM_PROTOCOLS', 'WM_DELETE_WINDOW'))
        win.send_event(xevent.ClientMessage(window=win, client_type=proto, data=(32, [delete, X.CurrentTime, 0, 0, 0])))
        self.x.sync()
