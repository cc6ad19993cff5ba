/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R29: requests about personal data: their terms and their answers, corrections and copies. What an erasure does is in test-erasure.c. */

#include "vas-asked.h"

#include "vas-calendar-day.h"
#include "vas-period.h"
#include "vas-personal-copy.h"
#include "vas-table.h"
#include "vas-uuid.h"

static void
test_term (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) ahead = vas_asked_new (f, f->clerk, "copy", "2026-03-11");
  g_autoptr (VasCommand) command = vas_asked_new (f, f->agent, "copy", "2026-03-10");
  g_autoptr (VasPersonalRequest) request = NULL;

  vas_fixture_refuse (f, ahead, "personal-not-yet");
  vas_fixture_apply (f, command);
  request = vas_asked_get (f);
  g_assert_cmpstr (request->number, ==, "GR2603-0001");
  g_assert_cmpint (request->state, ==, VAS_PERSONAL_STATE_OPEN);
  g_assert_cmpint (request->due, ==, vas_date_from_ymd (2026, 3, 31));
}

/* Fifteen working days over the Spring Festival are more than thirty days: the shorter counts. */
static void
test_term_of_thirty_days (void)
{
  const VasCalendarException none[] = { { vas_date_from_ymd (2026, 10, 1), VAS_DAY_KIND_HOLIDAY, "x", "x" }, };
  g_autoptr (VasCalendarBuilder) builder = vas_calendar_builder_new ();
  g_autoptr (VasCalendar) plain = vas_calendar_new (none, 1, NULL);
  g_autoptr (VasCalendar) closed = NULL;
  const VasDate monday = vas_date_from_ymd (2026, 3, 2);

  for (int i = 1; i <= 21; i++)
    {
      const VasCalendarException day = { vas_date_add_days (monday, i), VAS_DAY_KIND_HOLIDAY, "x", "x" };

      g_assert_true (vas_calendar_builder_add (builder, &day, NULL));
    }
  closed = vas_calendar_builder_end (g_steal_pointer (&builder));
  g_assert_cmpint (vas_period_personal_term (plain, monday, 15, NULL), ==, vas_date_from_ymd (2026, 3, 23));
  g_assert_cmpint (vas_period_personal_term (plain, monday, 1, NULL), ==, vas_date_from_ymd (2026, 3, 3));
  g_assert_cmpint (vas_period_personal_term (closed, monday, 15, NULL), ==, vas_date_from_ymd (2026, 4, 1));
}

static void
import_day (VasFixture *f,
            int         year,
            int         month,
            int         day,
            VasDayKind  kind)
{
  g_autoptr (VasCommand) command = vas_fixture_command (f, "import.calendar", f->administrator, NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *key = vas_uuid_derive (vas_command_get_id (command), "day", f->now);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, vas_command_get_id (command), -1);
  VasCalendarDay *row = g_object_new (VAS_TYPE_CALENDAR_DAY, "key", key, "ver", (gint64) 1, "kind", (gint64) kind, "name", "x",
                                      "source-doc", "x", NULL);

  row->date = vas_date_from_ymd (year, month, day);
  g_ptr_array_add (rows, row);
  vas_command_set_text (command, "file", "calendar");
  vas_command_set_text (command, "sha256", digest);
  vas_command_set_int (command, "batch", 1);
  vas_command_set_payload (command, digest, rows);
  vas_fixture_apply (f, command);
}

/* 2026-03-14 is a Saturday, 2026-03-12 a Thursday. */
static void
test_calendar_moves (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) before = vas_asked_opened (f, "copy");
  g_autoptr (VasPersonalRequest) shorter = NULL;
  g_autoptr (VasPersonalRequest) later = NULL;

  g_assert_cmpint (before->due, ==, vas_date_from_ymd (2026, 3, 31));
  import_day (f, 2026, 3, 14, VAS_DAY_KIND_WORKDAY);
  shorter = vas_asked_get (f);
  g_assert_cmpint (shorter->due, ==, vas_date_from_ymd (2026, 3, 31));
  import_day (f, 2026, 3, 12, VAS_DAY_KIND_HOLIDAY);
  import_day (f, 2026, 3, 13, VAS_DAY_KIND_HOLIDAY);
  later = vas_asked_get (f);
  g_assert_cmpint (later->due, ==, vas_date_from_ymd (2026, 4, 1));
}

static void
test_answer (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) request = vas_asked_opened (f, "copy");
  g_autoptr (VasCommand) stranger = vas_asked_say (f, "personal.answer", f->second_clerk, request);
  g_autoptr (VasCommand) own = vas_asked_say (f, "personal.answer", f->clerk, request);
  g_autoptr (VasCommand) twice = vas_asked_say (f, "personal.refuse", f->supervisor, request);
  g_autoptr (VasPersonalRequest) answered = NULL;

  vas_fixture_refuse (f, stranger, "personal-not-own");
  vas_fixture_apply (f, own);
  answered = vas_asked_get (f);
  g_assert_cmpint (answered->state, ==, VAS_PERSONAL_STATE_ANSWERED);
  g_assert_cmpstr (answered->answer, ==, "已按请求办理");
  g_assert_cmpstr (answered->answered_by, ==, f->clerk);
  g_assert_cmpint (answered->answered_at, ==, f->now);
  vas_fixture_refuse (f, twice, "personal-ended");
}

