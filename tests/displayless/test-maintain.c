/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Work of the clock on a replica: what is due is done once, whoever tries (R7). */

#include "vas-maintain.h"

#include "vas-account.h"
#include "vas-change.h"
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
add_order_of (Fixture    *f,
              const char *number,
              gint64      made_at,
              const char *account)
{
  g_autofree char *key = vas_uuid_v7 (made_at);
  g_autoptr (VasOrder) order = NULL;
  g_autoptr (GError) error = NULL;

  order = g_object_new (VAS_TYPE_ORDER, "key", key, "ver", (gint64) 1, "number", number, "account-key", account, "service-name",
                        "职业导航仪", "plan-name", "1 次", "item-name", "*信息技术服务*职业导航仪", "tax-code",
                        "3040201990000000000", "tax-rate", (gint64) 600, "price", (gint64) 19800, "made-at", made_at, NULL);
  vas_store_write (f->store, insert_order, order, NULL, &error);
  g_assert_no_error (error);
}

static void
add_order (Fixture    *f,
           const char *number,
           gint64      made_at)
{
  g_autofree char *nobody = vas_uuid_v7 (made_at);

  add_order_of (f, number, made_at, nobody);
}

/* An account with one order for each moment of @moments, ended by 0. */
static char *
add_account (Fixture      *f,
             const char   *account_id,
             const gint64 *moments)
{
  char *key = vas_uuid_v7 (f->made_at);
  g_autoptr (VasAccount) account = g_object_new (VAS_TYPE_ACCOUNT, "key", key, "ver", (gint64) 1, "account-id", account_id,
                                                 "name-masked", "某*", NULL);
  g_autoptr (GError) error = NULL;

  vas_store_write (f->store, insert_order, account, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; moments[i] != 0; i++)
    {
      g_autofree char *number = g_strdup_printf ("%s-%u", account_id, i);

      add_order_of (f, number, moments[i], key);
    }

  return key;
}

static gpointer
get_account (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return vas_table_get (sql, VAS_TYPE_ACCOUNT, data, error);
}

static gpointer
update_account (VasSql        *sql,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return GINT_TO_POINTER (vas_table_update (sql, data, error));
}

static VasAccountState
get_state (Fixture    *f,
           const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAccount) account = vas_store_read (f->store, get_account, (gpointer) key, NULL, &error);

  g_assert_no_error (error);

  return account->state;
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

static void
add_change (Fixture        *f,
            VasChangeState  state)
{
  g_autofree char *key = vas_uuid_v7 (f->made_at), *author = vas_uuid_v7 (f->made_at), *approver = vas_uuid_v7 (f->made_at);
  g_autoptr (VasChange) change = NULL;
  g_autoptr (GError) error = NULL;

  change = g_object_new (VAS_TYPE_CHANGE, "key", key, "ver", (gint64) 1, "title", "x", "starts-at", f->made_at, "state", (gint64) state,
                         "author-key", author, "approver-key", state == VAS_CHANGE_STATE_SCHEDULED ? approver : NULL, NULL);
  vas_store_write (f->store, insert_order, change, NULL, &error);
  g_assert_no_error (error);
}

static gpointer
count_changes (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (GPtrArray) changes = vas_table_list (sql, VAS_TYPE_CHANGE, "state", data, NULL, error);

  return changes != NULL ? g_memdup2 (&changes->len, sizeof changes->len) : NULL;
}

static guint
count_in (Fixture    *f,
          const char *state)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint *n = vas_store_read (f->store, count_changes, (gpointer) state, NULL, &error);

  g_assert_no_error (error);

  return *n;
}

/* R4: those that wait at their start are started or lapse, once; a draft stays. */
static void
test_changes (Fixture       *f,
              gconstpointer  data)
{
  add_change (f, VAS_CHANGE_STATE_SCHEDULED);
  add_change (f, VAS_CHANGE_STATE_REVIEW);
  add_change (f, VAS_CHANGE_STATE_DRAFT);

  vas_engine_set_now (f->engine, f->made_at - 1);
  g_assert_cmpuint (maintain (f), ==, 0);
  vas_engine_set_now (f->engine, f->made_at);
  g_assert_cmpuint (maintain (f), ==, 2);
  g_assert_cmpuint (maintain (f), ==, 0);
  g_assert_cmpuint (count_in (f, "started"), ==, 1);
  g_assert_cmpuint (count_in (f, "lapsed"), ==, 1);
  g_assert_cmpuint (count_in (f, "draft"), ==, 1);
}

