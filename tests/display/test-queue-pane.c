/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The queue on a real store: what a refresh leaves as it was, the search over everything, saved views, copy and export; long because
 * all of it needs the same window over the same office.
 */

#include <glib/gstdio.h>

#include "vas-await.h"
#include "vas-fixture.h"
#include "vas-journal.h"
#include "vas-queue-cell.h"
#include "vas-queue-pane-private.h"
#include "vas-test-dir.h"
#include "vas-ui-resources.h"

#define N_REQUESTS 40

typedef struct {
  char         *directory;
  GPtrArray    *keys;
  gint64        now;
  VasStore     *store;
  VasEngine    *engine;
  GSettings    *settings;
  VasDesk      *desk;
  GtkWidget    *window;
  VasQueuePane *pane;
  char         *opened;
  gboolean      done;
} Fixture;

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_assert_true (vas_desk_load_finish (VAS_DESK (object), result, NULL));
  ((Fixture *) user_data)->done = TRUE;
}

static void
opened_cb (Fixture    *f,
           const char *key)
{
  g_free (f->opened);
  f->opened = g_strdup (key);
}

static void
wait_for (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  *done = FALSE;
}

static gboolean
stop_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait (guint ms)
{
  gboolean done = FALSE;

  g_timeout_add (ms, stop_cb, &done);
  wait_for (&done);
}

static GListModel *
get_model (Fixture *f)
{
  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (vas_queue_pane_get_list (f->pane))));
}

static void
wait_for_rows (Fixture *f,
               guint    n_rows)
{
  vas_await (g_list_model_get_n_items (get_model (f)) == n_rows);
}

/* Each request a minute after the one before it, so that their order is known. */
static void
make_office (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->directory, "replica.db", NULL);
  g_autoptr (VasFixture) office = vas_fixture_new_at (path);

  f->keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_autofree char *number = g_strdup_printf ("2025060110%06u", i);
      g_autofree char *order = vas_fixture_add_order (office, number, 19800, "2025-06-01");

      office->now += VAS_INSTANT_MINUTE;
      g_ptr_array_add (f->keys, vas_fixture_enter (office, order, 19800));
    }
  f->now = office->now;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  static const char * const kept[] = { "queue-tab", "queue-home-tab", "queue-search", "queue-order", "queue-views" };
  g_autoptr (GError) error = NULL;

  f->directory = vas_test_dir_make ();
  make_office (f);
  f->store = vas_store_open (f->directory, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  f->engine = vas_engine_new (f->store);
  vas_engine_set_now (f->engine, f->now);
  f->settings = g_settings_new ("org.vasdesk.Vasdesk");
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    g_settings_reset (f->settings, kept[i]);
  f->desk = vas_desk_new (f->store, f->engine, f->settings, VAS_DESK_DEFAULT);
  vas_desk_load_async (f->desk, NULL, loaded_cb, f);
  wait_for (&f->done);
  g_assert_true (vas_desk_choose_staff (f->desk, "clerk"));

  f->window = gtk_window_new ();
  f->pane = VAS_QUEUE_PANE (vas_queue_pane_new (f->desk));
  g_signal_connect_swapped (f->pane, "opened", G_CALLBACK (opened_cb), f);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->pane));
  gtk_window_set_default_size (GTK_WINDOW (f->window), 460, 500);
  gtk_window_present (GTK_WINDOW (f->window));
  wait_for_rows (f, N_REQUESTS);
  gtk_widget_grab_focus (vas_queue_pane_get_list (f->pane));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  wait (20);
  vas_store_close (f->store);
  while (g_main_context_iteration (NULL, FALSE));
  g_assert_finalize_object (f->desk);
  g_object_unref (f->engine);
  g_object_unref (f->settings);
  g_object_unref (f->store);
  vas_test_dir_remove (f->directory);
  g_free (f->directory);
  g_ptr_array_unref (f->keys);
  g_free (f->opened);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_engine_run_finish (VAS_ENGINE (object), result, &error);

  g_assert_no_error (error);
  g_assert_true (receipt->applied);
  ((Fixture *) user_data)->done = TRUE;
}

static gpointer
read_exports (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GPtrArray) rows = vas_journal_list_after (sql, 0, 10000, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    *(int *) data += g_str_equal (((VasLogRow *) g_ptr_array_index (rows, i))->type, "export.record");

  return data;
}

