/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How issued fapiao end before delivery, and what is given instead: misprints, losses, photos (R17, R18, R20). */

#include "vas-fixture-paper.h"

#include "vas-notice.h"
#include "vas-parcel.h"
#include "vas-share.h"
#include "vas-stock-store.h"
#include "vas-table.h"
#include "vas-time.h"
#include "vas-uuid.h"

#define RED_NUMBER "00000149"

static void
set_up (VasFixture    **fixture,
        gconstpointer   data)
{
  *fixture = vas_fixture_new ();
  vas_fixture_receive (*fixture, "00000101", "00000150");
}

/* A request of ¥298.00, issued on number 00000101. */
static char *
issue_one (VasFixture *f)
{
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");

  return vas_fixture_enter_issued (f, order, 29800);
}

static VasCommand *
void_sheet (VasFixture *f,
            const char *actor,
            const char *red_number)
{
  VasCommand *command = vas_fixture_on_sheet (f, "fapiao.void", actor, "00000101");

  vas_command_set_text (command, "reason", "抬头打印不清");
  if (red_number != NULL)
    {
      vas_command_set_text (command, "red_code", VAS_FIXTURE_CODE);
      vas_command_set_text (command, "red_number", red_number);
    }

  return command;
}

/* Puts the sheets of the request into a parcel. */
static void
put_in_parcel (VasFixture     *f,
               VasDelivery     method,
               VasParcelState  state,
               gboolean        handed)
{
  g_autofree char *key = vas_uuid_v7 (f->now);
  g_autofree char *update = g_strdup_printf ("UPDATE fapiao SET parcel_key = '%s', place = 'envelope' WHERE state = 'issued'", key);
  g_autoptr (VasParcel) parcel = g_object_new (VAS_TYPE_PARCEL, "key", key, "ver", (gint64) 1, "method", (gint64) method, "state",
                                               (gint64) state, "handed-at", handed ? f->now : VAS_NONE, "ended-at",
                                               state >= VAS_PARCEL_STATE_SIGNED ? f->now : VAS_NONE, NULL);

  g_assert_true (vas_table_insert (f->sql, VAS_ENTITY (parcel), NULL));
  g_assert_true (vas_sql_exec (f->sql, update, NULL));
}

static void
test_void_in_its_month (VasFixture    **fixture,
                        gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_one (f);
  g_autoptr (VasRequest) before = vas_fixture_get_request (f, key);
  g_autoptr (VasCommand) command = NULL;
  g_autoptr (VasCommand) again = NULL;
  g_autoptr (VasCommand) print = NULL;
  g_autoptr (VasCommand) issue = NULL;
  g_autoptr (VasFapiao) sheet = NULL;
  g_autoptr (VasRequest) request = NULL;
  g_autoptr (VasRequest) after = NULL;

  f->now = vas_date_end (vas_date_from_ymd (2026, 3, 31)) - 1;
  command = void_sheet (f, f->clerk, NULL);
  vas_fixture_apply (f, command);
  sheet = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpint (sheet->state, ==, VAS_FAPIAO_STATE_VOIDED);
  g_assert_cmpstr (sheet->void_reason, ==, "抬头打印不清");
  g_assert_cmpstr (sheet->voided_by, ==, f->clerk);
  g_assert_cmpstr (sheet->request_key, ==, key);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_TO_ISSUE);
  g_assert_cmpstr (request->approved_by, ==, before->approved_by);
  g_assert_cmpstr (request->title, ==, before->title);
  g_assert_cmpint (vas_fixture_count (f, "SELECT sum (amount) FROM share WHERE live = 1"), ==, 29800);
  again = void_sheet (f, f->clerk, NULL);
  vas_fixture_refuse (f, again, "sheet-not-issued");

  print = vas_fixture_print (f, key);
  vas_fixture_apply (f, print);
  issue = vas_fixture_issue (f, "00000102");
  vas_fixture_apply (f, issue);
  after = vas_fixture_get_request (f, key);
  g_assert_cmpint (after->state, ==, VAS_REQUEST_STATE_TO_SHIP);
}

