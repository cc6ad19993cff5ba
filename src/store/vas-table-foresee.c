/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Queries of vas-table.c that will be put in this transaction, said beforehand, so that a server answers them in one round trip
 * (vas_statement_foresee()). The texts are those of vas-table.c, made by the same plan. A file answers at once: there nothing is done.
 */

#include "vas-table.h"

#include "vas-sql-private.h"
#include "vas-table-plan.h"

/* @text: (nullable): the value of $1, where there is one. */
static gboolean
foresee (VasSql      *sql,
         const char  *query,
         const char  *text,
         GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  if (statement == NULL)
    return FALSE;
  if (text != NULL)
    vas_statement_bind_text (statement, 1, text);

  return vas_statement_foresee (statement, error);
}

/**
 * vas_table_foresee:
 *
 * That the records of @type with that value will be asked for in this transaction, by vas_table_list() in that order, or, where
 * @order_by is NULL, by vas_table_find() and its like: so a server answers it in one round trip with others.
 */
gboolean
vas_table_foresee (VasSql      *sql,
                   GType        type,
                   const char  *field,
                   const char  *text,
                   const char  *order_by,
                   GError     **error)
{
  g_autofree char *query = NULL;

  if (vas_sql_get_engine (sql) == VAS_SQL_SQLITE)
    return TRUE;

  query = vas_table_plan_query (vas_table_plan_get (type), field, text == NULL, order_by, error);
  return query != NULL && foresee (sql, query, text, error);
}

/** vas_table_foresee_key: that vas_table_find_key() will be asked for in this transaction, as vas_table_foresee() has it. */
gboolean
vas_table_foresee_key (VasSql      *sql,
                       GType        type,
                       const char  *field,
                       const char  *text,
                       GError     **error)
{
  g_autofree char *query = NULL;

  if (vas_sql_get_engine (sql) == VAS_SQL_SQLITE)
    return TRUE;

  query = vas_table_plan_key_query (vas_table_plan_get (type), field, error);
  return query != NULL && foresee (sql, query, text, error);
}
