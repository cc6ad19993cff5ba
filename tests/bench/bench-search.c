/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * bench-search REPLICA: a key typed into a search → what was found painted: the caller of a new request (accounts, by the
 * full-text index), and the palette (requests). The entry's own wait for more keys counts. It runs on the private display of the
 * tests (with-display.py) and changes nothing.
 *
 * Floor: the bare full-text search of accounts, or as many requests read by key, and a bare page of GTK with as many texts
 * changed and painted.
 */

#include "bench-bare.h"
#include "bench-scene.h"
#include "bench.h"
#include "vas-caller-pane.h"
#include "vas-palette.h"

#include <string.h>

#define RUNS 20
#define FLOOR_ACCOUNTS                                                                                                 \
  "SELECT a.account_id, a.name_masked, a.mobile_masked, a.key, a.state, a.email_masked, a.opened_at, a.ver "           \
  "FROM account_fts JOIN account AS a ON a.id = account_fts.rowid WHERE account_fts MATCH $1 LIMIT 8"
#define FLOOR_REQUESTS                                                                                                 \
  "SELECT r.number, r.title, r.amount, r.state, r.due, r.claimed_by, a.account_id, a.name_masked FROM request AS r "   \
  "JOIN account AS a ON a.key = r.account_key WHERE r.id <= 20"

typedef struct {
  BenchScene   scene;
  GtkWidget   *entry;
  GtkWidget   *list;
  GtkWindow   *window;
  guint        n_frames;
  gboolean     shown;
} Bench;

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  bench->n_frames++;
}

