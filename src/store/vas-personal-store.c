/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What there is of one user: the records that hold personal values of his, what is still under way, the requests about his data, and
 * what tax law keeps locked (R29). Look-ups by index inside the caller's transaction, on its thread.
 */

#include "vas-personal-store.h"

#include "vas-account.h"
#include "vas-note.h"
#include "vas-notice.h"
#include "vas-parcel.h"
#include "vas-request.h"
#include "vas-share.h"
#include "vas-table.h"
#include "vas-uuid.h"

#include <string.h>

#define MOST_NAMES 10 /* of each kind that a finding names */

#define OF_USER "(SELECT CAST ($1 AS TEXT) UNION ALL SELECT key FROM request WHERE account_key = $1 " \
                "UNION ALL SELECT key FROM orders WHERE account_key = $1)"

/* What stands against an erasure: $1 is the account, $2 the request for the erasure itself. */
static const struct {
  const char *code;
  const char *query;
} open_work[] = {
  { "erase-requests-open",
    "SELECT coalesce (number, key) FROM request WHERE account_key = $1 "
    "AND state NOT IN ('draft', 'done', 'rejected', 'withdrawn', 'voided', 'reversed') ORDER BY id" },
  { "erase-parcels-open",
    "SELECT DISTINCT coalesce (p.waybill, r.number) FROM request r JOIN fapiao f ON f.request_key = r.key "
    "JOIN parcel p ON p.key = f.parcel_key WHERE r.account_key = $1 AND r.state = 'done' AND p.state IN ('packing', 'transit')" },
  { "erase-orders-unpaid", "SELECT number FROM orders WHERE account_key = $1 AND state = 'unpaid' ORDER BY id" },
  { "erase-payments-open",
    "SELECT p.transaction_no FROM orders o JOIN payment p ON p.order_number = o.number "
    "WHERE o.account_key = $1 AND p.state = 'desk' ORDER BY p.id" },
  { "erase-notices-waiting",
    "SELECT coalesce (r.number, n.key) FROM notice n LEFT JOIN request r ON r.key = n.request_key "
    "WHERE n.account_key = $1 AND n.state = 'queued' ORDER BY n.id" },
  { "erase-complaints-open",
    "SELECT coalesce (r.number, o.number, a.account_id) FROM note n LEFT JOIN request r ON r.key = n.subject_key "
    "LEFT JOIN orders o ON o.key = n.subject_key LEFT JOIN account a ON a.key = n.subject_key "
    "WHERE n.subject_key IN " OF_USER " AND n.kind = 'complaint' AND n.answered_at IS NULL ORDER BY n.id" },
  { "erase-cases-open",
    "SELECT coalesce (number, key) FROM personal_request WHERE account_key = $1 AND state = 'open' AND key <> $2 ORDER BY id" },
};

static gboolean
join_names (VasStatement  *statement,
            GString       *names,
            GError       **error)
{
  gboolean row;

  for (guint n = 0; vas_statement_step (statement, &row, error); n++)
    {
      if (!row)
        return TRUE;
      if (n < MOST_NAMES)
        g_string_append_printf (names, "%s%s", n > 0 ? ", " : "", vas_statement_get_text (statement, 0));
      else if (n == MOST_NAMES)
        g_string_append (names, ", …");
    }

  return FALSE;
}

/**
 * vas_personal_list_open_work:
 * @request_key: the request for the erasure, which is no obstacle to itself
 * @func: is told of each kind of work of which there is some
 *
 * R29: what must have an end before the personal values that it needs are erased.
 */
gboolean
vas_personal_list_open_work (VasSql           *sql,
                             const char       *account_key,
                             const char       *request_key,
                             VasOpenWorkFunc   func,
                             gpointer          data,
                             GError          **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (open_work); i++)
    {
      g_autoptr (VasStatement) statement = vas_sql_prepare (sql, open_work[i].query, error);
      g_autoptr (GString) names = g_string_new (NULL);

      if (statement == NULL)
        return FALSE;
      vas_statement_bind_text (statement, 1, account_key);
      if (strstr (open_work[i].query, "$2") != NULL)
        vas_statement_bind_text (statement, 2, request_key);
      if (!join_names (statement, names, error))
        return FALSE;
      if (names->len > 0)
        func (open_work[i].code, names->str, data);
    }

  return TRUE;
}