static int
count_exports (Fixture *f)
{
  int n_exports = 0;

  vas_store_read (f->store, read_exports, &n_exports, NULL, NULL);

  return n_exports;
}

/* Somebody else approves a request. */
static void
approve (Fixture *f,
         guint    place)
{
  g_autoptr (VasCommand) command = vas_command_new ("request.approve", vas_desk_get_staff_key (f->desk), f->now);

  vas_command_set_text (command, "request", g_ptr_array_index (f->keys, place));
  vas_engine_run_async (f->engine, command, NULL, ran_cb, f);
  wait_for (&f->done);
}

static double
get_scroll (Fixture *f)
{
  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (vas_queue_pane_get_list (f->pane))));
}

static const char *
get_row_key (VasRow *row)
{
  VasQueueRow *record = vas_row_get_entity (row);

  return record->request != NULL ? vas_entity_get_key (VAS_ENTITY (record->request)) : NULL;
}

/* The place in f->keys of the request at a position of the list. */
static guint
get_place (Fixture *f,
           guint    position)
{
  g_autoptr (VasRow) row = g_list_model_get_item (get_model (f), position);
  guint place;

  g_assert_true (g_ptr_array_find_with_equal_func (f->keys, get_row_key (row), g_str_equal, &place));

  return place;
}

static gboolean
is_at (Fixture *f,
       guint    position,
       guint    place)
{
  g_autoptr (VasRow) row = g_list_model_get_item (get_model (f), position);

  return g_strcmp0 (get_row_key (row), g_ptr_array_index (f->keys, place)) == 0;
}

static void
assert_selected (Fixture *f,
                 guint    first,
                 guint    n_rows)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (get_model (f)));
  g_autoptr (GArray) ids = vas_queue_pane_get_selected (f->pane);

  g_assert_cmpuint (gtk_bitset_get_size (bits), ==, n_rows);
  g_assert_cmpuint (ids->len, ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    g_assert_cmpuint (get_place (f, gtk_bitset_get_nth (bits, i)), ==, first + i);
}

/* The key of the request whose row has the focus. */
static const char *
get_focus (Fixture *f)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (f->window));
  GtkWidget *cell = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return VAS_IS_QUEUE_CELL (cell) ? get_row_key (vas_queue_cell_get_row (VAS_QUEUE_CELL (cell))) : NULL;
}

static void
open_place (Fixture *f,
            guint    place)
{
  for (guint i = 0; i <= place; i++)
    {
      vas_queue_pane_move (f->pane, 1, FALSE);
      wait (20);
    }
  vas_await (g_strcmp0 (f->opened, g_ptr_array_index (f->keys, place)) == 0);
}

static void
test_refresh_keeps_selection_and_focus (Fixture       *f,
                                        gconstpointer  data)
{
  open_place (f, 3);
  vas_await (g_strcmp0 (get_focus (f), g_ptr_array_index (f->keys, 3)) == 0);
  approve (f, 1);
  wait_for_rows (f, N_REQUESTS - 1);
  wait (50);
  assert_selected (f, 3, 1);
  vas_await (g_strcmp0 (get_focus (f), g_ptr_array_index (f->keys, 3)) == 0);
}

static void
test_refresh_keeps_scroll (Fixture       *f,
                           gconstpointer  data)
{
  double before;

  open_place (f, 25);
  vas_await (get_scroll (f) > 100.0);
  wait (100);
  before = get_scroll (f);
  approve (f, 38);
  wait_for_rows (f, N_REQUESTS - 1);
  wait (100);
  vas_await (ABS (get_scroll (f) - before) < 2.0);
}

/* Cells that do not show their row so far, of all, and of those that can be seen. */
static void
count_waiting (Fixture *f,
               guint   *all,
               guint   *seen)
{
  GtkWidget *list = vas_queue_pane_get_list (f->pane);
  graphene_rect_t bounds;

  *all = *seen = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *cell = gtk_widget_get_first_child (row);

      if (!VAS_IS_QUEUE_CELL (cell) || !vas_queue_sight_is_waiting (f->pane->sight, VAS_QUEUE_CELL (cell)))
        continue;
      g_assert_true (gtk_widget_compute_bounds (row, list, &bounds));
      (*all)++;
      *seen += gtk_widget_get_mapped (row) && bounds.origin.y < (float) gtk_widget_get_height (list) &&
               bounds.origin.y + bounds.size.height > 0;
    }
}

