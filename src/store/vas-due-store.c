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
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ii", made_before, (gint64) limit);
  while (vas_statement_step (statement, &row, error) && row)
    g_ptr_array_add (orders, vas_table_read (VAS_TYPE_ORDER, statement, 0));

  return row ? NULL : g_steal_pointer (&orders);
}