static gboolean
add_records (VasSql      *sql,
             GType        type,
             const char  *query,
             const char  *key,
             GPtrArray   *records,
             GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind_text (statement, 1, key);
  while (row)
    {
      if (!vas_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (keys, g_strdup (vas_statement_get_text (statement, 0)));
    }

  for (guint i = 0; i < keys->len; i++)
    {
      VasEntity *entity = vas_table_get (sql, type, g_ptr_array_index (keys, i), error);

      if (entity == NULL)
        return FALSE;
      g_ptr_array_add (records, entity);
    }

  return TRUE;
}

/* A voided sheet has left its parcel, and the parcel is found by nothing but its key, which its command derived. */
static gboolean
add_parcels (VasSql      *sql,
             const char  *request_key,
             GHashTable  *seen,
             GPtrArray   *records,
             GError     **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT l.command_id, l.made_at FROM command_subject s JOIN command_log l ON l.seq = s.seq "
                          "WHERE s.subject_key = $1 AND l.type LIKE 'parcel.%' ORDER BY l.seq", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind_text (statement, 1, request_key);
  while (vas_statement_step (statement, &row, error))
    {
      g_autofree char *key = NULL;
      VasEntity *parcel;

      if (!row)
        return TRUE;
      key = vas_uuid_derive (vas_statement_get_text (statement, 0), "parcel", vas_statement_get_int (statement, 1));
      if (!vas_table_look_up (sql, VAS_TYPE_PARCEL, "key", key, &parcel, error))
        return FALSE;
      if (parcel == NULL)
        continue;
      if (g_hash_table_add (seen, g_steal_pointer (&key)))
        g_ptr_array_add (records, parcel);
      else
        g_object_unref (parcel);
    }

  return FALSE;
}

/**
 * vas_personal_list_records:
 *
 * Returns: (transfer full) (nullable) (element-type VasEntity): the account first, then its requests with their parcels and what
 *   was stated of their orders, the notes on all of them and on the orders, the notices, and the requests about personal data: all that holds personal values of the user
 */
GPtrArray *
vas_personal_list_records (VasSql      *sql,
                           const char  *account_key,
                           GError     **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  VasEntity *account = vas_table_get (sql, VAS_TYPE_ACCOUNT, account_key, error);
  guint end;

  if (account == NULL)
    return NULL;
  g_ptr_array_add (records, account);
  if (!add_records (sql, VAS_TYPE_REQUEST, "SELECT key FROM request WHERE account_key = $1 ORDER BY id", account_key, records, error))
    return NULL;
  end = records->len;
  for (guint i = 1; i < end; i++)
    {
      if (!add_parcels (sql, vas_entity_get_key (g_ptr_array_index (records, i)), seen, records, error))
        return NULL;
    }
  if (!add_records (sql, VAS_TYPE_SHARE, "SELECT s.key FROM share s JOIN request r ON r.key = s.request_key WHERE r.account_key = $1 ORDER BY s.id",
                    account_key, records, error) ||
      !add_records (sql, VAS_TYPE_NOTE, "SELECT n.key FROM note n WHERE n.subject_key IN " OF_USER " ORDER BY n.id", account_key, records,
                    error) ||
      !add_records (sql, VAS_TYPE_NOTICE, "SELECT key FROM notice WHERE account_key = $1 ORDER BY id", account_key, records, error) ||
      !add_records (sql, VAS_TYPE_PERSONAL_REQUEST, "SELECT key FROM personal_request WHERE account_key = $1 ORDER BY id", account_key,
                    records, error))
    return NULL;

  return g_steal_pointer (&records);
}

/**
 * vas_personal_list:
 * @open: only those that wait for an answer, by their term; otherwise all, the newest first
 *
 * Returns: (transfer full) (nullable) (element-type VasPersonalRequest): the requests
 */
GPtrArray *
vas_personal_list (VasSql    *sql,
                   gboolean   open,
                   GError   **error)
{
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, open ? "SELECT key FROM personal_request WHERE state = 'open' ORDER BY due, id"
                               : "SELECT key FROM personal_request ORDER BY id DESC", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  while (row)
    {
      VasEntity *request;

      if (!vas_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      request = vas_table_get (sql, VAS_TYPE_PERSONAL_REQUEST, vas_statement_get_text (statement, 0), error);
      if (request == NULL)
        return NULL;
      g_ptr_array_add (requests, request);
    }

  return g_steal_pointer (&requests);
}

/** vas_personal_count_open: how many wait for an answer. */
gboolean
vas_personal_count_open (VasSql   *sql,
                         gint64   *count,
                         GError  **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM personal_request WHERE state = 'open'", error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;

  *count = vas_statement_get_int (statement, 0);
  return TRUE;
}

/** vas_locked_keep: what tax law keeps of an issued request; kept once, and never changed again. */
gboolean
vas_locked_keep (VasSql      *sql,
                 const char  *request_key,
                 const char  *title,
                 const char  *taxpayer_id,
                 gint64       now,
                 GError     **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "INSERT INTO locked_value (request_key, title, taxpayer_id, locked_at) VALUES ($1, $2, $3, $4)", error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "ttti", request_key, title, taxpayer_id, now);
  return vas_statement_run (statement, error);
}

/** vas_locked_read: @title: (out) (nullable): @taxpayer_id: (out) (nullable): NULL where nothing of that request is locked here. */
gboolean
vas_locked_read (VasSql      *sql,
                 const char  *request_key,
                 char       **title,
                 char       **taxpayer_id,
                 GError     **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT title, taxpayer_id FROM locked_value WHERE request_key = $1", error);
  gboolean row;

  *title = *taxpayer_id = NULL;
  if (statement == NULL)
    return FALSE;
  vas_statement_bind_text (statement, 1, request_key);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      *title = g_strdup (vas_statement_get_text (statement, 0));
      *taxpayer_id = g_strdup (vas_statement_get_text (statement, 1));
    }

  return TRUE;
}

