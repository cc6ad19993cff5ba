/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Entities as JSON, by their field tables.
 *
 * `key` and `ver` come first, then every field by its name. An absent value is null, so that a member left out means "not
 * said" and null means "none". The local id and local fields never leave the replica. Members that no field knows are ignored
 * when reading, so that an older program reads a newer one's records.
 *
 * Any thread. An entity of n fields costs n lookups in the object's hash table.
 */

#include "vas-codec-private.h"

#include "vas-money.h"
#include "vas-time.h"
#include "vas-uuid.h"

static JsonNode *
encode_field (VasEntity      *entity,
              const VasField *field)
{
  JsonNode *node = json_node_alloc ();
  g_autofree char *date = NULL;

  if (vas_entity_field_is_none (entity, field))
    return json_node_init_null (node);

  switch (field->type)
    {
    case VAS_FIELD_TEXT:
    case VAS_FIELD_KEY:
      return json_node_init_string (node, vas_entity_get_text (entity, field));
    case VAS_FIELD_BOOLEAN:
      return json_node_init_boolean (node, vas_entity_get_integer (entity, field) != 0);
    case VAS_FIELD_DATE:
      date = vas_date_format ((VasDate) vas_entity_get_integer (entity, field));
      return json_node_init_string (node, date);
    case VAS_FIELD_ENUM:
      return json_node_init_string (node, vas_enum_to_id (field->enumeration, (int) vas_entity_get_integer (entity, field)));
    case VAS_FIELD_INTEGER:
    case VAS_FIELD_MONEY:
    case VAS_FIELD_RATE:
    case VAS_FIELD_TIME:
    default:
      return json_node_init_int (node, vas_entity_get_integer (entity, field));
    }
}

/**
 * vas_codec_encode:
 *
 * Returns: (transfer full): an object with the entity's key, version and fields
 */
JsonNode *
vas_codec_encode (VasEntity     *entity,
                  VasCodecFlags  flags)
{
  VasFieldFlags left_out = VAS_FIELD_LOCAL;
  JsonObject *object;
  JsonNode *node;
  VasEntityClass *klass;

  g_return_val_if_fail (VAS_IS_ENTITY (entity), NULL);

  if (flags & VAS_CODEC_WITHOUT_PERSONAL)
    left_out |= VAS_FIELD_PERSONAL;

  klass = VAS_ENTITY_GET_CLASS (entity);
  object = json_object_new ();
  json_object_set_string_member (object, "key", vas_entity_get_key (entity));
  json_object_set_int_member (object, "ver", vas_entity_get_ver (entity));
  for (guint i = 0; i < klass->n_fields; i++)
    {
      if (!(klass->fields[i].flags & left_out))
        json_object_set_member (object, klass->fields[i].name, encode_field (entity, &klass->fields[i]));
    }

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static gboolean
refuse_value (const char  *name,
              const char  *rule,
              GError     **error)
{
  g_set_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_VALUE, "%s: %s", name, rule);
  return FALSE;
}

#define MEMBER(entity, field, type) G_STRUCT_MEMBER (type, (entity), (field)->offset)

static gboolean
put_text (const VasField *field,
          const char     *text,
          VasEntity      *entity)
{
  g_free (MEMBER (entity, field, char *));
  MEMBER (entity, field, char *) = g_strdup (text);
  return TRUE;
}

/* vas_codec_set_text: the value of a field that is a text in JSON. */
gboolean
vas_codec_set_text (const VasField  *field,
                    const char      *text,
                    VasEntity       *entity,
                    GError         **error)
{
  g_autoptr(GError) local_error = NULL;
  VasDate date = VAS_DATE_NONE;
  int value = 0;

  switch (field->type)
    {
    case VAS_FIELD_KEY:
      if (!vas_uuid_is_valid (text))
        return refuse_value (field->name, "not the key of a record", error);
      return put_text (field, text, entity);
    case VAS_FIELD_DATE:
      if (!vas_date_parse (text, &date, &local_error))
        return refuse_value (field->name, local_error->message, error);
      MEMBER (entity, field, gint32) = date;
      return TRUE;
    case VAS_FIELD_ENUM:
      if (!vas_enum_from_id (field->enumeration, text, &value))
        {
          g_autofree char *rule = g_strdup_printf ("%.64s is no %s", text, field->enumeration->name);

          return refuse_value (field->name, rule, error);
        }
      MEMBER (entity, field, int) = value;
      return TRUE;
    case VAS_FIELD_TEXT:
    case VAS_FIELD_INTEGER:
    case VAS_FIELD_MONEY:
    case VAS_FIELD_RATE:
    case VAS_FIELD_BOOLEAN:
    case VAS_FIELD_TIME:
    default:
      return put_text (field, text, entity);
    }
}

