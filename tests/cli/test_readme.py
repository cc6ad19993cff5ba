# SPDX-License-Identifier: GPL-3.0-or-later
"""What the README shows of vasctl runs as it stands there, and answers so where no day and no made-up data decide."""
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
                    if '--replica' not in arguments:
                        self.assertEqual(done.stdout, shown)
                    elif shown.startswith('…'):
                        self.assertTrue(done.stdout.endswith(shown[2:]), done.stdout)


if __name__ == '__main__':
    unittest.main()
