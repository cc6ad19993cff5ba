/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Columns in memory against the database, which is the slow plain model: the same questions must have the same answers, row by
 * row, whatever was changed, and whoever asks right after a commit gets what was committed.
 */

#include "vas-columns.h"
#include "vas-order.h"
#include "vas-row-model.h"
#include "vas-table-source.h"
#include "vas-test-dir.h"

#define N_ORDERS 3000
#define ROUNDS 60

static const char * const names[] = { "account_key", "state", "channel", "made_at", "paid_at", "price", "refunded", "valid_until", NULL };

typedef struct
{
  char           *directory;
  VasStore       *store;
  VasColumns     *columns;
  VasTableSource *quick;            /* over the columns */
  VasTableSource *plain;            /* over the database */
} Fixture;

static gpointer
run_sql (VasSql        *sql,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  return vas_sql_exec (sql, data, error) ? data : NULL;
}

static void
change (Fixture    *fixture,
        const char *script)
{
  g_autoptr (GError) error = NULL;

  vas_store_write (fixture->store, run_sql, (gpointer) script, NULL, &error);
  g_assert_no_error (error);
}

/* Orders from..until: a third unpaid, keys of 40 accounts, prices that repeat, moments out of order. */
static void
insert (Fixture *fixture,
        int      from,
        int      until)
{
  g_autofree char *script =
    g_strdup_printf ("WITH RECURSIVE n (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
                     "INSERT INTO orders (id, key, number, account_key, service_name, plan_name, item_name, tax_code, tax_rate, "
                     "price, state, made_at, paid_at, channel, paid, refunded, valid_until) "
                     "SELECT i, 'order-' || i, 'n' || i, 'account-' || (i * 7 %% 40), 's', 'p', 'i', 't', 600, "
                     "(i * 7919) %% 500 * 100, CASE i %% 5 WHEN 0 THEN 'unpaid' WHEN 1 THEN 'paid' WHEN 2 THEN 'expired' "
                     "WHEN 3 THEN 'closed' ELSE 'refunded' END, (i * 104729) %% 100000 * 1000003, "
                     "CASE WHEN i %% 3 = 0 THEN NULL ELSE i * 60000000 END, "
                     "CASE i %% 3 WHEN 0 THEN NULL WHEN 1 THEN 'wechat' ELSE 'alipay' END, 50000, i %% 4, "
                     "CASE WHEN i %% 2 THEN 20000 + i %% 900 END FROM n", from, until);

  change (fixture, script);
}

