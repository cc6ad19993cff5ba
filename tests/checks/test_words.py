# SPDX-License-Identifier: GPL-3.0-or-later
"""Every code that a rule or a command puts into a finding has its words, and they are translated."""
import glob
import os
import re
import subprocess
import unittest

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
CODE = re.compile(r'"([a-z]+(?:-[a-z0-9]+)+)"')
ROW = re.compile(r'^  \{ "([a-z0-9-]+)",\s*N_\("((?:[^"\\]|\\.)*)"\)', re.MULTILINE)
# What makes a finding, or takes a code on its way to one.
MAKERS = r'(?:vas_finding_new|vas_run_(?:fail|ask|pass)|vas_issue_fail_(?:text|sheet)|vas_parcel_step_fail|' \
         r'fail_order|fail_sheet|stock_finding|add_ending|add_amounts|compare|vas_verdict_find_code)'
CALL = re.compile(MAKERS + r' \(([^;{}]*)[;{]')
CHOSEN = re.compile(r'\bcode = ([^;]*);')
LISTED = re.compile(r'\{ VAS_OUTCOME_[A-Z]+, ("[a-z0-9-]+") \}')


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def words():
    tables = glob.glob(f'{ROOT}/src/core/vas-finding-codes*.c')
    return {code: sentence for path in tables for code, sentence in ROW.findall(read(path))}


def codes(path):
    text = read(path)
    for pattern in (CALL, CHOSEN, LISTED):
        for piece in pattern.findall(text):
            # What is compared with a prefix is no code.
            yield from CODE.findall(re.sub(r'g_str_has_prefix \([^)]*\)', '', piece))


class Words(unittest.TestCase):
    def test_every_code_in_use_has_words(self):
        known = words()
        self.assertGreater(len(known), 150)
        used = set()
        for path in glob.glob(f'{ROOT}/src/core/*.c') + glob.glob(f'{ROOT}/src/command/*.c'):
            if 'finding-codes' in path:
                continue
            for code in codes(path):
                used.add(code)
                with self.subTest(code, path=os.path.basename(path)):
                    self.assertIn(code, known)
        self.assertGreater(len(used), 120)

    def test_the_words_are_translated(self):
        catalog = subprocess.run(['msgattrib', '--translated', '--no-fuzzy', '--no-wrap', f'{ROOT}/po/zh_CN.po'],
                                 capture_output=True, text=True, check=True).stdout
        for code, sentence in words().items():
            with self.subTest(code):
                self.assertIn(f'msgid "{sentence}"', catalog)
