/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What fell out of the scope goes: the maintenance of a desk.
 *
 * It is found on a reader, which may take seconds, and let go by the writer a few hundred cases at a time, each whole, so that
 * nothing refers to what is not there. Nothing goes while a command is open, nor where the replica stands at another row of the trail
 * than when it was found: then the next time finds it again. A file that follows no backend holds the only copy of its records,
 * and a backend the truth: both let nothing go, whatever the house has set.
 */

#include "vas-pin.h"

#include "vas-account.h"
#include "vas-capture.h"
#include "vas-journal.h"
#include "vas-order.h"
#include "vas-outbox.h"
#include "vas-parcel.h"
#include "vas-replica-head.h"
#include "vas-request.h"
#include "vas-scope.h"
#include "vas-table.h"

#define CASES_AT_A_TIME 200

void
vas_scope_fallen_free (VasScopeFallen *self)
{
  g_ptr_array_unref (self->cases);
  g_free (self);
}

static gboolean
add_beyond (VasSql          *sql,
            const VasScope  *scope,
            GType            type,
            GPtrArray       *cases,
            GError         **error)
{
  VasEntityClass *klass = g_type_class_peek_static (type);
  g_autofree char *text = g_strdup_printf ("SELECT id, key FROM %s", klass->table);
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  if (vas_scope_count_beyond (scope, type) == 0)
    return TRUE;
  statement = vas_sql_prepare (sql, text, error);
  if (statement == NULL)
    return FALSE;
  while (vas_statement_step (statement, &row, error))
    {
      VasPin *one;

      if (!row)
        return TRUE;
      if (vas_scope_has (scope, type, vas_statement_get_int (statement, 0)))
        continue;
      one = g_new0 (VasPin, 1);
      one->type = type;
      one->key = g_strdup (vas_statement_get_text (statement, 1));
      g_ptr_array_add (cases, one);
    }

  return FALSE;
}

/**
 * vas_scope_find_fallen:
 *
 * Returns: (transfer full) (nullable): what this desk need not hold any more; nothing in it where the file is no desk, or is told
 *   of no scope; NULL with @error set
 */
VasScopeFallen *
vas_scope_find_fallen (VasSql  *sql,
                       GError **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (VasScopeFallen) fallen = NULL;
  g_autoptr (VasScope) scope = NULL;

  if (head == NULL)
    return NULL;

  fallen = g_new0 (VasScopeFallen, 1);
  fallen->seq = head->seq;
  fallen->horizon = G_MININT64;
  fallen->cases = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_pin_free);
  if (head->role != VAS_REPLICA_DESK || head->scope <= 0)
    return g_steal_pointer (&fallen);

  scope = vas_scope_read (sql, head->scope, TRUE, error);
  fallen->horizon = scope != NULL ? vas_scope_horizon (scope) : G_MININT64;
  if (scope == NULL || !add_beyond (sql, scope, VAS_TYPE_PARCEL, fallen->cases, error) ||
      !add_beyond (sql, scope, VAS_TYPE_REQUEST, fallen->cases, error) || !add_beyond (sql, scope, VAS_TYPE_ORDER, fallen->cases, error))
    return NULL;

  return g_steal_pointer (&fallen);
}

static gboolean
may_go (VasSql                *sql,
        const VasScopeFallen  *fallen,
        gboolean              *may,
        GError               **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (GPtrArray) open = head != NULL ? vas_journal_list_open (sql, error) : NULL;

  if (open == NULL)
    return FALSE;

  *may = head->role == VAS_REPLICA_DESK && head->seq == fallen->seq && open->len == 0;
  return TRUE;
}

#define KEEPING "SELECT 1 FROM pin WHERE key = $1 UNION ALL " \
                "SELECT 1 FROM outbox WHERE " VAS_OUTBOX_OPEN " AND state = 'refused' AND closed_at IS NULL AND instr (body, $1) > 0 LIMIT 1"

