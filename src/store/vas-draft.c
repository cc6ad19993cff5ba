/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Drafts: forms being filled in, which survive the end of the program at any moment.
 *
 * Of this desk alone: no command, no capture, no trail. One draft for each form and subject; saving again replaces it.
 * Runs on the connection and inside the transaction of the caller.
 */

#include "vas-draft.h"

#include <glib/gi18n-lib.h>

/** vas_draft_free: @self: (transfer full): a draft of vas_draft_list(). */
void
vas_draft_free (VasDraft *self)
{
  g_free (self->kind);
  g_free (self->subject);
  g_free (self->value);
  g_free (self);
}

/**
 * vas_draft_save:
 * @value: at most %VAS_DRAFT_MOST_BYTES, else %VAS_STORE_ERROR_CONSTRAINT
 * @now: microseconds since 1970 UTC
 */
gboolean
vas_draft_save (VasSql      *sql,
                const char  *kind,
                const char  *subject,
                const char  *value,
                gint64       now,
                GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  if (strlen (value) > VAS_DRAFT_MOST_BYTES)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT, _("The draft is too long to be kept."));
      return FALSE;
    }

  statement = vas_sql_prepare (sql, "INSERT INTO draft (kind, subject, value, saved_at) VALUES ($1, $2, $3, $4) "
                               "ON CONFLICT (kind, subject) DO UPDATE SET value = excluded.value, "
                               "saved_at = excluded.saved_at", error);
  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "ttti", kind, subject, value, now);
  return vas_statement_run (statement, error);
}

/** vas_draft_load: (transfer full) (nullable): what was filled in; NULL with %VAS_STORE_ERROR_NOT_FOUND. */
char *
vas_draft_load (VasSql      *sql,
                const char  *kind,
                const char  *subject,
                GError     **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT value FROM draft WHERE kind = $1 AND subject = $2", error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  vas_statement_bind (statement, "tt", kind, subject);
  if (!vas_statement_step (statement, &row, error))
    return NULL;
  if (row)
    return g_strdup (vas_statement_get_text (statement, 0));

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, _("There is no draft."));
  return NULL;
}

/** vas_draft_delete: it was sent or thrown away; nothing where there is none. */
gboolean
vas_draft_delete (VasSql      *sql,
                  const char  *kind,
                  const char  *subject,
                  GError     **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "DELETE FROM draft WHERE kind = $1 AND subject = $2", error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "tt", kind, subject);
  return vas_statement_run (statement, error);
}

/** vas_draft_move: what was kept under @from is kept under @to, in the place of what was there; nothing where there is none under @from. */
gboolean
vas_draft_move (VasSql      *sql,
                const char  *kind,
                const char  *from,
                const char  *to,
                GError     **error)
{
  g_autoptr (VasStatement) room = NULL;
  g_autoptr (VasStatement) statement = NULL;

  room = vas_sql_prepare (sql, "DELETE FROM draft WHERE kind = $1 AND subject = $2 AND $2 <> $3 "
                               "AND EXISTS (SELECT 1 FROM draft d WHERE d.kind = $1 AND d.subject = $3)", error);
  statement = room != NULL ? vas_sql_prepare (sql, "UPDATE draft SET subject = $2 WHERE kind = $1 AND subject = $3", error) : NULL;
  if (statement == NULL)
    return FALSE;

  vas_statement_bind (room, "ttt", kind, to, from);
  vas_statement_bind (statement, "ttt", kind, to, from);
  return vas_statement_run (room, error) && vas_statement_run (statement, error);
}

/** vas_draft_forget: deletes those of a form whose subject begins with @prefix and which nobody has saved since @before (an instant). */
gboolean
vas_draft_forget (VasSql      *sql,
                  const char  *kind,
                  const char  *prefix,
                  gint64       before,
                  GError     **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "DELETE FROM draft WHERE kind = $1 AND substr (subject, 1, length ($2)) = $2 AND saved_at < $3", error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "tti", kind, prefix, before);
  return vas_statement_run (statement, error);
}

/**
 * vas_draft_list:
 * @kind: (nullable): a form; NULL for all of them
 *
 * Returns: (transfer full) (nullable) (element-type VasDraft): the drafts, the newest first
 */
GPtrArray *
vas_draft_list (VasSql      *sql,
                const char  *kind,
                GError     **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_draft_free);
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT kind, subject, value, saved_at FROM draft WHERE $1 IS NULL OR kind = $1 "
                     "ORDER BY saved_at DESC, id DESC", error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  vas_statement_bind (statement, "t", kind);
  while (vas_statement_step (statement, &row, error))
    {
      VasDraft *draft;

      if (!row)
        return g_steal_pointer (&drafts);
      draft = g_new0 (VasDraft, 1);
      draft->kind = g_strdup (vas_statement_get_text (statement, 0));
      draft->subject = g_strdup (vas_statement_get_text (statement, 1));
      draft->value = g_strdup (vas_statement_get_text (statement, 2));
      draft->saved_at = vas_statement_get_int (statement, 3);
      g_ptr_array_add (drafts, draft);
    }

  return NULL;
}
