/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entering invoice requests: R13 to R16 and R22, both sides of every edge. */

#include "vas-fixture.h"

#include "vas-command-type.h"
#include "vas-table.h"
#include "vas-time.h"
#include "vas-uuid.h"

typedef VasFixture *Fixture;

/* A request.enter with everything but its orders. */
static VasCommand *
enter (VasFixture *f,
       const char *actor)
{
  VasCommand *command = vas_fixture_command (f, "request.enter", actor, NULL);

  vas_command_set_text (command, "account", f->account);
  vas_command_set_text (command, "title_kind", "company");
  vas_command_set_text (command, "title", "示例科技(深圳) 有限公司");
  vas_command_set_text (command, "taxpayer_id", "91330100799655058B");
  vas_command_set_text (command, "delivery", "pickup");

  return command;
}

static VasCommand *
enter_one (VasFixture *f,
           const char *order,
           gint64      fen,
           const char *stated_order,
           gint64      stated_fen)
{
  VasCommand *command = enter (f, f->agent);

  vas_fixture_add_share (command, order, fen, stated_order, stated_fen);

  return command;
}

static void
move_to (VasFixture *f,
         const char *date,
         int         hour)
{
  VasDate day = 0;

  g_assert_true (vas_date_parse (date, &day, NULL));
  f->now = vas_date_start (day) + hour * VAS_INSTANT_HOUR;
}

static void
test_what_is_entered (Fixture       *fixture,
                      gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = enter_one (f, order, 19800, "4415", 19800);
  g_autoptr (VasReceipt) receipt = vas_fixture_save (f, command, 0);
  g_autofree char *key = NULL;
  g_autoptr (VasRequest) request = NULL;
  g_autofree char *due = NULL;

  g_assert_true (receipt->applied);
  key = vas_fixture_first_subject (receipt, f, VAS_TYPE_REQUEST);
  request = vas_fixture_get_request (f, key);
  due = vas_date_format (request->due);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_REVIEW);
  g_assert_cmpstr (request->title, ==, "示例科技（深圳）有限公司");
  g_assert_cmpint (request->amount, ==, 19800);
  g_assert_cmpstr (request->entered_by, ==, f->agent);
  g_assert_cmpstr (due, ==, "2026-03-31");
  g_assert_false (request->due_provisional);
}

static void
test_second_over_paid_is_refused (Fixture       *fixture,
                                  gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *first = vas_fixture_enter (f, order, 10000);
  g_autoptr (VasCommand) over = enter_one (f, order, 9801, "4415", 9801);
  g_autoptr (VasCommand) exact = enter_one (f, order, 9800, "4415", 9800);

  g_assert_nonnull (first);
  vas_fixture_refuse (f, over, "cap-exceeded");
  vas_fixture_apply (f, exact);
}

static void
test_rejected_frees_its_share (Fixture       *fixture,
                               gconstpointer  data)
{
  VasFixture *f = *fixture;
  const char *reasons[] = { "title-missing", NULL };
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *first = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) before = enter_one (f, order, 1, "4415", 1);
  g_autoptr (VasCommand) reject = vas_fixture_command (f, "request.reject", f->clerk, first);
  g_autoptr (VasCommand) after = enter_one (f, order, 19800, "4415", 19800);

  vas_fixture_refuse (f, before, "cap-exceeded");
  vas_command_set_texts (reject, "reasons", reasons);
  vas_command_set_text (reject, "text", "抬头不完整");
  vas_fixture_apply (f, reject);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM notice WHERE kind = 'rejected' AND state = 'queued'"), ==, 1);
  vas_fixture_apply (f, after);
}

static void
test_unpaid_is_refused (Fixture       *fixture,
                        gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, NULL);
  g_autoptr (VasCommand) command = enter_one (f, order, 19800, "4415", 19800);

  vas_fixture_refuse (f, command, "order-not-paid");
}

/* Nobody's request is refused by the rule, not by an error. */
static void
test_unknown_account (Fixture       *fixture,
                      gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *nobody = vas_uuid_v7 (f->now);
  g_autoptr (VasCommand) command = enter_one (f, order, 19800, "4415", 19800);

  vas_command_set_text (command, "account", nobody);
  vas_fixture_refuse (f, command, "account-unknown");
}

static void
test_nothing_is_no_amount (Fixture       *fixture,
                           gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autoptr (VasCommand) nothing = enter_one (f, order, 0, "4415", VAS_NONE);
  g_autoptr (VasCommand) fen = enter_one (f, order, 1, "4415", VAS_NONE);

  vas_fixture_refuse (f, nothing, "amount-not-positive");
  vas_fixture_apply (f, fen);
}

