/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R21: the window of a return: verified by scan or by hand, voided, reversed, lost, given up; and the gate of the refund in words. */

#include "vas-blobs.h"
#include "vas-desk-fixture.h"
#include "vas-issued.h"
#include "vas-return-dialog-private.h"
#include "vas-time.h"

#include <string.h>

#define CODE "044002100304"
#define NUMBER "00015045"
#define QR "01,04," CODE "," NUMBER ",281.13,20260309,48114255542168294433,DBFE,"
#define OTHER_QR "01,04," CODE "," NUMBER ",281.12,20260309,48114255542168294433,DBFE,"

static void
open_return (VasFixture *office,
             const char *request)
{
  g_autoptr (VasCommand) command = vas_fixture_command (office, "return.open", office->agent, request);

  vas_command_set_text (command, "reason", "用户申请退款");
  vas_fixture_apply (office, command);
}

/* A sheet of this month, and one of February, both to come back. */
static void
fill (VasFixture *office,
      GHashTable *keys)
{
  g_autofree char *sheet = NULL;
  g_autofree char *old = NULL;
  char *march = vas_issued_ready (office, "2025060110000001", NUMBER, &sheet);
  char *february = vas_issued_request (office, "2025060110000002", 29800);

  old = vas_issued_add_sheet (office, february, "00015046", 29800, "2026-02-27");
  open_return (office, march);
  open_return (office, february);
  g_hash_table_insert (keys, g_strdup ("march"), march);
  g_hash_table_insert (keys, g_strdup ("february"), february);
  g_hash_table_insert (keys, g_strdup ("old"), g_steal_pointer (&old));
}

static gboolean
has_gate (gpointer data)
{
  return *vas_return_dialog_get_gate (data) != '\0';
}

static VasReturnDialog *
open_dialog (VasDeskFixture *f,
             const char     *name,
             const char     *login)
{
  GtkWidget *dialog;

  vas_desk_fixture_act_as (f, login);
  dialog = vas_return_dialog_new (f->desk, GTK_WINDOW (f->parent), vas_desk_fixture_get_key (f, name));
  gtk_window_present (GTK_WINDOW (dialog));
  vas_desk_fixture_wait (has_gate, dialog);

  return VAS_RETURN_DIALOG (dialog);
}

static gboolean
is_ended (gpointer data)
{
  return vas_return_dialog_get_form (data, "return.close") == NULL;
}

static gboolean
is_back (gpointer data)
{
  return vas_return_dialog_get_form (data, "return.verify") == NULL;
}

static gboolean
is_supervisors (gpointer data)
{
  return vas_return_dialog_get_form (data, "return.loss") != g_object_get_data (data, "before");
}

/* The cards are built anew for who takes over. */
static void
take_over (VasDeskFixture  *f,
           VasReturnDialog *dialog,
           const char      *login)
{
  GtkWidget *before = GTK_WIDGET (vas_return_dialog_get_form (dialog, "return.loss"));

  /* Kept alive, or the new one may stand where it stood. */
  g_object_set_data_full (G_OBJECT (dialog), "before", g_object_ref (before), g_object_unref);
  vas_desk_fixture_act_as (f, login);
  vas_desk_fixture_wait (is_supervisors, dialog);
}

static void
verify_by_hand (VasReturnDialog *dialog,
                const char      *number)
{
  VasForm *form = vas_return_dialog_get_form (dialog, "return.verify");

  vas_desk_fixture_fill (form, "code", CODE);
  vas_desk_fixture_fill (form, "number", number);
  vas_desk_fixture_fill (form, "agrees_with_photo", "1");
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_wait (is_back, dialog);
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;

  return FALSE;
}

