/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is known around an order and an account (R5, R7, R10, R15, R16, R27), in one reading. */

#include "vas-dossier.h"

#include "vas-acceptance.h"
#include "vas-issued.h"
#include "vas-period.h"
#include "vas-table.h"
#include "vas-uuid.h"

static void
insert (VasFixture *f,
        gpointer    entity)
{
  g_autoptr (GError) error = NULL;

  vas_table_insert (f->sql, entity, &error);
  g_assert_no_error (error);
}

static void
change (VasFixture *f,
        const char *text)
{
  g_autoptr (GError) error = NULL;

  vas_sql_exec (f->sql, text, &error);
  g_assert_no_error (error);
}

static VasOrderDossier *
load (VasFixture *f,
      const char *order)
{
  g_autoptr (GError) error = NULL;
  VasOrderDossier *dossier = vas_order_dossier_load (f->sql, order, f->now, &error);

  g_assert_no_error (error);

  return dossier;
}

static VasAccountDossier *
load_account (VasFixture *f)
{
  g_autoptr (GError) error = NULL;
  VasAccountDossier *dossier = vas_account_dossier_load (f->sql, f->account, f->now, &error);

  g_assert_no_error (error);

  return dossier;
}

static void
test_cap (VasFixture    **fixture,
          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "20260302100004415", 19800, "2026-03-02");
  g_autofree char *request = vas_fixture_enter (f, order, 9900);
  g_autoptr (VasOrderDossier) dossier = load (f, order);
  VasDossierShare *item;

  g_assert_cmpint (dossier->paid, ==, 19800);
  g_assert_cmpint (dossier->invoiced, ==, 9900);
  g_assert_cmpint (vas_order_dossier_get_available (dossier), ==, 9900);
  g_assert_cmpuint (dossier->shares->len, ==, 1);
  item = g_ptr_array_index (dossier->shares, 0);
  g_assert_cmpstr (vas_entity_get_key (VAS_ENTITY (item->request)), ==, request);
}

static void
test_not_live (VasFixture    **fixture,
               gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "20260302100004415", 19800, "2026-03-02");
  g_autofree char *request = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) withdraw = vas_fixture_command (f, "request.withdraw", f->agent, request);
  g_autoptr (VasOrderDossier) dossier = NULL;

  vas_fixture_apply (f, withdraw);
  dossier = load (f, order);
  g_assert_cmpint (dossier->invoiced, ==, 0);
  g_assert_cmpint (vas_order_dossier_get_available (dossier), ==, 19800);
  g_assert_cmpuint (dossier->shares->len, ==, 1);
}

static void
test_refunded (VasFixture    **fixture,
               gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "20260302100004415", 19800, "2026-03-02");
  g_autoptr (VasOrderDossier) dossier = NULL;

  change (f, "UPDATE orders SET refunded = 9800");
  dossier = load (f, order);
  g_assert_cmpint (dossier->paid, ==, 10000);
  g_assert_cmpint (vas_order_dossier_get_available (dossier), ==, 10000);
}

static void
test_window (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "20250308100004415", 19800, "2025-03-08");
  g_autofree char *unpaid = vas_fixture_add_order (f, "20260308100004416", 19800, NULL);
  g_autoptr (VasOrderDossier) dossier = load (f, order);
  g_autoptr (VasOrderDossier) waiting = load (f, unpaid);

  /* 2026-03-08 is a Sunday: the year ends on the Monday after it. */
  g_assert_cmpint (dossier->request_until, ==, vas_date_from_ymd (2026, 3, 9));
  g_assert_cmpint (dossier->payment_until, ==, VAS_NONE_DATE);
  g_assert_cmpint (waiting->request_until, ==, VAS_NONE_DATE);
  g_assert_cmpint (waiting->payment_until, ==, vas_period_end_days (waiting->calendar, vas_instant_to_date (waiting->order->made_at), 30,
                                                                   NULL, NULL));
}

static void
add_use (VasFixture *f,
         const char *order,
         gint64      uses)
{
  g_autofree char *key = vas_uuid_v7 (f->now);
  g_autoptr (VasServiceUse) use = g_object_new (VAS_TYPE_SERVICE_USE, "key", key, "ver", (gint64) 1, "order-key", order,
                                                "used-at", f->now, "uses", uses, NULL);

  insert (f, use);
}

