/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the rules of paper and parcels meet: a case of which a part is voided, a part is under way, a waybill that is corrected
 * for several, a parcel that goes again at our cost (R17, R20, R22).
 */

#include "vas-fixture-paper.h"
#include "vas-issued.h"

#include "vas-case-store.h"
#include "vas-notice-text.h"

#define WAYBILL "SF1234567890123"
#define OTHER_WAYBILL "SF1234567890124"
#define THIRD_WAYBILL "SF1234567890125"

static void
set_up (VasFixture    **fixture,
        gconstpointer   data)
{
  g_autoptr (VasCommand) limit = NULL;

  *fixture = vas_fixture_new ();
  limit = vas_fixture_command (*fixture, "setting.set", (*fixture)->administrator, NULL);
  vas_command_set_text (limit, "name", "sheet.limit");
  vas_command_set_text (limit, "value", "20000");
  vas_fixture_apply (*fixture, limit);
  vas_fixture_receive (*fixture, "00000101", "00000120");
}

/* A request over ¥298.00, issued on two sheets. */
static char *
issue_two (VasFixture *f)
{
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  char *key = vas_fixture_enter_issued (f, order, 29800);

  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_SHIP);

  return key;
}

static char *
sheet_key (VasFixture *f,
           const char *number)
{
  g_autoptr (VasFapiao) sheet = vas_fixture_get_sheet (f, number);

  return g_strdup (vas_entity_get_key (VAS_ENTITY (sheet)));
}

static void
void_sheet (VasFixture *f,
            const char *number)
{
  g_autoptr (VasCommand) command = vas_fixture_on_sheet (f, "fapiao.void", f->clerk, number);

  vas_command_set_text (command, "reason", "抬头打印不清");
  vas_fixture_apply (f, command);
}

static void
issue_next (VasFixture *f,
            const char *request,
            const char *number)
{
  g_autoptr (VasCommand) print = vas_fixture_print (f, request);
  g_autoptr (VasCommand) issue = NULL;

  vas_fixture_apply (f, print);
  issue = vas_fixture_issue (f, number);
  vas_fixture_apply (f, issue);
}

static void
ship (VasFixture *f,
      const char *waybill,
      const char *number)
{
  g_autofree char *sheet = sheet_key (f, number);
  g_autofree char *parcel = vas_issued_shipped (f, waybill, sheet);

  g_assert_nonnull (parcel);
}

static char *
propose_text (VasFixture *f,
              const char *request)
{
  g_autoptr (VasCase) vas_case = vas_case_load (f->sql, request, NULL);

  return vas_notice_text_told (vas_case);
}

/* One of two sheets is misprinted: the other stands, what was approved stays, and only the missing amount is printed again. */
static void
test_partly_voided (VasFixture    **fixture,
                    gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_two (f);
  g_autofree char *standing = sheet_key (f, "00000101");
  g_autoptr (VasFapiao) voided = NULL;
  g_autoptr (VasFapiao) again = NULL;
  g_autoptr (VasCommand) early = vas_issued_ship (f, f->clerk, WAYBILL, standing, NULL);

  void_sheet (f, "00000102");
  voided = vas_fixture_get_sheet (f, "00000102");
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_ISSUE);
  g_assert_cmpint (vas_fixture_count (f, "SELECT sum (amount) FROM share WHERE live = 1"), ==, 29800);
  vas_fixture_refuse (f, early, "state-moved");

  issue_next (f, key, "00000103");
  again = vas_fixture_get_sheet (f, "00000103");
  g_assert_cmpint (again->amount, ==, voided->amount);
  g_assert_cmpint (vas_fixture_count (f, "SELECT sum (amount) FROM fapiao WHERE state = 'issued'"), ==, 29800);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_SHIP);
}

