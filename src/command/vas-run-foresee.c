/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a command will ask, said beforehand, so that a database server answers it in one round trip (vas_table_foresee()): the house's
 * count of changes, the actor and for whom he stands in, and the records that it names. What is foreseen and not asked costs a look-up by index;
 * what is asked and was not foreseen costs a round trip more. Nothing is judged here: what does not fit is left out.
 */

#include "vas-command-type.h"

#include "vas-case-store.h"
#include "vas-deputy.h"
#include "vas-table.h"
#include "vas-types.h"

static gboolean
foresee_record (VasSql      *sql,
                GType        type,
                const char  *key,
                gboolean     whole,
                GError     **error)
{
  if (type == G_TYPE_INVALID)
    return TRUE;

  return type == VAS_TYPE_REQUEST && whole ? vas_case_foresee (sql, key, error) : vas_table_foresee (sql, type, "key", key, NULL, error);
}

static gboolean
foresee_expected (VasSql      *sql,
                  JsonObject  *expect,
                  GError     **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *ver;

  json_object_iter_init (&iter, expect);
  while (json_object_iter_next (&iter, &name, &ver))
    {
      g_auto (GStrv) parts = g_strsplit (name, "/", 2);

      if (parts[0] != NULL && parts[1] != NULL && !foresee_record (sql, vas_store_entity_type (parts[0]), parts[1], FALSE, error))
        return FALSE;
    }

  return TRUE;
}

/* Arguments that are keys have the names of what they are keys of. */
static gboolean
foresee_named (VasSql                *sql,
               const VasCommandType  *type,
               JsonObject            *args,
               GError               **error)
{
  for (const VasArgument *argument = type->arguments; argument->name != NULL; argument++)
    {
      JsonNode *node = argument->kind == VAS_ARG_KEY ? json_object_get_member (args, argument->name) : NULL;

      if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          !foresee_record (sql, vas_store_entity_type (argument->name), json_node_get_string (node),
                           (type->flags & VAS_COMMAND_ADVICE) == 0, error))
        return FALSE;
    }

  return TRUE;
}

/** vas_run_foresee: that @command will be judged next, in the transaction that is open. */
gboolean
vas_run_foresee (VasSql      *sql,
                 VasCommand  *command,
                 GError     **error)
{
  const VasCommandType *type = vas_command_type_find (vas_command_get_type_name (command));
  const char *actor = vas_command_get_actor (command);

  if (type == NULL || vas_sql_get_engine (sql) == VAS_SQL_SQLITE)
    return TRUE;

  return vas_house_foresee (sql, error) && vas_table_foresee (sql, VAS_TYPE_STAFF, "key", actor, NULL, error) &&
         vas_table_foresee (sql, VAS_TYPE_DEPUTY, "deputy_key", actor, NULL, error) &&
         foresee_expected (sql, vas_command_get_expect (command), error) &&
         foresee_named (sql, type, vas_command_get_args (command), error) && vas_run_foresee_erased (sql, command, error) &&
         (type->foresee == NULL || type->foresee (sql, vas_command_get_args (command), error));
}
