/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The price of a plan and the version of the terms at an instant (R3, R24). One look-up by index each, inside the caller's snapshot. */

#include "vas-catalog-store.h"

#include "vas-table.h"

/** vas_price_find_at: R3: @price: (out) (nullable) (transfer full): in force for the plan at the instant @at; NULL where none is. */
gboolean
vas_price_find_at (VasSql      *sql,
                   const char  *plan_key,
                   gint64       at,
                   VasPrice   **price,
                   GError     **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_PRICE, "p"), " FROM price p WHERE p.plan_key = $1 "
                                        "AND p.starts_at <= $2 AND (p.ends_at IS NULL OR p.ends_at > $2) "
                                        "ORDER BY p.starts_at DESC LIMIT 1", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ti", plan_key, at);

  return vas_table_read_first (VAS_TYPE_PRICE, statement, price, error);
}

/** vas_terms_find_at: R25: @terms: (out) (nullable) (transfer full): the version in force at the instant @at; NULL before the first. */
gboolean
vas_terms_find_at (VasSql    *sql,
                   gint64     at,
                   VasTerms **terms,
                   GError   **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_TERMS, "t"), " FROM terms_version t "
                                        "WHERE t.state IN ('current', 'history') AND t.effective_at <= $1 "
                                        "ORDER BY t.effective_at DESC LIMIT 1", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "i", at);

  return vas_table_read_first (VAS_TYPE_TERMS, statement, terms, error);
}

/** vas_service_use_count: R10: @uses: (out): how often what the order bought was used. */
gboolean
vas_service_use_count (VasSql      *sql,
                       const char  *order_key,
                       gint64      *uses,
                       GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql, "SELECT coalesce (sum (uses), 0) FROM service_use WHERE order_key = $1", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", order_key);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;

  *uses = vas_statement_get_int (statement, 0);
  return TRUE;
}
