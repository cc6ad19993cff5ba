/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reads a case: the request and everything around it. A dozen look-ups by index, well under a millisecond; inside the
 * caller's snapshot, so that all of it is of one moment.
 */

#include "vas-case-store.h"

#include "vas-replica-head.h"
#include "vas-sql-private.h"
#include "vas-table.h"
#include "vas-touched.h"

static gpointer
get_optional (VasSql      *sql,
              GType        type,
              const char  *key,
              GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  gpointer entity = vas_table_get (sql, type, key, &local_error);

  if (entity == NULL && !g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return entity;
}

static gboolean
sum_invoiced (VasSql      *sql,
              const char  *order_key,
              const char  *request_key,
              VasMoney    *sum,
              GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql, "SELECT coalesce (sum (amount), 0) FROM share "
                                    "WHERE order_key = $1 AND live = 1 AND request_key IS DISTINCT FROM $2", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tt", order_key, request_key);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  *sum = vas_statement_get_int (statement, 0);

  return TRUE;
}

/* What is not here may be elsewhere: on the server of a desk that holds a scope of its records. */
static gboolean
look_at_scope (VasSql   *sql,
               VasCase  *vas_case,
               GError  **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  if (head == NULL)
    return FALSE;

  vas_case->partial = head->role == VAS_REPLICA_DESK && head->scope != 0;
  return TRUE;
}

static gboolean
add_orders (VasSql     *sql,
            VasCase    *vas_case,
            GPtrArray  *shares,
            GError    **error)
{
  for (guint i = 0; i < shares->len; i++)
    {
      VasShare *share = g_ptr_array_index (shares, i);
      g_autoptr (GError) local_error = NULL;
      g_autoptr (VasOrder) order = get_optional (sql, VAS_TYPE_ORDER, share->order_key, &local_error);
      VasMoney invoiced;

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (order == NULL && !look_at_scope (sql, vas_case, error))
        return FALSE;
      if (!sum_invoiced (sql, share->order_key, vas_entity_get_key (VAS_ENTITY (vas_case->request)), &invoiced, error))
        return FALSE;
      g_ptr_array_add (vas_case->orders, vas_case_order_new (share, order, invoiced));
    }

  return TRUE;
}

/* What was withdrawn or rejected is no precedent, and a desk may have let it go: so desk and server come to the same. */
static gboolean
find_earlier_title (VasSql   *sql,
                    VasCase  *vas_case,
                    GError  **error)
{
  VasRequest *request = vas_case->request;
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  if (request->taxpayer_id == NULL)
    return TRUE;

  statement = vas_sql_prepare (sql, "SELECT title FROM request WHERE taxpayer_id = $1 AND key IS DISTINCT FROM $2 "
                                    "AND state NOT IN ('withdrawn', 'rejected') ORDER BY requested_at DESC LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tt", request->taxpayer_id, vas_entity_get_key (VAS_ENTITY (request)));
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    vas_case->earlier_title = g_strdup (vas_statement_get_text (statement, 0));

  return TRUE;
}

/**
 * vas_case_load_draft:
 * @request: a request that need not be stored
 * @shares: (element-type VasShare): its shares, likewise
 *
 * Returns: (transfer full) (nullable): the case that it would be, for its verdict while it is being filled in
 */
VasCase *
vas_case_load_draft (VasSql      *sql,
                     VasRequest  *request,
                     GPtrArray   *shares,
                     GError     **error)
{
  g_autoptr (VasCase) vas_case = vas_case_new (request);
  g_autoptr (GError) local_error = NULL;

  if (request->account_key != NULL)
    vas_case->account = get_optional (sql, VAS_TYPE_ACCOUNT, request->account_key, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!add_orders (sql, vas_case, shares, error) || !find_earlier_title (sql, vas_case, error))
    return NULL;

  return g_steal_pointer (&vas_case);
}

/* Replaces *list by what the query of one field gives. */
static gboolean
take_list (VasSql       *sql,
           GType         type,
           const char   *field,
           const char   *key,
           const char   *order_by,
           GPtrArray   **list,
           GError      **error)
{
  g_autoptr (GPtrArray) found = vas_table_list (sql, type, field, key, order_by, error);

  if (found == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (*list, g_steal_pointer (&found));

  return TRUE;
}

static gboolean
has_parcel (VasCase    *vas_case,
            const char *key)
{
  for (guint i = 0; i < vas_case->parcels->len; i++)
    {
      if (g_strcmp0 (vas_entity_get_key (g_ptr_array_index (vas_case->parcels, i)), key) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The parcel of each sheet, and the ones that it replaced. */
static gboolean
add_parcels (VasSql   *sql,
             VasCase  *vas_case,
             GError  **error)
{
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      const char *key = ((VasFapiao *) g_ptr_array_index (vas_case->fapiao, i))->parcel_key;

      while (key != NULL && !has_parcel (vas_case, key))
        {
          VasParcel *parcel = vas_table_get (sql, VAS_TYPE_PARCEL, key, error);

          if (parcel == NULL)
            return FALSE;
          g_ptr_array_add (vas_case->parcels, parcel);
          key = parcel->replaces_key;
        }
    }

  return TRUE;
}

static gboolean
add_notes (VasSql   *sql,
           VasCase  *vas_case,
           GError  **error)
{
  VasRequest *request = vas_case->request;

  if (!take_list (sql, VAS_TYPE_NOTE, "subject_key", vas_entity_get_key (VAS_ENTITY (request)), "made_at", &vas_case->notes, error) ||
      !take_list (sql, VAS_TYPE_NOTE, "subject_key", request->account_key, "made_at", &vas_case->notes, error))
    return FALSE;

  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);

      if (!take_list (sql, VAS_TYPE_NOTE, "subject_key", item->share->order_key, "made_at", &vas_case->notes, error))
        return FALSE;
    }

  return TRUE;
}

static VasStatement *
prepare_doubt (VasSql      *sql,
               const char  *request_key,
               GError     **error)
{
  VasStatement *statement = vas_sql_prepare (sql, "SELECT 1 FROM outbox_subject WHERE subject_key = $1 LIMIT 1", error);

  if (statement != NULL)
    vas_statement_bind (statement, "t", request_key);
  return statement;
}

static gboolean
foresee_doubt (VasSql      *sql,
               const char  *request_key,
               GError     **error)
{
  g_autoptr (VasStatement) statement = prepare_doubt (sql, request_key, error);

  return statement != NULL && vas_statement_foresee (statement, error);
}

static gboolean
find_doubt (VasSql   *sql,
            VasCase  *vas_case,
            GError  **error)
{
  g_autoptr (VasStatement) statement = prepare_doubt (sql, vas_entity_get_key (VAS_ENTITY (vas_case->request)), error);

  return statement != NULL && vas_statement_step (statement, &vas_case->in_doubt, error);
}

static VasCase *
load (VasSql      *sql,
      VasRequest  *request,
      GError     **error)
{
  const char *key = vas_entity_get_key (VAS_ENTITY (request));
  g_autoptr (GPtrArray) shares = vas_table_list (sql, VAS_TYPE_SHARE, "request_key", key, "position", error);
  g_autoptr (VasCase) vas_case = NULL;

  if (shares == NULL)
    return NULL;
  vas_case = vas_case_load_draft (sql, request, shares, error);
  if (vas_case == NULL ||
      !take_list (sql, VAS_TYPE_FAPIAO, "request_key", key, "position", &vas_case->fapiao, error))
    return NULL;

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      const char *fapiao_key = vas_entity_get_key (g_ptr_array_index (vas_case->fapiao, i));

      if (!take_list (sql, VAS_TYPE_FAPIAO_LINE, "fapiao_key", fapiao_key, "position", &vas_case->lines, error))
        return NULL;
    }
  if (!add_parcels (sql, vas_case, error) ||
      !take_list (sql, VAS_TYPE_NOTICE, "request_key", key, "made_at", &vas_case->notices, error) ||
      !add_notes (sql, vas_case, error) || !find_doubt (sql, vas_case, error))
    return NULL;

  return g_steal_pointer (&vas_case);
}

/** vas_case_foresee: that vas_case_load() will be asked for in this transaction. */
gboolean
vas_case_foresee (VasSql      *sql,
                  const char  *request_key,
                  GError     **error)
{
  return vas_table_foresee (sql, VAS_TYPE_REQUEST, "key", request_key, NULL, error) &&
         vas_table_foresee (sql, VAS_TYPE_SHARE, "request_key", request_key, "position", error) &&
         vas_table_foresee (sql, VAS_TYPE_FAPIAO, "request_key", request_key, "position", error) &&
         vas_table_foresee (sql, VAS_TYPE_NOTICE, "request_key", request_key, "made_at", error) &&
         vas_table_foresee (sql, VAS_TYPE_NOTE, "subject_key", request_key, "made_at", error) &&
         foresee_doubt (sql, request_key, error);
}

/** vas_case_load: (transfer full) (nullable): the case of a request; %VAS_STORE_ERROR_NOT_FOUND where there is none. */
VasCase *
vas_case_load (VasSql      *sql,
               const char  *request_key,
               GError     **error)
{
  g_autoptr (VasRequest) request = vas_table_get (sql, VAS_TYPE_REQUEST, request_key, error);

  return request != NULL ? load (sql, request, error) : NULL;
}

/** vas_case_load_by_number: like vas_case_load(), by the request's number, such as KP2108-000415. */
VasCase *
vas_case_load_by_number (VasSql      *sql,
                         const char  *number,
                         GError     **error)
{
  g_autoptr (VasRequest) request = vas_table_find (sql, VAS_TYPE_REQUEST, "number", number, error);

  return request != NULL ? load (sql, request, error) : NULL;
}

/** vas_case_set_claim: keeps by whom @request is claimed and until when, and nothing else: its version stays. */
gboolean
vas_case_set_claim (VasSql      *sql,
                    VasRequest  *request,
                    GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "UPDATE request SET claimed_by = $1, claimed_until = $2 WHERE key = $3", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tnt", request->claimed_by, request->claimed_until, vas_entity_get_key (VAS_ENTITY (request)));

  vas_touched_hint (sql, VAS_TYPE_REQUEST, vas_entity_get_key (VAS_ENTITY (request)));

  return vas_statement_run_later (statement, error);
}
