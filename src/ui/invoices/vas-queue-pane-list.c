/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of the queue: its cells, its selection, moving in it by keys, and putting everything back where it was when new
 * rows arrive. A row of the list is a position; selection, focus and scroll follow the request that is open.
 */

#include "vas-queue-pane-private.h"

#include "vas-queue-cell.h"
#include "vas-timing.h"

/* How far the next request that nobody has is looked for. */
#define MOST_CLAIMED 200

static gboolean
has_steps (VasQueuePane *self)
{
  return self->tab == VAS_QUEUE_ALL || self->tab == VAS_QUEUE_MINE || self->tab == VAS_QUEUE_DUE_TODAY;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          VasQueuePane             *self)
{
  gtk_list_item_set_child (list_item, vas_queue_cell_new (self->desk, self->sight));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         VasQueuePane             *self)
{
  VasQueueCell *cell = VAS_QUEUE_CELL (gtk_list_item_get_child (list_item));

  vas_queue_cell_set_with_step (cell, has_steps (self));
  vas_queue_cell_set_row (cell, gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           VasQueuePane             *self)
{
  vas_queue_cell_set_row (VAS_QUEUE_CELL (gtk_list_item_get_child (list_item)), NULL);
}

guint
vas_queue_pane_get_n_rows (VasQueuePane *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

/** vas_queue_pane_get_row: (transfer full) (nullable): what stands at @position; it may not be read yet. */
VasRow *
vas_queue_pane_get_row (VasQueuePane *self,
                        guint         position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->model), position);
}

/* The key of a row that is read; from then on its id is known by it. */
static const char *
get_key (VasQueuePane *self,
         VasRow       *row)
{
  VasQueueRow *record = vas_row_get_entity (row);
  const gint64 id = vas_row_get_id (row);
  const char *key;

  if (record->request == NULL)
    return NULL;

  key = vas_entity_get_key (VAS_ENTITY (record->request));
  if (!g_hash_table_contains (self->ids, key))
    g_hash_table_insert (self->ids, g_strdup (key), g_memdup2 (&id, sizeof id));

  return key;
}

/* Opens what the person chose. */
static void
open_row (VasQueuePane *self,
          VasRow       *row)
{
  const char *key = get_key (self, row);

  if (key == NULL || g_strcmp0 (key, self->current) == 0)
    return;

  self->last_position = vas_row_get_position (row);
  vas_queue_pane_notify_current (self, key, TRUE);
}

static void
pending_read_cb (VasQueuePane *self)
{
  g_autoptr (VasRow) row = g_steal_pointer (&self->pending);

  if (row == NULL)
    return;
  g_signal_handlers_disconnect_by_func (row, pending_read_cb, self);
  if (vas_selection_contains (vas_row_selection_get_selection (self->selection), vas_row_get_id (row)))
    open_row (self, row);
}

static void
open_when_read (VasQueuePane *self,
                VasRow       *row)
{
  if (self->pending != NULL)
    g_signal_handlers_disconnect_by_func (self->pending, pending_read_cb, self);
  g_clear_object (&self->pending);
  if (vas_row_is_loaded (row))
    {
      open_row (self, row);
      return;
    }
  self->pending = g_object_ref (row);
  g_signal_connect_object (row, "notify::loaded", G_CALLBACK (pending_read_cb), self, G_CONNECT_SWAPPED);
}

static void
count_selected (VasQueuePane *self)
{
  const guint n_selected = vas_row_selection_get_size (self->selection);

  if (n_selected == self->n_selected)
    return;
  self->n_selected = n_selected;
  vas_queue_pane_notify_selected (self);
  vas_queue_pane_show_state (self);
}

/** vas_queue_pane_take_selected: one selected request is opened; several are left to what is done with all of them. */
void
vas_queue_pane_take_selected (VasQueuePane *self)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (VasRow) row = NULL;
  guint position;

  if (self->restoring)
    return;
  count_selected (self);
  if (self->n_selected != 1)
    return;

  ids = vas_selection_list (vas_row_selection_get_selection (self->selection));
  if (ids->len != 1 || !vas_row_model_find (self->model, g_array_index (ids, gint64, 0), &position))
    return;
  self->cursor = position;
  row = vas_queue_pane_get_row (self, position);
  open_when_read (self, row);
}

