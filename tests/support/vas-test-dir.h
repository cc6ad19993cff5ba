/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>

/* vas_test_dir_remove: takes away a directory of a test and all that is in it. */
static inline void
vas_test_dir_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        vas_test_dir_remove (child);
      else
        g_assert_cmpint (g_remove (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* vas_test_dir_make: (transfer full): a new empty directory, for vas_test_dir_remove(). */
static inline char *
vas_test_dir_make (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("vas-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}