/* While one sheet stands, the request is issued in part: it is neither corrected nor withdrawn. */
static void
test_partly_voided_is_issued (VasFixture    **fixture,
                              gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_two (f);
  g_autoptr (VasCommand) correct = vas_fixture_command (f, "request.correct", f->agent, key);
  g_autoptr (VasCommand) withdraw = vas_fixture_command (f, "request.withdraw", f->agent, key);
  g_autoptr (VasCommand) corrected = vas_fixture_command (f, "request.correct", f->agent, key);

  void_sheet (f, "00000102");
  vas_command_set_text (correct, "title", "尉迟明");
  vas_fixture_refuse (f, correct, "some-issued");
  vas_fixture_refuse (f, withdraw, "some-issued");

  void_sheet (f, "00000101");
  vas_command_set_text (corrected, "title", "尉迟明");
  vas_fixture_apply (f, corrected);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_REVIEW);
}

/* A part is under way when the rest is voided: it is told when the rest is, with both waybills. */
static void
test_part_under_way (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_two (f);
  g_autofree char *text = NULL;

  ship (f, WAYBILL, "00000101");
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_SHIP);
  void_sheet (f, "00000102");
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_ISSUE);
  issue_next (f, key, "00000103");
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_SHIP);
  ship (f, OTHER_WAYBILL, "00000103");
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_TELL);
  text = propose_text (f, key);
  g_assert_nonnull (strstr (text, WAYBILL));
  g_assert_nonnull (strstr (text, OTHER_WAYBILL));
  vas_issued_tell (f, key, "phone", text);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_DONE);
}

/* What comes back while the rest is printed again waits with it. */
static void
test_comes_back_while_printed (VasFixture    **fixture,
                               gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = issue_two (f);
  g_autofree char *first = sheet_key (f, "00000101");
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, first);
  g_autofree char *second = NULL;
  g_autoptr (VasCommand) both = NULL;

  void_sheet (f, "00000102");
  vas_issued_event (f, parcel, "returned");
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_ISSUE);
  issue_next (f, key, "00000103");
  second = sheet_key (f, "00000103");
  both = vas_issued_ship (f, f->clerk, OTHER_WAYBILL, first, second);
  vas_fixture_apply (f, both);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_TELL);
}

/* A waybill of a shared parcel is corrected: everybody is told again, with the new number, who was told or was to be. */
static void
test_corrected_for_several (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *one_sheet = NULL, *two_sheet = NULL;
  g_autofree char *one = vas_issued_ready (f, "2025060110000001", "00015045", &one_sheet);
  g_autofree char *two = vas_issued_ready (f, "2025060110000002", "00015046", &two_sheet);
  g_autoptr (VasCommand) shipped = vas_issued_ship (f, f->clerk, WAYBILL, one_sheet, two_sheet);
  g_autoptr (VasCommand) correct = vas_fixture_command (f, "parcel.correct", f->clerk, NULL);
  g_autoptr (VasCommand) old = vas_fixture_command (f, "notice.tell", f->clerk, one);
  g_autoptr (VasFapiao) sheet = NULL;
  g_autofree char *text = NULL;

  vas_fixture_apply (f, shipped);
  vas_issued_tell (f, one, "phone", WAYBILL);
  sheet = vas_issued_get_sheet (f, one_sheet);
  vas_command_set_text (correct, "parcel", sheet->parcel_key);
  vas_command_set_text (correct, "waybill", OTHER_WAYBILL);
  vas_command_set_text (correct, "reason", "扫错单号");
  vas_fixture_apply (f, correct);
  g_assert_cmpint (vas_issued_get_state (f, one), ==, VAS_REQUEST_STATE_TO_TELL);
  g_assert_cmpint (vas_issued_get_state (f, two), ==, VAS_REQUEST_STATE_TO_TELL);

  vas_command_set_text (old, "channel", "phone");
  vas_command_set_text (old, "text", WAYBILL);
  vas_fixture_refuse (f, old, "notice-lacks-waybill");
  text = propose_text (f, one);
  g_assert_nonnull (strstr (text, OTHER_WAYBILL));
  vas_issued_tell (f, one, "phone", text);
  g_assert_cmpint (vas_issued_get_state (f, one), ==, VAS_REQUEST_STATE_DONE);
  g_assert_cmpint (vas_issued_get_state (f, two), ==, VAS_REQUEST_STATE_TO_TELL);
}

