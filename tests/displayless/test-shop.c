/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the shop tells, by its intake: each item once, whatever is sent again; rules with the clock at both sides of their edge, which
 * the real daemon's clock cannot show (tests/server/test_shop.py has the rest). This file is long because
 * each rule of the intake is seen at both sides of its edge.
 */

#include "vas-fixture.h"

#include "vas-json-reader.h"
#include "vas-notice.h"
#include "vas-payment.h"
#include "vas-plan.h"
#include "vas-price.h"
#include "vas-service.h"
#include "vas-shop.h"
#include "vas-shop-feed.h"
#include "vas-table.h"
#include "vas-terms.h"
#include "vas-uuid.h"

typedef struct {
  VasFixture *office;
  VasShop     shop;
  VasService *service;
  VasPlan    *plan;
  guint       n_items;
} Shop;

static char *
new_key (Shop *s)
{
  return vas_uuid_v7 (s->office->now);
}

static void
put (Shop      *s,
     gpointer   entity)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = new_key (s);

  vas_entity_set_key (entity, key);
  vas_table_insert (s->office->sql, entity, &error);
  g_assert_no_error (error);
}

static void
change (Shop      *s,
        gpointer   entity)
{
  g_autoptr (GError) error = NULL;

  vas_table_update (s->office->sql, entity, &error);
  g_assert_no_error (error);
}

/* A plan of 90 days and one use, ¥98.00 since 2026-01-01. */
static void
set_up (Shop          *s,
        gconstpointer  data)
{
  g_autoptr (VasPrice) price = NULL;

  s->office = vas_fixture_new ();
  s->shop = (VasShop) { new_key (s), g_strdup ("web"), s->office->now };
  s->service = g_object_new (VAS_TYPE_SERVICE, "ver", (gint64) 1, "code", "test", "name", "职业偏好度测评", NULL);
  put (s, s->service);
  s->plan = g_object_new (VAS_TYPE_PLAN, "ver", (gint64) 1, "code", "test-1", "service-key", vas_entity_get_key (VAS_ENTITY (s->service)),
                          "name", "1 次", "days", (gint64) 90, "uses", (gint64) 1, "item-name", "*信息技术服务*测评", "tax-code",
                          "3040203000000000000", "tax-rate", (gint64) 600, NULL);
  put (s, s->plan);
  price = g_object_new (VAS_TYPE_PRICE, "ver", (gint64) 1, "plan-key", vas_entity_get_key (VAS_ENTITY (s->plan)), "amount", (gint64) 9800,
                        "starts-at", vas_date_start (vas_date_from_ymd (2026, 1, 1)), "ends-at", VAS_NONE, NULL);
  put (s, price);
}

static void
tear_down (Shop          *s,
           gconstpointer  data)
{
  g_free (s->shop.key);
  g_free (s->shop.name);
  g_object_unref (s->service);
  g_object_unref (s->plan);
  vas_fixture_free (s->office);
}

static VasShopResult *
take_as (Shop       *s,
         const char *key,
         const char *type,
         gint64      at,
         const char *data)
{
  g_autofree char *text = g_strdup_printf ("[{\"key\":\"%s\",\"type\":\"%s\",\"at\":%" G_GINT64_FORMAT ",\"data\":%s}]", key, type, at, data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) items = vas_json_parse_strict (text, -1, G_MAXSIZE, &error);
  g_autoptr (GPtrArray) results = NULL;

  g_assert_no_error (error);
  vas_sql_begin (s->office->sql, &error);
  results = vas_shop_take_in (s->office->sql, &s->shop, json_node_get_array (items), s->office->now, &error);
  g_assert_no_error (error);
  vas_sql_commit (s->office->sql, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 1);

  return g_ptr_array_steal_index (results, 0);
}

static VasShopResult *
take (Shop       *s,
      const char *type,
      gint64      at,
      const char *data)
{
  g_autofree char *key = g_strdup_printf ("item-%u", ++s->n_items);

  return take_as (s, key, type, at, data);
}

