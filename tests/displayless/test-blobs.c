/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files by their content: what is kept, what is refused, and that what is read is what was saved. */

#include "vas-blobs.h"
#include "vas-sql.h"
#include "vas-test-dir.h"

#include <sys/stat.h>

#define JPEG "\xff\xd8\xff\xe0 a photo"

static GBytes *
make_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
test_round_trip (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = make_bytes (JPEG);
  g_autoptr (GBytes) back = NULL;
  g_autofree char *hash = vas_blobs_save (directory, bytes, &error);
  g_autofree char *path = NULL;
  g_autofree char *expected = NULL;
  GStatBuf info;

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (hash), ==, 64);
  path = vas_blobs_get_path (directory, hash, NULL);
  expected = g_strdup_printf ("%s/blobs/%.2s/%s", directory, hash, hash + 2);
  g_assert_cmpstr (path, ==, expected);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  g_assert_true (vas_blobs_has (directory, hash));
  back = vas_blobs_load (directory, hash, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, back));
  vas_test_dir_remove (directory);
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += g_file_test (child, G_FILE_TEST_IS_DIR) ? count_files (child) : 1;
    }
  return n;
}

static void
test_once (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  g_autoptr (GBytes) bytes = make_bytes (JPEG);
  g_autoptr (GBytes) other = make_bytes (JPEG " of another");
  g_autofree char *first = vas_blobs_save (directory, bytes, NULL);
  g_autofree char *again = vas_blobs_save (directory, bytes, NULL);
  g_autofree char *third = vas_blobs_save (directory, other, NULL);

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, third);
  g_assert_cmpuint (count_files (directory), ==, 2);
  vas_test_dir_remove (directory);
}

static void
test_kinds (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  static const struct { const char *text; gsize length; VasBlobKind kind; } files[] = {
    { "\xff\xd8\xff\xe0", 4, VAS_BLOB_KIND_JPEG },
    { "\xff\xd8\xff", 3, VAS_BLOB_KIND_NONE },
    { "\x89PNG\r\n\x1a\n.", 9, VAS_BLOB_KIND_PNG },
    { "\x89PNG\n\x1a\n..", 9, VAS_BLOB_KIND_NONE },
    { "%PDF-1.4", 8, VAS_BLOB_KIND_PDF },
    { " %PDF-1.4", 9, VAS_BLOB_KIND_NONE },
    { "GIF89a.", 7, VAS_BLOB_KIND_NONE },
    { "<html>", 6, VAS_BLOB_KIND_NONE },
    { "MZ", 2, VAS_BLOB_KIND_NONE },
    { "", 0, VAS_BLOB_KIND_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (files[i].text, files[i].length);
      g_autoptr (GError) error = NULL;
      g_autofree char *hash = vas_blobs_save (directory, bytes, &error);

      g_assert_cmpint (vas_blobs_get_kind (bytes), ==, files[i].kind);
      if (files[i].kind == VAS_BLOB_KIND_NONE)
        g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
      else
        g_assert_nonnull (hash);
    }
  g_assert_cmpuint (count_files (directory), ==, 3);
  vas_test_dir_remove (directory);
}

static void
test_size (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  g_autofree char *data = g_malloc0 (VAS_BLOBS_MOST_BYTES + 1);
  g_autoptr (GBytes) most = NULL;
  g_autoptr (GBytes) more = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (data, "%PDF-", 5);
  most = g_bytes_new (data, VAS_BLOBS_MOST_BYTES);
  more = g_bytes_new (data, VAS_BLOBS_MOST_BYTES + 1);
  kept = vas_blobs_save (directory, most, NULL);
  g_assert_nonnull (kept);
  g_assert_null (vas_blobs_save (directory, more, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  vas_test_dir_remove (directory);
}

static void
test_names (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  g_autofree char *absent = g_strnfill (64, 'a');
  g_autofree char *upper = g_strnfill (64, 'A');
  g_autofree char *dots = g_strdup_printf ("../../%058d", 0);
  const char *names[] = { NULL, "", "..", "../../etc/passwd", "ab", upper, dots };
  g_autoptr (GError) missing = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vas_blobs_load (directory, names[i], &error));
      g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
      g_assert_false (vas_blobs_has (directory, names[i]));
    }
  g_assert_null (vas_blobs_load (directory, absent, &missing));
  g_assert_error (missing, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
  vas_test_dir_remove (directory);
}

static void
test_damaged (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  g_autoptr (GBytes) bytes = make_bytes (JPEG);
  g_autoptr (GBytes) mended = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = vas_blobs_save (directory, bytes, NULL);
  g_autofree char *again = NULL;
  g_autofree char *path = vas_blobs_get_path (directory, hash, NULL);

  g_assert_true (g_file_set_contents (path, "\xff\xd8\xff cut short", -1, NULL));
  g_assert_null (vas_blobs_load (directory, hash, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED);

  again = vas_blobs_save (directory, bytes, NULL);
  g_assert_cmpstr (again, ==, hash);
  mended = vas_blobs_load (directory, hash, NULL);
  g_assert_true (g_bytes_equal (bytes, mended));
  vas_test_dir_remove (directory);
}

static void
test_from_file (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  g_autofree char *source = g_build_filename (directory, "photo.txt", NULL);
  g_autofree char *pipe = g_build_filename (directory, "pipe.jpg", NULL);
  g_autofree char *hash = NULL;
  const char *bad[] = { directory, pipe, "/dev/zero" };
  g_autoptr (GError) missing = NULL;

  g_assert_true (g_file_set_contents (source, JPEG, -1, NULL));
  hash = vas_blobs_save_file (directory, source, NULL);
  g_assert_true (vas_blobs_has (directory, hash));
  g_assert_true (g_file_test (source, G_FILE_TEST_EXISTS));

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vas_blobs_save_file (directory, bad[i], &error));
      g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
    }
  g_assert_null (vas_blobs_save_file (directory, "/nowhere/at/all", &missing));
  g_assert_error (missing, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
  vas_test_dir_remove (directory);
}

static void
test_sweep (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  g_autofree char *left = g_build_filename (directory, "blobs", "new-AbCdEf", NULL);
  g_autoptr (GBytes) bytes = make_bytes (JPEG);
  g_autofree char *hash = vas_blobs_save (directory, bytes, NULL);

  g_assert_true (g_file_set_contents (left, "half", -1, NULL));
  vas_blobs_sweep (directory);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_true (vas_blobs_has (directory, hash));
  vas_test_dir_remove (directory);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blobs/what-was-saved-comes-back", test_round_trip);
  g_test_add_func ("/blobs/the-same-bytes-are-kept-once", test_once);
  g_test_add_func ("/blobs/only-jpeg-png-and-pdf-by-their-first-bytes", test_kinds);
  g_test_add_func ("/blobs/ten-mebibytes-and-no-more", test_size);
  g_test_add_func ("/blobs/only-a-hash-is-a-name", test_names);
  g_test_add_func ("/blobs/damage-is-noticed-and-mended-by-saving-again", test_damaged);
  g_test_add_func ("/blobs/only-regular-files-are-read", test_from_file);
  g_test_add_func ("/blobs/what-was-not-finished-is-swept-away", test_sweep);
  return g_test_run ();
}