static void
settle (Fixture *fixture)
{
  while (!vas_columns_is_ready (fixture->columns) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = vas_test_dir_make ();
  fixture->store = vas_store_open (fixture->directory, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  insert (fixture, 1, N_ORDERS);
  fixture->columns = vas_columns_new (fixture->store, VAS_TYPE_ORDER, names);
  fixture->quick = vas_table_source_new (fixture->store, VAS_TYPE_ORDER, "made_at", TRUE);
  fixture->plain = vas_table_source_new (fixture->store, VAS_TYPE_ORDER, "made_at", TRUE);
  vas_table_source_set_columns (fixture->quick, fixture->columns);
  settle (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->quick);
  g_assert_finalize_object (fixture->plain);
  vas_store_close (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->columns);
  g_object_unref (fixture->store);
  vas_test_dir_remove (fixture->directory);
  g_free (fixture->directory);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  VasRowView **view = user_data;

  *view = vas_row_source_load_view_finish (VAS_ROW_SOURCE (object), result, &error);
  g_assert_no_error (error);
}

static VasRowView *
ask (VasTableSource *source,
     guint           limit)
{
  VasRowView *view = NULL;

  vas_row_source_load_view_async (VAS_ROW_SOURCE (source), limit, NULL, NULL, answered_cb, &view);
  while (view == NULL)
    g_main_context_iteration (NULL, TRUE);

  return view;
}

static void
compare (Fixture *fixture,
         guint    limit)
{
  g_autoptr (VasRowView) quick = ask (fixture->quick, limit);
  g_autoptr (VasRowView) plain = ask (fixture->plain, limit);

  g_assert_cmpuint (quick->n_ids, ==, plain->n_ids);
  g_assert_cmpint (quick->whole, ==, plain->whole);
  g_assert_cmpmem (quick->ids, sizeof (gint64) * quick->n_ids, plain->ids, sizeof (gint64) * plain->n_ids);
  for (guint i = 0; limit > 0 && i < quick->n_ids; i++)
    g_assert_cmpint (vas_entity_get_id (g_ptr_array_index (quick->rows, i)), ==, quick->ids[i]);
}

static void
add_random_condition (VasFilter *filter)
{
  static const gint64 states[] = { VAS_ORDER_STATE_PAID, VAS_ORDER_STATE_CLOSED, VAS_ORDER_STATE_REFUNDED };
  const gint64 at = g_test_rand_int_range (0, 100000);

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      vas_filter_add_integer (filter, "state", g_test_rand_int_range (0, 5));
      break;
    case 1:
      vas_filter_add_any (filter, "state", states, G_N_ELEMENTS (states));
      break;
    case 2:
      vas_filter_add_range (filter, "made_at", at * 1000003, VAS_NONE);
      break;
    case 3:
      vas_filter_add_range (filter, "price", 10000, g_test_rand_int_range (5000, 50000));
      break;
    case 4:
      vas_filter_add_integer (filter, "paid_at", VAS_NONE);
      break;
    case 5:
      vas_filter_add_range (filter, "paid_at", VAS_NONE, at * 1000000);
      break;
    case 6:
      vas_filter_add_text (filter, "account_key", "account-14");
      break;
    default:
      vas_filter_add_range (filter, "valid_until", 20100, 20800);
    }
}

static void
ask_randomly (Fixture *fixture)
{
  static const char * const orders[] = { "id", "state", "channel", "made_at", "paid_at", "price", "refunded", "valid_until" };
  const char *order = orders[g_test_rand_int_range (0, G_N_ELEMENTS (orders))];
  const gboolean descending = g_test_rand_bit ();
  g_autoptr (VasFilter) filter = vas_filter_new (VAS_TYPE_ORDER);

  for (int n = g_test_rand_int_range (0, 3); n > 0; n--)
    add_random_condition (filter);
  vas_table_source_set_order (fixture->quick, order, descending);
  vas_table_source_set_order (fixture->plain, order, descending);
  vas_table_source_set_filter (fixture->quick, filter);
  vas_table_source_set_filter (fixture->plain, filter);
  if (g_test_rand_bit ())
    compare (fixture, VAS_ROW_MODEL_FIRST);
  compare (fixture, 0);
}

static void
change_randomly (Fixture *fixture,
                 int     *next)
{
  static const char * const updates[] = {
    "UPDATE orders SET state = 'closed', paid_at = NULL",
    "UPDATE orders SET price = price + 9000000000, paid_at = 77",
    "UPDATE orders SET account_key = 'account-14', valid_until = NULL, refunded = 5",
    "DELETE FROM orders",
    "UPDATE orders SET made_at = id * 1000, price = 100",
  };
  const int kind = g_test_rand_int_range (0, (gint32) G_N_ELEMENTS (updates) + 3);
  g_autofree char *script = NULL;

  if (kind >= (int) G_N_ELEMENTS (updates) + 1)
    {
      insert (fixture, *next, *next + 17);
      *next += 18;
      return;
    }
  if (kind == (int) G_N_ELEMENTS (updates))
    {
      /* One that was deleted comes back among the others, as in a rebase. */
      change (fixture, "DELETE FROM orders WHERE id = 500");
      insert (fixture, 500, 500);
      return;
    }

  script = g_strdup_printf ("%s WHERE id %% 200 = %d", updates[kind], g_test_rand_int_range (0, 200));
  change (fixture, script);
}

static void
test_same (Fixture       *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < ROUNDS; i++)
    ask_randomly (fixture);
}

/* The commit is told of by an idle source: once it was, nobody may see the state before it. */
static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  int next = N_ORDERS + 1;

  for (guint i = 0; i < ROUNDS; i++)
    {
      change_randomly (fixture, &next);
      if (g_test_rand_bit ())
        change_randomly (fixture, &next);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      g_assert_true (vas_columns_is_ready (fixture->columns));
      ask_randomly (fixture);
    }
}

/* Too many to be named: loaded anew, and the database answers meanwhile. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  insert (fixture, N_ORDERS + 1, N_ORDERS + 6000);
  while (vas_columns_is_ready (fixture->columns))
    g_main_context_iteration (NULL, TRUE); /* until the commit was told of */
  ask_randomly (fixture);
  settle (fixture);
  ask_randomly (fixture);
  g_assert_true (vas_columns_is_ready (fixture->columns));
}

static void
test_changed_while_loading (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (VasColumns) late = NULL;
  int next = N_ORDERS + 60000;

  for (int from = N_ORDERS + 1; from < N_ORDERS + 50000; from += 5000)
    insert (fixture, from, from + 4999);
  settle (fixture);
  late = vas_columns_new (fixture->store, VAS_TYPE_ORDER, names);
  vas_table_source_set_columns (fixture->quick, late);
  while (!vas_columns_is_ready (late))
    {
      change_randomly (fixture, &next);
      g_main_context_iteration (NULL, TRUE);
    }
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  for (guint i = 0; i < 10; i++)
    ask_randomly (fixture);
  vas_table_source_set_columns (fixture->quick, fixture->columns);
  settle (fixture);
}