static void
applies (Shop       *s,
         const char *type,
         gint64      at,
         const char *data)
{
  g_autoptr (VasShopResult) result = take (s, type, at, data);

  g_assert_cmpstr (result->code, ==, result->state == VAS_SHOP_REFUSED ? "nothing" : result->code);
  g_assert_cmpstr (result->detail, ==, NULL);
  g_assert_cmpint (result->state, ==, VAS_SHOP_APPLIED);
}

/* The clause of the terms that a rule stands on, as doc/rules.md has it. */
static const char *
find_clause (const char *rule)
{
  static const char * const clauses[][2] = {
    { "R3", "§4.2" }, { "R5", "§4.2" }, { "R6", "§4.10" }, { "R7", "§4.3" }, { "R8", "§4.4" }, { "R10", "§4.6" }, { "R12", "§4.9" },
    { "R15", "§4.8(1)" }, { "R16", "§4.8(2)" }, { "R27", "§5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (clauses); i++)
    {
      if (g_strcmp0 (clauses[i][0], rule) == 0)
        return clauses[i][1];
    }

  return NULL;
}

static void
refuses (Shop       *s,
         const char *type,
         gint64      at,
         const char *data,
         const char *code)
{
  g_autoptr (VasShopResult) result = take (s, type, at, data);

  g_assert_cmpint (result->state, ==, VAS_SHOP_REFUSED);
  g_assert_cmpstr (result->code, ==, code);
  g_assert_cmpstr (result->clause, ==, find_clause (result->rule));
  g_assert_cmpint (result->seq, >, 0);
}

#define ORDER(number) "{\"account\":\"80000217\",\"order\":\"" number "\",\"plan\":\"test-1\",\"price\":9800}"
#define OWN(number) "{\"account\":\"80000217\",\"order\":\"" number "\"}"
#define PAID(number, transaction) "{\"order\":\"" number "\",\"transaction\":\"" transaction "\",\"channel\":\"wechat\",\"amount\":9800}"

static VasOrder *
get_order (Shop       *s,
           const char *number)
{
  g_autoptr (GError) error = NULL;
  VasOrder *order = vas_table_find (s->office->sql, VAS_TYPE_ORDER, "number", number, &error);

  g_assert_no_error (error);

  return order;
}

static VasPayment *
get_payment (Shop       *s,
             const char *transaction)
{
  g_autoptr (GError) error = NULL;
  VasPayment *payment = vas_table_find (s->office->sql, VAS_TYPE_PAYMENT, "transaction_no", transaction, &error);

  g_assert_no_error (error);

  return payment;
}

static gint64
count_log (Shop *s)
{
  return vas_fixture_count (s->office, "SELECT count (*) FROM command_log");
}

static void
test_once (Shop          *s,
           gconstpointer  data)
{
  const gint64 before = count_log (s);
  g_autoptr (VasShopResult) first = take_as (s, "a", "order.made", s->office->now, ORDER ("A1"));
  g_autoptr (VasShopResult) again = NULL;

  s->office->now += VAS_INSTANT_DAY;
  again = take_as (s, "a", "order.made", s->office->now - VAS_INSTANT_DAY,
                   "{\"price\":9800,\"plan\":\"test-1\",\"order\":\"A1\",\"account\":\"80000217\"}");
  g_assert_false (first->duplicate);
  g_assert_true (again->duplicate);
  g_assert_cmpint (again->state, ==, VAS_SHOP_APPLIED);
  g_assert_cmpint (again->seq, ==, first->seq);
  g_assert_cmpint (count_log (s), ==, before + 1);
}

static void
test_refused_once (Shop          *s,
                   gconstpointer  data)
{
  g_autoptr (VasShopResult) first = take_as (s, "a", "order.made", s->office->now, "{\"account\":\"80000217\",\"order\":\"A1\",\"plan\":\"test-1\",\"price\":1}");
  g_autoptr (VasShopResult) again = take_as (s, "a", "order.made", s->office->now, "{\"account\":\"80000217\",\"order\":\"A1\",\"plan\":\"test-1\",\"price\":1}");

  g_assert_cmpint (first->state, ==, VAS_SHOP_REFUSED);
  g_assert_cmpstr (first->rule, ==, "R3");
  g_assert_cmpint (again->state, ==, VAS_SHOP_REFUSED);
  g_assert_cmpint (again->seq, ==, first->seq);
  g_assert_cmpstr (again->code, ==, first->code);
  g_assert_cmpstr (again->clause, ==, "§4.2");
}

static void
test_conflict (Shop          *s,
               gconstpointer  data)
{
  g_autoptr (VasShopResult) first = take_as (s, "a", "order.made", s->office->now, ORDER ("A1"));
  g_autoptr (VasShopResult) other = take_as (s, "a", "order.made", s->office->now, ORDER ("A2"));
  g_autoptr (VasShopResult) later = take_as (s, "a", "order.made", s->office->now - 1, ORDER ("A1"));

  g_assert_cmpint (first->state, ==, VAS_SHOP_APPLIED);
  g_assert_cmpint (other->state, ==, VAS_SHOP_CONFLICT);
  g_assert_cmpint (later->state, ==, VAS_SHOP_CONFLICT);
  g_assert_cmpint (vas_fixture_count (s->office, "SELECT count (*) FROM orders WHERE number = 'A2'"), ==, 0);
}

static void
test_unknown_later (Shop          *s,
                    gconstpointer  data)
{
  g_autoptr (VasShopResult) early = take_as (s, "c", "order.cancelled", s->office->now, OWN ("A1"));
  g_autoptr (VasShopResult) later = NULL;

  g_assert_cmpint (early->state, ==, VAS_SHOP_UNKNOWN);
  g_assert_cmpstr (early->field, ==, "order");
  g_assert_cmpint (early->seq, ==, 0);
  applies (s, "order.made", s->office->now, ORDER ("A1"));
  later = take_as (s, "c", "order.cancelled", s->office->now, OWN ("A1"));
  g_assert_cmpint (later->state, ==, VAS_SHOP_APPLIED);
  g_assert_false (later->duplicate);
}

static void
test_two_shops (Shop          *s,
                gconstpointer  data)
{
  g_autoptr (VasShopResult) first = take_as (s, "a", "order.made", s->office->now, ORDER ("A1"));
  g_autoptr (VasShopResult) other = NULL;

  g_free (s->shop.key);
  s->shop.key = new_key (s);
  other = take_as (s, "a", "order.made", s->office->now, ORDER ("A2"));
  g_assert_cmpint (first->state, ==, VAS_SHOP_APPLIED);
  g_assert_cmpint (other->state, ==, VAS_SHOP_APPLIED);
  g_assert_false (other->duplicate);
}

#define SHARES(orders) "{\"account\":\"80000217\",\"title_kind\":\"body\",\"title\":\"某\",\"delivery\":\"pickup\",\"orders\":[" orders "]}"

static void
test_malformed (Shop          *s,
                gconstpointer  data)
{
  static const struct {
    const char *type;
    const char *data;
    const char *field;
  } wrong[] = {
    { "order.lost", "{}", "type" },
    { "order.made", "{\"account\":\"80000217\"}", "order" },
    { "order.made", "{\"account\":\"80000217\",\"order\":\"A 1\"}", "order" },
    { "order.made", "{\"account\":\"80000217\",\"order\":\"A1\",\"plan\":\"test-1\",\"price\":0}", "price" },
    { "order.made", "{\"account\":\"80000217\",\"order\":\"A1\",\"plan\":\"test-1\",\"price\":10000000000001}", "price" },
    { "order.made", "{\"account\":7}", "account" },
    { "order.paid", "{\"order\":\"A1\",\"transaction\":\"1\",\"channel\":\"cash\",\"amount\":1}", "channel" },
    { "order.paid", "{\"order\":\"A1\",\"transaction\":\"1\",\"channel\":\"wechat\",\"amount\":-1}", "amount" },
    { "request.made", "{\"account\":\"80000217\",\"title_kind\":\"robot\"}", "title_kind" },
    { "request.made", "{\"account\":\"80000217\",\"title_kind\":\"body\",\"title\":\"某\",\"delivery\":\"courier\",\"orders\":[]}", "orders" },
    { "request.made", "{\"account\":\"80000217\",\"title_kind\":\"body\",\"title\":\"某\",\"delivery\":\"courier\",\"orders\":[7]}", "orders" },
    { "request.made", SHARES ("{\"order\":\"A0\",\"amount\":1,\"service\":\"x\\ny\"}"), "service" },
    { "request.made", SHARES ("{\"order\":\"A0\",\"amount\":1,\"service\":\"\"}"), "service" },
    { "request.made", SHARES ("{\"order\":\"A0\\n\",\"amount\":1}"), "order" },
    { "request.made", SHARES ("{\"order\":\"A0\",\"amount\":1},{\"order\":\"A0\",\"amount\":2}"), "orders" },
    { "order.used", "{\"account\":\"80000217\",\"order\":\"A0\",\"uses\":0}", "uses" },
    { "order.used", "{\"account\":\"80000217\",\"order\":\"A0\",\"uses\":null}", "uses" },
    { "notice.failed", "{\"notice\":\"x\\ny\",\"reason\":\"某\"}", "notice" },
  };
  gint64 before;

  applies (s, "order.made", s->office->now, ORDER ("A0"));
  before = count_log (s);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (VasShopResult) result = take (s, wrong[i].type, s->office->now, wrong[i].data);

      g_assert_cmpstr (result->field, ==, wrong[i].field);
      g_assert_cmpint (result->state, ==, VAS_SHOP_MALFORMED);
    }
  g_assert_cmpint (count_log (s), ==, before);
}

static void
test_clock (Shop          *s,
            gconstpointer  data)
{
  g_autoptr (VasShopResult) ahead = take (s, "order.made", s->office->now + 2 * VAS_INSTANT_MINUTE + 1, ORDER ("A1"));
  g_autoptr (VasOrder) order = NULL;

  g_assert_cmpint (ahead->state, ==, VAS_SHOP_MALFORMED);
  g_assert_cmpstr (ahead->field, ==, "at");
  applies (s, "order.made", s->office->now + 2 * VAS_INSTANT_MINUTE, ORDER ("A1"));
  order = get_order (s, "A1");
  g_assert_cmpint (order->made_at, ==, s->office->now);
}

static void
test_withdrawn (Shop          *s,
                gconstpointer  data)
{
  applies (s, "order.made", s->office->now, ORDER ("A1"));
  g_object_set (s->plan, "state", (gint64) VAS_SERVICE_STATE_WITHDRAWN, NULL);
  change (s, s->plan);
  refuses (s, "order.made", s->office->now, ORDER ("A2"), "plan-withdrawn");
  applies (s, "order.paid", s->office->now, PAID ("A1", "1"));
  g_object_set (s->plan, "state", (gint64) VAS_SERVICE_STATE_ON_SALE, NULL);
  change (s, s->plan);
  g_object_set (s->service, "state", (gint64) VAS_SERVICE_STATE_WITHDRAWN, NULL);
  change (s, s->service);
  refuses (s, "order.made", s->office->now, ORDER ("A2"), "plan-withdrawn");
  applies (s, "order.used", s->office->now, OWN ("A1"));
}

#define REQUEST "{\"account\":\"80000217\",\"title_kind\":\"personal\",\"title\":\"个人\",\"delivery\":\"pickup\"," \
                "\"orders\":[{\"order\":\"A1\",\"amount\":9800}]}"

static void
set_state (Shop            *s,
           VasAccountState  state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAccount) account = vas_table_get (s->office->sql, VAS_TYPE_ACCOUNT, s->office->account, &error);

  g_assert_no_error (error);
  g_object_set (account, "state", (gint64) state, NULL);
  change (s, account);
}

