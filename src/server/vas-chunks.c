/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The chunks of snapshots between daemons that share their records: whoever makes a snapshot puts its chunks beside the records,
 * and whoever is asked for one that it has no file of takes it from there. On a worker; a transaction for each chunk.
 */

#include "vas-chunks.h"

#include "vas-chunk-store.h"

typedef struct {
  const char *directory;
  const char *hash;
  gint64      now;
  GBytes     *bytes;
} Work;

/* VasStoreFuncs. */
static gpointer
keep (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Work *work = data;
  g_autofree char *path = g_build_filename (work->directory, work->hash, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *contents = NULL;
  gboolean known;
  gsize size;

  if (!vas_chunk_name (sql, work->hash, work->now, &known, error))
    return NULL;
  if (known)
    return GINT_TO_POINTER (TRUE);
  if (!g_file_get_contents (path, &contents, &size, error))
    return NULL;

  bytes = g_bytes_new_take (g_steal_pointer (&contents), size);
  return GINT_TO_POINTER (vas_chunk_keep (sql, work->hash, bytes, work->now, error));
}

static gpointer
forget (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  return GINT_TO_POINTER (vas_chunk_forget (sql, *(gint64 *) data, error));
}

static gpointer
get (VasSql        *sql,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  Work *work = data;

  return GINT_TO_POINTER (vas_chunk_get (sql, work->hash, &work->bytes, error));
}

/** vas_chunks_share: for the other daemons: the chunks of @snapshot, whose files are in @directory; nothing where the records are a file. */
gboolean
vas_chunks_share (VasStore           *store,
                  const char         *directory,
                  const VasSnapshot  *snapshot,
                  gint64              now,
                  gint64              forget_before,
                  GError            **error)
{
  if (!vas_store_is_shared (store))
    return TRUE;

  for (guint i = 0; i < snapshot->chunks->len; i++)
    {
      const VasSnapshotChunk *chunk = g_ptr_array_index (snapshot->chunks, i);
      Work work = { directory, chunk->hash, now, NULL };

      if (!vas_store_write (store, keep, &work, NULL, error))
        return FALSE;
    }

  return vas_store_write (store, forget, &forget_before, NULL, error) != NULL;
}

/** vas_chunks_fetch: makes the file of a chunk that another daemon made, where there is one; FALSE only where that fails. */
gboolean
vas_chunks_fetch (VasStore    *store,
                  const char  *directory,
                  const char  *hash,
                  GError     **error)
{
  g_autofree char *path = g_build_filename (directory, hash, NULL);
  Work work = { directory, hash, 0, NULL };
  gboolean done;

  if (!vas_store_is_shared (store) || g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!vas_store_read (store, get, &work, NULL, error))
    return FALSE;
  if (work.bytes == NULL)
    return TRUE;

  g_mkdir_with_parents (directory, 0700);
  done = g_file_set_contents_full (path, g_bytes_get_data (work.bytes, NULL), (gssize) g_bytes_get_size (work.bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
  g_bytes_unref (work.bytes);
  return done;
}
