/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a print list shows, for its file and for the copy keys (R20). On the caller's connection, in its snapshot. */

#include "vas-print-store.h"

#include "vas-table.h"

/** vas_print_row_free: frees a row; NULL is allowed. */
void
vas_print_row_free (VasPrintRow *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->request);
  g_clear_object (&self->fapiao);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

/** vas_print_list_free: frees a list; NULL is allowed. */
void
vas_print_list_free (VasPrintList *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->point);
  g_free (self);
}

static GPtrArray *
list_sheets (VasSql      *sql,
             const char  *print_list,
             GError     **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_FAPIAO, "f"), " FROM fapiao f "
                                        "LEFT JOIN stock s ON s.key = f.stock_key WHERE f.print_list = $1 "
                                        "ORDER BY s.received_at, f.code, f.number", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  vas_statement_bind_text (statement, 1, print_list);
  while (vas_statement_step (statement, &row, error) && row)
    g_ptr_array_add (sheets, vas_table_read (VAS_TYPE_FAPIAO, statement, 0));

  return row ? NULL : g_steal_pointer (&sheets);
}

/**
 * vas_print_rows:
 * @print_list: key of a print list
 *
 * Returns: (transfer full) (nullable) (element-type VasPrintRow): its sheets in the order of the paper, issued and spoiled
 *   ones included; none where there is no such list
 */
GPtrArray *
vas_print_rows (VasSql      *sql,
                const char  *print_list,
                GError     **error)
{
  g_autoptr (GPtrArray) sheets = list_sheets (sql, print_list, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_print_row_free);

  if (sheets == NULL)
    return NULL;
  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);
      const char *key = vas_entity_get_key (VAS_ENTITY (sheet));
      VasPrintRow *row = g_new0 (VasPrintRow, 1);

      g_ptr_array_add (rows, row);
      row->fapiao = g_object_ref (sheet);
      row->request = vas_table_get (sql, VAS_TYPE_REQUEST, sheet->request_key, error);
      if (row->request == NULL)
        return NULL;
      g_object_set (row->request, "recipient-name", NULL, "recipient-mobile", NULL, "recipient-address", NULL, NULL);
      row->lines = vas_table_list (sql, VAS_TYPE_FAPIAO_LINE, "fapiao_key", key, "position", error);
      if (row->lines == NULL)
        return NULL;
    }

  return g_steal_pointer (&rows);
}

/**
 * vas_print_lists:
 * @point: (nullable): an issuing point, or NULL for all
 * @limit: how many at most
 *
 * Returns: (transfer full) (nullable) (element-type VasPrintList): the print lists, newest first
 */
GPtrArray *
vas_print_lists (VasSql      *sql,
                 const char  *point,
                 guint        limit,
                 GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_print_list_free);
  gboolean row = TRUE;

  statement = vas_sql_prepare (sql,
                               "SELECT print_list, point, max (bound_at), count (*), count (*) FILTER (WHERE state = 'bound') "
                               "FROM fapiao WHERE print_list IS NOT NULL AND ($1 IS NULL OR point = $1) "
                               "GROUP BY print_list, point ORDER BY 3 DESC LIMIT $2", error);
  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ti", point, (gint64) limit);
  while (vas_statement_step (statement, &row, error) && row)
    {
      VasPrintList *list = g_new0 (VasPrintList, 1);

      list->key = g_strdup (vas_statement_get_text (statement, 0));
      list->point = g_strdup (vas_statement_get_text (statement, 1));
      list->bound_at = vas_statement_get_int (statement, 2);
      list->n_sheets = vas_statement_get_int (statement, 3);
      list->n_open = vas_statement_get_int (statement, 4);
      g_ptr_array_add (lists, list);
    }

  return row ? NULL : g_steal_pointer (&lists);
}