static void
test_stopped (Shop          *s,
              gconstpointer  data)
{
  applies (s, "order.made", s->office->now, ORDER ("A1"));
  applies (s, "order.paid", s->office->now, PAID ("A1", "1"));
  for (int state = VAS_ACCOUNT_STATE_FROZEN; state <= VAS_ACCOUNT_STATE_CANCELLED; state++)
    {
      set_state (s, (VasAccountState) state);
      refuses (s, "order.made", s->office->now, ORDER ("A2"), "account-stopped");
      refuses (s, "order.used", s->office->now, OWN ("A1"), "account-stopped");
    }
  applies (s, "request.made", s->office->now, REQUEST);
  set_state (s, VAS_ACCOUNT_STATE_FLAGGED);
  applies (s, "order.made", s->office->now, ORDER ("A2"));
  applies (s, "order.used", s->office->now, OWN ("A1"));
}

/* 2026-03-10 and 30 days is Thursday 9 April. */
static void
test_late (Shop          *s,
           gconstpointer  data)
{
  const gint64 end = vas_date_end (vas_date_from_ymd (2026, 4, 9));
  g_autoptr (VasShopResult) late = NULL;
  g_autoptr (VasShopResult) kept = NULL;

  applies (s, "order.made", s->office->now, ORDER ("A1"));
  applies (s, "order.made", s->office->now, ORDER ("A2"));
  s->office->now = end + VAS_INSTANT_HOUR;
  late = take (s, "order.paid", end, PAID ("A1", "1"));
  g_assert_cmpstr (late->payment, ==, "desk");
  g_assert_cmpstr (late->code, ==, "payment-late");
  kept = take (s, "order.paid", end - 1, PAID ("A2", "2"));
  g_assert_cmpstr (kept->payment, ==, "matched");
  refuses (s, "order.made", s->office->now, ORDER ("A1"), "order-number-taken");
  refuses (s, "order.cancelled", s->office->now, OWN ("A2"), "order-not-unpaid");
  refuses (s, "order.paid", end - 1, PAID ("A2", "2"), "payment-known");
}

