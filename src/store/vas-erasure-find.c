/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Where values of an erased user may stand, and who is one (R29): the keys by which rows of the trail and of the feed are found, and
 * the account that a record is of. Look-ups by index inside the caller's transaction, on its thread; one walk over what was refused.
 */

#include "vas-erasure-private.h"

#include "vas-erased-file.h"
#include "vas-order.h"
#include "vas-request.h"
#include "vas-scope.h"
#include "vas-sql-private.h"

#include <string.h>

/* vas_erasure_names_any: whether one of @keys stands in @length bytes of @text; -1 is to its end. */
gboolean
vas_erasure_names_any (const char *text,
                       gssize      length,
                       GPtrArray  *keys)
{
  for (guint i = 0; i < keys->len; i++)
    {
      if (g_strstr_len (text, length, g_ptr_array_index (keys, i)) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_found (VasSql      *sql,
           const char  *query,
           const char  *key,
           GPtrArray   *found,
           GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind_text (statement, 1, key);
  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      g_ptr_array_add (found, g_strdup (vas_statement_get_text (statement, 0)));
    }

  return FALSE;
}

/*
 * vas_erasure_with_orders: (transfer full) (nullable) (element-type utf8): @keys and those of the orders of the accounts among them. An order
 * holds nothing of a person and is not erased, but what was said of it is found by its key.
 */
GPtrArray *
vas_erasure_with_orders (VasSql     *sql,
                         GPtrArray  *keys,
                         GError    **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      g_ptr_array_add (all, g_strdup (key));
      if (!add_found (sql, "SELECT key FROM orders WHERE account_key = $1 ORDER BY id", key, all, error))
        return NULL;
    }

  return g_steal_pointer (&all);
}

static gboolean
add_case (VasSql      *sql,
          GType        type,
          const char  *key,
          GHashTable  *met,
          GError     **error)
{
  g_autoptr (GPtrArray) entities = g_hash_table_contains (met, key) ? g_ptr_array_new () : vas_scope_collect (sql, type, key, error);

  if (entities == NULL)
    return FALSE;
  for (guint i = 0; i < entities->len; i++)
    g_hash_table_add (met, g_strdup (vas_entity_get_key (g_ptr_array_index (entities, i))));

  return TRUE;
}

/*
 * vas_erasure_list_near: (transfer full) (nullable) (element-type utf8): @keys, of vas_erasure_with_orders(), and those of all cases that hang
 * together with theirs: a command on any of these may have told the whole case to the feed (vas_scope_collect_returned()).
 */
GHashTable *
vas_erasure_list_near (VasSql     *sql,
                       GPtrArray  *keys,
                       GError    **error)
{
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < keys->len; i++)
    {
      if (!add_case (sql, VAS_TYPE_ORDER, g_ptr_array_index (keys, i), met, error) ||
          !add_case (sql, VAS_TYPE_REQUEST, g_ptr_array_index (keys, i), met, error))
        return NULL;
    }
  for (guint i = 0; i < keys->len; i++)
    g_hash_table_add (met, g_strdup (g_ptr_array_index (keys, i)));

  return g_steal_pointer (&met);
}

/* vas_erasure_list_refused: (transfer full) (nullable) (element-type utf8): ids of refused commands that name one of @keys: they have no subjects. */
GPtrArray *
vas_erasure_list_refused (VasSql     *sql,
                          GPtrArray  *keys,
                          GError    **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT command_id, body FROM command_log WHERE result = 'rejected' ORDER BY seq", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&ids);
      if (vas_erasure_names_any (vas_statement_get_text (statement, 1), -1, keys))
        g_ptr_array_add (ids, g_strdup (vas_statement_get_text (statement, 0)));
    }

  return NULL;
}

