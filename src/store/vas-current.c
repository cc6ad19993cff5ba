/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which file of a directory is its replica, and whether it is to be fetched anew.
 *
 * It is replica.db, unless a file `current` names another: a replica that was fetched is built beside, under a name of its own, and
 * the pointer is renamed into place when it is whole. A database itself is never renamed: a -wal left behind would corrupt it. A
 * file `anew` says that the backend is another one than before, or forgot what this desk would need: the next start fetches
 * everything. Whoever changes anything here holds the lock of the directory.
 */

#include "vas-current.h"

#include "vas-sql.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define FIRST_NAME "replica.db"
#define PREFIX "replica-"
#define SUFFIX ".db"
#define HEX_LENGTH 16

/* replica-<16 hexadecimal digits>.db, and what SQLite puts beside it. */
static gboolean
is_fetched (const char *name,
            gboolean    beside)
{
  const char *end;

  if (!g_str_has_prefix (name, PREFIX) || strspn (name + strlen (PREFIX), "0123456789abcdef") != HEX_LENGTH)
    return FALSE;

  end = name + strlen (PREFIX) + HEX_LENGTH;
  return g_str_equal (end, SUFFIX) || (beside && (g_str_equal (end, SUFFIX "-wal") || g_str_equal (end, SUFFIX "-shm")));
}

/* Only where there is no pointer is it the first name: one that cannot be read may name a replica with work that was not sent. */
static char *
read_name (const char  *directory,
           GError     **error)
{
  g_autofree char *path = g_build_filename (directory, "current", NULL);
  g_autofree char *name = NULL;
  g_autoptr (GError) local_error = NULL;

  if (g_file_get_contents (path, &name, NULL, &local_error) && is_fetched (g_strstrip (name), FALSE))
    return g_steal_pointer (&name);
  if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT) || g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    return g_strdup (FIRST_NAME);

  if (local_error != NULL)
    g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, local_error->message);
  else
    g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("%s names no replica."), path);
  return NULL;
}

/**
 * vas_current_get_path:
 *
 * Returns: (transfer full) (nullable): the database in a directory, which may not be there yet; NULL where it cannot be told
 */
char *
vas_current_get_path (const char  *directory,
                      GError     **error)
{
  g_autofree char *name = read_name (directory, error);

  return name != NULL ? g_build_filename (directory, name, NULL) : NULL;
}

/** vas_current_set: makes the file of that name, which is whole and closed, the replica; on the disk when it returns. */
gboolean
vas_current_set (const char  *directory,
                 const char  *name,
                 GError     **error)
{
  g_autofree char *path = g_build_filename (directory, "current", NULL);

  g_return_val_if_fail (is_fetched (name, FALSE), FALSE);

  return g_file_set_contents_full (path, name, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/**
 * vas_current_sweep:
 * @but: (nullable): the name of a file that stays, too
 *
 * Removes the replicas in a directory that are not the current one; none, where it cannot be told which that is.
 */
void
vas_current_sweep (const char *directory,
                   const char *but)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  g_autofree char *current = read_name (directory, NULL);
  const char *name;

  while (dir != NULL && current != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      const gboolean first = g_str_equal (name, FIRST_NAME) || g_str_equal (name, FIRST_NAME "-wal") ||
                             g_str_equal (name, FIRST_NAME "-shm");

      if ((first || is_fetched (name, TRUE)) && !g_str_has_prefix (name, current) && (but == NULL || !g_str_has_prefix (name, but)))
        g_unlink (path);
    }
}

static char *
get_mark (const char *directory)
{
  return g_build_filename (directory, "anew", NULL);
}

/** vas_current_mark: the next start fetches everything anew. */
gboolean
vas_current_mark (const char  *directory,
                  GError     **error)
{
  g_autofree char *path = get_mark (directory);

  return g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

gboolean
vas_current_is_marked (const char *directory)
{
  g_autofree char *path = get_mark (directory);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/** vas_current_unmark: it was fetched. */
void
vas_current_unmark (const char *directory)
{
  g_autofree char *path = get_mark (directory);

  g_unlink (path);
}
