/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form of a request, on a real store: found, stated, judged, confirmed, saved, kept as a draft, set aside; long because each needs the whole form. */

#include "vas-desk.h"
#include "vas-fixture.h"
#include "vas-case-store.h"
#include "vas-draft.h"
#include "vas-hit-row.h"
#include "vas-request-dialog-private.h"
#include "vas-table.h"
#include "vas-test-dir.h"
#include "vas-time.h"
#include "vas-ui-resources.h"

typedef struct {
  char             *directory;
  gint64            now;
  VasStore         *store;
  VasEngine        *engine;
  GSettings        *settings;
  VasDesk          *desk;
  VasRequestDialog *dialog;
  gboolean          done;
  char             *entered;
} Fixture;

static void
wait_until (gboolean (*condition) (Fixture *f),
            Fixture   *f)
{
  const gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!condition (f))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
    }
}

static gboolean
is_done (Fixture *f)
{
  return f->done;
}

static gboolean
is_known (Fixture *f)
{
  return vas_caller_pane_get_intake (f->dialog->caller_pane) != NULL;
}

static gboolean
is_judged (Fixture *f)
{
  return f->dialog->verdict != NULL && f->dialog->check_timer == 0;
}

static gboolean
passes (Fixture *f)
{
  return is_judged (f) && vas_verdict_get_outcome (f->dialog->verdict) == VAS_OUTCOME_PASS;
}

static gboolean
fails (Fixture *f)
{
  return is_judged (f) && vas_verdict_get_outcome (f->dialog->verdict) == VAS_OUTCOME_FAIL;
}

static gboolean
is_entered (Fixture *f)
{
  return f->entered != NULL;
}

static void
entered_cb (Fixture    *f,
            const char *key)
{
  f->entered = g_strdup (key);
  f->dialog = NULL;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *f = user_data;

  g_assert_true (vas_desk_load_finish (VAS_DESK (object), result, NULL));
  f->done = TRUE;
}

static void
open_dialog (Fixture *f)
{
  f->dialog = VAS_REQUEST_DIALOG (vas_request_dialog_new (f->desk, NULL));
  g_signal_connect_swapped (f->dialog, "entered", G_CALLBACK (entered_cb), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
}

static void
make_office (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->directory, "replica.db", NULL);
  g_autoptr (VasFixture) office = vas_fixture_new_at (path);
  g_autofree char *first = vas_fixture_add_order (office, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *second = vas_fixture_add_order (office, "2025061110000931", 2980, "2025-06-11");
  g_autofree char *earlier = vas_fixture_enter (office, second, 1000);

  g_assert_true (first != NULL && earlier != NULL);
  f->now = office->now;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  f->directory = vas_test_dir_make ();
  make_office (f);
  f->store = vas_store_open (f->directory, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  f->engine = vas_engine_new (f->store);
  vas_engine_set_now (f->engine, f->now);
  f->settings = g_settings_new ("org.vasdesk.Vasdesk");
  f->desk = vas_desk_new (f->store, f->engine, f->settings, VAS_DESK_DEFAULT);
  vas_desk_load_async (f->desk, NULL, loaded_cb, f);
  wait_until (is_done, f);
  vas_desk_choose_staff (f->desk, "agent");
  open_dialog (f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  if (f->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (f->dialog));
  vas_store_close (f->store);
  while (g_main_context_iteration (NULL, FALSE));
  g_clear_pointer (&f->entered, g_free);
  g_object_unref (f->desk);
  g_object_unref (f->engine);
  g_object_unref (f->settings);
  g_object_unref (f->store);
  vas_test_dir_remove (f->directory);
  g_free (f->directory);
}

static void
find_caller (Fixture    *f,
             const char *text)
{
  vas_caller_pane_search (f->dialog->caller_pane, text);
  wait_until (is_known, f);
}

/* The first account that is shown as found; NULL for none. */
static VasHitRow *
get_hit (Fixture *f)
{
  GtkWidget *stack = gtk_widget_get_parent (GTK_WIDGET (vas_caller_pane_get_entry (f->dialog->caller_pane)));
  GtkWidget *list = gtk_widget_get_first_child (stack);
  GtkListBoxRow *row;

  while (!GTK_IS_LIST_BOX (list))
    list = gtk_widget_get_next_sibling (list);
  row = gtk_widget_get_visible (list) ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) : NULL;

  return row != NULL ? VAS_HIT_ROW (row) : NULL;
}

static gboolean
has_hit (Fixture *f)
{
  VasHitRow *row = get_hit (f);

  return row != NULL && *adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) != '\0';
}

static guint
count_labels (GtkWidget *widget)
{
  guint n = GTK_IS_LABEL (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_labels (child);

  return n;
}

/* A label is measured anew for each text, and eight rows of them took longer than the search. */
static void
test_rows_are_used_again (Fixture       *f,
                          gconstpointer  data)
{
  GtkEditable *entry = vas_caller_pane_get_entry (f->dialog->caller_pane);
  VasHitRow *row;

  gtk_editable_set_text (entry, "80");
  wait_until (has_hit, f);
  row = get_hit (f);
  g_assert_cmpuint (count_labels (GTK_WIDGET (row)), ==, 0);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "");
  gtk_editable_set_text (entry, "800");
  wait_until (has_hit, f);
  g_assert_true (get_hit (f) == row);
}

static void
submit (Fixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "request.submit", NULL);
}

