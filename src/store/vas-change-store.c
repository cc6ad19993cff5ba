/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes of the catalog (R4), found by the partial index of those that wait for their start. */

#include "vas-change-store.h"

#include "vas-table.h"

/** vas_change_list_due: (transfer full) (nullable) (element-type VasChange): those whose start has come, in the order of their starts. */
GPtrArray *
vas_change_list_due (VasSql  *sql,
                     gint64   now,
                     guint    limit,
                     GError **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_CHANGE, "c"), " FROM catalog_change c "
                                        "WHERE c.state IN ('review', 'scheduled') AND c.starts_at <= $1 "
                                        "ORDER BY c.starts_at, c.key LIMIT $2", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ii", now, (gint64) limit);

  return vas_table_read_all (VAS_TYPE_CHANGE, statement, error);
}

/** vas_change_find_other: @found: (out): whether another change of the same plan or service is scheduled for the same instant. */
gboolean
vas_change_find_other (VasSql         *sql,
                       VasChangeItem  *item,
                       gint64          starts_at,
                       gboolean       *found,
                       GError        **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "SELECT 1 FROM catalog_change c JOIN catalog_change_item i ON i.change_key = c.key "
                                    "WHERE c.state = 'scheduled' AND c.starts_at = $1 AND c.key <> $2 "
                                    "AND coalesce (i.plan_key, i.service_key) = $3 LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "itt", starts_at, item->change_key, item->plan_key != NULL ? item->plan_key : item->service_key);

  return vas_statement_step (statement, found, error);
}

/**
 * vas_change_find_promotion:
 * @ends_at: an instant
 * @starts_at: (out): when the first promotion of the plan that ends then began or begins; %VAS_NONE where none does
 */
gboolean
vas_change_find_promotion (VasSql      *sql,
                           const char  *plan_key,
                           gint64       ends_at,
                           gint64      *starts_at,
                           GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql, "SELECT c.starts_at FROM catalog_change c JOIN catalog_change_item i ON i.change_key = c.key "
                                    "WHERE c.state IN ('scheduled', 'started') AND i.plan_key = $1 AND i.ends_at = $2 "
                                    "ORDER BY c.starts_at LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ti", plan_key, ends_at);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;

  *starts_at = row ? vas_statement_get_int (statement, 0) : VAS_NONE;
  return TRUE;
}

#define OF_SUBJECT " FROM catalog_change_item i JOIN catalog_change c ON c.key = i.change_key " \
                   "WHERE coalesce (i.plan_key, i.service_key) = $1 AND "

/* (transfer full) (nullable): items about the plan or service @key, by a condition on the start of their changes. */
static GPtrArray *
list_items (VasSql      *sql,
            const char  *key,
            const char  *condition,
            gint64       at,
            GError     **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_CHANGE_ITEM, "i"), OF_SUBJECT, condition, NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ti", key, at);

  return vas_table_read_all (VAS_TYPE_CHANGE_ITEM, statement, error);
}

static gboolean
set_back (VasSql     *sql,
          VasEntity  *subject,
          gint64      at,
          GError    **error)
{
  const char *key = vas_entity_get_key (subject);
  g_autoptr (GPtrArray) later = NULL, due = NULL;

  later = list_items (sql, key, "c.state = 'started' AND c.starts_at > $2 ORDER BY c.starts_at DESC", at, error);
  due = later != NULL ? list_items (sql, key, "c.state = 'scheduled' AND c.starts_at <= $2 ORDER BY c.starts_at", at, error) : NULL;
  if (due == NULL)
    return FALSE;
  for (guint i = 0; i < later->len; i++)
    vas_change_item_undo (g_ptr_array_index (later, i), subject);
  for (guint i = 0; i < due->len; i++)
    vas_change_item_apply (g_ptr_array_index (due, i), subject);

  return TRUE;
}

/**
 * vas_catalog_set_back:
 * @plan: a copy of a plan as it is now
 * @service: a copy of its service
 * @at: an instant, not in the future
 *
 * R5, R6: gives both the names, tax data and state that were in force at @at: changes that started later are taken back, newest first,
 * and those that were approved and whose start has come are in force whether the clock has been there or not. What started before
 * version 8 of the database kept nothing, and its records stay as they are.
 */
gboolean
vas_catalog_set_back (VasSql      *sql,
                      VasPlan     *plan,
                      VasService  *service,
                      gint64       at,
                      GError     **error)
{
  return set_back (sql, VAS_ENTITY (plan), at, error) && set_back (sql, VAS_ENTITY (service), at, error);
}