/* After our own mistake the new parcel goes at our cost, and the user reads so. */
static void
test_sent_again_at_our_cost (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, key_sheet);
  g_autoptr (VasCommand) by_clerk = vas_issued_ship (f, f->clerk, OTHER_WAYBILL, key_sheet, NULL);
  g_autoptr (VasCommand) by_supervisor = vas_issued_ship (f, f->supervisor, OTHER_WAYBILL, key_sheet, NULL);
  g_autoptr (VasFapiao) sheet = NULL;
  g_autoptr (VasParcel) again = NULL;
  g_autofree char *text = NULL;

  vas_issued_event (f, parcel, "returned");
  vas_command_set_bool (by_clerk, "sender_pays", TRUE);
  vas_fixture_refuse (f, by_clerk, "sender-pays-is-supervisors");
  vas_command_set_bool (by_supervisor, "sender_pays", TRUE);
  vas_fixture_apply (f, by_supervisor);
  sheet = vas_issued_get_sheet (f, key_sheet);
  again = vas_issued_get_parcel (f, sheet->parcel_key);
  g_assert_true (again->sender_pays);
  g_assert_cmpstr (again->replaces_key, ==, parcel);
  text = propose_text (f, key);
  g_assert_nonnull (strstr (text, OTHER_WAYBILL));
  g_assert_null (strstr (text, WAYBILL));
  g_assert_nonnull (strstr (text, "本次运费由我们承担"));
}

/* What was handed over with a receipt meets with nothing any more. */
static void
test_picked_up_is_picked_up (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autoptr (VasCommand) come = vas_issued_recipient (f, key, "delivery", "pickup");
  g_autoptr (VasCommand) ready = vas_fixture_command (f, "parcel.pickup", f->clerk, key);
  g_autoptr (VasCommand) over = vas_fixture_command (f, "parcel.hand-over", f->clerk, NULL);
  g_autoptr (VasCommand) twice = vas_fixture_command (f, "parcel.hand-over", f->clerk, NULL);
  g_autoptr (VasCommand) back = vas_fixture_command (f, "parcel.event", f->clerk, NULL);
  g_autoptr (VasFapiao) sheet = NULL;

  vas_fixture_apply (f, come);
  vas_fixture_apply (f, ready);
  sheet = vas_issued_get_sheet (f, key_sheet);
  vas_command_set_text (over, "parcel", sheet->parcel_key);
  vas_command_set_text (over, "receipt", "单晓明，身份证");
  vas_fixture_apply (f, over);
  vas_command_set_text (twice, "parcel", sheet->parcel_key);
  vas_command_set_text (twice, "receipt", "单晓明，身份证");
  vas_fixture_refuse (f, twice, "parcel-ended");
  vas_command_set_text (back, "parcel", sheet->parcel_key);
  vas_command_set_text (back, "state", "returned");
  vas_fixture_refuse (f, back, "parcel-ended");
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/edges/partly-voided/the-rest-stands-and-the-missing-amount-is-printed-R20", test_partly_voided);
  ADD ("/edges/partly-voided/is-issued-until-the-last-sheet-is-voided-R17", test_partly_voided_is_issued);
  ADD ("/edges/partly-voided/a-part-under-way-is-told-with-the-rest-R22", test_part_under_way);
  ADD ("/edges/partly-voided/what-comes-back-meanwhile-waits-with-it-R22", test_comes_back_while_printed);
  ADD ("/edges/waybill/corrected-for-several-everybody-is-told-again-R22", test_corrected_for_several);
  ADD ("/edges/parcel/sent-again-at-our-cost-by-the-supervisor-R22", test_sent_again_at_our_cost);
  ADD ("/edges/pickup/with-a-receipt-it-is-over-R22", test_picked_up_is_picked_up);

  return g_test_run ();
}
