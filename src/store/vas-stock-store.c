/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Fapiao paper: which numbers a point has, which of them are used, and which comes next (R20).
 *
 * A range is a row, its sheets are not: a sheet gets a row when its number is first bound or voided. A number is used when its
 * sheet is anything but blank, or when it is the red-letter fapiao of another. Looking for the next number walks the used ones
 * of a range in order: some ten milliseconds for a range of ten thousand. On the caller's connection, in its snapshot.
 */

#include "vas-stock-store.h"

#include "vas-fapiao-kind.h"
#include "vas-table.h"

#define USED_FROM_TO \
  "SELECT number FROM fapiao WHERE code = $1 AND number BETWEEN $2 AND $3 AND state <> 'blank' " \
  "UNION SELECT red_number FROM fapiao WHERE red_code = $1 AND red_number BETWEEN $2 AND $3 ORDER BY 1"
/** vas_stock_number_free: frees a number; NULL is allowed. */
void
vas_stock_number_free (VasStockNumber *self)
{
  if (self == NULL)
    return;
  g_free (self->stock_key);
  g_free (self->code);
  g_free (self->number);
  g_free (self->blank_key);
  g_free (self);
}

/** vas_stock_summary_free: frees a summary; NULL is allowed. */
void
vas_stock_summary_free (VasStockSummary *self)
{
  if (self == NULL)
    return;
  g_free (self->point);
  g_free (self->next_code);
  g_free (self->next_number);
  g_free (self);
}

/* The numbers from @first to @last that are not used, at most @wanted of them. */
static GPtrArray *
list_gaps (VasSql      *sql,
           const char  *code,
           const char  *first,
           const char  *last,
           gint64       wanted,
           GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, USED_FROM_TO, error);
  g_autoptr (GPtrArray) gaps = g_ptr_array_new_with_free_func (g_free);
  const gint64 n = vas_fapiao_number_distance (first, last) + 1;
  gint64 place = 0;
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ttt", code, first, last);

  while (place < n && gaps->len < wanted)
    {
      gint64 used = n;

      if (row && !vas_statement_step (statement, &row, error))
        return NULL;
      if (row)
        used = vas_fapiao_number_distance (first, vas_statement_get_text (statement, 0));
      for (; place < used && gaps->len < wanted; place++)
        g_ptr_array_add (gaps, vas_fapiao_number_add (first, (int) place));
      place = MAX (place, used + 1);
    }

  return g_steal_pointer (&gaps);
}

/** vas_stock_numbers_left: (transfer full) (nullable) (element-type utf8): the lowest numbers of @range that are not used, @wanted at most. */
GPtrArray *
vas_stock_numbers_left (VasSql    *sql,
                        VasStock  *range,
                        guint      wanted,
                        GError   **error)
{
  return list_gaps (sql, range->code, range->first_number, range->last_number, wanted, error);
}

/**
 * vas_stock_find_sheet:
 * @sheet: (out) (transfer full) (nullable): the sheet of that code and number, where it has a record
 */
gboolean
vas_stock_find_sheet (VasSql      *sql,
                      const char  *code,
                      const char  *number,
                      VasFapiao  **sheet,
                      GError     **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_FAPIAO, "f"),
                                        " FROM fapiao f WHERE f.code = $1 AND f.number = $2", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  *sheet = NULL;
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tt", code, number);

  return vas_table_read_first (VAS_TYPE_FAPIAO, statement, sheet, error);
}

static gboolean
take_numbers (VasSql     *sql,
              VasStock   *range,
              guint       wanted,
              GPtrArray  *numbers,
              GError    **error)
{
  g_autoptr (GPtrArray) gaps = list_gaps (sql, range->code, range->first_number, range->last_number,
                                          (gint64) wanted - numbers->len, error);

  if (gaps == NULL)
    return FALSE;
  for (guint i = 0; i < gaps->len; i++)
    {
      const char *number = g_ptr_array_index (gaps, i);
      g_autoptr (VasFapiao) blank = NULL;
      VasStockNumber *next;

      if (!vas_stock_find_sheet (sql, range->code, number, &blank, error))
        return FALSE;
      next = g_new0 (VasStockNumber, 1);
      next->stock_key = g_strdup (vas_entity_get_key (VAS_ENTITY (range)));
      next->code = g_strdup (range->code);
      next->number = g_strdup (number);
      next->blank_key = blank != NULL ? g_strdup (vas_entity_get_key (VAS_ENTITY (blank))) : NULL;
      g_ptr_array_add (numbers, next);
    }

  return TRUE;
}

