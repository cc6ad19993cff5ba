/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * BenchData: a replica with so many orders (--orders=N, a million by default), made in a temporary directory, or in the one
 * given by --replica=DIR, where it stays and is used again. Orders are made one a minute; one in five is in each state.
 */

#include "bench-data.h"

#include "bench.h"
#include "vas-order.h"
#include "vas-table.h"
#include "vas-test-dir.h"

#define BATCH 20000
#define MINUTE (60 * G_USEC_PER_SEC)

typedef struct
{
  gint64 from;
  gint64 until;
} Range;

static const char * const services[] = { "谁看过我的简历", "知己知彼", "无忧小秘书", "职业偏好度测评", "职业导航仪", "优化简历" };

static gboolean
insert_order (VasSql  *sql,
              gint64   i,
              GError **error)
{
  const gint64 price = 990 + i * 7919 % 1000 * 10;
  const gboolean paid = i % 5 != VAS_ORDER_STATE_UNPAID;
  g_autofree char *key = g_strdup_printf ("00000000-0000-7000-8000-%012" G_GINT64_FORMAT, i);
  g_autofree char *number = g_strdup_printf ("2021%012" G_GINT64_FORMAT, i);
  g_autofree char *account = g_strdup_printf ("00000000-0000-7000-9000-%012" G_GINT64_FORMAT, i % 100000);
  g_autoptr (VasOrder) order =
    g_object_new (VAS_TYPE_ORDER, "key", key, "number", number, "account_key", account,
                  "service_name", services[i % G_N_ELEMENTS (services)], "plan_name", "30 天", "item_name", "信息技术服务",
                  "tax_code", "3040203000000000000", "tax_rate", (gint64) 600, "price", price, "state", i % 5,
                  "made_at", i * MINUTE, "paid_at", paid ? i * MINUTE + MINUTE : VAS_NONE, "paid", paid ? price : 0,
                  "refunded", (gint64) 0, NULL);

  return vas_table_insert (sql, VAS_ENTITY (order), error);
}

static gpointer
insert_orders (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  const Range *range = data;

  for (gint64 i = range->from; i < range->until; i++)
    {
      if (!insert_order (sql, i, error))
        return NULL;
    }

  return data;
}

static gpointer
count_orders (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM orders", error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return NULL;
  *(gint64 *) data = vas_statement_get_int (statement, 0);

  return data;
}

static void
fill (BenchData *self)
{
  g_autoptr (GError) error = NULL;
  gint64 n_there = 0;
  const gint64 began = bench_now ();

  vas_store_read (self->store, count_orders, &n_there, NULL, &error);
  for (gint64 from = n_there; error == NULL && from < self->n_orders; from += BATCH)
    {
      Range range = { from, MIN (from + BATCH, self->n_orders) };

      vas_store_write (self->store, insert_orders, &range, NULL, &error);
    }

  if (error != NULL)
    g_error ("The orders could not be made: %s", error->message);
  if (n_there < self->n_orders)
    g_printerr ("%" G_GINT64_FORMAT " orders made in %.0f s\n", self->n_orders - n_there,
                (double) (bench_now () - began) / 1e9);
}

/** bench_data_open: (transfer full): takes --orders and --replica out of the arguments; ends the program where it cannot. */
BenchData *
bench_data_open (int    *argc,
                 char ***argv)
{
  BenchData *self = g_new0 (BenchData, 1);
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "orders", 0, 0, G_OPTION_ARG_INT64, &self->n_orders, "how many orders", "N" },
    { "replica", 0, 0, G_OPTION_ARG_FILENAME, &self->directory, "where they are kept", "DIR" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  self->n_orders = 1000000;
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    g_error ("%s", error->message);

  self->kept = self->directory != NULL;
  if (!self->kept)
    self->directory = vas_test_dir_make ();
  self->store = vas_store_open (self->directory, VAS_STORE_DEFAULT, &error);
  if (self->store == NULL)
    g_error ("%s", error->message);
  fill (self);

  return self;
}

/** bench_data_close: removes what was made in a temporary directory. */
void
bench_data_close (BenchData *self)
{
  vas_store_close (self->store);
  g_object_unref (self->store);
  if (!self->kept)
    vas_test_dir_remove (self->directory);
  g_free (self->directory);
  g_free (self);
}

/** bench_data_path: (transfer full): the file, for a floor that goes round the store. */
char *
bench_data_path (BenchData *self)
{
  return g_build_filename (self->directory, "replica.db", NULL);
}