static void
watch_frames (Bench     *bench,
              GtkWindow *window)
{
  bench->window = window;
  gtk_widget_realize (GTK_WIDGET (window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint", G_CALLBACK (after_paint_cb), bench);
  gtk_window_present (window);
}

static void
wait_for_frame (Bench *bench)
{
  const guint before = bench->n_frames;

  gtk_widget_queue_draw (GTK_WIDGET (bench->window));
  while (bench->n_frames == before)
    g_main_context_iteration (NULL, TRUE);
}

/* The first row that the list of callers shows, NULL where it shows none. */
static AdwPreferencesRow *
get_first_row (Bench *bench)
{
  GtkListBoxRow *row = gtk_widget_get_visible (bench->list) ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (bench->list), 0) : NULL;

  return row != NULL ? ADW_PREFERENCES_ROW (row) : NULL;
}

static gboolean
has_new_rows (Bench *bench)
{
  AdwPreferencesRow *row = get_first_row (bench);

  return row != NULL && *adw_preferences_row_get_title (row) != '\0';
}

/* An empty name tells what stands there from what will come. */
static void
mark_rows (Bench *bench)
{
  AdwPreferencesRow *row = get_first_row (bench);

  if (row != NULL)
    adw_preferences_row_set_title (row, "");
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Bench      *bench)
{
  bench->shown = bench->shown || added > 0;
}

/* A key: the last character of @text is typed behind the others, whose answer stands there already. */
static void
type_last (Bench      *bench,
           const char *text,
           gboolean    of_callers)
{
  const gint64 until = bench_now () + 5 * G_GINT64_CONSTANT (1000000000);
  int end = -1;

  gtk_editable_insert_text (GTK_EDITABLE (bench->entry), g_utf8_prev_char (text + strlen (text)), -1, &end);
  while (of_callers ? !has_new_rows (bench) : !bench->shown)
    {
      g_main_context_iteration (NULL, TRUE);
      if (bench_now () > until)
        g_error ("Nothing was found for “%s”.", text);
    }
  wait_for_frame (bench);
}

/* All of @text but its last character, and what comes of it. */
static void
type_before (Bench      *bench,
             const char *text,
             gboolean    of_callers)
{
  g_autofree char *before = g_strndup (text, (gsize) (g_utf8_prev_char (text + strlen (text)) - text));
  const gint64 until = bench_now () + 80 * G_GINT64_CONSTANT (1000000);

  gtk_editable_set_text (GTK_EDITABLE (bench->entry), before);
  while (bench_now () < until)
    g_main_context_iteration (NULL, FALSE);
  if (of_callers)
    mark_rows (bench);
  bench->shown = FALSE;
}

static void
run_query (Bench      *bench,
           BenchBare  *bare,
           const char *text,
           gboolean    of_callers)
{
  g_autoptr (BenchSeries) floor = bench_series_new ();
  g_autoptr (BenchSeries) ours = bench_series_new ();
  g_autofree char *match = g_strdup_printf ("\"%s\" *", text);
  g_autofree char *what = g_strdup_printf ("%s: last key of “%s” → rows painted", of_callers ? "caller" : "palette", text);

  for (guint i = 0; i < RUNS; i++)
    {
      BENCH (floor, 1, {
        bench_scene_read (&bench->scene, of_callers ? FLOOR_ACCOUNTS : FLOOR_REQUESTS, of_callers ? match : NULL);
        bench_bare_change (bare);
      });
      type_before (bench, text, of_callers);
      BENCH (ours, 1, type_last (bench, text, of_callers));
    }
  bench_row (what, floor, ours, g_utf8_strlen (text, -1) == 1 ? "p95 ≤ 80 ms" : "p95 ≤ 50 ms");
}

/* The field of a new request in which the caller is looked for, in a window of its own. */
static void
bench_caller (Bench     *bench,
              BenchBare *bare)
{
  static const char * const texts[] = { "王", "王伟", "lx", "8000", "1380", "z" };
  GtkWidget *pane = g_object_new (VAS_TYPE_CALLER_PANE, NULL);
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  vas_caller_pane_set_desk (VAS_CALLER_PANE (pane), bench->scene.desk);
  bench->entry = GTK_WIDGET (vas_caller_pane_get_entry (VAS_CALLER_PANE (pane)));
  bench->list = bench_find (gtk_widget_get_parent (bench->entry), GTK_TYPE_LIST_BOX);
  gtk_window_set_default_size (window, 600, 700);
  gtk_window_set_child (window, pane);
  watch_frames (bench, window);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    run_query (bench, bare, texts[i], TRUE);
  gtk_window_destroy (window);
}

/* (transfer full): the number of an account with a request. */
static char *
find_account (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (bench->scene.sql, "SELECT a.account_id FROM request AS r JOIN account AS a ON a.key = r.account_key LIMIT 1", &error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, &error) || !row)
    g_error ("no request was found");

  return g_strdup (vas_statement_get_text (statement, 0));
}

static void
bench_palette (Bench     *bench,
               BenchBare *bare)
{
  g_autofree char *account = find_account (bench);
  const char * const texts[] = { "公司", "KP", account };
  VasPalette *palette = vas_palette_new (bench->scene.window);

  bench->entry = bench_find (GTK_WIDGET (palette), GTK_TYPE_SEARCH_ENTRY);
  bench->list = bench_find (GTK_WIDGET (palette), GTK_TYPE_LIST_VIEW);
  g_signal_connect (gtk_list_view_get_model (GTK_LIST_VIEW (bench->list)), "items-changed", G_CALLBACK (items_changed_cb), bench);
  watch_frames (bench, GTK_WINDOW (palette));
  vas_palette_add_source (palette, VAS_PALETTE_SOURCE (bench->scene.page));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    run_query (bench, bare, texts[i], FALSE);
  gtk_window_destroy (GTK_WINDOW (palette));
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { 0 };
  g_autoptr (BenchBare) bare = NULL;

  if (argc != 2)
    {
      g_printerr ("usage: bench-search REPLICA\n");
      return 2;
    }
  bench_scene_open (&bench.scene, argv[1]);
  bench_scene_present (&bench.scene);
  bench_scene_wait_for_rows (&bench.scene);
  bare = bench_bare_page_new (3 * 8);

  bench_head ("Search, from the key to the screen");
  bench_caller (&bench, bare);
  bench_palette (&bench, bare);
  bench_scene_close (&bench.scene);

  return 0;
}
