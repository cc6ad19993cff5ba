/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records of a real store in a row model: filters, orders, commits. */

#include "vas-order.h"
#include "vas-row-model.h"
#include "vas-table-source.h"
#include "vas-table.h"
#include "vas-test-dir.h"

#define N_ORDERS 500

typedef struct
{
  char           *directory;
  VasStore       *store;
  VasTableSource *source;
  VasRowModel    *model;
} Fixture;

/* Order i: made i seconds after the epoch, price i % 10, paid where i is even, one of five states. */
static gboolean
insert_order (VasSql  *sql,
              gint64   i,
              GError **error)
{
  g_autofree char *number = g_strdup_printf ("%010" G_GINT64_FORMAT, i);
  g_autofree char *key = g_strdup_printf ("order-%" G_GINT64_FORMAT, i);
  g_autoptr (VasOrder) order =
    g_object_new (VAS_TYPE_ORDER, "key", key, "number", number, "account_key", i % 2 ? "odd" : "even", "service_name", "优化简历",
                  "plan_name", "p", "item_name", "i", "tax_code", "t", "tax_rate", (gint64) 600, "price", i % 10, "state", i % 5,
                  "made_at", i * G_USEC_PER_SEC, "paid_at", i % 2 ? VAS_NONE : i, "paid", (gint64) 0, "refunded", (gint64) 0, NULL);

  return vas_table_insert (sql, VAS_ENTITY (order), error);
}

static gpointer
insert_orders (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  const gint64 *range = data;

  for (gint64 i = range[0]; i < range[1]; i++)
    {
      if (!insert_order (sql, i, error))
        return NULL;
    }

  return data;
}

static void
insert_range (Fixture *fixture,
              gint64   from,
              gint64   until)
{
  g_autoptr (GError) error = NULL;
  gint64 range[] = { from, until };

  vas_store_write (fixture->store, insert_orders, range, NULL, &error);
  g_assert_no_error (error);
}

static void
settle (Fixture *fixture)
{
  const gint64 end = g_get_monotonic_time () + 150 * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end || !vas_row_model_is_settled (fixture->model))
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (200);
    }
}

static void
failed_cb (VasRowModel  *model,
           const GError *error,
           gpointer      user_data)
{
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = vas_test_dir_make ();
  fixture->store = vas_store_open (fixture->directory, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  insert_range (fixture, 1, N_ORDERS + 1);
  fixture->source = vas_table_source_new (fixture->store, VAS_TYPE_ORDER, "made_at", TRUE);
  fixture->model = vas_row_model_new (VAS_ROW_SOURCE (fixture->source));
  g_signal_connect (fixture->model, "failed", G_CALLBACK (failed_cb), NULL);
  settle (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->model);
  g_assert_finalize_object (fixture->source);
  vas_store_close (fixture->store);
  g_object_unref (fixture->store);
  vas_test_dir_remove (fixture->directory);
  g_free (fixture->directory);
}

static guint
length (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->model));
}

static VasOrder *
order_at (Fixture *fixture,
          guint    position)
{
  g_autoptr (VasRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->model), position);

  g_assert_nonnull (row);
  while (!vas_row_is_loaded (row))
    g_main_context_iteration (NULL, TRUE);

  return vas_row_get_entity (row);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_cmpuint (length (fixture), ==, N_ORDERS);
  g_assert_cmpstr (order_at (fixture, 0)->number, ==, "0000000500");
  g_assert_cmpstr (order_at (fixture, 499)->number, ==, "0000000001");

  vas_table_source_set_order (fixture->source, "price", FALSE);
  settle (fixture);
  g_assert_cmpstr (order_at (fixture, 0)->number, ==, "0000000010");
  g_assert_cmpstr (order_at (fixture, 49)->number, ==, "0000000500");
  g_assert_cmpstr (order_at (fixture, 50)->number, ==, "0000000001");

  vas_table_source_set_order (fixture->source, "price", TRUE);
  settle (fixture);
  g_assert_cmpstr (order_at (fixture, 0)->number, ==, "0000000499");
  g_assert_cmpstr (order_at (fixture, 499)->number, ==, "0000000010");

  vas_table_source_set_order (fixture->source, "id", FALSE);
  settle (fixture);
  g_assert_cmpint (vas_row_model_get_id (fixture->model, 0), ==, 1);
}

static void
set_filter (Fixture   *fixture,
            VasFilter *filter)
{
  vas_table_source_set_filter (fixture->source, filter);
  vas_filter_unref (filter);
  settle (fixture);
}

