/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Acts on several requests: what a rule asks is confirmed one by one (R32), terms are extended by the supervisor (R19), parcels
 * take waybills one after another (R22); long because the three dialogs share an office that is costly to make.
 */

#include "vas-batch-dialog.h"
#include "vas-batch-row.h"
#include "vas-desk-fixture.h"
#include "vas-extend-dialog-private.h"
#include "vas-extend-row.h"
#include "vas-issued.h"
#include "vas-ship-dialog-private.h"

typedef struct {
  VasDeskFixture *office;
  gboolean        judged;
} Fixture;

static void
enter (VasFixture *office,
       GHashTable *keys,
       const char *name,
       const char *order_number)
{
  g_autofree char *order = vas_fixture_add_order (office, order_number, 19800, "2025-06-01");

  g_hash_table_insert (keys, g_strdup (name), vas_fixture_enter (office, order, 19800));
}

static void
fill_review (VasFixture *office,
             GHashTable *keys)
{
  g_autoptr (VasCommand) claim = NULL;

  enter (office, keys, "one", "2025060110000001");
  enter (office, keys, "two", "2025060110000002");
  enter (office, keys, "three", "2025060110000003");
  claim = vas_fixture_command (office, "request.claim", office->second_clerk, g_hash_table_lookup (keys, "two"));
  vas_fixture_apply (office, claim);
  g_clear_object (&claim);
  claim = vas_fixture_command (office, "request.claim", office->second_clerk, g_hash_table_lookup (keys, "three"));
  vas_fixture_apply (office, claim);
}

/* Two for one recipient, one for another, one that is not issued. */
static void
fill_ready (VasFixture *office,
            GHashTable *keys)
{
  const char * const names[] = { "一", "二", "三" };
  const char * const orders[] = { "2025060110000001", "2025060110000002", "2025060110000003" };
  const char * const sheets[] = { "00015045", "00015046", "00015047" };
  g_autoptr (VasCommand) recipient = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *sheet = NULL;

      g_hash_table_insert (keys, g_strdup (names[i]), vas_issued_ready (office, orders[i], sheets[i], &sheet));
      g_hash_table_insert (keys, g_strdup (sheets[i]), g_steal_pointer (&sheet));
    }
  recipient = vas_issued_recipient (office, g_hash_table_lookup (keys, "三"), "recipient_name", "尉迟明");
  vas_fixture_apply (office, recipient);
  enter (office, keys, "waiting", "2025060110000004");
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->office = vas_desk_fixture_new (data == NULL ? fill_review : fill_ready);
  vas_desk_fixture_act_as (f->office, "clerk");
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  vas_desk_fixture_free (f->office);
}

static GPtrArray *
list_keys (Fixture            *f,
           const char * const *names)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (keys, g_strdup (vas_desk_fixture_get_key (f->office, names[i])));

  return keys;
}

static VasBatchState
get_state (GtkListBox *list,
           int         place)
{
  return vas_batch_row_get_state (VAS_BATCH_ROW (gtk_list_box_get_row_at_index (list, place)));
}

static const char *
get_text (GtkListBox *list,
          int         place)
{
  return vas_batch_row_get_text (VAS_BATCH_ROW (gtk_list_box_get_row_at_index (list, place)));
}

static VasRequestState
read_state (Fixture    *f,
            const char *name)
{
  g_autoptr (VasCase) vas_case = vas_desk_fixture_get_case (f->office, name);

  return vas_case->request->state;
}

static void
judged_cb (Fixture *f)
{
  f->judged = TRUE;
}

static gboolean
is_judged (gpointer data)
{
  return ((Fixture *) data)->judged;
}

static void
wait_until_judged (Fixture *f)
{
  vas_desk_fixture_wait (is_judged, f);
  f->judged = FALSE;
}

