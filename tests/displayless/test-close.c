/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The evening close, the totals of a month (R20), and the closing of unpaid orders (R7). */

#include "vas-fixture-paper.h"

#include "vas-close-store.h"
#include "vas-day-close.h"
#include "vas-table.h"
#include "vas-time.h"

#include <string.h>

static VasCommand *
count_paper (VasFixture *f,
             gint64      counted)
{
  VasCommand *command = vas_fixture_command (f, "close.count", f->clerk, NULL);

  vas_command_set_text (command, "point", VAS_FIXTURE_POINT);
  vas_command_set_int (command, "counted", counted);

  return command;
}

static VasDayClose *
get_close (VasFixture *f,
           VasDate     day)
{
  return vas_table_find_int (f->sql, VAS_TYPE_DAY_CLOSE, "day", day, NULL);
}

static void
void_one (VasFixture *f,
          const char *number)
{
  g_autoptr (VasCommand) command = vas_fixture_on_sheet (f, "fapiao.void", f->clerk, number);

  vas_command_set_text (command, "reason", "打错");
  vas_fixture_apply (f, command);
}

static void
void_blank (VasFixture *f,
            const char *number)
{
  g_autoptr (VasCommand) command = vas_fixture_command (f, "stock.void", f->clerk, NULL);

  vas_command_set_text (command, "point", VAS_FIXTURE_POINT);
  vas_command_set_text (command, "code", VAS_FIXTURE_CODE);
  vas_command_set_text (command, "number", number);
  vas_command_set_text (command, "reason", "撕破");
  vas_fixture_apply (f, command);
}

/* Day one: 20 received, 101 and 102 issued, 102 voided again, 103 ruined blank, 104 bound. Day two: 101 voided, 105 issued. */
static void
work_two_days (VasFixture *f)
{
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *three = NULL;
  g_autofree char *four = NULL;
  g_autoptr (VasCommand) first = NULL;
  g_autoptr (VasCommand) second = NULL;

  vas_fixture_receive (f, "00000101", "00000120");
  one = vas_fixture_enter_issued (f, order, 5000);
  two = vas_fixture_enter_issued (f, order, 6000);
  void_one (f, "00000102");
  void_blank (f, "00000103");
  three = vas_fixture_enter_bound (f, order, 7000);
  first = count_paper (f, 17);
  vas_fixture_apply (f, first);

  f->now += VAS_INSTANT_DAY;
  void_one (f, "00000101");
  four = vas_fixture_enter_issued (f, order, 8000);
  second = count_paper (f, 16);
  vas_fixture_apply (f, second);
}

static void
test_figures (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  const VasDate day = vas_instant_to_date (f->now);
  g_autoptr (VasDayClose) one = NULL;
  g_autoptr (VasDayClose) two = NULL;

  work_two_days (f);
  one = get_close (f, day);
  g_assert_cmpint (one->opening, ==, 0);
  g_assert_cmpint (one->received, ==, 20);
  g_assert_cmpint (one->issued, ==, 1);
  g_assert_cmpint (one->voided, ==, 2);
  g_assert_cmpint (one->remaining, ==, 17);
  g_assert_cmpint (one->blue, ==, 11000);
  g_assert_cmpint (one->void_amount, ==, 6000);
  g_assert_cmpint (one->red, ==, 0);

  two = get_close (f, day + 1);
  g_assert_cmpint (two->opening, ==, 17);
  g_assert_cmpint (two->received, ==, 0);
  g_assert_cmpint (two->issued, ==, 1);
  g_assert_cmpint (two->voided, ==, 0);
  g_assert_cmpint (two->remaining, ==, 16);
  g_assert_cmpint (two->blue, ==, 8000);
  g_assert_cmpint (two->void_amount, ==, 5000);
}

static void
test_open_items (VasFixture    **fixture,
                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasDayClose) two = NULL;

  work_two_days (f);
  two = get_close (f, vas_instant_to_date (f->now));
  g_assert_nonnull (strstr (two->open_items, "\"kind\":\"photo-missing\",\"case\":\"KP2603-000004\",\"fapiao\":\"044001900104 00000105\""));
  g_assert_nonnull (strstr (two->open_items, "\"kind\":\"without-place\",\"case\":\"KP2603-000004\""));
  g_assert_nonnull (strstr (two->open_items, "\"kind\":\"bound\",\"case\":\"KP2603-000003\",\"fapiao\":\"044001900104 00000104\""));
  g_assert_nonnull (strstr (two->open_items, "\"kind\":\"case-open\",\"case\":\"KP2603-000004\""));
  g_assert_null (strstr (two->open_items, "00000101"));
  g_assert_null (strstr (two->open_items, "00000102"));
}

