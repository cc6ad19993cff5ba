/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The small dialogs after the main path, each on its right path and on the one that a rule refuses. */

#include "vas-desk-fixture.h"
#include "vas-ending-dialogs.h"
#include "vas-fixture-paper.h"
#include "vas-form-dialog.h"
#include "vas-issued.h"
#include "vas-time.h"

/* One case with the user, one issued this month, one issued in February, one bound, one whose parcel was lost. */
static void
fill (VasFixture *office,
      GHashTable *keys)
{
  g_autofree char *order = vas_fixture_add_order (office, "2025060110000099", 29800, "2025-06-01");
  g_autofree char *sheet = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *old = NULL;
  g_autofree char *parcel = NULL;
  char *request;

  vas_fixture_receive (office, "00000101", "00000120");
  vas_desk_fixture_keep (keys, "bound", vas_fixture_enter_bound (office, order, 9800));
  vas_desk_fixture_keep (keys, "ready", vas_issued_ready (office, "2025060110000001", "00015045", &sheet));
  request = vas_issued_request (office, "2025060110000002", 29800);
  old = vas_issued_add_sheet (office, request, "00015046", 29800, "2026-02-27");
  vas_desk_fixture_keep (keys, "february", request);
  vas_desk_fixture_keep (keys, "lost", vas_issued_ready (office, "2025060110000003", "00015047", &lost));
  parcel = vas_issued_shipped (office, "SF1234567890123", lost);
  vas_issued_event (office, parcel, "lost");
}

static void
assert_error_at (VasForm    *form,
                 const char *id)
{
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (form, id)));
}

static void
test_return_open (VasDeskFixture **fixture,
                  gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_return_open_dialog_new, "ready", "agent");

  g_assert_false (vas_desk_fixture_run (form));
  assert_error_at (form, "reason");
  vas_desk_fixture_fill (form, "reason", "用户申请退款");
  g_assert_null (vas_form_field_get_error (vas_form_get_field (form, "reason")));
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_assert_state (*fixture, "ready", VAS_REQUEST_STATE_RETURNING);
}

static void
test_return_open_refused (VasDeskFixture **fixture,
                          gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_return_open_dialog_new, "bound", "agent");

  vas_desk_fixture_fill (form, "reason", "用户申请退款");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_true (vas_desk_fixture_has_said (form, "no-sheet-issued"));
  vas_desk_fixture_assert_state (*fixture, "bound", VAS_REQUEST_STATE_TO_ISSUE);
}

static void
test_misprint (VasDeskFixture **fixture,
               gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_misprint_dialog_new, "ready", "clerk");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (vas_form_get_field (form, "red_number"))));
  g_assert_nonnull (strstr (gtk_button_get_label (GTK_BUTTON (vas_form_get_button (form))), "00015045"));
  g_assert_false (vas_desk_fixture_run (form));
  assert_error_at (form, "reason");
  vas_desk_fixture_fill (form, "reason", "打印错位");
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_assert_state (*fixture, "ready", VAS_REQUEST_STATE_TO_ISSUE);
}

/* There is one sheet, so nothing to choose: what is typed at once is what was wrong with it. */
static void
test_misprint_focus (VasDeskFixture **fixture,
                     gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_misprint_dialog_new, "ready", "clerk");
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (form)));

  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (vas_form_get_field (form, "reason"))));
}

static void
test_misprint_of_a_month_before (VasDeskFixture **fixture,
                                 gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_misprint_dialog_new, "february", "clerk");

  vas_desk_fixture_fill (form, "reason", "打印错位");
  g_assert_false (vas_desk_fixture_run (form));
  assert_error_at (form, "red_code");
  assert_error_at (form, "red_number");
  vas_desk_fixture_fill (form, "red_code", "044002100304");
  vas_desk_fixture_fill (form, "red_number", "123");
  g_assert_false (vas_desk_fixture_run (form));
  assert_error_at (form, "red_number");
  g_assert_true (vas_desk_fixture_has_said (form, "reversal-is-supervisors"));
  vas_desk_fixture_fill (form, "red_number", "00019999");
  g_assert_false (vas_desk_fixture_run (form));
  vas_desk_fixture_act_as (*fixture, "supervisor");
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_assert_state (*fixture, "february", VAS_REQUEST_STATE_TO_ISSUE);
}