static GPtrArray *
list_ranges (VasSql      *sql,
             const char  *point,
             const char  *kind,
             GError     **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_STOCK, "s"), " FROM stock s "
                                        "WHERE s.point = $1 AND s.kind = $2 ORDER BY s.received_at, s.code, s.first_number", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "tt", point, kind);

  return vas_table_read_all (VAS_TYPE_STOCK, statement, error);
}

/**
 * vas_stock_next_numbers:
 * @kind: "04"
 * @wanted: how many
 *
 * Returns: (transfer full) (nullable) (element-type VasStockNumber): the numbers that come next at @point, oldest range first,
 *   fewer where the stock does not suffice
 */
GPtrArray *
vas_stock_next_numbers (VasSql      *sql,
                        const char  *point,
                        const char  *kind,
                        guint        wanted,
                        GError     **error)
{
  g_autoptr (GPtrArray) ranges = list_ranges (sql, point, kind, error);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_stock_number_free);

  if (ranges == NULL)
    return NULL;
  for (guint i = 0; i < ranges->len && numbers->len < wanted; i++)
    {
      if (!take_numbers (sql, g_ptr_array_index (ranges, i), wanted, numbers, error))
        return NULL;
    }

  return g_steal_pointer (&numbers);
}

/**
 * vas_stock_find_overlap:
 * @range: a range that need not be stored
 * @overlap: (out) (transfer full) (nullable): one that has numbers of it, at whatever point
 */
gboolean
vas_stock_find_overlap (VasSql    *sql,
                        VasStock  *range,
                        VasStock **overlap,
                        GError   **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_STOCK, "s"), " FROM stock s "
                                        "WHERE s.code = $1 AND s.first_number <= $2 AND s.last_number >= $3 "
                                        "ORDER BY s.first_number LIMIT 1", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  *overlap = NULL;
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ttt", range->code, range->last_number, range->first_number);

  return vas_table_read_first (VAS_TYPE_STOCK, statement, overlap, error);
}

/**
 * vas_stock_find_used:
 * @range: a range that need not be stored
 * @number: (out) (transfer full) (nullable): the first number in it that is on record already
 */
gboolean
vas_stock_find_used (VasSql    *sql,
                     VasStock  *range,
                     char     **number,
                     GError   **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, USED_FROM_TO, error);
  gboolean row;

  *number = NULL;
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ttt", range->code, range->first_number, range->last_number);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *number = g_strdup (vas_statement_get_text (statement, 0));

  return TRUE;
}

/**
 * vas_stock_find_range:
 * @range: (out) (transfer full) (nullable): the range of @point that has the number
 */
gboolean
vas_stock_find_range (VasSql      *sql,
                      const char  *point,
                      const char  *code,
                      const char  *number,
                      VasStock   **range,
                      GError     **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_STOCK, "s"), " FROM stock s "
                                        "WHERE s.point = $1 AND s.code = $2 AND $3 BETWEEN s.first_number AND s.last_number "
                                        "AND length (s.first_number) = length ($3)", NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);

  *range = NULL;
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ttt", point, code, number);

  return vas_table_read_first (VAS_TYPE_STOCK, statement, range, error);
}

/** vas_stock_is_red: whether a red-letter fapiao of that code and number is on record. */
gboolean
vas_stock_is_red (VasSql      *sql,
                  const char  *code,
                  const char  *number,
                  gboolean    *is_red,
                  GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "SELECT 1 FROM fapiao WHERE red_code = $1 AND red_number = $2", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tt", code, number);

  return vas_statement_step (statement, is_red, error);
}

static gboolean
find_done_before (VasSql      *sql,
                  VasFapiao   *sheet,
                  const char  *first,
                  char       **number,
                  GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql,
                               "SELECT max (n) FROM (SELECT (SELECT number FROM fapiao WHERE code = $1 AND number >= $2 "
                               "AND number < $3 AND state NOT IN ('blank', 'bound') ORDER BY number DESC LIMIT 1) AS n "
                               "UNION ALL SELECT (SELECT red_number FROM fapiao WHERE red_code = $1 AND red_number >= $2 "
                               "AND red_number < $3 ORDER BY red_number DESC LIMIT 1)) u", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ttt", sheet->code, first, sheet->number);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  *number = g_strdup (vas_statement_get_text (statement, 0));

  return TRUE;
}

