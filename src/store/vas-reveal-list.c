/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who revealed what, out of the trail (R31). By the word that each reveal touches, so the cost is that of the rows that are listed. */

#include "vas-reveal-list.h"

#include "vas-json-reader.h"

#define MOST_BODY (1024 * 1024)

void
vas_reveal_free (VasReveal *self)
{
  g_free (self->actor);
  g_free (self->subject);
  g_free (self->subject_key);
  g_strfreev (self->fields);
  g_free (self->reason);
  g_free (self);
}

static GStrv
read_fields (JsonObject *args)
{
  JsonArray *array = NULL;
  GPtrArray *fields = g_ptr_array_new ();

  if (vas_json_get_array (args, "fields", TRUE, &array, NULL))
    {
      for (guint i = 0; i < json_array_get_length (array); i++)
        g_ptr_array_add (fields, g_strdup (json_array_get_string_element (array, i)));
    }
  g_ptr_array_add (fields, NULL);

  return (GStrv) g_ptr_array_free (fields, FALSE);
}

static VasReveal *
read_row (VasStatement *statement)
{
  g_autoptr (JsonNode) root = vas_json_parse_strict (vas_statement_get_text (statement, 3), -1, MOST_BODY, NULL);
  JsonObject *args = NULL;
  const char *subject = NULL, *key = NULL, *reason = NULL;
  VasReveal *reveal = g_new0 (VasReveal, 1);

  reveal->seq = vas_statement_get_int (statement, 0);
  reveal->actor = g_strdup (vas_statement_get_text (statement, 1));
  reveal->logged_at = vas_statement_get_int (statement, 2);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) && vas_json_get_object (json_node_get_object (root), "args", TRUE, &args, NULL))
    {
      vas_json_get_text (args, "subject", TRUE, &subject, NULL);
      vas_json_get_text (args, "subject_key", TRUE, &key, NULL);
      vas_json_get_text (args, "reason", TRUE, &reason, NULL);
      reveal->fields = read_fields (args);
    }
  reveal->subject = g_strdup (subject);
  reveal->subject_key = g_strdup (key);
  reveal->reason = g_strdup (reason);
  return reveal;
}

/**
 * vas_reveal_list:
 * @before: row of the trail that they come before; %G_MAXINT64 for the newest
 * @most: how many
 *
 * Returns: (transfer full) (nullable) (element-type VasReveal): the newest first
 */
GPtrArray *
vas_reveal_list (VasSql  *sql,
                 gint64   before,
                 guint    most,
                 GError **error)
{
  g_autoptr (GPtrArray) reveals = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_reveal_free);
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT l.seq, l.actor, l.logged_at, l.body FROM command_subject s JOIN command_log l ON l.seq = s.seq "
                          "WHERE s.subject_key = $1 AND s.seq < $2 AND l.type = $3 AND l.result = 'applied' "
                          "ORDER BY s.seq DESC LIMIT $4", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "titi", VAS_REVEAL_SUBJECT, before, VAS_REVEAL_COMMAND, (gint64) most);

  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&reveals);
      g_ptr_array_add (reveals, read_row (statement));
    }

  return NULL;
}