static void
test_unbind (VasDeskFixture **fixture,
             gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_unbind_dialog_new, "bound", "clerk");
  g_autoptr (VasCase) vas_case = NULL;

  vas_desk_fixture_fill (form, "spoiled", "1");
  vas_desk_fixture_fill (form, "reason", "卡纸撕破");
  g_assert_true (vas_desk_fixture_run (form));
  vas_case = vas_desk_fixture_get_case (*fixture, "bound");
  g_assert_cmpint (((VasFapiao *) g_ptr_array_index (vas_case->fapiao, 0))->state, ==, VAS_FAPIAO_STATE_VOIDED);
}

static void
test_nothing_bound (VasDeskFixture **fixture,
                    gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_unbind_dialog_new, "ready", "clerk");

  g_assert_false (gtk_widget_get_sensitive (vas_form_get_button (form)));
}

static void
test_ruined (VasDeskFixture **fixture,
             gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  GtkWidget *dialog = vas_ruined_dialog_new (f->desk, GTK_WINDOW (f->parent), VAS_FIXTURE_POINT);
  VasForm *form = vas_form_dialog_get_form (VAS_FORM_DIALOG (dialog));

  vas_desk_fixture_act_as (f, "clerk");
  vas_desk_fixture_fill (form, "code", VAS_FIXTURE_CODE);
  vas_desk_fixture_fill (form, "number", "00000121");
  vas_desk_fixture_fill (form, "reason", "撕破");
  g_assert_false (vas_desk_fixture_run (form));
  assert_error_at (form, "number");
  vas_desk_fixture_fill (form, "number", "00000120");
  g_assert_true (vas_desk_fixture_run (form));
}

static void
test_reissue (VasDeskFixture **fixture,
              gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_reissue_dialog_new, "lost", "clerk");

  vas_desk_fixture_fill (form, "reason", "快递丢失");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_true (vas_desk_fixture_has_said (form, "role-missing"));
  vas_desk_fixture_act_as (*fixture, "supervisor");
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_assert_state (*fixture, "lost", VAS_REQUEST_STATE_VOIDED);
}

static void
test_reissue_not_lost (VasDeskFixture **fixture,
                       gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_reissue_dialog_new, "february", "supervisor");
  g_autoptr (VasCase) vas_case = vas_desk_fixture_get_case (*fixture, "february");
  const char *key = vas_entity_get_key (g_ptr_array_index (vas_case->fapiao, 0));
  g_autofree char *code_id = g_strconcat ("red_code/", key, NULL);
  g_autofree char *number_id = g_strconcat ("red_number/", key, NULL);

  vas_desk_fixture_fill (form, "reason", "快递丢失");
  vas_desk_fixture_fill (form, code_id, "044002100304");
  vas_desk_fixture_fill (form, number_id, "00019999");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_true (vas_desk_fixture_has_said (form, "not-lost"));
  vas_desk_fixture_assert_state (*fixture, "february", VAS_REQUEST_STATE_TO_SHIP);
}

static void
test_photo (VasDeskFixture **fixture,
            gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_photo_dialog_new, "ready", "agent");
  g_autoptr (VasCase) vas_case = NULL;
  VasNotice *notice;

  vas_desk_fixture_fill (form, "channel", "sms");
  g_assert_true (vas_desk_fixture_run (form));
  vas_case = vas_desk_fixture_get_case (*fixture, "ready");
  notice = g_ptr_array_index (vas_case->notices, vas_case->notices->len - 1);
  g_assert_cmpint (notice->kind, ==, VAS_NOTICE_KIND_PHOTO);
  g_assert_cmpint (notice->channel, ==, VAS_NOTICE_CHANNEL_SMS);
}

static void
test_nothing_to_photograph (VasDeskFixture **fixture,
                            gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_photo_dialog_new, "bound", "agent");

  g_assert_false (gtk_widget_get_sensitive (vas_form_get_button (form)));
}

static VasNote *
get_last_note (VasCase *vas_case)
{
  g_assert_cmpuint (vas_case->notes->len, >, 0);

  return g_ptr_array_index (vas_case->notes, vas_case->notes->len - 1);
}

