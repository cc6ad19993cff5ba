# SPDX-License-Identifier: GPL-3.0-or-later
"""What the README shows of vasctl runs as it stands there, and answers so: the made-up business is the same on the same day."""
import os
import re
import shlex
import subprocess
import tempfile
import unittest

from vasctl import ENGLISH, ROOT, VASCTL


def read_examples():
    """(command line, what is printed under it) of every console block."""
    with open(f'{ROOT}/README.md', encoding='utf-8') as file:
        blocks = re.findall(r'```console\n(.*?)```', file.read(), re.S)
    return [(line, shown) for block in blocks for line, shown in re.findall(r'^\$ (.+)\n((?:(?!\$ ).*\n)*)', block, re.M)]


class Readme(unittest.TestCase):
    def test_every_example_runs_and_answers_as_shown(self):
        examples = read_examples()
        self.assertGreater(len(examples), 3)
        with tempfile.TemporaryDirectory() as home:
            os.symlink(f'{ROOT}/data', f'{home}/data')
            for line, shown in examples:
                with self.subTest(line):
                    program, *arguments = shlex.split(line)
                    self.assertEqual(program, 'vasctl')
                    done = subprocess.run([VASCTL, *arguments], capture_output=True, text=True, check=False, env=ENGLISH, cwd=home)
                    self.assertIn(done.returncode, (0, 1), done.stderr)
                    self.assertEqual(done.stderr, '')
                    head, gap, tail = shown.partition('…\n')
                    self.assertTrue(done.stdout.startswith(head), done.stdout)
                    self.assertTrue(done.stdout.endswith(tail), done.stdout)
                    self.assertTrue(gap or done.stdout == shown, done.stdout)


if __name__ == '__main__':
    unittest.main()