static void
test_filter (Fixture       *fixture,
             gconstpointer  data)
{
  const gint64 states[] = { VAS_ORDER_STATE_PAID, VAS_ORDER_STATE_EXPIRED, VAS_ORDER_STATE_CLOSED };
  VasFilter *filter = vas_filter_new (VAS_TYPE_ORDER);

  vas_filter_add_text (filter, "account_key", "odd");
  set_filter (fixture, filter);
  g_assert_cmpuint (length (fixture), ==, 250);
  g_assert_cmpstr (order_at (fixture, 0)->number, ==, "0000000499");

  filter = vas_filter_new (VAS_TYPE_ORDER);
  vas_filter_add_integer (filter, "state", VAS_ORDER_STATE_PAID);
  set_filter (fixture, filter);
  g_assert_cmpuint (length (fixture), ==, 100);

  filter = vas_filter_new (VAS_TYPE_ORDER);
  vas_filter_add_any (filter, "state", states, G_N_ELEMENTS (states));
  vas_filter_add_text (filter, "account_key", "even");
  set_filter (fixture, filter);
  g_assert_cmpuint (length (fixture), ==, 150);

  filter = vas_filter_new (VAS_TYPE_ORDER);
  vas_filter_add_integer (filter, "paid_at", VAS_NONE);
  set_filter (fixture, filter);
  g_assert_cmpuint (length (fixture), ==, 250);

  filter = vas_filter_new (VAS_TYPE_ORDER);
  vas_filter_add_prefix (filter, "number", "00000004");
  set_filter (fixture, filter);
  g_assert_cmpuint (length (fixture), ==, 100);
  g_assert_cmpstr (order_at (fixture, 99)->number, ==, "0000000400");

  set_filter (fixture, vas_filter_new (VAS_TYPE_ORDER));
  g_assert_cmpuint (length (fixture), ==, N_ORDERS);
}

static void
test_range (Fixture       *fixture,
            gconstpointer  data)
{
  VasFilter *filter = vas_filter_new (VAS_TYPE_ORDER);

  vas_filter_add_range (filter, "made_at", 10 * G_USEC_PER_SEC, 20 * G_USEC_PER_SEC);
  set_filter (fixture, filter);
  g_assert_cmpuint (length (fixture), ==, 10);
  g_assert_cmpstr (order_at (fixture, 0)->number, ==, "0000000019");
  g_assert_cmpstr (order_at (fixture, 9)->number, ==, "0000000010");

  filter = vas_filter_new (VAS_TYPE_ORDER);
  vas_filter_add_range (filter, "made_at", 490 * G_USEC_PER_SEC, VAS_NONE);
  set_filter (fixture, filter);
  g_assert_cmpuint (length (fixture), ==, 11);
}

static void
test_value_is_never_sql (Fixture       *fixture,
                         gconstpointer  data)
{
  VasFilter *filter = vas_filter_new (VAS_TYPE_ORDER);

  vas_filter_add_text (filter, "account_key", "odd' OR '1'='1");
  set_filter (fixture, filter);
  g_assert_cmpuint (length (fixture), ==, 0);
}

static gpointer
close_order (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (VasOrder) order = vas_table_find (sql, VAS_TYPE_ORDER, "number", data, error);

  if (order == NULL)
    return NULL;
  order->state = VAS_ORDER_STATE_CLOSED;
  return vas_table_update (sql, VAS_ENTITY (order), error) ? data : NULL;
}

static gpointer
delete_order (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (VasOrder) order = vas_table_find (sql, VAS_TYPE_ORDER, "number", data, error);

  return order != NULL && vas_table_delete (sql, VAS_ENTITY (order), error) ? data : NULL;
}

static void
test_commit (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (VasRow) first = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (VAS_ORDER (vas_row_get_entity (first))->state, ==, VAS_ORDER_STATE_UNPAID);
  vas_store_write (fixture->store, close_order, (gpointer) "0000000500", NULL, &error);
  g_assert_no_error (error);
  settle (fixture);
  g_assert_cmpint (VAS_ORDER (vas_row_get_entity (first))->state, ==, VAS_ORDER_STATE_CLOSED);

  insert_range (fixture, 501, 502);
  settle (fixture);
  g_assert_cmpuint (length (fixture), ==, 501);
  g_assert_cmpstr (VAS_ORDER (vas_row_get_entity (first))->number, ==, "0000000501");

  vas_store_write (fixture->store, delete_order, (gpointer) "0000000501", NULL, &error);
  g_assert_no_error (error);
  settle (fixture);
  g_assert_cmpuint (length (fixture), ==, 500);
  g_assert_cmpstr (VAS_ORDER (vas_row_get_entity (first))->number, ==, "0000000500");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/table-source/order/total-either-way", test_order);
  ADD ("/table-source/filter/conditions-join", test_filter);
  ADD ("/table-source/filter/range-is-half-open", test_range);
  ADD ("/table-source/filter/value-is-never-sql", test_value_is_never_sql);
  ADD ("/table-source/commit/shows-in-living-rows", test_commit);

  return g_test_run ();
}
