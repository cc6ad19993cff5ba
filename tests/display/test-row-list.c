/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A million orders in a real GtkColumnView. What is judged is structure, not time: how often the list asks for a row, and
 * how many objects are alive. A list that walks its model shows as 1,000,000.
 */

#include <gtk/gtk.h>

#include "vas-fake-source.h"
#include "vas-order.h"
#include "vas-row-model.h"
#include "vas-row-window.h"

#define N_ORDERS 1000000
/* GTK 4.8 keeps some 200 rows around what is shown, and asks for each of them once or twice. */
#define MAX_ASKED 1000
#define MAX_LIVING 500
#define QUIET (150 * G_TIME_SPAN_MILLISECOND)

/* Passes everything on to the model below it, and counts what it is asked for. */
#define COUNTING_TYPE_LIST (counting_list_get_type ())
G_DECLARE_FINAL_TYPE (CountingList, counting_list, COUNTING, LIST, GObject)

struct _CountingList
{
  GObject     parent_instance;

  GListModel *model;
  guint       n_asked;
};

static GType
counting_list_get_item_type (GListModel *list)
{
  return VAS_TYPE_ROW;
}

static guint
counting_list_get_n_items (GListModel *list)
{
  return g_list_model_get_n_items (COUNTING_LIST (list)->model);
}

static gpointer
counting_list_get_item (GListModel *list,
                        guint       position)
{
  CountingList *self = COUNTING_LIST (list);

  self->n_asked++;
  return g_list_model_get_item (self->model, position);
}

static void
counting_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = counting_list_get_item_type;
  iface->get_n_items = counting_list_get_n_items;
  iface->get_item = counting_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CountingList, counting_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, counting_list_iface_init))

static void
counting_list_finalize (GObject *object)
{
  g_clear_object (&COUNTING_LIST (object)->model);

  G_OBJECT_CLASS (counting_list_parent_class)->finalize (object);
}

static void
counting_list_class_init (CountingListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = counting_list_finalize;
}

static void
counting_list_init (CountingList *self)
{
}

static CountingList *
counting_list_new (GListModel *model)
{
  CountingList *self = g_object_new (COUNTING_TYPE_LIST, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (g_list_model_items_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/* A window with the list in it. */
typedef struct
{
  VasFakeSource *source;
  VasRowModel   *model;
  CountingList  *counting;
  GtkWindow     *window;
  GtkWidget     *view;
  GtkAdjustment *adjustment;
  guint          n_updates;
} Fixture;

static const struct {
  const char *field;
  int         width;
} columns[] = {
  { "number", 170 }, { "service_name", 120 }, { "plan_name", 110 }, { "item_name", 160 }, { "price", 100 }, { "made_at", 170 },
};

static GtkListItemFactory *
make_factory (const char *field)
{
  g_autofree char *text =
    g_strdup_printf ("<interface><template class='GtkListItem'><property name='child'><object class='GtkInscription'>"
                     "<property name='text-overflow'>ellipsize-end</property>"
                     "<binding name='text'><lookup name='%s' type='VasOrder'><lookup name='entity' type='VasRow'>"
                     "<lookup name='item'>GtkListItem</lookup></lookup></lookup></binding>"
                     "</object></property></template></interface>", field);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gtk_builder_list_item_factory_new_from_bytes (NULL, bytes);
}

static gboolean
is_settled (Fixture *fixture)
{
  const guint n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture->model));

  return vas_row_model_is_settled (fixture->model) &&
         gtk_widget_get_mapped (fixture->view) &&
         (n_items == 0 || gtk_adjustment_get_upper (fixture->adjustment) > 0);
}

/* Until nothing is read and nothing has happened for a while: no answer, no frame. */
static void
settle (Fixture *fixture)
{
  const gint64 latest = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;
  gint64 quiet = g_get_monotonic_time () + QUIET;

  while (g_get_monotonic_time () < quiet)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, latest);
      if (g_main_context_iteration (NULL, FALSE) || !is_settled (fixture))
        quiet = g_get_monotonic_time () + QUIET;
      g_usleep (200);
    }
}

static void
begin (Fixture *fixture)
{
  fixture->counting->n_asked = 0;
}

/* Ends an operation: the screen is right, and little was done for it. */
static void
check (Fixture    *fixture,
       const char *what)
{
  settle (fixture);
  g_test_message ("%s: asked %u, living %u, records %u", what, fixture->counting->n_asked,
                  vas_row_model_get_n_living (fixture->model), vas_row_model_get_n_records (fixture->model));
  g_assert_cmpuint (fixture->counting->n_asked, <, MAX_ASKED);
  g_assert_cmpuint (vas_row_model_get_n_living (fixture->model), <, MAX_LIVING);
  g_assert_cmpuint (vas_row_model_get_n_records (fixture->model), <=, VAS_ROW_WINDOW_RECORDS);
}

