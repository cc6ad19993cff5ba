/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R22: what goes into a parcel, to whom, under which waybill; and who may correct what. */

#include "vas-issued.h"
#include "vas-test-database.h"

#include "vas-ledger.h"

#define WAYBILL "SF1234567890123"
#define OTHER_WAYBILL "SF1234567890124"

static void
test_ship (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autoptr (VasCommand) ship = vas_issued_ship (f, f->clerk, " sf12345 67890123", sheet, NULL);
  g_autoptr (VasFapiao) sent = NULL;
  g_autoptr (VasParcel) parcel = NULL;
  g_autoptr (VasRequest) request = NULL;

  vas_fixture_apply (f, ship);
  sent = vas_issued_get_sheet (f, sheet);
  parcel = vas_issued_get_parcel (f, sent->parcel_key);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpstr (parcel->waybill, ==, WAYBILL);
  g_assert_cmpint (parcel->state, ==, VAS_PARCEL_STATE_TRANSIT);
  g_assert_cmpstr (parcel->packed_by, ==, f->clerk);
  g_assert_cmpint (parcel->handed_at, ==, f->now);
  g_assert_cmpstr (parcel->recipient_mobile, ==, "13800138000");
  g_assert_cmpstr (parcel->recipient_mobile_masked, ==, "138****8000");
  g_assert_false (parcel->sender_pays);
  g_assert_cmpint (sent->place, ==, VAS_FAPIAO_PLACE_ENVELOPE);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_TO_TELL);
  g_assert_cmpint (request->due, ==, vas_date_from_ymd (2026, 3, 11));
}

static void
test_all_sheets_before_telling (VasFixture    **fixture,
                                gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *one = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &one);
  g_autofree char *two = vas_issued_add_sheet (f, key, "00015046", 10000, "2026-03-09");
  g_autofree char *first = vas_issued_shipped (f, WAYBILL, one);
  g_autofree char *second = NULL;

  g_assert_nonnull (first);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_SHIP);
  second = vas_issued_shipped (f, OTHER_WAYBILL, two);
  g_assert_nonnull (second);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_TELL);
}

static void
test_one_recipient (VasFixture    **fixture,
                    gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *one = NULL, *two = NULL;
  g_autofree char *a = vas_issued_ready (f, "2025060110000001", "00015045", &one);
  g_autofree char *b = vas_issued_ready (f, "2025060110000002", "00015046", &two);
  const char * const members[][2] = { { "recipient_name", "王小明" }, { "recipient_mobile", "13800138001" },
                                      { "recipient_address", "广东省深圳市南山区示例路 2 号" } };
  const char * const original[] = { "单晓明", "13800138000", "广东省深圳市南山区示例路 1 号" };
  g_autoptr (VasCommand) together = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (VasCommand) change = vas_issued_recipient (f, b, members[i][0], members[i][1]);
      g_autoptr (VasCommand) back = vas_issued_recipient (f, b, members[i][0], original[i]);
      g_autoptr (VasCommand) ship = vas_issued_ship (f, f->clerk, WAYBILL, one, two);

      vas_fixture_apply (f, change);
      vas_fixture_refuse (f, ship, "recipients-differ");
      vas_fixture_apply (f, back);
    }

  together = vas_issued_ship (f, f->clerk, WAYBILL, one, two);
  vas_fixture_apply (f, together);
  g_assert_cmpint (vas_issued_get_state (f, a), ==, VAS_REQUEST_STATE_TO_TELL);
  g_assert_cmpint (vas_issued_get_state (f, b), ==, VAS_REQUEST_STATE_TO_TELL);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM parcel"), ==, 1);
}

static void
test_recipient_complete (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autoptr (VasRequest) request = vas_fixture_get_request (f, key);
  g_autoptr (VasCommand) bad = vas_issued_ship (f, f->clerk, WAYBILL, sheet, NULL);
  g_autoptr (VasCommand) none = vas_issued_ship (f, f->clerk, WAYBILL, sheet, NULL);

  g_object_set (request, "recipient-mobile", "1380013800", NULL);
  vas_issued_change (f, request);
  vas_fixture_refuse (f, bad, "recipient-mobile-malformed");
  g_object_set (request, "recipient-mobile", "13800138000", "recipient-address", NULL, NULL);
  vas_issued_change (f, request);
  vas_fixture_refuse (f, none, "recipient-missing");
}

