/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R31: a file that leaves is written aside and gets its name last. */

#include "vas-aside-file.h"

#include "vas-sql.h"
#include "vas-test-dir.h"

#include <string.h>
#include <sys/stat.h>

typedef struct {
  char *records;
  char *folder;
  char *path;
} Place;

static void
set_up (Place         *place,
        gconstpointer  data)
{
  place->records = vas_test_dir_make ();
  place->folder = vas_test_dir_make ();
  place->path = g_build_filename (place->folder, "list.csv", NULL);
}

static void
tear_down (Place         *place,
           gconstpointer  data)
{
  vas_test_dir_remove (place->records);
  vas_test_dir_remove (place->folder);
  g_free (place->records);
  g_free (place->folder);
  g_free (place->path);
}

static VasAsideFile *
write_text (Place      *place,
            const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  VasAsideFile *aside = vas_aside_file_new (place->path, place->records, &error);

  g_assert_no_error (error);
  g_assert_true (vas_aside_file_write (aside, bytes, &error));
  return aside;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_named (Place         *place,
            gconstpointer  data)
{
  VasAsideFile *aside = write_text (place, "second");
  g_autofree char *text = NULL;
  GStatBuf info;

  g_assert_true (g_file_set_contents (place->path, "first", -1, NULL));
  g_assert_true (vas_aside_file_name (aside, NULL));
  vas_aside_file_free (aside);
  g_assert_true (g_file_get_contents (place->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "second");
  g_assert_cmpint (g_stat (place->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_files (place->folder), ==, 1);
}

static void
test_unnamed (Place         *place,
              gconstpointer  data)
{
  VasAsideFile *aside = write_text (place, "refused");

  g_assert_cmpuint (count_files (place->folder), ==, 1);
  g_assert_false (g_file_test (place->path, G_FILE_TEST_EXISTS));
  vas_aside_file_free (aside);
  g_assert_cmpuint (count_files (place->folder), ==, 0);
}

/* Where the name is taken by a folder nothing is left behind. */
static void
test_no_name (Place         *place,
              gconstpointer  data)
{
  VasAsideFile *aside = write_text (place, "x");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (place->path, 0700), ==, 0);
  g_assert_false (vas_aside_file_name (aside, &error));
  g_assert_nonnull (strstr (error->message, place->path));
  vas_aside_file_free (aside);
  g_assert_cmpuint (count_files (place->folder), ==, 1);
}

static void
test_records (Place         *place,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (place->records, "replica.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (vas_aside_file_new (path, place->records, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  g_assert_cmpuint (count_files (place->records), ==, 0);
}

#define ADD(path, func) g_test_add (path, Place, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/aside-file/named-it-replaces-what-was-there-R31", test_named);
  ADD ("/aside-file/unnamed-it-is-deleted-R31", test_unnamed);
  ADD ("/aside-file/what-cannot-be-named-is-deleted-R31", test_no_name);
  ADD ("/aside-file/nothing-is-written-among-the-records-R32", test_records);

  return g_test_run ();
}
