/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The row model over a store, without a display: from the question to the rows in place. The floor is the same SQL on a bare
 * connection in the same thread, its columns read and thrown away.
 */

#include "bench-data.h"
#include "bench.h"
#include "vas-columns.h"
#include "vas-order.h"
#include "vas-row-model.h"
#include "vas-row-pager.h"
#include "vas-selection.h"
#include "vas-table-source.h"
#include "vas-table.h"

#define RUNS 9

typedef struct
{
  BenchData      *data;
  VasSql         *bare;
  VasColumns     *columns;
  VasTableSource *source;
  VasRowModel    *model;
} Bench;

static guint
step_through (VasSql     *sql,
              const char *text,
              guint       n_columns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, &error);
  gboolean row = statement != NULL;
  guint n = 0;

  while (row && vas_statement_step (statement, &row, &error) && row)
    {
      vas_statement_get_int (statement, 0);
      for (guint i = 1; i < n_columns; i++)
        vas_statement_get_text (statement, i);
      n++;
    }
  if (error != NULL)
    g_error ("%s", error->message);

  return n;
}

static void
wait_for_ids (Bench *bench,
              guint  n_ids)
{
  guint n;

  do
    {
      g_main_context_iteration (NULL, TRUE);
      vas_row_model_get_ids (bench->model, &n);
    }
  while (n < n_ids);
}

static void
wait_until_settled (Bench *bench)
{
  while (!vas_row_model_is_settled (bench->model))
    g_main_context_iteration (NULL, TRUE);
}

static void
open_model (Bench *bench)
{
  g_clear_object (&bench->model);
  bench->model = vas_row_model_new (VAS_ROW_SOURCE (bench->source));
}

static void
bench_open (Bench *bench)
{
  g_autoptr (BenchSeries) first_floor = bench_series_new ();
  g_autoptr (BenchSeries) first = bench_series_new ();
  g_autoptr (BenchSeries) all_floor = bench_series_new ();
  g_autoptr (BenchSeries) all = bench_series_new ();
  g_autofree char *text = g_strdup_printf ("SELECT %s FROM orders ORDER BY made_at DESC, id DESC LIMIT %d",
                                           vas_table_columns (VAS_TYPE_ORDER, NULL), VAS_ROW_MODEL_FIRST);

  for (guint i = 0; i < RUNS; i++)
    {
      BENCH (first_floor, 1, step_through (bench->bare, text, 20));
      BENCH (all_floor, 1, step_through (bench->bare, "SELECT id FROM orders ORDER BY made_at DESC, id DESC", 1));
      BENCH (first, 1, open_model (bench); wait_for_ids (bench, VAS_ROW_MODEL_FIRST));
      wait_until_settled (bench);
      BENCH (all, 1, open_model (bench); wait_for_ids (bench, (guint) bench->data->n_orders));
      wait_until_settled (bench);
    }
  bench_row ("open: first 40 rows", first_floor, first, "≤ 60 ms with the frame");
  bench_row ("open: all ids", all_floor, all, NULL);
}

static void
bench_page (Bench *bench)
{
  g_autoptr (BenchSeries) floor = bench_series_new ();
  g_autoptr (BenchSeries) ours = bench_series_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < 200; i++)
    {
      const guint page = (guint) g_rand_int_range (random, 0, (gint32) (bench->data->n_orders / VAS_ROW_PAGE));
      g_autofree char *text = g_strdup_printf ("SELECT %s FROM orders WHERE id >= %u LIMIT %d",
                                               vas_table_columns (VAS_TYPE_ORDER, NULL), page * VAS_ROW_PAGE, VAS_ROW_PAGE);
      const gint64 began = bench_now ();
      g_autoptr (VasRow) row = g_list_model_get_item (G_LIST_MODEL (bench->model), page * VAS_ROW_PAGE);

      while (!vas_row_is_loaded (row))
        g_main_context_iteration (NULL, TRUE);
      bench_series_add (ours, bench_now () - began);
      BENCH (floor, 1, step_through (bench->bare, text, 20));
    }
  bench_row ("jump: a page of 128 records", floor, ours, NULL);
}

static void
count_cb (VasRowModel *model,
          gpointer     user_data)
{
  (*(guint *) user_data)++;
}

static void
bench_change (Bench      *bench,
              const char *what,
              const char *text,
              const char *order_by,
              VasFilter  *filter,
              const char *goal)
{
  g_autoptr (BenchSeries) floor = bench_series_new ();
  g_autoptr (BenchSeries) first = bench_series_new ();
  g_autoptr (BenchSeries) all = bench_series_new ();
  g_autofree char *first_what = g_strdup_printf ("%s: first rows", what);
  g_autofree char *all_what = g_strdup_printf ("%s: all", what);
  gulong handler;
  guint n_updates;
  gint64 began;

  for (guint i = 0; i < RUNS; i++)
    {
      vas_table_source_set_filter (bench->source, NULL);
      vas_table_source_set_order (bench->source, "made_at", TRUE);
      wait_until_settled (bench);

      began = bench_now ();
      if (filter != NULL)
        vas_table_source_set_filter (bench->source, filter);
      else
        vas_table_source_set_order (bench->source, order_by, TRUE);
      n_updates = 0;
      handler = g_signal_connect (bench->model, "updated", G_CALLBACK (count_cb), &n_updates);
      while (n_updates == 0)
        g_main_context_iteration (NULL, TRUE);
      bench_series_add (first, bench_now () - began);
      wait_until_settled (bench);
      bench_series_add (all, bench_now () - began);
      g_signal_handler_disconnect (bench->model, handler);
      BENCH (floor, 1, step_through (bench->bare, text, 1));
    }
  bench_row (first_what, NULL, first, goal);
  bench_row (all_what, floor, all, NULL);
}

