/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialogs of parcels, notices and paper (R20, R22), each on its right path and on the one that a rule refuses. */

#include "vas-desk-fixture.h"
#include "vas-fixture-paper.h"
#include "vas-form-dialog.h"
#include "vas-issued.h"
#include "vas-parcel-dialogs.h"

static void
add_pickup (VasFixture *office,
            GHashTable *keys)
{
  g_autofree char *sheet = NULL;
  char *request = vas_issued_ready (office, "2025060110000003", "00015047", &sheet);
  g_autoptr (VasCommand) recipient = vas_issued_recipient (office, request, "delivery", "pickup");
  g_autoptr (VasCommand) ready = vas_fixture_command (office, "parcel.pickup", office->clerk, request);

  vas_desk_fixture_keep (keys, "pickup", request);
  vas_fixture_apply (office, recipient);
  vas_fixture_apply (office, ready);
}

/* Two sheets of one request in two parcels. */
static void
add_two (VasFixture *office,
         GHashTable *keys)
{
  char *request = vas_issued_request (office, "2025060110000004", 29800);
  g_autofree char *first = vas_issued_add_sheet (office, request, "00015048", 9800, "2026-03-09");
  g_autofree char *second = vas_issued_add_sheet (office, request, "00015049", 20000, "2026-03-09");

  vas_desk_fixture_keep (keys, "two", request);
  vas_desk_fixture_keep (keys, "first parcel", vas_issued_shipped (office, "SF1000000000003", first));
  vas_desk_fixture_keep (keys, "second parcel", vas_issued_shipped (office, "SF1000000000004", second));
}

/* One that lies here, one under way and told, one that came back, one to be picked up, one in two parcels. */
static void
fill (VasFixture *office,
      GHashTable *keys)
{
  g_autofree char *sheet = NULL;
  g_autofree char *told = NULL;
  g_autofree char *back = NULL;
  g_autofree char *under_way = NULL;
  g_autofree char *came_back = NULL;

  vas_fixture_receive (office, "00000101", "00000120");
  vas_desk_fixture_keep (keys, "ready", vas_issued_ready (office, "2025060110000001", "00015045", &sheet));
  vas_desk_fixture_keep (keys, "told", vas_issued_ready (office, "2025060110000002", "00015046", &told));
  under_way = vas_issued_shipped (office, "SF1000000000001", told);
  vas_issued_tell (office, g_hash_table_lookup (keys, "told"), "site", "SF1000000000001");
  vas_desk_fixture_keep (keys, "back", vas_issued_ready (office, "2025060110000005", "00015050", &back));
  came_back = vas_issued_shipped (office, "SF1000000000002", back);
  vas_issued_event (office, came_back, "returned");
  add_pickup (office, keys);
  add_two (office, keys);
}

static void
close_form (VasForm *form)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (form))));
}

static void
assert_forbidden (VasForm *form)
{
  g_assert_false (gtk_widget_get_sensitive (vas_form_get_button (form)));
  close_form (form);
}

static void
test_waybill (VasDeskFixture **fixture,
              gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form = vas_desk_fixture_open (f, vas_waybill_dialog_new, "told", "clerk");
  g_autoptr (VasCase) vas_case = NULL;

  vas_desk_fixture_fill (form, "waybill", "SF1000000000003");
  vas_desk_fixture_fill (form, "reason", "录入有误");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_true (vas_desk_fixture_has_said (form, "waybill-used"));
  vas_desk_fixture_assert_state (f, "told", VAS_REQUEST_STATE_DONE);

  vas_desk_fixture_fill (form, "waybill", "SF1000000000009");
  g_assert_true (vas_desk_fixture_run (form));
  vas_case = vas_desk_fixture_get_case (f, "told");
  g_assert_cmpstr (vas_case_get_parcel (vas_case)->waybill, ==, "SF1000000000009");
  g_assert_cmpint (vas_case->request->state, ==, VAS_REQUEST_STATE_TO_TELL);
}