/* The clocks of two hosts may stand two minutes apart; what is older was paid for something else. */
static void
test_early (Shop          *s,
            gconstpointer  data)
{
  const gint64 at = s->office->now, apart = 2 * VAS_INSTANT_MINUTE;
  g_autoptr (VasShopResult) early = NULL;
  g_autoptr (VasShopResult) kept = NULL;
  g_autoptr (VasOrder) waits = NULL;
  g_autoptr (VasOrder) paid = NULL;
  g_autoptr (VasPayment) payment = NULL;

  applies (s, "order.made", at, ORDER ("A1"));
  applies (s, "order.made", at, ORDER ("A2"));
  early = take (s, "order.paid", at - apart - 1, PAID ("A1", "1"));
  g_assert_cmpstr (early->payment, ==, "desk");
  g_assert_cmpstr (early->rule, ==, "R8");
  g_assert_cmpstr (early->code, ==, "payment-early");
  waits = get_order (s, "A1");
  g_assert_cmpint (waits->state, ==, VAS_ORDER_STATE_UNPAID);

  kept = take (s, "order.paid", at - apart, PAID ("A2", "2"));
  g_assert_cmpstr (kept->payment, ==, "matched");
  paid = get_order (s, "A2");
  payment = get_payment (s, "2");
  g_assert_cmpint (paid->paid_at, ==, at);
  g_assert_cmpint (payment->paid_at, ==, at - apart);
  refuses (s, "order.used", at - apart - 1, OWN ("A2"), "use-not-paid");
  applies (s, "order.used", at - apart, OWN ("A2"));
}

