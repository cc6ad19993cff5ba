/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Commands as they come from elsewhere: every member there, each of its form, nothing of a bulk import, and for each personal value
 * the digest that the body holds of it. What passes here is read by vas_command_from_text() without a doubt. Any thread.
 */

#include "vas-command.h"

#include "vas-json-reader.h"
#include "vas-uuid.h"

#define MAX_BODY (256 * 1024)
#define MOST_EXPECTED 200 /* each is looked for before it is judged */
#define SYSTEM_ACTOR "system"

static gboolean
fail (const char  *name,
      const char  *rule,
      GError     **error)
{
  g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, "%s: %s", name, rule);
  return FALSE;
}

static gboolean
check_head (JsonObject  *body,
            GError     **error)
{
  const char *id, *type, *actor;
  gint64 tv, made_at;

  if (!vas_json_get_text (body, "id", TRUE, &id, error) ||
      !vas_json_get_text (body, "type", TRUE, &type, error) ||
      !vas_json_get_int (body, "tv", TRUE, &tv, error) ||
      !vas_json_get_text (body, "actor", TRUE, &actor, error) ||
      !vas_json_get_int (body, "made_at", TRUE, &made_at, error))
    return FALSE;

  if (!vas_uuid_is_valid (id))
    return fail ("id", "must be a UUID", error);
  if (*type == '\0' || strlen (type) > 64)
    return fail ("type", "must be the name of a command", error);
  if (tv < 1)
    return fail ("tv", "must be 1 or more", error);
  if (!vas_uuid_is_valid (actor) && !g_str_equal (actor, SYSTEM_ACTOR))
    return fail ("actor", "must be the key of a person", error);
  if (made_at <= 0)
    return fail ("made_at", "must be an instant in microseconds", error);
  if (json_object_has_member (body, "rows_sha256") || json_object_has_member (body, "rows"))
    return fail ("rows", "a bulk import does not come this way", error);

  return TRUE;
}

static gboolean
check_members (JsonObject    *body,
               const char    *name,
               GType          type,
               JsonObject   **out,
               GError       **error)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  if (!vas_json_get_object (body, name, TRUE, out, error))
    return FALSE;

  json_object_iter_init (&iter, *out);
  while (type != G_TYPE_INVALID && json_object_iter_next (&iter, &member, &node))
    {
      if (json_node_get_value_type (node) != type)
        return fail (name, "has a member of another form", error);
    }

  return TRUE;
}

static gboolean
check_acknowledged (JsonObject  *body,
                    GError     **error)
{
  JsonArray *array;

  if (!vas_json_get_array (body, "acknowledged", TRUE, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (json_node_get_value_type (json_array_get_element (array, i)) != G_TYPE_STRING)
        return fail ("acknowledged", "must be a list of codes", error);
    }

  return TRUE;
}

static gboolean
check_value (JsonObject  *digests,
             JsonObject  *args,
             const char  *name,
             JsonNode    *node,
             GError     **error)
{
  JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *salt;
  g_autofree char *digest = NULL;

  if (entry == NULL || !json_object_has_member (entry, "value") || !vas_json_get_text (entry, "salt", TRUE, &salt, NULL))
    return fail (name, "must have a salt and a value", error);
  if (!json_object_has_member (digests, name) || json_object_has_member (args, name))
    return fail (name, "is no personal value of this command", error);

  digest = vas_command_digest (salt, json_object_get_member (entry, "value"));
  return g_str_equal (digest, json_object_get_string_member (digests, name)) ||
         fail (name, "is not the value whose digest the command holds", error);
}

static gboolean
check_personal (JsonObject  *body,
                JsonObject  *personal,
                GError     **error)
{
  JsonObject *digests, *args;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!check_members (body, "personal", G_TYPE_STRING, &digests, error) ||
      !check_members (body, "args", G_TYPE_INVALID, &args, error))
    return FALSE;
  if (json_object_get_size (digests) != json_object_get_size (personal))
    return fail ("personal", "must hold the values whose digests the command holds", error);

  json_object_iter_init (&iter, personal);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (!check_value (digests, args, name, node, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vas_command_from_wire:
 * @body: the bytes of a command, from a desk
 * @personal: its personal values, beside
 *
 * Returns: (transfer full) (nullable): the command; NULL with %VAS_COMMAND_ERROR_ARGUMENT or a #VasJsonError that name the member
 *   and the rule. Its type may be unknown, and its arguments are judged when it runs
 */
VasCommand *
vas_command_from_wire (const char  *body,
                       const char  *personal,
                       GError     **error)
{
  g_autoptr (JsonNode) root = vas_json_parse_strict (body, -1, MAX_BODY, error);
  g_autoptr (JsonNode) values = root != NULL ? vas_json_parse_strict (personal, -1, MAX_BODY, error) : NULL;
  JsonObject *expect;

  if (values == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root) || !JSON_NODE_HOLDS_OBJECT (values))
    {
      fail ("body", "a command and its personal values are objects", error);
      return NULL;
    }
  if (!check_head (json_node_get_object (root), error) ||
      !check_members (json_node_get_object (root), "expect", G_TYPE_INT64, &expect, error) ||
      !check_acknowledged (json_node_get_object (root), error) ||
      !check_personal (json_node_get_object (root), json_node_get_object (values), error))
    return NULL;

  if (json_object_get_size (expect) > MOST_EXPECTED)
    {
      fail ("expect", "must name 200 records at most", error);
      return NULL;
    }

  return vas_command_from_text (body, personal, error);
}
