/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The floors of the views: a GtkListView whose lines have the five texts of a line of the queue, over rows that are nothing
 * but their number; and a page with as many texts as a case has. A change puts other words into all texts that are bound,
 * which is the least that a list can do when it shows something else: no row is made, none moves.
 */

#include "bench-bare.h"

#define TEXTS_OF_A_LINE 5
#define COLUMNS_OF_A_PAGE 3

#define BARE_TYPE_ROWS (bare_rows_get_type ())
G_DECLARE_FINAL_TYPE (BareRows, bare_rows, BARE, ROWS, GObject)

struct _BareRows
{
  GObject parent_instance;

  guint   n_items;
};

static GType
bare_rows_get_item_type (GListModel *list)
{
  return G_TYPE_OBJECT;
}

static guint
bare_rows_get_n_items (GListModel *list)
{
  return BARE_ROWS (list)->n_items;
}

static gpointer
bare_rows_get_item (GListModel *list,
                    guint       position)
{
  return position < BARE_ROWS (list)->n_items ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static void
bare_rows_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = bare_rows_get_item_type;
  iface->get_n_items = bare_rows_get_n_items;
  iface->get_item = bare_rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BareRows, bare_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bare_rows_iface_init))

static void
bare_rows_class_init (BareRowsClass *klass)
{
}

static void
bare_rows_init (BareRows *self)
{
}

static const struct {
  const char *words;                /* with the number that tells one line from the next */
  guint       chars;
  gboolean    expands;
  const char *classes[4];
} texts[TEXTS_OF_A_LINE] = {
  { "剩 %u 个工作日", 12, FALSE, { "numeric" } },
  { "示例第 %u 有限公司", 4, TRUE, { "heading" } },
  { "¥%u.00", 9, FALSE, { "heading", "numeric" } },
  { "KP2025-%06u · 80000217 · 1 个订单", 4, TRUE, { "caption", "numeric", "dim-label" } },
  { "李 %u", 4, FALSE, { "caption", "dim-label" } },
};

static void
put_text (GtkInscription *text,
          guint           kind,
          guint           number)
{
  g_autoptr (GString) words = g_string_new (texts[kind].words);
  g_autofree char *figure = g_strdup_printf ("%u", number);

  g_string_replace (words, "%06u", figure, 0);
  g_string_replace (words, "%u", figure, 0);
  gtk_inscription_set_text (text, words->str);
}

static GtkWidget *
make_text (guint kind)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), texts[kind].chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), texts[kind].chars);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_hexpand (text, texts[kind].expands);
  gtk_widget_set_css_classes (text, (const char **) texts[kind].classes);

  return text;
}

/* A line: what is due beside two rows of two texts. */
static void
setup_cb (BenchBare   *self,
          GtkListItem *item)
{
  GtkWidget *line = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (line), 10);
  gtk_grid_attach (GTK_GRID (line), make_text (0), 0, 0, 1, 2);
  for (guint kind = 1; kind < TEXTS_OF_A_LINE; kind++)
    gtk_grid_attach (GTK_GRID (line), make_text (kind), 1 + (int) (kind - 1) % 2, (int) (kind - 1) / 2, 1, 1);
  gtk_list_item_set_child (item, line);
}

static void
bind_cb (BenchBare   *self,
         GtkListItem *item)
{
  guint kind = 0;

  for (GtkWidget *text = gtk_widget_get_first_child (gtk_list_item_get_child (item)); text != NULL; text = gtk_widget_get_next_sibling (text))
    {
      put_text (GTK_INSCRIPTION (text), kind++, gtk_list_item_get_position (item) + self->generation);
      g_ptr_array_add (self->texts, text);
    }
}

static void
unbind_cb (BenchBare   *self,
           GtkListItem *item)
{
  for (GtkWidget *text = gtk_widget_get_first_child (gtk_list_item_get_child (item)); text != NULL; text = gtk_widget_get_next_sibling (text))
    g_ptr_array_remove_fast (self->texts, text);
}

static void
after_paint_cb (GdkFrameClock *clock,
                BenchBare     *self)
{
  self->n_frames++;
}

static void
present (BenchBare *self,
         GtkWidget *child,
         int        width)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, width, 800);
  gtk_window_set_child (self->window, scroller);
  gtk_widget_realize (GTK_WIDGET (self->window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint", G_CALLBACK (after_paint_cb), self);
  gtk_window_present (self->window);
  bench_bare_wait (self);
}

/** bench_bare_list_new: (transfer full): a list of @n_rows lines, on the screen. */
BenchBare *
bench_bare_list_new (guint n_rows)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  BareRows *rows = g_object_new (BARE_TYPE_ROWS, NULL);
  BenchBare *self = g_new0 (BenchBare, 1);
  GtkWidget *list;

  self->texts = g_ptr_array_new ();
  rows->n_items = n_rows;
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows))), factory);
  present (self, list, 440);
  self->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  return self;
}

/** bench_bare_page_new: (transfer full): a page with @n_texts texts, on the screen. */
BenchBare *
bench_bare_page_new (guint n_texts)
{
  GtkWidget *page = gtk_grid_new ();
  BenchBare *self = g_new0 (BenchBare, 1);

  self->texts = g_ptr_array_new ();
  for (guint i = 0; i < n_texts; i++)
    {
      GtkWidget *text = make_text (1);

      gtk_grid_attach (GTK_GRID (page), text, (int) i % COLUMNS_OF_A_PAGE, (int) i / COLUMNS_OF_A_PAGE, 1, 1);
      g_ptr_array_add (self->texts, text);
    }
  present (self, page, 840);
  bench_bare_change (self);

  return self;
}

void
bench_bare_free (BenchBare *self)
{
  gtk_window_destroy (self->window);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_ptr_array_unref (self->texts);
  g_free (self);
}

/** bench_bare_change: other words in every text that is bound, painted. */
void
bench_bare_change (BenchBare *self)
{
  self->generation += 1000;
  for (guint i = 0; i < self->texts->len; i++)
    put_text (g_ptr_array_index (self->texts, i), self->adjustment != NULL ? i % TEXTS_OF_A_LINE : 1, self->generation + i);
  bench_bare_wait (self);
}

/** bench_bare_wait: until a frame was painted. */
void
bench_bare_wait (BenchBare *self)
{
  const guint before = self->n_frames;

  gtk_widget_queue_draw (GTK_WIDGET (self->window));
  while (self->n_frames == before)
    g_main_context_iteration (NULL, TRUE);
}
