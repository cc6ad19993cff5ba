/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasEntity: a record that is described once.
 *
 * Each subclass has one static table of VasField; the GObject properties, the JSON codec and the SQL persistence all read
 * that table. Members are plain: rules read them directly (order->paid_at). Setting goes through a property or
 * vas_entity_set_*() where somebody may be bound to it, which notifies only on a real change.
 *
 * Not thread-safe: an entity belongs to one thread at a time. A read hands it over whole and keeps no reference.
 * Cost: an entity of n fields is one allocation and one for each text; looking a field up by name walks the table.
 */

#include "vas-entity.h"

typedef struct
{
  char   *key;
  gint64  id;
  gint64  ver;
} VasEntityPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VasEntity, vas_entity, G_TYPE_OBJECT)

typedef enum {
  PROP_ID = 1,
  PROP_KEY,
  PROP_VER,
  N_PROPS,
} VasEntityProperty;

static GParamSpec *properties[N_PROPS];

#define MEMBER(self, field, type) (*(type *) G_STRUCT_MEMBER_P ((self), (field)->offset))

/**
 * vas_entity_field_is_text:
 *
 * Returns: TRUE where the member is a `char *`
 */
gboolean
vas_entity_field_is_text (const VasField *field)
{
  return field->type == VAS_FIELD_TEXT || field->type == VAS_FIELD_KEY;
}

/**
 * vas_entity_get_integer:
 * @field: a field of @self that is no text
 *
 * Returns: the value as a 64-bit integer; an absent one is %VAS_NONE whatever the width of the member
 */
gint64
vas_entity_get_integer (VasEntity      *self,
                        const VasField *field)
{
  switch (field->type)
    {
    case VAS_FIELD_BOOLEAN:
      return MEMBER (self, field, gboolean) ? 1 : 0;
    case VAS_FIELD_DATE:
      return MEMBER (self, field, gint32) == VAS_NONE_DATE ? VAS_NONE : MEMBER (self, field, gint32);
    case VAS_FIELD_ENUM:
      return MEMBER (self, field, int) < 0 ? VAS_NONE : MEMBER (self, field, int);
    case VAS_FIELD_INTEGER:
    case VAS_FIELD_MONEY:
    case VAS_FIELD_RATE:
    case VAS_FIELD_TIME:
      return MEMBER (self, field, gint64);
    case VAS_FIELD_TEXT:
    case VAS_FIELD_KEY:
    default:
      g_return_val_if_reached (VAS_NONE);
    }
}

static GParamSpec *
find_pspec (VasEntity      *self,
            const VasField *field)
{
  return g_object_class_find_property (G_OBJECT_GET_CLASS (self), field->name);
}

/**
 * vas_entity_set_integer:
 * @field: a field of @self that is no text
 * @value: the value, or %VAS_NONE
 *
 * Returns: whether anything changed; the property is notified only then
 */
gboolean
vas_entity_set_integer (VasEntity      *self,
                        const VasField *field,
                        gint64          value)
{
  if (vas_entity_get_integer (self, field) == value)
    return FALSE;

  switch (field->type)
    {
    case VAS_FIELD_BOOLEAN:
      MEMBER (self, field, gboolean) = value > 0;
      break;
    case VAS_FIELD_DATE:
      MEMBER (self, field, gint32) = value == VAS_NONE ? VAS_NONE_DATE : (gint32) value;
      break;
    case VAS_FIELD_ENUM:
      MEMBER (self, field, int) = value == VAS_NONE ? -1 : (int) value;
      break;
    case VAS_FIELD_INTEGER:
    case VAS_FIELD_MONEY:
    case VAS_FIELD_RATE:
    case VAS_FIELD_TIME:
      MEMBER (self, field, gint64) = value;
      break;
    case VAS_FIELD_TEXT:
    case VAS_FIELD_KEY:
    default:
      g_return_val_if_reached (FALSE);
    }

  g_object_notify_by_pspec (G_OBJECT (self), find_pspec (self, field));
  return TRUE;
}

/**
 * vas_entity_get_text:
 * @field: a text or key field of @self
 *
 * Returns: (nullable) (transfer none): the text
 */
const char *
vas_entity_get_text (VasEntity      *self,
                     const VasField *field)
{
  g_return_val_if_fail (vas_entity_field_is_text (field), NULL);

  return MEMBER (self, field, char *);
}

/**
 * vas_entity_set_text:
 * @field: a text or key field of @self
 * @text: (nullable): the text, which is copied
 *
 * Returns: whether anything changed; the property is notified only then
 */
gboolean
vas_entity_set_text (VasEntity      *self,
                     const VasField *field,
                     const char     *text)
{
  g_return_val_if_fail (vas_entity_field_is_text (field), FALSE);

  if (g_strcmp0 (MEMBER (self, field, char *), text) == 0)
    return FALSE;

  g_free (MEMBER (self, field, char *));
  MEMBER (self, field, char *) = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), find_pspec (self, field));
  return TRUE;
}

