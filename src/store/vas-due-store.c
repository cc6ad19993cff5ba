/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records that the clock may have to work on. Partial indexes answer, so that nothing due costs nothing. */

#include "vas-due-store.h"

#include "vas-table.h"

/**
 * vas_due_unpaid_orders:
 * @made_before: an instant
 * @limit: how many at most
 *
 * Returns: (transfer full) (nullable) (element-type VasOrder): orders that wait for payment and were made before it, oldest first
 */
GPtrArray *
vas_due_unpaid_orders (VasSql  *sql,
                       gint64   made_before,
                       guint    limit,
                       GError **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_ORDER, "o"), " FROM orders o "
                                        "WHERE o.state = 'unpaid' AND o.made_at < $1 ORDER BY o.made_at LIMIT $2", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ii", made_before, (gint64) limit);

  return vas_table_read_all (VAS_TYPE_ORDER, statement, error);
}

/** vas_due_ended_orders: (transfer full) (nullable) (element-type VasOrder): that are paid and whose last day is before @today, the oldest first. */
GPtrArray *
vas_due_ended_orders (VasSql  *sql,
                      gint32   today,
                      guint    limit,
                      GError **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_ORDER, "o"), " FROM orders o "
                                        "WHERE o.state = 'paid' AND o.valid_until IS NOT NULL AND o.valid_until < $1 "
                                        "ORDER BY o.valid_until LIMIT $2", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ii", (gint64) today, (gint64) limit);

  return vas_table_read_all (VAS_TYPE_ORDER, statement, error);
}

/**
 * vas_due_abuse:
 * @since: an instant
 * @limit: unpaid orders that are still no abuse
 * @most: how many accounts at most
 *
 * Returns: (transfer full) (nullable) (element-type utf8): keys of accounts in order that made more than @limit orders since then, none
 *   of which was paid (R9)
 */
GPtrArray *
vas_due_abuse (VasSql  *sql,
               gint64   since,
               gint64   limit,
               guint    most,
               GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VasStatement) statement = NULL;
  gboolean row = TRUE;

  statement = vas_sql_prepare (sql, "SELECT a.key FROM orders o JOIN account a ON a.key = o.account_key "
                                    "WHERE o.state IN ('unpaid', 'closed') AND o.made_at >= $1 AND a.state = 'normal' "
                                    "AND NOT EXISTS (SELECT 1 FROM orders p WHERE p.account_key = o.account_key "
                                    "AND p.made_at >= $1 AND p.state NOT IN ('unpaid', 'closed')) "
                                    "GROUP BY a.key HAVING count (*) > $2 ORDER BY a.key LIMIT $3", error);
  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "iii", since, limit, (gint64) most);
  while (vas_statement_step (statement, &row, error) && row)
    g_ptr_array_add (keys, g_strdup (vas_statement_get_text (statement, 0)));

  return row ? NULL : g_steal_pointer (&keys);
}

/** vas_due_never_paid: (transfer full) (nullable) (element-type VasOrder): those that vas_due_abuse() counted, oldest first. */
GPtrArray *
vas_due_never_paid (VasSql      *sql,
                    const char  *account_key,
                    gint64       since,
                    GError     **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_ORDER, "o"), " FROM orders o "
                                        "WHERE o.account_key = $1 AND o.made_at >= $2 AND o.state IN ('unpaid', 'closed') "
                                        "ORDER BY o.made_at, o.key", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ti", account_key, since);

  return vas_table_read_all (VAS_TYPE_ORDER, statement, error);
}

/** vas_due_count_orders: how many orders of the account, made since @since, are unpaid or closed unpaid, and how many were paid. */
gboolean
vas_due_count_orders (VasSql      *sql,
                      const char  *account_key,
                      gint64       since,
                      gint64      *unpaid,
                      gint64      *paid,
                      GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql, "SELECT count (*), coalesce (sum (CASE WHEN state IN ('unpaid', 'closed') THEN 1 ELSE 0 END), 0) "
                                    "FROM orders WHERE account_key = $1 AND made_at >= $2", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ti", account_key, since);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;

  *unpaid = vas_statement_get_int (statement, 1);
  *paid = vas_statement_get_int (statement, 0) - *unpaid;
  return TRUE;
}
