/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Runs a fuzz target over its kept corpus: each file as it is, every prefix of it, and a fixed number of small changes
 * drawn from a seed that is the file's own hash, so that a failure comes again. One test for each file.
 */

#include "fuzz.h"

#include <glib.h>

#define CHANGES 400
#define LONGEST_PREFIXED 1024

static void
feed (const guint8 *bytes,
      gsize         length)
{
  /* An exact copy, so that a byte read beyond the end is seen by the sanitizer; nothing is no NULL. */
  g_autofree guint8 *copy = g_malloc (MAX (length, 1));

  memcpy (copy, bytes, length);
  LLVMFuzzerTestOneInput (copy, length);
}

static void
feed_changed (GRand        *random,
              const guint8 *bytes,
              gsize         length)
{
  g_autoptr (GByteArray) changed = g_byte_array_new ();
  guint turns = (guint) g_rand_int_range (random, 1, 4);

  g_byte_array_append (changed, bytes, (guint) length);
  for (guint i = 0; i < turns; i++)
    {
      guint place = changed->len == 0 ? 0 : (guint) g_rand_int_range (random, 0, (gint32) changed->len);
      guint8 byte = (guint8) g_rand_int_range (random, 0, 256);

      if (changed->len == 0 || g_rand_boolean (random))
        {
          g_byte_array_append (changed, &byte, 1);
          memmove (changed->data + place + 1, changed->data + place, changed->len - place - 1);
          changed->data[place] = byte;
        }
      else if (g_rand_boolean (random))
        changed->data[place] = byte;
      else
        g_byte_array_remove_index (changed, place);
    }

  feed (changed->data, changed->len);
}

static void
test_file (gconstpointer data)
{
  const char *path = data;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) random = NULL;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);

  feed ((const guint8 *) bytes, length);
  for (gsize i = 0; i < MIN (length, LONGEST_PREFIXED); i++)
    feed ((const guint8 *) bytes, i);

  random = g_rand_new_with_seed (g_str_hash (bytes));
  for (guint i = 0; i < CHANGES; i++)
    feed_changed (random, (const guint8 *) bytes, length);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/corpus/%s", name);

      g_test_add_data_func_full (path, g_build_filename (argv[1], name, NULL), test_file, g_free);
    }

  return g_test_run ();
}
