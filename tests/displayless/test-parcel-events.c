/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R22: what follows when a parcel is signed for, comes back or is lost; and pick-ups at the desk. */

#include "vas-issued.h"

#include "vas-handover-store.h"
#include "vas-queue.h"

#define WAYBILL "SF1234567890123"
#define OTHER_WAYBILL "SF1234567890124"
#define THIRD_WAYBILL "SF1234567890125"

static guint64
count_tab (VasFixture  *f,
           VasQueueTab  tab)
{
  g_autoptr (VasQueueQuestion) question = vas_queue_question_new (VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, NULL, f->clerk, f->now);
  guint64 counts[VAS_QUEUE_N_TABS];

  g_assert_true (vas_queue_count (f->sql, question, counts, NULL));

  return counts[tab];
}

static VasCommand *
on_request (VasFixture *f,
            const char *type,
            const char *request)
{
  VasCommand *command = vas_fixture_command (f, type, f->clerk, request);

  if (g_str_equal (type, "parcel.keep"))
    vas_command_set_text (command, "reason", "用户要求留存");

  return command;
}

static void
test_signed (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, key_sheet);
  g_autoptr (VasFapiao) sheet = NULL;
  g_autoptr (VasCommand) again = vas_command_new ("parcel.event", f->clerk, f->now);

  vas_issued_event (f, parcel, "signed");
  sheet = vas_issued_get_sheet (f, key_sheet);
  g_assert_cmpint (sheet->place, ==, VAS_FAPIAO_PLACE_USER);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_TELL);

  vas_command_set_text (again, "parcel", parcel);
  vas_command_set_text (again, "state", "lost");
  vas_fixture_refuse (f, again, "parcel-ended");
}

static void
assert_on_list (VasFixture *f,
                const char *point,
                guint       n_parcels)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vas_handover_list (f->sql, point, f->now, f->now + 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, n_parcels);
}

/* The list of a day says what was in the parcels of that day, also when it came back and was sent again. */
static void
assert_handed_over (VasFixture *f,
                    const char *point,
                    guint       n_parcels)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vas_handover_list (f->sql, point, f->now, f->now + 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, n_parcels);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpuint (((VasHandoverRow *) g_ptr_array_index (rows, i))->fapiao->len, ==, 1);
}

static void
test_came_back (VasFixture    **fixture,
                gconstpointer   data)
{
  VasFixture *f = *fixture;
  const char *how = data;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, key_sheet);
  g_autofree char *second = NULL;
  g_autoptr (VasFapiao) sheet = NULL;
  g_autoptr (VasRequest) request = NULL;
  g_autoptr (VasParcel) replacement = NULL;

  vas_issued_tell (f, key, "phone", WAYBILL);
  g_assert_cmpint (count_tab (f, VAS_QUEUE_CAME_BACK), ==, 0);
  vas_issued_event (f, parcel, how);
  request = vas_fixture_get_request (f, key);
  sheet = vas_issued_get_sheet (f, key_sheet);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_TO_SHIP);
  g_assert_cmpint (request->finished_at, ==, VAS_NONE);
  g_assert_cmpint (request->due, ==, vas_date_from_ymd (2026, 3, 11));
  g_assert_cmpint (sheet->place, ==, VAS_FAPIAO_PLACE_DESK);
  g_assert_cmpint (count_tab (f, VAS_QUEUE_CAME_BACK), ==, 1);

  second = vas_issued_shipped (f, OTHER_WAYBILL, key_sheet);
  replacement = vas_issued_get_parcel (f, second);
  g_assert_cmpstr (replacement->replaces_key, ==, parcel);
  g_assert_cmpint (count_tab (f, VAS_QUEUE_CAME_BACK), ==, 0);
  assert_handed_over (f, NULL, 2);
  assert_handed_over (f, sheet->point, 2);
  assert_handed_over (f, "没有", 0);
}

