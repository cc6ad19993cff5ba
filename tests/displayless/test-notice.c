/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R22: a request is finished only when the user is told: channel, time, text, author; and told again where that fails. */

#include "vas-issued.h"

#include "vas-table.h"

#define WAYBILL "SF1234567890123"
#define TEXT "您的发票已寄出，运单号 " WAYBILL

static char *
to_tell (VasFixture  *f,
         char       **parcel)
{
  g_autofree char *sheet = NULL;
  char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);

  *parcel = vas_issued_shipped (f, WAYBILL, sheet);

  return key;
}

static VasNotice *
get_notice (VasFixture *f,
            const char *request)
{
  g_autoptr (GError) error = NULL;
  VasNotice *notice = vas_table_find (f->sql, VAS_TYPE_NOTICE, "request_key", request, &error);

  g_assert_no_error (error);
  g_assert_nonnull (notice);

  return notice;
}

static VasCommand *
tell (VasFixture *f,
      const char *type,
      const char *request,
      const char *channel,
      const char *text)
{
  VasCommand *command = vas_fixture_command (f, type, f->clerk, request);

  vas_command_set_text (command, "channel", channel);
  vas_command_set_text (command, "text", text);

  return command;
}

static void
test_call_is_made (VasFixture    **fixture,
                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *parcel = NULL;
  g_autofree char *key = to_tell (f, &parcel);
  g_autoptr (VasNotice) notice = NULL;
  g_autoptr (VasRequest) request = NULL;

  vas_issued_tell (f, key, "phone", TEXT);
  notice = get_notice (f, key);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_DONE);
  g_assert_cmpint (request->finished_at, ==, f->now);
  g_assert_cmpint (notice->kind, ==, VAS_NOTICE_KIND_SHIPPED);
  g_assert_cmpint (notice->state, ==, VAS_NOTICE_STATE_TOLD);
  g_assert_cmpint (notice->told_at, ==, f->now);
  g_assert_cmpstr (notice->author_key, ==, f->clerk);
  g_assert_cmpstr (notice->text, ==, TEXT);
}

static void
test_message_waits (VasFixture    **fixture,
                    gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *parcel = NULL;
  g_autofree char *key = to_tell (f, &parcel);
  g_autoptr (VasNotice) notice = NULL;

  vas_issued_tell (f, key, data, TEXT);
  notice = get_notice (f, key);
  g_assert_cmpint (notice->state, ==, VAS_NOTICE_STATE_QUEUED);
  g_assert_cmpint (notice->told_at, ==, VAS_NONE);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_DONE);
}

static void
test_only_at_to_tell (VasFixture    **fixture,
                      gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autoptr (VasCommand) early = tell (f, "notice.tell", key, "phone", TEXT);
  g_autoptr (VasCommand) twice = tell (f, "notice.tell", key, "phone", TEXT);
  g_autoptr (VasCommand) letter = tell (f, "notice.tell", key, "letter", TEXT);
  g_autofree char *parcel = NULL;

  vas_fixture_refuse (f, early, "state-moved");
  parcel = vas_issued_shipped (f, WAYBILL, sheet);
  g_assert_nonnull (parcel);
  vas_issued_malformed (f, letter);
  vas_issued_tell (f, key, "phone", TEXT);
  vas_fixture_refuse (f, twice, "state-moved");
}

static void
test_waybill_is_fed_back (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *parcel = NULL;
  g_autofree char *key = to_tell (f, &parcel);
  g_autoptr (VasCommand) without = tell (f, "notice.tell", key, "phone", "您的发票已寄出");
  g_autoptr (VasCommand) confirmed = tell (f, "notice.tell", key, "phone", "您的发票已寄出");

  vas_fixture_refuse (f, without, "notice-lacks-waybill");
  vas_command_acknowledge (confirmed, "notice-lacks-waybill");
  vas_fixture_apply (f, confirmed);
}

static VasCommand *
failed (VasFixture *f,
        const char *actor,
        VasNotice  *notice)
{
  VasCommand *command = vas_command_new ("notice.fail", actor, f->now);

  vas_command_set_text (command, "notice", vas_entity_get_key (VAS_ENTITY (notice)));
  vas_command_set_text (command, "reason", "手机号停机");

  return command;
}

