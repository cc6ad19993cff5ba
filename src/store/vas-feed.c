/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The feed of a backend: for each row of the trail, the records as they are after it.
 *
 * What a command changed is known from triggers, which forget no code path (vas-touched.c): vas_feed_begin() switches them on,
 * vas_feed_collect() reads every record they name as it is now, and vas_feed_keep() keeps the images with the row's number, in the same
 * transaction. So the feed has a row for each row of the trail from the moment on that the file is a backend's, and none can
 * be seen before the one under it (sync.md, "one transaction per command").
 *
 * Images are kept without whole personal values. A desk that may hold them (R31) is given them when it reads, from the record as
 * it is by then (vas-feed-personal.c), so that what was masked or erased since is nowhere in the feed.
 *
 * Runs inside the caller's transaction, on its thread. Cost: one more row for each record, and its JSON once.
 */

#include "vas-feed-private.h"

#include "vas-codec.h"
#include "vas-house.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-replica-head.h"
#include "vas-sql-private.h"
#include "vas-table.h"
#include "vas-touched.h"

#define MOST_ROWS 1000 /* of a page */

void
vas_feed_append_line (GString   *lines,
                      JsonArray *line)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  json_node_take_array (node, line);
  text = vas_json_to_text (node);
  g_string_append (lines, text);
  g_string_append_c (lines, '\n');
}

static void
append_record (GString   *lines,
               VasEntity *entity)
{
  JsonArray *line = json_array_new ();

  json_array_add_string_element (line, VAS_ENTITY_GET_CLASS (entity)->table);
  json_array_add_element (line, vas_codec_encode (entity, VAS_CODEC_WITHOUT_PERSONAL));
  vas_feed_append_line (lines, line);
}

static void
append_gone (GString    *lines,
             const char *table,
             const char *key)
{
  JsonArray *line = json_array_new ();

  json_array_add_string_element (line, "gone");
  json_array_add_string_element (line, table);
  json_array_add_string_element (line, key);
  vas_feed_append_line (lines, line);
}

/* vas_feed_append_row: @subjects: list of keys. */
void
vas_feed_append_row (GString         *lines,
                     const VasLogRow *row,
                     JsonNode        *subjects)
{
  JsonObject *object = json_object_new ();
  JsonArray *line = json_array_new ();

  json_object_set_int_member (object, "seq", row->seq);
  json_object_set_string_member (object, "command_id", row->command_id);
  json_object_set_string_member (object, "type", row->type);
  json_object_set_string_member (object, "actor", row->actor);
  json_object_set_int_member (object, "made_at", row->made_at);
  json_object_set_int_member (object, "logged_at", row->logged_at);
  json_object_set_string_member (object, "body", row->body);
  json_object_set_string_member (object, "body_hash", row->body_hash);
  json_object_set_string_member (object, "result", row->result);
  json_object_set_string_member (object, "verdict", row->verdict);
  json_object_set_string_member (object, "previous_hash", row->previous_hash);
  json_object_set_string_member (object, "hash", row->hash);
  if (row->subjects_hash != NULL)
    json_object_set_string_member (object, "subjects_hash", row->subjects_hash);
  json_object_set_member (object, "subjects", json_node_copy (subjects));

  json_array_add_string_element (line, "command");
  json_array_add_object_element (line, object);
  vas_feed_append_line (lines, line);
}

/**
 * vas_feed_begin:
 * @on: (out): whether this file is a backend's; where it is not, nothing more is to be done
 *
 * From here on what @command_id changes is noted, until vas_feed_collect() or the end of the savepoint around it.
 */
gboolean
vas_feed_begin (VasSql      *sql,
                const char  *command_id,
                gboolean    *on,
                GError     **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  if (head == NULL)
    return FALSE;

  *on = head->role == VAS_REPLICA_BACKEND;
  return !*on || vas_touched_begin (sql, command_id, error);
}

static gboolean
foresee (VasSql            *sql,
         const VasTouched  *touched,
         GError           **error)
{
  return vas_table_foresee (sql, touched->type, "key", touched->key, NULL, error);
}

static gboolean
collect (VasSql            *sql,
         const VasTouched  *touched,
         GString           *gone,
         GPtrArray         *entities,
         GError           **error)
{
  VasEntity *entity = NULL;
  VasEntityClass *klass = g_type_class_peek_static (touched->type);

  if (!vas_table_look_up (sql, touched->type, "key", touched->key, &entity, error))
    return FALSE;

  if (entity != NULL)
    g_ptr_array_add (entities, entity);
  else
    append_gone (gone, klass->table, touched->key);
  return TRUE;
}

