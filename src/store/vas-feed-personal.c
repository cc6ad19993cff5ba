/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which whole personal values desks are given (R31): masked ones always, whole ones where the work needs them. That is the name of
 * an account, the recipient of a request until it ends, and the recipient of a parcel until it is handed over: from then on
 * it cannot be corrected, and whoever asks about it asks about a request that is open, or by reveal.
 *
 * Judged over the record as it is when a desk reads, never kept: neither the feed nor its backups hold a whole value.
 */

#include "vas-feed-private.h"

#include "vas-account.h"
#include "vas-codec.h"
#include "vas-json-reader.h"
#include "vas-parcel.h"
#include "vas-request.h"
#include "vas-table.h"
#include "vas-types.h"

#include <string.h>

static gboolean
request_needs_recipient (VasRequest *request)
{
  switch (request->state)
    {
    case VAS_REQUEST_STATE_DONE:
    case VAS_REQUEST_STATE_REJECTED:
    case VAS_REQUEST_STATE_WITHDRAWN:
    case VAS_REQUEST_STATE_VOIDED:
    case VAS_REQUEST_STATE_REVERSED:
      return FALSE;
    case VAS_REQUEST_STATE_DRAFT:
    case VAS_REQUEST_STATE_REVIEW:
    case VAS_REQUEST_STATE_SECOND:
    case VAS_REQUEST_STATE_TO_ISSUE:
    case VAS_REQUEST_STATE_TO_SHIP:
    case VAS_REQUEST_STATE_TO_PICKUP:
    case VAS_REQUEST_STATE_TO_TELL:
    case VAS_REQUEST_STATE_RETURNING:
    default:
      return TRUE;
    }
}

static gboolean
may_be_whole (VasEntity      *entity,
              const VasField *field)
{
  if (VAS_IS_ACCOUNT (entity))
    return g_str_equal (field->name, "name");
  if (VAS_IS_REQUEST (entity))
    return request_needs_recipient (VAS_REQUEST (entity));
  if (VAS_IS_PARCEL (entity))
    return VAS_PARCEL (entity)->state == VAS_PARCEL_STATE_PACKING;

  return FALSE;
}

/* @entity: (nullable): the record as it is now; NULL where it is gone. */
static void
set_personal (JsonObject     *object,
              VasEntityClass *klass,
              VasEntity      *entity)
{
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const VasField *field = &klass->fields[i];
      const char *text;

      if (!(field->flags & VAS_FIELD_PERSONAL))
        continue;
      text = entity != NULL && may_be_whole (entity, field) ? vas_entity_get_text (entity, field) : NULL;
      if (text != NULL)
        json_object_set_string_member (object, field->name, text);
      else
        json_object_set_null_member (object, field->name);
    }
}

/**
 * vas_feed_encode:
 *
 * Returns: (transfer full): the record as a desk may hold it (R31)
 */
JsonNode *
vas_feed_encode (VasEntity *entity)
{
  JsonNode *node = vas_codec_encode (entity, VAS_CODEC_WITHOUT_PERSONAL);

  set_personal (json_node_get_object (node), VAS_ENTITY_GET_CLASS (entity), entity);
  return node;
}

/* The kind of record in a line ["<table>",{…}], or %G_TYPE_INVALID where it has nothing personal. */
static GType
personal_type (const char *line)
{
  const char *end = g_str_has_prefix (line, "[\"") ? strchr (line + 2, '"') : NULL;
  g_autofree char *table = end != NULL ? g_strndup (line + 2, (gsize) (end - line - 2)) : NULL;
  const GType type = table != NULL ? vas_store_entity_type (table) : G_TYPE_INVALID;
  VasEntityClass *klass = type != G_TYPE_INVALID ? g_type_class_peek_static (type) : NULL;

  for (guint i = 0; klass != NULL && i < klass->n_fields; i++)
    {
      if (klass->fields[i].flags & VAS_FIELD_PERSONAL)
        return type;
    }

  return G_TYPE_INVALID;
}

static gboolean
append_with_personal (VasSql      *sql,
                      GString     *lines,
                      GType        type,
                      const char  *line,
                      gsize        length,
                      GError     **error)
{
  g_autoptr (JsonNode) node = vas_json_parse_strict (line, (gssize) length, G_MAXSIZE, error);
  JsonObject *object = node != NULL ? json_array_get_object_element (json_node_get_array (node), 1) : NULL;
  g_autoptr (VasEntity) entity = NULL;

  if (object == NULL || !vas_table_look_up (sql, type, "key", json_object_get_string_member (object, "key"), &entity, error))
    return FALSE;

  set_personal (object, g_type_class_peek_static (type), entity);
  vas_feed_append_line (lines, json_node_dup_array (node));
  return TRUE;
}

/**
 * vas_feed_append_changes:
 * @changes: lines as they are kept, each with its end
 *
 * Appends them as desks read them. Cost: a look-up and some 20 µs for each record that has personal fields.
 */
gboolean
vas_feed_append_changes (VasSql      *sql,
                         GString     *lines,
                         const char  *changes,
                         GError     **error)
{
  const char *end;

  for (const char *line = changes; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      const GType type = personal_type (line);

      if (type == G_TYPE_INVALID)
        g_string_append_len (lines, line, end + 1 - line);
      else if (!append_with_personal (sql, lines, type, line, (gsize) (end - line), error))
        return FALSE;
    }

  return TRUE;
}