static gpointer
read_request (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return vas_table_get (sql, VAS_TYPE_REQUEST, data, error);
}

static void
test_known_caller (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (VasRequest) request = NULL;

  find_caller (f, "8000");
  g_assert_cmpstr (vas_title_pane_get_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE), ==, "个人");
  g_assert_true (vas_stated_pane_add (f->dialog->stated_pane, "4415 198"));
  wait_until (passes, f);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (f->dialog->submit_button)));

  submit (f);
  wait_until (is_entered, f);
  request = vas_store_read (f->store, read_request, f->entered, NULL, NULL);
  g_assert_nonnull (request);
  g_assert_cmpint (request->amount, ==, 19800);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_REVIEW);
  g_assert_cmpstr (request->recipient_mobile, ==, "13800138000");
}

static void
test_over_the_cap (Fixture       *f,
                   gconstpointer  data)
{
  find_caller (f, "80000217");
  vas_stated_pane_add (f->dialog->stated_pane, "0931 29.8");
  wait_until (fails, f);
  g_assert_nonnull (vas_verdict_find_code (f->dialog->verdict, "cap-exceeded"));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (f->dialog->submit_button)));
  submit (f);
  wait_until (fails, f);
  g_assert_null (f->entered);
}

static gboolean
asks (Fixture *f)
{
  return is_judged (f) && vas_verdict_get_outcome (f->dialog->verdict) == VAS_OUTCOME_ASK;
}

static void
test_asked_twice (Fixture       *f,
                  gconstpointer  data)
{
  find_caller (f, "8000");
  vas_stated_pane_add (f->dialog->stated_pane, "4415 198");
  vas_title_pane_set_kind (f->dialog->title_pane, VAS_TITLE_KIND_COMPANY);
  vas_title_pane_set_text (f->dialog->title_pane, VAS_TITLE_FIELD_TAXPAYER_ID, "914403001922038217", FALSE);
  wait_until (asks, f);

  submit (f);
  g_assert_true (f->dialog->armed);
  g_assert_null (f->entered);
  submit (f);
  wait_until (is_entered, f);
}

static void
test_unknown_order (Fixture       *f,
                    gconstpointer  data)
{
  find_caller (f, "8000");
  g_assert_true (vas_stated_pane_add (f->dialog->stated_pane, "9999 198"));
  g_assert_false (vas_stated_pane_add (f->dialog->stated_pane, "9999 abc"));
  wait_until (fails, f);
  g_assert_nonnull (vas_verdict_find_code (f->dialog->verdict, "no-orders"));
}