/**
 * vas_stock_count_skipped:
 * @n_skipped: (out): numbers between the last used one before the sheet and the sheet, in its range
 * @first: (out) (transfer full) (nullable): the first of them
 *
 * A number that was skipped once is not told again with every later sheet. A sheet without a range skips nothing.
 */
gboolean
vas_stock_count_skipped (VasSql     *sql,
                         VasFapiao  *sheet,
                         gint64     *n_skipped,
                         char      **first,
                         GError    **error)
{
  g_autoptr (VasStock) range = NULL;
  g_autofree char *done = NULL;
  g_autofree char *next = NULL;

  *n_skipped = 0;
  *first = NULL;
  if (!vas_stock_find_range (sql, sheet->point, sheet->code, sheet->number, &range, error))
    return FALSE;
  if (range == NULL)
    return TRUE;
  if (!find_done_before (sql, sheet, range->first_number, &done, error))
    return FALSE;

  next = done != NULL ? vas_fapiao_number_add (done, 1) : g_strdup (range->first_number);
  *n_skipped = vas_fapiao_number_distance (next, sheet->number);
  if (*n_skipped > 0)
    *first = g_steal_pointer (&next);

  return TRUE;
}

static gboolean
count_sheets (VasSql           *sql,
              VasStockSummary  *summary,
              GError          **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql,
                               "SELECT count (*) FILTER (WHERE state IN ('issued', 'reversed')) + "
                               "(SELECT count (*) FROM fapiao r JOIN stock s ON s.code = r.red_code AND "
                               "r.red_number BETWEEN s.first_number AND s.last_number WHERE s.point = $1 AND r.red_code IS NOT NULL), "
                               "count (*) FILTER (WHERE state = 'voided'), count (*) FILTER (WHERE state = 'bound') "
                               "FROM fapiao WHERE point = $1 AND stock_key IS NOT NULL", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", summary->point);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  summary->issued = vas_statement_get_int (statement, 0);
  summary->voided = vas_statement_get_int (statement, 1);
  summary->bound = vas_statement_get_int (statement, 2);

  return TRUE;
}

/** vas_stock_summary: (transfer full) (nullable): the paper of @point; all nothing where it never received any. */
VasStockSummary *
vas_stock_summary (VasSql      *sql,
                   const char  *point,
                   GError     **error)
{
  g_autoptr (VasStockSummary) summary = g_new0 (VasStockSummary, 1);
  g_autoptr (GPtrArray) ranges = vas_table_list (sql, VAS_TYPE_STOCK, "point", point, "received_at", error);
  g_autoptr (GPtrArray) next = NULL;

  summary->point = g_strdup (point);
  if (ranges == NULL || !count_sheets (sql, summary, error))
    return NULL;
  next = vas_stock_next_numbers (sql, point, vas_fapiao_kind_to_code (VAS_FAPIAO_KIND_ORDINARY), 1, error);
  if (next == NULL)
    return NULL;

  for (guint i = 0; i < ranges->len; i++)
    {
      VasStock *range = g_ptr_array_index (ranges, i);

      summary->received += vas_fapiao_number_distance (range->first_number, range->last_number) + 1;
    }
  summary->blank = summary->received - summary->issued - summary->voided - summary->bound;
  if (next->len > 0)
    {
      VasStockNumber *number = g_ptr_array_index (next, 0);

      summary->next_code = g_strdup (number->code);
      summary->next_number = g_strdup (number->number);
    }

  return g_steal_pointer (&summary);
}

/** vas_stock_points: (transfer full) (nullable) (element-type utf8): the issuing points that ever received paper, by name. */
GPtrArray *
vas_stock_points (VasSql  *sql,
                  GError **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT DISTINCT point FROM stock ORDER BY point", error);
  g_autoptr (GPtrArray) points = g_ptr_array_new_with_free_func (g_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  while (vas_statement_step (statement, &row, error) && row)
    g_ptr_array_add (points, g_strdup (vas_statement_get_text (statement, 0)));

  return row ? NULL : g_steal_pointer (&points);
}