static void
test_waybill (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *one = NULL, *two = NULL;
  g_autofree char *a = vas_issued_ready (f, "2025060110000001", "00015045", &one);
  g_autofree char *b = vas_issued_ready (f, "2025060110000002", "00015046", &two);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, one);
  g_autoptr (VasRequest) request = vas_fixture_get_request (f, a);
  g_autoptr (VasCommand) used = vas_issued_ship (f, f->clerk, "ＳＦ1234567890123", two, NULL);
  g_autoptr (VasCommand) malformed = vas_issued_ship (f, f->clerk, "SF12345678901", two, NULL);
  g_autoptr (VasCommand) fresh = vas_issued_ship (f, f->clerk, "123456789012", two, NULL);
  g_autoptr (VasReceipt) receipt = vas_fixture_save (f, used, 0);

  g_assert_nonnull (parcel);
  g_assert_false (receipt->applied);
  g_assert_cmpstr (vas_finding_get_text (vas_verdict_find_code (receipt->verdict, "waybill-used"), "request"), ==, request->number);
  vas_fixture_refuse (f, malformed, "waybill-malformed");
  vas_fixture_apply (f, fresh);
  g_assert_cmpint (vas_issued_get_state (f, b), ==, VAS_REQUEST_STATE_TO_TELL);
}

static void
test_used_waybill_of_replaced_parcel (VasFixture    **fixture,
                                      gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, sheet);
  g_autoptr (VasCommand) again = vas_issued_ship (f, f->clerk, WAYBILL, sheet, NULL);
  g_autofree char *second = NULL, *other = NULL, *b = NULL;
  g_autoptr (VasCommand) old = NULL;
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (VasRequest) request = NULL;

  vas_issued_event (f, parcel, "returned");
  vas_fixture_refuse (f, again, "waybill-used");
  second = vas_issued_shipped (f, OTHER_WAYBILL, sheet);
  g_assert_nonnull (second);

  b = vas_issued_ready (f, "2025060110000002", "00015046", &other);
  g_assert_nonnull (b);
  old = vas_issued_ship (f, f->clerk, WAYBILL, other, NULL);
  receipt = vas_fixture_save (f, old, 0);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpstr (vas_finding_get_text (vas_verdict_find_code (receipt->verdict, "waybill-used"), "request"), ==, request->number);
}

static void
test_sheets_at_desk (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  const VasFapiaoPlace places[] = { VAS_FAPIAO_PLACE_PICKUP, VAS_FAPIAO_PLACE_ARCHIVE, VAS_FAPIAO_PLACE_USER,
                                    VAS_FAPIAO_PLACE_RETURNED, VAS_FAPIAO_PLACE_LOST };
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autoptr (VasCommand) from_envelope = NULL;
  g_autoptr (VasCommand) twice = NULL;
  g_autoptr (VasFapiao) sheet = vas_issued_get_sheet (f, key_sheet);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (VasCommand) ship = vas_issued_ship (f, f->clerk, WAYBILL, key_sheet, NULL);

      sheet->place = places[i];
      vas_issued_change (f, sheet);
      vas_fixture_refuse (f, ship, "sheet-elsewhere");
    }
  sheet->place = VAS_FAPIAO_PLACE_ENVELOPE;
  vas_issued_change (f, sheet);
  from_envelope = vas_issued_ship (f, f->clerk, WAYBILL, key_sheet, NULL);
  vas_fixture_apply (f, from_envelope);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_TELL);

  twice = vas_issued_ship (f, f->clerk, OTHER_WAYBILL, key_sheet, NULL);
  vas_fixture_refuse (f, twice, "sheet-in-parcel");
}

static void
test_only_issued_sheets (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = vas_issued_request (f, "2025060110000001", 29800);
  g_autofree char *bound = vas_issued_add_sheet (f, key, "00015045", 29800, "2026-03-09");
  g_autoptr (VasFapiao) sheet = vas_issued_get_sheet (f, bound);
  g_autoptr (VasCommand) ship = vas_issued_ship (f, f->clerk, WAYBILL, bound, NULL);

  sheet->state = VAS_FAPIAO_STATE_VOIDED;
  vas_issued_change (f, sheet);
  vas_fixture_refuse (f, ship, "sheet-not-issued");
}

