/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Whether a command brings personal values of a user who was erased (R29). One that does is refused, whatever else stands against it,
 * and neither the trail's side table nor its author's outbox keeps what it brings.
 *
 * Two bring values of a new kind when they are made after the erasure, and are judged as ever: a user who was erased may ask about
 * his data again, and a fapiao whose return he began then may get lost. A new erasure takes those as well.
 */

#include "vas-command-type.h"

#include "vas-erasure.h"

static gboolean
has_values (const VasCommandType *type,
            JsonObject           *args)
{
  for (const VasArgument *argument = type->arguments; argument->name != NULL; argument++)
    {
      if ((argument->flags & VAS_ARG_PERSONAL) && json_object_has_member (args, argument->name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
may_follow (VasCommand *command,
            gint64      erased_at)
{
  static const char * const types[] = { "personal.open", "return.loss", NULL };

  return g_strv_contains (types, vas_command_get_type_name (command)) && vas_command_get_made_at (command) > erased_at;
}

/* (nullable): the key that @argument brings. */
static const char *
get_key (const VasArgument *argument,
         JsonObject        *args)
{
  JsonNode *node = argument->kind == VAS_ARG_KEY ? json_object_get_member (args, argument->name) : NULL;
  const gboolean text = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;

  return text ? json_node_get_string (node) : NULL;
}

/** vas_run_foresee_erased: that vas_run_find_erased() will be asked about @command. */
gboolean
vas_run_foresee_erased (VasSql      *sql,
                        VasCommand  *command,
                        GError     **error)
{
  const VasCommandType *type = vas_command_type_find (vas_command_get_type_name (command));
  JsonObject *args = vas_command_get_args (command);

  if (type == NULL || !has_values (type, args))
    return TRUE;

  for (const VasArgument *argument = type->arguments; argument->name != NULL; argument++)
    {
      const char *key = get_key (argument, args);

      if (key != NULL && !vas_erasure_foresee (sql, key, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vas_run_find_erased:
 * @erased_at: (out): when the user was erased whose values @command brings; %VAS_NONE where it brings none of such a one
 *
 * Looks at every record that the command names by its key; some look-ups by index for each, none for a command without personal values.
 */
gboolean
vas_run_find_erased (VasSql      *sql,
                     VasCommand  *command,
                     gint64      *erased_at,
                     GError     **error)
{
  const VasCommandType *type = vas_command_type_find (vas_command_get_type_name (command));
  JsonObject *args = vas_command_get_args (command);

  *erased_at = VAS_NONE;
  if (type == NULL || !has_values (type, args))
    return TRUE;

  for (const VasArgument *argument = type->arguments; argument->name != NULL && *erased_at == VAS_NONE; argument++)
    {
      const char *key = get_key (argument, args);

      if (key != NULL && !vas_erasure_look_up (sql, key, erased_at, error))
        return FALSE;
    }
  if (*erased_at != VAS_NONE && may_follow (command, *erased_at))
    *erased_at = VAS_NONE;

  return TRUE;
}
