/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The registry of commands, and the strict reading of their arguments. The tables are static, each in the file of its
 * aggregate; the registry is their union, built once and then only read, from any thread.
 */

#include "vas-command-type.h"

#include "vas-command-tables.h"
#include "vas-text.h"
#include "vas-time.h"
#include "vas-uuid.h"

#include <glib/gi18n-lib.h>

#define MAX_TEXT 2000
#define MAX_ITEMS 1000

static GPtrArray *
build_registry (void)
{
  GPtrArray *types = g_ptr_array_new ();

  for (guint t = 0; vas_command_tables[t] != NULL; t++)
    {
      for (const VasCommandType *type = vas_command_tables[t]; type->name != NULL; type++)
        g_ptr_array_add (types, (gpointer) type);
    }

  return types;
}

/** vas_command_type_list: (array length=n_types) (transfer none): every command there is. */
const VasCommandType * const *
vas_command_type_list (guint *n_types)
{
  static gsize once = 0;
  static GPtrArray *types = NULL;

  if (g_once_init_enter (&once))
    {
      types = build_registry ();
      g_once_init_leave (&once, 1);
    }
  if (n_types != NULL)
    *n_types = types->len;

  return (const VasCommandType * const *) types->pdata;
}

/** vas_command_type_find: (nullable): the command of that name. */
const VasCommandType *
vas_command_type_find (const char *name)
{
  guint n_types;
  const VasCommandType * const *types = vas_command_type_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      if (g_strcmp0 (types[i]->name, name) == 0)
        return types[i];
    }

  return NULL;
}

/** vas_command_type_find_argument: (nullable): the argument of that name. */
const VasArgument *
vas_command_type_find_argument (const VasCommandType *type,
                                const char           *name)
{
  for (const VasArgument *argument = type->arguments; argument->name != NULL; argument++)
    {
      if (g_str_equal (argument->name, name))
        return argument;
    }

  return NULL;
}

static gboolean
is_text (JsonNode *node)
{
  return json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
is_good_text (JsonNode *node)
{
  const char *text;

  if (!is_text (node))
    return FALSE;
  text = json_node_get_string (node);

  return *text != '\0' && g_utf8_strlen (text, -1) <= MAX_TEXT;
}

/* What people read in a list or a trail is what was written; codes and numbers are brought into their form by their commands. */
static gboolean
is_readable (const VasArgument *argument,
             const char        *text)
{
  return !(argument->flags & (VAS_ARG_LINE | VAS_ARG_LINES)) || vas_text_is_plain (text, (argument->flags & VAS_ARG_LINES) != 0);
}

static gboolean
is_good_list (JsonNode     *node,
              JsonNodeType  element_type)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  if (json_array_get_length (array) > MAX_ITEMS)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_node_type (element) != element_type || (element_type == JSON_NODE_VALUE && !is_good_text (element)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
fits (const VasArgument *argument,
      JsonNode          *node)
{
  VasDate date;

  switch (argument->kind)
    {
    case VAS_ARG_TEXT:
      return is_good_text (node) && is_readable (argument, json_node_get_string (node));
    case VAS_ARG_KEY:
      return is_text (node) && vas_uuid_is_valid (json_node_get_string (node));
    case VAS_ARG_INTEGER:
    case VAS_ARG_TIME:
      return json_node_get_value_type (node) == G_TYPE_INT64;
    case VAS_ARG_MONEY:
      return json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= 0;
    case VAS_ARG_BOOLEAN:
      return json_node_get_value_type (node) == G_TYPE_BOOLEAN;
    case VAS_ARG_DATE:
      return is_text (node) && vas_date_parse (json_node_get_string (node), &date, NULL);
    case VAS_ARG_TEXTS:
      return is_good_list (node, JSON_NODE_VALUE);
    case VAS_ARG_OBJECTS:
      return is_good_list (node, JSON_NODE_OBJECT);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static const char *
describe (const VasArgument *argument)
{
  static const char * const words[] = {
    N_("a text of 1 to 2,000 characters"), N_("the key of a record"), N_("an integer"), N_("an amount in fen"), N_("true or false"),
    N_("an instant in microseconds"), N_("a date such as 2021-08-24"), N_("a list of texts"), N_("a list of objects"),
  };

  if (argument->flags & VAS_ARG_LINE)
    return N_("one line of 1 to 2,000 characters, without control characters");
  if (argument->flags & VAS_ARG_LINES)
    return N_("a text of 1 to 2,000 characters, without control characters but for line ends");
  return words[argument->kind];
}

/**
 * vas_command_check_arguments:
 *
 * Judges the arguments against the table of their command: every required one there, none unknown, each of its kind.
 *
 * Returns: FALSE with a %VAS_COMMAND_ERROR_ARGUMENT that names the argument and the rule
 */
gboolean
vas_command_check_arguments (VasCommand  *command,
                             GError     **error)
{
  const VasCommandType *type = vas_command_type_find (vas_command_get_type_name (command));
  JsonObject *args = vas_command_get_args (command);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (type == NULL)
    {
      g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_UNKNOWN_TYPE, _("There is no command “%s”."),
                   vas_command_get_type_name (command));
      return FALSE;
    }

  json_object_iter_init (&iter, args);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const VasArgument *argument = vas_command_type_find_argument (type, name);

      if (argument != NULL && fits (argument, node))
        continue;
      g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT,
                   argument == NULL ? _("%s: there is no argument “%s”%s.") : _("%s: “%s” must be %s."), type->name, name,
                   argument == NULL ? "" : _(describe (argument)));
      return FALSE;
    }

  for (const VasArgument *argument = type->arguments; argument->name != NULL; argument++)
    {
      if (argument->flags & VAS_ARG_REQUIRED && !json_object_has_member (args, argument->name))
        {
          g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("%s: the argument “%s” is missing."), type->name,
                       argument->name);
          return FALSE;
        }
    }

  return TRUE;
}