static void
test_reversed_in_a_later_month (VasFixture    **fixture,
                                gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_one (f);
  g_autoptr (VasCommand) without = NULL;
  g_autoptr (VasCommand) by_clerk = NULL;
  g_autoptr (VasCommand) malformed = NULL;
  g_autoptr (VasCommand) of_sheet = NULL;
  g_autoptr (VasCommand) command = NULL;
  g_autoptr (VasFapiao) sheet = NULL;
  g_autoptr (VasRequest) request = NULL;
  g_autoptr (VasStockSummary) summary = NULL;

  f->now = vas_date_start (vas_date_from_ymd (2026, 4, 1));
  without = void_sheet (f, f->supervisor, NULL);
  vas_fixture_refuse (f, without, "red-missing");
  by_clerk = void_sheet (f, f->clerk, RED_NUMBER);
  vas_fixture_refuse (f, by_clerk, "reversal-is-supervisors");
  malformed = void_sheet (f, f->supervisor, "0000149");
  vas_fixture_refuse (f, malformed, "red-malformed");
  of_sheet = void_sheet (f, f->supervisor, "00000101");
  vas_fixture_refuse (f, of_sheet, "red-used");

  command = void_sheet (f, f->supervisor, RED_NUMBER);
  vas_fixture_apply (f, command);
  sheet = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpint (sheet->state, ==, VAS_FAPIAO_STATE_REVERSED);
  g_assert_cmpstr (sheet->red_number, ==, RED_NUMBER);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_TO_ISSUE);

  /* The red-letter fapiao takes a sheet of the stock: blue and red are two. */
  summary = vas_stock_summary (f->sql, VAS_FIXTURE_POINT, NULL);
  g_assert_cmpint (summary->issued, ==, 2);
  g_assert_cmpint (summary->blank, ==, 48);
}

static void
test_red_in_its_month (VasFixture    **fixture,
                       gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_one (f);
  g_autoptr (VasCommand) command = void_sheet (f, f->supervisor, RED_NUMBER);

  g_assert_nonnull (key);
  vas_fixture_refuse (f, command, "red-in-same-month");
}

static void
test_red_is_used_once (VasFixture    **fixture,
                       gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *one = vas_fixture_enter_issued (f, order, 9800);
  g_autofree char *two = vas_fixture_enter_issued (f, order, 9800);
  g_autoptr (VasCommand) first = NULL;
  g_autoptr (VasCommand) second = NULL;
  g_autoptr (VasCommand) print = NULL;
  g_autoptr (VasFapiao) next = NULL;

  g_assert_true (one != NULL && two != NULL);
  f->now = vas_date_start (vas_date_from_ymd (2026, 4, 1));
  first = void_sheet (f, f->supervisor, "00000103");
  vas_fixture_apply (f, first);
  second = vas_fixture_on_sheet (f, "fapiao.void", f->supervisor, "00000102");
  vas_command_set_text (second, "reason", "同上");
  vas_command_set_text (second, "red_code", VAS_FIXTURE_CODE);
  vas_command_set_text (second, "red_number", "00000103");
  vas_fixture_refuse (f, second, "red-used");

  print = vas_fixture_print (f, one);
  vas_fixture_apply (f, print);
  next = vas_fixture_get_sheet (f, "00000104");
  g_assert_nonnull (next);
}

static void
test_only_before_hand_over (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_one (f);
  g_autoptr (VasCommand) handed = void_sheet (f, f->clerk, NULL);
  g_autoptr (VasCommand) packed = void_sheet (f, f->clerk, NULL);
  g_autoptr (VasFapiao) sheet = NULL;

  g_assert_nonnull (key);
  put_in_parcel (f, VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_TRANSIT, TRUE);
  vas_fixture_refuse (f, handed, "sheet-handed-over");
  put_in_parcel (f, VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_PACKING, FALSE);
  vas_fixture_apply (f, packed);
  sheet = vas_fixture_get_sheet (f, "00000101");
  g_assert_null (sheet->parcel_key);
  g_assert_cmpint (sheet->place, ==, VAS_FAPIAO_PLACE_ARCHIVE);
}