static void
test_nothing_left_open (VasFixture    **fixture,
                        gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *key = NULL;
  g_autoptr (VasCommand) count = NULL;
  g_autoptr (VasDayClose) record = NULL;

  vas_fixture_receive (f, "00000101", "00000120");
  key = vas_fixture_enter_issued (f, order, 5000);
  g_assert_nonnull (key);
  g_assert_true (vas_sql_exec (f->sql, "UPDATE fapiao SET photo = 'x', place = 'envelope'", NULL));
  g_assert_true (vas_sql_exec (f->sql, "UPDATE request SET state = 'done'", NULL));
  count = count_paper (f, 19);
  vas_fixture_apply (f, count);
  record = get_close (f, vas_instant_to_date (f->now));
  g_assert_cmpstr (record->open_items, ==, "[]");
}

static void
test_count_must_agree (VasFixture    **fixture,
                       gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) one_less = count_paper (f, 19);
  g_autoptr (VasCommand) one_more = count_paper (f, 21);
  g_autoptr (VasCommand) acknowledged = count_paper (f, 19);
  g_autoptr (VasCommand) with_reason = count_paper (f, 19);
  g_autoptr (VasCommand) knowing = count_paper (f, 19);
  g_autoptr (VasCommand) again = count_paper (f, 20);
  g_autoptr (VasCommand) by_agent = vas_fixture_command (f, "close.count", f->agent, NULL);
  g_autoptr (VasDayClose) record = NULL;

  vas_fixture_receive (f, "00000101", "00000120");
  vas_fixture_refuse (f, one_less, "stock-differs");
  vas_fixture_refuse (f, one_more, "stock-differs");
  vas_command_acknowledge (acknowledged, "stock-differs");
  vas_fixture_refuse (f, acknowledged, "stock-differs");
  vas_command_set_text (with_reason, "reason", "少一张，明早再查");
  vas_fixture_refuse (f, with_reason, "stock-differs");
  vas_command_set_text (by_agent, "point", VAS_FIXTURE_POINT);
  vas_command_set_int (by_agent, "counted", 20);
  vas_fixture_refuse (f, by_agent, "role-missing");

  vas_command_set_text (knowing, "reason", "少一张，明早再查");
  vas_command_acknowledge (knowing, "stock-differs");
  vas_fixture_apply (f, knowing);
  record = get_close (f, vas_instant_to_date (f->now));
  g_assert_cmpint (record->counted, ==, 19);
  g_assert_cmpint (record->remaining, ==, 20);
  vas_fixture_refuse (f, again, "close-twice");
}

static VasCommand *
take_over (VasFixture *f,
           const char *actor)
{
  VasCommand *command = vas_fixture_command (f, "close.take", actor, NULL);
  g_autoptr (VasDayClose) record = get_close (f, vas_instant_to_date (f->now));

  vas_command_set_text (command, "close", vas_entity_get_key (VAS_ENTITY (record)));

  return command;
}

static void
test_another_takes_over (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) count = count_paper (f, 20);
  g_autoptr (VasCommand) same = NULL;
  g_autoptr (VasCommand) by_agent = NULL;
  g_autoptr (VasCommand) other = NULL;
  g_autoptr (VasCommand) twice = NULL;
  g_autoptr (VasDayClose) record = NULL;
  g_autofree char *query = NULL;

  vas_fixture_receive (f, "00000101", "00000120");
  vas_fixture_apply (f, count);
  same = take_over (f, f->clerk);
  vas_fixture_refuse (f, same, "closer-takes-over");
  by_agent = take_over (f, f->agent);
  vas_fixture_refuse (f, by_agent, "role-missing");
  other = take_over (f, f->second_clerk);
  vas_fixture_apply (f, other);
  twice = take_over (f, f->supervisor);
  vas_fixture_refuse (f, twice, "close-taken");
  record = get_close (f, vas_instant_to_date (f->now));
  g_assert_cmpstr (record->taken_by, ==, f->second_clerk);
  g_assert_cmpint (record->taken_at, ==, f->now);
  query = g_strdup_printf ("SELECT count (*) FROM stock WHERE received_by = '%s' AND handed_by = '%s'", f->second_clerk, f->clerk);
  g_assert_cmpint (vas_fixture_count (f, query), ==, 1);
}