static void
test_only_at_to_ship (VasFixture    **fixture,
                      gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autoptr (VasRequest) request = vas_fixture_get_request (f, key);
  g_autoptr (VasCommand) ship = vas_issued_ship (f, f->clerk, WAYBILL, sheet, NULL);
  g_autoptr (VasCommand) by_agent = vas_issued_ship (f, f->agent, WAYBILL, sheet, NULL);

  vas_fixture_refuse (f, by_agent, "role-missing");
  request->state = VAS_REQUEST_STATE_TO_PICKUP;
  vas_issued_change (f, request);
  vas_fixture_refuse (f, ship, "state-moved");
}

static void
test_sender_pays (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autoptr (VasCommand) clerk = vas_issued_ship (f, f->clerk, WAYBILL, key_sheet, NULL);
  g_autoptr (VasCommand) supervisor = vas_issued_ship (f, f->supervisor, WAYBILL, key_sheet, NULL);
  g_autoptr (VasFapiao) sheet = NULL;
  g_autoptr (VasParcel) parcel = NULL;

  g_assert_nonnull (key);
  vas_command_set_bool (clerk, "sender_pays", TRUE);
  vas_fixture_refuse (f, clerk, "sender-pays-is-supervisors");
  vas_command_set_bool (supervisor, "sender_pays", TRUE);
  vas_fixture_apply (f, supervisor);
  sheet = vas_issued_get_sheet (f, key_sheet);
  parcel = vas_issued_get_parcel (f, sheet->parcel_key);
  g_assert_true (parcel->sender_pays);
}

static void
test_pairing (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *one = NULL, *two = NULL;
  g_autofree char *a = vas_issued_ready (f, "2025060110000001", "00015045", &one);
  g_autofree char *b = vas_issued_ready (f, "2025060110000002", "00015046", &two);
  g_autoptr (VasCommand) wrong = vas_issued_ship (f, f->clerk, WAYBILL, one, NULL);
  g_autoptr (VasCommand) right = vas_issued_ship (f, f->clerk, WAYBILL, one, NULL);

  g_assert_true (a != NULL && b != NULL);
  vas_command_set_text (wrong, "paired_with", two);
  vas_fixture_refuse (f, wrong, "paired-otherwise");
  vas_command_set_text (right, "paired_with", one);
  vas_fixture_apply (f, right);
}

static void
assert_bad_list (VasFixture         *f,
                 const char * const *keys)
{
  g_autoptr (VasCommand) command = vas_command_new ("parcel.ship", f->clerk, f->now);

  vas_command_set_texts (command, "fapiao", keys);
  vas_command_set_text (command, "waybill", WAYBILL);
  vas_issued_malformed (f, command);
}

static void
test_list_of_sheets (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = vas_issued_request (f, "2025060110000001", 29800);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  const char *none[] = { NULL };
  const char *word[] = { "first", NULL };
  g_autoptr (VasCommand) twenty = vas_command_new ("parcel.ship", f->clerk, f->now);

  for (guint i = 0; i < 21; i++)
    {
      g_autofree char *number = g_strdup_printf ("%08u", 15045 + i);

      g_ptr_array_add (keys, vas_issued_add_sheet (f, key, number, 1000, "2026-03-09"));
    }
  g_ptr_array_add (keys, NULL);
  assert_bad_list (f, none);
  assert_bad_list (f, word);
  assert_bad_list (f, (const char * const *) keys->pdata);
  assert_bad_list (f, (const char *[]) { keys->pdata[0], keys->pdata[0], NULL });

  g_clear_pointer (&keys->pdata[20], g_free);
  vas_command_set_texts (twenty, "fapiao", (const char * const *) keys->pdata);
  vas_command_set_text (twenty, "waybill", WAYBILL);
  vas_fixture_apply (f, twenty);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM fapiao WHERE parcel_key IS NOT NULL"), ==, 20);
}