/**
 * vas_locked_find_photo:
 * @hash: the name of a photo
 * @request_key: (out) (nullable): the request whose sheet it shows, where that is locked; or showed until another took its place
 */
gboolean
vas_locked_find_photo (VasSql      *sql,
                       const char  *hash,
                       char       **request_key,
                       GError     **error)
{
  g_autoptr (VasStatement) statement = /* what is locked is little, and sheets and rows of the trail are found by their request */
    vas_sql_prepare (sql, "SELECT v.request_key FROM locked_value v WHERE "
                          "EXISTS (SELECT 1 FROM fapiao f WHERE f.request_key = v.request_key AND f.photo = $1) OR "
                          "EXISTS (SELECT 1 FROM command_subject s JOIN command_log l ON l.seq = s.seq WHERE s.subject_key = v.request_key "
                          "AND l.type = 'photo.attach' AND l.body LIKE '%' || $1 || '%') LIMIT 1", error);
  gboolean row;

  *request_key = NULL;
  if (statement == NULL)
    return FALSE;
  vas_statement_bind_text (statement, 1, hash);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;

  *request_key = row ? g_strdup (vas_statement_get_text (statement, 0)) : NULL;
  return TRUE;
}

/** vas_locked_was_revealed: @was: (out): whether @staff_key had something of that request revealed since then. */
gboolean
vas_locked_was_revealed (VasSql      *sql,
                         const char  *request_key,
                         const char  *staff_key,
                         gint64       since,
                         gboolean    *was,
                         GError     **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT l.seq FROM command_subject s JOIN command_log l ON l.seq = s.seq WHERE s.subject_key = $1 "
                          "AND l.type = 'personal.reveal' AND l.result = 'applied' AND l.actor = $2 AND l.logged_at >= $3 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tti", request_key, staff_key, since);

  return vas_statement_step (statement, was, error);
}
