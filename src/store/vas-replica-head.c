/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a file is, and up to where it holds the truth: the one row of `replica`.
 *
 * A file is its own authority until it is told otherwise. A backend's row counts the trail; a desk's row says which backend it
 * follows (the epoch) and up to which row of that trail (I7: within an epoch it never goes back). Runs inside the caller's
 * transaction, on its thread.
 *
 * Who writes is alone from the first statement of the transaction on (BEGIN IMMEDIATE; the lock of this row, vas-database.c), so the row is
 * read once for a transaction: rows of the trail are numbered in the order in which they are committed, without holes, on any engine and
 * with any number of daemons.
 */

#include "vas-replica-head.h"

#include "vas-sql-private.h"

#include <glib/gi18n-lib.h>

#define MEMO "replica-head" /* for as long as the transaction, in which nobody else changes it */
#define QUERY "SELECT role, client_id, client_seq, epoch, feed_seq, log_head, scope FROM replica WHERE id = 1"

static const char * const role_ids[] = { "own", "backend", "desk" };

void
vas_replica_head_free (VasReplicaHead *self)
{
  g_free (self->client_id);
  g_free (self->epoch);
  g_free (self->log_hash);
  g_free (self);
}

static VasReplicaRole
role_from_id (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_ids); i++)
    {
      if (g_strcmp0 (id, role_ids[i]) == 0)
        return (VasReplicaRole) i;
    }

  return VAS_REPLICA_OWN;
}

static VasReplicaHead *
copy (const VasReplicaHead *self)
{
  VasReplicaHead *head = g_new0 (VasReplicaHead, 1);

  *head = *self;
  head->client_id = g_strdup (self->client_id);
  head->epoch = g_strdup (self->epoch);
  head->log_hash = g_strdup (self->log_hash);

  return head;
}

static VasReplicaHead *
read_head (VasSql  *sql,
           GError **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, QUERY, error);
  g_autoptr (VasReplicaHead) head = NULL;
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("The file does not say what replica it is."));
      return NULL;
    }

  head = g_new0 (VasReplicaHead, 1);
  head->role = role_from_id (vas_statement_get_text (statement, 0));
  head->client_id = g_strdup (vas_statement_get_text (statement, 1));
  head->client_seq = vas_statement_get_int (statement, 2);
  head->epoch = g_strdup (vas_statement_get_text (statement, 3));
  head->seq = vas_statement_get_int (statement, 4);
  head->log_hash = g_strdup (vas_statement_get_text (statement, 5));
  head->scope = vas_statement_is_null (statement, 6) ? -1 : vas_statement_get_int (statement, 6);

  return g_steal_pointer (&head);
}

/** vas_replica_get_head: (transfer full) (nullable): what the file is; NULL with %VAS_STORE_ERROR_DAMAGED where it does not say. */
VasReplicaHead *
vas_replica_get_head (VasSql  *sql,
                      GError **error)
{
  const VasReplicaHead *kept = vas_sql_get_memo (sql, MEMO);
  VasReplicaHead *head;

  if (kept != NULL)
    return copy (kept);

  head = read_head (sql, error);
  if (head != NULL)
    vas_sql_set_passing_memo (sql, MEMO, copy (head), (GDestroyNotify) vas_replica_head_free);

  return head;
}

/** vas_replica_foresee_head: that it will be asked for in this transaction. */
gboolean
vas_replica_foresee_head (VasSql  *sql,
                          GError **error)
{
  g_autoptr (VasStatement) statement = NULL;

  if (vas_sql_get_memo (sql, MEMO) != NULL)
    return TRUE;

  statement = vas_sql_prepare (sql, QUERY, error);
  return statement != NULL && vas_statement_foresee (statement, error);
}

/**
 * vas_replica_advance:
 * @seq: the next row of the trail
 * @log_hash: that row's hash
 *
 * The trail has one more row, which is written in the same transaction.
 */