static void
malformed_at (Shop       *s,
              const char *type,
              gint64      at,
              const char *data)
{
  const gint64 before = count_log (s);
  g_autoptr (VasShopResult) result = take (s, type, at, data);

  g_assert_cmpint (result->state, ==, VAS_SHOP_MALFORMED);
  g_assert_cmpstr (result->field, ==, "at");
  g_assert_cmpint (count_log (s), ==, before);
}

/* Nothing is done to an order or a request before there is one; two clocks may stand two minutes apart. */
static void
test_before (Shop          *s,
             gconstpointer  data)
{
  const gint64 at = s->office->now, apart = 2 * VAS_INSTANT_MINUTE;
  g_autoptr (VasShopResult) made = NULL;
  g_autofree char *own = NULL;

  applies (s, "order.made", at, ORDER ("A1"));
  applies (s, "order.made", at, ORDER ("A2"));
  malformed_at (s, "order.cancelled", at - apart - 1, OWN ("A2"));
  applies (s, "order.cancelled", at - apart, OWN ("A2"));

  applies (s, "order.paid", at, PAID ("A1", "1"));
  malformed_at (s, "request.made", at - apart - 1, REQUEST);
  made = take (s, "request.made", at - apart, REQUEST);
  g_assert_cmpint (made->state, ==, VAS_SHOP_APPLIED);
  own = g_strdup_printf ("{\"account\":\"80000217\",\"request\":\"%s\"}", made->request);
  malformed_at (s, "request.withdrawn", at - 2 * apart - 1, own);
  applies (s, "request.withdrawn", at - 2 * apart, own);
}

