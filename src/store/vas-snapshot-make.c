/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Making a snapshot: all that a desk holds (vas-scope.h), in chunks of at most 1 MiB.
 *
 * The caller's connection stands in one transaction, so everything is of one row of the trail. Records go kind by kind in the
 * order of their keys, then the rows of the trail in theirs. A chunk ends with its kind, or when it is full; it is gzip without a
 * date, so the same content gives the same chunk, and what was added since stands mostly in the last one of its kind. A
 * chunk is a file named by the SHA-256 of its bytes, put beside and renamed: who reads one has it whole. It is written anew each time, so
 * its date says when a snapshot last named it.
 *
 * Cost: one reading of everything, some 25 µs a record. Holds a chunk in memory. On the thread of its caller.
 */

#include "vas-snapshot.h"

#include "vas-feed-private.h"
#include "vas-migrate.h"
#include "vas-replica-head.h"
#include "vas-types.h"

#include <glib/gstdio.h>
#include <string.h>

#define FULL_PACKED (768 * 1024)      /* zlib holds back less than the rest of 1 MiB */
#define FULL_PLAIN (4 * 1024 * 1024)
#define TRAIL_PAGE 500

typedef struct {
  VasSql        *sql;
  const char    *directory;
  GCancellable  *cancellable;
  VasSnapshot   *snapshot;
  VasScope      *scope;

  GOutputStream *packed;        /* (nullable): of the chunk that is open */
  GOutputStream *packer;
  gsize          plain;
  gint64         rows;
} Maker;

static void
maker_clear (Maker *self)
{
  g_clear_object (&self->packer);
  g_clear_object (&self->packed);
  g_clear_pointer (&self->snapshot, vas_snapshot_free);
  g_clear_pointer (&self->scope, vas_scope_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Maker, maker_clear)

static void
begin_chunk (Maker *self)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);

  self->packed = g_memory_output_stream_new_resizable ();
  self->packer = g_converter_output_stream_new (self->packed, G_CONVERTER (gzip));
  self->plain = 0;
  self->rows = 0;
}

static gboolean
end_chunk (Maker   *self,
           GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *path = NULL;

  if (self->packed == NULL)
    return TRUE;
  if (!g_output_stream_close (self->packer, NULL, error))
    return FALSE;

  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (self->packed));
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  path = g_build_filename (self->directory, hash, NULL);
  vas_snapshot_add_chunk (self->snapshot, hash, (gint64) g_bytes_get_size (bytes), self->rows);
  g_clear_object (&self->packer);
  g_clear_object (&self->packed);

  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
add_line (Maker       *self,
          const char  *line,
          gsize        length,
          GError     **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->packed == NULL)
    begin_chunk (self);
  if (!g_output_stream_write_all (self->packer, line, length, NULL, NULL, error))
    return FALSE;

  self->plain += length;
  self->rows++;
  if (self->plain < FULL_PLAIN && g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (self->packed)) < FULL_PACKED)
    return TRUE;

  return end_chunk (self, error);
}

typedef struct {
  Maker      *maker;
  const char *table;
} Table;

static gboolean
add_record (const char  *text,
            gpointer     data,
            GError     **error)
{
  Table *table = data;
  g_autofree char *line = g_strdup_printf ("[\"%s\",%s]\n", table->table, text);

  return add_line (table->maker, line, strlen (line), error);
}

static gboolean
add_table (Maker   *self,
           GType    type,
           GError **error)
{
  Table table = { self, VAS_ENTITY_CLASS (g_type_class_peek_static (type))->table };
  guint64 n;
  g_autofree char *digest = vas_feed_walk (self->sql, type, self->scope, add_record, &table, &n, error);

  if (digest == NULL)
    return FALSE;

  vas_snapshot_add_table (self->snapshot, table.table, (gint64) n, digest);
  return end_chunk (self, error);
}

/* The keys of a row's records, as a list. @subjects stands on the first row that was not taken yet. */
static JsonNode *
take_subjects (VasStatement  *subjects,
               gint64         seq,
               gboolean      *row,
               GError       **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *keys = json_array_new ();

  json_node_take_array (node, keys);
  while (*row && vas_statement_get_int (subjects, 0) == seq)
    {
      json_array_add_string_element (keys, vas_statement_get_text (subjects, 1));
      if (!vas_statement_step (subjects, row, error))
        return NULL;
    }

  return g_steal_pointer (&node);
}

static gboolean
add_trail_page (Maker         *self,
                GPtrArray     *rows,
                VasStatement  *subjects,
                gboolean      *more,
                GError       **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const VasLogRow *row = g_ptr_array_index (rows, i);
      g_autoptr (JsonNode) keys = take_subjects (subjects, row->seq, more, error);

      if (keys == NULL)
        return FALSE;
      g_string_truncate (line, 0);
      vas_feed_append_row (line, row, keys);
      if (!add_line (self, line->str, line->len, error))
        return FALSE;
    }

  return TRUE;
}

