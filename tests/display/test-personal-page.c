/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R29: the view of requests about personal data: by their terms, what is overdue in red, and what can be done with each. */

#include "vas-desk-fixture.h"
#include "vas-form-dialog.h"
#include "vas-ledger.h"
#include "vas-replica-head.h"
#include "personal/vas-personal-copier.h"
#include "personal/vas-personal-dialogs.h"
#include "personal/vas-personal-page.h"
#include "personal/vas-personal-row.h"
#include "vas-personal-store.h"
#include "vas-table.h"

#include <glib/gstdio.h>
#include <string.h>

static void
open_case (VasFixture *office,
           const char *kind,
           const char *received)
{
  g_autoptr (VasCommand) command = vas_command_new ("personal.open", office->agent, office->now);

  vas_command_set_text (command, "account", office->account);
  vas_command_set_text (command, "kind", kind);
  vas_command_set_text (command, "source", "phone");
  vas_command_set_text (command, "text", "请处理我的信息");
  vas_command_set_text (command, "identity", "回拨登记手机");
  vas_command_set_text (command, "owner", office->clerk);
  vas_command_set_text (command, "received", received);
  vas_fixture_apply (office, command);
}

static void
fill_none (VasFixture *office,
           GHashTable *keys)
{
}

/* The fixture's day is 2026-03-10. */
static void
fill_two (VasFixture *office,
          GHashTable *keys)
{
  open_case (office, "copy", "2026-03-10");
  open_case (office, "correction", "2026-01-05");
}

static void
fill_erasure (VasFixture *office,
              GHashTable *keys)
{
  open_case (office, "erasure", "2026-03-10");
}

static gboolean
is_read (gpointer data)
{
  return !g_str_equal (vas_personal_page_get_part (data), "loading");
}

static VasPersonalPage *
show (VasDeskFixture *f)
{
  GtkWidget *page = vas_personal_page_new (f->desk);

  gtk_window_set_child (GTK_WINDOW (f->parent), page);
  vas_desk_fixture_wait (is_read, page);
  return VAS_PERSONAL_PAGE (page);
}

static guint
get_count (VasPersonalPage *page)
{
  guint count;

  g_object_get (page, "count", &count, NULL);
  return count;
}

static void
test_empty (VasDeskFixture **fixture,
            gconstpointer    data)
{
  VasPersonalPage *page = show (*fixture);

  g_assert_cmpstr (vas_personal_page_get_part (page), ==, "empty");
  g_assert_cmpuint (get_count (page), ==, 0);
}

static void
test_terms (VasDeskFixture **fixture,
            gconstpointer    data)
{
  VasPersonalPage *page = show (*fixture);
  VasPersonalRow *late = VAS_PERSONAL_ROW (vas_personal_page_get_row (page, 0));
  VasPersonalRow *calm = VAS_PERSONAL_ROW (vas_personal_page_get_row (page, 1));

  g_assert_cmpuint (get_count (page), ==, 2);
  g_assert_cmpint (vas_personal_row_get_request (late)->kind, ==, VAS_PERSONAL_KIND_CORRECTION);
  g_assert_true (vas_personal_row_is_overdue (late));
  g_assert_false (vas_personal_row_is_overdue (calm));
  g_assert_null (vas_personal_page_get_row (page, 2));
}

static VasForm *
act (VasDeskFixture *f,
     const char     *login,
     const char     *command,
     guint           place)
{
  VasPersonalPage *page = show (f);
  VasPersonalRow *row = VAS_PERSONAL_ROW (vas_personal_page_get_row (page, place));
  GtkWidget *dialog;

  vas_desk_fixture_act_as (f, login);
  dialog = vas_personal_act_dialog_new (f->desk, GTK_WINDOW (f->parent), command, vas_personal_row_get_request (row));
  gtk_window_present (GTK_WINDOW (dialog));
  return vas_form_dialog_get_form (VAS_FORM_DIALOG (dialog));
}

static gpointer
read_case (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GPtrArray) all = vas_personal_list (sql, FALSE, error);

  return all != NULL ? g_object_ref (g_ptr_array_index (all, 0)) : NULL;
}