static VasCommand *
desk_command (Shop       *s,
              const char *type,
              const char *transaction,
              const char *number)
{
  g_autoptr (VasPayment) payment = get_payment (s, transaction);
  g_autoptr (VasOrder) order = get_order (s, number);
  VasCommand *command = vas_fixture_command (s->office, type, s->office->agent, NULL);

  vas_command_set_text (command, "payment", vas_entity_get_key (VAS_ENTITY (payment)));
  vas_command_set_text (command, "order", vas_entity_get_key (VAS_ENTITY (order)));
  vas_command_set_text (command, "reason", "用户来电");

  return command;
}

static void
test_early_by_person (Shop          *s,
                      gconstpointer  data)
{
  g_autoptr (VasCommand) match = NULL;
  g_autoptr (VasOrder) order = NULL;

  applies (s, "order.made", s->office->now, ORDER ("A1"));
  applies (s, "order.paid", s->office->now - 400 * VAS_INSTANT_DAY, PAID ("A1", "1"));
  match = desk_command (s, "payment.match", "1", "A1");
  vas_fixture_apply (s->office, match);
  order = get_order (s, "A1");
  g_assert_cmpint (order->paid_at, ==, s->office->now);
  g_assert_cmpint (order->valid_until, ==, vas_date_from_ymd (2026, 6, 8));
}

static void
test_match (Shop          *s,
            gconstpointer  data)
{
  g_autoptr (VasCommand) short_one = NULL;
  g_autoptr (VasCommand) exact = NULL;
  g_autoptr (VasCommand) again = NULL;
  g_autoptr (VasOrder) order = NULL;

  applies (s, "order.made", s->office->now, ORDER ("A1"));
  applies (s, "order.paid", s->office->now, "{\"order\":\"A1\",\"transaction\":\"1\",\"channel\":\"wechat\",\"amount\":9799}");
  applies (s, "order.paid", s->office->now, PAID ("NOWHERE", "2"));
  short_one = desk_command (s, "payment.match", "1", "A1");
  vas_fixture_refuse (s->office, short_one, "payment-amount-differs");
  exact = desk_command (s, "payment.match", "2", "A1");
  vas_fixture_apply (s->office, exact);
  order = get_order (s, "A1");
  g_assert_cmpint (order->state, ==, VAS_ORDER_STATE_PAID);
  g_assert_cmpint (order->valid_until, ==, vas_date_from_ymd (2026, 6, 8));
  again = desk_command (s, "payment.match", "2", "A1");
  vas_fixture_refuse (s->office, again, "payment-not-at-desk");
}

