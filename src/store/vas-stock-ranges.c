/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The ranges of fapiao paper, one by one (R20): who holds each, what became of its sheets, which comes next. Counted from the sheets
 * whenever asked, like the day's figures, so that nothing can drift. One walk over the sheets by their range, and one look-up for
 * the next number of each range that has any left. On the caller's connection, in its snapshot.
 */

#include "vas-stock-ranges.h"

#include "vas-fapiao-kind.h"
#include "vas-stock-store.h"
#include "vas-table.h"

/** vas_stock_range_free: frees a range; NULL is allowed. */
void
vas_stock_range_free (VasStockRange *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->stock);
  g_free (self->next);
  g_free (self->holder);
  g_free (self->giver);
  g_free (self);
}

/* A red-letter fapiao out of our own paper is an issued sheet of the range that has its number. */
static VasStatement *
prepare (VasSql  *sql,
         GError **error)
{
  g_autofree char *query = g_strconcat ("SELECT coalesce (c.bound, 0), coalesce (c.issued, 0) + (SELECT count (*) FROM fapiao r "
                                        "WHERE r.red_code = s.code AND r.red_number BETWEEN s.first_number AND s.last_number), "
                                        "coalesce (c.voided, 0), h.name, g.name, ", vas_table_columns (VAS_TYPE_STOCK, "s"),
                                        " FROM stock s LEFT JOIN (SELECT stock_key, count (*) FILTER (WHERE state = 'bound') AS bound, "
                                        "count (*) FILTER (WHERE state IN ('issued', 'reversed')) AS issued, "
                                        "count (*) FILTER (WHERE state = 'voided') AS voided FROM fapiao "
                                        "WHERE stock_key IS NOT NULL GROUP BY stock_key) c ON c.stock_key = s.key "
                                        "LEFT JOIN staff h ON h.key = s.received_by LEFT JOIN staff g ON g.key = s.handed_by "
                                        "WHERE $1 IS NULL OR s.point = $1 "
                                        "ORDER BY s.point, s.received_at, s.code, s.first_number", NULL);

  return vas_sql_prepare (sql, query, error);
}

static VasStockRange *
read_range (VasStatement *statement)
{
  VasStockRange *range = g_new0 (VasStockRange, 1);

  range->bound = vas_statement_get_int (statement, 0);
  range->issued = vas_statement_get_int (statement, 1);
  range->voided = vas_statement_get_int (statement, 2);
  range->holder = g_strdup (vas_statement_get_text (statement, 3));
  range->giver = g_strdup (vas_statement_get_text (statement, 4));
  range->stock = vas_table_read (VAS_TYPE_STOCK, statement, 5);
  range->total = vas_fapiao_number_distance (range->stock->first_number, range->stock->last_number) + 1;
  range->left = range->total - range->bound - range->issued - range->voided;

  return range;
}

static gboolean
find_next (VasSql         *sql,
           VasStockRange  *range,
           GError        **error)
{
  g_autoptr (GPtrArray) numbers = vas_stock_numbers_left (sql, range->stock, 1, error);

  if (numbers == NULL)
    return FALSE;
  if (numbers->len > 0)
    range->next = g_strdup (g_ptr_array_index (numbers, 0));

  return TRUE;
}

/**
 * vas_stock_ranges:
 * @point: (nullable): an issuing point; NULL for all of them
 *
 * Returns: (transfer full) (nullable) (element-type VasStockRange): the ranges by point, the oldest first, used up ones included
 */
GPtrArray *
vas_stock_ranges (VasSql      *sql,
                  const char  *point,
                  GError     **error)
{
  g_autoptr (VasStatement) statement = prepare (sql, error);
  g_autoptr (GPtrArray) ranges = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_stock_range_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "t", point);
  while (vas_statement_step (statement, &row, error) && row)
    g_ptr_array_add (ranges, read_range (statement));
  if (row)
    return NULL;
  for (guint i = 0; i < ranges->len; i++)
    {
      VasStockRange *range = g_ptr_array_index (ranges, i);

      if (range->left > 0 && !find_next (sql, range, error))
        return NULL;
    }

  return g_steal_pointer (&ranges);
}