static guint
count_sheets (VasFixture *f,
              const char *waybill)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vas_handover_list (f->sql, NULL, f->now, f->now + 1, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      VasHandoverRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->parcel->waybill, waybill))
        n += row->fapiao->len;
    }

  return n;
}

/* Two that came back and were sent again in one: the list of the day has each with what was in it, and the third with both. */
static void
test_two_replaced_by_one (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autofree char *first = vas_issued_ready (f, "2025060110000001", "00015045", &one);
  g_autofree char *second = vas_issued_ready (f, "2025060110000002", "00015046", &other);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, one);
  g_autofree char *next = vas_issued_shipped (f, OTHER_WAYBILL, other);
  g_autoptr (VasCommand) again = vas_issued_ship (f, f->clerk, THIRD_WAYBILL, one, other);
  g_autoptr (VasFapiao) sheet = vas_issued_get_sheet (f, one);

  vas_issued_tell (f, first, "phone", WAYBILL);
  vas_issued_tell (f, second, "phone", OTHER_WAYBILL);
  vas_issued_event (f, parcel, "returned");
  vas_issued_event (f, next, "returned");
  vas_fixture_apply (f, again);

  g_assert_cmpuint (count_sheets (f, WAYBILL), ==, 1);
  g_assert_cmpuint (count_sheets (f, OTHER_WAYBILL), ==, 1);
  g_assert_cmpuint (count_sheets (f, THIRD_WAYBILL), ==, 2);
  assert_on_list (f, sheet->point, 3);
}

static void
test_lost (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, key_sheet);
  g_autoptr (VasCommand) again = vas_issued_ship (f, f->clerk, OTHER_WAYBILL, key_sheet, NULL);
  g_autoptr (VasFapiao) sheet = NULL;

  vas_issued_event (f, parcel, "lost");
  sheet = vas_issued_get_sheet (f, key_sheet);
  g_assert_cmpint (sheet->place, ==, VAS_FAPIAO_PLACE_LOST);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_SHIP);
  g_assert_cmpint (count_tab (f, VAS_QUEUE_CAME_BACK), ==, 1);
  vas_fixture_refuse (f, again, "sheet-elsewhere");
}

static void
test_keep (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autoptr (VasCommand) early = on_request (f, "parcel.keep", key);
  g_autoptr (VasCommand) keep = on_request (f, "parcel.keep", key);
  g_autofree char *parcel = NULL;
  g_autoptr (VasFapiao) sheet = NULL;

  vas_fixture_refuse (f, early, "not-came-back");
  parcel = vas_issued_shipped (f, WAYBILL, key_sheet);
  vas_issued_event (f, parcel, "returned");
  vas_fixture_apply (f, keep);
  sheet = vas_issued_get_sheet (f, key_sheet);
  g_assert_cmpint (sheet->place, ==, VAS_FAPIAO_PLACE_ARCHIVE);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_TELL);
  g_assert_cmpint (count_tab (f, VAS_QUEUE_CAME_BACK), ==, 0);
}

static void
test_voided_sheet_does_not_come_back (VasFixture    **fixture,
                                      gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *one = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &one);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, one);
  g_autofree char *two = NULL;
  g_autoptr (VasFapiao) sheet = NULL;

  vas_issued_event (f, parcel, "refused");
  g_assert_cmpint (count_tab (f, VAS_QUEUE_CAME_BACK), ==, 1);
  sheet = vas_issued_get_sheet (f, one);
  sheet->state = VAS_FAPIAO_STATE_VOIDED;
  vas_issued_change (f, sheet);
  two = vas_issued_add_sheet (f, key, "00015046", 29800, "2026-03-10");
  g_assert_nonnull (two);
  g_assert_cmpint (count_tab (f, VAS_QUEUE_CAME_BACK), ==, 0);
}