/* The texts of all cells that are laid out inside the window. */
static void
collect_texts (GtkWidget  *widget,
               GtkWidget  *view,
               GHashTable *texts)
{
  graphene_rect_t bounds;

  if (GTK_IS_INSCRIPTION (widget) && gtk_widget_get_mapped (widget) &&
      gtk_widget_compute_bounds (widget, view, &bounds) &&
      bounds.origin.y + bounds.size.height > 0 && bounds.origin.y < (float) gtk_widget_get_height (view))
    g_hash_table_add (texts, g_strdup (gtk_inscription_get_text (GTK_INSCRIPTION (widget))));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_texts (child, view, texts);
}

static gboolean
shows_order (Fixture *fixture,
             gint64   id)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *number = g_strdup_printf ("%010" G_GINT64_FORMAT, id);

  collect_texts (fixture->view, fixture->view, texts);
  return g_hash_table_contains (texts, number);
}

static gboolean
shows_price (Fixture *fixture,
             gint64   price)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, price);

  collect_texts (fixture->view, fixture->view, texts);
  return g_hash_table_contains (texts, text);
}

static void
updated_cb (VasRowModel *model,
            Fixture     *fixture)
{
  fixture->n_updates++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GtkWidget) scroller = g_object_ref_sink (gtk_scrolled_window_new ());
  GtkNoSelection *selection;

  fixture->source = vas_fake_source_new (N_ORDERS);
  fixture->model = vas_row_model_new (VAS_ROW_SOURCE (fixture->source));
  fixture->counting = counting_list_new (G_LIST_MODEL (fixture->model));
  g_signal_connect (fixture->model, "updated", G_CALLBACK (updated_cb), fixture);

  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (fixture->counting)));
  fixture->view = gtk_column_view_new (GTK_SELECTION_MODEL (selection));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (columns[i].field, make_factory (columns[i].field));

      gtk_column_view_column_set_fixed_width (column, columns[i].width);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (fixture->view), column);
    }

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), fixture->view);
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 1000, 700);
  gtk_window_set_child (fixture->window, scroller);
  gtk_window_present (fixture->window);
  check (fixture, "open");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (vas_row_model_get_n_living (fixture->model), ==, 0);
  g_assert_finalize_object (fixture->counting);
  g_assert_finalize_object (fixture->model);
  g_assert_finalize_object (fixture->source);
}

/* The list's own action, which works in 4.8 as well; it belongs to the list inside the column view. */
static void
scroll_to (Fixture *fixture,
           guint    position)
{
  GtkWidget *child = gtk_widget_get_first_child (fixture->view);

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  g_assert_nonnull (child);
  g_assert_true (gtk_widget_activate_action (child, "list.scroll-to-item", "u", position));
}

static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, N_ORDERS);
  g_assert_cmpuint (fixture->n_updates, ==, 2);
  g_assert_true (shows_order (fixture, 1));
}

static void
test_jumps (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (42);

  for (guint i = 0; i < 15; i++)
    {
      const double upper = gtk_adjustment_get_upper (fixture->adjustment) - gtk_adjustment_get_page_size (fixture->adjustment);
      const double value = g_rand_double_range (random, 0, upper);

      begin (fixture);
      gtk_adjustment_set_value (fixture->adjustment, value);
      check (fixture, "jump");
      g_assert_true (shows_order (fixture, (gint64) (value / gtk_adjustment_get_upper (fixture->adjustment) * N_ORDERS) + 3));
    }
}

static void
test_end_and_home (Fixture       *fixture,
                   gconstpointer  data)
{
  begin (fixture);
  scroll_to (fixture, N_ORDERS - 1);
  check (fixture, "end");
  g_assert_true (shows_order (fixture, N_ORDERS));

  begin (fixture);
  scroll_to (fixture, 0);
  check (fixture, "home");
  g_assert_true (shows_order (fixture, 1));
}