static void
test_refusal_and_withdrawal (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  const char *type = data;
  g_autoptr (VasPersonalRequest) request = vas_asked_opened (f, "erasure");
  g_autoptr (VasCommand) command = vas_asked_say (f, type, f->supervisor, request);
  g_autoptr (VasPersonalRequest) ended = NULL;

  vas_fixture_apply (f, command);
  ended = vas_asked_get (f);
  g_assert_cmpint (ended->state, ==, g_str_equal (type, "personal.refuse") ? VAS_PERSONAL_STATE_REFUSED : VAS_PERSONAL_STATE_WITHDRAWN);
  g_assert_cmpstr (ended->answer, ==, "已按请求办理");
}

static void
test_correct (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) request = vas_asked_opened (f, "correction");
  g_autoptr (VasCommand) nothing = vas_asked_act (f, "personal.correct", f->clerk, request);
  g_autoptr (VasCommand) wrong = vas_asked_act (f, "personal.correct", f->clerk, request);
  g_autoptr (VasCommand) address = vas_asked_act (f, "personal.correct", f->clerk, request);
  g_autoptr (VasCommand) command = vas_asked_act (f, "personal.correct", f->clerk, request);
  g_autoptr (VasAccount) account = NULL;

  vas_command_set_text (wrong, "mobile", "1381234123");
  vas_command_set_text (address, "email", "shan@@example.invalid");
  vas_command_set_text (command, "name", "单小明");
  vas_command_set_text (command, "mobile", "139 1111 2222");
  vas_command_set_text (command, "email", "shan@example.invalid");
  vas_fixture_refuse (f, nothing, "personal-nothing-given");
  vas_fixture_refuse (f, wrong, "personal-mobile-malformed");
  vas_fixture_refuse (f, address, "personal-email-malformed");
  vas_fixture_apply (f, command);
  account = vas_asked_get_account (f);
  g_assert_cmpstr (account->name, ==, "单小明");
  g_assert_cmpstr (account->mobile, ==, "13911112222");
  g_assert_cmpstr (account->mobile_masked, ==, "139****2222");
  g_assert_cmpstr (account->mobile_last4, ==, "2222");
  g_assert_cmpstr (account->email, ==, "shan@example.invalid");
}

static void
test_kinds (VasFixture    **fixture,
            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) request = vas_asked_opened (f, "erasure");
  g_autoptr (VasCommand) answer = vas_asked_say (f, "personal.answer", f->clerk, request);
  g_autoptr (VasCommand) correct = vas_asked_act (f, "personal.correct", f->clerk, request);
  g_autoptr (VasCommand) copy = vas_asked_act (f, "personal.copy", f->clerk, request);

  vas_command_set_text (correct, "name", "单小明");
  vas_command_set_int (copy, "rows", 1);
  vas_command_set_text (copy, "digest", "x");
  vas_fixture_refuse (f, answer, "personal-answer-erases");
  vas_fixture_refuse (f, correct, "personal-not-correction");
  vas_fixture_refuse (f, copy, "personal-not-copy");
}

static void
test_copy (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, "2026-03-01");
  g_autofree char *invoice = vas_fixture_enter (f, order, 9800);
  g_autoptr (GPtrArray) values = vas_personal_copy (f->sql, f->account, NULL);
  guint names = 0, orders = 0, recipients = 0, stated = 0;

  for (guint i = 0; i < values->len; i++)
    {
      VasPersonalValue *value = g_ptr_array_index (values, i);

      names += g_str_equal (value->record, "account") && g_str_equal (value->field, "name") && g_str_equal (value->value, "单晓明");
      orders += g_str_equal (value->record, "orders") && g_str_equal (value->field, "number");
      recipients += g_str_equal (value->field, "recipient_mobile");
      stated += g_str_equal (value->record, "share") && g_str_equal (value->field, "stated_amount");
    }
  g_assert_cmpuint (names, ==, 1);
  g_assert_cmpuint (orders, ==, 1);
  g_assert_cmpuint (recipients, ==, 1);
  g_assert_cmpuint (stated, ==, 1);
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/personal/open/has-a-number-and-fifteen-working-days-R29", test_term);
  g_test_add_func ("/personal/open/never-more-than-thirty-days-R29", test_term_of_thirty_days);
  ADD ("/personal/open/a-new-holiday-moves-the-term-and-nothing-shortens-it-R29", test_calendar_moves);
  ADD ("/personal/answer/by-its-owner-once-R29", test_answer);
  g_test_add ("/personal/refuse/says-why-R29", VasFixture *, "personal.refuse", vas_fixture_set_up, test_refusal_and_withdrawal, vas_fixture_tear_down);
  g_test_add ("/personal/withdraw/ends-it-R29", VasFixture *, "personal.withdraw", vas_fixture_set_up, test_refusal_and_withdrawal, vas_fixture_tear_down);
  ADD ("/personal/correct/sets-whole-and-masked-values-R29", test_correct);
  ADD ("/personal/kinds/each-has-its-own-way-to-an-answer-R29", test_kinds);
  ADD ("/personal/copy/holds-every-value-R29", test_copy);

  return g_test_run ();
}
