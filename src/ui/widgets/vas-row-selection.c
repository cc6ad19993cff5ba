/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasRowSelection: the selection model of a list over a VasRowModel. What is selected is a set of ids (VasSelection), so it follows
 * the records through every refresh; GTK asks and answers by position. GtkMultiSelection would hold positions and walk the whole
 * model. “Select all” while a view is still being read is made good once all its ids are there.
 *
 * Main thread. Cost: one look-up for each shown row; a bitset of the whole only where somebody asks for it.
 */

#include "vas-row-selection.h"

#include "vas-row-model.h"

struct _VasRowSelection
{
  GObject       parent_instance;

  VasRowModel  *model;
  VasSelection *selection;
  gboolean      all;                /* everything is wanted, and not all ids are known yet */
};

typedef enum {
  PROP_MODEL = 1,
} VasRowSelectionProperty;

static GParamSpec *properties[PROP_MODEL + 1];

static void vas_row_selection_list_init (GListModelInterface *iface);
static void vas_row_selection_selection_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VasRowSelection, vas_row_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, vas_row_selection_list_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, vas_row_selection_selection_init))

static GType
get_item_type (GListModel *model)
{
  return VAS_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (VAS_ROW_SELECTION (model)->model));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (VAS_ROW_SELECTION (model)->model), position);
}

static void
vas_row_selection_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model,
             guint              position)
{
  VasRowSelection *self = VAS_ROW_SELECTION (model);

  return vas_selection_contains (self->selection, vas_row_model_get_id (self->model, position));
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model,
                        guint              position,
                        guint              n_items)
{
  VasRowSelection *self = VAS_ROW_SELECTION (model);
  GtkBitset *bits = gtk_bitset_new_empty ();
  guint n_ids;
  const gint64 *ids = vas_row_model_get_ids (self->model, &n_ids);

  if (vas_selection_get_size (self->selection) == 0)
    return bits;
  for (guint i = position; i < n_ids && i - position < n_items; i++)
    {
      if (vas_selection_contains (self->selection, ids[i]))
        gtk_bitset_add (bits, i);
    }

  return bits;
}

static gboolean
select_item (GtkSelectionModel *model,
             guint              position,
             gboolean           unselect_rest)
{
  VasRowSelection *self = VAS_ROW_SELECTION (model);

  self->all = FALSE;
  if (vas_row_model_get_id (self->model, position) == 0)
    return FALSE;
  vas_selection_set_range (self->selection, position, 1, TRUE, unselect_rest);

  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model,
               guint              position)
{
  VasRowSelection *self = VAS_ROW_SELECTION (model);

  self->all = FALSE;
  vas_selection_set_range (self->selection, position, 1, FALSE, FALSE);

  return TRUE;
}

static gboolean
select_range (GtkSelectionModel *model,
              guint              position,
              guint              n_items,
              gboolean           unselect_rest)
{
  VasRowSelection *self = VAS_ROW_SELECTION (model);

  self->all = FALSE;
  vas_selection_set_range (self->selection, position, n_items, TRUE, unselect_rest);

  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model,
                guint              position,
                guint              n_items)
{
  VasRowSelection *self = VAS_ROW_SELECTION (model);

  self->all = FALSE;
  vas_selection_set_range (self->selection, position, n_items, FALSE, FALSE);

  return TRUE;
}

static gboolean
knows_all (VasRowSelection *self)
{
  guint n_ids;

  vas_row_model_get_ids (self->model, &n_ids);

  return n_ids == g_list_model_get_n_items (G_LIST_MODEL (self->model)) && !vas_row_model_is_loading (self->model);
}

static gboolean
select_all (GtkSelectionModel *model)
{
  VasRowSelection *self = VAS_ROW_SELECTION (model);

  self->all = !knows_all (self);
  vas_selection_select_all (self->selection);

  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  VasRowSelection *self = VAS_ROW_SELECTION (model);

  self->all = FALSE;
  vas_selection_clear (self->selection);

  return TRUE;
}

static gboolean
set_selection (GtkSelectionModel *model,
               GtkBitset         *selected,
               GtkBitset         *mask)
{
  VasRowSelection *self = VAS_ROW_SELECTION (model);
  GtkBitsetIter iter;
  guint position;

  self->all = FALSE;
  for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    vas_selection_set_range (self->selection, position, 1, gtk_bitset_contains (selected, position), FALSE);

  return TRUE;
}

static void
vas_row_selection_selection_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->set_selection = set_selection;
}

static void
emit_changed (VasRowSelection *self)
{
  const guint n_items = get_n_items (G_LIST_MODEL (self));

  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n_items);
}

/* The same records may stand elsewhere now. */
static void
updated_cb (VasRowSelection *self)
{
  if (vas_selection_get_size (self->selection) > 0)
    emit_changed (self);
}

/* A view is announced as read only once all its ids are there. */
static void
loading_cb (VasRowSelection *self)
{
  if (!self->all || !knows_all (self))
    return;

  self->all = FALSE;
  vas_selection_select_all (self->selection);
}

static void
vas_row_selection_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  VasRowSelection *self = VAS_ROW_SELECTION (object);

  switch ((VasRowSelectionProperty) prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_row_selection_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  VasRowSelection *self = VAS_ROW_SELECTION (object);

  switch ((VasRowSelectionProperty) prop_id)
    {
    case PROP_MODEL:
      self->model = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_row_selection_constructed (GObject *object)
{
  VasRowSelection *self = VAS_ROW_SELECTION (object);

  G_OBJECT_CLASS (vas_row_selection_parent_class)->constructed (object);

  self->selection = vas_selection_new (self->model);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (g_list_model_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
}

static void
vas_row_selection_finalize (GObject *object)
{
  VasRowSelection *self = VAS_ROW_SELECTION (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (vas_row_selection_parent_class)->finalize (object);
}

static void
vas_row_selection_class_init (VasRowSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = vas_row_selection_constructed;
  object_class->get_property = vas_row_selection_get_property;
  object_class->set_property = vas_row_selection_set_property;
  object_class->finalize = vas_row_selection_finalize;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, VAS_TYPE_ROW_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
vas_row_selection_init (VasRowSelection *self)
{
}

/** vas_row_selection_new: (transfer full): nothing selected. */
VasRowSelection *
vas_row_selection_new (VasRowModel *model)
{
  return g_object_new (VAS_TYPE_ROW_SELECTION, "model", model, NULL);
}

/** vas_row_selection_get_model: (transfer none): the rows. */
VasRowModel *
vas_row_selection_get_model (VasRowSelection *self)
{
  return self->model;
}

/** vas_row_selection_get_selection: (transfer none): the ids that are selected. */
VasSelection *
vas_row_selection_get_selection (VasRowSelection *self)
{
  return self->selection;
}

/** vas_row_selection_get_size: how many records are selected. */
guint
vas_row_selection_get_size (VasRowSelection *self)
{
  return vas_selection_get_size (self->selection);
}