static void
test_schema_guards_the_cap (Fixture       *fixture,
                            gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (key);
  g_assert_false (vas_sql_exec (f->sql, "UPDATE share SET amount = amount + 1", &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  g_assert_nonnull (strstr (error->message, "R15"));
}

/* Paid on 2025-03-10: the year ends on 2026-03-10 at 24:00. */
static void
test_last_day_of_the_year (Fixture       *fixture,
                           gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025031010004415", 19800, "2025-03-10");
  g_autofree char *earlier = vas_fixture_add_order (f, "2025030910004415", 19800, "2025-03-09");
  g_autoptr (VasCommand) in_time = NULL;
  g_autoptr (VasCommand) late = NULL;
  g_autoptr (VasCommand) with_late = NULL;

  f->now = vas_date_end (vas_instant_to_date (f->now)) - 1;
  in_time = enter_one (f, order, 10000, "4415", 10000);
  vas_fixture_apply (f, in_time);
  with_late = enter_one (f, order, 100, "4415", 100);
  vas_fixture_add_share (with_late, earlier, 19800, "4415", 19800);
  vas_fixture_refuse (f, with_late, "window-missed");

  f->now++;
  late = enter_one (f, order, 9800, "4415", 9800);
  vas_fixture_refuse (f, late, "window-missed");
}

/* Paid on 2025-02-14: the last day, 2026-02-14, is a Saturday made a working day; on 2025-02-15 it moves past the festival. */
static void
test_last_day_moves (Fixture       *fixture,
                     gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025021410004415", 19800, "2025-02-14");
  g_autofree char *moved = vas_fixture_add_order (f, "2025021510004416", 19800, "2025-02-15");
  g_autoptr (VasCommand) late = NULL;
  g_autoptr (VasCommand) kept = NULL;
  g_autoptr (VasCommand) over = NULL;

  move_to (f, "2026-02-24", 23);
  late = enter_one (f, order, 19800, "4415", 19800);
  vas_fixture_refuse (f, late, "window-missed");
  kept = enter_one (f, moved, 19800, "4416", 19800);
  vas_fixture_apply (f, kept);
  move_to (f, "2026-02-25", 0);
  over = enter_one (f, moved, 19800, "4416", 19800);
  vas_fixture_refuse (f, over, "window-missed");
}

static char *
reject_it (VasFixture *f,
           const char *order)
{
  const char *reasons[] = { "taxpayer-id", NULL };
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) reject = vas_fixture_command (f, "request.reject", f->clerk, key);

  vas_command_set_texts (reject, "reasons", reasons);
  vas_command_set_text (reject, "text", "税号有误");
  vas_fixture_apply (f, reject);

  return g_steal_pointer (&key);
}

/* Rejected on 2026-03-10, the last day of the year: until 2026-03-31 a correction keeps the first moment. */
static void
test_correction_keeps_its_moment (Fixture       *fixture,
                                  gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025031010004415", 19800, "2025-03-10");
  g_autofree char *rejected = reject_it (f, order);
  g_autoptr (VasCommand) late = NULL;
  g_autoptr (VasCommand) in_time = NULL;
  g_autoptr (VasReceipt) receipt = NULL;
  g_autofree char *key = NULL;
  g_autoptr (VasRequest) request = NULL;
  g_autoptr (VasRequest) first = vas_fixture_get_request (f, rejected);

  move_to (f, "2026-04-01", 0);
  late = enter_one (f, order, 19800, "4415", 19800);
  vas_command_set_text (late, "corrects", rejected);
  vas_fixture_refuse (f, late, "window-missed");

  move_to (f, "2026-03-31", 23);
  in_time = enter_one (f, order, 19800, "4415", 19800);
  vas_command_set_text (in_time, "corrects", rejected);
  receipt = vas_fixture_save (f, in_time, 0);
  g_assert_true (receipt->applied);
  key = vas_fixture_first_subject (receipt, f, VAS_TYPE_REQUEST);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (request->requested_at, ==, first->requested_at);
  g_assert_cmpint (request->received_at, ==, f->now);
  g_assert_cmpstr (request->corrects_key, ==, rejected);
}

static void
test_correction_of_other_orders (Fixture       *fixture,
                                 gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *other = vas_fixture_add_order (f, "2025060110004416", 19800, "2025-06-01");
  g_autofree char *rejected = reject_it (f, order);
  g_autoptr (VasCommand) command = enter_one (f, other, 19800, "4416", 19800);

  vas_command_set_text (command, "corrects", rejected);
  vas_fixture_refuse (f, command, "corrects-other-orders");
}

static void
test_correction_of_an_open_one (Fixture       *fixture,
                                gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *open = vas_fixture_enter (f, order, 10000);
  g_autoptr (VasCommand) command = enter_one (f, order, 9800, "4415", 9800);

  vas_command_set_text (command, "corrects", open);
  vas_fixture_refuse (f, command, "corrects-open-request");
}

static void
test_late_arrival (Fixture       *fixture,
                   gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autoptr (VasCommand) in_time = enter_one (f, order, 5000, "4415", 5000);
  g_autoptr (VasCommand) late = enter_one (f, order, 5000, "4415", 5000);
  g_autoptr (VasReceipt) refused = NULL;

  f->now += VAS_INSTANT_DAY;
  vas_fixture_apply (f, in_time);
  f->now += 1;
  refused = vas_fixture_save (f, late, 0);
  g_assert_false (refused->applied);
  g_assert_nonnull (vas_verdict_find_code (refused->verdict, "window-late-arrival"));
}

static void
test_stated (Fixture       *fixture,
             gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autoptr (VasCommand) amount = enter_one (f, order, 19800, "4415", 19801);
  g_autoptr (VasCommand) number = enter_one (f, order, 19800, "4416", 19800);
  g_autoptr (VasCommand) nothing = enter_one (f, order, 19800, NULL, VAS_NONE);
  g_autoptr (VasCommand) acknowledged = enter_one (f, order, 9900, NULL, VAS_NONE);
  g_autoptr (VasCommand) right = enter_one (f, order, 9900, "4415", 9900);

  vas_fixture_refuse (f, amount, "stated-amount-differs");
  vas_fixture_refuse (f, number, "stated-service-differs");
  vas_fixture_refuse (f, nothing, "stated-nothing");
  vas_command_acknowledge (acknowledged, "stated-nothing");
  vas_fixture_apply (f, acknowledged);
  vas_fixture_apply (f, right);
}

/* What is asked for is what was stated; the record is what was paid. */
static void
test_stated_over_paid (Fixture       *fixture,
                       gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autoptr (VasCommand) over = enter_one (f, order, 19801, "4415", 19801);
  g_autoptr (VasCommand) exact = enter_one (f, order, 19800, "4415", 19800);
  g_autoptr (VasReceipt) refused = vas_fixture_save (f, over, 0);
  g_autoptr (VasReceipt) taken = vas_fixture_save (f, exact, 0);
  VasFinding *finding = vas_verdict_find_code (refused->verdict, "stated-amount-differs");

  g_assert_false (refused->applied);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->outcome, ==, VAS_OUTCOME_FAIL);
  g_assert_null (vas_verdict_find_code (refused->verdict, "stated-sum-agrees"));
  g_assert_true (taken->applied);
  g_assert_nonnull (vas_verdict_find_code (taken->verdict, "stated-sum-agrees"));
}

