/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * JSON from outside as a tree, and its members by type.
 *
 * json-glib 1.6 by itself wraps big integers, reads 00012 as octal and crashes on deep nesting, so our scanner judges every
 * byte before it sees one. The accessors refuse a member of another type by its name, where json-glib would convert or warn.
 * Any thread; a tree belongs to one thread at a time unless it is sealed.
 */

#include "vas-entity.h"
#include "vas-json-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * vas_json_parse_strict:
 * @length: the bytes of @data; -1 where it ends in NUL
 * @max_size: the most bytes that this place takes
 *
 * Reads one JSON value, as vas_json_check() allows, with integers only.
 *
 * Returns: (transfer full): the value; %NULL with an error of %VAS_JSON_ERROR
 */
JsonNode *
vas_json_parse_strict (const char  *data,
                       gssize       length,
                       gsize        max_size,
                       GError     **error)
{
  return vas_json_parse_strict_full (data, length, max_size, VAS_JSON_STRICT, error);
}

/** vas_json_parse_strict_full: vas_json_parse_strict() with something more let through. */
JsonNode *
vas_json_parse_strict_full (const char    *data,
                            gssize         length,
                            gsize          max_size,
                            VasJsonFlags   flags,
                            GError       **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) local_error = NULL;
  gsize size = length < 0 ? strlen (data) : (gsize) length;

  if (!vas_json_check (data, size, MIN (max_size, G_MAXSSIZE), flags, error))
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, data, (gssize) size, &local_error))
    {
      g_set_error_literal (error, VAS_JSON_ERROR, VAS_JSON_ERROR_SYNTAX, local_error->message);
      return NULL;
    }

  return json_parser_steal_root (parser);
}

static const char *
describe_type (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return _("an object");
  if (JSON_NODE_HOLDS_ARRAY (node))
    return _("an array");
  if (JSON_NODE_HOLDS_NULL (node))
    return _("null");

  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return _("a text");
    case G_TYPE_INT64:
      return _("an integer");
    case G_TYPE_BOOLEAN:
      return _("true or false");
    default:
      return _("a fraction");
    }
}

/* What is looked for: a node type, and for a value its GType. */
typedef struct
{
  JsonNodeType  node_type;
  GType         value_type;
  const char   *words;
} Wanted;

static const Wanted wanted_text = { JSON_NODE_VALUE, G_TYPE_STRING, N_("a text") };
static const Wanted wanted_integer = { JSON_NODE_VALUE, G_TYPE_INT64, N_("an integer") };
static const Wanted wanted_boolean = { JSON_NODE_VALUE, G_TYPE_BOOLEAN, N_("true or false") };
static const Wanted wanted_object = { JSON_NODE_OBJECT, G_TYPE_NONE, N_("an object") };
static const Wanted wanted_array = { JSON_NODE_ARRAY, G_TYPE_NONE, N_("an array") };

/* *node is NULL where the member is absent or null. */
static gboolean
get_member (JsonObject    *object,
            const char    *name,
            gboolean       required,
            const Wanted  *wanted,
            JsonNode     **node,
            GError       **error)
{
  *node = json_object_get_member (object, name);
  if (*node != NULL && JSON_NODE_HOLDS_NULL (*node))
    *node = NULL;

  if (*node == NULL)
    {
      if (required)
        g_set_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_MISSING, _("%s: this member is missing"), name);
      return !required;
    }

  if (json_node_get_node_type (*node) == wanted->node_type
      && (wanted->node_type != JSON_NODE_VALUE || json_node_get_value_type (*node) == wanted->value_type))
    return TRUE;

  g_set_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_VALUE, _("%s: %s is expected, not %s"), name, _(wanted->words),
               describe_type (*node));
  return FALSE;
}

/**
 * vas_json_get_text:
 * @required: whether a member that is absent or null is an error
 * @out: (out) (nullable) (transfer none): the text, while @object lives; %NULL where absent
 *
 * Returns: %FALSE with an error that names the member
 */
gboolean
vas_json_get_text (JsonObject  *object,
                   const char  *name,
                   gboolean     required,
                   const char **out,
                   GError     **error)
{
  JsonNode *node;

  if (!get_member (object, name, required, &wanted_text, &node, error))
    return FALSE;

  *out = node != NULL ? json_node_get_string (node) : NULL;
  return TRUE;
}

/**
 * vas_json_get_int:
 * @required: whether a member that is absent or null is an error
 * @out: (out): the integer; %VAS_NONE where absent
 *
 * Returns: %FALSE with an error that names the member
 */
gboolean
vas_json_get_int (JsonObject  *object,
                  const char  *name,
                  gboolean     required,
                  gint64      *out,
                  GError     **error)
{
  JsonNode *node;

  if (!get_member (object, name, required, &wanted_integer, &node, error))
    return FALSE;

  *out = node != NULL ? json_node_get_int (node) : VAS_NONE;
  return TRUE;
}

/**
 * vas_json_get_bool:
 * @required: whether a member that is absent or null is an error
 * @out: (out): the value; %FALSE where absent
 *
 * Returns: %FALSE with an error that names the member
 */
gboolean
vas_json_get_bool (JsonObject  *object,
                   const char  *name,
                   gboolean     required,
                   gboolean    *out,
                   GError     **error)
{
  JsonNode *node;

  if (!get_member (object, name, required, &wanted_boolean, &node, error))
    return FALSE;

  *out = node != NULL && json_node_get_boolean (node);
  return TRUE;
}

/**
 * vas_json_get_object:
 * @required: whether a member that is absent or null is an error
 * @out: (out) (nullable) (transfer none): the object, while the outer one lives; %NULL where absent
 *
 * Returns: %FALSE with an error that names the member
 */
gboolean
vas_json_get_object (JsonObject  *object,
                     const char  *name,
                     gboolean     required,
                     JsonObject **out,
                     GError     **error)
{
  JsonNode *node;

  if (!get_member (object, name, required, &wanted_object, &node, error))
    return FALSE;

  *out = node != NULL ? json_node_get_object (node) : NULL;
  return TRUE;
}

/**
 * vas_json_get_array:
 * @required: whether a member that is absent or null is an error
 * @out: (out) (nullable) (transfer none): the array, while the object lives; %NULL where absent
 *
 * Returns: %FALSE with an error that names the member
 */
gboolean
vas_json_get_array (JsonObject  *object,
                    const char  *name,
                    gboolean     required,
                    JsonArray  **out,
                    GError     **error)
{
  JsonNode *node;

  if (!get_member (object, name, required, &wanted_array, &node, error))
    return FALSE;

  *out = node != NULL ? json_node_get_array (node) : NULL;
  return TRUE;
}
