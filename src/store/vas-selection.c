/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasSelection: which records of a VasRowModel are selected, by id, so that it survives every other order and every change
 * of the data. What leaves the view leaves the selection: nobody acts on rows that cannot be seen. Until all ids of a new
 * view are known nothing is dropped.
 *
 * What keys and clicks mean is the affair of ui. Main thread. Cost: a bitmap; a range or the whole of a million rows takes
 * some milliseconds.
 */

#include "vas-selection.h"

#include "vas-id-set.h"

struct _VasSelection
{
  GObject      parent_instance;

  VasRowModel *model;
  VasIdSet    *ids;
};

typedef enum {
  PROP_MODEL = 1,
  PROP_SIZE,
  N_PROPS,
} VasSelectionProperty;

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (VasSelection, vas_selection, G_TYPE_OBJECT)

static void
emit_changed (VasSelection *self,
              guint         size_before)
{
  g_signal_emit (self, changed_signal, 0);
  if (size_before != vas_id_set_size (self->ids))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

/* Keeps what is both selected and in the view. */
static void
model_updated_cb (VasRowModel  *model,
                  VasSelection *self)
{
  const guint before = vas_id_set_size (self->ids);
  g_autoptr (VasIdSet) kept = NULL;
  const gint64 *ids;
  guint n_ids;

  ids = vas_row_model_get_ids (model, &n_ids);
  if (before == 0 || n_ids < g_list_model_get_n_items (G_LIST_MODEL (model)))
    return;

  kept = vas_id_set_new ();
  for (guint i = 0; i < n_ids; i++)
    {
      if (vas_id_set_contains (self->ids, ids[i]))
        vas_id_set_add (kept, ids[i]);
    }
  if (vas_id_set_size (kept) == before)
    return;

  vas_id_set_free (self->ids);
  self->ids = g_steal_pointer (&kept);
  emit_changed (self, before);
}

static void
vas_selection_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VasSelection *self = VAS_SELECTION (object);

  switch ((VasSelectionProperty) prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_SIZE:
      g_value_set_uint (value, vas_id_set_size (self->ids));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_selection_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  VasSelection *self = VAS_SELECTION (object);

  switch ((VasSelectionProperty) prop_id)
    {
    case PROP_MODEL:
      self->model = g_value_dup_object (value);
      break;
    case PROP_SIZE:
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_selection_constructed (GObject *object)
{
  VasSelection *self = VAS_SELECTION (object);

  G_OBJECT_CLASS (vas_selection_parent_class)->constructed (object);

  g_signal_connect_object (self->model, "updated", G_CALLBACK (model_updated_cb), self, 0);
}

static void
vas_selection_finalize (GObject *object)
{
  VasSelection *self = VAS_SELECTION (object);

  g_clear_object (&self->model);
  vas_id_set_free (self->ids);

  G_OBJECT_CLASS (vas_selection_parent_class)->finalize (object);
}

static void
vas_selection_class_init (VasSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vas_selection_get_property;
  object_class->set_property = vas_selection_set_property;
  object_class->constructed = vas_selection_constructed;
  object_class->finalize = vas_selection_finalize;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, VAS_TYPE_ROW_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | flags);
  properties[PROP_SIZE] = g_param_spec_uint ("size", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * VasSelection::changed:
   *
   * Some record was selected or no longer is.
   */
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
vas_selection_init (VasSelection *self)
{
  self->ids = vas_id_set_new ();
}

/** vas_selection_new: nothing selected. */
VasSelection *
vas_selection_new (VasRowModel *model)
{
  return g_object_new (VAS_TYPE_SELECTION, "model", model, NULL);
}

/** vas_selection_get_size: how many records are selected. */
guint
vas_selection_get_size (VasSelection *self)
{
  g_return_val_if_fail (VAS_IS_SELECTION (self), 0);

  return vas_id_set_size (self->ids);
}

/** vas_selection_contains: whether the record @id is selected. */
gboolean
vas_selection_contains (VasSelection *self,
                        gint64        id)
{
  g_return_val_if_fail (VAS_IS_SELECTION (self), FALSE);

  return id > 0 && vas_id_set_contains (self->ids, id);
}

static gboolean
put (VasSelection *self,
     gint64        id,
     gboolean      selected)
{
  return selected ? vas_id_set_add (self->ids, id) : vas_id_set_remove (self->ids, id);
}

/** vas_selection_set: selects the record @id, or takes it out. */
void
vas_selection_set (VasSelection *self,
                   gint64        id,
                   gboolean      selected)
{
  guint before;

  g_return_if_fail (VAS_IS_SELECTION (self));
  g_return_if_fail (id > 0);

  before = vas_id_set_size (self->ids);
  if (put (self, id, selected))
    emit_changed (self, before);
}

/**
 * vas_selection_set_range:
 * @position: the first row
 * @n_rows: how many from there on, as far as their ids are known
 * @selected: select them, or take them out
 * @exclusive: take everything else out
 */
void
vas_selection_set_range (VasSelection *self,
                         guint         position,
                         guint         n_rows,
                         gboolean      selected,
                         gboolean      exclusive)
{
  const gint64 *ids;
  gboolean changed;
  guint before, n_ids;

  g_return_if_fail (VAS_IS_SELECTION (self));

  before = vas_id_set_size (self->ids);
  changed = exclusive && before > 0;
  if (exclusive)
    vas_id_set_clear (self->ids);

  ids = vas_row_model_get_ids (self->model, &n_ids);
  for (guint i = position; i < n_ids && i - position < n_rows; i++)
    changed |= put (self, ids[i], selected);

  if (changed)
    emit_changed (self, before);
}

/** vas_selection_select_all: every record whose id is known. */
void
vas_selection_select_all (VasSelection *self)
{
  vas_selection_set_range (self, 0, G_MAXUINT, TRUE, FALSE);
}

void
vas_selection_clear (VasSelection *self)
{
  vas_selection_set_range (self, 0, 0, FALSE, TRUE);
}

/** vas_selection_list: (transfer full) (element-type gint64): the selected ids, in view order. */
GArray *
vas_selection_list (VasSelection *self)
{
  GArray *selected = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 *ids;
  guint n_ids;

  g_return_val_if_fail (VAS_IS_SELECTION (self), selected);

  ids = vas_row_model_get_ids (self->model, &n_ids);
  for (guint i = 0; i < n_ids && selected->len < vas_id_set_size (self->ids); i++)
    {
      if (vas_id_set_contains (self->ids, ids[i]))
        g_array_append_val (selected, ids[i]);
    }

  return selected;
}