static void
test_title_and_id (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct {
    const char *kind, *id, *code;
  } cases[] = {
    { "company", NULL, "taxpayer-id-missing" },
    { "company", "914403001922038217", "taxpayer-id-wrong-check" },
    { "company", "91440300192203821", NULL },
    { "company", "9144030019220382O6", "taxpayer-id-malformed" },
    { "company", "91440300 1922038216", NULL },
    { "body", NULL, NULL },
    { "body", "1", "taxpayer-id-malformed" },
    { "personal", NULL, NULL },
  };
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VasCommand) command = enter_one (f, order, 100, "4415", 100);

      json_object_remove_member (vas_command_get_args (command), "taxpayer_id");
      vas_command_set_text (command, "title_kind", cases[i].kind);
      vas_command_set_text (command, "taxpayer_id", cases[i].id);
      vas_command_acknowledge (command, "title-differs-from-earlier");
      vas_command_acknowledge (command, "taxpayer-id-old");
      if (cases[i].code != NULL)
        vas_fixture_refuse (f, command, cases[i].code);
      else
        vas_fixture_apply (f, command);
    }
}

static void
test_another_title_is_asked_about (Fixture       *fixture,
                                   gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autoptr (VasCommand) first = enter_one (f, order, 100, "4415", 100);
  g_autoptr (VasCommand) same = enter_one (f, order, 100, "4415", 100);
  g_autoptr (VasCommand) other = enter_one (f, order, 100, "4415", 100);

  vas_fixture_apply (f, first);
  vas_command_set_text (same, "title", "示例科技（深圳）有限公司");
  vas_fixture_apply (f, same);
  vas_command_set_text (other, "title", "示例网络（深圳）有限公司");
  vas_fixture_refuse (f, other, "title-differs-from-earlier");
}