static void
wait_for_frame (Fixture *f)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (f->window);
  gboolean painted = FALSE;
  const gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (stop_cb), &painted);

  gtk_widget_queue_draw (f->window);
  wait_for (&painted);
  g_signal_handler_disconnect (clock, id);
}

static void
test_only_what_is_seen_is_shown_at_once (Fixture       *f,
                                         gconstpointer  data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (vas_queue_pane_get_list (f->pane)));
  guint all, seen;

  wait_for_frame (f);
  for (guint i = 0; i < 8; i++)
    {
      vas_queue_pane_show_view (f->pane, i % 2 == 0 ? VAS_QUEUE_ALL : VAS_QUEUE_REVIEW, VAS_QUEUE_BY_NEWEST, "");
      gtk_adjustment_set_value (adjustment, 250.0 * i);
      count_waiting (f, &all, &seen);
      g_assert_cmpuint (all, >, 0);
      wait_for_frame (f);
      count_waiting (f, &all, &seen);
      g_assert_cmpuint (seen, ==, 0);
    }
  for (guint i = 0; i < 300 && all > 0; i++)
    {
      wait (10);
      count_waiting (f, &all, &seen);
    }
  g_assert_cmpuint (all, ==, 0);
}

static guint
count_type (GtkWidget *widget,
            GType      type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_type (child, type);

  return n;
}

/* The size of an inscription does not depend on what it says; a label is measured for each text, which was a third of a jump. */
static void
test_no_line_is_measured_for_its_words (Fixture       *f,
                                        gconstpointer  data)
{
  GtkWidget *list = vas_queue_pane_get_list (f->pane);

  g_assert_cmpuint (count_type (list, GTK_TYPE_INSCRIPTION), >, 0);
  g_assert_cmpuint (count_type (list, GTK_TYPE_LABEL), ==, 0);
}

static void
test_several_stay_selected (Fixture       *f,
                            gconstpointer  data)
{
  open_place (f, 2);
  vas_queue_pane_move (f->pane, 1, TRUE);
  vas_queue_pane_move (f->pane, 1, TRUE);
  approve (f, 0);
  wait_for_rows (f, N_REQUESTS - 1);
  assert_selected (f, 2, 3);
}

static void
test_one_that_goes_stays_open (Fixture       *f,
                               gconstpointer  data)
{
  open_place (f, 2);
  approve (f, 2);
  wait_for_rows (f, N_REQUESTS - 1);
  g_assert_cmpstr (vas_queue_pane_get_current (f->pane), ==, g_ptr_array_index (f->keys, 2));
  vas_queue_pane_move (f->pane, 1, FALSE);
  g_assert_cmpstr (f->opened, ==, g_ptr_array_index (f->keys, 3));
}

static void
test_next_is_the_one_below_then_above (Fixture       *f,
                                       gconstpointer  data)
{
  g_autofree char *below = NULL;
  g_autofree char *above = NULL;

  open_place (f, 2);
  below = vas_queue_pane_get_next (f->pane);
  g_assert_cmpstr (below, ==, g_ptr_array_index (f->keys, 3));
  vas_queue_pane_move (f->pane, N_REQUESTS, FALSE);
  above = vas_queue_pane_get_next (f->pane);
  g_assert_cmpstr (above, ==, g_ptr_array_index (f->keys, N_REQUESTS - 2));
}

/* Above the open request something goes: it moves up by a row, and the list with it. */
static void
test_open_request_stays_where_the_eye_is (Fixture       *f,
                                          gconstpointer  data)
{
  double before;
  int height;

  open_place (f, 25);
  wait (100);
  before = get_scroll (f);
  height = gtk_widget_get_allocated_height (gtk_window_get_focus (GTK_WINDOW (f->window)));
  approve (f, 3);
  wait_for_rows (f, N_REQUESTS - 1);
  vas_await (ABS (get_scroll (f) - (before - height)) < 3.0);
  vas_await (g_strcmp0 (get_focus (f), g_ptr_array_index (f->keys, 25)) == 0);
}

static void
test_select_all_follows_the_records (Fixture       *f,
                                     gconstpointer  data)
{
  guint n_selected;

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (get_model (f)));
  assert_selected (f, 0, N_REQUESTS);
  approve (f, 0);
  wait_for_rows (f, N_REQUESTS - 1);
  assert_selected (f, 1, N_REQUESTS - 1);
  g_object_get (f->pane, "n-selected", &n_selected, NULL);
  g_assert_cmpuint (n_selected, ==, N_REQUESTS - 1);
}