/** vas_entity_field_is_none: whether the member is absent (SQL NULL). */
gboolean
vas_entity_field_is_none (VasEntity      *self,
                          const VasField *field)
{
  if (vas_entity_field_is_text (field))
    return vas_entity_get_text (self, field) == NULL;

  return vas_entity_get_integer (self, field) == VAS_NONE;
}

static void
vas_entity_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  VasEntity *self = VAS_ENTITY (object);
  VasEntityPrivate *priv = vas_entity_get_instance_private (self);

  switch ((VasEntityProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, priv->id);
      break;
    case PROP_KEY:
      g_value_set_string (value, priv->key);
      break;
    case PROP_VER:
      g_value_set_int64 (value, priv->ver);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_entity_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  VasEntity *self = VAS_ENTITY (object);

  switch ((VasEntityProperty) prop_id)
    {
    case PROP_ID:
      vas_entity_set_id (self, g_value_get_int64 (value));
      break;
    case PROP_KEY:
      vas_entity_set_key (self, g_value_get_string (value));
      break;
    case PROP_VER:
      vas_entity_set_ver (self, g_value_get_int64 (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A subclass numbers its properties 1, 2, 3 … in the order of its field table. */
static void
get_field_property (GObject    *object,
                    guint       prop_id,
                    GValue     *value,
                    GParamSpec *pspec)
{
  VasEntity *self = VAS_ENTITY (object);
  const VasField *field = &VAS_ENTITY_GET_CLASS (self)->fields[prop_id - 1];

  if (vas_entity_field_is_text (field))
    g_value_set_string (value, vas_entity_get_text (self, field));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, vas_entity_get_integer (self, field) == 1);
  else
    g_value_set_int64 (value, vas_entity_get_integer (self, field));
}

static void
set_field_property (GObject      *object,
                    guint         prop_id,
                    const GValue *value,
                    GParamSpec   *pspec)
{
  VasEntity *self = VAS_ENTITY (object);
  const VasField *field = &VAS_ENTITY_GET_CLASS (self)->fields[prop_id - 1];

  if (vas_entity_field_is_text (field))
    vas_entity_set_text (self, field, g_value_get_string (value));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    vas_entity_set_integer (self, field, g_value_get_boolean (value));
  else
    vas_entity_set_integer (self, field, g_value_get_int64 (value));
}

static void
vas_entity_finalize (GObject *object)
{
  VasEntity *self = VAS_ENTITY (object);
  VasEntityPrivate *priv = vas_entity_get_instance_private (self);
  VasEntityClass *klass = VAS_ENTITY_GET_CLASS (self);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      if (vas_entity_field_is_text (&klass->fields[i]))
        g_free (MEMBER (self, &klass->fields[i], char *));
    }
  g_free (priv->key);

  G_OBJECT_CLASS (vas_entity_parent_class)->finalize (object);
}

static void
vas_entity_class_init (VasEntityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vas_entity_get_property;
  object_class->set_property = vas_entity_set_property;
  object_class->finalize = vas_entity_finalize;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_VER] = g_param_spec_int64 ("ver", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vas_entity_init (VasEntity *self)
{
}

/**
 * vas_entity_class_set_fields:
 * @klass: the class of a final entity type
 * @table: the SQL table, static
 * @fields: (array length=n_fields): static
 *
 * Makes a property of each field. For class_init, by way of VAS_DEFINE_ENTITY().
 */
void
vas_entity_class_set_fields (VasEntityClass *klass,
                             const char     *table,
                             const VasField *fields,
                             guint           n_fields)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_NICK | G_PARAM_STATIC_BLURB;

  klass->table = table;
  klass->fields = fields;
  klass->n_fields = n_fields;
  object_class->get_property = get_field_property;
  object_class->set_property = set_field_property;

  for (guint i = 0; i < n_fields; i++)
    {
      GParamSpec *pspec;

      if (vas_entity_field_is_text (&fields[i]))
        pspec = g_param_spec_string (fields[i].name, NULL, NULL, NULL, flags);
      else if (fields[i].type == VAS_FIELD_BOOLEAN)
        pspec = g_param_spec_boolean (fields[i].name, NULL, NULL, FALSE, flags);
      else
        pspec = g_param_spec_int64 (fields[i].name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
      g_object_class_install_property (object_class, i + 1, pspec);
    }
}

/**
 * vas_entity_class_find_field:
 *
 * Returns: (nullable): the field of that name
 */
const VasField *
vas_entity_class_find_field (VasEntityClass *klass,
                             const char     *name)
{
  for (guint i = 0; i < klass->n_fields; i++)
    {
      if (g_str_equal (klass->fields[i].name, name))
        return &klass->fields[i];
    }

  return NULL;
}

/** vas_entity_init_fields: for instance_init, by way of VAS_DEFINE_ENTITY(): what may be absent begins as absent. */
void
vas_entity_init_fields (VasEntity      *self,
                        const VasField *fields,
                        guint           n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    {
      const VasField *field = &fields[i];

      if (vas_entity_field_is_text (field) || !(field->flags & VAS_FIELD_NULLABLE))
        continue;

      if (field->type == VAS_FIELD_DATE)
        MEMBER (self, field, gint32) = VAS_NONE_DATE;
      else if (field->type == VAS_FIELD_ENUM)
        MEMBER (self, field, int) = -1;
      else if (field->type != VAS_FIELD_BOOLEAN)
        MEMBER (self, field, gint64) = VAS_NONE;
    }
}

/** vas_entity_get_id: the local row id; 0 where the entity has not been stored. */
gint64
vas_entity_get_id (VasEntity *self)
{
  VasEntityPrivate *priv = vas_entity_get_instance_private (self);

  g_return_val_if_fail (VAS_IS_ENTITY (self), 0);

  return priv->id;
}

void
vas_entity_set_id (VasEntity *self,
                   gint64     id)
{
  VasEntityPrivate *priv = vas_entity_get_instance_private (self);

  g_return_if_fail (VAS_IS_ENTITY (self));

  if (priv->id == id)
    return;
  priv->id = id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

/** vas_entity_get_key: (nullable) (transfer none): the UUIDv7 that names this record everywhere. */
const char *
vas_entity_get_key (VasEntity *self)
{
  VasEntityPrivate *priv = vas_entity_get_instance_private (self);

  g_return_val_if_fail (VAS_IS_ENTITY (self), NULL);

  return priv->key;
}

void
vas_entity_set_key (VasEntity  *self,
                    const char *key)
{
  VasEntityPrivate *priv = vas_entity_get_instance_private (self);

  g_return_if_fail (VAS_IS_ENTITY (self));

  if (g_strcmp0 (priv->key, key) == 0)
    return;
  g_free (priv->key);
  priv->key = g_strdup (key);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY]);
}

/** vas_entity_get_ver: +1 for each accepted change. */
gint64
vas_entity_get_ver (VasEntity *self)
{
  VasEntityPrivate *priv = vas_entity_get_instance_private (self);

  g_return_val_if_fail (VAS_IS_ENTITY (self), 0);

  return priv->ver;
}

void
vas_entity_set_ver (VasEntity *self,
                    gint64     ver)
{
  VasEntityPrivate *priv = vas_entity_get_instance_private (self);

  g_return_if_fail (VAS_IS_ENTITY (self));

  if (priv->ver == ver)
    return;
  priv->ver = ver;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VER]);
}

