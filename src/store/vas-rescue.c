/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What becomes of a damaged replica: it is set aside, never thrown away, and the commands in its outbox are saved.
 *
 * The database and its -wal and -shm move together under one new name, so that SQLite finds them together again. The
 * outbox is read from its beginning to where the damage is, then from its end back to there, one JSON object a line; it
 * holds personal values, so the file is for its owner alone. Runs before the replica is open, on the opener's thread.
 */

#include "vas-rescue.h"

#include "vas-lock.h"
#include "vas-sql.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define OUTBOX_ROW                                                                                                   \
  "SELECT id, json_object ('command_id', command_id, 'type', type, 'actor', actor, 'made_at', made_at, "            \
  "'body', body, 'body_hash', body_hash, 'personal', personal, 'state', state, 'hold_until', hold_until, "          \
  "'client_seq', client_seq) FROM outbox NOT INDEXED WHERE id > $1 "

static char *
find_free_name (const char *path)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s.damaged-%u", path, i);

      if (!g_file_test (name, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
}

/* Rows after @last in the order of @query, until the end or the damage; returns the id of the last one read. */
static gint64
read_rows (VasSql     *sql,
           const char *query,
           gint64      last,
           GPtrArray  *lines)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, NULL);
  gboolean row;
  gint64 id = last;

  if (statement == NULL)
    return last;

  vas_statement_bind (statement, "i", last);
  while (vas_statement_step (statement, &row, NULL) && row)
    {
      id = vas_statement_get_int (statement, 0);
      g_ptr_array_add (lines, g_strdup (vas_statement_get_text (statement, 1)));
    }

  return id;
}

/* The lines of the outbox, in order; read from both ends where there is damage between. */
static GPtrArray *
read_outbox (const char *path)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) tail = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VasSql) sql = vas_sql_open (path, VAS_SQL_READ_ONLY, NULL);
  gint64 last;

  if (sql == NULL)
    return g_steal_pointer (&lines);

  last = read_rows (sql, OUTBOX_ROW "ORDER BY id", 0, lines);
  read_rows (sql, OUTBOX_ROW "ORDER BY id DESC", last, tail);
  while (tail->len > 0)
    g_ptr_array_add (lines, g_ptr_array_steal_index (tail, tail->len - 1));

  return g_steal_pointer (&lines);
}

static char *
save_outbox (const char *aside,
             guint      *n_saved)
{
  g_autofree char *path = g_strconcat (aside, ".outbox.jsonl", NULL);
  g_autoptr (GPtrArray) lines = read_outbox (aside);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  *n_saved = lines->len;
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", (char *) lines->pdata[i]);
  if (lines->len == 0)
    return NULL;
  if (g_file_set_contents_full (path, text->str, (gssize) text->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    return g_steal_pointer (&path);

  g_warning ("The outbox could not be saved: %s", error->message);
  return NULL;
}

static gboolean
move (const char *path,
      const char *aside,
      const char *suffix)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (aside, suffix, NULL);

  return g_rename (from, to) == 0 || errno == ENOENT;
}

/*
 * vas_rescue_set_aside:
 * @path: a damaged database, which nobody has open
 * @why: what is wrong with it
 * @error: always set: %VAS_STORE_ERROR_DAMAGED with where everything is now, and what to do
 *
 * The lock of its directory must be held.
 */
void
vas_rescue_set_aside (const char  *path,
                      const char  *why,
                      GError     **error)
{
  g_autofree char *aside = find_free_name (path);
  g_autofree char *outbox = NULL;
  guint n_saved = 0;

  if (!move (path, aside, "-wal") || !move (path, aside, "-shm") || !move (path, aside, ""))
    {
      const int number = errno;

      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED,
                   _("The data in %s is damaged (%s) and could not be set aside: %s. Move it away by hand; "
                     "do not delete it."), path, why, g_strerror (number));
      return;
    }

  outbox = save_outbox (aside, &n_saved);
  if (outbox != NULL)
    g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED,
                 _("The data in %s is damaged (%s). It was set aside as %s; %u commands of this desk were saved in %s. "
                   "Put a backup in its place, or start again with empty data."), path, why, aside, n_saved, outbox);
  else
    g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED,
                 _("The data in %s is damaged (%s). It was set aside as %s; no command of this desk was found in it. "
                   "Put a backup in its place, or start again with empty data."), path, why, aside);
}