static gpointer
count_drafts (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM draft WHERE value LIKE '%4415 198%' OR value LIKE '%尉迟明%'", error);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, error) && row);

  return GINT_TO_POINTER (1 + (int) vas_statement_get_int (statement, 0));
}

static gboolean
is_kept (Fixture *f)
{
  return GPOINTER_TO_INT (vas_store_read (f->store, count_drafts, NULL, NULL, NULL)) == 2;
}

static gboolean
has_line (Fixture *f)
{
  return g_list_model_get_n_items (vas_stated_pane_get_lines (f->dialog->stated_pane)) == 1;
}

static void
test_draft_survives (Fixture       *f,
                     gconstpointer  data)
{
  find_caller (f, "8000");
  vas_stated_pane_add (f->dialog->stated_pane, "4415 198");
  vas_title_pane_set_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE, "尉迟明", FALSE);
  wait_until (is_kept, f);
  gtk_window_destroy (GTK_WINDOW (f->dialog));

  open_dialog (f);
  wait_until (has_line, f);
  g_assert_cmpstr (vas_title_pane_get_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE), ==, "尉迟明");
}

static gboolean
is_forgotten (Fixture *f)
{
  return GPOINTER_TO_INT (vas_store_read (f->store, count_drafts, NULL, NULL, NULL)) == 1;
}

/* Escape right behind Ctrl+Enter: the request is saved all the same, and nothing of it comes back. */
static void
test_closed_while_saving (Fixture       *f,
                          gconstpointer  data)
{
  find_caller (f, "8000");
  vas_stated_pane_add (f->dialog->stated_pane, "4415 198");
  wait_until (passes, f);
  wait_until (is_kept, f);
  submit (f);
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  f->dialog = NULL;
  wait_until (is_forgotten, f);
}

static void
test_pasted_message (Fixture       *f,
                     gconstpointer  data)
{
  find_caller (f, "8000");
  vas_request_dialog_paste (f->dialog, "您好，我要开票\n订单号：2025060110004415\n抬头：示例科技(深圳)有限公司\n"
                                       "税号：91330100799655058B\n收件人：王晓明\n手机：138 0013 8001\n"
                                       "地址：广东省深圳市南山区示例路 2 号");
  wait_until (has_line, f);
  wait_until (passes, f);
  g_assert_cmpint (vas_title_pane_get_kind (f->dialog->title_pane), ==, VAS_TITLE_KIND_COMPANY);
  g_assert_cmpstr (vas_title_pane_get_text (f->dialog->title_pane, VAS_TITLE_FIELD_TAXPAYER_ID), ==, "91330100799655058B");
}

/* The account is in the message, too, and searched for; its orders wait until it is found. */
static void
test_pasted_before_the_caller_is_known (Fixture       *f,
                                        gconstpointer  data)
{
  vas_request_dialog_paste (f->dialog, "账号80000217，订单号2025060110004415\n抬头：示例科技(深圳)有限公司\n税号：91330100799655058B");
  wait_until (has_line, f);
  g_assert_nonnull (vas_caller_pane_get_intake (f->dialog->caller_pane));
}

static gboolean
is_half_typed (Fixture *f)
{
  return g_str_equal (gtk_editable_get_text (vas_caller_pane_get_entry (f->dialog->caller_pane)), "王小");
}

/* A title without a caller, and a name that is half typed. */
static void
test_draft_without_a_caller (Fixture       *f,
                             gconstpointer  data)
{
  vas_title_pane_set_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE, "尉迟明", FALSE);
  gtk_editable_set_text (vas_caller_pane_get_entry (f->dialog->caller_pane), "王小");
  wait_until (is_kept, f);
  gtk_window_destroy (GTK_WINDOW (f->dialog));

  open_dialog (f);
  wait_until (is_half_typed, f);
  g_assert_cmpstr (vas_title_pane_get_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE), ==, "尉迟明");
  g_assert_cmpint (gtk_editable_get_position (vas_caller_pane_get_entry (f->dialog->caller_pane)), ==, 2);
}