gboolean
vas_replica_advance (VasSql      *sql,
                     gint64       seq,
                     const char  *log_hash,
                     GError     **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (VasStatement) statement = NULL;

  if (head == NULL)
    return FALSE;
  statement = vas_sql_prepare (sql, "UPDATE replica SET feed_seq = $1, log_head = $2 WHERE id = 1", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "it", seq, log_hash);
  if (!vas_statement_run_later (statement, error))
    return FALSE;

  head->seq = seq;
  g_free (head->log_hash);
  head->log_hash = g_strdup (log_hash);
  vas_sql_forget_memo (sql, MEMO);
  vas_sql_set_passing_memo (sql, MEMO, g_steal_pointer (&head), (GDestroyNotify) vas_replica_head_free);

  return TRUE;
}

/** vas_replica_forget_head: it was changed, and is to be read again. */
void
vas_replica_forget_head (VasSql *sql)
{
  vas_sql_forget_memo (sql, MEMO);
}

/** vas_replica_read_head: a VasStoreFunc of vas_replica_get_head(): (transfer full) (nullable) VasReplicaHead. @data is not used. */
gpointer
vas_replica_read_head (VasSql        *sql,
                       gpointer       data,
                       GCancellable  *cancellable,
                       GError       **error)
{
  return vas_replica_get_head (sql, error);
}

/**
 * vas_replica_set_role:
 *
 * Makes the file a backend's, a desk's, or its own. A backend's feed begins with the next row of the trail: what is there
 * already reaches a desk by a snapshot.
 */
gboolean
vas_replica_set_role (VasSql          *sql,
                      VasReplicaRole   role,
                      GError         **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "UPDATE replica SET role = $1 WHERE id = 1", error);

  if (statement == NULL)
    return FALSE;

  vas_replica_forget_head (sql);
  vas_statement_bind (statement, "t", role_ids[role]);
  return vas_statement_run (statement, error);
}

/** vas_replica_renew_epoch: from here on this is another truth than any copy of it: of a backend, when it is made or put back. */
gboolean
vas_replica_renew_epoch (VasSql  *sql,
                         GError **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "UPDATE replica SET epoch = $1 WHERE id = 1", error);
  g_autofree char *epoch = g_uuid_string_random ();

  if (statement == NULL)
    return FALSE;

  vas_replica_forget_head (sql);
  vas_statement_bind (statement, "t", epoch);
  return vas_statement_run (statement, error);
}

/**
 * vas_replica_follow:
 * @epoch: of the backend
 * @seq: the row of its trail that this file holds the state of
 * @log_hash: that row's hash
 *
 * Moves the cursor of a desk. Within an epoch it never goes back (I7).
 */
gboolean
vas_replica_follow (VasSql      *sql,
                    const char  *epoch,
                    gint64       seq,
                    const char  *log_hash,
                    GError     **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "UPDATE replica SET epoch = $1, feed_seq = $2, log_head = $3 "
                          "WHERE id = 1 AND role = 'desk' AND (epoch <> $1 OR feed_seq <= $2)", error);

  if (statement == NULL)
    return FALSE;

  vas_replica_forget_head (sql);
  vas_statement_bind (statement, "tit", epoch, seq, log_hash);
  if (!vas_statement_run (statement, error))
    return FALSE;
  if (vas_sql_get_changes (sql) == 1)
    return TRUE;

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT, "I7: a desk's cursor never goes back.");
  return FALSE;
}

/** vas_replica_set_scope: @scope: of how many months of orders this desk holds everything from now on; part of its cursor. */
gboolean
vas_replica_set_scope (VasSql  *sql,
                       gint64   scope,
                       GError **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "UPDATE replica SET scope = $1 WHERE id = 1", error);

  if (statement == NULL)
    return FALSE;

  vas_replica_forget_head (sql);
  vas_statement_bind (statement, "i", scope);
  return vas_statement_run (statement, error);
}
