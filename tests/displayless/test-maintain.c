/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Work of the clock on a replica: what is due is done once, whoever tries (R7). */

#include "vas-maintain.h"

#include "vas-order.h"
#include "vas-table.h"
#include "vas-test-dir.h"
#include "vas-time.h"
#include "vas-uuid.h"

typedef struct {
  char      *directory;
  VasStore  *store;
  VasEngine *engine;
  gint64     made_at;               /* of the orders: 2026-03-10 10:00 */
} Fixture;

static gpointer
insert_order (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return vas_table_insert (sql, data, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
add_order (Fixture    *f,
           const char *number,
           gint64      made_at)
{
  g_autofree char *key = vas_uuid_v7 (made_at);
  g_autoptr (VasOrder) order = NULL;
  g_autoptr (GError) error = NULL;

  order = g_object_new (VAS_TYPE_ORDER, "key", key, "ver", (gint64) 1, "number", number, "account-key", key, "service-name",
                        "职业导航仪", "plan-name", "1 次", "item-name", "*信息技术服务*职业导航仪", "tax-code",
                        "3040201990000000000", "tax-rate", (gint64) 600, "price", (gint64) 19800, "made-at", made_at, NULL);
  vas_store_write (f->store, insert_order, order, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  f->made_at = vas_date_start (vas_date_from_ymd (2026, 3, 10)) + 10 * VAS_INSTANT_HOUR;
  f->directory = vas_test_dir_make ();
  f->store = vas_store_open (f->directory, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  f->engine = vas_engine_new (f->store);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->engine);
  vas_store_close (f->store);
  g_clear_object (&f->store);
  vas_test_dir_remove (f->directory);
  g_free (f->directory);
}

static guint
maintain (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  guint n_done = 99;

  vas_maintain (f->engine, &n_done, &error);
  g_assert_no_error (error);

  return n_done;
}

/* The thirtieth day after 10 March is Thursday 9 April; 11 March's is a Friday, and without a calendar so are both working days. */
static void
test_due_once (Fixture       *f,
               gconstpointer  data)
{
  add_order (f, "2026031010000001", f->made_at);
  add_order (f, "2026031110000001", f->made_at + VAS_INSTANT_DAY);

  vas_engine_set_now (f->engine, vas_date_end (vas_date_from_ymd (2026, 4, 9)) - 1);
  g_assert_cmpuint (maintain (f), ==, 0);
  vas_engine_set_now (f->engine, vas_date_end (vas_date_from_ymd (2026, 4, 9)));
  g_assert_cmpuint (maintain (f), ==, 1);
  g_assert_cmpuint (maintain (f), ==, 0);
  vas_engine_set_now (f->engine, vas_date_end (vas_date_from_ymd (2026, 4, 10)));
  g_assert_cmpuint (maintain (f), ==, 1);
}

/* The thirtieth day after 12 March is Saturday 11 April: the term runs on to Monday. */
static void
test_weekend_moves_the_end (Fixture       *f,
                            gconstpointer  data)
{
  add_order (f, "2026031210000001", f->made_at + 2 * VAS_INSTANT_DAY);

  vas_engine_set_now (f->engine, vas_date_end (vas_date_from_ymd (2026, 4, 13)) - 1);
  g_assert_cmpuint (maintain (f), ==, 0);
  vas_engine_set_now (f->engine, vas_date_end (vas_date_from_ymd (2026, 4, 13)));
  g_assert_cmpuint (maintain (f), ==, 1);
}

typedef struct {
  GMainLoop *loop;
  guint      n_done;
} Wait;

static void
maintained_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  Wait *wait = user_data;
  g_autoptr (GError) error = NULL;

  vas_maintain_finish (VAS_ENGINE (object), result, &wait->n_done, &error);
  g_assert_no_error (error);
  g_main_loop_quit (wait->loop);
}

static guint
maintain_in_loop (Fixture *f)
{
  Wait wait = { g_main_loop_new (NULL, FALSE), 99 };

  vas_maintain_async (f->engine, NULL, maintained_cb, &wait);
  g_main_loop_run (wait.loop);
  g_main_loop_unref (wait.loop);

  return wait.n_done;
}

static void
test_from_a_main_loop (Fixture       *f,
                       gconstpointer  data)
{
  add_order (f, "2026031010000001", f->made_at);
  add_order (f, "2026031010000002", f->made_at);
  vas_engine_set_now (f->engine, vas_date_end (vas_date_from_ymd (2026, 4, 9)));

  g_assert_cmpuint (maintain_in_loop (f), ==, 2);
  g_assert_cmpuint (maintain_in_loop (f), ==, 0);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  guint n_done;

  vas_maintain_finish (VAS_ENGINE (object), result, &n_done, &error);
  g_assert_no_error (error);
  (*(guint *) user_data)++;
}

/* Two look before either acts, a moment apart: the second finds it done and is content. */
static void
test_two_at_once (Fixture       *f,
                  gconstpointer  data)
{
  const gint64 due = vas_date_end (vas_date_from_ymd (2026, 4, 9));
  guint n_ended = 0;

  add_order (f, "2026031010000001", f->made_at);
  vas_engine_set_now (f->engine, due);
  vas_maintain_async (f->engine, NULL, counted_cb, &n_ended);
  vas_engine_set_now (f->engine, due + VAS_INSTANT_HOUR);
  vas_maintain_async (f->engine, NULL, counted_cb, &n_ended);
  while (n_ended < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (maintain (f), ==, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/maintain/an-unpaid-order-is-closed-once-when-due-R7", test_due_once);
  ADD ("/maintain/a-weekend-moves-the-end-of-the-term-R7", test_weekend_moves_the_end);
  ADD ("/maintain/from-a-main-loop", test_from_a_main_loop);
  ADD ("/maintain/two-at-once-do-it-once", test_two_at_once);
  return g_test_run ();
}
