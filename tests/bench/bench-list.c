/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A list on the screen: GtkColumnView over the row model, beside its floor, a bare GtkColumnView over a list whose rows are
 * made on the spot from their number. Both have the same columns of GtkInscription, of fixed width. The work of a jump is the
 * processor time of the main thread to move the list and to make all frames until the content is painted.
 */

#include <gtk/gtk.h>

#include "bench-data.h"
#include "bench.h"
#include "vas-order.h"
#include "vas-row-model.h"
#include "vas-table-source.h"

#define JUMPS 400
#define STEPS 400
#define CHANGES 9

/* The floor: rows without a store. */
#define BARE_TYPE_LIST (bare_list_get_type ())
G_DECLARE_FINAL_TYPE (BareList, bare_list, BARE, LIST, GObject)

struct _BareList
{
  GObject parent_instance;

  guint   n_items;
};

static GType
bare_list_get_item_type (GListModel *list)
{
  return VAS_TYPE_ORDER;
}

static guint
bare_list_get_n_items (GListModel *list)
{
  return BARE_LIST (list)->n_items;
}

static gpointer
bare_list_get_item (GListModel *list,
                    guint       position)
{
  VasOrder *order = g_object_new (VAS_TYPE_ORDER, NULL);

  order->number = g_strdup_printf ("2021%012u", position);
  order->service_name = g_strdup ("谁看过我的简历");
  order->plan_name = g_strdup ("30 天");
  order->item_name = g_strdup ("信息技术服务");
  order->price = position % 1000;
  order->made_at = position * G_GINT64_CONSTANT (60000000);

  return order;
}

static void
bare_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = bare_list_get_item_type;
  iface->get_n_items = bare_list_get_n_items;
  iface->get_item = bare_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BareList, bare_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bare_list_iface_init))

static void
bare_list_class_init (BareListClass *klass)
{
}

static void
bare_list_init (BareList *self)
{
}

/* A window with a list; @model is NULL for the floor. */
typedef struct
{
  GtkWindow     *window;
  GtkWidget     *view;
  GtkAdjustment *adjustment;
  GListModel    *list;              /* the view's */
  VasRowModel   *model;
  guint          n_frames;
  gint64         frame_began;
  gint64         painting;          /* ns, all frames together */
} Scene;

static const struct {
  const char *field;
  int         width;
} columns[] = {
  { "number", 170 }, { "service_name", 150 }, { "plan_name", 110 }, { "item_name", 160 }, { "price", 100 }, { "made_at", 170 },
};

static GtkListItemFactory *
make_factory (const char *field,
              gboolean    bare)
{
  const char *item = "<lookup name='item'>GtkListItem</lookup>";
  g_autofree char *row = g_strdup_printf ("<lookup name='entity' type='VasRow'>%s</lookup>", item);
  g_autofree char *text =
    g_strdup_printf ("<interface><template class='GtkListItem'><property name='child'><object class='GtkInscription'>"
                     "<property name='text-overflow'>ellipsize-end</property>"
                     "<binding name='text'><lookup name='%s' type='VasOrder'>%s</lookup></binding>"
                     "</object></property></template></interface>", field, bare ? item : row);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gtk_builder_list_item_factory_new_from_bytes (NULL, bytes);
}

static void
before_paint_cb (GdkFrameClock *clock,
                 Scene         *scene)
{
  scene->frame_began = bench_cpu_now ();
}

static void
after_paint_cb (GdkFrameClock *clock,
                Scene         *scene)
{
  scene->n_frames++;
  scene->painting += bench_cpu_now () - scene->frame_began;
}

static Scene *
scene_new (GListModel  *list,
           VasRowModel *model)
{
  Scene *scene = g_new0 (Scene, 1);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GdkFrameClock *clock;

  scene->list = list;
  scene->model = model;
  scene->view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (list)));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column =
        gtk_column_view_column_new (columns[i].field, make_factory (columns[i].field, model == NULL));

      gtk_column_view_column_set_fixed_width (column, columns[i].width);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (scene->view), column);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), scene->view);
  scene->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  scene->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (scene->window, 1280, 800);
  gtk_window_set_child (scene->window, scroller);
  gtk_widget_realize (GTK_WIDGET (scene->window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (scene->window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), scene);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), scene);
  gtk_window_present (scene->window);

  return scene;
}

static void
scene_free (Scene *scene)
{
  gtk_window_destroy (scene->window);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_free (scene);
}

