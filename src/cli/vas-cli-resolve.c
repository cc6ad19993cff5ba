/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Arguments of a command as people write them: NAME=VALUE by the command's own table.
 *
 * Where a key is wanted, the number that people know the record by serves too: a request's or order's number, an account's
 * id, a login, a waybill, the number of a fapiao, the code of a plan. The argument's name says which is looked up
 * first. Amounts are in yuan, dates and instants in any spelling that imports take; lists and objects are JSON, or @FILE.
 */

#include "vas-cli-resolve.h"

#include "vas-account.h"
#include "vas-fapiao.h"
#include "vas-json-reader.h"
#include "vas-order.h"
#include "vas-parcel.h"
#include "vas-personal-request.h"
#include "vas-plan.h"
#include "vas-request-number.h"
#include "vas-request.h"
#include "vas-service.h"
#include "vas-table.h"
#include "vas-uuid.h"
#include "vas-waybill.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_JSON (1024 * 1024)

typedef struct {
  const char *words;                /* names of arguments that mean this kind of record, with blanks around each */
  const char *field;                /* by which people know it */
  GType     (*get_type) (void);
  char     *(*normalize) (const char *text);
} Natural;

static char *
normalize_waybill (const char *text)
{
  return vas_waybill_normalize (text, NULL);
}

static const Natural naturals[] = {
  { " request corrects reissues ", "number", vas_request_get_type, vas_request_number_normalize },
  { " request ", "number", vas_personal_request_get_type, NULL },
  { " order ", "number", vas_order_get_type, NULL },
  { " account ", "account_id", vas_account_get_type, NULL },
  { " staff owner deputy principal actor clerk handed_by ", "login", vas_staff_get_type, NULL },
  { " parcel replaces ", "waybill", vas_parcel_get_type, normalize_waybill },
  { " fapiao sheet ", "number", vas_fapiao_get_type, NULL },
  { " plan ", "code", vas_plan_get_type, NULL },
  { " service ", "code", vas_service_get_type, NULL },
};

typedef struct {
  const char *name;
  const char *text;
} Question;

static gboolean
is_meant (const Natural *natural,
          const char    *name)
{
  g_autofree char *stem = g_str_has_suffix (name, "s") ? g_strndup (name, strlen (name) - 1) : g_strdup (name);
  g_autofree char *one = g_strdup_printf (" %s ", stem);
  g_autofree char *whole = g_strdup_printf (" %s ", name);

  return strstr (natural->words, one) != NULL || strstr (natural->words, whole) != NULL;
}

static gboolean
is_any_meant (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (naturals); i++)
    {
      if (is_meant (&naturals[i], name))
        return TRUE;
    }

  return FALSE;
}

/* (nullable): the key; NULL without an error where there is none. */
static char *
look_up (VasSql         *sql,
         const Natural  *natural,
         const char     *text,
         GError        **error)
{
  g_autofree char *normalized = natural->normalize != NULL ? natural->normalize (text) : g_strdup (text);
  g_autoptr (GPtrArray) found = NULL;

  if (normalized == NULL)
    return NULL;
  found = vas_table_list (sql, natural->get_type (), natural->field, normalized, NULL, error);
  if (found == NULL || found->len == 0)
    return NULL;
  if (found->len == 1)
    return g_strdup (vas_entity_get_key (g_ptr_array_index (found, 0)));

  g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_NOT_FOUND, _("“%s” is the number of several records; give the key."), text);
  return NULL;
}

static gpointer
find_key (VasSql        *sql,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Question *question = data;
  const gboolean named = is_any_meant (question->name);
  g_autoptr (GError) local_error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (naturals); i++)
    {
      g_autofree char *key = NULL;

      if (named && !is_meant (&naturals[i], question->name))
        continue;
      key = look_up (sql, &naturals[i], question->text, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (key != NULL)
        return g_steal_pointer (&key);
    }

  g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_NOT_FOUND, _("There is no record “%s”."), question->text);
  return NULL;
}

/**
 * vas_cli_resolve:
 * @name: the argument's name
 * @text: a key, or the number that people know a record by
 *
 * Returns: (transfer full) (nullable): the key; NULL with @error set where there is no such record
 */
char *
vas_cli_resolve (VasCli      *cli,
                 const char  *name,
                 const char  *text,
                 GError     **error)
{
  Question question = { name, text };

  if (vas_uuid_is_valid (text))
    return g_strdup (text);
  if (cli->store == NULL)
    {
      g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_NOT_FOUND,
                   _("At a server “%s” must be a key; with --replica DIR it is looked up there."), text);
      return NULL;
    }

  return vas_store_read (cli->store, find_key, &question, NULL, error);
}

/* Members of an object that name a record are resolved in place; everything else is the command's to judge. */
static gboolean
resolve_object (VasCli      *cli,
                JsonObject  *object,
                GError     **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);
      g_autofree char *key = NULL;

      if (!is_any_meant (l->data) || json_node_get_value_type (node) != G_TYPE_STRING)
        continue;
      key = vas_cli_resolve (cli, l->data, json_node_get_string (node), error);
      if (key == NULL)
        {
          g_prefix_error (error, "%s: ", (const char *) l->data);
          return FALSE;
        }
      json_object_set_string_member (object, l->data, key);
    }

  return TRUE;
}

