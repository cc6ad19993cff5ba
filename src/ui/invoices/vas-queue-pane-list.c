/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of the queue: its cells, its selection, moving in it by keys, and putting everything back where it was when new
 * rows arrive. The selection follows requests, not places.
 */

#include "vas-queue-pane-private.h"

#include "vas-queue-cell.h"

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          VasQueuePane             *self)
{
  gtk_list_item_set_child (list_item, vas_queue_cell_new (self->desk));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         VasQueuePane             *self)
{
  vas_queue_cell_set_item (VAS_QUEUE_CELL (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           VasQueuePane             *self)
{
  vas_queue_cell_set_item (VAS_QUEUE_CELL (gtk_list_item_get_child (list_item)), NULL);
}

static gboolean
is_selected (VasQueuePane *self,
             guint         position)
{
  return gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position);
}

static void
count_selected (VasQueuePane *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  const guint n_selected = (guint) gtk_bitset_get_size (bits);

  if (n_selected == self->n_selected)
    return;
  self->n_selected = n_selected;
  vas_queue_pane_notify_n_selected (self);
  vas_queue_pane_show_state (self);
}

/** vas_queue_pane_selected_cb: one selected request is opened; several are left to what is done with all of them. */
void
vas_queue_pane_selected_cb (VasQueuePane *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  const char *key;

  if (self->restoring)
    return;
  count_selected (self);
  if (gtk_bitset_get_size (bits) != 1)
    return;

  self->cursor = gtk_bitset_get_minimum (bits);
  key = vas_queue_model_get_key (self->model, self->cursor);
  if (g_strcmp0 (key, self->current) == 0)
    return;
  self->last_position = self->cursor;
  vas_queue_pane_notify_current (self, key, TRUE);
}

/** vas_queue_pane_set_up_list: gives the list its model and its cells. */
void
vas_queue_pane_set_up_list (VasQueuePane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  self->model = vas_queue_model_new ();
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (vas_queue_pane_selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

/* The row of the list that shows the request, where it is on the screen. */
static GtkWidget *
find_row (VasQueuePane *self,
          const char   *key)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *cell = gtk_widget_get_first_child (row);
      VasQueueItem *item = VAS_IS_QUEUE_CELL (cell) ? vas_queue_cell_get_item (VAS_QUEUE_CELL (cell)) : NULL;

      if (item != NULL && g_strcmp0 (vas_queue_item_get_key (item), key) == 0)
        return row;
    }

  return NULL;
}

/* A person who is elsewhere on the page is left alone. */
static gboolean
may_take_focus (VasQueuePane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus == NULL || focus == GTK_WIDGET (self->list) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
}

static gboolean
focus_cb (gpointer user_data)
{
  VasQueuePane *self = user_data;
  GtkWidget *row = find_row (self, vas_queue_model_get_key (self->model, self->cursor));

  self->focus_idle = 0;
  if (row != NULL && may_take_focus (self))
    gtk_widget_grab_focus (row);

  return G_SOURCE_REMOVE;
}

/** vas_queue_pane_show_position: scrolls to a row, and puts the focus there where it is in the list. */
void
vas_queue_pane_show_position (VasQueuePane *self,
                              guint         position)
{
  self->cursor = position;
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  if (self->focus_idle == 0)
    self->focus_idle = g_idle_add_full (GDK_PRIORITY_REDRAW + 1, focus_cb, self, NULL);
}

/** vas_queue_pane_focus: puts the focus on the open request, where it is in the list, else on the list. */
void
vas_queue_pane_focus (VasQueuePane *self)
{
  GtkWidget *row = self->current != NULL ? find_row (self, self->current) : NULL;

  gtk_widget_grab_focus (row != NULL ? row : GTK_WIDGET (self->list));
}

/** vas_queue_pane_get_selected: (transfer full) (element-type utf8): keys of the selected requests, in the list's order. */
GPtrArray *
vas_queue_pane_get_selected (VasQueuePane *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, bits, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (keys, g_strdup (vas_queue_model_get_key (self->model, position)));

  return keys;
}

/** vas_queue_pane_get_request: (transfer none) (nullable): a request of the list, as it was read last. */
VasRequest *
vas_queue_pane_get_request (VasQueuePane *self,
                            const char   *key)
{
  g_autoptr (VasQueueItem) item = NULL;
  guint position;

  if (!vas_queue_model_find (self->model, key, &position))
    return NULL;
  item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  return vas_queue_item_get_row (item)->request;
}

static void
select_again (VasQueuePane *self,
              GPtrArray    *keys)
{
  for (guint i = 0; i < keys->len; i++)
    {
      guint position;

      if (vas_queue_model_find (self->model, g_ptr_array_index (keys, i), &position) && !is_selected (self, position))
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, FALSE);
    }
}

/** vas_queue_pane_take_rows: shows new rows; what was selected stays so, wherever it stands now. */
void
vas_queue_pane_take_rows (VasQueuePane *self,
                          GPtrArray    *rows)
{
  g_autoptr (GPtrArray) selected = vas_queue_pane_get_selected (self);
  guint position;

  self->restoring = TRUE;
  vas_queue_model_take (self->model, rows);
  select_again (self, selected);
  if (vas_queue_model_find (self->model, self->current, &position))
    {
      self->last_position = position;
      if (selected->len <= 1)
        {
          self->cursor = position;
          gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
        }
    }
  self->restoring = FALSE;
  count_selected (self);
}

/** vas_queue_pane_move: by so many rows; @extend adds to the selection instead of opening. */
void
vas_queue_pane_move (VasQueuePane *self,
                     int           by,
                     gboolean      extend)
{
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint position = self->cursor;
  gboolean known = extend || vas_queue_model_find (self->model, self->current, &position);

  if (n_rows == 0)
    return;
  if (!known)
    position = MIN (self->last_position, n_rows - 1);
  else
    position = (guint) CLAMP ((int) position + by, 0, (int) n_rows - 1);

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, !extend);
  vas_queue_pane_show_position (self, position);
}

static gboolean
is_free (VasQueuePane *self,
         guint         position)
{
  g_autoptr (VasQueueItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  VasQueueRow *row = vas_queue_item_get_row (item);

  return row->claimer == NULL || g_strcmp0 (row->request->claimed_by, vas_desk_get_staff_key (self->desk)) == 0;
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
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint position;
  const gboolean known = vas_queue_model_find (self->model, self->current, &position);

  if (!known)
    position = self->last_position;
  for (guint next = position + (known ? 1 : 0); next < n_rows; next++)
    {
      if (is_free (self, next))
        return g_strdup (vas_queue_model_get_key (self->model, next));
    }
  for (guint before = MIN (position, n_rows); before > 0; before--)
    {
      if (is_free (self, before - 1))
        return g_strdup (vas_queue_model_get_key (self->model, before - 1));
    }

  return NULL;
}
