/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Loading a snapshot into a file of its own, which nobody uses yet.
 *
 * Each chunk is compared with its name, unpacked up to a limit, and put in by the strict reader in one transaction, with a note that it is
 * in: a kill at any moment loses one chunk's work. The rows of the trail must hash and follow each other (R29), and at the end every kind
 * of record must have the digest that the backend told: a file is whole and right, or it is an error.
 *
 * Cost: some 30 µs a record, 256 MB of page cache. On the thread of its caller, which holds the lock of the directory.
 */

#include "vas-snapshot.h"

#include "vas-feed.h"
#include "vas-migrate.h"
#include "vas-page.h"
#include "vas-replica.h"
#include "vas-replica-head.h"
#include "vas-types.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define MOST_PLAIN (64 * 1024 * 1024)
#define PIECE (256 * 1024)

static GByteArray *
unpack (const char  *packed,
        gsize        length,
        const char  *name,
        GError     **error)
{
  g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_data (packed, (gssize) length, NULL);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (memory, G_CONVERTER (gzip));
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  gssize n = 1;

  while (n > 0 && plain->len <= MOST_PLAIN)
    {
      const guint before = plain->len;

      g_byte_array_set_size (plain, before + PIECE);
      n = g_input_stream_read (stream, plain->data + before, PIECE, NULL, error);
      if (n < 0)
        return NULL;
      g_byte_array_set_size (plain, before + (guint) n);
    }
  if (plain->len > MOST_PLAIN)
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED,
                   _("The part %s of the snapshot is larger than a part may be."), name);
      return NULL;
    }

  return g_steal_pointer (&plain);
}

static GByteArray *
read_chunk (const char  *directory,
            const char  *hash,
            GError     **error)
{
  g_autofree char *path = g_build_filename (directory, hash, NULL);
  g_autofree char *packed = NULL;
  g_autofree char *found = NULL;
  gsize length;

  if (!g_file_get_contents (path, &packed, &length, error))
    return NULL;
  found = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) packed, length);
  if (g_str_equal (found, hash))
    return unpack (packed, length, hash, error);

  g_unlink (path);
  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("The part %s of the snapshot is not what its name says."), hash);
  return NULL;
}

static gboolean
run_for_hash (VasSql      *sql,
              const char  *text,
              const char  *hash,
              gboolean    *row,
              GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", hash);

  return row != NULL ? vas_statement_step (statement, row, error) : vas_statement_run (statement, error);
}

static gboolean
put_lines (VasSql      *sql,
           const char  *hash,
           GByteArray  *lines,
           GError     **error)
{
  if (!vas_sql_begin (sql, error))
    return FALSE;
  if (vas_page_load (sql, (const char *) lines->data, lines->len, error) &&
      run_for_hash (sql, "INSERT INTO loaded_chunk (hash) VALUES ($1)", hash, NULL, error) && vas_sql_commit (sql, error))
    return TRUE;

  vas_sql_rollback (sql);
  return FALSE;
}

static gboolean
load_chunk (VasSql      *sql,
            const char  *directory,
            const char  *hash,
            GError     **error)
{
  g_autoptr (GByteArray) lines = NULL;
  gboolean loaded = FALSE;

  if (!run_for_hash (sql, "SELECT 1 FROM loaded_chunk WHERE hash = $1", hash, &loaded, error))
    return FALSE;
  if (loaded)
    return TRUE;

  lines = read_chunk (directory, hash, error);
  return lines != NULL && put_lines (sql, hash, lines, error);
}

static gboolean
fail_different (const char  *table,
                GError     **error)
{
  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED,
               _("What came is not what the server holds: the records of “%s” differ. They are not used."), table);
  return FALSE;
}

static const VasSnapshotTable *
find_table (const VasSnapshot *self,
            const char        *name)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const VasSnapshotTable *table = g_ptr_array_index (self->tables, i);

      if (g_str_equal (table->table, name))
        return table;
    }

  return NULL;
}

