# SPDX-License-Identifier: GPL-3.0-or-later
"""Every code that a rule or a command puts into a finding has its words, and they are translated. The lines of a menu fit on a small
screen, and no two of one level answer to the same letter, in any language."""
import glob
import os
import re
import subprocess
import tempfile
import unittest
from gettext import GNUTranslations
from xml.etree import ElementTree

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

def levels(menu):
    """The labels of each level of a menu; a submenu is a level of its own."""
    own, deeper = [], []
    for child in menu:
        if child.tag == 'section':
            first, *rest = levels(child)
            own += first
            deeper += rest
        elif child.tag in ('item', 'submenu'):
            own.append(child.find("attribute[@name='label']").text)
            if child.tag == 'submenu':
                deeper += levels(child)
    return [own, *deeper]


def mnemonic(label):
    found = re.search('_(.)', label)
    return found[1].lower() if found else None


class Menus(unittest.TestCase):
    MOST_LINES = 14          # of 32 pixels, beside the separators: a screen of 768 has room for them

    def test_no_two_lines_of_a_level_share_a_letter_and_all_fit(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(['msgfmt', '-o', f'{folder}/zh.mo', f'{ROOT}/po/zh_CN.po'], check=True)
            with open(f'{folder}/zh.mo', 'rb') as compiled:
                chinese = GNUTranslations(compiled)
        seen = 0
        for path in glob.glob(f'{ROOT}/data/ui/**/*.ui', recursive=True):
            for menu in ElementTree.parse(path).iter('menu'):
                for labels in levels(menu):
                    seen += 1
                    for translate in (str, chinese.gettext):
                        letters = [mnemonic(translate(label)) for label in labels]
                        with self.subTest(os.path.basename(path), labels=labels):
                            self.assertLessEqual(len(labels), self.MOST_LINES)
                            self.assertEqual(len(letters), len(set(letters)), letters)
        self.assertGreater(seen, 4)