static void
test_recipient_states (VasFixture    **fixture,
                       gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000009", 9800, "2025-06-01");
  g_autofree char *in_review = vas_fixture_enter (f, order, 9800);
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autoptr (VasCommand) early = vas_issued_recipient (f, in_review, "recipient_mobile", "+86 139-0013-9000");
  g_autoptr (VasCommand) issued = vas_issued_recipient (f, key, "recipient_mobile", "13900139000");
  g_autoptr (VasCommand) late = vas_issued_recipient (f, key, "recipient_mobile", "13700137000");
  g_autoptr (VasCommand) malformed = vas_issued_recipient (f, key, "recipient_mobile", "1370013700");
  g_autofree char *parcel = NULL;
  g_autoptr (VasRequest) request = NULL;
  g_autoptr (VasRequest) first = NULL;

  vas_fixture_apply (f, early);
  first = vas_fixture_get_request (f, in_review);
  g_assert_cmpstr (first->recipient_mobile, ==, "13900139000");
  g_assert_cmpint (first->state, ==, VAS_REQUEST_STATE_REVIEW);

  vas_fixture_refuse (f, malformed, "recipient-mobile-malformed");
  vas_fixture_apply (f, issued);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpstr (request->recipient_mobile_masked, ==, "139****9000");
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'recipient.correct' AND "
                                         "body LIKE '%13900139000%'"), ==, 0);

  parcel = vas_issued_shipped (f, WAYBILL, sheet);
  vas_fixture_refuse (f, late, "state-moved");
  g_assert_nonnull (parcel);
}

static void
test_recipient_of_the_rest (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *one = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &one);
  g_autofree char *two = vas_issued_add_sheet (f, key, "00015046", 10000, "2026-03-09");
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, one);
  g_autofree char *second = NULL;
  g_autoptr (VasCommand) asked = vas_issued_recipient (f, key, "recipient_name", "王小明");
  g_autoptr (VasCommand) confirmed = vas_issued_recipient (f, key, "recipient_name", "王小明");
  g_autoptr (VasParcel) gone = NULL;
  g_autoptr (VasParcel) rest = NULL;

  vas_fixture_refuse (f, asked, "recipient-handed-over");
  vas_command_acknowledge (confirmed, "recipient-handed-over");
  vas_fixture_apply (f, confirmed);
  second = vas_issued_shipped (f, OTHER_WAYBILL, two);
  gone = vas_issued_get_parcel (f, parcel);
  rest = vas_issued_get_parcel (f, second);
  g_assert_cmpstr (gone->recipient_name, ==, "单晓明");
  g_assert_cmpstr (rest->recipient_name, ==, "王小明");
  g_assert_cmpstr (rest->recipient_name_masked, ==, "王*");
}

static void
test_recipient_after_it_came_back (VasFixture    **fixture,
                                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, sheet);
  g_autoptr (VasCommand) correct = vas_issued_recipient (f, key, "recipient_name", "王小明");

  vas_issued_event (f, parcel, "refused");
  vas_fixture_apply (f, correct);
}

static void
test_undone (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autoptr (VasRequest) request = vas_fixture_get_request (f, key);
  g_autoptr (VasFapiao) sheet = vas_issued_get_sheet (f, key_sheet);
  g_autoptr (VasCommand) ship = vas_issued_ship (f, f->clerk, WAYBILL, key_sheet, NULL);
  g_autoptr (VasReceipt) receipt = vas_fixture_save (f, ship, 8);
  g_autoptr (VasRequest) request_after = NULL;
  g_autoptr (VasFapiao) sheet_after = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_TELL);
  g_assert_true (vas_sql_begin (f->sql, NULL));
  g_ptr_array_add (ids, receipt->command_id);
  g_assert_true (vas_ledger_undo (f->sql, ids, f->now, &n, NULL, &error));
  g_assert_true (vas_sql_commit (f->sql, NULL));
  request_after = vas_fixture_get_request (f, key);
  sheet_after = vas_issued_get_sheet (f, key_sheet);
  g_assert_true (vas_entity_equal (request, request_after));
  g_assert_true (vas_entity_equal (sheet, sheet_after));
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM parcel"), ==, 0);
}

static void
test_telling_ends_the_hold (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autoptr (VasCommand) ship = vas_issued_ship (f, f->clerk, WAYBILL, sheet, NULL);
  g_autoptr (VasReceipt) receipt = vas_fixture_save (f, ship, 8);

  g_assert_true (receipt->applied);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'parcel.ship'"), ==, 0);
  vas_issued_tell (f, key, "phone", WAYBILL);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'parcel.ship'"), ==, 1);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_DONE);
}

static void
test_delivery_changes (VasFixture    **fixture,
                       gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autoptr (VasCommand) come = vas_issued_recipient (f, key, "delivery", "pickup");
  g_autoptr (VasCommand) send = vas_issued_recipient (f, key, "delivery", "courier");

  vas_fixture_apply (f, come);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_PICKUP);
  vas_fixture_apply (f, send);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_SHIP);
}