/* The dialog after three approvals: one was done, two are claimed by somebody else. */
static VasBatchDialog *
approve_three (Fixture *f)
{
  const char * const names[] = { "one", "two", "three" };
  VasBatchDialog *dialog = VAS_BATCH_DIALOG (vas_batch_dialog_new (f->office->desk, NULL, "Approve", "_Confirm"));

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (VasCase) vas_case = vas_desk_fixture_get_case (f->office, names[i]);
      g_autoptr (VasCommand) command = vas_desk_new_command (f->office->desk, "request.approve");
      g_autoptr (GError) error = NULL;
      g_autoptr (VasReceipt) receipt = NULL;

      vas_command_set_text (command, "request", vas_desk_fixture_get_key (f->office, names[i]));
      receipt = vas_engine_run (f->office->engine, command, &error);
      g_assert_no_error (error);
      vas_batch_dialog_add (dialog, vas_case->request, command, receipt);
    }
  vas_batch_dialog_start (dialog, 0);
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

static gboolean
has_moved (gpointer data)
{
  return get_state (vas_batch_dialog_get_list (data), 1) != VAS_BATCH_CURRENT;
}

static void
test_asked_one_by_one (Fixture       *f,
                       gconstpointer  data)
{
  VasBatchDialog *dialog = approve_three (f);
  GtkListBox *list = vas_batch_dialog_get_list (dialog);

  g_assert_cmpint (get_state (list, 0), ==, VAS_BATCH_DONE);
  g_assert_cmpint (get_state (list, 1), ==, VAS_BATCH_CURRENT);
  g_assert_cmpint (get_state (list, 2), ==, VAS_BATCH_ASKED);
  g_assert_cmpstr (get_text (list, 1), !=, "");

  vas_batch_dialog_confirm (dialog);
  vas_desk_fixture_wait (has_moved, dialog);
  g_assert_cmpint (get_state (list, 1), ==, VAS_BATCH_DONE);
  g_assert_cmpint (get_state (list, 2), ==, VAS_BATCH_CURRENT);
  vas_batch_dialog_leave_out (dialog);
  g_assert_cmpint (get_state (list, 2), ==, VAS_BATCH_LEFT_OUT);
  g_assert_false (vas_batch_dialog_is_asking (dialog));
  g_assert_cmpint (read_state (f, "two"), ==, VAS_REQUEST_STATE_TO_ISSUE);
  g_assert_cmpint (read_state (f, "three"), ==, VAS_REQUEST_STATE_REVIEW);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What changed since it was shown is not done on the strength of an old look. */
static void
test_changed_meanwhile (Fixture       *f,
                        gconstpointer  data)
{
  VasBatchDialog *dialog = approve_three (f);
  GtkListBox *list = vas_batch_dialog_get_list (dialog);
  g_autoptr (VasCommand) withdraw = vas_desk_new_command (f->office->desk, "request.withdraw");
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_set_text (withdraw, "request", vas_desk_fixture_get_key (f->office, "two"));
  receipt = vas_engine_run (f->office->engine, withdraw, NULL);
  g_assert_true (receipt->applied);
  vas_batch_dialog_confirm (dialog);
  vas_desk_fixture_wait (has_moved, dialog);
  g_assert_cmpint (get_state (list, 1), ==, VAS_BATCH_REFUSED);
  g_assert_cmpint (read_state (f, "two"), ==, VAS_REQUEST_STATE_WITHDRAWN);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
has_rows (gpointer data)
{
  return gtk_list_box_get_row_at_index (data, 0) != NULL;
}

static VasExtendDialog *
open_extend_of (Fixture            *f,
                const char * const *names)
{
  g_autoptr (GPtrArray) keys = list_keys (f, names);
  VasExtendDialog *dialog = VAS_EXTEND_DIALOG (vas_extend_dialog_new (f->office->desk, NULL, keys));

  gtk_window_present (GTK_WINDOW (dialog));
  vas_desk_fixture_wait (has_rows, vas_extend_dialog_get_list (dialog));
  g_signal_connect_swapped (dialog, "judged", G_CALLBACK (judged_cb), f);

  return dialog;
}

static VasExtendDialog *
open_extend (Fixture *f)
{
  const char * const names[] = { "one", "two", NULL };

  return open_extend_of (f, names);
}

static gpointer
read_drafts (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM draft", error);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, error) && row);
  *(gint64 *) data = vas_statement_get_int (statement, 0);

  return data;
}

/* By the writer, so behind what the dialogs gave it. */
static gint64
count_drafts (Fixture *f)
{
  gint64 n = -1;

  vas_store_write (f->office->store, read_drafts, &n, NULL, NULL);
  return n;
}

static VasExtendRow *
find_fields (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      VasExtendRow *found = VAS_IS_EXTEND_ROW (child) ? VAS_EXTEND_ROW (child) : find_fields (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_extend_many (Fixture       *f,
                  gconstpointer  data)
{
  VasExtendDialog *dialog;
  GtkListBox *list;
  VasExtendRow *fields;
  g_autofree char *text = NULL;
  g_autoptr (VasCase) extended = NULL;

  vas_desk_fixture_act_as (f->office, "supervisor");
  dialog = open_extend (f);
  list = vas_extend_dialog_get_list (dialog);
  fields = find_fields (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1)));
  text = vas_extend_row_get_text (fields);
  g_assert_nonnull (strstr (text, "2026"));
  vas_extend_row_set_due (fields, "2026-03-31");
  vas_extend_dialog_run (dialog);
  wait_until_judged (f);
  g_assert_cmpint (get_state (list, 0), ==, VAS_BATCH_DONE);
  g_assert_cmpint (get_state (list, 1), ==, VAS_BATCH_REFUSED);
  g_assert_nonnull (strstr (get_text (list, 1), "§4.8"));

  vas_extend_row_set_due (fields, "2026-04-03");
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  vas_extend_dialog_run (dialog);
  wait_until_judged (f);
  extended = vas_desk_fixture_get_case (f->office, "two");
  g_assert_cmpint (extended->request->review_due, ==, vas_date_from_ymd (2026, 4, 3));
  g_assert_cmpuint (extended->notices->len, ==, 1);
  g_assert_true (dialog == NULL || !gtk_widget_get_visible (GTK_WIDGET (dialog)));
}

static gboolean
has_dated (gpointer data)
{
  g_autofree char *due = vas_extend_row_get_due (data);

  return g_str_equal (due, "2026-04-03");
}

/* What was typed is there again when the dialog is opened again, and gone when it was done. */
static void
test_extend_draft (Fixture       *f,
                   gconstpointer  data)
{
  VasExtendDialog *dialog;
  VasExtendRow *fields;
  g_autofree char *text = NULL;

  vas_desk_fixture_act_as (f->office, "supervisor");
  dialog = open_extend (f);
  fields = find_fields (GTK_WIDGET (gtk_list_box_get_row_at_index (vas_extend_dialog_get_list (dialog), 1)));
  vas_extend_row_set_due (fields, "2026-04-03");
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = open_extend (f);
  fields = find_fields (GTK_WIDGET (gtk_list_box_get_row_at_index (vas_extend_dialog_get_list (dialog), 1)));
  vas_desk_fixture_wait (has_dated, fields);
  text = vas_extend_row_get_text (fields);
  g_assert_nonnull (strstr (text, "2026-04-03"));
  vas_extend_dialog_run (dialog);
  wait_until_judged (f);
  g_assert_cmpint (count_drafts (f), ==, 0);
}

static gboolean
has_keeper (gpointer data)
{
  return ((VasExtendDialog *) data)->draft != NULL;
}

/* A dialog that still asks for its draft writes what was typed when the answer has come. */
static gboolean
has_two_drafts (gpointer data)
{
  return count_drafts (data) == 2;
}

/* Two batches that are both begun keep what was typed, each its own. */
static void
test_extend_two_drafts (Fixture       *f,
                        gconstpointer  data)
{
  const char * const others[] = { "three", NULL };
  VasExtendDialog *dialog;
  VasExtendRow *fields;

  vas_desk_fixture_act_as (f->office, "supervisor");
  dialog = open_extend (f);
  vas_desk_fixture_wait (has_keeper, dialog);
  fields = find_fields (GTK_WIDGET (gtk_list_box_get_row_at_index (vas_extend_dialog_get_list (dialog), 1)));
  vas_extend_row_set_due (fields, "2026-04-03");
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = open_extend_of (f, others);
  vas_desk_fixture_wait (has_keeper, dialog);
  fields = find_fields (GTK_WIDGET (gtk_list_box_get_row_at_index (vas_extend_dialog_get_list (dialog), 0)));
  vas_extend_row_set_due (fields, "2026-04-08");
  gtk_window_destroy (GTK_WINDOW (dialog));
  vas_desk_fixture_wait (has_two_drafts, f);

  dialog = open_extend (f);
  fields = find_fields (GTK_WIDGET (gtk_list_box_get_row_at_index (vas_extend_dialog_get_list (dialog), 1)));
  vas_desk_fixture_wait (has_dated, fields);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
has_second_reason (gpointer data)
{
  return gtk_drop_down_get_selected (((VasExtendDialog *) data)->reason) == 1;
}

/* A reason is told to a user: it is for the requests that it was chosen for. */
static void
test_extend_reason (Fixture       *f,
                    gconstpointer  data)
{
  const char * const others[] = { "three", NULL };
  VasExtendDialog *dialog;

  vas_desk_fixture_act_as (f->office, "supervisor");
  dialog = open_extend (f);
  vas_desk_fixture_wait (has_keeper, dialog);
  gtk_drop_down_set_selected (dialog->reason, 1);
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = open_extend_of (f, others);
  vas_desk_fixture_wait (has_keeper, dialog);
  g_assert_cmpint (count_drafts (f), ==, 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (gtk_drop_down_get_selected (dialog->reason), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = open_extend (f);
  vas_desk_fixture_wait (has_second_reason, dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_extend_many_by_clerk (Fixture       *f,
                           gconstpointer  data)
{
  VasExtendDialog *dialog = open_extend (f);
  GtkListBox *list = vas_extend_dialog_get_list (dialog);

  vas_extend_dialog_run (dialog);
  wait_until_judged (f);
  g_assert_cmpint (get_state (list, 0), ==, VAS_BATCH_REFUSED);
  g_assert_cmpint (get_state (list, 1), ==, VAS_BATCH_REFUSED);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static VasShipDialog *
open_ship (Fixture *f)
{
  const char * const names[] = { "一", "waiting", "三", "二", NULL };
  g_autoptr (GPtrArray) keys = list_keys (f, names);
  VasShipDialog *dialog = VAS_SHIP_DIALOG (vas_ship_dialog_new (f->office->desk, NULL, keys));

  gtk_window_present (GTK_WINDOW (dialog));
  vas_desk_fixture_wait (has_rows, vas_ship_dialog_get_list (dialog));
  g_signal_connect_swapped (dialog, "judged", G_CALLBACK (judged_cb), f);

  return dialog;
}

/* Two parcels for three cases; the fourth is not issued. */
static void
test_ship_shares_a_parcel (Fixture       *f,
                           gconstpointer  data)
{
  VasShipDialog *dialog = open_ship (f);
  GtkListBox *list = vas_ship_dialog_get_list (dialog);
  g_autoptr (VasCase) one = NULL;
  g_autoptr (VasCase) two = NULL;

  g_assert_null (gtk_list_box_get_row_at_index (list, 3));
  g_assert_cmpint (get_state (list, 0), ==, VAS_BATCH_CURRENT);
  g_assert_cmpint (get_state (list, 1), ==, VAS_BATCH_WAITING);
  g_assert_cmpint (get_state (list, 2), ==, VAS_BATCH_LEFT_OUT);

  vas_ship_dialog_scan (dialog, VAS_SCAN_WAYBILL, "SF1000000000001");
  wait_until_judged (f);
  g_assert_cmpint (get_state (list, 0), ==, VAS_BATCH_DONE);
  g_assert_cmpstr (get_text (list, 0), ==, "SF1000000000001");
  g_assert_cmpint (get_state (list, 1), ==, VAS_BATCH_CURRENT);
  vas_ship_dialog_scan (dialog, VAS_SCAN_WAYBILL, "SF1000000000002");
  wait_until_judged (f);
  g_assert_cmpint (get_state (list, 1), ==, VAS_BATCH_DONE);

  one = vas_desk_fixture_get_case (f->office, "一");
  two = vas_desk_fixture_get_case (f->office, "二");
  g_assert_cmpint (one->request->state, ==, VAS_REQUEST_STATE_TO_TELL);
  g_assert_cmpstr (vas_case_get_parcel (one)->waybill, ==, "SF1000000000001");
  g_assert_cmpstr (vas_case_get_parcel (two)->waybill, ==, "SF1000000000001");
  g_assert_cmpint (read_state (f, "三"), ==, VAS_REQUEST_STATE_TO_TELL);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* A waybill that is used already stops the dialog; its parcel waits, and nothing is taken until it is acknowledged. */
static void
test_ship_refused (Fixture       *f,
                   gconstpointer  data)
{
  VasShipDialog *dialog = open_ship (f);
  GtkListBox *list = vas_ship_dialog_get_list (dialog);

  vas_ship_dialog_scan (dialog, VAS_SCAN_WAYBILL, "SF1000000000001");
  wait_until_judged (f);
  vas_ship_dialog_scan (dialog, VAS_SCAN_WAYBILL, "SF1000000000001");
  wait_until_judged (f);
  g_assert_nonnull (vas_ship_dialog_get_error (dialog));
  g_assert_cmpint (get_state (list, 1), ==, VAS_BATCH_CURRENT);
  vas_ship_dialog_scan (dialog, VAS_SCAN_WAYBILL, "SF1000000000002");
  g_assert_false (f->judged);
  g_assert_cmpint (read_state (f, "三"), ==, VAS_REQUEST_STATE_TO_SHIP);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_ship_pairs (Fixture       *f,
                 gconstpointer  data)
{
  VasShipDialog *dialog = open_ship (f);
  GtkListBox *list = vas_ship_dialog_get_list (dialog);
  g_autoptr (VasCase) three = NULL;

  vas_ship_dialog_scan (dialog, VAS_SCAN_FAPIAO_NUMBER, "00015047");
  g_assert_cmpint (get_state (list, 0), ==, VAS_BATCH_WAITING);
  g_assert_cmpint (get_state (list, 1), ==, VAS_BATCH_CURRENT);
  vas_ship_dialog_scan (dialog, VAS_SCAN_WAYBILL, "SF1000000000003");
  wait_until_judged (f);
  three = vas_desk_fixture_get_case (f->office, "三");
  g_assert_cmpstr (vas_case_get_parcel (three)->waybill, ==, "SF1000000000003");
  g_assert_cmpint (get_state (list, 0), ==, VAS_BATCH_CURRENT);

  vas_ship_dialog_scan (dialog, VAS_SCAN_FAPIAO_NUMBER, "00015999");
  wait_until_judged (f);
  g_assert_nonnull (strstr (vas_ship_dialog_get_error (dialog), "R20"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_ship_apart (Fixture       *f,
                 gconstpointer  data)
{
  VasShipDialog *dialog = open_ship (f);
  GtkListBox *list = vas_ship_dialog_get_list (dialog);

  vas_ship_dialog_split (dialog);
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 3));
  g_assert_cmpint (get_state (list, 0), ==, VAS_BATCH_CURRENT);
  vas_ship_dialog_scan (dialog, VAS_SCAN_WAYBILL, "SF1000000000001");
  wait_until_judged (f);
  g_assert_cmpint (read_state (f, "一"), ==, VAS_REQUEST_STATE_TO_TELL);
  g_assert_cmpint (read_state (f, "二"), ==, VAS_REQUEST_STATE_TO_SHIP);
  vas_ship_dialog_skip (dialog);
  g_assert_cmpint (get_state (list, 1), ==, VAS_BATCH_WAITING);
  g_assert_cmpint (get_state (list, 2), ==, VAS_BATCH_CURRENT);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
has_waybill (gpointer data)
{
  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (((VasShipDialog *) data)->waybill)), "SF10000");
}

/* Half a waybill of a parcel that was taken apart: both are there again, and gone when the parcel is sent. */
static void
test_ship_draft (Fixture       *f,
                 gconstpointer  data)
{
  VasShipDialog *dialog = open_ship (f);

  vas_ship_dialog_split (dialog);
  vas_ship_dialog_skip (dialog);
  gtk_editable_set_text (GTK_EDITABLE (dialog->waybill), "SF10000");
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = open_ship (f);
  vas_desk_fixture_wait (has_waybill, dialog);
  g_assert_cmpuint (dialog->parcels->len, ==, 3);
  g_assert_cmpint (get_state (vas_ship_dialog_get_list (dialog), 1), ==, VAS_BATCH_CURRENT);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *waybill = g_strdup_printf ("SF100000000000%u", i);

      vas_ship_dialog_scan (dialog, VAS_SCAN_WAYBILL, waybill);
      wait_until_judged (f);
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpint (count_drafts (f), ==, 0);
}

static void
test_ship_sender_pays (Fixture       *f,
                       gconstpointer  data)
{
  VasShipDialog *dialog = open_ship (f);
  g_autoptr (VasCase) one = NULL;

  vas_ship_dialog_set_sender_pays (dialog, TRUE);
  vas_ship_dialog_scan (dialog, VAS_SCAN_WAYBILL, "SF1000000000001");
  wait_until_judged (f);
  g_assert_nonnull (vas_ship_dialog_get_error (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));

  vas_desk_fixture_act_as (f->office, "supervisor");
  dialog = open_ship (f);
  vas_ship_dialog_set_sender_pays (dialog, TRUE);
  vas_ship_dialog_scan (dialog, VAS_SCAN_WAYBILL, "SF1000000000001");
  wait_until_judged (f);
  one = vas_desk_fixture_get_case (f->office, "一");
  g_assert_true (vas_case_get_parcel (one)->sender_pays);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)
#define READY GINT_TO_POINTER (1)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/batch/approve/what-is-asked-is-confirmed-one-by-one-or-left-out", NULL, test_asked_one_by_one);
  ADD ("/batch/approve/what-changed-meanwhile-is-not-confirmed-R32", NULL, test_changed_meanwhile);
  ADD ("/batch/extend/by-the-supervisor-with-a-date-for-each-R19", NULL, test_extend_many);
  ADD ("/batch/extend/by-a-clerk-is-refused-R19", NULL, test_extend_many_by_clerk);
  ADD ("/batch/extend/what-was-typed-is-kept-until-it-is-done", NULL, test_extend_draft);
  ADD ("/batch/extend/two-batches-keep-a-draft-each", NULL, test_extend_two_drafts);
  ADD ("/batch/extend/a-reason-is-not-proposed-for-others", NULL, test_extend_reason);
  ADD ("/batch/ship/one-recipient-shares-a-parcel-R22", READY, test_ship_shares_a_parcel);
  ADD ("/batch/ship/a-used-waybill-stops-it-R22", READY, test_ship_refused);
  ADD ("/batch/ship/a-scanned-sheet-says-which-parcel-R22", READY, test_ship_pairs);
  ADD ("/batch/ship/apart-and-later", READY, test_ship_apart);
  ADD ("/batch/ship/what-was-typed-and-taken-apart-is-kept-until-it-is-sent", READY, test_ship_draft);
  ADD ("/batch/ship/the-sender-pays-by-the-supervisor-alone-R22", READY, test_ship_sender_pays);

  return g_test_run ();
}