static void
test_note (VasDeskFixture **fixture,
           gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_note_dialog_new, "ready", "agent");
  g_autoptr (VasCase) before = vas_desk_fixture_get_case (*fixture, "ready");
  g_autofree char *about = g_strconcat ("account:", vas_entity_get_key (VAS_ENTITY (before->account)), NULL);
  g_autoptr (VasCase) vas_case = NULL;

  vas_desk_fixture_fill (form, "about", about);
  vas_desk_fixture_fill (form, "text", "用户希望下午联系");
  g_assert_true (vas_desk_fixture_run (form));
  vas_case = vas_desk_fixture_get_case (*fixture, "ready");
  g_assert_cmpstr (get_last_note (vas_case)->text, ==, "用户希望下午联系");
  g_assert_cmpint (get_last_note (vas_case)->subject, ==, VAS_SUBJECT_ACCOUNT);
}

static void
test_complaint (VasDeskFixture **fixture,
                gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_complaint_dialog_new, "ready", "agent");
  g_autoptr (VasCase) vas_case = NULL;
  VasForm *answer;

  vas_desk_fixture_fill (form, "text", "发票一直没收到");
  vas_desk_fixture_fill (form, "owner", vas_desk_fixture_get_key (*fixture, "clerk"));
  vas_desk_fixture_fill (form, "due", "2026-03-09");
  g_assert_false (vas_desk_fixture_run (form));
  assert_error_at (form, "due");
  vas_desk_fixture_fill (form, "due", "三月十日");
  g_assert_false (vas_desk_fixture_run (form));
  assert_error_at (form, "due");
  vas_desk_fixture_fill (form, "due", "2026-03-10");
  g_assert_true (vas_desk_fixture_run (form));

  answer = vas_desk_fixture_open (*fixture, vas_answer_dialog_new, "ready", "clerk2");
  vas_desk_fixture_fill (answer, "answer", "已补寄");
  g_assert_false (vas_desk_fixture_run (answer));
  assert_error_at (answer, "note");
  vas_desk_fixture_act_as (*fixture, "clerk");
  g_assert_true (vas_desk_fixture_run (answer));
  vas_case = vas_desk_fixture_get_case (*fixture, "ready");
  g_assert_cmpstr (get_last_note (vas_case)->answer, ==, "已补寄");
}

static gboolean
has_reason (gpointer data)
{
  g_autofree char *text = vas_form_field_get_text (vas_form_get_field (data, "reason"));

  return g_str_equal (text, "写到一半");
}

static void
test_draft (VasDeskFixture **fixture,
            gconstpointer    data)
{
  VasForm *form = vas_desk_fixture_open (*fixture, vas_return_open_dialog_new, "ready", "agent");
  VasForm *again;

  vas_desk_fixture_fill (form, "reason", "写到一半");
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (form))));
  again = vas_desk_fixture_open (*fixture, vas_return_open_dialog_new, "ready", "agent");
  vas_desk_fixture_wait (has_reason, again);
  g_assert_true (vas_desk_fixture_run (again));
}

#define ADD(path, func) \
  g_test_add (path, VasDeskFixture *, fill, vas_desk_fixture_set_up, func, vas_desk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/ending/return/opens-with-a-reason-R21", test_return_open);
  ADD ("/ending/return/without-issued-paper-says-so-R21", test_return_open_refused);
  ADD ("/ending/misprint/the-first-field-that-waits-has-the-focus", test_misprint_focus);
  ADD ("/ending/misprint/of-this-month-is-voided-R20", test_misprint);
  ADD ("/ending/misprint/of-an-earlier-month-is-reversed-by-the-supervisor-R20", test_misprint_of_a_month_before);
  ADD ("/ending/unbind/a-ruined-sheet-is-voided-R20", test_unbind);
  ADD ("/ending/unbind/needs-a-bound-number", test_nothing_bound);
  ADD ("/ending/ruined/only-a-number-of-the-stock-R20", test_ruined);
  ADD ("/ending/reissue/lost-before-delivery-by-the-supervisor-R18", test_reissue);
  ADD ("/ending/reissue/what-is-not-lost-stays-R18", test_reissue_not_lost);
  ADD ("/ending/photo/is-given-out-and-recorded-R18", test_photo);
  ADD ("/ending/photo/needs-an-issued-sheet", test_nothing_to_photograph);
  ADD ("/ending/note/hangs-on-what-was-chosen", test_note);
  ADD ("/ending/complaint/has-a-term-ahead-and-an-owner-who-answers-R29", test_complaint);
  ADD ("/ending/draft/what-was-typed-is-there-again", test_draft);

  return g_test_run ();
}
