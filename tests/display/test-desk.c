/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every page stands on: who acts, the calendar, running and undoing by way of the desk. On a real store and engine. */

#include "vas-desk.h"
#include "vas-fixture.h"
#include "vas-table.h"
#include "vas-test-dir.h"
#include "vas-time.h"

typedef struct {
  char      *directory;
  char      *request;
  gint64     now;
  VasStore  *store;
  VasEngine *engine;
  GSettings *settings;
  VasDesk   *desk;
  AdwToast  *toast;
  guint      n_changed;
  gboolean   done;
} Fixture;

static void
toast_cb (Fixture  *f,
          AdwToast *toast)
{
  g_set_object (&f->toast, toast);
}

static void
changed_cb (Fixture *f)
{
  f->n_changed++;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *f = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_desk_load_finish (VAS_DESK (object), result, &error));
  g_assert_no_error (error);
  f->done = TRUE;
}

static void
wait_for (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  *done = FALSE;
}

static void
make_office (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->directory, "replica.db", NULL);
  g_autoptr (VasFixture) office = vas_fixture_new_at (path);
  g_autofree char *order = vas_fixture_add_order (office, "2025060110000001", 19800, "2025-06-01");

  f->request = vas_fixture_enter (office, order, 19800);
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
  g_settings_reset (f->settings, "staff-login");
  g_settings_reset (f->settings, "hold-seconds");
  f->desk = vas_desk_new (f->store, f->engine, f->settings, VAS_DESK_DEFAULT);
  g_signal_connect_swapped (f->desk, "toast", G_CALLBACK (toast_cb), f);
  g_signal_connect_swapped (f->desk, "changed", G_CALLBACK (changed_cb), f);
  vas_desk_load_async (f->desk, NULL, loaded_cb, f);
  wait_for (&f->done);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  vas_store_close (f->store);
  while (g_main_context_iteration (NULL, FALSE));
  g_clear_object (&f->toast);
  g_assert_finalize_object (f->desk);
  g_object_unref (f->engine);
  g_object_unref (f->settings);
  g_object_unref (f->store);
  vas_test_dir_remove (f->directory);
  g_free (f->directory);
  g_free (f->request);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  Fixture *f = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_desk_run_finish (VAS_DESK (object), result, &error);

  g_assert_no_error (error);
  g_assert_true (receipt->applied);
  f->done = TRUE;
}

