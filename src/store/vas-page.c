/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A page of a backend's feed, put into a desk's replica.
 *
 * Each line is read by the strict reader and judged before it is used: the rows of the trail must follow each other and hash to what
 * they say, records must be of a table and have the fields that this program knows. Everything happens inside the caller's
 * transaction, on the confirmed state (open commands are taken back before, vas-rebase.c); where one line is wrong
 * the caller rolls the page back whole, cursor included (I8). The guards of what is issued let this pass: the backend has judged.
 *
 * Cost: some 10 µs a record, most of it the indexes.
 */

#include "vas-page.h"

#include "vas-capture.h"
#include "vas-codec.h"
#include "vas-erasure.h"
#include "vas-journal.h"
#include "vas-replica-head.h"
#include "vas-table.h"
#include "vas-types.h"

#include <string.h>

#define MAX_LINE (16 * 1024 * 1024)
#define LONGEST_TABLE 40

typedef struct {
  VasSql    *sql;
  GPtrArray *results;
  GPtrArray *erased;    /* (nullable): keys of records that were erased */
  gint64     seq;       /* of the last row of the trail */
  char      *log_hash;
} Page;

void
vas_page_result_free (VasPageResult *self)
{
  g_free (self->command_id);
  g_free (self->verdict);
  g_free (self);
}

static gboolean
fail (const char  *what,
      GError     **error)
{
  g_set_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_VALUE, "feed: %s", what);
  return FALSE;
}

static gboolean
read_text (JsonObject  *object,
           const char  *name,
           char       **out,
           GError     **error)
{
  const char *text;

  if (!vas_json_get_text (object, name, TRUE, &text, error))
    return FALSE;

  *out = g_strdup (text);
  return TRUE;
}

static gboolean
read_subjects_hash (JsonObject  *object,
                    VasLogRow   *row,
                    GError     **error)
{
  const char *text = NULL;

  if (!vas_json_get_text (object, "subjects_hash", FALSE, &text, error))
    return FALSE;

  row->subjects_hash = g_strdup (text);
  return TRUE;
}

static gboolean
read_log_row (JsonObject  *object,
              VasLogRow   *row,
              GError     **error)
{
  return vas_json_get_int (object, "seq", TRUE, &row->seq, error) &&
         vas_json_get_int (object, "made_at", TRUE, &row->made_at, error) &&
         vas_json_get_int (object, "logged_at", TRUE, &row->logged_at, error) &&
         read_text (object, "command_id", &row->command_id, error) &&
         read_text (object, "type", &row->type, error) &&
         read_text (object, "actor", &row->actor, error) &&
         read_text (object, "body", &row->body, error) &&
         read_text (object, "body_hash", &row->body_hash, error) &&
         read_text (object, "result", &row->result, error) &&
         read_text (object, "verdict", &row->verdict, error) &&
         read_text (object, "previous_hash", &row->previous_hash, error) &&
         read_text (object, "hash", &row->hash, error) &&
         read_subjects_hash (object, row, error);
}

static GPtrArray *
read_subjects (JsonObject  *object,
               GError     **error)
{
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array;

  if (!vas_json_get_array (object, "subjects", TRUE, &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) != G_TYPE_STRING)
        {
          fail ("subjects must be keys", error);
          return NULL;
        }
      g_ptr_array_add (subjects, g_strdup (json_node_get_string (node)));
    }

  return g_steal_pointer (&subjects);
}

static gboolean
apply_command (Page        *page,
               JsonObject  *object,
               GError     **error)
{
  g_autoptr (VasLogRow) row = g_new0 (VasLogRow, 1);
  g_autoptr (GPtrArray) subjects = NULL;
  VasPageResult *result;

  if (!read_log_row (object, row, error))
    return FALSE;
  subjects = read_subjects (object, error);
  if (subjects == NULL || !vas_journal_take_over (page->sql, row, subjects, error))
    return FALSE;

  if (page->erased != NULL && vas_erasure_is_command (row->type) && g_str_equal (row->result, "applied"))
    g_ptr_array_extend (page->erased, subjects, (GCopyFunc) (GCallback) g_strdup, NULL);
  page->seq = row->seq;
  g_free (page->log_hash);
  page->log_hash = g_strdup (row->hash);

  result = g_new0 (VasPageResult, 1);
  result->command_id = g_strdup (row->command_id);
  result->applied = g_str_equal (row->result, "applied");
  result->verdict = g_strdup (row->verdict);
  g_ptr_array_add (page->results, result);

  return TRUE;
}

static gboolean
apply_record (Page        *page,
              const char  *table,
              JsonObject  *object,
              GError     **error)
{
  const GType type = vas_store_entity_type (table);
  g_autoptr (VasEntity) entity = NULL;

  if (type == G_TYPE_INVALID)
    return fail ("a record of a kind that this program does not know", error);

  entity = vas_codec_decode (type, object, error);
  return entity != NULL && vas_table_put (page->sql, entity, error);
}