static JsonNode *
read_json (const char  *value,
           GError     **error)
{
  g_autofree char *content = NULL;
  gsize length;

  if (value[0] != '@')
    return vas_json_parse_strict (value, -1, MOST_JSON, error);
  if (!g_file_get_contents (value + 1, &content, &length, error))
    return NULL;

  return vas_json_parse_strict (content, (gssize) length, MOST_JSON, error);
}

/* A list of texts is a JSON list, or texts with commas between them. */
static JsonNode *
read_texts (VasCli      *cli,
            const char  *name,
            const char  *value,
            GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", -1);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonArray) array = json_array_new ();

  if (value[0] == '[' || value[0] == '@')
    return read_json (value, error);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *key = is_any_meant (name) ? vas_cli_resolve (cli, name, parts[i], error) : g_strdup (parts[i]);

      if (key == NULL)
        return NULL;
      json_array_add_string_element (array, key);
    }
  json_node_set_array (node, array);

  return g_steal_pointer (&node);
}

static JsonNode *
read_objects (VasCli      *cli,
              const char  *value,
              GError     **error)
{
  g_autoptr (JsonNode) node = read_json (value, error);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return g_steal_pointer (&node);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element) && !resolve_object (cli, json_node_get_object (element), error))
        return NULL;
    }

  return g_steal_pointer (&node);
}

static gboolean
read_boolean (const char  *value,
              gboolean    *out,
              GError     **error)
{
  static const char * const yes[] = { "true", "yes", "1", NULL };
  static const char * const no[] = { "false", "no", "0", NULL };

  *out = g_strv_contains (yes, value);
  if (*out || g_strv_contains (no, value))
    return TRUE;

  g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("“%s” is neither true nor false."), value);
  return FALSE;
}

static JsonNode *
int_node (gint64 value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_int (node, value);

  return node;
}

static JsonNode *
text_node (const char *value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, value);

  return node;
}

static JsonNode *
read_key (VasCli       *cli,
          const char   *name,
          const char   *value,
          GError      **error)
{
  g_autofree char *key = vas_cli_resolve (cli, name, value, error);

  return key != NULL ? text_node (key) : NULL;
}

static JsonNode *
read_date (const char  *value,
           GError     **error)
{
  g_autofree char *text = NULL;
  VasDate date;

  if (!vas_date_parse_lenient (value, &date, error))
    return NULL;
  text = vas_date_format (date);

  return text_node (text);
}

static JsonNode *
read_value (VasCli             *cli,
            const VasArgument  *argument,
            const char         *value,
            GError            **error)
{
  g_autoptr (JsonNode) truth = NULL;
  VasMoney money;
  gboolean boolean;
  gint64 integer;

  switch (argument->kind)
    {
    case VAS_ARG_TEXT:
      return text_node (value);
    case VAS_ARG_KEY:
      return read_key (cli, argument->name, value, error);
    case VAS_ARG_INTEGER:
      return g_ascii_string_to_signed (value, 10, -(G_GINT64_CONSTANT (1) << 53), G_GINT64_CONSTANT (1) << 53, &integer, error)
             ? int_node (integer) : NULL;
    case VAS_ARG_MONEY:
      return vas_money_parse (value, &money, error) ? int_node (money) : NULL;
    case VAS_ARG_TIME:
      return vas_instant_parse (value, &integer, error) ? int_node (integer) : NULL;
    case VAS_ARG_DATE:
      return read_date (value, error);
    case VAS_ARG_TEXTS:
      return read_texts (cli, argument->name, value, error);
    case VAS_ARG_OBJECTS:
      return read_objects (cli, value, error);
    case VAS_ARG_BOOLEAN:
      if (!read_boolean (value, &boolean, error))
        return NULL;
      truth = json_node_new (JSON_NODE_VALUE);
      json_node_set_boolean (truth, boolean);
      return g_steal_pointer (&truth);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * vas_cli_read_argument:
 * @assignment: NAME=VALUE
 *
 * Sets one argument of @command.
 *
 * Returns: FALSE with an error that names the argument
 */
gboolean
vas_cli_read_argument (VasCli                *cli,
                       VasCommand            *command,
                       const VasCommandType  *type,
                       const char            *assignment,
                       GError               **error)
{
  g_auto (GStrv) parts = g_strsplit (assignment, "=", 2);
  const VasArgument *argument;
  JsonNode *node;

  if (parts[0] == NULL || parts[1] == NULL || !g_utf8_validate (assignment, -1, NULL))
    {
      g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("“%s” is not NAME=VALUE."), assignment);
      return FALSE;
    }
  argument = vas_command_type_find_argument (type, parts[0]);
  if (argument == NULL)
    {
      g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("%s has no argument “%s”."), type->name, parts[0]);
      return FALSE;
    }
  node = read_value (cli, argument, parts[1], error);
  if (node == NULL)
    {
      g_prefix_error (error, "%s: ", parts[0]);
      return FALSE;
    }
  vas_command_set_node (command, parts[0], node);

  return TRUE;
}
