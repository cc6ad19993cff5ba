# SPDX-License-Identifier: GPL-3.0-or-later
"""doc/rules.md: every rule once, and everything that it names exists under that name."""
import glob
import os
import re
import unittest

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
RULES = [f'R{number}' for number in range(1, 33)]


def read(path):
    with open(f'{ROOT}/{path}', encoding='utf-8') as file:
        return file.read()


def read_all(pattern):
    return ''.join(read(os.path.relpath(path, ROOT)) for path in sorted(glob.glob(f'{ROOT}/{pattern}', recursive=True)))


PAGE = read('doc/rules.md')
NAMED = sorted(set(re.findall(r'`([^`\n]+)`', PAGE)))
HEADINGS = re.findall(r'^## (.+)$', PAGE, re.M)


def anchor(heading):
    """The fragment that a heading gets: letters, digits, blanks and hyphens stay, blanks become hyphens."""
    return '#' + re.sub(r'[^\w -]', '', heading.lower()).replace(' ', '-')


class RulesPage(unittest.TestCase):
    def missing(self, names, text, shape):
        self.assertTrue(names)
        self.assertEqual([name for name in names if not re.search(shape % re.escape(name), text, re.M)], [])

    def test_every_rule_is_a_heading_once_and_in_order(self):
        self.assertEqual([heading.split(' · ')[0] for heading in HEADINGS], RULES)

    def test_the_table_links_to_every_rule_in_order(self):
        rows = re.findall(r'^\| \[(R\d+)\]\((#[^)]+)\) \|', PAGE, re.M)
        self.assertEqual(rows, [(rule, anchor(heading)) for rule, heading in zip(RULES, HEADINGS)])

    def test_clauses_are_those_of_the_help(self):
        shown = dict(re.findall(r'^  \{ "(R\d+)", "([^"]*)"', read('src/ui/help/vas-rule-list.c'), re.M))
        table = {rule: clause.strip() for rule, clause in re.findall(r'^\| \[(R\d+)\]\([^)]+\) \|([^|]*)\|', PAGE, re.M)}
        self.assertEqual(table, shown)

    def test_every_rule_says_where_by_what_and_with_which_tests(self):
        for section in PAGE.split('\n## ')[1:]:
            with self.subTest(section.split(' ')[0]):
                for word in ('**Judged:**', '**Speaks:**', '**Tests:**'):
                    self.assertEqual(section.count(word), 1)

    def test_every_file_exists(self):
        paths = [name for name in NAMED if re.fullmatch(r'(src|tests|data|doc|tools|script)/[\w./-]+', name)]
        self.assertTrue(paths)
        self.assertEqual([path for path in paths if not os.path.exists(f'{ROOT}/{path}')], [])

    def test_every_test_path_exists(self):
        paths = [name for name in NAMED if name.startswith('/')]
        self.missing(paths, read_all('tests/display*/*.c'), r'"%s"')

    def test_every_python_test_exists(self):
        self.missing([name for name in NAMED if re.fullmatch(r'test_\w+', name)], read_all('tests/*/test_*.py'), r'^    def %s\(')

    def test_every_function_exists(self):
        names = [name.removesuffix('()') for name in NAMED if re.fullmatch(r'vas_\w+\(\)|judge_\w+', name)]
        self.missing(names, read_all('src/**/*.c'), r'^%s \(')

    def test_every_command_and_setting_exists(self):
        names = [name for name in NAMED if re.fullmatch(r'[a-z]+\.[a-z-]+', name)]
        self.missing(names, read_all('src/command/*.c') + read('src/core/vas-settings.c'), r'^  \{ "%s",')

    def test_every_finding_code_is_spoken_by_somebody(self):
        tables = sorted(glob.glob(f'{ROOT}/src/core/vas-finding-codes*.c'))
        codes = re.findall(r'^  \{ "([a-z0-9-]+)", N', read_all('src/core/vas-finding-codes*.c'), re.M)
        speakers = ''.join(read(os.path.relpath(path, ROOT)) for path in glob.glob(f'{ROOT}/src/*/*.c') if path not in tables)
        self.assertGreater(len(codes), 200)
        self.assertEqual([code for code in codes if f'"{code}"' not in speakers], [])

    def test_every_finding_code_exists(self):
        names = [name for name in NAMED if re.fullmatch(r'[a-z]+(-[a-z]+)+', name)]
        self.missing(names, read_all('src/core/vas-finding-codes*.c'), r'\{ "%s",')


if __name__ == '__main__':
    unittest.main()