/* Until everything is read, and a frame was painted after that. */
static void
wait_for_paint (Scene *scene)
{
  guint before = scene->n_frames;

  gtk_widget_queue_draw (scene->view);
  while (scene->n_frames == before || (scene->model != NULL && !vas_row_model_is_settled (scene->model)))
    {
      if (scene->model != NULL && !vas_row_model_is_settled (scene->model))
        {
          before = scene->n_frames;
          gtk_widget_queue_draw (scene->view);
        }
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
scroll (Scene       *scene,
        double       value,
        BenchSeries *work)
{
  const gint64 painting = scene->painting;
  const gint64 began = bench_cpu_now ();
  gint64 moved;

  gtk_adjustment_set_value (scene->adjustment, value);
  moved = bench_cpu_now () - began;
  wait_for_paint (scene);
  bench_series_add (work, moved + scene->painting - painting);
}

static double
get_end (Scene *scene)
{
  return gtk_adjustment_get_upper (scene->adjustment) - gtk_adjustment_get_page_size (scene->adjustment);
}

static void
run_scrolling (Scene       *scene,
               BenchSeries *jumps,
               BenchSeries *steps)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (99);
  double row;

  while (get_end (scene) <= 0)
    wait_for_paint (scene);
  row = gtk_adjustment_get_upper (scene->adjustment) / g_list_model_get_n_items (scene->list);

  for (guint i = 0; i < JUMPS; i++)
    scroll (scene, g_rand_double_range (random, 0, get_end (scene)), jumps);
  for (guint i = 0; i < STEPS; i++)
    scroll (scene, 3 * row * i, steps);
}

static void
run_change (Scene          *scene,
            VasTableSource *source,
            VasFilter      *filter,
            const char     *what,
            const char     *goal)
{
  g_autoptr (BenchSeries) series = bench_series_new ();

  gtk_adjustment_set_value (scene->adjustment, 0);
  for (guint i = 0; i < CHANGES; i++)
    {
      guint before;
      gint64 began;

      vas_table_source_set_filter (source, NULL);
      wait_for_paint (scene);

      before = scene->n_frames;
      began = bench_now ();
      if (filter != NULL)
        vas_table_source_set_filter (source, filter);
      else
        vas_table_source_set_order (source, "made_at", i % 2 != 0);
      while (scene->n_frames == before)
        g_main_context_iteration (NULL, TRUE);
      bench_series_add (series, bench_now () - began);
      wait_for_paint (scene);
    }
  bench_row (what, NULL, series, goal);
}

static guint64
get_resident (void)
{
  g_autofree char *text = NULL;
  const char *found;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  found = strstr (text, "VmRSS:");
  return found != NULL ? g_ascii_strtoull (found + strlen ("VmRSS:"), NULL, 10) / 1024 : 0;
}

static void
run_ours (BenchData   *data,
          BenchSeries *jump_floor,
          BenchSeries *step_floor)
{
  g_autoptr (BenchSeries) jumps = bench_series_new ();
  g_autoptr (BenchSeries) steps = bench_series_new ();
  g_autoptr (VasTableSource) source = vas_table_source_new (data->store, VAS_TYPE_ORDER, "made_at", TRUE);
  g_autoptr (VasRowModel) model = vas_row_model_new (VAS_ROW_SOURCE (source));
  g_autoptr (VasFilter) filter = vas_filter_new (VAS_TYPE_ORDER);
  g_autofree char *resident = NULL;
  const gint64 began = bench_now ();
  Scene *scene = scene_new (G_LIST_MODEL (g_object_ref (model)), model);
  g_autofree char *first = NULL;

  while (g_list_model_get_n_items (G_LIST_MODEL (model)) == 0)
    g_main_context_iteration (NULL, TRUE);
  wait_for_paint (scene);
  first = g_strdup_printf ("%.0f", (double) (bench_now () - began) / 1e6);
  bench_figure ("window opened, whole list painted, ms", first, NULL);

  run_scrolling (scene, jumps, steps);
  bench_row ("random jump, work until painted", jump_floor, jumps, "");
  bench_tail ("random jump, work until painted", jump_floor, jumps, "≤ 1.2 × floor");
  bench_row ("three rows on, work until painted", step_floor, steps, "");
  bench_tail ("three rows on, work until painted", step_floor, steps, "≤ 1.2 × floor");

  run_change (scene, source, NULL, "other direction of time: new rows painted, elapsed", "≤ 50 ms");
  vas_filter_add_integer (filter, "state", VAS_ORDER_STATE_PAID);
  run_change (scene, source, filter, "filter by state: new rows painted, elapsed", "≤ 50 ms");

  resident = g_strdup_printf ("%" G_GUINT64_FORMAT, get_resident ());
  bench_figure ("resident memory at the end, MB", resident, "≤ 200");
  scene_free (scene);
}

int
main (int    argc,
      char **argv)
{
  BenchData *data = bench_data_open (&argc, &argv);
  g_autoptr (BenchSeries) jump_floor = bench_series_new ();
  g_autoptr (BenchSeries) step_floor = bench_series_new ();
  g_autofree char *title = g_strdup_printf ("List on the screen, %" G_GINT64_FORMAT " orders", data->n_orders);
  BareList *bare;
  Scene *scene;

  gtk_init ();
  g_type_ensure (VAS_TYPE_ROW);
  g_type_ensure (VAS_TYPE_ORDER);

  bare = g_object_new (BARE_TYPE_LIST, NULL);
  bare->n_items = (guint) data->n_orders;
  scene = scene_new (G_LIST_MODEL (bare), NULL);
  run_scrolling (scene, jump_floor, step_floor);
  scene_free (scene);

  bench_head (title);
  run_ours (data, jump_floor, step_floor);
  bench_data_close (data);
  return 0;
}