static void
test_reopen (Shop          *s,
             gconstpointer  data)
{
  g_autoptr (VasCommand) open = NULL;
  g_autoptr (VasCommand) withdrawn = NULL;
  g_autoptr (VasCommand) sold = NULL;
  g_autoptr (VasOrder) order = NULL;
  g_autoptr (VasPayment) payment = NULL;

  applies (s, "order.made", s->office->now, ORDER ("A1"));
  applies (s, "order.paid", s->office->now, PAID ("NOWHERE", "1"));
  open = desk_command (s, "payment.reopen", "1", "A1");
  vas_fixture_refuse (s->office, open, "order-not-closed");
  applies (s, "order.cancelled", s->office->now, OWN ("A1"));
  g_object_set (s->plan, "state", (gint64) VAS_SERVICE_STATE_WITHDRAWN, NULL);
  change (s, s->plan);
  withdrawn = desk_command (s, "payment.reopen", "1", "A1");
  vas_fixture_refuse (s->office, withdrawn, "plan-withdrawn");
  g_object_set (s->plan, "state", (gint64) VAS_SERVICE_STATE_ON_SALE, NULL);
  change (s, s->plan);
  sold = desk_command (s, "payment.reopen", "1", "A1");
  vas_fixture_apply (s->office, sold);
  order = get_order (s, "A1");
  payment = get_payment (s, "1");
  g_assert_cmpint (order->state, ==, VAS_ORDER_STATE_PAID);
  g_assert_cmpint (order->closed_at, ==, VAS_NONE);
  g_assert_cmpint (payment->state, ==, VAS_PAYMENT_STATE_MATCHED);
}

static void
test_terms (Shop          *s,
            gconstpointer  data)
{
  const gint64 from = s->office->now - VAS_INSTANT_DAY;
  g_autoptr (VasTerms) terms = g_object_new (VAS_TYPE_TERMS, "ver", (gint64) 1, "label", "2026 年 3 月版", "updated-on",
                                             (gint64) vas_instant_to_date (from), "effective-at", from, "state",
                                             (gint64) VAS_TERMS_STATE_SCHEDULED, NULL);
  const char *earlier = "2026 年 1 月版";
  const gint64 before_that = from - 30 * VAS_INSTANT_DAY;
  g_autoptr (VasTerms) in_force = g_object_new (VAS_TYPE_TERMS, "ver", (gint64) 1, "label", earlier, "updated-on",
                                                (gint64) vas_instant_to_date (before_that), "effective-at", before_that, "state",
                                                (gint64) VAS_TERMS_STATE_HISTORY, NULL);
  const char *accepted = "{\"account\":\"80000217\",\"terms\":\"2026 年 3 月版\",\"act\":\"order\"}";
  g_autoptr (VasOrder) before = NULL;
  g_autoptr (VasOrder) after = NULL;

  put (s, in_force);
  put (s, terms);
  refuses (s, "terms.accepted", from, accepted, "terms-not-in-force");
  g_object_set (terms, "state", (gint64) VAS_TERMS_STATE_CURRENT, NULL);
  change (s, terms);
  refuses (s, "terms.accepted", from - 1, accepted, "terms-not-in-force");
  applies (s, "terms.accepted", from, accepted);
  g_assert_cmpint (vas_fixture_count (s->office, "SELECT count (*) FROM acceptance"), ==, 1);

  applies (s, "order.made", from - 1, ORDER ("A1"));
  applies (s, "order.made", from, ORDER ("A2"));
  before = get_order (s, "A1");
  after = get_order (s, "A2");
  g_assert_cmpstr (before->terms_label, ==, earlier);
  g_assert_cmpstr (after->terms_label, ==, "2026 年 3 月版");
}

