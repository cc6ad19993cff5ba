/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasRow: a position of a VasRowModel, and the record that stands there now.
 *
 * A list holds rows, cells look through `entity` at the record. When order or filter change, the row stays and its content
 * is replaced, so the list neither asks for rows nor binds cells anew. The entity is never NULL: until the record is read
 * it is the model's blank one, and `loaded` is FALSE.
 *
 * Made by its model alone, which knows the living rows without holding them. Main thread.
 */

#include "vas-row-private.h"

#include "vas-entity.h"

struct _VasRow
{
  GObject            parent_instance;

  gpointer           entity;
  VasRowReleaseFunc  release;       /* NULL once the model is gone, or too short for this position */
  gpointer           owner;
  gint64             id;
  guint              position;
  gboolean           loaded;
};

typedef enum {
  PROP_ENTITY = 1,
  PROP_ID,
  PROP_LOADED,
  PROP_POSITION,
  N_PROPS,
} VasRowProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VasRow, vas_row, G_TYPE_OBJECT)

/* The same record unchanged: nobody who shows it needs to look again. */
static gboolean
is_same (gpointer a,
         gpointer b)
{
  if (a == b)
    return TRUE;

  return VAS_IS_ENTITY (a) && VAS_IS_ENTITY (b) && vas_entity_get_id (a) == vas_entity_get_id (b) && vas_entity_equal (a, b);
}

static void
vas_row_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  VasRow *self = VAS_ROW (object);

  switch ((VasRowProperty) prop_id)
    {
    case PROP_ENTITY:
      g_value_set_object (value, self->entity);
      break;
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_POSITION:
      g_value_set_uint (value, self->position);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_row_dispose (GObject *object)
{
  VasRow *self = VAS_ROW (object);
  VasRowReleaseFunc release = g_steal_pointer (&self->release);

  if (release != NULL)
    release (self, self->owner);

  G_OBJECT_CLASS (vas_row_parent_class)->dispose (object);
}

static void
vas_row_finalize (GObject *object)
{
  VasRow *self = VAS_ROW (object);

  g_clear_object (&self->entity);

  G_OBJECT_CLASS (vas_row_parent_class)->finalize (object);
}

static void
vas_row_class_init (VasRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vas_row_get_property;
  object_class->dispose = vas_row_dispose;
  object_class->finalize = vas_row_finalize;

  properties[PROP_ENTITY] = g_param_spec_object ("entity", NULL, NULL, G_TYPE_OBJECT, flags);
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vas_row_init (VasRow *self)
{
}

/*
 * vas_row_new:
 * @blank: what it shows until it is loaded
 * @release: called with @owner when the row goes, unless it was detached before
 */
VasRow *
vas_row_new (guint              position,
             gpointer           blank,
             VasRowReleaseFunc  release,
             gpointer           owner)
{
  VasRow *self = g_object_new (VAS_TYPE_ROW, NULL);

  self->position = position;
  self->entity = g_object_ref (blank);
  self->release = release;
  self->owner = owner;

  return self;
}

/* vas_row_detach: cuts the row off from its model; it keeps what it shows. */
void
vas_row_detach (VasRow *self)
{
  self->release = NULL;
  self->owner = NULL;
}

/*
 * vas_row_put:
 * @id: the record's, 0 where the position is not known yet
 * @entity: what to show, which may be the blank one
 * @loaded: whether @entity is the record itself
 *
 * Replaces the content, and notifies of what differs.
 *
 * Returns: whether anything did
 */
gboolean
vas_row_put (VasRow   *self,
             gint64    id,
             gpointer  entity,
             gboolean  loaded)
{
  const gboolean new_id = self->id != id;
  const gboolean new_loaded = self->loaded != loaded;
  const gboolean new_entity = !is_same (self->entity, entity);

  if (!new_id && !new_loaded && !new_entity)
    return FALSE;

  g_object_freeze_notify (G_OBJECT (self));
  self->id = id;
  self->loaded = loaded;
  if (new_entity)
    {
      g_set_object (&self->entity, entity);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTITY]);
    }
  if (new_id)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
  if (new_loaded)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  g_object_thaw_notify (G_OBJECT (self));

  return TRUE;
}

/** vas_row_get_position: the place in the list, counted from 0; a row never moves. */
guint
vas_row_get_position (VasRow *self)
{
  g_return_val_if_fail (VAS_IS_ROW (self), 0);

  return self->position;
}

/** vas_row_get_id: the id of the record that stands here now; 0 while that is not known. */
gint64
vas_row_get_id (VasRow *self)
{
  g_return_val_if_fail (VAS_IS_ROW (self), 0);

  return self->id;
}

/** vas_row_get_entity: (transfer none): the record, mostly a #VasEntity; the model's blank one while it is not loaded. */
gpointer
vas_row_get_entity (VasRow *self)
{
  g_return_val_if_fail (VAS_IS_ROW (self), NULL);

  return self->entity;
}

/** vas_row_is_loaded: whether the entity is the record itself, not the blank one. */
gboolean
vas_row_is_loaded (VasRow *self)
{
  g_return_val_if_fail (VAS_IS_ROW (self), FALSE);

  return self->loaded;
}