/* A desk may have let go what was withdrawn, and would come to another verdict than its server. */
static void
test_a_withdrawn_title_is_no_precedent (Fixture       *fixture,
                                        gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = NULL;
  g_autoptr (VasCommand) first = enter_one (f, order, 100, "4415", 100);
  g_autoptr (VasCommand) other = enter_one (f, order, 100, "4415", 100);
  g_autoptr (VasCommand) withdraw = NULL;
  g_autoptr (VasReceipt) receipt = vas_fixture_save (f, first, 0);

  g_assert_true (receipt->applied);
  key = vas_fixture_first_subject (receipt, f, VAS_TYPE_REQUEST);
  withdraw = vas_fixture_command (f, "request.withdraw", f->agent, key);
  vas_fixture_apply (f, withdraw);
  vas_command_set_text (other, "title", "示例网络（深圳）有限公司");
  vas_fixture_apply (f, other);
}

static void
test_recipient (Fixture       *fixture,
                gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autoptr (VasCommand) missing = enter_one (f, order, 100, "4415", 100);
  g_autoptr (VasCommand) mobile = enter_one (f, order, 100, "4415", 100);

  vas_command_set_text (missing, "delivery", "courier");
  vas_fixture_refuse (f, missing, "recipient-missing");
  vas_command_set_text (mobile, "delivery", "courier");
  vas_command_set_text (mobile, "recipient_name", "单晓明");
  vas_command_set_text (mobile, "recipient_mobile", "12800138000");
  vas_command_set_text (mobile, "recipient_address", "广东省深圳市南山区示例路 1 号");
  vas_fixture_refuse (f, mobile, "recipient-mobile-malformed");
}

static void
test_bad_arguments (Fixture       *fixture,
                    gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autoptr (VasCommand) twice = enter_one (f, order, 100, "4415", 100);
  g_autoptr (VasCommand) unknown = enter_one (f, order, 100, "4415", 100);
  g_autoptr (VasCommand) missing = vas_fixture_command (f, "request.approve", f->clerk, NULL);
  VasCommand *commands[] = { twice, unknown, missing };
  const char *names[] = { "shares", "colour", "request" };

  vas_fixture_add_share (twice, order, 100, "4415", 100);
  vas_command_set_text (unknown, "colour", "red");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VasCommand) command = g_object_ref (commands[i]);
      g_autoptr (VasVerdict) verdict = NULL;
      g_autoptr (VasRun) run = vas_run_new (f->sql, command, f->now, FALSE, &error);

      if (run != NULL)
        verdict = vas_run_judge (run, &error);
      g_assert_null (verdict);
      g_assert_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT);
      g_assert_nonnull (strstr (error->message, names[i]));
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/request/enter/goes-to-review-with-its-term-R19", test_what_is_entered);
  ADD ("/request/cap/second-request-over-paid-is-refused-R15", test_second_over_paid_is_refused);
  ADD ("/request/cap/rejected-frees-its-share-R15", test_rejected_frees_its_share);
  ADD ("/request/cap/unpaid-order-is-refused-R15", test_unpaid_is_refused);
  ADD ("/request/stated/of-an-account-that-is-known-R13", test_unknown_account);
  ADD ("/request/amount/above-nothing-R14", test_nothing_is_no_amount);
  ADD ("/request/cap/schema-guards-it-too-R15", test_schema_guards_the_cap);
  ADD ("/request/window/ends-with-the-day-a-year-after-payment-R16", test_last_day_of_the_year);
  ADD ("/request/window/last-day-moves-to-a-working-day-R16", test_last_day_moves);
  ADD ("/request/window/correction-in-time-keeps-the-first-moment-R16", test_correction_keeps_its_moment);
  ADD ("/request/window/correction-covers-the-same-orders-R16", test_correction_of_other_orders);
  ADD ("/request/window/only-an-ended-request-is-corrected-R16", test_correction_of_an_open_one);
  ADD ("/request/window/arrival-after-a-day-needs-the-supervisor-R16", test_late_arrival);
  ADD ("/request/stated/must-agree-with-the-record-R13", test_stated);
  ADD ("/request/stated/more-than-was-paid-does-not-agree-R13", test_stated_over_paid);
  ADD ("/request/title/id-is-checked-by-kind-R14", test_title_and_id);
  ADD ("/request/title/another-title-with-the-same-id-is-asked-about", test_another_title_is_asked_about);
  ADD ("/request/title/one-that-was-withdrawn-is-no-precedent-R14", test_a_withdrawn_title_is_no_precedent);
  ADD ("/request/recipient/mailing-needs-name-mobile-address-R22", test_recipient);
  ADD ("/request/arguments/wrong-ones-are-named", test_bad_arguments);
  return g_test_run ();
}