static void
test_window (Shop          *s,
             gconstpointer  data)
{
  g_autoptr (VasShopResult) made = NULL;
  g_autoptr (VasRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 at = s->office->now;

  applies (s, "order.made", at, ORDER ("A1"));
  applies (s, "order.paid", at, PAID ("A1", "1"));
  s->office->now = at + VAS_INSTANT_DAY + 1;
  refuses (s, "request.made", at, REQUEST, "window-late-arrival");
  s->office->now = at + VAS_INSTANT_DAY;
  made = take (s, "request.made", at, REQUEST);
  g_assert_cmpint (made->state, ==, VAS_SHOP_APPLIED);
  request = vas_table_find (s->office->sql, VAS_TYPE_REQUEST, "number", made->request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (request->requested_at, ==, at);
  g_assert_cmpint (request->received_at, ==, s->office->now);
  g_assert_cmpint (request->source, ==, VAS_REQUEST_SOURCE_SHOP);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_REVIEW);
  g_assert_null (request->entered_by);
  refuses (s, "request.made", s->office->now, REQUEST, "cap-exceeded");
}

/* “Begin anew” would meet the same again; it is a fault of the records. */
static void
test_damaged (Shop          *s,
              gconstpointer  data)
{
  g_autofree char *nowhere = new_key (s);
  g_autoptr (VasNotice) notice = g_object_new (VAS_TYPE_NOTICE, "ver", (gint64) 1, "account-key", nowhere, "kind",
                                               (gint64) VAS_NOTICE_KIND_OTHER, "channel", (gint64) VAS_NOTICE_CHANNEL_SITE, "text", "您好",
                                               "author-key", s->office->agent, "made-at", s->office->now, NULL);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_shop_feed_begin (s->office->sql, s->office->now, lines, &error));
  put (s, notice);
  g_assert_false (vas_shop_feed_begin (s->office->sql, s->office->now, lines, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, nowhere));
}

#define ADD(path, func) g_test_add (path, Shop, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/shop/item/the-same-again-is-done-once", test_once);
  ADD ("/shop/item/what-was-refused-stays-refused", test_refused_once);
  ADD ("/shop/item/the-same-key-with-other-contents-is-a-conflict", test_conflict);
  ADD ("/shop/item/what-names-an-unknown-record-may-come-again", test_unknown_later);
  ADD ("/shop/item/two-shops-have-keys-of-their-own", test_two_shops);
  ADD ("/shop/item/what-is-malformed-leaves-nothing-behind", test_malformed);
  ADD ("/shop/item/the-clock-of-the-shop-may-be-two-minutes-ahead", test_clock);
  ADD ("/shop/order/a-withdrawn-plan-or-service-sells-no-more-R6", test_withdrawn);
  ADD ("/shop/order/a-stopped-account-buys-and-uses-nothing-and-may-ask-for-its-fapiao-R12", test_stopped);
  ADD ("/shop/payment/late-is-from-the-end-of-the-term-on-R8", test_late);
  ADD ("/shop/payment/before-the-order-was-made-goes-to-the-desk-R8", test_early);
  ADD ("/shop/payment/early-and-matched-by-a-person-counts-from-the-order-on-R8-R10", test_early_by_person);
  ADD ("/shop/item/nothing-is-done-before-there-is-what-it-is-done-to", test_before);
  ADD ("/shop/payment/matched-by-a-person-only-at-its-price-R8", test_match);
  ADD ("/shop/payment/reopens-only-what-is-still-sold-R8", test_reopen);
  ADD ("/shop/terms/accepted-from-their-first-moment-on-R27", test_terms);
  ADD ("/shop/request/keeps-its-moment-for-a-day-and-the-cap-R15-R16", test_window);
  ADD ("/shop/feed/a-record-that-is-gone-is-a-fault-and-no-beginning-anew", test_damaged);
  return g_test_run ();
}