static void
test_kept_goes_out_again (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, key_sheet);
  g_autoptr (VasCommand) keep = on_request (f, "parcel.keep", key);
  g_autoptr (VasCommand) come = vas_issued_recipient (f, key, "delivery", "pickup");
  g_autoptr (VasCommand) pickup = on_request (f, "parcel.pickup", key);
  g_autoptr (VasFapiao) sheet = NULL;

  vas_issued_event (f, parcel, "returned");
  vas_fixture_apply (f, keep);
  vas_issued_tell (f, key, "phone", "留存");
  vas_fixture_apply (f, come);
  sheet = vas_issued_get_sheet (f, key_sheet);
  g_assert_cmpint (sheet->place, ==, VAS_FAPIAO_PLACE_DESK);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_PICKUP);
  vas_fixture_apply (f, pickup);
}

static void
test_pickup_of_the_rest (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *one = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &one);
  g_autofree char *two = vas_issued_add_sheet (f, key, "00015046", 10000, "2026-03-09");
  g_autofree char *signed_for = vas_issued_shipped (f, WAYBILL, one);
  g_autofree char *refused = vas_issued_shipped (f, OTHER_WAYBILL, two);
  g_autoptr (VasCommand) come = vas_issued_recipient (f, key, "delivery", "pickup");
  g_autoptr (VasCommand) pickup = on_request (f, "parcel.pickup", key);
  g_autoptr (VasFapiao) delivered = NULL;
  g_autoptr (VasFapiao) waiting = NULL;

  vas_issued_event (f, signed_for, "signed");
  vas_issued_event (f, refused, "refused");
  vas_command_acknowledge (come, "recipient-handed-over");
  vas_fixture_apply (f, come);
  vas_fixture_apply (f, pickup);
  delivered = vas_issued_get_sheet (f, one);
  waiting = vas_issued_get_sheet (f, two);
  g_assert_cmpint (delivered->place, ==, VAS_FAPIAO_PLACE_USER);
  g_assert_cmpint (waiting->place, ==, VAS_FAPIAO_PLACE_PICKUP);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_TELL);
}

static VasCommand *
hand_over (VasFixture *f,
           const char *parcel)
{
  VasCommand *command = vas_command_new ("parcel.hand-over", f->clerk, f->now);

  vas_command_set_text (command, "parcel", parcel);
  vas_command_set_text (command, "receipt", "单晓明");

  return command;
}

static void
test_pickup (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autoptr (VasCommand) early = on_request (f, "parcel.pickup", key);
  g_autoptr (VasCommand) come = vas_issued_recipient (f, key, "delivery", "pickup");
  g_autoptr (VasCommand) pickup = on_request (f, "parcel.pickup", key);
  g_autoptr (VasCommand) over = NULL;
  g_autoptr (VasCommand) by_event = vas_command_new ("parcel.event", f->clerk, f->now);
  g_autoptr (VasFapiao) waiting = NULL;
  g_autoptr (VasFapiao) fetched = NULL;
  g_autoptr (VasParcel) parcel = NULL;

  vas_fixture_refuse (f, early, "state-moved");
  vas_fixture_apply (f, come);
  vas_fixture_apply (f, pickup);
  waiting = vas_issued_get_sheet (f, key_sheet);
  g_assert_cmpint (waiting->place, ==, VAS_FAPIAO_PLACE_PICKUP);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_TELL);

  vas_command_set_text (by_event, "parcel", waiting->parcel_key);
  vas_command_set_text (by_event, "state", "signed");
  vas_fixture_refuse (f, by_event, "pickup-needs-receipt");

  over = hand_over (f, waiting->parcel_key);
  vas_fixture_apply (f, over);
  fetched = vas_issued_get_sheet (f, key_sheet);
  parcel = vas_issued_get_parcel (f, waiting->parcel_key);
  g_assert_cmpint (fetched->place, ==, VAS_FAPIAO_PLACE_USER);
  g_assert_cmpint (parcel->state, ==, VAS_PARCEL_STATE_SIGNED);
  g_assert_cmpstr (parcel->receipt, ==, "单晓明");
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE body LIKE '%单晓明%'"), ==, 0);
}

