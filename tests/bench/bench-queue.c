/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * bench-queue REPLICA: the invoice view on a replica of full size, from inside: from an act to the frame that shows what came of
 * it. It runs on the private display of the tests (with-display.py) and changes nothing: nobody looks long enough to claim.
 */

#include "bench.h"
#include "vas-case-pane.h"
#include "vas-engine.h"
#include "vas-invoices-page.h"
#include "vas-queue-pane.h"
#include "vas-row-selection.h"
#include "vas-store.h"
#include "vas-ui-resources.h"

#define CHANGES 15
#define JUMPS 60
#define CASES 60

typedef struct {
  VasStore        *store;
  VasDesk         *desk;
  GtkWindow       *window;
  VasQueuePane    *queue;
  VasCasePane     *pane;
  VasRowModel     *model;
  GtkAdjustment   *adjustment;
  guint            n_frames;
  gboolean         loaded;
} Scene;

static void
after_paint_cb (GdkFrameClock *clock,
                Scene         *scene)
{
  scene->n_frames++;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!vas_desk_load_finish (VAS_DESK (object), result, &error))
    g_error ("%s", error->message);
  ((Scene *) user_data)->loaded = TRUE;
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
wait_for_frame (Scene *scene)
{
  const guint before = scene->n_frames;

  gtk_widget_queue_draw (GTK_WIDGET (scene->window));
  while (scene->n_frames == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_rows (Scene *scene)
{
  while (!vas_row_model_is_settled (scene->model))
    g_main_context_iteration (NULL, TRUE);
  wait_for_frame (scene);
}

static void
count_updates_cb (guint *n_updates)
{
  (*n_updates)++;
}

/* What is shown → the first new rows painted, and the whole of it read. */
static void
change (Scene         *scene,
        VasQueueTab    tab,
        VasQueueOrder  order,
        const char    *search,
        const char    *what)
{
  g_autoptr (BenchSeries) first = bench_series_new ();
  g_autoptr (BenchSeries) all = bench_series_new ();
  g_autoptr (BenchSeries) work = bench_series_new ();
  g_autofree char *what_all = NULL;
  g_autofree char *what_work = NULL;
  guint n_updates = 0;
  const gulong id = g_signal_connect_swapped (scene->model, "updated", G_CALLBACK (count_updates_cb), &n_updates);

  for (guint i = 0; i < CHANGES; i++)
    {
      gint64 began, worked;

      vas_queue_pane_show_view (scene->queue, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_DUE, "");
      wait_for_rows (scene);
      n_updates = 0;
      began = bench_now ();
      worked = bench_cpu_now ();
      vas_queue_pane_show_view (scene->queue, tab, order, search);
      while (n_updates == 0)
        g_main_context_iteration (NULL, TRUE);
      wait_for_frame (scene);
      bench_series_add (first, bench_now () - began);
      wait_for_rows (scene);
      bench_series_add (all, bench_now () - began);
      bench_series_add (work, bench_cpu_now () - worked);
    }
  g_signal_handler_disconnect (scene->model, id);
  what_all = g_strdup_printf ("%s: all %u known", what, g_list_model_get_n_items (G_LIST_MODEL (scene->model)));
  bench_row (what, NULL, first, "≤ 50 ms");
  bench_row (what_all, NULL, all, "");
  what_work = g_strdup_printf ("%s: work of the main thread, both", what);
  bench_row (what_work, NULL, work, "");
}

static void
bench_scroll (Scene *scene)
{
  g_autoptr (BenchSeries) jumps = bench_series_new ();
  g_autoptr (BenchSeries) steps = bench_series_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (99);
  double end;

  vas_queue_pane_show_view (scene->queue, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_DUE, "");
  wait_for_rows (scene);
  end = gtk_adjustment_get_upper (scene->adjustment) - gtk_adjustment_get_page_size (scene->adjustment);
  for (guint i = 0; i < JUMPS; i++)
    {
      const double value = g_rand_double_range (random, 0, end);

      const gint64 worked = bench_cpu_now ();

      gtk_adjustment_set_value (scene->adjustment, value);
      wait_for_rows (scene);
      bench_series_add (jumps, bench_cpu_now () - worked);
    }
  gtk_adjustment_set_value (scene->adjustment, 0);
  wait_for_rows (scene);
  for (guint i = 0; i < JUMPS; i++)
    {
      const gint64 worked = bench_cpu_now ();

      gtk_adjustment_set_value (scene->adjustment, 160.0 * i);
      wait_for_rows (scene);
      bench_series_add (steps, bench_cpu_now () - worked);
    }
  bench_row ("queue: random jump, work until painted", NULL, jumps, "≤ 50 ms");
  bench_row ("queue: three rows on, work until painted", NULL, steps, "≤ 16 ms");
}

static gboolean
shows_current (Scene *scene)
{
  VasCaseFile *file = vas_case_pane_get_file (scene->pane);

  return file != NULL && g_strcmp0 (vas_case_file_get_key (file), vas_queue_pane_get_current (scene->queue)) == 0;
}

static void
bench_cases (Scene *scene)
{
  g_autoptr (BenchSeries) series = bench_series_new ();
  g_autoptr (BenchSeries) work = bench_series_new ();

  gtk_adjustment_set_value (scene->adjustment, 0);
  wait_for_rows (scene);
  for (guint i = 0; i < CASES; i++)
    {
      const gint64 began = bench_now ();
      const gint64 worked = bench_cpu_now ();
      const gint64 rest = began + 200 * G_TIME_SPAN_MILLISECOND * 1000;

      vas_queue_pane_move (scene->queue, 1, FALSE);
      while (!shows_current (scene))
        g_main_context_iteration (NULL, TRUE);
      wait_for_frame (scene);
      bench_series_add (series, bench_now () - began);
      bench_series_add (work, bench_cpu_now () - worked);
      while (bench_now () < rest)
        g_main_context_iteration (NULL, FALSE);
    }
  bench_row ("next case: all of it painted", NULL, series, "≤ 50 ms");
  bench_row ("next case: work of the main thread", NULL, work, "");
}

static void
bench_select (Scene *scene)
{
  g_autoptr (BenchSeries) series = bench_series_new ();
  GtkSelectionModel *selection = gtk_list_view_get_model (GTK_LIST_VIEW (vas_queue_pane_get_list (scene->queue)));

  for (guint i = 0; i < CHANGES; i++)
    {
      BENCH (series, 1, {
        gtk_selection_model_select_all (selection);
        wait_for_frame (scene);
      });
      gtk_selection_model_unselect_all (selection);
      wait_for_frame (scene);
    }
  bench_row ("queue: all selected, painted", NULL, series, "≤ 50 ms");
}

static void
open_window (Scene *scene)
{
  g_autofree char *first = NULL;
  g_autofree char *whole = NULL;
  const gint64 began = bench_now ();
  GtkWidget *page = vas_invoices_page_new (scene->desk);
  GtkWidget *list;

  scene->window = GTK_WINDOW (gtk_window_new ());
  scene->queue = VAS_QUEUE_PANE (find (page, VAS_TYPE_QUEUE_PANE));
  scene->pane = VAS_CASE_PANE (find (page, VAS_TYPE_CASE_PANE));
  list = vas_queue_pane_get_list (scene->queue);
  scene->model = vas_row_selection_get_model (VAS_ROW_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
  scene->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  gtk_window_set_default_size (scene->window, 1280, 800);
  gtk_window_set_child (scene->window, page);
  gtk_widget_realize (GTK_WIDGET (scene->window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (scene->window)), "after-paint", G_CALLBACK (after_paint_cb), scene);
  gtk_window_present (scene->window);
  while (g_list_model_get_n_items (G_LIST_MODEL (scene->model)) == 0)
    g_main_context_iteration (NULL, TRUE);
  wait_for_frame (scene);
  first = g_strdup_printf ("%.0f", (double) (bench_now () - began) / 1e6);
  wait_for_rows (scene);
  whole = g_strdup_printf ("%.0f", (double) (bench_now () - began) / 1e6);
  bench_figure ("page made, first rows painted, ms", first, "");
  bench_figure ("page made, whole queue known and painted, ms", whole, "");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (VasEngine) engine = NULL;
  Scene scene = { 0 };

  if (argc != 2)
    {
      g_printerr ("usage: bench-queue REPLICA\n");
      return 2;
    }
  adw_init ();
  g_resources_register (vas_ui_get_resource ());
  scene.store = vas_store_open (argv[1], VAS_STORE_DEFAULT, &error);
  if (scene.store == NULL)
    g_error ("%s", error->message);
  engine = vas_engine_new (scene.store);
  settings = g_settings_new ("org.vasdesk.Vasdesk");
  scene.desk = vas_desk_new (scene.store, engine, settings, VAS_DESK_DEFAULT);
  vas_desk_load_async (scene.desk, NULL, loaded_cb, &scene);
  while (!scene.loaded)
    g_main_context_iteration (NULL, TRUE);

  bench_head ("The invoice view on the screen");
  open_window (&scene);
  change (&scene, VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, "", "queue: another tab");
  change (&scene, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_AMOUNT, "", "queue: by amount");
  change (&scene, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_TITLE, "", "queue: by title");
  change (&scene, VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, "公司", "queue: search “公司”");
  change (&scene, VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, "80000217", "queue: search “80000217”");
  bench_scroll (&scene);
  bench_select (&scene);
  bench_cases (&scene);

  gtk_window_destroy (scene.window);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  vas_store_close (scene.store);
  g_object_unref (scene.desk);
  g_object_unref (scene.store);

  return 0;
}
