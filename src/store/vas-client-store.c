/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The desks that send commands to a backend, each with the last number that it used. Inside the caller's transaction.
 */

#include "vas-client-store.h"

#include "vas-sql-private.h"

void
vas_client_free (VasClient *self)
{
  g_free (self->staff_key);
  g_free (self);
}

static VasStatement *
prepare (VasSql      *sql,
         const char  *client_id,
         GError     **error)
{
  VasStatement *statement = vas_sql_prepare (sql, "SELECT staff_key, last_seq FROM client WHERE client_id = $1", error);

  if (statement != NULL)
    vas_statement_bind (statement, "t", client_id);
  return statement;
}

/** vas_client_foresee: that vas_client_find() will be asked for. */
gboolean
vas_client_foresee (VasSql      *sql,
                    const char  *client_id,
                    GError     **error)
{
  g_autoptr (VasStatement) statement = prepare (sql, client_id, error);

  return statement != NULL && vas_statement_foresee (statement, error);
}

/** vas_client_find: @client: (out) (nullable): the desk of that id; NULL where none has sent anything under it yet. */
gboolean
vas_client_find (VasSql      *sql,
                 const char  *client_id,
                 VasClient  **client,
                 GError     **error)
{
  g_autoptr (VasStatement) statement = prepare (sql, client_id, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;

  *client = NULL;
  if (row)
    {
      *client = g_new0 (VasClient, 1);
      (*client)->staff_key = g_strdup (vas_statement_get_text (statement, 0));
      (*client)->last_seq = vas_statement_get_int (statement, 1);
    }

  return TRUE;
}

/** vas_client_keep: notes the last number that a desk used. @now: instant. */
gboolean
vas_client_keep (VasSql      *sql,
                 const char  *client_id,
                 const char  *staff_key,
                 gint64       last_seq,
                 gint64       now,
                 GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "INSERT INTO client (client_id, staff_key, last_seq, seen_at) VALUES ($1, $2, $3, $4) "
                                    "ON CONFLICT (client_id) DO UPDATE SET last_seq = excluded.last_seq, seen_at = excluded.seen_at",
                               error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ttii", client_id, staff_key, last_seq, now);

  return vas_statement_run_later (statement, error);
}