static void
test_failed_is_told_again (VasFixture    **fixture,
                           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *parcel = NULL;
  g_autofree char *key = to_tell (f, &parcel);
  g_autoptr (VasNotice) notice = NULL;
  g_autoptr (VasNotice) after = NULL;
  g_autoptr (VasRequest) request = NULL;
  g_autoptr (VasCommand) by_clerk = NULL;
  g_autoptr (VasCommand) by_supervisor = NULL;
  g_autoptr (VasCommand) twice = NULL;

  vas_issued_tell (f, key, "sms", TEXT);
  notice = get_notice (f, key);
  by_clerk = failed (f, f->clerk, notice);
  by_supervisor = failed (f, f->supervisor, notice);
  twice = failed (f, f->supervisor, notice);
  vas_fixture_refuse (f, by_clerk, "role-missing");
  vas_fixture_apply (f, by_supervisor);
  after = get_notice (f, key);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (after->state, ==, VAS_NOTICE_STATE_FAILED);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_TO_TELL);
  g_assert_cmpint (request->finished_at, ==, VAS_NONE);
  vas_fixture_refuse (f, twice, "notice-ended");
}

static void
test_failed_after_another (VasFixture    **fixture,
                           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *parcel = NULL;
  g_autofree char *key = to_tell (f, &parcel);
  g_autoptr (VasNotice) first = NULL;
  g_autoptr (VasRequest) request = NULL;
  g_autoptr (VasCommand) fail = NULL;

  vas_issued_tell (f, key, "sms", TEXT);
  first = get_notice (f, key);
  request = vas_fixture_get_request (f, key);
  request->state = VAS_REQUEST_STATE_TO_TELL;
  vas_issued_change (f, request);
  f->now += VAS_INSTANT_HOUR;
  vas_issued_tell (f, key, "phone", TEXT);
  fail = failed (f, "system", first);
  vas_fixture_apply (f, fail);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_DONE);
}

static void
test_ask_where_to (VasFixture    **fixture,
                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autoptr (VasCommand) early = tell (f, "notice.ask", key, "sms", "请确认地址");
  g_autoptr (VasCommand) ask = tell (f, "notice.ask", key, "sms", "请确认地址");
  g_autofree char *parcel = NULL;
  g_autoptr (VasNotice) notice = NULL;
  g_autoptr (VasCommand) fail = NULL;

  vas_fixture_refuse (f, early, "not-came-back");
  parcel = vas_issued_shipped (f, WAYBILL, sheet);
  vas_issued_event (f, parcel, "refused");
  vas_fixture_apply (f, ask);
  notice = get_notice (f, key);
  g_assert_cmpint (notice->kind, ==, VAS_NOTICE_KIND_RESHIP);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_SHIP);

  fail = failed (f, f->supervisor, notice);
  vas_fixture_apply (f, fail);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_SHIP);
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/notice/tell/a-call-has-been-made-and-finishes-R22", test_call_is_made);
  g_test_add ("/notice/tell/a-site-message-waits-for-the-shop-and-finishes-R22", VasFixture *, "site", vas_fixture_set_up, test_message_waits,
              vas_fixture_tear_down);
  g_test_add ("/notice/tell/a-text-message-waits-for-the-shop-and-finishes-R22", VasFixture *, "sms", vas_fixture_set_up, test_message_waits,
              vas_fixture_tear_down);
  ADD ("/notice/tell/only-what-waits-to-be-told", test_only_at_to_tell);
  ADD ("/notice/tell/a-text-without-the-waybill-is-asked-about-R22", test_waybill_is_fed_back);
  ADD ("/notice/fail/what-failed-is-told-again-R22", test_failed_is_told_again);
  ADD ("/notice/fail/not-where-another-reached-the-user", test_failed_after_another);
  ADD ("/notice/ask/only-what-came-back-and-no-state-changes-R22", test_ask_where_to);
  return g_test_run ();
}