static void
select_position (VasQueuePane *self,
                 guint         position,
                 gboolean      alone)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, alone);
}

/* The widget of the list that shows the row at @position, where it is on the screen. */
static GtkWidget *
find_widget (VasQueuePane *self,
             guint         position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *cell = gtk_widget_get_first_child (child);
      VasRow *row = VAS_IS_QUEUE_CELL (cell) ? vas_queue_cell_get_row (VAS_QUEUE_CELL (cell)) : NULL;

      if (row != NULL && vas_row_get_position (row) == position)
        return child;
    }

  return NULL;
}

/** vas_queue_pane_show_steps: has each line say its step, or not, as the tab needs it. */
void
vas_queue_pane_show_steps (VasQueuePane *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *cell = gtk_widget_get_first_child (child);

      if (VAS_IS_QUEUE_CELL (cell))
        vas_queue_cell_set_with_step (VAS_QUEUE_CELL (cell), has_steps (self));
    }
}

/* (nullable): what has the focus. A row that is gone has it no more: newer GTKs keep it there, where no key is heard. */
static GtkWidget *
get_focus (VasQueuePane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_get_root (focus) == root ? focus : NULL;
}

static gboolean
has_focus (VasQueuePane *self)
{
  GtkWidget *focus = get_focus (self);

  return focus == GTK_WIDGET (self->list) || (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)));
}

/* A person who is elsewhere on the page is left alone. */
static gboolean
may_take_focus (VasQueuePane *self)
{
  return (gtk_widget_get_mapped (GTK_WIDGET (self)) && get_focus (self) == NULL) || has_focus (self);
}

static gboolean
focus_cb (gpointer user_data)
{
  VasQueuePane *self = user_data;
  GtkWidget *widget = find_widget (self, self->cursor);

  self->focus_idle = 0;
  if (widget != NULL && may_take_focus (self))
    gtk_widget_grab_focus (widget);

  return G_SOURCE_REMOVE;
}

static void
focus_soon (VasQueuePane *self)
{
  if (self->focus_idle == 0)
    self->focus_idle = g_idle_add_full (GDK_PRIORITY_REDRAW + 1, focus_cb, self, NULL);
}

/** vas_queue_pane_show_position: scrolls to a row, and puts the focus there where it is in the list. */
void
vas_queue_pane_show_position (VasQueuePane *self,
                              guint         position)
{
  self->cursor = position;
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  focus_soon (self);
}

/**
 * vas_queue_pane_focus: puts the focus on the open request, where it is in the list, else on the list; on the tab where there is
 * no list, for a list that does not show swallows the keys.
 */
void
vas_queue_pane_focus (VasQueuePane *self)
{
  const char *shown = gtk_stack_get_visible_child_name (self->stack);
  guint position;
  GtkWidget *widget = NULL;

  if (g_str_equal (shown, "empty") || g_str_equal (shown, "error"))
    widget = GTK_WIDGET (self->chips[self->tab]);
  else if (self->current_id != 0 && vas_row_model_find (self->model, self->current_id, &position))
    widget = find_widget (self, position);
  gtk_widget_grab_focus (widget != NULL ? widget : GTK_WIDGET (self->list));
}

/** vas_queue_pane_show_page: shows the list, or what stands in its place, which takes the focus over from a list that goes. */
void
vas_queue_pane_show_page (VasQueuePane *self,
                          const char   *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  if (!g_str_equal (name, "list") && may_take_focus (self))
    vas_queue_pane_focus (self);
}

/* The open request stands elsewhere than before: the list is moved by as much, so that it stays where the eye is. */
static void
follow (VasQueuePane *self,
        guint         before,
        guint         now)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  GtkWidget *widget = find_widget (self, before);
  const int height = widget != NULL ? gtk_widget_get_allocated_height (widget) : 0;

  if (height > 0 && gtk_widget_get_mapped (widget))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + ((double) now - (double) before) * height);
  if (has_focus (self))
    focus_soon (self);
}