/* A plan of five uses, and the order of it. */
static void
add_plan (VasFixture *f,
          const char *order)
{
  g_autofree char *service_key = vas_uuid_v7 (f->now);
  g_autofree char *plan_key = vas_uuid_v7 (f->now);
  g_autoptr (VasService) service = g_object_new (VAS_TYPE_SERVICE, "key", service_key, "ver", (gint64) 1, "code", "zjzb", "name", "知己知彼", NULL);
  g_autoptr (VasPlan) plan = g_object_new (VAS_TYPE_PLAN, "key", plan_key, "ver", (gint64) 1, "code", "zjzb-5", "service-key", service_key,
                                           "name", "5 次", "days", (gint64) 90, "uses", (gint64) 5, "item-name", "*信息技术服务*知己知彼",
                                           "tax-code", "3040201990000000000", "tax-rate", (gint64) 600, NULL);
  g_autoptr (VasOrder) entity = vas_table_get (f->sql, VAS_TYPE_ORDER, order, NULL);
  g_autoptr (GError) error = NULL;

  insert (f, service);
  insert (f, plan);
  g_object_set (entity, "plan-key", plan_key, NULL);
  vas_table_update (f->sql, VAS_ENTITY (entity), &error);
  g_assert_no_error (error);
}

static void
test_uses (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "20260302100004415", 19800, "2026-03-02");
  g_autofree char *plain = vas_fixture_add_order (f, "20260302100004416", 19800, "2026-03-02");
  g_autoptr (VasOrderDossier) dossier = NULL;
  g_autoptr (VasOrderDossier) other = NULL;

  add_plan (f, order);
  add_use (f, order, 1);
  add_use (f, order, 2);
  dossier = load (f, order);
  other = load (f, plain);
  g_assert_cmpint (dossier->used, ==, 3);
  g_assert_cmpint (vas_order_dossier_get_uses_left (dossier), ==, 2);
  g_assert_cmpint (vas_order_dossier_get_uses_left (other), ==, VAS_NONE);
  g_assert_cmpint (other->used, ==, 0);
}

static void
add_price (VasFixture *f,
           const char *plan,
           gint64      fen,
           gint64      from,
           gint64      until)
{
  g_autofree char *key = vas_uuid_v7 (f->now);
  g_autoptr (VasPrice) price = g_object_new (VAS_TYPE_PRICE, "key", key, "ver", (gint64) 1, "plan-key", plan, "amount", fen, "starts-at", from,
                                             "ends-at", until, NULL);

  insert (f, price);
}

static void
test_price (VasFixture    **fixture,
            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "20260302100004415", 19800, "2026-03-02");
  g_autoptr (VasOrderDossier) dossier = NULL;
  g_autoptr (VasOrder) entity = NULL;

  add_plan (f, order);
  entity = vas_table_get (f->sql, VAS_TYPE_ORDER, order, NULL);
  add_price (f, entity->plan_key, 9800, entity->made_at - VAS_INSTANT_DAY, entity->made_at);
  add_price (f, entity->plan_key, 19800, entity->made_at, entity->made_at + 1);
  add_price (f, entity->plan_key, 29800, entity->made_at + 1, VAS_NONE);
  dossier = load (f, order);
  g_assert_cmpint (dossier->price->amount, ==, 19800);
}

static char *
add_terms (VasFixture *f,
           const char *label,
           gint64      effective_at,
           const char *text)
{
  g_autofree char *key = vas_uuid_v7 (f->now);
  g_autoptr (VasTerms) terms = g_object_new (VAS_TYPE_TERMS, "key", key, "ver", (gint64) 1, "label", label, "updated-on",
                                             (gint64) vas_instant_to_date (effective_at), "effective-at", effective_at, "state",
                                             (gint64) VAS_TERMS_STATE_HISTORY, "text", text, NULL);

  insert (f, terms);

  return g_steal_pointer (&key);
}

static void
accept (VasFixture *f,
        const char *terms,
        gint64      at)
{
  g_autofree char *key = vas_uuid_v7 (f->now);
  g_autoptr (VasAcceptance) acceptance = g_object_new (VAS_TYPE_ACCEPTANCE, "key", key, "ver", (gint64) 1, "account-key", f->account,
                                                       "terms-key", terms, "accepted-at", at, "act", "order", NULL);

  insert (f, acceptance);
}