/* Every way by which a caller names a case leads to it alone. */
static void
test_search_finds (Fixture       *f,
                   gconstpointer  data)
{
  g_autofree char *order = g_strdup_printf ("2025060110%06u", 7);

  approve (f, 7);
  wait_for_rows (f, N_REQUESTS - 1);
  vas_queue_pane_search (f->pane, order);
  wait_for_rows (f, 1);
  g_assert_cmpuint (get_place (f, 0), ==, 7);
  g_assert_cmpint (vas_queue_pane_get_tab (f->pane), ==, VAS_QUEUE_ALL);

  vas_queue_pane_set_tab (f->pane, VAS_QUEUE_REVIEW);
  wait_for_rows (f, 0);
  vas_queue_pane_set_tab (f->pane, VAS_QUEUE_TO_ISSUE);
  wait_for_rows (f, 1);
  vas_queue_pane_set_tab (f->pane, VAS_QUEUE_ALL);
  wait_for_rows (f, 1);
}

/* The list before the search is still there at that moment: its first row is not what was meant. */
static void
test_enter_right_after_typing (Fixture       *f,
                               gconstpointer  data)
{
  g_autofree char *order = g_strdup_printf ("2025060110%06u", 7);

  wait_for_rows (f, N_REQUESTS);
  vas_queue_pane_search (f->pane, order);
  g_signal_emit_by_name (f->pane->search, "activate");
  g_assert_null (f->opened);
  wait_for_rows (f, 1);
  vas_await (f->opened != NULL);
  g_assert_cmpstr (f->opened, ==, g_ptr_array_index (f->keys, 7));
}

/* Clearing a search goes back to where it began. */
static void
test_search_is_kept (Fixture       *f,
                     gconstpointer  data)
{
  GtkWidget *next;

  vas_queue_pane_search (f->pane, "80000217");
  vas_await (vas_queue_pane_get_tab (f->pane) == VAS_QUEUE_ALL);
  wait_for_rows (f, N_REQUESTS);

  next = vas_queue_pane_new (f->desk);
  g_assert_cmpint (vas_queue_pane_get_tab (VAS_QUEUE_PANE (next)), ==, VAS_QUEUE_ALL);
  gtk_window_set_child (GTK_WINDOW (f->window), next);
  f->pane = VAS_QUEUE_PANE (next);
  wait_for_rows (f, N_REQUESTS);
  vas_queue_pane_show_view (f->pane, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_DUE, "nobody has this");
  wait_for_rows (f, 0);
  vas_queue_pane_show_view (f->pane, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_DUE, "");
  wait_for_rows (f, N_REQUESTS);
}

static void
test_order_is_kept (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *order = NULL;
  GtkWidget *next;

  g_assert_cmpuint (get_place (f, 0), ==, 0);
  g_object_set (f->pane, "order", "newest", NULL);
  vas_await (is_at (f, 0, N_REQUESTS - 1));
  next = vas_queue_pane_new (f->desk);
  g_object_get (next, "order", &order, NULL);
  g_assert_cmpstr (order, ==, "newest");
  g_object_ref_sink (next);
  g_object_unref (next);
}

static void
activate (Fixture    *f,
          const char *action,
          GVariant   *target)
{
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (f->pane), action, target));
}

static void
test_views_are_saved_shown_renamed_deleted (Fixture       *f,
                                            gconstpointer  data)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) left = NULL;

  vas_queue_pane_show_view (f->pane, VAS_QUEUE_DUE_TODAY, VAS_QUEUE_BY_AMOUNT, "单");
  activate (f, "queue.save-view-as", g_variant_new_string ("Big ones"));
  vas_queue_pane_show_view (f->pane, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_DUE, "");
  activate (f, "queue.save-view-as", g_variant_new_string ("Usual"));
  activate (f, "queue.rename-view", g_variant_new ("(ss)", "Big ones", "Usual"));
  activate (f, "queue.rename-view", g_variant_new ("(ss)", "Big ones", " Large "));
  names = vas_queue_pane_list_views (f->pane);
  g_assert_cmpuint (names->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, "Large");

  activate (f, "queue.show-view", g_variant_new_string ("Large"));
  g_assert_cmpint (vas_queue_pane_get_tab (f->pane), ==, VAS_QUEUE_DUE_TODAY);
  activate (f, "queue.remove-view", g_variant_new_string ("Large"));
  left = vas_queue_pane_list_views (f->pane);
  g_assert_cmpuint (left->len, ==, 1);
}

