# SPDX-License-Identifier: GPL-3.0-or-later
"""Desktop data and translations: valid, complete, and naming only what exists."""
import glob
import os
import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
BUILD = os.environ['VAS_BUILD_ROOT']
ID = 'org.vasdesk.Vasdesk'
ENGLISH = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': ''}


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENGLISH, cwd=ROOT)
    return done.returncode, done.stdout + done.stderr


def read(path):
    with open(f'{ROOT}/{path}', encoding='utf-8') as file:
        return file.read()


def found(pattern):
    return sorted(os.path.relpath(path, ROOT) for path in glob.glob(f'{ROOT}/{pattern}', recursive=True))


class Desktop(unittest.TestCase):
    def test_desktop_file_is_valid(self):
        self.assertEqual(run('desktop-file-validate', f'{BUILD}/data/{ID}.desktop'), (0, ''))

    def test_metainfo_is_valid(self):
        _, out = run('appstreamcli', 'validate', '--no-net', '--no-color', f'{BUILD}/data/{ID}.metainfo.xml')
        self.assertIn('Validation', out)
        wrong = [line for line in out.splitlines() if line.startswith(('E:', 'W:'))]
        # The project has no home page to name; newer versions of the tool warn of that.
        self.assertEqual([line for line in wrong if 'url-homepage-missing' not in line], [], out)

    def test_desktop_file_and_metainfo_are_in_chinese(self):
        for name in (f'{ID}.desktop', f'{ID}.metainfo.xml'):
            with self.subTest(name), open(f'{BUILD}/data/{name}', encoding='utf-8') as file:
                self.assertIn('增值服务后台', file.read())

    def test_icons_exist_and_are_square(self):
        for path in (f'scalable/apps/{ID}.svg', f'symbolic/apps/{ID}-symbolic.svg'):
            with self.subTest(path):
                svg = ElementTree.parse(f'{ROOT}/data/icons/hicolor/{path}').getroot()
                self.assertEqual(svg.get('width'), svg.get('height'))

    def test_settings_are_compiled(self):
        self.assertTrue(os.path.exists(f'{BUILD}/data/gschemas.compiled'))

    def test_release_is_the_version_of_the_build(self):
        version = re.search(r"version: '([0-9.]+)'", read('meson.build'))[1]
        self.assertIn(f'<release version="{version}"', read(f'data/{ID}.metainfo.xml.in'))
        self.assertIn(f'vasdesk ({version})', read('debian/changelog').splitlines()[0])


class Ui(unittest.TestCase):
    def test_every_ui_file_is_well_formed(self):
        for path in found('data/ui/**/*.ui'):
            with self.subTest(path):
                ElementTree.parse(f'{ROOT}/{path}')

    def test_every_ui_file_is_in_the_resources(self):
        resources = ''.join(read(path) for path in found('data/**/*.gresource.xml'))
        for path in found('data/ui/**/*.ui'):
            with self.subTest(path):
                self.assertIn(os.path.basename(path), resources)

    def test_ui_files_are_of_readable_length(self):
        for path in found('data/ui/**/*.ui'):
            with self.subTest(path):
                self.assertLessEqual(read(path).count('\n'), 600)


class Translations(unittest.TestCase):
    def test_chinese_is_whole_and_current(self):
        with tempfile.TemporaryDirectory() as folder:
            status, out = run('tools/extract-strings', f'{folder}/new.pot')
            self.assertEqual(status, 0, out)
            status, out = run('msgcmp', 'po/zh_CN.po', f'{folder}/new.pot')
        self.assertEqual(status, 0, 'run tools/update-po, then translate:\n' + out)

    def test_chinese_keeps_the_formats(self):
        status, out = run('msgfmt', '--check', '--statistics', '-o', '/dev/null', 'po/zh_CN.po')
        self.assertEqual(status, 0, out)
        self.assertNotRegex(out, 'fuzzy|untranslated')

    def test_chinese_keeps_the_figures(self):
        # A figure stands in braces by its name.
        for entry in re.findall(r'^msgid "(.+)"\n(?:msgid_plural .+\n)?msgstr(?:\[0\])? "(.+)"$', read('po/zh_CN.po'), re.M):
            with self.subTest(entry[0]):
                self.assertEqual(*(sorted(re.findall(r'\{\w+\}', text)) for text in entry))

    def test_every_file_with_strings_is_listed(self):
        listed = [line for line in read('po/POTFILES').splitlines() if not line.startswith('#')]
        have = [path for path in found('src/**/*.c') if re.search(r'\b(N?C?_|ngettext|g_dngettext) *\(', read(path))]
        have += [path for path in found('data/**/*.ui') if re.search(r'translatable="(yes|true)"', read(path))]
        self.assertEqual(sorted(set(have) - set(listed)), [], 'run tools/update-po')
        self.assertEqual([path for path in listed if not os.path.exists(f'{ROOT}/{path}')], [])


class Dependencies(unittest.TestCase):
    def test_control_asks_for_the_versions_the_build_asks_for(self):
        control = read('debian/control')
        for dependency, package in (('glib-2.0', 'libglib2.0-dev'), ('json-glib-1.0', 'libjson-glib-dev'),
                                    ('sqlite3', 'libsqlite3-dev'), ('gtk4', 'libgtk-4-dev'), ('libadwaita-1', 'libadwaita-1-dev')):
            asked = re.search(rf"dependency\('{dependency}', version: '>= ([0-9.]+)'", read('meson.build'))
            if asked:
                with self.subTest(package):
                    self.assertIn(f'{package} (>= {asked[1]})', control)


if __name__ == '__main__':
    unittest.main()