/**
 * vas_entity_copy:
 * @self: (type VasEntity): an entity
 *
 * Returns: (transfer full): another of the same type with the same id, key, version and fields
 */
gpointer
vas_entity_copy (gpointer self)
{
  VasEntity *from = VAS_ENTITY (self);
  VasEntity *copy = g_object_new (G_OBJECT_TYPE (from), NULL);
  VasEntityClass *klass = VAS_ENTITY_GET_CLASS (from);

  vas_entity_set_id (copy, vas_entity_get_id (from));
  vas_entity_set_key (copy, vas_entity_get_key (from));
  vas_entity_set_ver (copy, vas_entity_get_ver (from));
  for (guint i = 0; i < klass->n_fields; i++)
    {
      if (vas_entity_field_is_text (&klass->fields[i]))
        vas_entity_set_text (copy, &klass->fields[i], vas_entity_get_text (from, &klass->fields[i]));
      else
        vas_entity_set_integer (copy, &klass->fields[i], vas_entity_get_integer (from, &klass->fields[i]));
    }

  return copy;
}

/**
 * vas_entity_equal:
 * @self: (type VasEntity): an entity
 * @other: (type VasEntity): one to compare it with
 *
 * Returns: whether type, key, version and all fields agree; the local id does not count
 */
gboolean
vas_entity_equal (gpointer self,
                  gpointer other)
{
  VasEntity *a = VAS_ENTITY (self);
  VasEntity *b = VAS_ENTITY (other);
  VasEntityClass *klass = VAS_ENTITY_GET_CLASS (a);

  if (G_OBJECT_TYPE (a) != G_OBJECT_TYPE (b) ||
      vas_entity_get_ver (a) != vas_entity_get_ver (b) ||
      g_strcmp0 (vas_entity_get_key (a), vas_entity_get_key (b)) != 0)
    return FALSE;

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const VasField *field = &klass->fields[i];

      if (vas_entity_field_is_text (field)
          ? g_strcmp0 (vas_entity_get_text (a, field), vas_entity_get_text (b, field)) != 0
          : vas_entity_get_integer (a, field) != vas_entity_get_integer (b, field))
        return FALSE;
    }

  return TRUE;
}
