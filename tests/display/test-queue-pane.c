/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The queue on a real store: what a refresh leaves as it was. And the merging of its model. */

#include "vas-fixture.h"
#include "vas-queue-cell.h"
#include "vas-queue-model.h"
#include "vas-queue-pane.h"
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
  for (guint i = 0; i < 500 && g_list_model_get_n_items (get_model (f)) != n_rows; i++)
    wait (10);
  g_assert_cmpuint (g_list_model_get_n_items (get_model (f)), ==, n_rows);
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

/* The key of the request whose row has the focus. */
static const char *
get_focus (Fixture *f)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (f->window));
  GtkWidget *cell = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return VAS_IS_QUEUE_CELL (cell) ? vas_queue_item_get_key (vas_queue_cell_get_item (VAS_QUEUE_CELL (cell))) : NULL;
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
  g_assert_cmpstr (f->opened, ==, g_ptr_array_index (f->keys, place));
}

static void
test_refresh_keeps_selection_and_focus (Fixture       *f,
                                        gconstpointer  data)
{
  g_autoptr (GPtrArray) selected = NULL;

  open_place (f, 3);
  g_assert_cmpstr (get_focus (f), ==, g_ptr_array_index (f->keys, 3));
  approve (f, 1);
  wait_for_rows (f, N_REQUESTS - 1);
  wait (50);
  selected = vas_queue_pane_get_selected (f->pane);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (selected, 0), ==, g_ptr_array_index (f->keys, 3));
  g_assert_cmpstr (get_focus (f), ==, g_ptr_array_index (f->keys, 3));
}

static void
test_refresh_keeps_scroll (Fixture       *f,
                           gconstpointer  data)
{
  double before;

  open_place (f, 25);
  wait (100);
  before = get_scroll (f);
  g_assert_cmpfloat (before, >, 100.0);
  approve (f, 38);
  wait_for_rows (f, N_REQUESTS - 1);
  wait (100);
  g_assert_cmpfloat (ABS (get_scroll (f) - before), <, 2.0);
}

static void
test_several_stay_selected (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (GPtrArray) selected = NULL;

  open_place (f, 2);
  vas_queue_pane_move (f->pane, 1, TRUE);
  vas_queue_pane_move (f->pane, 1, TRUE);
  approve (f, 0);
  wait_for_rows (f, N_REQUESTS - 1);
  selected = vas_queue_pane_get_selected (f->pane);
  g_assert_cmpuint (selected->len, ==, 3);
  for (guint i = 0; i < selected->len; i++)
    g_assert_cmpstr (g_ptr_array_index (selected, i), ==, g_ptr_array_index (f->keys, 2 + i));
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

static VasQueueRow *
make_row (guint number)
{
  VasQueueRow *row = g_object_new (VAS_TYPE_QUEUE_ROW, NULL);
  g_autofree char *key = g_strdup_printf ("%u", number);

  row->request = g_object_new (VAS_TYPE_REQUEST, "key", key, NULL);

  return row;
}

static void
take (VasQueueModel *model,
      const char    *numbers)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (const char *c = numbers; *c != '\0'; c++)
    g_ptr_array_add (rows, make_row ((guint) *c));
  vas_queue_model_take (model, rows);
}

static void
count_cb (GListModel *model,
          guint       position,
          guint       removed,
          guint       added,
          guint      *n_rows)
{
  *n_rows += removed + added;
}

static void
test_merge (gconstpointer data)
{
  const char * const *lists = data;
  g_autoptr (VasQueueModel) model = vas_queue_model_new ();
  guint n_rows = 0;

  take (model, lists[0]);
  g_signal_connect (model, "items-changed", G_CALLBACK (count_cb), &n_rows);
  take (model, lists[1]);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, strlen (lists[1]));
  for (guint i = 0; lists[1][i] != '\0'; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", (guint) lists[1][i]);
      guint position;

      g_assert_cmpstr (vas_queue_model_get_key (model, i), ==, key);
      g_assert_true (vas_queue_model_find (model, key, &position));
      g_assert_cmpuint (position, ==, i);
    }
  g_assert_cmpuint (n_rows, ==, g_ascii_strtoull (lists[2], NULL, 10));
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
  g_settings_reset (f->settings, "queue-tab");
}

#define ADD(path, func) g_test_add ("/ui/queue-pane/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  static const char * const same[] = { "abcd", "abcd", "0" };
  static const char * const gone[] = { "abcd", "acd", "1" };
  static const char * const come[] = { "abcd", "abxcd", "1" };
  static const char * const moved_down[] = { "abcdefgh", "bcdefgah", "2" };
  static const char * const moved_up[] = { "abcdefgh", "habcdefg", "2" };
  static const char * const swapped[] = { "ab", "ba", "2" };
  static const char * const emptied[] = { "abc", "", "3" };
  static const char * const filled[] = { "", "abc", "3" };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (vas_ui_get_resource ());

  ADD ("refresh-keeps-selection-and-focus", test_refresh_keeps_selection_and_focus);
  ADD ("refresh-keeps-scroll", test_refresh_keeps_scroll);
  ADD ("tab-is-remembered", test_tab_is_remembered);
  ADD ("several-stay-selected", test_several_stay_selected);
  ADD ("one-that-goes-stays-open-and-the-next-takes-its-place", test_one_that_goes_stays_open);
  ADD ("next-is-the-one-below-else-above", test_next_is_the_one_below_then_above);
  g_test_add_data_func ("/ui/queue-model/same-rows-change-nothing", same, test_merge);
  g_test_add_data_func ("/ui/queue-model/one-that-goes-is-one-step", gone, test_merge);
  g_test_add_data_func ("/ui/queue-model/one-that-comes-is-one-step", come, test_merge);
  g_test_add_data_func ("/ui/queue-model/one-that-moves-down-is-two-steps", moved_down, test_merge);
  g_test_add_data_func ("/ui/queue-model/one-that-moves-up-is-two-steps", moved_up, test_merge);
  g_test_add_data_func ("/ui/queue-model/swapped-pair-is-two-steps", swapped, test_merge);
  g_test_add_data_func ("/ui/queue-model/all-gone", emptied, test_merge);
  g_test_add_data_func ("/ui/queue-model/all-come", filled, test_merge);

  return g_test_run ();
}
