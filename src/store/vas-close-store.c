/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The figures of an evening close and of a month, counted from the sheets themselves (R20).
 *
 * A sheet of paper is used up once: when it is issued, or when it is voided without ever having been issued. So
 * opening + received − issued − voided = remaining holds whatever happened in between, and no figure is kept that could drift.
 * A scan of the sheets of the point: a few milliseconds for ten thousand.
 */

#include "vas-close-store.h"

#include "vas-fapiao-kind.h"
#include "vas-stock.h"
#include "vas-table.h"

#include <glib/gi18n-lib.h>

/* $1 point, $2 from, $3 to */
#define PAPER \
  "SELECT " \
  "count (*) FILTER (WHERE coalesce (issued_at, voided_at) < $2), " \
  "count (*) FILTER (WHERE issued_at >= $2 AND issued_at < $3 " \
  "AND NOT (state = 'voided' AND voided_at >= $2 AND voided_at < $3)), " \
  "count (*) FILTER (WHERE state = 'voided' AND voided_at >= $2 AND voided_at < $3 " \
  "AND (issued_at IS NULL OR issued_at >= $2)) " \
  "FROM fapiao WHERE point = $1 AND stock_key IS NOT NULL"
#define RED_PAPER \
  "SELECT count (*) FILTER (WHERE r.voided_at < $2), count (*) FILTER (WHERE r.voided_at >= $2 AND r.voided_at < $3) " \
  "FROM fapiao r JOIN stock s ON s.code = r.red_code AND r.red_number BETWEEN s.first_number AND s.last_number " \
  "WHERE s.point = $1 AND r.red_code IS NOT NULL"
#define AMOUNTS \
  "SELECT " \
  "coalesce (sum (amount) FILTER (WHERE issued_at >= $2 AND issued_at < $3), 0), " \
  "coalesce (sum (amount) FILTER (WHERE state = 'voided' AND issued_at IS NOT NULL AND voided_at >= $2 AND voided_at < $3), 0), " \
  "coalesce (sum (amount) FILTER (WHERE state = 'reversed' AND voided_at >= $2 AND voided_at < $3), 0) " \
  "FROM fapiao WHERE point = $1"

/** vas_open_item_free: frees an item; NULL is allowed. */
void
vas_open_item_free (VasOpenItem *self)
{
  if (self == NULL)
    return;
  g_free (self->case_number);
  g_free (self->fapiao);
  g_free (self->key);
  g_free (self);
}

/** vas_open_item_describe: (transfer none): what is wrong with it, in words. */
const char *
vas_open_item_describe (const VasOpenItem *self)
{
  if (g_str_equal (self->kind, "photo-missing"))
    return _("Issued without a photo");
  if (g_str_equal (self->kind, "without-place"))
    return _("Lies at the desk: no envelope, pick-up or archive");
  if (g_str_equal (self->kind, "bound"))
    return _("Number bound, sheet not issued");

  return _("Case not finished");
}

static gboolean
query_span (VasSql      *sql,
            const char  *query,
            const char  *point,
            gint64       from,
            gint64       to,
            gint64      *values,
            guint        n_values,
            GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tii", point, from, to);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  for (guint i = 0; i < n_values; i++)
    values[i] = vas_statement_get_int (statement, i);

  return TRUE;
}

/**
 * vas_close_figures:
 * @from: instant at which the span begins
 * @to: instant at which it has ended
 * @day: (out): its figures
 */
gboolean
vas_close_figures (VasSql       *sql,
                   const char   *point,
                   gint64        from,
                   gint64        to,
                   VasStockDay  *day,
                   GError      **error)
{
  g_autoptr (GPtrArray) ranges = vas_table_list (sql, VAS_TYPE_STOCK, "point", point, "received_at", error);
  gint64 paper[3], red[2], amounts[3];

  if (ranges == NULL || !query_span (sql, PAPER, point, from, to, paper, G_N_ELEMENTS (paper), error) ||
      !query_span (sql, RED_PAPER, point, from, to, red, G_N_ELEMENTS (red), error) ||
      !query_span (sql, AMOUNTS, point, from, to, amounts, G_N_ELEMENTS (amounts), error))
    return FALSE;

  *day = (VasStockDay) { .opening = -paper[0] - red[0], .issued = paper[1] + red[1], .voided = paper[2],
                         .blue = amounts[0], .void_amount = amounts[1], .red = amounts[2] };
  for (guint i = 0; i < ranges->len; i++)
    {
      VasStock *range = g_ptr_array_index (ranges, i);
      const gint64 sheets = vas_fapiao_number_distance (range->first_number, range->last_number) + 1;

      if (range->received_at < from)
        day->opening += sheets;
      else if (range->received_at < to)
        day->received += sheets;
    }
  day->remaining = day->opening + day->received - day->issued - day->voided;

  return TRUE;
}

