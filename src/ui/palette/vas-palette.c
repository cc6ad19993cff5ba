/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The palette: everything that can be done or opened, by a few letters of its name or of its pinyin. Its own items come at once;
 * sources are asked in the order they were added, and what they find stands after them. Focus stays in the field; Up and Down
 * move in the list. Main thread.
 */

#include "vas-palette.h"

#include "vas-scanner.h"

/* More from one source is no help. */
#define MOST_OF_A_SOURCE 20

struct _VasPalette
{
  AdwWindow           parent_instance;

  GtkSearchEntry     *entry;
  GtkListView        *list;
  GtkSingleSelection *selection;
  GtkStack           *stack;

  GPtrArray          *items;
  GPtrArray          *sources;
  GPtrArray          *found;        /* of each source, NULL or its lines */
  GListStore         *shown;
  GCancellable       *cancellable;
  guint               serial;       /* of the last question; answers to earlier ones are passed over */
  char               *asked;        /* the text that was asked for last */
  guint               n_waiting;    /* sources that have not answered it */
  gboolean            entered;      /* Enter was pressed before they had */
};

/* One question to one source. */
typedef struct {
  VasPalette *palette;
  guint       serial;
  guint       source;
} Question;

G_DEFINE_FINAL_TYPE (VasPalette, vas_palette, ADW_TYPE_WINDOW)

/* The list holds on to the line that was on top, wherever it stands now: the best one is to be seen whole. */
static void
show_top (VasPalette *self)
{
  GtkScrolledWindow *scroll = GTK_SCROLLED_WINDOW (gtk_widget_get_parent (GTK_WIDGET (self->list)));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (scroll), 0);
}

static void
show (VasPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  vas_palette_source_take_matching (self->items, text, all);
  for (guint i = 0; i < self->found->len; i++)
    {
      GPtrArray *lines = g_ptr_array_index (self->found, i);

      for (guint j = 0; lines != NULL && j < MIN (lines->len, MOST_OF_A_SOURCE); j++)
        g_ptr_array_add (all, g_object_ref (g_ptr_array_index (lines, j)));
    }

  g_list_store_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)), all->pdata, all->len);
  gtk_stack_set_visible_child_name (self->stack, all->len > 0 ? "found" : "nothing");
  if (all->len > 0)
    gtk_single_selection_set_selected (self->selection, 0);
  show_top (self);
}

static void
clear_lines (gpointer lines)
{
  if (lines != NULL)
    g_ptr_array_unref (lines);
}

static void
activate (VasPalette *self,
          guint       position)
{
  g_autoptr (VasPaletteItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), position);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (item == NULL || parent == NULL)
    return;

  gtk_window_close (GTK_WINDOW (self));
  vas_palette_item_activate (item, GTK_WIDGET (parent));
}

/* Enter waits for the sources when there is nothing else that it could mean. */
static void
answered (VasPalette *self)
{
  self->n_waiting--;
  if (self->n_waiting > 0 || !self->entered)
    return;

  self->entered = FALSE;
  activate (self, 0);
}

static void
queried_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (VasPalette) self = question->palette;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = vas_palette_source_query_finish (VAS_PALETTE_SOURCE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || question->serial != self->serial)
    return;
  if (lines == NULL)
    {
      g_warning ("the palette could not ask a page: %s", error->message);
      answered (self);
      return;
    }

  clear_lines (g_ptr_array_index (self->found, question->source));
  g_ptr_array_index (self->found, question->source) = g_steal_pointer (&lines);
  show (self);
  answered (self);
}

static void
ask (VasPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->serial++;
  g_free (self->asked);
  self->asked = g_strdup (text);
  self->entered = FALSE;
  self->n_waiting = self->sources->len;

  for (guint i = 0; i < self->sources->len; i++)
    {
      Question *question = g_new0 (Question, 1);

      question->palette = g_object_ref (self);
      question->serial = self->serial;
      question->source = i;
      clear_lines (g_ptr_array_index (self->found, i));
      g_ptr_array_index (self->found, i) = NULL;
      vas_palette_source_query_async (g_ptr_array_index (self->sources, i), text, self->cancellable, queried_cb, question);
    }
  show (self);
}

/* Where Enter was quicker than the entry's own word of the change, it has asked already. */
static void
search_changed_cb (VasPalette *self)
{
  if (g_strcmp0 (self->asked, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    ask (self);
}

static void
entry_activate_cb (VasPalette *self)
{
  search_changed_cb (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 0 && self->n_waiting > 0)
    self->entered = TRUE;
  else
    activate (self, gtk_single_selection_get_selected (self->selection));
}

static void
list_activate_cb (VasPalette *self,
                  guint       position)
{
  activate (self, position);
}

/* One click is enough, and chooses the line itself. The list's own way would have the pointer choose whatever comes to lie under it,
 * and Enter would open that instead of what fits best. */
static void
released_cb (VasPalette *self,
             int         n_press,
             double      x,
             double      y)
{
  GtkWidget *list = GTK_WIDGET (self->list);
  GtkWidget *under = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);

  if (n_press == 1 && under != NULL && under != list)
    activate (self, gtk_single_selection_get_selected (self->selection));
}

static gboolean
key_pressed_cb (VasPalette      *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint at = gtk_single_selection_get_selected (self->selection);

  if (n == 0 || (key != GDK_KEY_Down && key != GDK_KEY_Up))
    return GDK_EVENT_PROPAGATE;

  at = key == GDK_KEY_Down ? (at + 1) % n : (at + n - 1) % n;
  gtk_single_selection_set_selected (self->selection, at);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", at);
  return GDK_EVENT_STOP;
}

/* Escape in the field. */
static void
stop_search_cb (VasPalette *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
vas_palette_dispose (GObject *object)
{
  VasPalette *self = VAS_PALETTE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vas_palette_parent_class)->dispose (object);
}

static void
vas_palette_finalize (GObject *object)
{
  VasPalette *self = VAS_PALETTE (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->asked, g_free);

  G_OBJECT_CLASS (vas_palette_parent_class)->finalize (object);
}

static void
vas_palette_class_init (VasPaletteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vas_palette_dispose;
  object_class->finalize = vas_palette_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/palette/vas-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, VasPalette, list);
  gtk_widget_class_bind_template_child (widget_class, VasPalette, selection);
  gtk_widget_class_bind_template_child (widget_class, VasPalette, stack);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vas_palette_init (VasPalette *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  self->found = g_ptr_array_new_with_free_func (clear_lines);
  self->shown = g_list_store_new (VAS_TYPE_PALETTE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_scanner_type_into (GTK_WIDGET (self));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->shown));
}

/** vas_palette_new: (transfer none): above @parent, whose actions it activates. */
VasPalette *
vas_palette_new (GtkWindow *parent)
{
  return g_object_new (VAS_TYPE_PALETTE, "transient-for", parent, NULL);
}

/** vas_palette_add_item: @item: (transfer full): a line that is always there. */
void
vas_palette_add_item (VasPalette     *self,
                      VasPaletteItem *item)
{
  g_ptr_array_add (self->items, item);
  show (self);
}

/** vas_palette_add_source: asks @source too, now and whenever the text changes. */
void
vas_palette_add_source (VasPalette       *self,
                        VasPaletteSource *source)
{
  g_ptr_array_add (self->sources, g_object_ref (source));
  g_ptr_array_add (self->found, NULL);
  ask (self);
}

/** vas_palette_search: looks for @text, as if it were typed. */
void
vas_palette_search (VasPalette *self,
                    const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}