static gboolean
is_empty (Fixture *f)
{
  return g_list_model_get_n_items (vas_stated_pane_get_lines (f->dialog->stated_pane)) == 0;
}

static gboolean
shows_drafts (Fixture *f)
{
  return gtk_widget_get_visible (GTK_WIDGET (f->dialog->drafts));
}

static gpointer
count_subjects (VasSql        *sql,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GPtrArray) drafts = vas_draft_list (sql, "request", error);

  return GUINT_TO_POINTER (drafts->len);
}

static guint
n_drafts (Fixture *f)
{
  return GPOINTER_TO_UINT (vas_store_read (f->store, count_subjects, NULL, NULL, NULL));
}

static gboolean
is_gone (Fixture *f)
{
  return f->dialog == NULL;
}

/* The form goes when it is saved, not before. */
static void
set_aside (Fixture *f)
{
  g_object_add_weak_pointer (G_OBJECT (f->dialog), (gpointer *) &f->dialog);
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "request.set-aside", NULL);
  g_assert_nonnull (f->dialog);
  wait_until (is_gone, f);
}

/* The caller looks for something and calls again; meanwhile there is another. */
static void
test_set_aside (Fixture       *f,
                gconstpointer  data)
{
  find_caller (f, "8000");
  vas_stated_pane_add (f->dialog->stated_pane, "4415 198");
  g_assert_false (shows_drafts (f));
  set_aside (f);

  open_dialog (f);
  wait_until (shows_drafts, f);
  g_assert_true (is_empty (f));
  g_assert_null (vas_caller_pane_get_intake (f->dialog->caller_pane));
  vas_title_pane_set_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE, "尉迟明", FALSE);
  set_aside (f);

  open_dialog (f);
  wait_until (shows_drafts, f);
  g_assert_cmpuint (n_drafts (f), ==, 2);

  /* The older one is taken up while something is typed: that is a draft, too. */
  vas_title_pane_set_text (f->dialog->title_pane, VAS_TITLE_FIELD_ADDRESS, "示例路 2 号", FALSE);
  vas_request_dialog_changed (f->dialog);
  g_assert_true (vas_request_drafts_choose (f->dialog->drafts, 1));
  wait_until (has_line, f);
  wait_until (passes, f);
  g_assert_false (shows_drafts (f));
  g_assert_cmpuint (n_drafts (f), ==, 3);
  submit (f);
  wait_until (is_entered, f);

  open_dialog (f);
  wait_until (shows_drafts, f);
  g_assert_cmpuint (n_drafts (f), ==, 2);
}

static gpointer
refuse_drafts (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return GINT_TO_POINTER (vas_sql_exec (sql, "CREATE TRIGGER no_draft BEFORE INSERT ON draft BEGIN SELECT RAISE (ABORT, 'no room'); END", error));
}

static gboolean
is_free (Fixture *f)
{
  return !f->dialog->reading;
}

/* What cannot be saved is not said to be: the form stays, with all that is in it. */
static void
test_set_aside_fails (Fixture       *f,
                      gconstpointer  data)
{
  g_assert_nonnull (vas_store_write (f->store, refuse_drafts, NULL, NULL, NULL));
  vas_title_pane_set_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE, "尉迟明", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "request.set-aside", NULL);
  g_assert_true (f->dialog->reading);
  wait_until (is_free, f);
  g_assert_nonnull (f->dialog->desk);
  g_assert_cmpstr (vas_title_pane_get_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE), ==, "尉迟明");
}