static void
approve (Fixture *f)
{
  g_autoptr (VasCommand) command = NULL;

  g_assert_true (vas_desk_choose_staff (f->desk, "clerk"));
  command = vas_desk_new_command (f->desk, "request.approve");
  vas_command_set_text (command, "request", f->request);
  vas_desk_run_async (f->desk, command, "示例 <已> 批准", NULL, ran_cb, f);
  wait_for (&f->done);
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
assert_state (Fixture         *f,
              VasRequestState  state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasRequest) request = vas_store_read (f->store, read_request, f->request, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (request->state, ==, state);
}

static void
wait_for_pending (Fixture *f,
                  guint    pending)
{
  while (vas_desk_get_pending (f->desk) != pending)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_state (Fixture         *f,
                VasRequestState  state)
{
  const guint before = f->n_changed;

  while (f->n_changed == before)
    g_main_context_iteration (NULL, TRUE);
  assert_state (f, state);
}

static void
test_people (Fixture       *f,
             gconstpointer  data)
{
  g_assert_cmpuint (g_list_model_get_n_items (vas_desk_get_staff_list (f->desk)), ==, 5);
  g_assert_nonnull (vas_desk_get_staff (f->desk));
  g_assert_true (vas_desk_choose_staff (f->desk, "supervisor"));
  g_assert_cmpuint (vas_desk_get_roles (f->desk), ==, VAS_ROLE_INVOICE_SUPERVISOR);
  g_assert_false (vas_desk_choose_staff (f->desk, "nobody"));
  g_assert_cmpstr (vas_desk_get_staff (f->desk)->login, ==, "supervisor");
}

static void
test_person_comes_back (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr (VasDesk) next = NULL;

  g_assert_true (vas_desk_choose_staff (f->desk, "clerk2"));
  next = vas_desk_new (f->store, f->engine, f->settings, VAS_DESK_DEFAULT);
  vas_desk_load_async (next, NULL, loaded_cb, f);
  wait_for (&f->done);
  g_assert_cmpstr (vas_desk_get_staff (next)->login, ==, "clerk2");
}

static void
test_calendar_and_clock (Fixture       *f,
                         gconstpointer  data)
{
  gboolean provisional;

  g_assert_false (vas_calendar_is_working_day (vas_desk_get_calendar (f->desk), vas_date_from_ymd (2026, 1, 1), &provisional));
  g_assert_cmpint (vas_desk_get_now (f->desk), ==, f->now);
  g_assert_cmpint (vas_desk_get_today (f->desk), ==, vas_date_from_ymd (2026, 3, 10));
}

static void
test_toast_says_what_was_done (Fixture       *f,
                               gconstpointer  data)
{
  approve (f);
  g_assert_cmpstr (adw_toast_get_title (f->toast), ==, "示例 &lt;已&gt; 批准");
  g_assert_cmpuint (adw_toast_get_timeout (f->toast), ==, 8);
  g_assert_nonnull (adw_toast_get_button_label (f->toast));
}

static void
test_undo_last (Fixture       *f,
                gconstpointer  data)
{
  approve (f);
  g_assert_cmpuint (vas_desk_get_pending (f->desk), ==, 1);
  assert_state (f, VAS_REQUEST_STATE_TO_ISSUE);

  vas_desk_undo_last (f->desk);
  g_assert_cmpuint (vas_desk_get_pending (f->desk), ==, 0);
  wait_for_state (f, VAS_REQUEST_STATE_REVIEW);
}

static void
test_undo_by_the_toast (Fixture       *f,
                        gconstpointer  data)
{
  approve (f);
  g_signal_emit_by_name (f->toast, "button-clicked");
  wait_for_state (f, VAS_REQUEST_STATE_REVIEW);
}

static void
test_nothing_to_undo (Fixture       *f,
                      gconstpointer  data)
{
  vas_desk_undo_last (f->desk);
  g_assert_nonnull (f->toast);
  g_assert_null (adw_toast_get_button_label (f->toast));
  assert_state (f, VAS_REQUEST_STATE_REVIEW);
}

static void
test_settled_is_forgotten (Fixture       *f,
                           gconstpointer  data)
{
  vas_engine_set_now (f->engine, VAS_NONE);
  g_settings_set_int (f->settings, "hold-seconds", 1);
  approve (f);
  g_assert_cmpuint (vas_desk_get_pending (f->desk), ==, 1);
  wait_for_pending (f, 0);
  assert_state (f, VAS_REQUEST_STATE_TO_ISSUE);
}

static gpointer
take_roles (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return GINT_TO_POINTER (vas_sql_exec (sql, "UPDATE staff SET roles = 0 WHERE login = 'clerk'", error));
}

static gboolean
says_refused (AdwToast *toast)
{
  return g_str_has_prefix (adw_toast_get_title (toast), "Refused after all: ");
}

static void
test_refusal_says_what_and_why (Fixture       *f,
                                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  vas_engine_set_now (f->engine, VAS_NONE);
  g_settings_set_int (f->settings, "hold-seconds", 1);
  approve (f);
  vas_store_write (f->store, take_roles, NULL, NULL, &error);
  g_assert_no_error (error);
  while (!says_refused (f->toast))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (adw_toast_get_title (f->toast), ==, "Refused after all: Approval of KP2603-000001. clerk lacks the role for this: Invoice clerk, Invoice supervisor");
  g_assert_cmpstr (adw_toast_get_action_name (f->toast), ==, "app.problems");
  assert_state (f, VAS_REQUEST_STATE_REVIEW);
}

static void
test_no_hold_no_undo (Fixture       *f,
                      gconstpointer  data)
{
  g_settings_set_int (f->settings, "hold-seconds", 0);
  approve (f);
  g_assert_cmpuint (vas_desk_get_pending (f->desk), ==, 0);
  g_assert_nonnull (f->toast);
  g_assert_null (adw_toast_get_button_label (f->toast));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/desk/staff/only-who-is-there-can-act", test_people);
  ADD ("/desk/staff/who-acted-last-acts-at-the-next-start", test_person_comes_back);
  ADD ("/desk/calendar-and-clock-are-those-of-the-records", test_calendar_and_clock);
  ADD ("/desk/toast/says-what-was-done-without-markup-for-as-long-as-it-is-held", test_toast_says_what_was_done);
  ADD ("/desk/undo/the-last-command-is-taken-back", test_undo_last);
  ADD ("/desk/undo/the-button-of-the-toast-takes-back", test_undo_by_the_toast);
  ADD ("/desk/undo/with-nothing-held-says-so", test_nothing_to_undo);
  ADD ("/desk/undo/a-settled-command-is-forgotten", test_settled_is_forgotten);
  ADD ("/desk/settle/a-refusal-says-what-was-asked-of-which-request-and-the-rule-R30", test_refusal_says_what_and_why);
  ADD ("/desk/undo/without-a-hold-there-is-none", test_no_hold_no_undo);

  return g_test_run ();
}