static void
test_waybill_needs_a_parcel (VasDeskFixture **fixture,
                             gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form;

  assert_forbidden (vas_desk_fixture_open (f, vas_waybill_dialog_new, "ready", "clerk"));
  form = vas_desk_fixture_open (f, vas_waybill_dialog_new, "back", "clerk");
  vas_desk_fixture_fill (form, "waybill", "SF1000000000009");
  vas_desk_fixture_fill (form, "reason", "录入有误");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_true (vas_desk_fixture_has_said (form, "parcel-ended"));
  close_form (form);
}

/* Of several parcels under way the one that is meant is chosen. */
static void
test_one_of_two_parcels (VasDeskFixture **fixture,
                         gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form = vas_desk_fixture_open (f, vas_event_dialog_new, "two", "clerk");
  g_autoptr (VasCase) vas_case = NULL;

  vas_desk_fixture_fill (form, "parcel", vas_desk_fixture_get_key (f, "first parcel"));
  vas_desk_fixture_fill (form, "state", "refused");
  g_assert_true (vas_desk_fixture_run (form));
  vas_case = vas_desk_fixture_get_case (f, "two");
  for (guint i = 0; i < vas_case->parcels->len; i++)
    {
      VasParcel *parcel = g_ptr_array_index (vas_case->parcels, i);
      const gboolean first = g_str_equal (parcel->waybill, "SF1000000000003");

      g_assert_cmpint (parcel->state, ==, first ? VAS_PARCEL_STATE_REFUSED : VAS_PARCEL_STATE_TRANSIT);
    }
  g_assert_cmpint (vas_case->request->state, ==, VAS_REQUEST_STATE_TO_SHIP);
}

static void
test_recipient (VasDeskFixture **fixture,
                gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form = vas_desk_fixture_open (f, vas_recipient_dialog_new, "ready", "clerk");
  g_autoptr (VasCase) vas_case = NULL;

  vas_desk_fixture_fill (form, "recipient_name", "尉迟明");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (form, "reason")));
  vas_desk_fixture_fill (form, "reason", "用户来电更正");
  g_assert_true (vas_desk_fixture_run (form));
  vas_case = vas_desk_fixture_get_case (f, "ready");
  g_assert_cmpstr (vas_case->request->recipient_name, ==, "尉迟明");
}

static void
test_recipient_after_hand_over (VasDeskFixture **fixture,
                                gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form = vas_desk_fixture_open (f, vas_recipient_dialog_new, "told", "clerk");

  vas_desk_fixture_fill (form, "recipient_name", "尉迟明");
  vas_desk_fixture_fill (form, "reason", "用户来电更正");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_true (vas_desk_fixture_has_said (form, "state-moved"));
  close_form (form);
}

static void
test_hand_over (VasDeskFixture **fixture,
                gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form = vas_desk_fixture_open (f, vas_hand_over_dialog_new, "pickup", "clerk");
  g_autoptr (VasCase) vas_case = NULL;

  g_assert_false (vas_desk_fixture_run (form));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (form, "receipt")));
  vas_desk_fixture_fill (form, "receipt", "单晓明，身份证");
  g_assert_true (vas_desk_fixture_run (form));
  vas_case = vas_desk_fixture_get_case (f, "pickup");
  g_assert_cmpint (vas_case_get_parcel (vas_case)->state, ==, VAS_PARCEL_STATE_SIGNED);
  g_assert_cmpstr (vas_case_get_parcel (vas_case)->receipt, ==, "单晓明，身份证");
}

static void
test_courier_is_not_handed_over (VasDeskFixture **fixture,
                                 gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form = vas_desk_fixture_open (f, vas_hand_over_dialog_new, "told", "clerk");

  vas_desk_fixture_fill (form, "receipt", "单晓明，身份证");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_true (vas_desk_fixture_has_said (form, "parcel-not-pickup"));
  close_form (form);
}