/**
 * vas_close_totals:
 * @point: (nullable): an issuing point, or NULL for all
 * @first: first day, such as the first of a month
 * @last: last day
 * @totals: (out): what was issued with a date in that span, and what was voided and reversed during it
 */
gboolean
vas_close_totals (VasSql          *sql,
                  const char      *point,
                  gint32           first,
                  gint32           last,
                  VasStockTotals  *totals,
                  GError         **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql,
                               "SELECT count (*) FILTER (WHERE b), coalesce (sum (amount) FILTER (WHERE b), 0), "
                               "count (*) FILTER (WHERE v), coalesce (sum (amount) FILTER (WHERE v), 0), "
                               "count (*) FILTER (WHERE r), coalesce (sum (amount) FILTER (WHERE r), 0) FROM ("
                               "SELECT amount, issued_on BETWEEN $2 AND $3 AS b, "
                               "state = 'voided' AND voided_at >= $4 AND voided_at < $5 AS v, "
                               "state = 'reversed' AND voided_at >= $4 AND voided_at < $5 AS r "
                               "FROM fapiao WHERE issued_on IS NOT NULL AND ($1 IS NULL OR point = $1)) f", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tiiii", point, (gint64) first, (gint64) last, vas_date_start (first), vas_date_end (last));
  if (!vas_statement_step (statement, &row, error))
    return FALSE;

  *totals = (VasStockTotals) { .n_blue = vas_statement_get_int (statement, 0), .blue = vas_statement_get_int (statement, 1),
                               .n_void = vas_statement_get_int (statement, 2), .void_amount = vas_statement_get_int (statement, 3),
                               .n_red = vas_statement_get_int (statement, 4), .red = vas_statement_get_int (statement, 5) };

  return TRUE;
}

static gboolean
add_items (VasSql      *sql,
           const char  *kind,
           const char  *query,
           const char  *point,
           gint64       from,
           GPtrArray   *items,
           GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind_text (statement, 1, point);
  if (from != VAS_NONE)
    vas_statement_bind_int (statement, 2, from);
  while (vas_statement_step (statement, &row, error) && row)
    {
      VasOpenItem *item = g_new0 (VasOpenItem, 1);

      item->kind = kind;
      item->case_number = g_strdup (vas_statement_get_text (statement, 0));
      item->fapiao = g_strdup (vas_statement_get_text (statement, 1));
      item->key = g_strdup (vas_statement_get_text (statement, 2));
      g_ptr_array_add (items, item);
    }

  return !row;
}

/**
 * vas_close_open_items:
 * @from: instant at which the day began
 *
 * What an evening close of @point lists: issued sheets of the day, and older ones still in the house, without a photo; issued
 * sheets without a place; sheets that are bound and not issued; cases with sheets of the point that are not finished.
 *
 * Returns: (transfer full) (nullable) (element-type VasOpenItem): maybe none
 */
GPtrArray *
vas_close_open_items (VasSql      *sql,
                      const char  *point,
                      gint64       from,
                      GError     **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_open_item_free);
  const struct {
    const char *kind;
    const char *query;
    gboolean    has_from;
  } queries[] = {
    { "photo-missing",
      "SELECT r.number, f.code || ' ' || f.number, f.key FROM fapiao f LEFT JOIN request r ON r.key = f.request_key "
      "WHERE f.point = $1 AND f.state = 'issued' AND f.photo IS NULL AND "
      "(f.issued_at >= $2 OR f.place IN ('desk', 'envelope', 'pickup')) ORDER BY f.code, f.number", TRUE },
    { "without-place",
      "SELECT r.number, f.code || ' ' || f.number, f.key FROM fapiao f LEFT JOIN request r ON r.key = f.request_key "
      "WHERE f.point = $1 AND f.state = 'issued' AND f.place = 'desk' ORDER BY f.code, f.number", FALSE },
    { "bound",
      "SELECT r.number, f.code || ' ' || f.number, f.key FROM fapiao f LEFT JOIN request r ON r.key = f.request_key "
      "WHERE f.point = $1 AND f.state = 'bound' ORDER BY f.code, f.number", FALSE },
    { "case-open",
      "SELECT DISTINCT r.number, NULL, r.key FROM request r JOIN fapiao f ON f.request_key = r.key "
      "WHERE f.point = $1 AND f.state = 'issued' AND r.state IN ('to_issue', 'to_ship', 'to_pickup', 'to_tell', 'returning') "
      "ORDER BY r.number", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      if (!add_items (sql, queries[i].kind, queries[i].query, point, queries[i].has_from ? from : VAS_NONE, items, error))
        return NULL;
    }

  return g_steal_pointer (&items);
}
