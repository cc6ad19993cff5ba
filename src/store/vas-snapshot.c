/* SPDX-License-Identifier: GPL-3.0-or-later */

/* VasSnapshot: the list of a snapshot's chunks and digests, and its form in JSON (doc/protocol.md). Any thread. */

#include "vas-snapshot.h"

#include "vas-json-reader.h"

#include <string.h>

#define HASH_LENGTH 64

static void
chunk_free (VasSnapshotChunk *chunk)
{
  g_free (chunk->hash);
  g_free (chunk);
}

static void
table_free (VasSnapshotTable *table)
{
  g_free (table->table);
  g_free (table->digest);
  g_free (table);
}

/** vas_snapshot_new: (transfer full): one of nothing. */
VasSnapshot *
vas_snapshot_new (void)
{
  VasSnapshot *self = g_new0 (VasSnapshot, 1);

  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) chunk_free);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) table_free);
  return self;
}

void
vas_snapshot_free (VasSnapshot *self)
{
  g_free (self->epoch);
  g_free (self->log_hash);
  g_ptr_array_unref (self->chunks);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

/** vas_snapshot_is_hash: whether @text is a SHA-256 in lower-case hexadecimal, so that it may name a file. */
gboolean
vas_snapshot_is_hash (const char *text)
{
  return strlen (text) == HASH_LENGTH && strspn (text, "0123456789abcdef") == HASH_LENGTH;
}

/** vas_snapshot_add_chunk: @hash: of its bytes; @bytes: how many; @rows: its lines. */
void
vas_snapshot_add_chunk (VasSnapshot *self,
                        const char  *hash,
                        gint64       bytes,
                        gint64       rows)
{
  VasSnapshotChunk *chunk = g_new0 (VasSnapshotChunk, 1);

  chunk->hash = g_strdup (hash);
  chunk->bytes = bytes;
  chunk->rows = rows;
  g_ptr_array_add (self->chunks, chunk);
}

/** vas_snapshot_add_table: @digest: over its @rows records, as of vas_feed_digest(). */
void
vas_snapshot_add_table (VasSnapshot *self,
                        const char  *table,
                        gint64       rows,
                        const char  *digest)
{
  VasSnapshotTable *entry = g_new0 (VasSnapshotTable, 1);

  entry->table = g_strdup (table);
  entry->rows = rows;
  entry->digest = g_strdup (digest);
  g_ptr_array_add (self->tables, entry);
}

/** vas_snapshot_get_bytes: the size of all chunks together. */
gint64
vas_snapshot_get_bytes (const VasSnapshot *self)
{
  gint64 bytes = 0;

  for (guint i = 0; i < self->chunks->len; i++)
    bytes += ((VasSnapshotChunk *) g_ptr_array_index (self->chunks, i))->bytes;

  return bytes;
}

static JsonArray *
chunks_to_json (const VasSnapshot *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->chunks->len; i++)
    {
      const VasSnapshotChunk *chunk = g_ptr_array_index (self->chunks, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "hash", chunk->hash);
      json_object_set_int_member (object, "bytes", chunk->bytes);
      json_object_set_int_member (object, "rows", chunk->rows);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
tables_to_json (const VasSnapshot *self)
{
  JsonObject *tables = json_object_new ();

  for (guint i = 0; i < self->tables->len; i++)
    {
      const VasSnapshotTable *table = g_ptr_array_index (self->tables, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "rows", table->rows);
      json_object_set_string_member (object, "digest", table->digest);
      json_object_set_object_member (tables, table->table, object);
    }

  return tables;
}

/** vas_snapshot_to_json: (transfer full): the reply of POST /v1/snapshots. */
JsonNode *
vas_snapshot_to_json (const VasSnapshot *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "epoch", self->epoch);
  json_object_set_int_member (object, "seq", self->seq);
  json_object_set_string_member (object, "log_hash", self->log_hash);
  json_object_set_int_member (object, "schema", self->schema);
  json_object_set_int_member (object, "scope", self->scope);
  json_object_set_array_member (object, "chunks", chunks_to_json (self));
  json_object_set_object_member (object, "digests", tables_to_json (self));
  json_node_take_object (node, object);

  return node;
}

static gboolean
refuse (const char  *what,
        GError     **error)
{
  g_set_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_VALUE, "snapshot: %s", what);
  return FALSE;
}

static gboolean
read_chunk (VasSnapshot  *self,
            JsonNode     *node,
            GError      **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *hash;
  gint64 bytes, rows;

  if (object == NULL)
    return refuse ("a chunk is no object", error);
  if (!vas_json_get_text (object, "hash", TRUE, &hash, error) || !vas_json_get_int (object, "bytes", TRUE, &bytes, error) ||
      !vas_json_get_int (object, "rows", TRUE, &rows, error))
    return FALSE;
  if (!vas_snapshot_is_hash (hash) || bytes <= 0 || rows <= 0)
    return refuse ("a chunk has no hash or no size", error);

  vas_snapshot_add_chunk (self, hash, bytes, rows);
  return TRUE;
}

static gboolean
read_table (VasSnapshot  *self,
            const char   *name,
            JsonNode     *node,
            GError      **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *digest;
  gint64 rows;

  if (object == NULL)
    return refuse ("a digest is no object", error);
  if (!vas_json_get_int (object, "rows", TRUE, &rows, error) || !vas_json_get_text (object, "digest", TRUE, &digest, error))
    return FALSE;

  vas_snapshot_add_table (self, name, rows, digest);
  return TRUE;
}

static gboolean
read_lists (VasSnapshot  *self,
            JsonObject   *object,
            GError      **error)
{
  JsonArray *chunks;
  JsonObject *tables;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!vas_json_get_array (object, "chunks", TRUE, &chunks, error) || !vas_json_get_object (object, "digests", TRUE, &tables, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (chunks); i++)
    {
      if (!read_chunk (self, json_array_get_element (chunks, i), error))
        return FALSE;
    }
  json_object_iter_init (&iter, tables);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (!read_table (self, name, node, error))
        return FALSE;
    }

  return TRUE;
}

/** vas_snapshot_from_json: (transfer full) (nullable): as vas_snapshot_to_json() wrote it; every value is judged. */
VasSnapshot *
vas_snapshot_from_json (JsonObject  *object,
                        GError     **error)
{
  g_autoptr (VasSnapshot) self = vas_snapshot_new ();
  const char *epoch, *log_hash;

  if (!vas_json_get_text (object, "epoch", TRUE, &epoch, error) || !vas_json_get_int (object, "seq", TRUE, &self->seq, error) ||
      !vas_json_get_text (object, "log_hash", TRUE, &log_hash, error) ||
      !vas_json_get_int (object, "schema", TRUE, &self->schema, error) ||
      !vas_json_get_int (object, "scope", TRUE, &self->scope, error) || !read_lists (self, object, error))
    return NULL;

  self->epoch = g_strdup (epoch);
  self->log_hash = g_strdup (log_hash);
  return g_steal_pointer (&self);
}