/* The table of subjects is read once, sorted: its key begins with the subject. */
static gboolean
add_trail (Maker   *self,
           GError **error)
{
  g_autoptr (VasStatement) subjects =
    vas_sql_prepare_walk (self->sql, "SELECT seq, subject_key FROM command_subject ORDER BY seq, subject_key", error);
  gint64 seq = 0;
  gboolean more;

  if (subjects == NULL || !vas_statement_step (subjects, &more, error))
    return FALSE;

  while (TRUE)
    {
      g_autoptr (GPtrArray) rows = vas_journal_list_after (self->sql, seq, TRAIL_PAGE, error);

      if (rows == NULL || !add_trail_page (self, rows, subjects, &more, error))
        return FALSE;
      if (rows->len == 0)
        return end_chunk (self, error);
      seq = ((VasLogRow *) g_ptr_array_index (rows, rows->len - 1))->seq;
    }
}

static gboolean
take_head (Maker   *self,
           GError **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (self->sql, error);

  if (head == NULL)
    return FALSE;

  self->snapshot->epoch = g_steal_pointer (&head->epoch);
  self->snapshot->seq = head->seq;
  self->snapshot->log_hash = g_steal_pointer (&head->log_hash);
  self->snapshot->schema = vas_migrate_get_known ();
  if (!vas_scope_get_months (self->sql, &self->snapshot->scope, error))
    return FALSE;
  self->scope = vas_scope_read (self->sql, self->snapshot->scope, FALSE, error);
  return self->scope != NULL;
}

/**
 * vas_snapshot_make:
 * @sql: in a transaction of the caller's
 * @directory: where the chunks are; made where it is absent
 *
 * Writes all that a desk holds by the scope of the house, whole personal values only where it may hold them (R31).
 *
 * Returns: (transfer full) (nullable): what was written; NULL with an error of the store, of a file, or %G_IO_ERROR_CANCELLED
 */
VasSnapshot *
vas_snapshot_make (VasSql        *sql,
                   const char    *directory,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_auto (Maker) self = { .sql = sql, .directory = directory, .cancellable = cancellable, .snapshot = vas_snapshot_new () };
  guint n;
  const GType *types = vas_store_entity_types (&n);

  g_mkdir_with_parents (directory, 0700);
  if (!take_head (&self, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      if (!add_table (&self, types[i], error))
        return NULL;
    }
  if (!add_trail (&self, error))
    return NULL;

  return g_steal_pointer (&self.snapshot);
}

typedef struct {
  char   *path;
  gint64  named_at;   /* to the second */
  gint64  bytes;
} Chunk;

static void
chunk_free (gpointer data)
{
  g_free (((Chunk *) data)->path);
  g_free (data);
}

/* The newest first. */
static int
compare_chunks (gconstpointer a,
                gconstpointer b)
{
  const Chunk *one = *(const Chunk * const *) a;
  const Chunk *other = *(const Chunk * const *) b;

  return (one->named_at < other->named_at) - (one->named_at > other->named_at);
}

/* (transfer full) (element-type Chunk) */
static GPtrArray *
list_chunks (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  GPtrArray *chunks = g_ptr_array_new_with_free_func (chunk_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      GStatBuf info;
      Chunk *chunk;

      if (g_stat (path, &info) != 0)
        continue;
      chunk = g_new0 (Chunk, 1);
      chunk->path = g_steal_pointer (&path);
      chunk->named_at = (gint64) info.st_mtime * G_USEC_PER_SEC;
      chunk->bytes = (gint64) info.st_size;
      g_ptr_array_add (chunks, chunk);
    }
  g_ptr_array_sort (chunks, compare_chunks);

  return chunks;
}

/**
 * vas_snapshot_sweep:
 * @before: instant: the chunks that no snapshot has named since go
 * @since: instant: those that one has named since stay, as the one that was just made
 * @most: bytes: of the others the oldest go, as long as there are more than that in all
 */
void
vas_snapshot_sweep (const char *directory,
                    gint64      before,
                    gint64      since,
                    gint64      most)
{
  g_autoptr (GPtrArray) chunks = list_chunks (directory);
  gint64 bytes = 0;

  for (guint i = 0; i < chunks->len; i++)
    {
      const Chunk *chunk = g_ptr_array_index (chunks, i);

      bytes += chunk->bytes;
      if (chunk->named_at < before || (bytes > most && chunk->named_at < since - G_USEC_PER_SEC))
        g_unlink (chunk->path);
    }
}
