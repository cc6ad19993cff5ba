#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tap_runner.py [--only REGEX | --without REGEX] FILE…: runs the unittest cases of each FILE and reports them as TAP, a line for each method.

With --only or --without, those are chosen or left out whose name (file.Class.method) has a match. Subtests of a method are judged with it: the first that fails is named. Use Debian's /usr/bin/python3.
"""
import argparse
import importlib.util
import os
import re
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


def choose(suite, wanted):
    """The same suite, so that classes are still set up once, with the cases that are wanted."""
    return unittest.TestSuite([choose(test, wanted) if isinstance(test, unittest.TestSuite) else test for test in suite
                               if isinstance(test, unittest.TestSuite) or wanted(test.id())])


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument('--only', type=re.compile)
    parser.add_argument('--without', type=re.compile)
    parser.add_argument('files', nargs='+')
    options = parser.parse_args(arguments)

    def wanted(name):
        return not (options.only and not options.only.search(name)) and not (options.without and options.without.search(name))

    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    result = TapResult()
    choose(unittest.TestSuite([load(path) for path in options.files]), wanted).run(result)
    print(f'1..{result.number}', flush=True)
    return int(not result.wasSuccessful() or result.number == 0)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