static void
assert_state (VasDeskFixture   *f,
              VasPersonalState  state)
{
  g_autoptr (VasPersonalRequest) request = vas_store_read (f->store, read_case, NULL, NULL, NULL);

  g_assert_cmpint (request->state, ==, state);
}

static void
test_correct (VasDeskFixture **fixture,
              gconstpointer    data)
{
  VasForm *form = act (*fixture, "clerk", "personal.correct", 0);

  g_assert_false (vas_desk_fixture_run (form));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (form, "name")));
  vas_desk_fixture_fill (form, "mobile", "1390000");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (form, "mobile")));
  vas_desk_fixture_fill (form, "mobile", "13900001111");
  g_assert_true (vas_desk_fixture_run (form));
}

static void
test_erase (VasDeskFixture **fixture,
            gconstpointer    data)
{
  VasForm *form = act (*fixture, "clerk", "personal.erase", 0);

  vas_desk_fixture_fill (form, "answer", "已删除");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_true (vas_desk_fixture_has_said (form, "role-missing"));
  vas_desk_fixture_act_as (*fixture, "supervisor");
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_settle (*fixture);
  assert_state (*fixture, VAS_PERSONAL_STATE_ANSWERED);
}

static void
test_refuse (VasDeskFixture **fixture,
             gconstpointer    data)
{
  VasForm *form = act (*fixture, "clerk", "personal.refuse", 0);

  g_assert_false (vas_desk_fixture_run (form));
  vas_desk_fixture_fill (form, "why", "无法核验身份");
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_settle (*fixture);
  assert_state (*fixture, VAS_PERSONAL_STATE_REFUSED);
}

static void
fill_scoped_desk (VasFixture *office,
                  GHashTable *keys)
{
  g_autoptr (GError) error = NULL;

  open_case (office, "copy", "2026-03-10");
  vas_replica_set_role (office->sql, VAS_REPLICA_DESK, &error);
  g_assert_no_error (error);
  vas_replica_set_scope (office->sql, 13, &error);
  g_assert_no_error (error);
}

