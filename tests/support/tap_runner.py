#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tap_runner.py FILE…: runs the unittest cases of each FILE and reports them as TAP, one line for each test method.

Subtests of a method are judged with it: the first that fails is named. Use Debian's /usr/bin/python3.
"""
import importlib.util
import os
import sys
import traceback
import unittest


class TapResult(unittest.TestResult):
    """Writes one TAP line as each test ends."""

    def __init__(self):
        super().__init__()
        self.number = 0
        self.bad = None

    def line(self, ok, test, comment=''):
        self.number += 1
        name = test.id().replace('#', '')
        print(f'{"ok" if ok else "not ok"} {self.number} - {name}{comment}', flush=True)

    def complain(self, error):
        for row in ''.join(traceback.format_exception(*error)).splitlines():
            print('# ' + row, flush=True)

    def startTest(self, test):
        super().startTest(test)
        self.bad, self.skip = False, None

    def stopTest(self, test):
        if self.bad or self.skip is None:
            self.line(not self.bad, test)
        else:
            self.line(True, test, f' # SKIP {self.skip}')
        super().stopTest(test)

    def outside(self, test):
        """Whether this is no test but a setUpClass or setUpModule."""
        return not isinstance(test, unittest.TestCase)

    def addError(self, test, err):
        super().addError(test, err)
        self.complain(err)
        self.bad = True
        if self.outside(test):
            self.line(False, test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.complain(err)
        self.bad = True

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err:
            print(f'# in {subtest.id()}')
            self.complain(err)
            self.bad = True

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.skip = reason
        if self.outside(test):
            self.line(True, test, f' # SKIP {reason}')

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        print('# passed although it is marked as failing')
        self.bad = True


def load(path):
    name = os.path.splitext(os.path.basename(path))[0]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return unittest.defaultTestLoader.loadTestsFromModule(module)


def main(paths):
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    result = TapResult()
    unittest.TestSuite([load(path) for path in paths]).run(result)
    print(f'1..{result.number}', flush=True)
    return int(not result.wasSuccessful() or result.number == 0)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