static void
test_terms (VasFixture    **fixture,
            gconstpointer   data)
{
  VasFixture *f = *fixture;
  const gint64 day = VAS_INSTANT_DAY;
  g_autofree char *order = vas_fixture_add_order (f, "20260302100004415", 19800, "2026-03-02");
  g_autofree char *old = add_terms (f, "2020 年 6 月版", f->now - 400 * day, NULL);
  g_autofree char *new = add_terms (f, "2021 年 8 月版", f->now - 100 * day, "第一条");
  g_autofree char *newest = add_terms (f, "2026 年 3 月版", f->now - day, "第一条之一");
  g_autoptr (VasOrderDossier) before = NULL;
  g_autoptr (VasOrderDossier) after = NULL;

  g_assert_nonnull (newest);
  change (f, "UPDATE orders SET terms_label = '2020 年 6 月版'");
  before = load (f, order);
  g_assert_cmpstr (before->terms->label, ==, "2020 年 6 月版");
  g_assert_null (before->terms->text);
  g_assert_null (before->governing);

  /* The newest version that was accepted, whatever was accepted last. */
  accept (f, new, f->now - 90 * day);
  accept (f, new, f->now - 80 * day);
  accept (f, old, f->now - 70 * day);
  after = load (f, order);
  g_assert_cmpstr (after->governing->label, ==, "2021 年 8 月版");
  g_assert_cmpint (after->accepted_at, ==, f->now - 90 * day);
}

static void
add_payment (VasFixture *f,
             const char *transaction,
             const char *order_key,
             const char *order_number,
             int         state)
{
  g_autofree char *key = vas_uuid_v7 (f->now);
  g_autoptr (VasPayment) payment = g_object_new (VAS_TYPE_PAYMENT, "key", key, "ver", (gint64) 1, "transaction-no", transaction,
                                                 "order-key", order_key, "order-number", order_number, "amount", (gint64) 19800,
                                                 "paid-at", f->now, "state", (gint64) state, NULL);

  insert (f, payment);
}

static void
test_payments (VasFixture    **fixture,
               gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "20260302100004415", 19800, "2026-03-02");
  g_autoptr (VasOrderDossier) dossier = NULL;

  add_payment (f, "4200001", order, "20260302100004415", VAS_PAYMENT_STATE_MATCHED);
  add_payment (f, "4200002", NULL, "20260302100004415", VAS_PAYMENT_STATE_DESK);
  add_payment (f, "4200003", NULL, "20260302100004416", VAS_PAYMENT_STATE_DESK);
  add_payment (f, "4200004", NULL, "20260302100004415", VAS_PAYMENT_STATE_RETURNED);
  dossier = load (f, order);
  g_assert_cmpuint (dossier->payments->len, ==, 2);
  g_assert_cmpstr (((VasPayment *) g_ptr_array_index (dossier->payments, 0))->transaction_no, ==, "4200001");
  g_assert_cmpstr (((VasPayment *) g_ptr_array_index (dossier->payments, 1))->transaction_no, ==, "4200002");
}

static guint
count_events (GPtrArray    *events,
              VasEventKind  kind,
              const char   *type)
{
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    {
      const VasEvent *event = g_ptr_array_index (events, i);

      n += event->kind == kind && (type == NULL || g_strcmp0 (event->type, type) == 0) ? 1 : 0;
    }

  return n;
}

static void
test_events (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "20260302100004415", 19800, "2026-03-02");
  g_autofree char *request = vas_fixture_enter_approved (f, order, 19800);
  g_autoptr (VasRequest) stored = vas_fixture_get_request (f, request);
  g_autoptr (VasOrderDossier) dossier = load (f, order);
  gint64 last = G_MAXINT64;

  g_assert_cmpuint (count_events (dossier->events, VAS_EVENT_MADE, NULL), ==, 1);
  g_assert_cmpuint (count_events (dossier->events, VAS_EVENT_PAID, NULL), ==, 1);
  g_assert_cmpuint (count_events (dossier->events, VAS_EVENT_COMMAND, "request.enter"), ==, 1);
  g_assert_cmpuint (count_events (dossier->events, VAS_EVENT_COMMAND, "request.approve"), ==, 1);
  g_assert_cmpuint (count_events (dossier->events, VAS_EVENT_COMMAND, "request.claim"), ==, 0);
  for (guint i = 0; i < dossier->events->len; i++)
    {
      const VasEvent *event = g_ptr_array_index (dossier->events, i);

      g_assert_cmpint (event->at, <=, last);
      last = event->at;
      if (g_strcmp0 (event->type, "request.approve") == 0)
        g_assert_cmpstr (event->record, ==, stored->number);
    }
}

