/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * bench-queue REPLICA: the invoice view on a replica of full size, from inside: from an act to the frame that shows what came of
 * it. It runs on the private display of the tests (with-display.py) and changes nothing: nobody looks long enough to claim.
 *
 * Floors, in turns with what is measured: as many records read by a bare connection and the same texts changed in a bare list or
 * page of GTK (bench-bare.c), painted; of scrolling, that list alone.
 */

#include "bench-bare.h"
#include "bench-scene.h"
#include "bench.h"
#include "vas-case-pane.h"

#define CHANGES 15
#define JUMPS 400
#define CASES 60
/* What is read of as many requests as are shown at first, by key, and of a case. */
#define READ_ROWS                                                                                                     \
  "SELECT r.number, r.title, r.amount, r.state, r.due, r.claimed_by, a.account_id, a.name_masked FROM request AS r "  \
  "JOIN account AS a ON a.key = r.account_key WHERE r.id <= 40"
#define READ_CASE                                                                                                     \
  "SELECT r.number, r.title, r.taxpayer_id, r.amount, s.amount, o.number, o.service_name, a.name_masked "             \
  "FROM request AS r JOIN account AS a ON a.key = r.account_key JOIN share AS s ON s.request_key = r.key "            \
  "JOIN orders AS o ON o.key = s.order_key WHERE r.key = $1"

typedef struct {
  BenchScene   scene;
  VasCasePane *pane;
} Bench;

static void
count_updates_cb (guint *n_updates)
{
  (*n_updates)++;
}

/* As many records read, as many lines changed and painted. */
static void
change_bare (Bench     *bench,
             BenchBare *bare)
{
  bench_scene_read (&bench->scene, READ_ROWS, NULL);
  bench_bare_change (bare);
}

/* What is shown → the first new rows painted, and the whole of it read. */
static void
change (Bench         *bench,
        BenchBare     *bare,
        VasQueueTab    tab,
        VasQueueOrder  order,
        const char    *search,
        const char    *what)
{
  BenchScene *scene = &bench->scene;
  g_autoptr (BenchSeries) floor = bench_series_new ();
  g_autoptr (BenchSeries) first = bench_series_new ();
  g_autoptr (BenchSeries) all = bench_series_new ();
  g_autoptr (BenchSeries) work = bench_series_new ();
  g_autofree char *what_all = NULL;
  g_autofree char *what_work = g_strdup_printf ("%s: work of the main thread, both", what);
  guint n_updates = 0;
  const gulong id = g_signal_connect_swapped (scene->model, "updated", G_CALLBACK (count_updates_cb), &n_updates);

  for (guint i = 0; i < CHANGES; i++)
    {
      gint64 began, worked;

      BENCH (floor, 1, change_bare (bench, bare));
      vas_queue_pane_show_view (scene->queue, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_DUE, "");
      bench_scene_wait_for_rows (scene);
      n_updates = 0;
      began = bench_now ();
      worked = bench_cpu_now ();
      vas_queue_pane_show_view (scene->queue, tab, order, search);
      while (n_updates == 0)
        g_main_context_iteration (NULL, TRUE);
      bench_scene_wait_for_frame (scene);
      bench_series_add (first, bench_now () - began);
      bench_scene_wait_for_rows (scene);
      bench_series_add (all, bench_now () - began);
      bench_series_add (work, bench_cpu_now () - worked);
    }
  g_signal_handler_disconnect (scene->model, id);
  what_all = g_strdup_printf ("%s: all %u known", what, g_list_model_get_n_items (G_LIST_MODEL (scene->model)));
  bench_row (what, floor, first, "≤ 50 ms");
  bench_row (what_all, NULL, all, "");
  bench_row (what_work, NULL, work, "");
}