/** vas_queue_pane_place_current: the open request is selected where it stands now, unless several are. */
void
vas_queue_pane_place_current (VasQueuePane *self)
{
  const guint before = self->last_position;
  guint position;

  if (self->current_id == 0 || !vas_row_model_find (self->model, self->current_id, &position))
    return;

  self->last_position = position;
  if (vas_row_selection_get_size (self->selection) <= 1)
    {
      self->restoring = TRUE;
      self->cursor = position;
      select_position (self, position, TRUE);
      self->restoring = FALSE;
    }
  if (!self->fresh && position != before)
    follow (self, before, position);
}

/* Another view begins at its top, or at the open request once all of it is known. */
static void
settle_fresh (VasQueuePane *self)
{
  guint position;

  if (!self->fresh || vas_row_model_is_loading (self->model))
    return;

  self->fresh = FALSE;
  if (self->current_id != 0 && vas_row_model_find (self->model, self->current_id, &position))
    vas_queue_pane_show_position (self, position);
}

static void
updated_cb (VasQueuePane *self)
{
  vas_queue_pane_place_current (self);
  count_selected (self);
  vas_queue_pane_show_state (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    vas_timing_mark_frame ("rows", GTK_WIDGET (self->list));
}

static void
loading_cb (VasQueuePane *self)
{
  settle_fresh (self);
  vas_queue_pane_open_first (self);
  vas_queue_pane_show_state (self);
}

static void
failed_cb (VasQueuePane *self,
           const GError *error)
{
  adw_status_page_set_description (self->error_page, error->message);
  vas_queue_pane_show_page (self, "error");
}

/** vas_queue_pane_set_up_list: gives the list its model and its cells; begins to read. */
void
vas_queue_pane_set_up_list (VasQueuePane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (VasQueueQuestion) question = vas_queue_pane_make_question (self);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);

  self->sight = vas_queue_sight_new (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)));
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->source = vas_queue_source_new (vas_desk_get_store (self->desk), question);
  self->model = vas_row_model_new (VAS_ROW_SOURCE (self->source));
  self->selection = vas_row_selection_new (self->model);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (vas_queue_pane_take_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

/** vas_queue_pane_get_selected: (transfer full) (element-type gint64): ids of the selected requests, in the list's order. */
GArray *
vas_queue_pane_get_selected (VasQueuePane *self)
{
  return vas_selection_list (vas_row_selection_get_selection (self->selection));
}

/** vas_queue_pane_move: by so many rows; @extend adds to the selection instead of opening. */
void
vas_queue_pane_move (VasQueuePane *self,
                     int           by,
                     gboolean      extend)
{
  const guint n_rows = vas_queue_pane_get_n_rows (self);
  guint position = self->cursor;
  gboolean known = extend || (self->current_id != 0 && vas_row_model_find (self->model, self->current_id, &position));

  if (n_rows == 0)
    return;
  if (!known)
    position = MIN (self->last_position, n_rows - 1);
  else
    position = (guint) CLAMP ((int) position + by, 0, (int) n_rows - 1);

  select_position (self, position, !extend);
  vas_queue_pane_show_position (self, position);
}

/* (transfer full) (nullable): the key at @position, where nobody else has the request. */
static char *
get_free (VasQueuePane *self,
          guint         position)
{
  g_autoptr (VasRow) row = vas_queue_pane_get_row (self, position);
  VasQueueRow *record = vas_row_get_entity (row);

  if (record->request == NULL)
    return NULL;
  if (record->claimer != NULL && g_strcmp0 (record->request->claimed_by, vas_desk_get_staff_key (self->desk)) != 0)
    return NULL;

  return g_strdup (get_key (self, row));
}

/**
 * vas_queue_pane_get_next:
 *
 * Returns: (transfer full) (nullable): the request to open when the current one is done: the next that nobody else has, else
 *   the one before it
 */
char *
vas_queue_pane_get_next (VasQueuePane *self)
{
  const guint n_rows = vas_queue_pane_get_n_rows (self);
  guint position = self->last_position;
  const gboolean known = self->current_id != 0 && vas_row_model_find (self->model, self->current_id, &position);
  const guint first = position + (known ? 1 : 0);
  const guint last = MIN (position, n_rows);
  char *key = NULL;

  for (guint next = first; key == NULL && next < n_rows && next - first < MOST_CLAIMED; next++)
    key = get_free (self, next);
  for (guint before = last; key == NULL && before > 0 && last - before < MOST_CLAIMED; before--)
    key = get_free (self, before - 1);

  return key;
}