static void
test_drag (Fixture       *fixture,
           gconstpointer  data)
{
  const double upper = gtk_adjustment_get_upper (fixture->adjustment) - gtk_adjustment_get_page_size (fixture->adjustment);
  const guint pages = vas_fake_source_get_pages (fixture->source);
  /* GTK 4.8 looks once a frame, later ones at every step for the 205 rows they keep. */
  const guint most_asked = gtk_get_minor_version () < 10 ? 10000 : 200 * 250;

  begin (fixture);
  for (guint i = 1; i <= 200; i++)
    gtk_adjustment_set_value (fixture->adjustment, upper * i / 200);
  settle (fixture);
  g_assert_cmpuint (fixture->counting->n_asked, <, most_asked);
  g_assert_true (shows_order (fixture, N_ORDERS));
  g_assert_cmpuint (vas_fake_source_get_pages (fixture->source) - pages, <, 20);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  begin (fixture);
  vas_fake_source_set_order (fixture->source, VAS_FAKE_DESCENDING);
  check (fixture, "descending, at the top");
  g_assert_true (shows_order (fixture, N_ORDERS));
  g_assert_false (shows_order (fixture, 1));

  scroll_to (fixture, N_ORDERS / 2);
  settle (fixture);
  begin (fixture);
  vas_fake_source_set_order (fixture->source, VAS_FAKE_SHUFFLED);
  check (fixture, "shuffled, in the middle");
  g_assert_true (shows_order (fixture, vas_fake_source_id_at (fixture->source, N_ORDERS / 2)));
}

static const guint divisors[] = { 10, 1000, 2 * N_ORDERS, 3, N_ORDERS, 1, 7 };

static void
test_filter (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (divisors); i++)
    {
      begin (fixture);
      vas_fake_source_set_filter (fixture->source, divisors[i]);
      check (fixture, "filter from the top");
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, N_ORDERS / divisors[i]);
      g_assert_cmpint (shows_order (fixture, divisors[i]), ==, divisors[i] <= N_ORDERS);
    }
}

/* What was shown is gone: the list shows its new end, whatever it went through before. */
static void
test_filter_at_the_end (Fixture       *fixture,
                        gconstpointer  data)
{
  guint n_items = N_ORDERS;

  for (guint i = 0; i < 2 * G_N_ELEMENTS (divisors); i++)
    {
      const guint divisor = divisors[i % G_N_ELEMENTS (divisors)];
      const guint before = n_items;

      if (before > 0)
        scroll_to (fixture, before - 1);
      settle (fixture);
      begin (fixture);
      vas_fake_source_set_filter (fixture->source, divisor);
      check (fixture, "filter at the end");

      n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture->model));
      g_assert_cmpuint (vas_row_model_get_n_living (fixture->model), >=, MIN (n_items, 200));
      if (n_items > 0)
        g_assert_true (shows_order (fixture, (gint64) divisor * MAX (MIN (n_items, before), 1)));
    }
}

static void
test_data (Fixture       *fixture,
           gconstpointer  data)
{
  begin (fixture);
  vas_fake_source_touch (fixture->source, 4);
  check (fixture, "a shown record changes");
  g_assert_true (shows_price (fixture, 401));
  g_assert_cmpuint (fixture->counting->n_asked, ==, 0);

  begin (fixture);
  vas_fake_source_set_size (fixture->source, N_ORDERS + 1);
  check (fixture, "a record comes");

  scroll_to (fixture, N_ORDERS);
  settle (fixture);
  g_assert_true (shows_order (fixture, N_ORDERS + 1));
  begin (fixture);
  vas_fake_source_set_size (fixture->source, N_ORDERS);
  check (fixture, "a record goes");
  g_assert_true (shows_order (fixture, N_ORDERS));
  g_assert_false (shows_order (fixture, N_ORDERS + 1));
  scroll_to (fixture, 0);
  settle (fixture);

  begin (fixture);
  for (gint64 i = 0; i < 1000; i++)
    vas_fake_source_touch (fixture->source, 1 + i * 997);
  check (fixture, "a thousand records change");
  g_assert_true (shows_price (fixture, 101));
  g_assert_cmpuint (fixture->counting->n_asked, ==, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_type_ensure (VAS_TYPE_ROW);
  g_type_ensure (VAS_TYPE_ORDER);

  ADD ("/row-list/million/opens", test_open);
  ADD ("/row-list/million/jumps-anywhere", test_jumps);
  ADD ("/row-list/million/end-and-home", test_end_and_home);
  ADD ("/row-list/million/drag-reads-little", test_drag);
  ADD ("/row-list/million/changes-order", test_order);
  ADD ("/row-list/million/changes-filter", test_filter);
  ADD ("/row-list/million/changes-filter-at-the-end", test_filter_at_the_end);
  ADD ("/row-list/million/data-change-asks-for-nothing", test_data);

  return g_test_run ();
}