static double
get_end (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

/* Moves both lists to the same share of their height (or by as many rows) and takes the work of each until it is painted. */
static void
scroll (Bench       *bench,
        BenchBare   *bare,
        double       share,
        BenchSeries *floor,
        BenchSeries *ours)
{
  BenchScene *scene = &bench->scene;
  gint64 worked = bench_cpu_now ();

  gtk_adjustment_set_value (bare->adjustment, share * get_end (bare->adjustment));
  bench_bare_wait (bare);
  bench_series_add (floor, bench_cpu_now () - worked);

  worked = bench_cpu_now ();
  gtk_adjustment_set_value (scene->adjustment, share * get_end (scene->adjustment));
  bench_scene_wait_for_rows (scene);
  bench_series_add (ours, bench_cpu_now () - worked);
}

static void
bench_scroll (Bench     *bench,
              BenchBare *bare)
{
  g_autoptr (BenchSeries) jump_floor = bench_series_new ();
  g_autoptr (BenchSeries) step_floor = bench_series_new ();
  g_autoptr (BenchSeries) jumps = bench_series_new ();
  g_autoptr (BenchSeries) steps = bench_series_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (99);
  const double n_rows = g_list_model_get_n_items (G_LIST_MODEL (bench->scene.model));

  for (guint i = 0; i < JUMPS; i++)
    scroll (bench, bare, g_rand_double (random), jump_floor, jumps);
  for (guint i = 0; i < JUMPS; i++)
    scroll (bench, bare, MIN (3 * i / n_rows, 1), step_floor, steps);

  bench_row ("queue: random jump, work until painted", jump_floor, jumps, "≤ 50 ms");
  bench_tail ("queue: random jump, work until painted", jump_floor, jumps, "≤ 1.2 × floor");
  bench_row ("queue: three rows on, work until painted", step_floor, steps, "≤ 16 ms");
  bench_tail ("queue: three rows on, work until painted", step_floor, steps, "≤ 1.2 × floor");
}

/* How many texts are on the screen below @widget. */
static guint
count_texts (GtkWidget *widget)
{
  guint n = gtk_widget_get_mapped (widget) && (GTK_IS_LABEL (widget) || GTK_IS_INSCRIPTION (widget)) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_texts (child);

  return n;
}

static gboolean
shows_current (Bench *bench)
{
  VasCaseFile *file = vas_case_pane_get_file (bench->pane);

  return file != NULL && g_strcmp0 (vas_case_file_get_key (file), vas_queue_pane_get_current (bench->scene.queue)) == 0;
}

/* The next case: its records read by a bare connection, as many texts changed on a bare page, is the floor. */
static void
bench_cases (Bench *bench)
{
  BenchScene *scene = &bench->scene;
  g_autoptr (BenchSeries) floor = bench_series_new ();
  g_autoptr (BenchSeries) series = bench_series_new ();
  g_autoptr (BenchSeries) work = bench_series_new ();
  g_autoptr (BenchBare) page = NULL;
  g_autofree char *what = NULL;
  guint n_texts = 0;

  gtk_adjustment_set_value (scene->adjustment, 0);
  bench_scene_wait_for_rows (scene);
  for (guint i = 0; i < CASES; i++)
    {
      const gint64 began = bench_now ();
      const gint64 worked = bench_cpu_now ();
      const gint64 rest = began + 200 * G_TIME_SPAN_MILLISECOND * 1000;

      vas_queue_pane_move (scene->queue, 1, FALSE);
      while (!shows_current (bench))
        g_main_context_iteration (NULL, TRUE);
      bench_scene_wait_for_frame (scene);
      bench_series_add (series, bench_now () - began);
      bench_series_add (work, bench_cpu_now () - worked);
      if (page == NULL)
        page = bench_bare_page_new (n_texts = count_texts (GTK_WIDGET (bench->pane)));
      while (bench_now () < rest)
        g_main_context_iteration (NULL, FALSE);
      BENCH (floor, 1, {
        bench_scene_read (scene, READ_CASE, vas_queue_pane_get_current (scene->queue));
        bench_bare_change (page);
      });
    }
  what = g_strdup_printf ("next case: all of it painted (%u texts)", n_texts);
  bench_row (what, floor, series, "≤ 50 ms");
  bench_row ("next case: work of the main thread", NULL, work, "");
}

static void
bench_select (Bench     *bench,
              BenchBare *bare)
{
  g_autoptr (BenchSeries) floor = bench_series_new ();
  g_autoptr (BenchSeries) series = bench_series_new ();
  GtkSelectionModel *selection = gtk_list_view_get_model (GTK_LIST_VIEW (vas_queue_pane_get_list (bench->scene.queue)));

  for (guint i = 0; i < CHANGES; i++)
    {
      BENCH (floor, 1, bench_bare_change (bare));
      BENCH (series, 1, {
        gtk_selection_model_select_all (selection);
        bench_scene_wait_for_frame (&bench->scene);
      });
      gtk_selection_model_unselect_all (selection);
      bench_scene_wait_for_frame (&bench->scene);
    }
  bench_row ("queue: all selected, painted", floor, series, "≤ 50 ms");
}

static void
open_window (Bench *bench)
{
  g_autofree char *first = NULL;
  g_autofree char *whole = NULL;
  const gint64 began = bench_now ();

  bench_scene_present (&bench->scene);
  bench->pane = VAS_CASE_PANE (bench_find (bench->scene.page, VAS_TYPE_CASE_PANE));
  while (g_list_model_get_n_items (G_LIST_MODEL (bench->scene.model)) == 0)
    g_main_context_iteration (NULL, TRUE);
  bench_scene_wait_for_frame (&bench->scene);
  first = g_strdup_printf ("%.0f", (double) (bench_now () - began) / 1e6);
  bench_scene_wait_for_rows (&bench->scene);
  whole = g_strdup_printf ("%.0f", (double) (bench_now () - began) / 1e6);
  bench_figure ("page made, first rows painted, ms", first, "");
  bench_figure ("page made, whole queue known and painted, ms", whole, "");
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { 0 };
  g_autoptr (BenchBare) bare = NULL;

  if (argc != 2)
    {
      g_printerr ("usage: bench-queue REPLICA\n");
      return 2;
    }
  bench_scene_open (&bench.scene, argv[1]);

  bench_head ("The invoice view on the screen");
  open_window (&bench);
  bare = bench_bare_list_new (g_list_model_get_n_items (G_LIST_MODEL (bench.scene.model)));
  change (&bench, bare, VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, "", "queue: another tab");
  change (&bench, bare, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_AMOUNT, "", "queue: by amount");
  change (&bench, bare, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_TITLE, "", "queue: by title");
  change (&bench, bare, VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, "公司", "queue: search “公司”");
  change (&bench, bare, VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, "80000217", "queue: search “80000217”");
  vas_queue_pane_show_view (bench.scene.queue, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_DUE, "");
  bench_scene_wait_for_rows (&bench.scene);
  bench_scroll (&bench, bare);
  bench_select (&bench, bare);
  bench_cases (&bench);
  bench_scene_close (&bench.scene);

  return 0;
}
