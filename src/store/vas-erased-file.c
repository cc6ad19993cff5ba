/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Who was erased (R29), beside the records: a backup of before an erasure brings the values back, and neither its records nor its trail know
 * better. So the keys of erased accounts and the moments stand in a file `erased` of the folder of the records, a line for each, which a
 * restore carries over, and by which they are erased again (vas-erase-again.c). A key says nothing of a person. Lines are added and
 * never taken away; the file is written anew and renamed. A line that is none of ours is an error: better no word than a wrong one.
 */

#include "vas-erased-file.h"

#include "vas-lock.h"
#include "vas-uuid.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME "erased"

void
vas_erased_free (VasErased *self)
{
  g_free (self->account_key);
  g_free (self);
}

static gboolean
read_line (const char  *line,
           GHashTable  *found)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  gint64 at;

  if (g_strv_length (words) != 2 || !vas_uuid_is_valid (words[0]) || !g_ascii_string_to_signed (words[1], 10, 1, G_MAXINT64, &at, NULL))
    return FALSE;

  g_hash_table_insert (found, g_strdup (words[0]), g_memdup2 (&at, sizeof at));
  return TRUE;
}

/* (transfer full) (nullable): moments by the keys of accounts; empty where there is no file. */
static GHashTable *
load (const char  *directory,
      GError     **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = g_build_filename (directory, NAME, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!g_file_get_contents (path, &text, NULL, &local_error))
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_steal_pointer (&found);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if ((*lines[i] != '\0' || lines[i + 1] != NULL) && !read_line (lines[i], found))
        {
          g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("%s: line %u is none of a user who was erased."), path, i + 1);
          return NULL;
        }
    }

  return g_steal_pointer (&found);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return strcmp (a, b);
}

static gboolean
save (const char  *directory,
      GHashTable  *found,
      GError     **error)
{
  g_autofree char *path = g_build_filename (directory, NAME, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (found), compare_keys);

  for (GList *l = keys; l != NULL; l = l->next)
    g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", (const char *) l->data, *(gint64 *) g_hash_table_lookup (found, l->data));

  return g_file_set_contents_full (path, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   error) && vas_lock_sync_folder (directory, error);
}

/** vas_erased_file_note: adds to the file in @directory who was erased in these records; it is on the disk then. */
gboolean
vas_erased_file_note (VasSql      *sql,
                      const char  *directory,
                      GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT key, erased_at FROM account WHERE erased_at IS NOT NULL", error);
  g_autoptr (GHashTable) found = statement != NULL ? load (directory, error) : NULL;
  const guint before = found != NULL ? g_hash_table_size (found) : 0;
  gboolean row;

  if (found == NULL)
    return FALSE;
  while (vas_statement_step (statement, &row, error))
    {
      const gint64 at = row ? vas_statement_get_int (statement, 1) : 0;

      if (!row)
        return g_hash_table_size (found) == before || save (directory, found, error);
      if (!g_hash_table_contains (found, vas_statement_get_text (statement, 0)))
        g_hash_table_insert (found, g_strdup (vas_statement_get_text (statement, 0)), g_memdup2 (&at, sizeof at));
    }

  return FALSE;
}

static gboolean
is_back (VasSql      *sql,
         const char  *key,
         gboolean    *back,
         GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT id FROM account WHERE key = $1 AND erased_at IS NULL", error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind_text (statement, 1, key);

  return vas_statement_step (statement, back, error);
}

/**
 * vas_erased_file_list_again:
 *
 * Returns: (transfer full) (nullable) (element-type VasErased): whose values are in these records again, though the file says that they
 *   were erased
 */
GPtrArray *
vas_erased_file_list_again (VasSql      *sql,
                            const char  *directory,
                            GError     **error)
{
  g_autoptr (GHashTable) found = load (directory, error);
  g_autoptr (GPtrArray) again = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_erased_free);
  GHashTableIter iter;
  gpointer key, at;

  if (found == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &key, &at))
    {
      VasErased *erased;
      gboolean back;

      if (!is_back (sql, key, &back, error))
        return NULL;
      if (!back)
        continue;
      erased = g_new0 (VasErased, 1);
      erased->account_key = g_strdup (key);
      erased->erased_at = *(gint64 *) at;
      g_ptr_array_add (again, erased);
    }

  return g_steal_pointer (&again);
}

/** vas_erased_file_carry: adds to the file in @to what the one in @from says. */
gboolean
vas_erased_file_carry (const char  *from,
                       const char  *to,
                       GError     **error)
{
  g_autoptr (GHashTable) old = load (from, error);
  g_autoptr (GHashTable) found = old != NULL ? load (to, error) : NULL;
  GHashTableIter iter;
  gpointer key, at;

  if (found == NULL)
    return FALSE;
  if (g_hash_table_size (old) == 0)
    return TRUE;
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &key, &at))
    g_hash_table_insert (found, g_strdup (key), g_memdup2 (at, sizeof (gint64)));

  return save (to, found, error);
}