/* The form is opened for a caller while another's request is begun: neither is lost, and neither is in the other's form. */
static void
test_another_caller (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *account = NULL;

  find_caller (f, "8000");
  account = g_strdup (vas_entity_get_key (VAS_ENTITY (vas_caller_pane_get_intake (f->dialog->caller_pane)->account)));
  gtk_window_destroy (GTK_WINDOW (f->dialog));

  open_dialog (f);
  vas_title_pane_set_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE, "尉迟明", FALSE);
  wait_until (is_kept, f);
  gtk_window_destroy (GTK_WINDOW (f->dialog));

  f->dialog = VAS_REQUEST_DIALOG (vas_request_dialog_new_for_account (f->desk, NULL, account));
  gtk_window_present (GTK_WINDOW (f->dialog));
  wait_until (is_known, f);
  g_assert_cmpstr (vas_title_pane_get_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE), !=, "尉迟明");
  wait_until (is_kept, f);
}

static gpointer
read_case (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GPtrArray) requests = vas_table_list_all (sql, VAS_TYPE_REQUEST, "number", error);

  return vas_case_load (sql, vas_entity_get_key (g_ptr_array_index (requests, 0)), error);
}

static void
open_correction (Fixture *f)
{
  g_autoptr (VasCase) vas_case = vas_store_read (f->store, read_case, NULL, NULL, NULL);

  g_assert_nonnull (vas_case);
  f->dialog = VAS_REQUEST_DIALOG (vas_request_dialog_new_for (f->desk, NULL, vas_case));
  gtk_window_present (GTK_WINDOW (f->dialog));
  wait_until (has_line, f);
}

/* A correction that nobody began is no draft; one that was begun is there again, with its orders once. */
static void
test_draft_of_a_correction (Fixture       *f,
                            gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  open_correction (f);
  g_assert_nonnull (f->dialog->proposed);
  g_assert_cmpstr (vas_title_pane_get_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE), !=, "尉迟明");
  vas_title_pane_set_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE, "尉迟明", FALSE);
  vas_request_dialog_changed (f->dialog);
  wait_until (is_kept, f);
  gtk_window_destroy (GTK_WINDOW (f->dialog));

  open_correction (f);
  g_assert_null (f->dialog->proposed);
  g_assert_cmpstr (vas_title_pane_get_text (f->dialog->title_pane, VAS_TITLE_FIELD_TITLE), ==, "尉迟明");
  g_assert_cmpuint (g_list_model_get_n_items (vas_stated_pane_get_lines (f->dialog->stated_pane)), ==, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (vas_ui_get_resource ());
  ADD ("/request-dialog/known-caller-is-proposed-everything", test_known_caller);
  ADD ("/request-dialog/rows-of-the-caller-are-used-again-and-are-not-measured-anew", test_rows_are_used_again);
  ADD ("/request-dialog/over-the-cap-cannot-be-submitted-R15", test_over_the_cap);
  ADD ("/request-dialog/what-is-asked-is-confirmed-by-a-second-press", test_asked_twice);
  ADD ("/request-dialog/an-order-not-found-is-said", test_unknown_order);
  ADD ("/request-dialog/draft-survives-the-form", test_draft_survives);
  ADD ("/request-dialog/draft-survives-without-a-caller", test_draft_without_a_caller);
  ADD ("/request-dialog/set-aside-it-is-a-draft-and-the-form-is-empty", test_set_aside);
  ADD ("/request-dialog/what-cannot-be-set-aside-stays", test_set_aside_fails);
  ADD ("/request-dialog/another-callers-draft-is-set-aside", test_another_caller);
  ADD ("/request-dialog/draft-of-a-correction-is-what-was-changed", test_draft_of_a_correction);
  ADD ("/request-dialog/closed-while-saving-keeps-no-draft", test_closed_while_saving);
  ADD ("/request-dialog/pasted-message-fills-the-form", test_pasted_message);
  ADD ("/request-dialog/pasted-orders-wait-for-the-caller", test_pasted_before_the_caller_is_known);
  return g_test_run ();
}