static gboolean
apply_gone (Page        *page,
            const char  *table,
            const char  *key,
            GError     **error)
{
  const GType type = vas_store_entity_type (table);
  g_autoptr (VasEntity) entity = NULL;
  g_autoptr (GError) local_error = NULL;

  if (type == G_TYPE_INVALID)
    return fail ("a record of a kind that this program does not know", error);

  entity = vas_table_get (page->sql, type, key, &local_error);
  if (entity != NULL)
    return vas_table_delete (page->sql, entity, error);
  if (g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static const char *
text_at (JsonArray *line,
         guint      place)
{
  JsonNode *node = place < json_array_get_length (line) ? json_array_get_element (line, place) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
read_line (Page        *page,
           const char  *text,
           gsize        length,
           GError     **error)
{
  g_autoptr (JsonNode) node = vas_json_parse_strict (text, (gssize) length, MAX_LINE, error);
  JsonArray *line;
  JsonNode *second;
  const char *kind;

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail ("a line is no list", error);

  line = json_node_get_array (node);
  kind = text_at (line, 0);
  if (g_strcmp0 (kind, "gone") == 0 && text_at (line, 1) != NULL && text_at (line, 2) != NULL)
    return apply_gone (page, text_at (line, 1), text_at (line, 2), error);

  second = json_array_get_length (line) == 2 ? json_array_get_element (line, 1) : NULL;
  if (kind == NULL || second == NULL || !JSON_NODE_HOLDS_OBJECT (second))
    return fail ("a line is not of the form [kind, {…}]", error);
  if (g_str_equal (kind, "command"))
    return apply_command (page, json_node_get_object (second), error);

  return apply_record (page, kind, json_node_get_object (second), error);
}

/*
 * A record in the form in which a backend writes them, ["<table>",{…}], read in one pass. NULL where the line is anything else, which
 * the strict reader judges.
 */
static gpointer
scan_record (const char *text,
             gsize       length)
{
  static const char begin[] = "[\"", middle[] = "\",", end[] = "]";
  const char *table = text + strlen (begin);
  const char *table_end = length > strlen (begin) ? memchr (table, '"', length - strlen (begin)) : NULL;
  const gsize ahead = table_end != NULL ? (gsize) (table_end - text) + strlen (middle) : length;
  char name[LONGEST_TABLE + 1] = { 0 };
  GType type;

  if (ahead + strlen (end) >= length || length > MAX_LINE || memcmp (text, begin, strlen (begin)) != 0 ||
      table_end - table > LONGEST_TABLE || memcmp (table_end, middle, strlen (middle)) != 0 || text[length - 1] != *end ||
      !g_utf8_validate_len (text, length, NULL))
    return NULL;

  memcpy (name, table, (gsize) (table_end - table));
  type = vas_store_entity_type (name);
  return type != G_TYPE_INVALID ? vas_codec_scan (type, text + ahead, length - ahead - strlen (end)) : NULL;
}

static gboolean
apply_line (Page        *page,
            const char  *text,
            gsize        length,
            GError     **error)
{
  g_autoptr (VasEntity) record = scan_record (text, length);

  return record != NULL ? vas_table_put (page->sql, record, error) : read_line (page, text, length, error);
}

static gboolean
apply_lines (Page        *page,
             const char  *lines,
             gsize        length,
             GError     **error)
{
  while (length > 0)
    {
      const char *end = memchr (lines, '\n', length);
      const gsize size = end != NULL ? (gsize) (end - lines) : 0;

      if (end == NULL)
        return fail ("the last line has no end", error);
      if (!apply_line (page, lines, size, error))
        return FALSE;
      lines += size + 1;
      length -= size + 1;
    }

  return TRUE;
}

/**
 * vas_page_apply:
 * @epoch: of the backend
 * @lines: of vas_feed_read(), @length bytes
 * @erased: (nullable) (element-type utf8): takes the keys of records that were erased, for vas_erasure_forget() once this desk's own
 *   commands of the page are settled
 *
 * Applies a page to the confirmed state and moves the cursor.
 *
 * Returns: (transfer full) (nullable) (element-type VasPageResult): what became of the commands in it, in their order
 */
GPtrArray *
vas_page_apply (VasSql      *sql,
                const char  *epoch,
                const char  *lines,
                gsize        length,
                GPtrArray   *erased,
                GError     **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_page_result_free);
  Page page = { sql, results, erased, 0, NULL };
  gboolean done;

  done = vas_capture_pass (sql, TRUE, error) &&
         apply_lines (&page, lines, length, error) &&
         vas_capture_pass (sql, FALSE, error) &&
         (page.log_hash == NULL || vas_replica_follow (sql, epoch, page.seq, page.log_hash, error));
  g_free (page.log_hash);

  return done ? g_steal_pointer (&results) : NULL;
}

/**
 * vas_page_load:
 * @lines: of a snapshot, @length bytes
 *
 * Puts records and rows of the trail into a file that is being built. Nobody waits for their results.
 */
gboolean
vas_page_load (VasSql      *sql,
               const char  *lines,
               gsize        length,
               GError     **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_page_result_free);
  Page page = { sql, results, NULL, 0, NULL };
  const gboolean done = vas_capture_pass (sql, TRUE, error) && apply_lines (&page, lines, length, error) &&
                        vas_capture_pass (sql, FALSE, error);

  g_free (page.log_hash);
  return done;
}