/* vas_codec_set_integer: the value of a field that is a number or a boolean in JSON. */
gboolean
vas_codec_set_integer (const VasField  *field,
                       gint64           value,
                       VasEntity       *entity,
                       GError         **error)
{
  if (field->type == VAS_FIELD_MONEY && (value > VAS_MONEY_MAX || value < -VAS_MONEY_MAX))
    return refuse_value (field->name, "the amount is larger than any", error);
  if (field->type == VAS_FIELD_RATE && (value < 0 || value > VAS_RATE_MAX))
    return refuse_value (field->name, "a rate is from 0 to 10000 ten-thousandths", error);

  if (field->type == VAS_FIELD_BOOLEAN)
    MEMBER (entity, field, gboolean) = value != 0;
  else
    MEMBER (entity, field, gint64) = value;
  return TRUE;
}

/* What an entity begins with is its absent value, so one that is absent in the object needs no setting. */
static gboolean
decode_field (const VasField  *field,
              JsonObject      *object,
              VasEntity       *entity,
              GError         **error)
{
  gboolean required = !(field->flags & VAS_FIELD_NULLABLE);
  gboolean truth = FALSE;
  gint64 value = VAS_NONE;
  const char *text = NULL;

  switch (field->type)
    {
    case VAS_FIELD_BOOLEAN:
      if (!vas_json_get_bool (object, field->name, required, &truth, error))
        return FALSE;
      return vas_codec_set_integer (field, truth, entity, error);
    case VAS_FIELD_INTEGER:
    case VAS_FIELD_MONEY:
    case VAS_FIELD_RATE:
    case VAS_FIELD_TIME:
      if (!vas_json_get_int (object, field->name, required, &value, error))
        return FALSE;
      return value == VAS_NONE || vas_codec_set_integer (field, value, entity, error);
    case VAS_FIELD_TEXT:
    case VAS_FIELD_KEY:
    case VAS_FIELD_DATE:
    case VAS_FIELD_ENUM:
    default:
      if (!vas_json_get_text (object, field->name, required, &text, error))
        return FALSE;
      return text == NULL || vas_codec_set_text (field, text, entity, error);
    }
}

/* vas_codec_set_head: @ver: %VAS_NONE where none is told. */
gboolean
vas_codec_set_head (VasEntity   *entity,
                    const char  *key,
                    gint64       ver,
                    GError     **error)
{
  if (!vas_uuid_is_valid (key))
    return refuse_value ("key", "not the key of a record", error);
  if (ver != VAS_NONE && ver < 0)
    return refuse_value ("ver", "a version is not negative", error);

  vas_entity_set_key (entity, key);
  vas_entity_set_ver (entity, ver == VAS_NONE ? 0 : ver);
  return TRUE;
}

static gboolean
decode_head (JsonObject  *object,
             VasEntity   *entity,
             GError     **error)
{
  const char *key = NULL;
  gint64 ver = VAS_NONE;

  return vas_json_get_text (object, "key", TRUE, &key, error) && vas_json_get_int (object, "ver", FALSE, &ver, error) &&
         vas_codec_set_head (entity, key, ver, error);
}

/**
 * vas_codec_decode:
 * @type: a final entity type
 * @object: from vas_json_parse_strict(); unknown members are ignored, `ver` may be absent (0)
 *
 * Returns: (transfer full) (type VasEntity): the entity, without a local id; %NULL with an error of %VAS_JSON_ERROR that names
 *   the member
 */
gpointer
vas_codec_decode (GType        type,
                  JsonObject  *object,
                  GError     **error)
{
  g_autoptr(VasEntity) entity = NULL;
  VasEntityClass *klass;

  g_return_val_if_fail (g_type_is_a (type, VAS_TYPE_ENTITY), NULL);
  g_return_val_if_fail (object != NULL, NULL);

  entity = g_object_new (type, NULL);
  klass = VAS_ENTITY_GET_CLASS (entity);
  if (!decode_head (object, entity, error))
    return NULL;

  for (guint i = 0; i < klass->n_fields; i++)
    {
      if (!(klass->fields[i].flags & VAS_FIELD_LOCAL) && !decode_field (&klass->fields[i], object, entity, error))
        return NULL;
    }

  return g_steal_pointer (&entity);
}