/* Somebody may have opened it since it was found; and what was refused is still to be looked at by its author, who needs what it was about. */
static gboolean
is_pinned (VasSql     *sql,
           GPtrArray  *entities,
           gboolean   *pinned,
           GError    **error)
{
  *pinned = FALSE;
  for (guint i = 0; !*pinned && i < entities->len; i++)
    {
      g_autoptr (VasStatement) statement = NULL;

      if (VAS_IS_ACCOUNT (g_ptr_array_index (entities, i)))
        continue;
      statement = vas_sql_prepare (sql, KEEPING, error);

      if (statement == NULL)
        return FALSE;
      vas_statement_bind (statement, "t", vas_entity_get_key (g_ptr_array_index (entities, i)));
      if (!vas_statement_step (statement, pinned, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
let_case_go (VasSql          *sql,
             VasScopeFallen  *fallen,
             const VasPin    *one,
             GError         **error)
{
  g_autoptr (GPtrArray) entities = vas_scope_collect (sql, one->type, one->key, error);
  gboolean pinned;

  if (entities == NULL || !is_pinned (sql, entities, &pinned, error))
    return FALSE;
  for (guint i = 0; !pinned && i < entities->len; i++)
    {
      VasEntity *entity = g_ptr_array_index (entities, i);

      if (VAS_IS_ACCOUNT (entity))
        continue;
      if (!vas_table_delete (sql, entity, error))
        return FALSE;
      fallen->n_records++;
    }

  return TRUE;
}

static gboolean
forget_old_pins (VasSql  *sql,
                 gint64   horizon,
                 GError **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "DELETE FROM pin WHERE pinned_at < $1", error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "i", horizon);
  return vas_statement_run (statement, error);
}

/**
 * vas_scope_let_go:
 * @sql: in a transaction of the writer's
 * @fallen: what is let go is taken out of it; all of it, where the replica has moved since
 * @most: cases at a time
 *
 * Lets some of it go. To be called until nothing is left in @fallen.
 */
gboolean
vas_scope_let_go (VasSql          *sql,
                  VasScopeFallen  *fallen,
                  guint            most,
                  GError         **error)
{
  gboolean may;

  if (!may_go (sql, fallen, &may, error))
    return FALSE;
  if (!may)
    {
      g_ptr_array_set_size (fallen->cases, 0);
      return TRUE;
    }
  if (!forget_old_pins (sql, fallen->horizon, error) || !vas_capture_pass (sql, TRUE, error))
    return FALSE;
  for (guint i = 0; i < most && fallen->cases->len > 0; i++)
    {
      if (!let_case_go (sql, fallen, g_ptr_array_index (fallen->cases, fallen->cases->len - 1), error))
        return FALSE;
      g_ptr_array_remove_index (fallen->cases, fallen->cases->len - 1);
    }

  return vas_capture_pass (sql, FALSE, error);
}

/** vas_scope_read_fallen: a VasStoreFunc of vas_scope_find_fallen(). @data is not used. */
gpointer
vas_scope_read_fallen (VasSql        *sql,
                       gpointer       data,
                       GCancellable  *cancellable,
                       GError       **error)
{
  return vas_scope_find_fallen (sql, error);
}

/** vas_scope_write_fallen: a VasStoreFunc: lets some of @data, a VasScopeFallen, go; to be called until nothing is left in it. */
gpointer
vas_scope_write_fallen (VasSql        *sql,
                        gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  return vas_scope_let_go (sql, data, CASES_AT_A_TIME, error) ? data : NULL;
}

/** vas_scope_tidy: lets all go that fell out of the scope. Blocks; for programs without a main loop. @n_records: (out): how much. */
gboolean
vas_scope_tidy (VasStore  *store,
                guint     *n_records,
                GError   **error)
{
  g_autoptr (VasScopeFallen) fallen = vas_store_read (store, vas_scope_read_fallen, NULL, NULL, error);

  if (fallen == NULL)
    return FALSE;
  while (fallen->cases->len > 0)
    {
      if (!vas_store_write (store, vas_scope_write_fallen, fallen, NULL, error))
        return FALSE;
    }

  *n_records = fallen->n_records;
  return TRUE;
}