static void
test_void (VasDeskFixture **fixture,
           gconstpointer    data)
{
  VasReturnDialog *dialog = open_dialog (*fixture, "march", "clerk");
  VasForm *verify = vas_return_dialog_get_form (dialog, "return.verify");

  g_assert_nonnull (strstr (vas_return_dialog_get_gate (dialog), "must wait"));
  g_assert_false (gtk_widget_get_sensitive (vas_form_get_button (vas_return_dialog_get_form (dialog, "return.close"))));
  vas_return_dialog_scan (dialog, QR);
  g_assert_false (gtk_widget_get_visible (vas_form_get_findings (verify)));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (dialog)),
                                         GTK_WIDGET (vas_form_get_field (verify, "agrees_with_photo"))));
  vas_desk_fixture_fill (verify, "agrees_with_photo", "1");
  g_assert_true (vas_desk_fixture_run (verify));
  vas_desk_fixture_wait (is_back, dialog);
  g_assert_true (vas_desk_fixture_run (vas_return_dialog_get_form (dialog, "return.close")));
  vas_desk_fixture_wait (is_ended, dialog);
  g_assert_nonnull (strstr (vas_return_dialog_get_gate (dialog), "may go on"));
  vas_desk_fixture_assert_state (*fixture, "march", VAS_REQUEST_STATE_VOIDED);
}

static void
test_differences_stay_red (VasDeskFixture **fixture,
                           gconstpointer    data)
{
  VasReturnDialog *dialog = open_dialog (*fixture, "march", "clerk");
  VasForm *verify = vas_return_dialog_get_form (dialog, "return.verify");

  g_signal_emit_by_name (dialog->scanner, "scanned", VAS_SCAN_WAYBILL, "SF1234567890123");
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (verify, "qr_text")));
  vas_return_dialog_scan (dialog, OTHER_QR);
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (verify, "qr_text")));
  vas_desk_fixture_fill (verify, "agrees_with_photo", "1");
  g_assert_false (vas_desk_fixture_run (verify));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (verify, "qr_text")));
  g_assert_false (vas_desk_fixture_run (verify));

  vas_return_dialog_scan (dialog, QR);
  vas_desk_fixture_fill (verify, "agrees_with_photo", "");
  g_assert_false (vas_desk_fixture_run (verify));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (verify, "agrees_with_photo")));
  vas_desk_fixture_assert_state (*fixture, "march", VAS_REQUEST_STATE_RETURNING);
}

static void
test_reverse (VasDeskFixture **fixture,
              gconstpointer    data)
{
  VasReturnDialog *dialog = open_dialog (*fixture, "february", "clerk");
  const char *sheet = vas_desk_fixture_get_key (*fixture, "old");
  g_autofree char *code_id = g_strconcat ("red_code/", sheet, NULL);
  g_autofree char *number_id = g_strconcat ("red_number/", sheet, NULL);
  VasForm *close;

  verify_by_hand (dialog, "00015046");
  close = vas_return_dialog_get_form (dialog, "return.close");
  g_assert_false (vas_desk_fixture_run (close));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (close, number_id)));
  vas_desk_fixture_fill (close, code_id, CODE);
  vas_desk_fixture_fill (close, number_id, "00019999");
  g_assert_false (vas_desk_fixture_run (close));
  g_assert_true (vas_desk_fixture_has_said (close, "reversal-is-supervisors"));

  take_over (*fixture, dialog, "supervisor");
  close = vas_return_dialog_get_form (dialog, "return.close");
  vas_desk_fixture_fill (close, code_id, CODE);
  vas_desk_fixture_fill (close, number_id, "00019999");
  g_assert_true (vas_desk_fixture_run (close));
  vas_desk_fixture_assert_state (*fixture, "february", VAS_REQUEST_STATE_REVERSED);
  vas_desk_fixture_wait (is_ended, dialog);
  g_assert_true (has_label (GTK_WIDGET (dialog), CODE " 00019999"));          /* the sheet is shown with its red one */
}