static void
add_paid (Fixture    *f,
          const char *number,
          VasDate     valid_until)
{
  g_autofree char *key = vas_uuid_v7 (f->made_at), *nobody = vas_uuid_v7 (f->made_at);
  g_autoptr (VasOrder) order = NULL;
  g_autoptr (GError) error = NULL;

  order = g_object_new (VAS_TYPE_ORDER, "key", key, "ver", (gint64) 1, "number", number, "account-key", nobody, "service-name", "谁看过我的简历",
                        "plan-name", "30 天", "item-name", "*信息技术服务*谁看过我的简历", "tax-code", "3040201990000000000", "tax-rate",
                        (gint64) 600, "price", (gint64) 1980, "paid", (gint64) 1980, "made-at", f->made_at, "paid-at", f->made_at,
                        "channel", (gint64) VAS_CHANNEL_ALIPAY, "state", (gint64) VAS_ORDER_STATE_PAID, NULL);
  order->valid_until = valid_until;
  vas_store_write (f->store, insert_order, order, NULL, &error);
  g_assert_no_error (error);
}

/* R10: Sunday 12 April is a last day like any other; what has no end by date has none. */
static void
test_validity (Fixture       *f,
               gconstpointer  data)
{
  const VasDate last = vas_date_from_ymd (2026, 4, 12);

  add_paid (f, "2026031010000001", last);
  add_paid (f, "2026031010000002", VAS_NONE_DATE);
  vas_engine_set_now (f->engine, vas_date_end (last) - 1);
  g_assert_cmpuint (maintain (f), ==, 0);
  vas_engine_set_now (f->engine, vas_date_end (last));
  g_assert_cmpuint (maintain (f), ==, 1);
  g_assert_cmpuint (maintain (f), ==, 0);
}

#define HOUR VAS_INSTANT_HOUR

static void
test_abuse (Fixture       *f,
            gconstpointer  data)
{
  const gint64 t = f->made_at;
  const gint64 five[] = { t, t + 1, t + 2, t + 3, t + 4, 0 }, six[] = { t, t + 1, t + 2, t + 3, t + 4, t + HOUR, 0 };
  g_autofree char *within = add_account (f, "80000001", five);
  g_autofree char *over = add_account (f, "80000002", six);

  vas_engine_set_now (f->engine, t + 2 * HOUR);
  g_assert_cmpuint (maintain (f), ==, 1);
  g_assert_cmpint (get_state (f, within), ==, VAS_ACCOUNT_STATE_NORMAL);
  g_assert_cmpint (get_state (f, over), ==, VAS_ACCOUNT_STATE_FLAGGED);
  g_assert_cmpuint (maintain (f), ==, 0);
}

static void
test_abuse_paid (Fixture       *f,
                 gconstpointer  data)
{
  const gint64 t = f->made_at;
  const gint64 six[] = { t, t + 1, t + 2, t + 3, t + 4, t + 5, 0 };
  g_autofree char *key = add_account (f, "80000001", six);
  g_autofree char *paid_key = vas_uuid_v7 (t);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasOrder) paid = g_object_new (VAS_TYPE_ORDER, "key", paid_key, "ver", (gint64) 1, "number", "paid", "account-key", key,
                                            "service-name", "某", "plan-name", "某", "item-name", "某", "tax-code", "1", "made-at", t,
                                            "state", (gint64) VAS_ORDER_STATE_PAID, "paid-at", t, "paid", (gint64) 1, NULL);

  vas_store_write (f->store, insert_order, paid, NULL, &error);
  g_assert_no_error (error);
  vas_engine_set_now (f->engine, t + HOUR);
  g_assert_cmpuint (maintain (f), ==, 0);
  g_assert_cmpint (get_state (f, key), ==, VAS_ACCOUNT_STATE_NORMAL);
}