/* A request about personal data that is open was opened after the erasure, which waits for all others: it is to have its answer. */
#define ACCOUNTS_OF \
  "SELECT CAST ($1 AS TEXT) UNION ALL SELECT account_key FROM orders WHERE key = $1 " \
  "UNION ALL SELECT account_key FROM request WHERE key = $1 UNION ALL SELECT account_key FROM notice WHERE key = $1 " \
  "UNION ALL SELECT account_key FROM personal_request WHERE key = $1 AND state <> 'open' " \
  "UNION ALL SELECT r.account_key FROM fapiao f JOIN request r ON r.key = f.request_key WHERE f.key = $1 " \
  "UNION ALL SELECT r.account_key FROM fapiao f JOIN request r ON r.key = f.request_key WHERE f.parcel_key = $1 " \
  "UNION ALL SELECT n.subject_key FROM note n WHERE n.key = $1 " \
  "UNION ALL SELECT o.account_key FROM note n JOIN orders o ON o.key = n.subject_key WHERE n.key = $1 " \
  "UNION ALL SELECT r.account_key FROM note n JOIN request r ON r.key = n.subject_key WHERE n.key = $1"

static VasStatement *
prepare_look_up (VasSql      *sql,
                 const char  *key,
                 GError     **error)
{
  VasStatement *statement =
    vas_sql_prepare (sql, "SELECT a.erased_at FROM account a WHERE a.key IN (" ACCOUNTS_OF ") AND a.erased_at IS NOT NULL LIMIT 1", error);

  if (statement != NULL)
    vas_statement_bind_text (statement, 1, key);

  return statement;
}

/** vas_erasure_foresee: that vas_erasure_look_up() will be asked about @key. */
gboolean
vas_erasure_foresee (VasSql      *sql,
                     const char  *key,
                     GError     **error)
{
  g_autoptr (VasStatement) statement = prepare_look_up (sql, key, error);

  return statement != NULL && vas_statement_foresee (statement, error);
}

/** vas_erasure_look_up: @erased_at: (out): when the user was erased whose the record with @key is; %VAS_NONE where he was not. */
gboolean
vas_erasure_look_up (VasSql      *sql,
                     const char  *key,
                     gint64      *erased_at,
                     GError     **error)
{
  g_autoptr (VasStatement) statement = prepare_look_up (sql, key, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;

  *erased_at = row ? vas_statement_get_int (statement, 0) : VAS_NONE;
  return TRUE;
}

#define LEFT "EXISTS (SELECT 1 FROM request r JOIN share s ON s.request_key = r.key " \
             "WHERE r.account_key = a.key AND coalesce (s.stated_order, s.stated_service) IS NOT NULL)"

/** vas_erasure_find_left: @left: (out): whether the user was erased, and what was stated of his orders is there: an earlier program did not take it. */
gboolean
vas_erasure_find_left (VasSql      *sql,
                       const char  *account_key,
                       gboolean    *left,
                       GError     **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT a.id FROM account a WHERE a.key = $1 AND a.erased_at IS NOT NULL AND " LEFT, error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind_text (statement, 1, account_key);

  return vas_statement_step (statement, left, error);
}

/** vas_erased_list_left: (transfer full) (nullable) (element-type VasErased): of whom vas_erasure_find_left() finds something. */
GPtrArray *
vas_erased_list_left (VasSql  *sql,
                      GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_erased_free);
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT a.key, a.erased_at FROM account a WHERE a.erased_at IS NOT NULL AND " LEFT " ORDER BY a.id", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (vas_statement_step (statement, &row, error))
    {
      VasErased *erased;

      if (!row)
        return g_steal_pointer (&found);
      erased = g_new0 (VasErased, 1);
      erased->account_key = g_strdup (vas_statement_get_text (statement, 0));
      erased->erased_at = vas_statement_get_int (statement, 1);
      g_ptr_array_add (found, erased);
    }

  return NULL;
}

/** vas_erasure_is_command: whether an applied row of this type says that the records it touched were erased. */
gboolean
vas_erasure_is_command (const char *type)
{
  return g_str_equal (type, VAS_ERASURE_COMMAND) || g_str_equal (type, VAS_ERASURE_AGAIN);
}

/** vas_erasure_came_after: @came: (out): whether somebody was erased after row @seq of the trail. Walks over the rows since. */
gboolean
vas_erasure_came_after (VasSql    *sql,
                        gint64     seq,
                        gboolean  *came,
                        GError   **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT seq FROM command_log WHERE seq > $1 AND type IN ('" VAS_ERASURE_COMMAND "', '" VAS_ERASURE_AGAIN "') AND result = 'applied' LIMIT 1",
                     error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "i", seq);

  return vas_statement_step (statement, came, error);
}