static void
text_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

/* Two rows, in the order of the list, cells parted by TAB under a heading. */
static void
test_copy (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) cells = NULL;

  open_place (f, 0);
  vas_queue_pane_move (f->pane, 1, TRUE);
  activate (f, "queue.copy", NULL);
  vas_await (gdk_clipboard_is_local (gtk_widget_get_clipboard (GTK_WIDGET (f->pane))));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (f->pane)), NULL, text_cb, &text);
  vas_await (text != NULL);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  cells = g_strsplit (lines[1], "\t", -1);
  g_assert_cmpuint (g_strv_length (cells), ==, 16);
  g_assert_cmpstr (cells[7], ==, "198.00");
  g_assert_cmpstr (cells[9], ==, "80000217");
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  vas_queue_pane_export_finish (VAS_QUEUE_PANE (object), result, &error);
  g_assert_no_error (error);
  ((Fixture *) user_data)->done = TRUE;
}

/* All of the filter, whatever is selected; recorded (R31). */
static void
test_export (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *folder = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (folder, "queue.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  open_place (f, 0);
  vas_queue_pane_export_async (f->pane, path, exported_cb, f);
  wait_for (&f->done);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N_REQUESTS + 2);
  g_assert_cmpint (count_exports (f), ==, 1);
  vas_test_dir_remove (folder);
}

static void
refused_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (vas_queue_pane_export_finish (VAS_QUEUE_PANE (object), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  ((Fixture *) user_data)->done = TRUE;
}

/* Who may not export gets no file, and leaves none aside. */
static void
test_export_of_others_leaves_nothing (Fixture       *f,
                                      gconstpointer  data)
{
  g_autofree char *folder = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (folder, "queue.xlsx", NULL);
  g_autoptr (GDir) dir = NULL;

  g_assert_true (vas_desk_choose_staff (f->desk, "agent"));
  vas_queue_pane_export_async (f->pane, path, refused_cb, f);
  wait_for (&f->done);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  vas_test_dir_remove (folder);
}

static void
test_tab_is_remembered (Fixture       *f,
                        gconstpointer  data)
{
  GtkWidget *next;

  vas_queue_pane_set_tab (f->pane, VAS_QUEUE_TO_SHIP);
  next = vas_queue_pane_new (f->desk);
  g_assert_cmpint (vas_queue_pane_get_tab (VAS_QUEUE_PANE (next)), ==, VAS_QUEUE_TO_SHIP);
  gtk_window_set_child (GTK_WINDOW (f->window), next);
}

#define ADD(path, func) g_test_add ("/ui/queue-pane/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (vas_ui_get_resource ());

  ADD ("refresh-keeps-selection-and-focus", test_refresh_keeps_selection_and_focus);
  ADD ("refresh-keeps-scroll", test_refresh_keeps_scroll);
  ADD ("tab-is-remembered", test_tab_is_remembered);
  ADD ("only-what-is-seen-is-shown-at-once-the-rest-soon", test_only_what_is_seen_is_shown_at_once);
  ADD ("several-stay-selected", test_several_stay_selected);
  ADD ("one-that-goes-stays-open-and-the-next-takes-its-place", test_one_that_goes_stays_open);
  ADD ("next-is-the-one-below-else-above", test_next_is_the_one_below_then_above);
  ADD ("open-request-stays-where-the-eye-is", test_open_request_stays_where_the_eye_is);
  ADD ("select-all-follows-the-records", test_select_all_follows_the_records);
  ADD ("search-finds-an-order-in-whatever-tab", test_search_finds);
  ADD ("search-is-kept-and-cleared", test_search_is_kept);
  ADD ("enter-right-after-typing-opens-what-was-typed", test_enter_right_after_typing);
  ADD ("no-line-is-measured-for-its-words", test_no_line_is_measured_for_its_words);
  ADD ("order-is-kept", test_order_is_kept);
  ADD ("views-are-saved-shown-renamed-deleted", test_views_are_saved_shown_renamed_deleted);
  ADD ("copy-is-text-with-a-heading", test_copy);
  ADD ("export-is-all-of-the-filter-and-recorded-R31", test_export);
  ADD ("export-without-the-role-leaves-no-file-R30", test_export_of_others_leaves_nothing);

  return g_test_run ();
}