static void
test_states_of_the_request (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_one (f);
  g_autoptr (VasCommand) done = void_sheet (f, f->clerk, NULL);
  g_autoptr (VasCommand) returning = void_sheet (f, f->clerk, NULL);
  g_autoptr (VasCommand) by_agent = void_sheet (f, f->agent, NULL);
  g_autoptr (VasCommand) to_tell = void_sheet (f, f->clerk, NULL);

  g_assert_nonnull (key);
  vas_fixture_refuse (f, by_agent, "role-missing");
  g_assert_true (vas_sql_exec (f->sql, "UPDATE request SET state = 'done'", NULL));
  vas_fixture_refuse (f, done, "state-moved");
  g_assert_true (vas_sql_exec (f->sql, "UPDATE request SET state = 'returning'", NULL));
  vas_fixture_refuse (f, returning, "state-moved");
  g_assert_true (vas_sql_exec (f->sql, "UPDATE request SET state = 'to_tell'", NULL));
  vas_fixture_apply (f, to_tell);
}

static VasCommand *
reissue (VasFixture *f,
         const char *actor,
         const char *request,
         const char *red_number)
{
  VasCommand *command = vas_fixture_command (f, "request.reissue", actor, request);
  g_autoptr (VasFapiao) sheet = vas_fixture_get_sheet (f, "00000101");
  JsonArray *reds = json_array_new ();

  vas_command_set_text (command, "reason", "快件途中遗失");
  if (red_number != NULL)
    {
      JsonObject *red = json_object_new ();

      json_object_set_string_member (red, "fapiao", vas_entity_get_key (VAS_ENTITY (sheet)));
      json_object_set_string_member (red, "red_code", VAS_FIXTURE_CODE);
      json_object_set_string_member (red, "red_number", red_number);
      json_array_add_object_element (reds, red);
    }
  json_object_set_array_member (vas_command_get_args (command), "reds", reds);

  return command;
}

static VasRequest *
find_successor (VasFixture *f,
                const char *request)
{
  return vas_table_find (f->sql, VAS_TYPE_REQUEST, "reissues_key", request, NULL);
}

static void
test_lost_before_delivery (VasFixture    **fixture,
                           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_one (f);
  g_autoptr (VasRequest) before = vas_fixture_get_request (f, key);
  g_autoptr (VasCommand) by_clerk = reissue (f, f->clerk, key, NULL);
  g_autoptr (VasCommand) command = reissue (f, f->supervisor, key, NULL);
  g_autoptr (VasRequest) old = NULL;
  g_autoptr (VasRequest) successor = NULL;
  g_autoptr (VasFapiao) sheet = NULL;
  g_autoptr (VasCommand) print = NULL;

  put_in_parcel (f, VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_LOST, TRUE);
  vas_fixture_refuse (f, by_clerk, "role-missing");
  vas_fixture_apply (f, command);

  old = vas_fixture_get_request (f, key);
  g_assert_cmpint (old->state, ==, VAS_REQUEST_STATE_VOIDED);
  g_assert_cmpint (old->finished_at, ==, f->now);
  sheet = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpint (sheet->state, ==, VAS_FAPIAO_STATE_VOIDED);
  g_assert_cmpint (sheet->place, ==, VAS_FAPIAO_PLACE_LOST);

  successor = find_successor (f, key);
  g_assert_nonnull (successor);
  g_assert_cmpint (successor->state, ==, VAS_REQUEST_STATE_TO_ISSUE);
  g_assert_cmpint (successor->requested_at, ==, before->requested_at);
  g_assert_cmpstr (successor->title, ==, before->title);
  g_assert_cmpstr (successor->recipient_name, ==, before->recipient_name);
  g_assert_cmpstr (successor->number, ==, "KP2603-000002");
  g_assert_cmpint (successor->amount, ==, 29800);
  g_assert_cmpint (vas_fixture_count (f, "SELECT sum (amount) FROM share WHERE live = 1"), ==, 29800);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM share"), ==, 2);

  print = vas_fixture_print (f, vas_entity_get_key (VAS_ENTITY (successor)));
  vas_fixture_apply (f, print);
}