static VasRowView *
sort_by_price (VasColumnTable *table)
{
  VasRowView *view = vas_row_view_new ();

  vas_column_table_find (table, 0, NULL, "price", TRUE, 0, view);
  return view;
}

/* The same changes, with columns in memory; and what they are asked directly. */
static void
bench_columns (Bench     *bench,
               VasFilter *filter)
{
  static const char * const names[] = { "made_at", "price", "state", "account_key", NULL };
  g_autoptr (BenchSeries) load = bench_series_new ();
  g_autoptr (BenchSeries) counting = bench_series_new ();
  g_autoptr (BenchSeries) grouping = bench_series_new ();
  g_autoptr (BenchSeries) sorting = bench_series_new ();
  VasColumnTable *table;
  guint count;

  BENCH (load, 1, bench->columns = vas_columns_new (bench->data->store, VAS_TYPE_ORDER, names);
         while (!vas_columns_is_ready (bench->columns)) g_main_context_iteration (NULL, TRUE));
  table = vas_columns_get_table (bench->columns);
  for (guint i = 0; i < RUNS; i++)
    {
      gint64 began = bench_cpu_now ();

      vas_column_table_count (table, filter, &count);
      bench_series_add (counting, bench_cpu_now () - began);
      began = bench_cpu_now ();
      g_array_unref (vas_column_table_group (table, NULL, "state", "price"));
      bench_series_add (grouping, bench_cpu_now () - began);
      began = bench_cpu_now ();
      vas_row_view_free (sort_by_price (table));
      bench_series_add (sorting, bench_cpu_now () - began);
    }
  bench_row ("columns: loaded in the background", NULL, load, NULL);
  bench_row ("columns: count by a filter, work", NULL, counting, "1 to 10 ms");
  bench_row ("columns: group by state, sum of prices, work", NULL, grouping, "1 to 10 ms");
  bench_row ("columns: sort by price, work", NULL, sorting, NULL);
  g_print ("| columns: bytes a row | | %.1f | | | 25 to 33 |\n",
           (double) vas_column_table_get_memory (table) / (double) bench->data->n_orders);

  vas_table_source_set_columns (bench->source, bench->columns);
  bench_change (bench, "columns: filter by state (one in five)",
                "SELECT id FROM orders WHERE state = 'paid' ORDER BY made_at DESC, id DESC", NULL, filter, "≤ 50 ms");
  bench_change (bench, "columns: sort by price (no index)", "SELECT id FROM orders ORDER BY price DESC, id DESC", "price", NULL,
                "≤ 50 ms");
  vas_table_source_set_columns (bench->source, NULL);
}

static void
bench_memory (Bench *bench)
{
  g_autoptr (BenchSeries) find = bench_series_new ();
  g_autoptr (BenchSeries) select = bench_series_new ();
  g_autoptr (VasSelection) selection = vas_selection_new (bench->model);
  const gint64 last = vas_row_model_get_id (bench->model, g_list_model_get_n_items (G_LIST_MODEL (bench->model)) - 1);
  guint position;

  BENCH (find, 50, vas_row_model_find (bench->model, last, &position));
  BENCH (select, 50, vas_selection_clear (selection); vas_selection_select_all (selection));
  bench_row ("where the last id stands", NULL, find, NULL);
  bench_row ("select all", NULL, select, NULL);
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { .data = bench_data_open (&argc, &argv) };
  g_autofree char *path = bench_data_path (bench.data);
  g_autofree char *title = g_strdup_printf ("Row model, %" G_GINT64_FORMAT " orders, no display", bench.data->n_orders);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasFilter) filter = vas_filter_new (VAS_TYPE_ORDER);

  bench.bare = vas_sql_open (path, VAS_SQL_READ_ONLY, &error);
  if (bench.bare == NULL)
    g_error ("%s", error->message);
  bench.source = vas_table_source_new (bench.data->store, VAS_TYPE_ORDER, "made_at", TRUE);

  bench_head (title);
  bench_open (&bench);
  bench_page (&bench);
  bench_memory (&bench);
  vas_filter_add_integer (filter, "state", VAS_ORDER_STATE_PAID);
  bench_change (&bench, "filter by state (one in five)",
                "SELECT id FROM orders WHERE state = 'paid' ORDER BY made_at DESC, id DESC", NULL, filter, "≤ 50 ms");
  bench_change (&bench, "other direction of time", "SELECT id FROM orders ORDER BY id DESC", "id", NULL, "≤ 50 ms");
  bench_change (&bench, "sort by price (no index)", "SELECT id FROM orders ORDER BY price DESC, id DESC", "price", NULL,
                "≤ 50 ms");

  bench_columns (&bench, filter);

  g_clear_object (&bench.model);
  g_clear_object (&bench.source);
  g_clear_object (&bench.columns);
  vas_sql_close (bench.bare);
  bench_data_close (bench.data);
  return 0;
}