/* Thirty days back from 9 April is 10 March: what was made on the ninth, whenever, is counted no more. */
static void
test_abuse_days (Fixture       *f,
                 gconstpointer  data)
{
  const gint64 from = vas_date_start (vas_date_from_ymd (2026, 3, 10));
  const gint64 in[] = { from, from + 1, from + 2, from + 3, from + 4, from + 5, 0 };
  const gint64 out[] = { from - 1, from + 1, from + 2, from + 3, from + 4, from + 5, 0 };
  g_autofree char *over = add_account (f, "80000001", in);
  g_autofree char *within = add_account (f, "80000002", out);

  vas_engine_set_now (f->engine, vas_date_end (vas_date_from_ymd (2026, 4, 9)) - 1);
  g_assert_cmpuint (maintain (f), ==, 1 + 1); /* and the order of the ninth of March is closed */
  g_assert_cmpint (get_state (f, over), ==, VAS_ACCOUNT_STATE_FLAGGED);
  g_assert_cmpint (get_state (f, within), ==, VAS_ACCOUNT_STATE_NORMAL);
}

static void
test_abuse_again (Fixture       *f,
                  gconstpointer  data)
{
  const gint64 t = f->made_at;
  const gint64 six[] = { t, t + 1, t + 2, t + 3, t + 4, t + 5, 0 };
  g_autofree char *key = add_account (f, "80000001", six);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAccount) account = NULL;

  vas_engine_set_now (f->engine, t + HOUR);
  g_assert_cmpuint (maintain (f), ==, 1);
  account = vas_store_read (f->store, get_account, key, NULL, &error);
  g_assert_no_error (error);
  g_object_set (account, "state", (gint64) VAS_ACCOUNT_STATE_NORMAL, NULL);
  vas_store_write (f->store, update_account, account, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (maintain (f), ==, 0);
  g_assert_cmpint (get_state (f, key), ==, VAS_ACCOUNT_STATE_NORMAL);
  add_order_of (f, "80000001-7", t + HOUR, key);
  g_assert_cmpuint (maintain (f), ==, 1);
  g_assert_cmpint (get_state (f, key), ==, VAS_ACCOUNT_STATE_FLAGGED);
}

/* Both list it before either acts: one command has the last word, and the other finds it there. */
static void
test_abuse_two_at_once (Fixture       *f,
                        gconstpointer  data)
{
  const gint64 t = f->made_at;
  const gint64 six[] = { t, t + 1, t + 2, t + 3, t + 4, t + 5, 0 };
  g_autofree char *key = add_account (f, "80000001", six);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAccount) account = NULL;
  guint n_ended = 0;

  vas_engine_set_now (f->engine, t + HOUR);
  vas_maintain_async (f->engine, NULL, counted_cb, &n_ended);
  vas_maintain_async (f->engine, NULL, counted_cb, &n_ended);
  while (n_ended < 2)
    g_main_context_iteration (NULL, TRUE);
  account = vas_store_read (f->store, get_account, key, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (account->state, ==, VAS_ACCOUNT_STATE_FLAGGED);
  g_assert_cmpint (vas_entity_get_ver (VAS_ENTITY (account)), ==, 2);
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
  ADD ("/maintain/validity/ends-after-its-last-day-once-R10", test_validity);
  ADD ("/maintain/changes-start-or-lapse-once-R4", test_changes);
  ADD ("/maintain/abuse/more-than-the-limit-is-marked-once-R9", test_abuse);
  ADD ("/maintain/abuse/one-that-was-paid-is-no-abuse-R9", test_abuse_paid);
  ADD ("/maintain/abuse/days-are-counted-from-their-first-moment-R9", test_abuse_days);
  ADD ("/maintain/abuse/taken-away-it-comes-with-another-order-R9", test_abuse_again);
  ADD ("/maintain/abuse/two-at-once-mark-once-R9", test_abuse_two_at_once);
  return g_test_run ();
}