static void
test_lost_in_a_later_month (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_one (f);
  g_autoptr (VasCommand) without = NULL;
  g_autoptr (VasCommand) command = NULL;
  g_autoptr (VasRequest) old = NULL;
  g_autoptr (VasFapiao) sheet = NULL;

  put_in_parcel (f, VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_LOST, TRUE);
  f->now = vas_date_start (vas_date_from_ymd (2026, 4, 1));
  without = reissue (f, f->supervisor, key, NULL);
  vas_fixture_refuse (f, without, "red-missing");
  command = reissue (f, f->supervisor, key, RED_NUMBER);
  vas_fixture_apply (f, command);
  old = vas_fixture_get_request (f, key);
  g_assert_cmpint (old->state, ==, VAS_REQUEST_STATE_REVERSED);
  sheet = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpint (sheet->state, ==, VAS_FAPIAO_STATE_REVERSED);
  g_assert_cmpstr (sheet->red_number, ==, RED_NUMBER);
}

/* Copies that are lost cannot be voided with the rest, so a red-letter fapiao may do it in the same month. */
static void
test_lost_and_reversed_at_once (VasFixture    **fixture,
                                gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_one (f);
  g_autoptr (VasCommand) command = reissue (f, f->supervisor, key, RED_NUMBER);
  g_autoptr (VasRequest) old = NULL;

  g_assert_true (vas_sql_exec (f->sql, "UPDATE fapiao SET place = 'lost'", NULL));
  vas_fixture_apply (f, command);
  old = vas_fixture_get_request (f, key);
  g_assert_cmpint (old->state, ==, VAS_REQUEST_STATE_REVERSED);
}

static void
refuse_reissue (VasFixture *f,
                const char *key,
                const char *code)
{
  g_autoptr (VasCommand) command = reissue (f, f->supervisor, key, NULL);

  vas_fixture_refuse (f, command, code);
}

static void
test_not_after_delivery (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_one (f);

  refuse_reissue (f, key, "not-lost");
  put_in_parcel (f, VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_TRANSIT, TRUE);
  refuse_reissue (f, key, "not-lost");
  put_in_parcel (f, VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_SIGNED, TRUE);
  refuse_reissue (f, key, "not-issued-again");
  put_in_parcel (f, VAS_DELIVERY_PICKUP, VAS_PARCEL_STATE_TRANSIT, FALSE);
  refuse_reissue (f, key, "not-lost");
  put_in_parcel (f, VAS_DELIVERY_PICKUP, VAS_PARCEL_STATE_TRANSIT, TRUE);
  refuse_reissue (f, key, "not-issued-again");
  put_in_parcel (f, VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_LOST, TRUE);
  g_assert_true (vas_sql_exec (f->sql, "UPDATE fapiao SET place = 'user'", NULL));
  refuse_reissue (f, key, "not-issued-again");
}

static void
test_nothing_issued_nothing_reissued (VasFixture    **fixture,
                                      gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter_bound (f, order, 29800);

  refuse_reissue (f, key, "nothing-issued");
  refuse_reissue (f, key, "state-moved");
}

static VasCommand *
attach (VasFixture *f,
        const char *number,
        char        digit)
{
  VasCommand *command = vas_fixture_on_sheet (f, "photo.attach", f->clerk, number);
  g_autofree char *sha256 = g_strnfill (64, digit);

  vas_command_set_text (command, "sha256", sha256);

  return command;
}

