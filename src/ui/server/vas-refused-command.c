/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Refused commands as their author has to see them, and the same command made anew over the records as they are now. Runs on a
 * reader of the store, in any thread.
 */

#include "vas-refused-command.h"

#include "vas-outbox.h"
#include "vas-staff.h"
#include "vas-table.h"
#include "vas-types.h"
#include "vas-verdict-json.h"

#include <string.h>

#define MAX_VERDICT (1024 * 1024)

void
vas_problem_free (VasProblem *self)
{
  g_clear_object (&self->command);
  g_clear_pointer (&self->verdict, vas_verdict_unref);
  g_clear_object (&self->request);
  g_free (self->claimed_by);
  g_free (self);
}

/* The request that a command is about: the one it expects, or names. */
static char *
find_request_key (VasCommand *command)
{
  JsonObject *args = vas_command_get_args (command);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, vas_command_get_expect (command));
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (g_str_has_prefix (name, "request/"))
        return g_strdup (name + strlen ("request/"));
    }

  node = json_object_get_member (args, "request");
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? g_strdup (json_node_get_string (node)) : NULL;
}

static gboolean
read_request (VasSql      *sql,
              VasProblem  *self,
              gint64       now,
              GError     **error)
{
  g_autofree char *key = find_request_key (self->command);
  g_autoptr (GError) local_error = NULL;

  if (key == NULL)
    return TRUE;
  self->request = vas_table_get (sql, VAS_TYPE_REQUEST, key, &local_error);
  if (self->request != NULL && self->request->claimed_by != NULL && self->request->claimed_until > now &&
      (self->request->state == VAS_REQUEST_STATE_REVIEW || self->request->state == VAS_REQUEST_STATE_SECOND))
    {
      g_autoptr (VasStaff) staff = vas_table_get (sql, VAS_TYPE_STAFF, self->request->claimed_by, NULL);

      self->claimed_by = staff != NULL ? g_strdup (staff->name) : NULL;
    }
  if (local_error == NULL || g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static VasProblem *
read_problem (VasSql                  *sql,
              const VasOutboxProblem  *row,
              gint64                   now,
              GError                 **error)
{
  g_autoptr (VasProblem) self = g_new0 (VasProblem, 1);
  g_autoptr (JsonNode) verdict = vas_json_parse_strict (row->verdict != NULL ? row->verdict : "{\"findings\":[]}", -1, MAX_VERDICT, error);

  if (verdict == NULL)
    return NULL;
  self->command = vas_command_from_text (row->body, row->personal, error);
  self->verdict = self->command != NULL ? vas_verdict_from_json (verdict, error) : NULL;
  if (self->verdict == NULL || !read_request (sql, self, now, error))
    return NULL;

  return g_steal_pointer (&self);
}

/** vas_problem_list: @now: instant, by the desk's clock. Returns: (transfer full) (nullable) (element-type VasProblem): what was refused and nobody laid aside, newest first. */
GPtrArray *
vas_problem_list (VasSql  *sql,
                  gint64   now,
                  GError **error)
{
  g_autoptr (GPtrArray) rows = vas_outbox_list_problems (sql, error);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_problem_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      VasProblem *problem = read_problem (sql, g_ptr_array_index (rows, i), now, error);

      if (problem == NULL)
        return NULL;
      g_ptr_array_add (problems, problem);
    }

  return rows != NULL ? g_steal_pointer (&problems) : NULL;
}

/** vas_problem_find: (transfer full) (nullable): of one command; NULL without an error where it was not refused, or is laid aside. */
VasProblem *
vas_problem_find (VasSql      *sql,
                  const char  *command_id,
                  gint64       now,
                  GError     **error)
{
  g_autoptr (GPtrArray) rows = vas_outbox_list_problems (sql, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VasOutboxProblem *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->command_id, command_id))
        return read_problem (sql, row, now, error);
    }

  return NULL;
}

/* The records that the first command expected, as its author sees them now; what is there no more is expected no more. */
static gboolean
expect_anew (VasSql      *sql,
             VasCommand  *first,
             VasCommand  *again,
             GError     **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, vas_command_get_expect (first));
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_auto (GStrv) parts = g_strsplit (name, "/", 2);
      g_autoptr (GError) local_error = NULL;
      g_autoptr (VasEntity) entity = vas_table_get (sql, vas_store_entity_type (parts[0]), parts[1], &local_error);

      if (entity != NULL)
        vas_command_expect (again, entity);
      else if (!g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * vas_problem_again:
 * @actor: key of who submits it
 * @now: instant
 *
 * Returns: (transfer full) (nullable): a new command that asks for the same of the records as they are now
 */
VasCommand *
vas_problem_again (VasSql      *sql,
                   VasProblem  *problem,
                   const char  *actor,
                   gint64       now,
                   GError     **error)
{
  const char * const *acknowledged = vas_command_get_acknowledged (problem->command);
  g_autoptr (VasCommand) again = vas_command_new (vas_command_get_type_name (problem->command), actor, now);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, vas_command_get_args (problem->command));
  while (json_object_iter_next (&iter, &name, &node))
    vas_command_set_node (again, name, json_node_copy (node));
  for (guint i = 0; acknowledged != NULL && acknowledged[i] != NULL; i++)
    vas_command_acknowledge (again, acknowledged[i]);

  return expect_anew (sql, problem->command, again, error) ? g_steal_pointer (&again) : NULL;
}
