# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/check-layers finds each kind of breach, and only that, in a small tree made for it."""
import os
import subprocess
import tempfile
import unittest

TOOL = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../tools/check-layers')
SPDX = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
FUNCTION = 'void\nvas_f (void)\n{\n%s}\n'
CLEAN = {
    'src/core/vas-a.h': SPDX + '#pragma once\n#include <glib.h>\n',
    'src/core/vas-a.c': SPDX + '#include "vas-a.h"\n' + FUNCTION % '  f ();\n',
    'src/store/vas-s.h': SPDX + '#pragma once\n#include "vas-a.h"\n#include <sqlite3.h>\n',
    'src/store/vas-s.c': SPDX + '#include "vas-s.h"\nstatic const char *q = "SELECT a FROM b";\n',
    'src/ui/vas-w.h': SPDX + '#pragma once\n#include <gtk/gtk.h>\n#include "vas-s.h"\n',
    'src/meson.build': '# SPDX-License-Identifier: GPL-3.0-or-later\n',
}


class Layers(unittest.TestCase):
    def run_on(self, changes):
        with tempfile.TemporaryDirectory() as root:
            for path, text in {**CLEAN, **changes}.items():
                os.makedirs(os.path.dirname(f'{root}/{path}'), exist_ok=True)
                with open(f'{root}/{path}', 'w', encoding='utf-8') as file:
                    file.write(text)
            done = subprocess.run(['/usr/bin/python3', TOOL, root], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    def refused(self, why, path, text):
        status, out = self.run_on({path: text})
        self.assertEqual(status, 1, out)
        self.assertEqual(len(out.splitlines()), 1, out)
        self.assertIn(why, out)
        self.assertIn(path, out)

    def passes(self, path, text):
        self.assertEqual(self.run_on({path: text}), (0, ''))

    def test_clean_tree_passes(self):
        self.assertEqual(self.run_on({}), (0, ''))

    def test_core_including_store_is_refused(self):
        self.refused('core may not include store', 'src/core/vas-b.c', SPDX + '#include "vas-s.h"\n')

    def test_store_including_ui_is_refused(self):
        self.refused('store may not include ui', 'src/store/vas-b.c', SPDX + '#include "vas-w.h"\n')

    def test_remote_including_store_is_refused(self):
        self.refused('remote may not include store', 'src/remote/vas-b.c', SPDX + '#include "vas-s.h"\n')

    def test_gtk_below_ui_is_refused(self):
        self.refused('<gtk/gtk.h> does not belong in command', 'src/command/vas-b.c', SPDX + '#include <gtk/gtk.h>\n')

    def test_adwaita_in_app_passes(self):
        self.passes('src/app/main.c', SPDX + '#include <adwaita.h>\n')

    def test_sqlite_outside_store_is_refused(self):
        self.refused('<sqlite3.h> does not belong in ui', 'src/ui/vas-b.c', SPDX + '#include <sqlite3.h>\n')

    def test_libsoup_outside_remote_is_refused(self):
        self.refused('<libsoup/soup.h> does not belong', 'src/sync/vas-b.c', SPDX + '#include <libsoup/soup.h>\n')

    def test_json_glib_in_core_is_refused(self):
        self.refused('does not belong in core', 'src/core/vas-b.c', SPDX + '#include <json-glib/json-glib.h>\n')

    def test_json_glib_above_core_passes(self):
        self.passes('src/json/vas-b.c', SPDX + '#include <json-glib/json-glib.h>\n')

    def test_unknown_layer_is_refused(self):
        self.refused('src/extra is no layer', 'src/extra/vas-b.c', SPDX)

    def test_include_cycle_is_refused(self):
        status, out = self.run_on({'src/core/vas-x.h': SPDX + '#include "vas-y.h"\n',
                                   'src/core/vas-y.h': SPDX + '#include "vas-x.h"\n'})
        self.assertEqual(status, 1)
        self.assertIn('src/core/vas-x.h:1: includes itself by way of src/core/vas-y.h → src/core/vas-x.h', out)

    def test_header_from_nowhere_is_refused(self):
        self.refused('is no header of the project', 'src/core/vas-b.c', SPDX + '#include "vas-none.h"\n')

    def test_generated_header_passes(self):
        status, out = self.run_on({'src/core/vas-b.c': SPDX + '#include "vas-table.h"\n',
                                   'src/core/meson.build': "# SPDX-License-Identifier: X\noutput: 'vas-table.h'\n"})
        self.assertEqual((status, out), (0, ''))

    def test_two_headers_of_one_name_are_refused(self):
        self.refused('has the name of', 'src/ui/vas-a.h', SPDX)

    def test_missing_spdx_is_refused(self):
        for path in ('src/core/vas-b.c', 'src/core/vas-b.h', 'tools/thing', 'tests/x.py', 'data/ui/x.ui'):
            with self.subTest(path):
                self.refused('no SPDX', path, '\n')

    def test_file_of_600_lines_passes_and_601_is_refused(self):
        self.passes('src/core/vas-b.c', SPDX + '\n' * 599)
        self.refused('601 lines', 'src/core/vas-b.c', SPDX + '\n' * 600)

    def test_long_file_with_its_reason_passes_up_to_1000(self):
        reason = '/* A table; long because the law is. */\n'
        self.passes('src/core/vas-b.c', SPDX + reason + '\n' * 998)
        self.refused('1000 is the most', 'src/core/vas-b.c', SPDX + reason + '\n' * 999)

    def test_reason_below_the_includes_does_not_count(self):
        self.refused('no "long because', 'src/core/vas-b.c', SPDX + '#include <glib.h>\n/* long because */\n' + '\n' * 600)

    def test_function_of_80_lines_passes_and_81_is_refused(self):
        self.passes('src/core/vas-b.c', SPDX + FUNCTION % ('  f ();\n' * 79))
        self.refused('a function of 81 lines', 'src/core/vas-b.c', SPDX + FUNCTION % ('  f ();\n' * 80))

    def test_long_table_is_no_function(self):
        self.passes('src/core/vas-b.c', SPDX + 'static const int table[] =\n{\n' + '  1,\n' * 100 + '};\n')

    def test_goto_is_refused_but_not_the_word_in_a_comment(self):
        self.refused('goto', 'src/core/vas-b.c', SPDX + FUNCTION % '  goto out;\n')
        self.passes('src/core/vas-b.c', SPDX + '/* no goto here */\n')

    def test_promise_of_later_work_is_refused(self):
        for word in ('TODO', 'FIXME', 'XXX'):
            with self.subTest(word):
                self.refused('promises later work', 'src/core/vas-b.c', SPDX + f'/* {word} this */\n')

    def test_mkstemp_pattern_is_no_promise(self):
        self.passes('src/core/vas-b.c', SPDX + 'const char *t = "fileXXXXXX";\n')

    def test_sql_outside_store_is_refused(self):
        for sql in ('SELECT a FROM b', 'INSERT INTO a', 'UPDATE a SET b = 1', 'DELETE FROM a', 'PRAGMA quick_check'):
            with self.subTest(sql):
                self.refused('SQL outside store', 'src/command/vas-b.c', SPDX + f'const char *q = "{sql}";\n')

    def test_sql_word_in_prose_passes(self):
        self.passes('src/ui/vas-b.c', SPDX + '/* SELECT a FROM b */\nconst char *q = "Select all";\n')

    def test_select_star_in_store_is_refused(self):
        self.refused('not used here', 'src/store/vas-b.c', SPDX + 'const char *q = "SELECT * FROM a";\n')


if __name__ == '__main__':
    unittest.main()