/* A GFunc. */
static void
append_to (gpointer entity,
           gpointer lines)
{
  append_record (lines, entity);
}

static char *
subjects_to_text (GPtrArray *subjects)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *keys = json_array_new ();

  for (guint i = 0; i < subjects->len; i++)
    json_array_add_string_element (keys, g_ptr_array_index (subjects, i));
  json_node_take_array (node, keys);

  return vas_json_to_text (node);
}

/**
 * vas_feed_keep:
 * @seq: place of the command in the trail
 * @subjects: (element-type utf8): keys of the records that it bears on
 * @changes: what vas_feed_collect() found
 *
 * Keeps what the command did for the desks.
 */
gboolean
vas_feed_keep (VasSql      *sql,
               gint64       seq,
               GPtrArray   *subjects,
               const char  *changes,
               GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  g_autofree char *keys = subjects_to_text (subjects);

  statement = vas_sql_prepare (sql, "INSERT INTO feed (seq, subjects, changes) VALUES ($1, $2, $3)", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "itt", seq, keys, changes);

  return vas_statement_run_later (statement, error);
}

/**
 * vas_feed_foresee:
 *
 * That vas_feed_collect() comes next, when all that the command does is done.
 */
gboolean
vas_feed_foresee (VasSql  *sql,
                  GError **error)
{
  return vas_house_foresee (sql, error) && vas_touched_foresee (sql, foresee, error);
}

/**
 * vas_feed_collect:
 * @now: instant by the authority's clock
 *
 * Ends what vas_feed_begin() began. To be kept by vas_feed_keep(), once the command has its place in the trail.
 *
 * Returns: (transfer full) (nullable): what the command did: records that are gone first, so that what is unique in them is free for
 *   others. Where desks may have let a case go, all of it follows (vas-scope-closure.c)
 */
char *
vas_feed_collect (VasSql      *sql,
                  const char  *command_id,
                  gint64       now,
                  GError     **error)
{
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) returned = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) touched = vas_feed_foresee (sql, error) ? vas_touched_end (sql, command_id, error) : NULL;

  if (touched == NULL)
    return NULL;
  for (guint i = 0; i < touched->len; i++)
    {
      if (!collect (sql, g_ptr_array_index (touched, i), changes, entities, error))
        return NULL;
    }
  if (!vas_scope_collect_returned (sql, entities, now, returned, error))
    return NULL;
  g_ptr_array_foreach (entities, append_to, changes);
  g_ptr_array_foreach (returned, append_to, changes);

  return g_string_free (g_steal_pointer (&changes), FALSE);
}

static gboolean
read_row (VasSql        *sql,
          VasStatement  *statement,
          gint64         seq,
          GString       *lines,
          GError       **error)
{
  g_autoptr (VasLogRow) row = NULL;
  g_autoptr (JsonNode) subjects = NULL;

  if (vas_statement_get_int (statement, 0) != seq)
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, "The feed does not reach back to row %" G_GINT64_FORMAT ".",
                   seq);
      return FALSE;
    }
  subjects = vas_json_parse_strict (vas_statement_get_text (statement, 1), -1, G_MAXSIZE, error);
  if (subjects == NULL || !vas_journal_get (sql, seq, &row, error))
    return FALSE;

  vas_feed_append_row (lines, row, subjects);
  return vas_feed_append_changes (sql, lines, vas_statement_get_text (statement, 2), error);
}

/**
 * vas_feed_read:
 * @after: the last row that the desk holds
 * @max_bytes: at which size no further row is begun; one row is always read whole, and never more than a thousand
 * @lines: to which the lines are appended
 * @through: (out): the last row that was appended; @after where there is none
 *
 * Reads the feed on. %VAS_STORE_ERROR_NOT_FOUND where it does not reach back to @after: the desk needs a snapshot.
 */
gboolean
vas_feed_read (VasSql   *sql,
               gint64    after,
               gsize     max_bytes,
               GString  *lines,
               gint64   *through,
               GError  **error)
{
  g_autoptr (VasStatement) statement = NULL;
  const gsize begin = lines->len;
  gboolean row;

  *through = after;
  statement = vas_sql_prepare (sql, "SELECT seq, subjects, changes FROM feed WHERE seq > $1 ORDER BY seq LIMIT $2", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ii", after, (gint64) MOST_ROWS);

  while (lines->len - begin < max_bytes || *through == after)
    {
      if (!vas_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!read_row (sql, statement, *through + 1, lines, error))
        return FALSE;
      (*through)++;
    }

  return TRUE;
}