static void
test_waybill_corrected (VasFixture    **fixture,
                        gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, key_sheet);
  g_autoptr (VasCommand) same = vas_command_new ("parcel.correct", f->clerk, f->now);
  g_autoptr (VasCommand) correct = vas_command_new ("parcel.correct", f->clerk, f->now);
  g_autoptr (VasCommand) ended = vas_command_new ("parcel.correct", f->clerk, f->now);
  g_autoptr (VasRequest) request = NULL;
  g_autoptr (VasParcel) corrected = NULL;
  VasCommand *commands[] = { same, correct, ended };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      vas_command_set_text (commands[i], "parcel", parcel);
      vas_command_set_text (commands[i], "waybill", i == 0 ? WAYBILL : i == 1 ? OTHER_WAYBILL : "SF1234567890125");
      vas_command_set_text (commands[i], "reason", "扫错单号");
    }
  vas_issued_tell (f, key, "phone", WAYBILL);
  vas_fixture_refuse (f, same, "waybill-same");
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_DONE);

  vas_fixture_apply (f, correct);
  request = vas_fixture_get_request (f, key);
  corrected = vas_issued_get_parcel (f, parcel);
  g_assert_cmpstr (corrected->waybill, ==, OTHER_WAYBILL);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_TO_TELL);
  g_assert_cmpint (request->finished_at, ==, VAS_NONE);

  vas_issued_event (f, parcel, "signed");
  vas_fixture_refuse (f, ended, "parcel-ended");
}

/* What is picked up has no number that could be wrong. */
static void
test_pickup_has_no_waybill (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, sheet);
  g_autoptr (VasParcel) picked_up = vas_issued_get_parcel (f, parcel);
  g_autoptr (VasCommand) correct = vas_command_new ("parcel.correct", f->clerk, f->now);

  g_assert_nonnull (key);
  picked_up->method = VAS_DELIVERY_PICKUP;
  vas_issued_change (f, picked_up);
  vas_command_set_text (correct, "parcel", parcel);
  vas_command_set_text (correct, "waybill", OTHER_WAYBILL);
  vas_command_set_text (correct, "reason", "扫错单号");
  vas_fixture_refuse (f, correct, "parcel-not-courier");
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/parcel/ship/sheet-goes-under-a-waybill-and-is-to-be-told-R22", test_ship);
  ADD ("/parcel/ship/told-only-when-every-sheet-is-under-way-R22", test_all_sheets_before_telling);
  ADD ("/parcel/ship/one-recipient-by-name-mobile-and-address-R22", test_one_recipient);
  ADD ("/parcel/ship/recipient-must-be-complete-R22", test_recipient_complete);
  ADD ("/parcel/ship/waybill-has-a-form-and-is-used-once-R22", test_waybill);
  ADD ("/parcel/ship/used-waybill-names-the-case-of-a-replaced-parcel-R22", test_used_waybill_of_replaced_parcel);
  ADD ("/parcel/ship/only-sheets-that-lie-here-R22", test_sheets_at_desk);
  ADD ("/parcel/ship/only-issued-sheets-R22", test_only_issued_sheets);
  ADD ("/parcel/ship/only-clerks-and-only-at-to-ship-R30", test_only_at_to_ship);
  ADD ("/parcel/ship/sender-pays-by-the-supervisor-R22", test_sender_pays);
  ADD ("/parcel/ship/this-sheet-this-envelope", test_pairing);
  ADD ("/parcel/ship/one-to-twenty-sheets-each-once", test_list_of_sheets);
  if (!vas_test_database_is_server ()) /* where nothing is held */
    ADD ("/parcel/ship/undone-within-the-hold-leaves-no-trace", test_undone);
  if (!vas_test_database_is_server ()) /* where nothing is held */
    ADD ("/parcel/ship/telling-ends-its-hold", test_telling_ends_the_hold);
  ADD ("/parcel/recipient/corrected-until-hand-over-R22", test_recipient_states);
  ADD ("/parcel/recipient/of-the-rest-where-a-part-is-handed-over-R22", test_recipient_of_the_rest);
  ADD ("/parcel/recipient/corrected-after-it-came-back-R22", test_recipient_after_it_came_back);
  ADD ("/parcel/recipient/delivery-moves-between-sending-and-pick-up-R22", test_delivery_changes);
  ADD ("/parcel/correct/corrected-waybill-is-told-again-R22", test_waybill_corrected);
  ADD ("/parcel/correct/what-is-picked-up-has-no-waybill-R22", test_pickup_has_no_waybill);
  return g_test_run ();
}