static void
test_scope (Fixture       *fixture,
            gconstpointer  data)
{
  VasColumnTable *table = vas_columns_get_table (fixture->columns);
  const guint64 told = vas_column_table_get_told (table);
  g_autoptr (VasFilter) filter = vas_filter_new (VAS_TYPE_ORDER);
  g_autoptr (VasRowView) view = vas_row_view_new ();
  guint count;

  g_assert_false (vas_column_table_find (table, told, NULL, "number", FALSE, 0, view));
  g_assert_false (vas_column_table_find (table, told, NULL, "account_key", FALSE, 0, view));
  vas_filter_add_prefix (filter, "account_key", "account-1");
  g_assert_false (vas_column_table_count (table, filter, &count));
  g_assert_null (view->ids);
  g_assert_true (vas_column_table_find (table, told, NULL, "price", FALSE, 0, view));
  g_assert_cmpuint (view->n_ids, ==, N_ORDERS);

  vas_table_source_set_order (fixture->quick, "number", FALSE);
  vas_table_source_set_order (fixture->plain, "number", FALSE);
  compare (fixture, 0);
}

static gpointer
group_by_sql (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, data, error);
  GArray *groups = g_array_new (FALSE, TRUE, sizeof (VasColumnGroup));
  gboolean row;

  while (vas_statement_step (statement, &row, error) && row)
    {
      const VasColumnGroup group = { .value = vas_statement_is_null (statement, 0) ? VAS_NONE : vas_statement_get_int (statement, 0),
                                     .count = (guint) vas_statement_get_int (statement, 1),
                                     .sum = vas_statement_get_int (statement, 2) };

      g_array_append_val (groups, group);
    }

  return groups;
}

static GArray *
group_in_sql (Fixture    *fixture,
              const char *query)
{
  return vas_store_read (fixture->store, group_by_sql, (gpointer) query, NULL, NULL);
}

static void
test_groups (Fixture       *fixture,
             gconstpointer  data)
{
  VasColumnTable *table = vas_columns_get_table (fixture->columns);
  g_autoptr (VasFilter) filter = vas_filter_new (VAS_TYPE_ORDER);
  g_autoptr (GArray) accounts = NULL;
  g_autoptr (GArray) ours = NULL;
  g_autoptr (GArray) theirs = NULL;
  g_autoptr (GArray) whole = NULL;
  guint count;

  vas_filter_add_range (filter, "price", 10000, VAS_NONE);
  ours = vas_column_table_group (table, filter, "valid_until", "price");
  theirs = group_in_sql (fixture, "SELECT valid_until, count (*), sum (price) FROM orders "
                         "WHERE price >= 10000 GROUP BY 1 ORDER BY 1");
  g_assert_cmpuint (ours->len, ==, theirs->len);
  for (guint i = 0; i < ours->len; i++)
    {
      const VasColumnGroup *one = &g_array_index (ours, VasColumnGroup, i);
      const VasColumnGroup *other = &g_array_index (theirs, VasColumnGroup, i);

      g_assert_cmpint (one->value, ==, other->value);
      g_assert_cmpuint (one->count, ==, other->count);
      g_assert_cmpint (one->sum, ==, other->sum);
    }

  accounts = vas_column_table_group (table, NULL, "account_key", NULL);
  g_assert_cmpuint (accounts->len, ==, 40);
  vas_filter_add_text (filter, "account_key", "account-7");
  g_assert_true (vas_column_table_count (table, filter, &count));
  whole = group_in_sql (fixture, "SELECT 1, count (*), 0 FROM orders WHERE price >= 10000 AND account_key = 'account-7'");
  g_assert_cmpuint (count, ==, g_array_index (whole, VasColumnGroup, 0).count);
  g_assert_cmpuint (count, >, 0);
}

static void
test_memory (void)
{
  static const char * const chosen[] = { "made_at", "price", "state", "account_key", NULL };
  g_autoptr (VasColumnData) data = vas_column_data_new (VAS_TYPE_ORDER, chosen);
  const gint64 values[] = { 5, 6, VAS_ORDER_STATE_PAID, 7 };

  for (gint64 id = 1; id <= 100000; id++)
    vas_column_data_append (data, id, values);
  g_assert_cmpuint (vas_column_data_get_memory (data) / vas_column_data_get_length (data), <=, 33);
}

static void
test_empty (void)
{
  static const char * const chosen[] = { "price", NULL };
  g_autoptr (VasColumnData) data = vas_column_data_new (VAS_TYPE_ORDER, chosen);
  g_autofree gint64 *ids = NULL;
  guint n;

  ids = vas_column_data_find (data, NULL, "price", TRUE, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (vas_column_data_count (data, NULL), ==, 0);
}

#define ADD(path, func) g_test_add ("/columns/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-same-question-has-the-same-answer-as-in-the-database", test_same);
  ADD ("who-asks-after-a-commit-was-told-of-gets-what-was-committed", test_changes);
  ADD ("many-changes-are-loaded-anew-and-the-database-answers-meanwhile", test_many);
  ADD ("what-changes-while-they-are-loaded-is-in-them", test_changed_while_loading);
  ADD ("what-they-do-not-hold-is-left-to-the-database", test_scope);
  ADD ("groups-and-sums-are-those-of-the-database", test_groups);
  g_test_add_func ("/columns/at-most-33-bytes-a-row", test_memory);
  g_test_add_func ("/columns/nothing-is-found-in-nothing", test_empty);
  return g_test_run ();
}