static void
test_event (VasDeskFixture **fixture,
            gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form = vas_desk_fixture_open (f, vas_event_dialog_new, "pickup", "clerk");

  vas_desk_fixture_fill (form, "state", "signed");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_true (vas_desk_fixture_has_said (form, "pickup-needs-receipt"));
  close_form (form);

  form = vas_desk_fixture_open (f, vas_event_dialog_new, "told", "clerk");
  vas_desk_fixture_fill (form, "state", "returned");
  vas_desk_fixture_fill (form, "reason", "收件人已搬离");
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_assert_state (f, "told", VAS_REQUEST_STATE_TO_SHIP);
}

/* The second parcel of "two" is under way, and its user is told by telephone: that is kept as it was said. */
static void
test_tell_otherwise (VasDeskFixture **fixture,
                     gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form = vas_desk_fixture_open (f, vas_tell_dialog_new, "two", "clerk");
  g_autoptr (VasCase) told = NULL;
  VasNotice *notice;

  vas_desk_fixture_fill (form, "channel", "phone");
  vas_desk_fixture_fill (form, "text", "两个包裹，运单 SF1000000000003 和 SF1000000000004，本人已知悉");
  g_assert_true (vas_desk_fixture_run (form));
  told = vas_desk_fixture_get_case (f, "two");
  g_assert_cmpint (told->request->state, ==, VAS_REQUEST_STATE_DONE);
  notice = g_ptr_array_index (told->notices, told->notices->len - 1);
  g_assert_cmpint (notice->channel, ==, VAS_NOTICE_CHANNEL_PHONE);

  form = vas_desk_fixture_open (f, vas_tell_dialog_new, "ready", "clerk");
  g_assert_false (gtk_widget_get_sensitive (vas_form_get_button (form)));
  close_form (form);
}

static void
test_ask (VasDeskFixture **fixture,
          gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form;
  g_autoptr (VasCase) vas_case = NULL;
  VasNotice *notice;

  assert_forbidden (vas_desk_fixture_open (f, vas_ask_dialog_new, "ready", "clerk"));
  form = vas_desk_fixture_open (f, vas_ask_dialog_new, "back", "clerk");
  vas_desk_fixture_fill (form, "channel", "phone");
  g_assert_true (vas_desk_fixture_run (form));
  vas_case = vas_desk_fixture_get_case (f, "back");
  g_assert_cmpint (vas_case->request->state, ==, VAS_REQUEST_STATE_TO_SHIP);
  notice = g_ptr_array_index (vas_case->notices, vas_case->notices->len - 1);
  g_assert_cmpint (notice->kind, ==, VAS_NOTICE_KIND_RESHIP);
  g_assert_nonnull (strstr (notice->text, "SF1000000000002"));
}

static void
test_keep (VasDeskFixture **fixture,
           gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form;

  assert_forbidden (vas_desk_fixture_open (f, vas_keep_dialog_new, "told", "clerk"));
  form = vas_desk_fixture_open (f, vas_keep_dialog_new, "back", "clerk");
  g_assert_false (vas_desk_fixture_run (form));
  vas_desk_fixture_fill (form, "reason", "用户请求暂存");
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_assert_state (f, "back", VAS_REQUEST_STATE_TO_TELL);
}

static void
test_failed (VasDeskFixture **fixture,
             gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form;

  assert_forbidden (vas_desk_fixture_open (f, vas_failed_dialog_new, "told", "clerk"));
  assert_forbidden (vas_desk_fixture_open (f, vas_failed_dialog_new, "ready", "supervisor"));
  form = vas_desk_fixture_open (f, vas_failed_dialog_new, "told", "supervisor");
  vas_desk_fixture_fill (form, "reason", "站内信被退回");
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_assert_state (f, "told", VAS_REQUEST_STATE_TO_TELL);
  assert_forbidden (vas_desk_fixture_open (f, vas_failed_dialog_new, "told", "supervisor"));
}

