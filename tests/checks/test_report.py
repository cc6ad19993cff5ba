# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/test-report adds up what really happened: the last line of script/test rests on it."""
import json
import os
import subprocess
import tempfile
import unittest

TOOL = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../tools/test-report')
FLAT = '1..3\nok 1 /a/x\nok 2 /a/y # SKIP no such thing here\nok 3 /a/z\n'
NESTED = 'TAP version 14\n# Subtest: a\n    # Subtest: b\n        ok 1 /a/b/x\n        ok 2 /a/b/y\n        1..2\n' \
         '    ok 1 b\n    ok 2 /a/z\n    1..2\nok 1 a\n1..1\n'


class Report(unittest.TestCase):
    def report(self, *programs, extra=()):
        with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
            for number, (result, stdout) in enumerate(programs):
                file.write(json.dumps({'name': f'p{number}', 'result': result, 'stdout': stdout, 'stderr': 'why it broke',
                                       'returncode': 1}) + '\n')
            file.flush()
            done = subprocess.run(['/usr/bin/python3', TOOL, f'gcc:{file.name}', *extra], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()

    def test_tests_and_skips_of_flat_tap_are_counted(self):
        status, out = self.report(('OK', FLAT))
        self.assertEqual((status, out[-1]), (0, '2 passed, 0 failed, 1 skipped'))
        self.assertEqual(out[0], 'skipped gcc: p0: /a/y # SKIP no such thing here')

    def test_nested_tap_counts_its_leaves_only(self):
        self.assertEqual(self.report(('OK', NESTED)), (0, ['3 passed, 0 failed']))

    def test_nested_failure_counts_once(self):
        status, out = self.report(('FAIL', NESTED.replace('ok 2 /a/b/y', 'not ok 2 /a/b/y').replace('ok 1 b', 'not ok 1 b')
                                   .replace('\nok 1 a', '\nnot ok 1 a')))
        self.assertEqual((status, out[-1]), (1, '2 passed, 1 failed'))

    def test_two_programs_are_summed(self):
        self.assertEqual(self.report(('OK', FLAT), ('OK', NESTED))[1][-1], '5 passed, 0 failed, 1 skipped')

    def test_failure_is_named_with_its_output(self):
        status, out = self.report(('FAIL', '1..2\nok 1 /a/x\nnot ok 2 /a/y\n'))
        self.assertEqual((status, out[-1]), (1, '1 passed, 1 failed'))
        self.assertIn('FAILED gcc: p0: /a/y', out)
        self.assertIn('    why it broke', out)

    def test_crash_after_passing_tests_is_a_failure(self):
        status, out = self.report(('ERROR', 'ok 1 /a/x\n'))
        self.assertEqual((status, out[-1]), (1, '1 passed, 1 failed'))

    def test_time_out_is_a_failure(self):
        self.assertEqual(self.report(('TIMEOUT', ''))[1][-1], '0 passed, 1 failed')

    def test_program_without_tap_is_one_test(self):
        self.assertEqual(self.report(('OK', 'hello\n')), (0, ['1 passed, 0 failed']))

    def test_skipped_program_is_one_skip(self):
        self.assertEqual(self.report(('OK', FLAT), ('SKIP', '1..0 # SKIP no display\n'))[1][-1], '2 passed, 0 failed, 2 skipped')

    def test_build_that_breaks_is_a_failure(self):
        status, out = self.report(('OK', FLAT), extra=['clang:broken'])
        self.assertEqual((status, out[-1]), (1, '2 passed, 1 failed, 1 skipped'))

    def test_nothing_run_at_all_is_no_success(self):
        self.assertEqual(self.report(), (1, ['0 passed, 0 failed']))


if __name__ == '__main__':
    unittest.main()