static void
test_pickup_never_came (VasFixture    **fixture,
                        gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &key_sheet);
  g_autoptr (VasCommand) come = vas_issued_recipient (f, key, "delivery", "pickup");
  g_autoptr (VasCommand) pickup = on_request (f, "parcel.pickup", key);
  g_autoptr (VasFapiao) waiting = NULL;

  vas_fixture_apply (f, come);
  vas_fixture_apply (f, pickup);
  waiting = vas_issued_get_sheet (f, key_sheet);
  vas_issued_event (f, waiting->parcel_key, "returned");
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_PICKUP);
  g_assert_cmpint (count_tab (f, VAS_QUEUE_CAME_BACK), ==, 1);
}

static void
test_courier_is_not_handed_over (VasFixture    **fixture,
                                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", "00015045", &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, sheet);
  g_autoptr (VasCommand) over = hand_over (f, parcel);

  g_assert_nonnull (key);
  vas_fixture_refuse (f, over, "parcel-not-pickup");
}

/* Two parcels, one lost: while the other is under way its fapiao may still be delivered, and nothing is issued again. */
static void
test_reissue_waits_for_the_other (VasFixture    **fixture,
                                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = vas_issued_request (f, "2025060110000001", 29800);
  g_autofree char *one = vas_issued_add_sheet (f, key, "00015051", 9800, "2026-03-09");
  g_autofree char *two = vas_issued_add_sheet (f, key, "00015052", 20000, "2026-03-09");
  g_autofree char *lost = vas_issued_shipped (f, "SF1234567890121", one);
  g_autofree char *under_way = vas_issued_shipped (f, "SF1234567890122", two);
  g_autoptr (VasCommand) early = vas_fixture_command (f, "request.reissue", f->supervisor, key);
  g_autoptr (VasCommand) late = vas_fixture_command (f, "request.reissue", f->supervisor, key);

  vas_command_set_text (early, "reason", "快件途中遗失");
  vas_command_set_text (late, "reason", "快件途中遗失");
  vas_issued_event (f, lost, "lost");
  vas_fixture_refuse (f, early, "sheet-handed-over");
  vas_issued_event (f, under_way, "returned");
  vas_fixture_apply (f, late);
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/parcel/event/signed-ends-it", test_signed);
  ADD ("/parcel/handover/two-that-came-back-and-went-in-one-stay-on-the-list-R22", test_two_replaced_by_one);
  g_test_add ("/parcel/event/refused-opens-the-case-again-R22", VasFixture *, "refused", vas_fixture_set_up, test_came_back, vas_fixture_tear_down);
  g_test_add ("/parcel/event/returned-opens-the-case-again-R22", VasFixture *, "returned", vas_fixture_set_up, test_came_back, vas_fixture_tear_down);
  ADD ("/parcel/event/lost-shows-and-cannot-be-sent-R22", test_lost);
  ADD ("/parcel/event/what-came-back-and-was-voided-is-no-longer-in-the-tab", test_voided_sheet_does_not_come_back);
  ADD ("/parcel/keep/only-what-came-back-is-kept-R22", test_keep);
  ADD ("/parcel/keep/what-is-kept-goes-out-again-R22", test_kept_goes_out_again);
  ADD ("/parcel/pickup/with-a-receipt-R22", test_pickup);
  ADD ("/parcel/pickup/of-the-rest-where-a-part-is-delivered", test_pickup_of_the_rest);
  ADD ("/parcel/pickup/who-never-came-is-open-again-R22", test_pickup_never_came);
  ADD ("/parcel/pickup/what-went-by-courier-is-not-handed-over", test_courier_is_not_handed_over);
  ADD ("/parcel/lost/nothing-is-issued-again-while-another-is-under-way-R18", test_reissue_waits_for_the_other);
  return g_test_run ();
}