static void
test_month_totals (VasFixture    **fixture,
                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) red = NULL;
  VasStockTotals march, april, elsewhere;

  work_two_days (f);
  f->now = vas_date_start (vas_date_from_ymd (2026, 4, 1));
  red = vas_fixture_on_sheet (f, "fapiao.void", f->supervisor, "00000105");
  vas_command_set_text (red, "reason", "打错");
  vas_command_set_text (red, "red_code", VAS_FIXTURE_CODE);
  vas_command_set_text (red, "red_number", "00000106");
  vas_fixture_apply (f, red);

  g_assert_true (vas_close_totals (f->sql, NULL, vas_date_from_ymd (2026, 3, 1), vas_date_from_ymd (2026, 3, 31), &march, NULL));
  g_assert_true (vas_close_totals (f->sql, VAS_FIXTURE_POINT, vas_date_from_ymd (2026, 4, 1), vas_date_from_ymd (2026, 4, 30),
                                   &april, NULL));
  g_assert_true (vas_close_totals (f->sql, "二号窗口", vas_date_from_ymd (2026, 3, 1), vas_date_from_ymd (2026, 3, 31), &elsewhere,
                                   NULL));
  g_assert_cmpint (march.n_blue, ==, 3);
  g_assert_cmpint (march.blue, ==, 19000);
  g_assert_cmpint (march.n_void, ==, 2);
  g_assert_cmpint (march.void_amount, ==, 11000);
  g_assert_cmpint (march.n_red, ==, 0);
  g_assert_cmpint (april.n_blue, ==, 0);
  g_assert_cmpint (april.n_red, ==, 1);
  g_assert_cmpint (april.red, ==, 8000);
  g_assert_cmpint (elsewhere.n_blue, ==, 0);
}

static void
test_agent_closes_unpaid (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *unpaid = vas_fixture_add_order (f, "2026031010000001", 9800, NULL);
  g_autofree char *paid = vas_fixture_add_order (f, "2026031010000002", 9800, "2026-03-10");
  g_autoptr (VasCommand) close = vas_fixture_command (f, "order.close", f->agent, NULL);
  g_autoptr (VasCommand) again = vas_fixture_command (f, "order.close", f->agent, NULL);
  g_autoptr (VasCommand) of_paid = vas_fixture_command (f, "order.close", f->agent, NULL);
  g_autoptr (VasCommand) by_clerk = vas_fixture_command (f, "order.close", f->clerk, NULL);
  VasCommand *on_unpaid[] = { close, again, by_clerk };
  g_autoptr (VasOrder) order = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (on_unpaid); i++)
    {
      vas_command_set_text (on_unpaid[i], "order", unpaid);
      vas_command_set_text (on_unpaid[i], "reason", "用户取消");
    }
  vas_command_set_text (of_paid, "order", paid);
  vas_command_set_text (of_paid, "reason", "用户取消");
  vas_fixture_refuse (f, by_clerk, "role-missing");
  vas_fixture_refuse (f, of_paid, "order-not-unpaid");
  vas_fixture_apply (f, close);
  vas_fixture_refuse (f, again, "order-not-unpaid");
  order = vas_table_get (f->sql, VAS_TYPE_ORDER, unpaid, NULL);
  g_assert_cmpint (order->state, ==, VAS_ORDER_STATE_CLOSED);
  g_assert_cmpint (order->closed_at, ==, f->now);
}

static VasCommand *
expire (VasFixture *f,
        const char *actor,
        const char *order)
{
  VasCommand *command = vas_fixture_command (f, "order.expire", actor, NULL);

  vas_command_set_text (command, "order", order);

  return command;
}

/* Made on 2026-03-10; the thirtieth day, 9 April, is a Thursday. */
static void
test_clock_closes_after_30_days (VasFixture    **fixture,
                                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *unpaid = vas_fixture_add_order (f, "2026031010000001", 9800, NULL);
  g_autofree char *paid = vas_fixture_add_order (f, "2026031010000002", 9800, "2026-03-10");
  g_autoptr (VasCommand) early = NULL;
  g_autoptr (VasCommand) by_person = NULL;
  g_autoptr (VasCommand) of_paid = NULL;
  g_autoptr (VasCommand) due = NULL;

  f->now = vas_date_end (vas_date_from_ymd (2026, 4, 9)) - 1;
  early = expire (f, "system", unpaid);
  vas_fixture_refuse (f, early, "order-not-due");
  f->now += 1;
  by_person = expire (f, f->supervisor, unpaid);
  vas_fixture_refuse (f, by_person, "role-missing");
  of_paid = expire (f, "system", paid);
  vas_fixture_refuse (f, of_paid, "order-not-unpaid");
  due = expire (f, "system", unpaid);
  vas_fixture_apply (f, due);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM orders WHERE state = 'closed'"), ==, 1);
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/close/every-sheet-is-counted-once-R20", test_figures);
  ADD ("/close/what-is-left-open-is-listed-R20", test_open_items);
  ADD ("/close/nothing-left-open-is-said", test_nothing_left_open);
  ADD ("/close/the-count-agrees-or-has-a-reason-R20", test_count_must_agree);
  ADD ("/close/another-person-takes-over-R20", test_another_takes_over);
  ADD ("/close/a-month-has-totals-of-blue-void-red-R20", test_month_totals);
  ADD ("/close/order/an-agent-closes-an-unpaid-one-R7", test_agent_closes_unpaid);
  ADD ("/close/order/the-clock-closes-after-thirty-days-R7", test_clock_closes_after_30_days);
  return g_test_run ();
}
