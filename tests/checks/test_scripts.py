# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripts a newcomer meets: they explain themselves, refuse what they do not know, and read debian/control right."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..')


def run(*command, env=None):
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
                          env={**os.environ, **(env or {})})


class Scripts(unittest.TestCase):
    def test_help_is_printed(self):
        for script in ('bootstrap', 'run', 'test', 'test-long'):
            with self.subTest(script):
                done = run(f'{ROOT}/script/{script}', '--help')
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(script, done.stdout)

    def test_unknown_word_is_wrong_use(self):
        for script in ('bootstrap', 'run', 'test', 'test-long'):
            with self.subTest(script):
                self.assertEqual(run(f'{ROOT}/script/{script}', '--nonsense').returncode, 2)

    def test_long_form_knows_every_target_it_names(self):
        with open(f'{ROOT}/script/test-long', encoding='utf-8') as file:
            text = file.read()
        named = re.findall(r'^#   (\S+)', text, re.MULTILINE)
        taken = re.search(r'^    ([\w-]+(?: \| [\w-]+)*)\) "\$target"', text, re.MULTILINE)[1].split(' | ')
        self.assertEqual(named, taken)
        for name in named:
            self.assertIn(f'\n{name}() {{\n', text)

    def test_run_without_a_display_says_what_works(self):
        done = run(f'{ROOT}/script/run', env={'DISPLAY': '', 'WAYLAND_DISPLAY': ''})
        self.assertEqual(done.returncode, 1)
        self.assertIn('no display', done.stderr)
        self.assertIn('--headless', done.stderr)
        self.assertIn('--screenshot DIR', done.stderr)

    def test_screenshot_without_a_folder_is_wrong_use(self):
        self.assertEqual(run(f'{ROOT}/script/run', '--screenshot').returncode, 2)

    def test_ci_calls_the_tests_and_nothing_else(self):
        with open(f'{ROOT}/.ci/run', encoding='utf-8') as file:
            lines = [line for line in file if not line.startswith('#')]
        self.assertEqual(lines, ['exec "$(dirname "$0")/../script/test"\n'])


class Bootstrap(unittest.TestCase):
    """script/bootstrap against a made-up control file and a made-up machine, where apt-get only writes down its words."""

    CONTROL = ('# remark: not-a-package\nSource: x\nBuild-Depends:\n debhelper-compat (= 13),\n one,\n two (>= 2.0),\n'
               ' three | other,\n tester <!nocheck>, shown <!nocheck>\n\nPackage: x\nRecommends: shown\nDepends: ${shlibs:Depends}\n')

    def setUp(self):
        self.root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.root)
        os.makedirs(f'{self.root}/script')
        os.makedirs(f'{self.root}/debian')
        os.makedirs(f'{self.root}/bin')
        shutil.copy(f'{ROOT}/script/bootstrap', f'{self.root}/script/bootstrap')
        self.write('debian/control', self.CONTROL)
        self.write('bin/dpkg-query', '#!/bin/sh\ncat "$(dirname "$0")/../status"\n')
        self.write('bin/apt-get', '#!/bin/sh\necho "$@" >>"$(dirname "$0")/../calls"\n')
        self.write('bin/id', '#!/bin/sh\necho 0\n')
        for name in ('dpkg-query', 'apt-get', 'id'):
            os.chmod(f'{self.root}/bin/{name}', 0o755)

    def write(self, path, text):
        with open(f'{self.root}/{path}', 'w', encoding='utf-8') as file:
            file.write(text)

    def installs(self, purpose, *status):
        self.write('status', ''.join(f'ii  {line}\n' for line in status))
        done = run(f'{self.root}/script/bootstrap', purpose, env={'PATH': f'{self.root}/bin:/usr/bin:/bin'})
        self.assertEqual(done.returncode, 0, done.stderr)
        if not os.path.exists(f'{self.root}/calls'):
            self.assertEqual(done.stdout, '')
            return []
        with open(f'{self.root}/calls', encoding='utf-8') as file:
            update, install = file.read().splitlines()
        self.assertTrue(update.endswith(' update'))
        packages = install.split('--no-install-recommends ')[1].split()
        for package in packages:
            self.assertIn(package, done.stdout)
        return packages

    def test_bare_machine_gets_all(self):
        self.assertEqual(self.installs('test'), ['build-essential', 'one', 'shown', 'tester', 'three', 'two'])

    def test_running_needs_no_test_tools(self):
        self.assertEqual(self.installs('run'), ['build-essential', 'one', 'shown', 'three', 'two'])

    def test_building_needs_neither(self):
        self.assertEqual(self.installs('build'), ['build-essential', 'one', 'three', 'two'])

    def test_nothing_missing_installs_nothing(self):
        self.assertEqual(self.installs('build', 'build-essential 1', 'one 1', 'two 2.0', 'three 1'), [])

    def test_alternative_counts(self):
        self.assertEqual(self.installs('build', 'build-essential 1', 'one 1', 'two 2.0', 'other 1'), [])

    def test_older_version_is_replaced(self):
        self.assertEqual(self.installs('build', 'build-essential 1', 'one 1', 'two 1.9', 'three 1'), ['two'])


if __name__ == '__main__':
    unittest.main()