static void
test_loss (VasDeskFixture **fixture,
           gconstpointer    data)
{
  VasReturnDialog *dialog = open_dialog (*fixture, "march", "clerk");
  VasForm *loss = vas_return_dialog_get_form (dialog, "return.loss");
  g_autofree char *proposed = vas_form_field_get_text (vas_form_get_field (loss, "tax_loss"));

  g_assert_cmpstr (proposed, ==, "16.87");
  vas_desk_fixture_fill (loss, "declared", "用户声明发票已遗失");
  g_assert_false (vas_desk_fixture_run (loss));
  g_assert_true (vas_desk_fixture_has_said (loss, "role-missing"));

  take_over (*fixture, dialog, "supervisor");
  loss = vas_return_dialog_get_form (dialog, "return.loss");
  vas_desk_fixture_fill (loss, "declared", "用户声明发票已遗失");
  vas_desk_fixture_fill (loss, "tax_loss", "16.88");
  g_assert_false (vas_desk_fixture_run (loss));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (loss, "tax_loss")));
  vas_desk_fixture_fill (loss, "tax_loss", "0");
  g_assert_true (vas_desk_fixture_run (loss));
  vas_desk_fixture_wait (is_ended, dialog);
  g_assert_nonnull (strstr (vas_return_dialog_get_gate (dialog), "may go on"));
  g_assert_true (has_label (GTK_WIDGET (dialog), "never came back, tax loss recorded"));
  g_assert_false (has_label (GTK_WIDGET (dialog), "not back yet"));
  vas_desk_fixture_assert_state (*fixture, "march", VAS_REQUEST_STATE_DONE);
}

static void
test_give_up (VasDeskFixture **fixture,
              gconstpointer    data)
{
  VasReturnDialog *dialog = open_dialog (*fixture, "march", "agent");
  VasForm *cancel = vas_return_dialog_get_form (dialog, "return.cancel");

  g_assert_false (vas_desk_fixture_run (cancel));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (cancel, "reason")));
  vas_desk_fixture_fill (cancel, "reason", "用户不退了");
  g_assert_true (vas_desk_fixture_run (cancel));
  vas_desk_fixture_wait (is_ended, dialog);
  vas_desk_fixture_assert_state (*fixture, "march", VAS_REQUEST_STATE_TO_SHIP);
}

/* A picture of one grey point, as a document camera would have taken it. */
static char *
save_photo (VasDeskFixture *f)
{
  static const guchar point[] = { 128, 128, 128 };
  g_autoptr (GBytes) pixels = g_bytes_new_static (point, sizeof point);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8, pixels, 3);
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (texture);
  g_autoptr (GError) error = NULL;
  char *hash = vas_blobs_save (f->directory, png, &error);

  g_assert_no_error (error);

  return hash;
}

static gboolean
shows_photo (gpointer data)
{
  VasReturnDialog *dialog = data;

  return gtk_widget_get_visible (GTK_WIDGET (dialog->picture)) && g_str_equal (vas_photo_view_get_page (dialog->picture), "picture");
}

static void
test_photo (VasDeskFixture **fixture,
            gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  g_autofree char *hash = save_photo (f);
  g_autoptr (VasCommand) attach = NULL;
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  VasReturnDialog *dialog = open_dialog (f, "february", "clerk");

  g_assert_false (shows_photo (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
  attach = vas_desk_new_command (f->desk, "photo.attach");
  vas_command_set_text (attach, "fapiao", vas_desk_fixture_get_key (f, "old"));
  vas_command_set_text (attach, "sha256", hash);
  vas_command_acknowledge (attach, "photo-replaced");
  receipt = vas_engine_run (f->engine, attach, &error);
  g_assert_no_error (error);
  g_assert_true (receipt->applied);

  dialog = open_dialog (f, "february", "clerk");
  vas_desk_fixture_wait (shows_photo, dialog);
}

#define ADD(path, func) \
  g_test_add (path, VasDeskFixture *, fill, vas_desk_fixture_set_up, func, vas_desk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/return-dialog/scanned-verified-voided-R21", test_void);
  ADD ("/return-dialog/a-difference-is-red-at-once-and-never-passes-R21", test_differences_stay_red);
  ADD ("/return-dialog/the-photo-stands-beside-the-question-R21", test_photo);
  ADD ("/return-dialog/of-an-earlier-month-the-supervisor-reverses-R21", test_reverse);
  ADD ("/return-dialog/a-second-person-records-the-tax-loss-down-to-nothing-R21", test_loss);
  ADD ("/return-dialog/given-up-with-a-reason-R21", test_give_up);

  return g_test_run ();
}
