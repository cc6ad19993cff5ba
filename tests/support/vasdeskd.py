# SPDX-License-Identifier: GPL-3.0-or-later
"""vasdeskd as a subprocess: starts it on a port of its own choice, speaks to it, ends it."""
import http.client
import json
import os
import signal
import subprocess
import tempfile

VASDESKD = os.path.join(os.environ['VAS_BUILD_ROOT'], 'src/server/vasdeskd')
ENGLISH = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': ''}


def run(*arguments):
    """The status and what was printed by a vasdeskd that ends by itself."""
    done = subprocess.run([VASDESKD, *arguments], env=ENGLISH, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


class Daemon:
    """A running vasdeskd. Its log is a file, so that a full pipe never stops it."""

    def __init__(self, data, *arguments, env=None):
        self.log = tempfile.TemporaryFile('w+')
        self.process = subprocess.Popen([VASDESKD, '--data', data, '--listen', '127.0.0.1:0', *arguments],
                                        env={**ENGLISH, **(env or {})}, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        assert line.startswith('listening on http://127.0.0.1:'), self.read_log()
        self.address = line.split('//')[1].strip()
        self.port = int(self.address.split(':')[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def read_log(self):
        self.log.seek(0)
        return self.log.read()

    def connect(self):
        return http.client.HTTPConnection(self.address, timeout=30)

    def get(self, path, headers=None):
        """Status, headers and body of one request."""
        connection = self.connect()
        try:
            connection.request('GET', path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def json(self, path):
        status, _, body = self.get(path)
        assert status == 200, (status, body)
        return json.loads(body)

    def kill(self):
        self.process.kill()
        self.process.wait(30)

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(60)