static void
test_photo_is_attached (VasFixture    **fixture,
                        gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *issued = vas_fixture_enter_issued (f, order, 9800);
  g_autofree char *bound = vas_fixture_enter_bound (f, order, 9800);
  g_autoptr (VasCommand) first = attach (f, "00000101", 'a');
  g_autoptr (VasCommand) same = attach (f, "00000101", 'a');
  g_autoptr (VasCommand) other = attach (f, "00000101", 'b');
  g_autoptr (VasCommand) knowing = attach (f, "00000101", 'b');
  g_autoptr (VasCommand) early = attach (f, "00000102", 'a');
  g_autoptr (VasFapiao) sheet = NULL;

  g_assert_true (issued != NULL && bound != NULL);
  vas_fixture_apply (f, first);
  vas_fixture_apply (f, same);
  vas_fixture_refuse (f, other, "photo-replaced");
  vas_command_acknowledge (knowing, "photo-replaced");
  vas_fixture_apply (f, knowing);
  vas_fixture_refuse (f, early, "sheet-not-issued");
  sheet = vas_fixture_get_sheet (f, "00000101");
  g_assert_true (g_str_has_prefix (sheet->photo, "bbbb"));
}

static VasCommand *
give (VasFixture *f,
      const char *request)
{
  VasCommand *command = vas_fixture_on_sheet (f, "photo.give", f->agent, "00000101");

  vas_command_set_text (command, "request", request);
  vas_command_set_text (command, "channel", "sms");
  vas_command_set_text (command, "text", "您的发票照片已发送。");

  return command;
}

static void
test_photo_is_given (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter_issued (f, order, 9800);
  g_autofree char *other = vas_fixture_enter_issued (f, order, 9800);
  g_autoptr (VasCommand) early = give (f, key);
  g_autoptr (VasCommand) photo = attach (f, "00000101", 'a');
  g_autoptr (VasCommand) of_other = give (f, other);
  g_autoptr (VasCommand) command = give (f, key);
  g_autoptr (VasCommand) ended = give (f, key);
  g_autoptr (VasCommand) misprint = NULL;
  g_autoptr (VasNotice) notice = NULL;

  vas_fixture_refuse (f, early, "photo-missing");
  vas_fixture_apply (f, photo);
  vas_fixture_refuse (f, of_other, "sheet-of-other-case");
  vas_fixture_apply (f, command);
  notice = vas_table_find (f->sql, VAS_TYPE_NOTICE, "request_key", key, NULL);
  g_assert_cmpint (notice->kind, ==, VAS_NOTICE_KIND_PHOTO);
  g_assert_cmpint (notice->channel, ==, VAS_NOTICE_CHANNEL_SMS);
  g_assert_cmpstr (notice->author_key, ==, f->agent);

  misprint = void_sheet (f, f->clerk, NULL);
  vas_fixture_apply (f, misprint);
  vas_fixture_refuse (f, ended, "sheet-not-issued");
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ending/misprint/voided-to-the-last-moment-of-its-month-R20", test_void_in_its_month);
  ADD ("/ending/misprint/reversed-from-the-next-month-on-R20", test_reversed_in_a_later_month);
  ADD ("/ending/misprint/no-red-letter-in-its-month", test_red_in_its_month);
  ADD ("/ending/misprint/a-red-letter-number-is-used-once-R20", test_red_is_used_once);
  ADD ("/ending/misprint/only-before-hand-over-R17", test_only_before_hand_over);
  ADD ("/ending/misprint/in-the-states-before-the-end", test_states_of_the_request);
  ADD ("/ending/lost/before-delivery-is-issued-again-R18", test_lost_before_delivery);
  ADD ("/ending/lost/in-a-later-month-is-reversed-R18", test_lost_in_a_later_month);
  ADD ("/ending/lost/may-be-reversed-in-its-month-R18", test_lost_and_reversed_at_once);
  ADD ("/ending/lost/after-delivery-is-not-issued-again-R18", test_not_after_delivery);
  ADD ("/ending/lost/nothing-issued-nothing-issued-again", test_nothing_issued_nothing_reissued);
  ADD ("/ending/photo/of-an-issued-sheet-replaced-with-a-key-R18", test_photo_is_attached);
  ADD ("/ending/photo/given-out-with-a-record-R18", test_photo_is_given);
  return g_test_run ();
}
