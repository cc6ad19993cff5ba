/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What is a desk's own goes with it when its replica is fetched anew: its commands (unsent ones with their personal values, settled
 * ones as long as they are kept, refused ones), its drafts, its pins, and the numbers under which it sent. The file that it had is only read.
 */

#include "vas-carry.h"

#include "vas-page.h"

static gboolean
attach (VasSql      *sql,
        const char  *path,
        GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "ATTACH DATABASE $1 AS old", error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "t", path);
  return vas_statement_run (statement, error);
}

/**
 * vas_carry_outbox:
 * @sql: the new file, in no transaction
 * @from: the database that the desk had, of the same version, which nobody has open
 *
 * Copies the desk's own into the new file, in one transaction. Done twice it is as done once.
 */
gboolean
vas_carry_outbox (VasSql      *sql,
                  const char  *from,
                  GError     **error)
{
  gboolean done;

  if (!attach (sql, from, error))
    return FALSE;

  done = vas_sql_exec (sql,
    "BEGIN IMMEDIATE;"
    "DELETE FROM outbox; DELETE FROM outbox_subject; DELETE FROM draft; DELETE FROM pin;"
    "INSERT INTO outbox (command_id, type, actor, made_at, body, body_hash, personal, state, hold_until, client_seq, verdict,"
    " settled_at, answered, try_after, closed_at)"
    " SELECT command_id, type, actor, made_at, body, body_hash, personal, state, hold_until, client_seq, verdict,"
    " settled_at, answered, try_after, closed_at FROM old.outbox ORDER BY id;"
    "INSERT INTO outbox_subject (subject_key, command_id) SELECT subject_key, command_id FROM old.outbox_subject;"
    "INSERT INTO draft (kind, subject, value, saved_at) SELECT kind, subject, value, saved_at FROM old.draft ORDER BY id;"
    "INSERT INTO pin (kind, key, pinned_at) SELECT kind, key, pinned_at FROM old.pin;"
    "UPDATE replica SET (client_id, client_seq) = (SELECT client_id, client_seq FROM old.replica);"
    "COMMIT", error);
  if (!done)
    vas_sql_rollback (sql);

  return vas_sql_exec (sql, "DETACH DATABASE old", done ? error : NULL) && done;
}

/**
 * vas_carry_list_known:
 *
 * Returns: (transfer full) (nullable) (element-type VasPageResult): what the trail of this file says of its open commands
 */
GPtrArray *
vas_carry_list_known (VasSql  *sql,
                      GError **error)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_page_result_free);
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT l.command_id, l.result = 'applied', l.verdict FROM outbox o "
                          "JOIN command_log l ON l.command_id = o.command_id "
                          "WHERE o.state IN ('held', 'pending') ORDER BY l.seq", error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  while (vas_statement_step (statement, &row, error))
    {
      VasPageResult *result;

      if (!row)
        return g_steal_pointer (&known);
      result = g_new0 (VasPageResult, 1);
      result->command_id = g_strdup (vas_statement_get_text (statement, 0));
      result->applied = vas_statement_get_int (statement, 1) == 1;
      result->verdict = g_strdup (vas_statement_get_text (statement, 2));
      g_ptr_array_add (known, result);
    }

  return NULL;
}
