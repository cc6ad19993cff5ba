/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the demo business lives: a directory for each day, made at the first opening of that day; earlier days go. */

#include "vas-demo.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "vas-time.h"

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/**
 * vas_demo_remove_other_days:
 * @directory: where demo businesses are kept
 * @now: instant
 *
 * Takes away the businesses of other days, which are named by their date; nothing else is touched. Blocks: for a thread of its own.
 */
void
vas_demo_remove_other_days (const char *directory,
                            gint64      now)
{
  g_autofree char *today = vas_date_format (vas_instant_to_date (now));
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  VasDate date;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_str_equal (name, today) && vas_date_parse (name, &date, NULL))
        g_ptr_array_add (others, g_build_filename (directory, name, NULL));
    }
  for (guint i = 0; i < others->len; i++)
    remove_tree (g_ptr_array_index (others, i));
}

/** vas_demo_choose_directory: (transfer full): where in @directory the business of the day of @now is, or is to be. */
char *
vas_demo_choose_directory (const char *directory,
                           gint64      now)
{
  g_autofree char *today = vas_date_format (vas_instant_to_date (now));

  return g_build_filename (directory, today, NULL);
}

/**
 * vas_demo_open:
 * @directory: where demo businesses are kept
 * @now: instant
 *
 * Opens the demo business of today, made anew where it is not there yet. Blocks for a second or two: for a thread of its own.
 *
 * Returns: (transfer full) (nullable): its store; NULL with an error of the store or of the making
 */
VasStore *
vas_demo_open (const char  *directory,
               gint64       now,
               GError     **error)
{
  g_autofree char *path = vas_demo_choose_directory (directory, now);
  g_autoptr (VasStore) store = NULL;
  gboolean made;

  if (g_mkdir_with_parents (path, 0700) != 0)
    {
      g_set_error (error, VAS_STORE_ERROR, errno == ENOSPC ? VAS_STORE_ERROR_FULL : VAS_STORE_ERROR_READ_ONLY, "%s: %s", path,
                   g_strerror (errno));
      return NULL;
    }
  store = vas_store_open (path, VAS_STORE_DEFAULT, error);
  if (store == NULL)
    return NULL;
  if (!vas_demo_is_made (store, &made, error) || (!made && !vas_demo_seed (store, now, NULL, NULL, NULL, error)))
    {
      vas_store_close (store);
      return NULL;
    }
  vas_demo_remove_other_days (directory, now);

  return g_steal_pointer (&store);
}