static gpointer
find_copy_request (VasSql        *sql,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return vas_table_find (sql, VAS_TYPE_PERSONAL_REQUEST, "kind", "copy", error);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_copied (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static gboolean
copy (VasDeskFixture  *f,
      const char      *path,
      GError         **error)
{
  g_autoptr (VasPersonalRequest) request = vas_store_read (vas_desk_get_store (f->desk), find_copy_request, NULL, NULL, error);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_nonnull (request);
  vas_personal_copier_run_async (f->desk, request, file, NULL, copied_cb, &result);
  vas_desk_fixture_wait (is_copied, &result);
  return vas_personal_copier_run_finish (result, error);
}

/* This desk holds no whole values, and there is no server to ask: a copy with holes is none. */
static void
test_no_copy_with_holes (VasDeskFixture **fixture,
                         gconstpointer    data)
{
  g_autofree char *folder = g_dir_make_tmp ("copy-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "copy.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (copy (*fixture, path, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Written aside under a name of its own: what lies beside is nobody's to lose. */
static void
test_copy (VasDeskFixture **fixture,
           gconstpointer    data)
{
  g_autofree char *folder = g_dir_make_tmp ("copy-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "copy.csv", NULL);
  g_autofree char *beside = g_build_filename (folder, "copy.csv.part", NULL);
  g_autofree char *text = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (beside, "mine", -1, NULL));
  vas_desk_fixture_act_as (*fixture, "clerk");
  g_assert_true (copy (*fixture, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "单晓明"));
  g_assert_true (g_file_get_contents (beside, &other, NULL, NULL));
  g_assert_cmpstr (other, ==, "mine");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_unlink (beside), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_no_copy_among_records (VasDeskFixture **fixture,
                            gconstpointer    data)
{
  g_autofree char *path = g_build_filename (vas_store_get_directory ((*fixture)->store), "copy.csv", NULL);
  g_autoptr (GError) error = NULL;

  vas_desk_fixture_act_as (*fixture, "clerk");
  g_assert_false (copy (*fixture, path, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* The request that the focus is in, or NULL. */
static VasPersonalRow *
get_focused (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL ? VAS_PERSONAL_ROW (gtk_widget_get_ancestor (focus, VAS_TYPE_PERSONAL_ROW)) : NULL;
}

static gboolean
is_at_a_request (gpointer data)
{
  return get_focused (data) != NULL;
}

/* The records are quicker than the first frame. */
static void
test_hand_before_the_window (VasDeskFixture **fixture,
                             gconstpointer    data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = vas_personal_page_new ((*fixture)->desk);

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_widget_grab_focus (page);
  vas_desk_fixture_wait (is_read, page);
  gtk_window_present (GTK_WINDOW (window));
  vas_desk_fixture_wait (is_at_a_request, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* GTK 4.18 gives the focus to the first field of a page that a stack shows, before anybody asks the page. */
static void
test_hand_before_the_requests (VasDeskFixture **fixture,
                               gconstpointer    data)
{
  GtkWidget *page = vas_personal_page_new ((*fixture)->desk);

  gtk_window_set_child (GTK_WINDOW ((*fixture)->parent), page);
  g_assert_true (gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD));
  g_assert_false (is_read (page));
  vas_desk_fixture_wait (is_at_a_request, (*fixture)->parent);
}

static gboolean
has_lost_its_row (gpointer data)
{
  return gtk_widget_get_parent (data) == NULL;
}

/* What others change is read anew under the hand: it stays at its request. */
static void
test_hand_stays (VasDeskFixture **fixture,
                 gconstpointer    data)
{
  VasPersonalPage *page = show (*fixture);
  g_autoptr (GtkWidget) row = g_object_ref (vas_personal_page_get_row (page, 1));
  g_autofree char *key = g_strdup (vas_entity_get_key (VAS_ENTITY (vas_personal_row_get_request (VAS_PERSONAL_ROW (row)))));
  VasPersonalRow *focused;

  g_assert_true (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  g_assert_true (get_focused (GTK_WINDOW ((*fixture)->parent)) == VAS_PERSONAL_ROW (row));
  g_signal_emit_by_name ((*fixture)->desk, "changed", (const char * const[]) { "account", NULL });
  vas_desk_fixture_wait (has_lost_its_row, row);
  focused = get_focused (GTK_WINDOW ((*fixture)->parent));
  g_assert_nonnull (focused);
  g_assert_true (focused != VAS_PERSONAL_ROW (row));
  g_assert_cmpstr (vas_entity_get_key (VAS_ENTITY (vas_personal_row_get_request (focused))), ==, key);
}

#define ADD(path, fill, func) \
  g_test_add (path, VasDeskFixture *, (gpointer) fill, vas_desk_fixture_set_up, func, vas_desk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/personal-page/nothing-waits", fill_none, test_empty);
  ADD ("/personal-page/by-term-with-the-overdue-on-top-R29", fill_two, test_terms);
  ADD ("/personal-page/a-correction-needs-a-value-of-the-right-form-R29", fill_two, test_correct);
  ADD ("/personal-page/an-erasure-is-a-supervisors-R30", fill_erasure, test_erase);
  ADD ("/personal-page/a-refusal-says-why-R29", fill_erasure, test_refuse);
  ADD ("/personal-page/copy/a-desk-without-its-server-writes-none-with-holes-R29", fill_scoped_desk, test_no_copy_with_holes);
  ADD ("/personal-page/copy/is-written-aside-and-touches-nothing-beside-it", fill_two, test_copy);
  ADD ("/personal-page/copy/is-never-written-among-the-records", fill_two, test_no_copy_among_records);

  ADD ("/personal-page/hand/is-at-the-first-request-when-the-window-comes-after-them", fill_two, test_hand_before_the_window);
  ADD ("/personal-page/hand/goes-on-to-the-first-request-wherever-it-was-put", fill_two, test_hand_before_the_requests);
  ADD ("/personal-page/hand/stays-at-its-request-when-they-are-read-anew", fill_two, test_hand_stays);

  return g_test_run ();
}