static gpointer
count_ranges (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM stock", error);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, error));

  return GINT_TO_POINTER ((int) vas_statement_get_int (statement, 0));
}

static int
get_n_ranges (VasDeskFixture *f)
{
  return GPOINTER_TO_INT (vas_store_read (f->store, count_ranges, NULL, NULL, NULL));
}

static void
test_receive (VasDeskFixture **fixture,
              gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasForm *form;
  GtkWidget *dialog;

  vas_desk_fixture_act_as (f, "clerk");
  dialog = vas_receive_dialog_new (f->desk, GTK_WINDOW (f->parent), VAS_FIXTURE_POINT);
  form = vas_form_dialog_get_form (VAS_FORM_DIALOG (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  vas_desk_fixture_fill (form, "code", VAS_FIXTURE_CODE);
  vas_desk_fixture_fill (form, "first", "00000120");
  vas_desk_fixture_fill (form, "last", "00000140");
  vas_desk_fixture_fill (form, "handed_by", vas_desk_fixture_get_key (f, "supervisor"));
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_true (vas_desk_fixture_has_said (form, "stock-overlaps"));
  g_assert_cmpint (get_n_ranges (f), ==, 1);

  vas_desk_fixture_fill (form, "first", "00000121");
  g_assert_true (vas_desk_fixture_run (form));
  g_assert_cmpint (get_n_ranges (f), ==, 2);
}

/* Who receives is not offered as who hands over. */
static void
test_receive_by_two (VasDeskFixture **fixture,
                     gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  GtkWidget *dialog;
  VasForm *form;
  g_autofree char *chosen = NULL;

  vas_desk_fixture_act_as (f, "clerk");
  dialog = vas_receive_dialog_new (f->desk, GTK_WINDOW (f->parent), VAS_FIXTURE_POINT);
  form = vas_form_dialog_get_form (VAS_FORM_DIALOG (dialog));
  vas_desk_fixture_fill (form, "handed_by", vas_desk_fixture_get_key (f, "clerk"));
  chosen = vas_form_field_get_text (vas_form_get_field (form, "handed_by"));
  g_assert_cmpstr (chosen, !=, vas_desk_fixture_get_key (f, "clerk"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

#define ADD(path, func) \
  g_test_add (path, VasDeskFixture *, fill, vas_desk_fixture_set_up, func, vas_desk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/parcel-dialogs/waybill/corrected-and-to-be-told-again-R22", test_waybill);
  ADD ("/parcel-dialogs/waybill/only-of-a-parcel-under-way-R22", test_waybill_needs_a_parcel);
  ADD ("/parcel-dialogs/event/of-the-parcel-that-is-chosen", test_one_of_two_parcels);
  ADD ("/parcel-dialogs/event/a-pick-up-is-signed-by-its-receipt-R22", test_event);
  ADD ("/parcel-dialogs/recipient/with-a-reason-R22", test_recipient);
  ADD ("/parcel-dialogs/recipient/not-after-hand-over-R22", test_recipient_after_hand_over);
  ADD ("/parcel-dialogs/hand-over/with-a-receipt-R22", test_hand_over);
  ADD ("/parcel-dialogs/hand-over/not-what-went-by-courier", test_courier_is_not_handed_over);
  ADD ("/parcel-dialogs/tell/by-another-channel-R22", test_tell_otherwise);
  ADD ("/parcel-dialogs/ask/only-what-came-back-R22", test_ask);
  ADD ("/parcel-dialogs/keep/only-what-came-back-R22", test_keep);
  ADD ("/parcel-dialogs/notice/failed-by-the-supervisor-is-told-again-R22", test_failed);
  ADD ("/parcel-dialogs/paper/no-number-comes-twice-R20", test_receive);
  ADD ("/parcel-dialogs/paper/by-two-people-R20", test_receive_by_two);

  return g_test_run ();
}