static gboolean
compare_tables (const VasSnapshot  *self,
                VasSql             *sql,
                GError            **error)
{
  guint n;
  const GType *types = vas_store_entity_types (&n);

  for (guint i = 0; i < n; i++)
    {
      VasEntityClass *klass = g_type_class_peek_static (types[i]);
      const VasSnapshotTable *told = find_table (self, klass->table);
      guint64 rows = 0;
      g_autofree char *digest = vas_feed_digest (sql, types[i], &rows, error);

      if (digest == NULL)
        return FALSE;
      if (told == NULL || rows != (guint64) told->rows || !g_str_equal (digest, told->digest))
        return fail_different (klass->table, error);
    }

  return TRUE;
}

/* Records of another version have other fields, and so other digests: of them the trail alone is compared. */
static gboolean
compare (const VasSnapshot  *self,
         VasSql             *sql,
         GError            **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  if (head == NULL)
    return FALSE;
  if (head->seq != self->seq || !g_str_equal (head->log_hash, self->log_hash))
    return fail_different ("command_log", error);

  return self->schema != vas_migrate_get_known () || compare_tables (self, sql, error);
}

static gboolean
load_all (const VasSnapshot  *self,
          VasSql             *sql,
          const char         *directory,
          VasSnapshotFunc     loaded,
          gpointer            data,
          GCancellable       *cancellable,
          GError            **error)
{
  gint64 bytes = 0;

  if (!vas_sql_set_bulk (sql, TRUE, error) ||
      !vas_sql_exec (sql, "CREATE TABLE IF NOT EXISTS loaded_chunk (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID", error))
    return FALSE;
  for (guint i = 0; i < self->chunks->len; i++)
    {
      const VasSnapshotChunk *chunk = g_ptr_array_index (self->chunks, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !load_chunk (sql, directory, chunk->hash, error))
        return FALSE;
      bytes += chunk->bytes;
      if (loaded != NULL)
        loaded (bytes, data);
    }

  return compare (self, sql, error) && vas_sql_set_bulk (sql, FALSE, error);
}

/* A file that was made a desk's is done with loading, and what comes after was cut off: it is begun anew. */
static VasSql *
open_file (const char  *path,
           GError     **error)
{
  g_autoptr (VasSql) sql = vas_replica_open_file (path, error);
  g_autoptr (VasReplicaHead) head = sql != NULL ? vas_replica_get_head (sql, NULL) : NULL;

  if (head != NULL && head->role == VAS_REPLICA_OWN)
    return g_steal_pointer (&sql);

  g_clear_pointer (&sql, vas_sql_close);
  g_clear_error (error);
  vas_replica_remove_file (path);
  return vas_replica_open_file (path, error);
}

/**
 * vas_snapshot_load:
 * @path: of the new file; one that was begun is gone on with
 * @directory: where the chunks are
 * @loaded: (nullable): told of progress, in bytes of chunks
 *
 * Returns: (transfer full) (nullable): a connection to the file, which holds what the backend held, and is still nobody's;
 *   %VAS_STORE_ERROR_DAMAGED where a chunk or a digest is not right, %G_IO_ERROR_CANCELLED
 */
VasSql *
vas_snapshot_load (const VasSnapshot  *self,
                   const char         *path,
                   const char         *directory,
                   VasSnapshotFunc     loaded,
                   gpointer            data,
                   GCancellable       *cancellable,
                   GError            **error)
{
  g_autoptr (VasSql) sql = open_file (path, error);

  if (sql == NULL || !load_all (self, sql, directory, loaded, data, cancellable, error))
    return NULL;

  return g_steal_pointer (&sql);
}

/** vas_snapshot_forget_chunks: the file is done with loading: what was noted of it goes. */
gboolean
vas_snapshot_forget_chunks (VasSql  *sql,
                            GError **error)
{
  return vas_sql_exec (sql, "DROP TABLE loaded_chunk", error);
}
