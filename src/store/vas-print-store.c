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

  if (statement == NULL)
    return NULL;
  vas_statement_bind_text (statement, 1, print_list);

  return vas_table_read_all (VAS_TYPE_FAPIAO, statement, error);
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

/* What an approved case still needs sheets for: more is approved than stands on sheets that are bound or issued. */
#define UNPRINTED "r.state = 'to_issue' AND r.amount > (SELECT COALESCE (sum (f.amount), 0) FROM fapiao f " \
                  "WHERE f.request_key = r.key AND f.state IN ('bound', 'issued'))"

static gboolean
count_waiting (VasSql   *sql,
               guint64  *n_waiting,
               GError  **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM request r WHERE " UNPRINTED, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;
  *n_waiting = (guint64) vas_statement_get_int (statement, 0);

  return TRUE;
}

/**
 * vas_print_waiting:
 * @limit: how many at most
 * @n_waiting: (out): how many there are in all
 *
 * Returns: (transfer full) (nullable) (element-type VasRequest): the approved cases that need sheets, those with a part on
 *   sheets already included, in the order of the queue
 */
GPtrArray *
vas_print_waiting (VasSql   *sql,
                   guint     limit,
                   guint64  *n_waiting,
                   GError  **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_REQUEST, "r"), " FROM request r WHERE " UNPRINTED
                                        " ORDER BY r.due, r.received_at, r.id LIMIT $1", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  if (statement == NULL || !count_waiting (sql, n_waiting, error))
    return NULL;
  vas_statement_bind_int (statement, 1, limit);

  return vas_table_read_all (VAS_TYPE_REQUEST, statement, error);
}

/**
 * vas_print_find_waiting:
 * @number: of a request
 *
 * Returns: (transfer full) (nullable): the case, where it is one of vas_print_waiting(); NULL where it is none, with @error set where
 *   that could not be read
 */
VasRequest *
vas_print_find_waiting (VasSql      *sql,
                        const char  *number,
                        GError     **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_REQUEST, "r"), " FROM request r WHERE r.number = $1 AND "
                                        UNPRINTED, NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);
  g_autoptr (GPtrArray) found = NULL;

  if (statement == NULL)
    return NULL;
  vas_statement_bind_text (statement, 1, number);
  found = vas_table_read_all (VAS_TYPE_REQUEST, statement, error);

  return found != NULL && found->len > 0 ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;
}

/**
 * vas_print_find_lowest:
 *
 * The sheet that lies on top when they come out of the printer.
 *
 * Returns: (transfer full) (nullable): key of the case of the lowest number that is bound and not issued; "" where there is
 *   none, NULL with @error set where it could not be read
 */
char *
vas_print_find_lowest (VasSql   *sql,
                       GError  **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql,
                               "SELECT f.request_key FROM request r JOIN fapiao f ON f.request_key = r.key "
                               "WHERE r.state = 'to_issue' AND f.state = 'bound' ORDER BY f.code, f.number LIMIT 1", error);
  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return NULL;

  return g_strdup (row ? vas_statement_get_text (statement, 0) : "");
}
