# SPDX-License-Identifier: GPL-3.0-or-later
"""script/run on a machine without a display: the demo business in a web browser, and in pictures."""
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.request

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
RUN = f'{ROOT}/script/run'
HANDSHAKE = ('GET /socket HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
             'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: broadway\r\n\r\n')


def environment(home):
    env = {name: value for name, value in os.environ.items()
           if not re.match('DISPLAY$|WAYLAND_|XDG_|DBUS_|GSETTINGS_SCHEMA|VAS_LOCALEDIR|LC_', name)}
    return {**env, 'HOME': home, 'LANG': 'zh_CN.UTF-8', 'VAS_BUILD_DIR': os.environ['VAS_BUILD_ROOT']}


def drawn(host, wanted, seconds=60):
    """How many bytes the program sends to a browser that looks at it, up to the wanted number."""
    name, port = host.split(':')
    got, end = 0, time.monotonic() + seconds
    with socket.create_connection((name, int(port)), timeout=5) as connection:
        connection.sendall(HANDSHAKE.format(host=host).encode())
        while got < wanted and time.monotonic() < end:
            try:
                part = connection.recv(65536)
            except TimeoutError:
                continue
            if not part:
                break
            got += len(part)
    return got


class Headless(unittest.TestCase):
    def test_browser_is_served_and_all_of_it_ends_with_it(self):
        with tempfile.TemporaryDirectory() as home:
            program = subprocess.Popen([RUN, '--headless'], env=environment(home), stdin=subprocess.DEVNULL, text=True,
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
                                       preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
            try:
                said = ''
                while not (found := re.search(r'http://(127\.0\.0\.1:\d+)/', said)):
                    line = program.stdout.readline()
                    self.assertTrue(line, said)
                    said += line
                with urllib.request.urlopen(found[0], timeout=10) as page:
                    self.assertIn(b'broadway', page.read())
                self.assertGreaterEqual(drawn(found[1], 1000), 1000)   # a server without a program sends 260
                self.assertIsNone(program.poll())
            finally:
                program.send_signal(signal.SIGINT)
                program.stdout.close()
                status = program.wait(20)
            self.assertEqual(status, 130)
            host, port = found[1].split(':')
            with self.assertRaises(OSError):
                socket.create_connection((host, int(port)), timeout=2).close()


class Screenshot(unittest.TestCase):
    def test_pictures_show_a_window_light_and_dark(self):
        with tempfile.TemporaryDirectory() as home:
            done = subprocess.run([RUN, '--screenshot', f'{home}/shots'], env=environment(home), capture_output=True, text=True,
                                  check=False, stdin=subprocess.DEVNULL)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            light, dark = (self.measure(f'{home}/shots/{name}.png') for name in ('vasdesk', 'vasdesk-dark'))
        for width, height, colours, _ in (light, dark):
            self.assertGreaterEqual((width, height), (800, 600))
            self.assertGreater(colours, 100)
        self.assertGreater(light[3], 0.6)
        self.assertLess(dark[3], 0.4)

    def measure(self, path):
        """Width, height, number of colours and mean brightness."""
        said = subprocess.run(['identify', '-format', '%w %h %k %[fx:mean]', path], capture_output=True, text=True, check=True)
        return [float(word) for word in said.stdout.split()]


if __name__ == '__main__':
    unittest.main()
