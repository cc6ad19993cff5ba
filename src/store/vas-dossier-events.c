/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the time line of a dossier is made of: the trail of several records put together, and what the records themselves tell. Looking
 * at a case is no event, and what a record tells with its own moment (a purchase, a payment, a use) is told by the record alone, since an
 * import or a shop may have brought it days later. On a reader's thread.
 */

#include "vas-dossier-private.h"

#include "vas-json-reader.h"
#include "vas-sql-private.h"
#include "vas-table.h"

/* No body of a command is larger. */
#define MOST_BODY (4 * 1024 * 1024)

void
vas_event_free (VasEvent *self)
{
  g_clear_object (&self->entity);
  g_free (self->type);
  g_free (self->actor);
  g_free (self->reason);
  g_free (self->record);
  g_free (self);
}

void
vas_dossier_trail_init (VasDossierTrail *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_log_row_free);
  self->seen = g_hash_table_new (g_int64_hash, g_int64_equal);
}

void
vas_dossier_trail_clear (VasDossierTrail *self)
{
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

/** vas_dossier_trail_add: what was done with one more record. */
gboolean
vas_dossier_trail_add (VasDossierTrail  *self,
                       VasSql           *sql,
                       const char       *subject_key,
                       GError          **error)
{
  g_autoptr (GPtrArray) rows = vas_journal_list_subject (sql, subject_key, error);

  if (rows == NULL)
    return FALSE;
  while (rows->len > 0)
    {
      g_autoptr (VasLogRow) row = g_ptr_array_steal_index (rows, 0);

      if (!g_hash_table_add (self->seen, &row->seq))
        continue;
      g_ptr_array_add (self->rows, g_steal_pointer (&row));
    }

  return TRUE;
}

GPtrArray *
vas_dossier_events_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) vas_event_free);
}

/** vas_dossier_events_add: (transfer none): @entity: (nullable): a reference is taken. */
VasEvent *
vas_dossier_events_add (GPtrArray    *events,
                        VasEventKind  kind,
                        gint64        at,
                        gpointer      entity)
{
  VasEvent *event = g_new0 (VasEvent, 1);

  event->kind = kind;
  event->at = at;
  event->entity = entity != NULL ? g_object_ref (entity) : NULL;
  g_ptr_array_add (events, event);

  return event;
}

static gboolean
is_told_otherwise (const char *type)
{
  static const char * const types[] = { "request.claim", "request.release", "order.make", "order.use", "payment.take",
                                        "notice.deliver", NULL };

  return g_strv_contains (types, type) || g_str_has_prefix (type, "import.");
}

/** vas_dossier_get_args: (transfer none) (nullable): the arguments of a settled command; they live as long as @body. */
JsonObject *
vas_dossier_get_args (VasLogRow  *row,
                      JsonNode  **body)
{
  JsonObject *args = NULL;

  *body = vas_json_parse_strict (row->body, -1, MOST_BODY, NULL);
  if (*body == NULL || !JSON_NODE_HOLDS_OBJECT (*body) ||
      !vas_json_get_object (json_node_get_object (*body), "args", FALSE, &args, NULL))
    return NULL;

  return args;
}

/* (nullable): the number of the request that a command names. */
static const char *
find_number (JsonObject *args,
             GPtrArray  *requests)
{
  const char *key = NULL;

  if (!vas_json_get_text (args, "request", FALSE, &key, NULL) || key == NULL)
    return NULL;
  for (guint i = 0; i < requests->len; i++)
    {
      VasRequest *request = g_ptr_array_index (requests, i);

      if (g_strcmp0 (vas_entity_get_key (VAS_ENTITY (request)), key) == 0)
        return request->number;
    }

  return NULL;
}

/**
 * vas_dossier_events_add_trail:
 * @requests: (element-type VasRequest): whose numbers are told with what was done with them
 */
void
vas_dossier_events_add_trail (GPtrArray       *events,
                              VasDossierTrail *trail,
                              GPtrArray       *requests)
{
  for (guint i = 0; i < trail->rows->len; i++)
    {
      VasLogRow *row = g_ptr_array_index (trail->rows, i);
      g_autoptr (JsonNode) body = NULL;
      JsonObject *args;
      VasEvent *event;
      const char *reason = NULL;

      if (is_told_otherwise (row->type))
        continue;
      event = vas_dossier_events_add (events, VAS_EVENT_COMMAND, row->made_at, NULL);
      event->type = g_strdup (row->type);
      event->actor = g_strdup (row->actor);
      event->applied = g_str_equal (row->result, "applied");
      args = vas_dossier_get_args (row, &body);
      if (args == NULL)
        continue;
      if (vas_json_get_text (args, "reason", FALSE, &reason, NULL))
        event->reason = g_strdup (reason);
      event->record = g_strdup (find_number (args, requests));
    }
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const VasEvent *first = *(const VasEvent * const *) a;
  const VasEvent *second = *(const VasEvent * const *) b;

  if (first->at != second->at)
    return first->at < second->at ? 1 : -1;

  return (int) second->kind - (int) first->kind;
}

/** vas_dossier_events_sort: newest first; of one moment, what the order was made by stands below what followed. */
void
vas_dossier_events_sort (GPtrArray *events)
{
  g_ptr_array_sort (events, compare_events);
}

/** vas_dossier_get_optional: @key: (nullable); @entity: (out) (nullable) (transfer full): NULL where there is none. */
gboolean
vas_dossier_get_optional (VasSql      *sql,
                          GType        type,
                          const char  *key,
                          gpointer     entity,
                          GError     **error)
{
  *(gpointer *) entity = NULL;

  return key == NULL || vas_table_look_up (sql, type, "key", key, entity, error);
}

/** vas_dossier_take_list: puts behind @list what the query of one field gives. */
gboolean
vas_dossier_take_list (VasSql       *sql,
                       GType         type,
                       const char   *field,
                       const char   *key,
                       const char   *order_by,
                       GPtrArray    *list,
                       GError      **error)
{
  g_autoptr (GPtrArray) found = vas_table_list (sql, type, field, key, order_by, error);

  if (found == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (list, g_steal_pointer (&found));

  return TRUE;
}

/** vas_dossier_find_doubt: whether a command of this desk that is not confirmed yet touched it. */
gboolean
vas_dossier_find_doubt (VasSql      *sql,
                        const char  *key,
                        gboolean    *in_doubt,
                        GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT 1 FROM outbox_subject WHERE subject_key = $1 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", key);

  return vas_statement_step (statement, in_doubt, error);
}