static void
test_reason (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "20260308100004415", 19800, NULL);
  g_autoptr (VasCommand) command = vas_command_new ("order.close", f->agent, f->now);
  g_autoptr (VasOrderDossier) dossier = NULL;
  const VasEvent *event;

  vas_command_set_text (command, "order", order);
  vas_command_set_text (command, "reason", "用户来电取消");
  vas_fixture_apply (f, command);
  dossier = load (f, order);
  event = g_ptr_array_index (dossier->events, 0);
  g_assert_cmpstr (event->type, ==, "order.close");
  g_assert_cmpstr (event->reason, ==, "用户来电取消");
  g_assert_cmpstr (event->actor, ==, f->agent);
  g_assert_true (event->applied);
}

static void
test_absent (VasFixture    **fixture,
             gconstpointer   data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = vas_uuid_v7 ((*fixture)->now);

  g_assert_null (vas_order_dossier_load ((*fixture)->sql, key, (*fixture)->now, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (vas_account_dossier_load ((*fixture)->sql, key, (*fixture)->now, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
}

static void
test_account (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "20260302100004415", 19800, "2026-03-02");
  g_autofree char *newer = vas_fixture_add_order (f, "20260304100004416", 9800, "2026-03-04");
  g_autofree char *request = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasAccountDossier) dossier = NULL;

  change (f, "UPDATE orders SET made_at = made_at + 1 WHERE number = '20260304100004416'");
  dossier = load_account (f);
  g_assert_cmpuint (dossier->orders->len, ==, 2);
  g_assert_cmpstr (vas_entity_get_key (g_ptr_array_index (dossier->orders, 0)), ==, newer);
  g_assert_cmpuint (dossier->requests->len, ==, 1);
  g_assert_cmpstr (vas_entity_get_key (g_ptr_array_index (dossier->requests, 0)), ==, request);
  g_assert_cmpuint (dossier->flags->len, ==, 0);
}

static void
test_flag (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) command = vas_command_new ("account.flag", "system", f->now);
  g_autoptr (VasAccountDossier) dossier = NULL;
  const VasDossierFlag *flag;
  char *keys[7] = { NULL };

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *number = g_strdup_printf ("2026030810000%u", i);

      keys[i] = vas_fixture_add_order (f, number, 19800, NULL);
    }
  vas_command_set_text (command, "account", f->account);
  vas_command_set_texts (command, "orders", (const char * const *) keys);
  vas_fixture_apply (f, command);
  dossier = load_account (f);
  g_assert_cmpuint (dossier->flags->len, ==, 1);
  flag = g_ptr_array_index (dossier->flags, 0);
  g_assert_cmpint (flag->at, ==, f->now);
  g_assert_cmpuint (flag->orders->len, ==, 6);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpstr (vas_entity_get_key (g_ptr_array_index (flag->orders, i)), ==, keys[i]);
      g_free (keys[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *path;
    void      (*test) (VasFixture **, gconstpointer);
  } tests[] = {
    { "/dossier/order/what-live-requests-took-is-not-left-R15", test_cap },
    { "/dossier/order/a-withdrawn-request-takes-nothing-and-is-shown-R15", test_not_live },
    { "/dossier/order/what-was-refunded-cannot-be-invoiced-R15", test_refunded },
    { "/dossier/order/the-last-days-of-both-terms-R7-R16", test_window },
    { "/dossier/order/uses-that-are-left-R10", test_uses },
    { "/dossier/order/the-price-in-force-at-its-very-instant-R5", test_price },
    { "/dossier/order/the-newest-accepted-version-governs-R27", test_terms },
    { "/dossier/order/its-payments-and-those-that-wait-for-it-R8", test_payments },
    { "/dossier/order/everything-that-happened-newest-first", test_events },
    { "/dossier/order/who-did-it-and-why-R29", test_reason },
    { "/dossier/absent/is-said", test_absent },
    { "/dossier/account/all-orders-and-requests-newest-first", test_account },
    { "/dossier/account/a-mark-has-its-evidence-R9", test_flag },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, VasFixture *, NULL, vas_fixture_set_up, tests[i].test, vas_fixture_tear_down);

  return g_test_run ();
}
