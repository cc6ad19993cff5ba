/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which photos a desk has still to bring to its backend, and which it is to have no longer.
 *
 * The outbox is the queue: a command that attaches a photo stands there as long as the backend may want it again (35 days), so nothing
 * is queued apart that a kill could part from its command. What is there already is noted in blobs/sent, a line for each with the epoch
 * of the backend: one restored from a backup is asked anew. The note saves a question and nothing else; a line that was cut off, or a lost
 * file, costs one question for each photo.
 *
 * A photo shows title and taxpayer id. Where these are locked (R29) a desk has it no longer than it takes to bring it to the backend,
 * which keeps it for the tax law; so has one that was fetched to be looked at after a reveal.
 */

#include "vas-blob-queue.h"

#include "vas-blobs.h"
#include "vas-json-reader.h"
#include "vas-lock.h"
#include "vas-replica-head.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MOST_BODY (1024 * 1024)

static char *
get_path (const char *directory)
{
  return g_build_filename (directory, "blobs", "sent", NULL);
}

/* (transfer full): the set of lines. */
static GHashTable *
read_notes (const char *directory)
{
  g_autofree char *path = get_path (directory);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTable *notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return notes;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_hash_table_add (notes, g_strdup (lines[i]));

  return notes;
}

static char *
find_hash (const char *body)
{
  g_autoptr (JsonNode) root = vas_json_parse_strict (body, -1, MOST_BODY, NULL);
  JsonObject *args = NULL;
  const char *hash = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || !vas_json_get_object (json_node_get_object (root), "args", TRUE, &args, NULL) ||
      !vas_json_get_text (args, "sha256", TRUE, &hash, NULL))
    return NULL;

  return g_strdup (hash);
}

/**
 * vas_blob_queue_list:
 * @directory: of the replica
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the names of photos that are here and not noted as being there, each once, in
 *   the order of their commands; none where this is no desk's replica
 */
GPtrArray *
vas_blob_queue_list (VasSql      *sql,
                     const char  *directory,
                     GError     **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (GHashTable) notes = read_notes (directory);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VasStatement) statement =
    head != NULL ? vas_sql_prepare (sql, "SELECT body FROM outbox WHERE type = 'photo.attach' AND state <> 'refused' ORDER BY id", error)
                 : NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  if (head->role != VAS_REPLICA_DESK)
    return g_steal_pointer (&hashes);

  while (vas_statement_step (statement, &row, error))
    {
      g_autofree char *hash = row ? find_hash (vas_statement_get_text (statement, 0)) : NULL;
      g_autofree char *line = hash != NULL ? g_strdup_printf ("%s %s", head->epoch, hash) : NULL;

      if (!row)
        return g_steal_pointer (&hashes);
      if (hash != NULL && vas_blobs_has (directory, hash) && g_hash_table_add (notes, g_steal_pointer (&line)))
        g_ptr_array_add (hashes, g_steal_pointer (&hash));
    }

  return NULL;
}

/** vas_blob_queue_note: the backend of that epoch has the photo. */
gboolean
vas_blob_queue_note (const char  *directory,
                     const char  *epoch,
                     const char  *hash,
                     GError     **error)
{
  g_autofree char *path = get_path (directory);
  g_autofree char *line = g_strdup_printf ("%s %s\n", epoch, hash);
  const int fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean done;

  done = fd >= 0 && write (fd, line, strlen (line)) == (ssize_t) strlen (line);
  if (!done)
    vas_lock_set_errno_error (error, errno, path);
  if (fd >= 0)
    close (fd);

  return done;
}

#define OF_LOCKED "FROM request r JOIN fapiao f ON f.request_key = r.key "

/* Names of photos, or bodies of commands that have one: what shows a locked sheet or did before another took its place, and what was refused. */
static const char * const locked_photos =
  "SELECT f.photo, NULL " OF_LOCKED "WHERE r.locked_at IS NOT NULL AND f.photo IS NOT NULL "
  "UNION ALL SELECT NULL, l.body FROM request r JOIN command_subject s ON s.subject_key = r.key JOIN command_log l ON l.seq = s.seq "
  "WHERE r.locked_at IS NOT NULL AND l.type = 'photo.attach' "
  "UNION ALL SELECT NULL, o.body " OF_LOCKED "JOIN outbox o ON o.type = 'photo.attach' AND o.body LIKE '%' || f.key || '%' "
  "WHERE r.locked_at IS NOT NULL";

/* (transfer full) (nullable) (element-type utf8): those that are here. */
static GHashTable *
list_locked (VasSql      *sql,
             const char  *directory,
             GError     **error)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, locked_photos, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (vas_statement_step (statement, &row, error))
    {
      const char *body = row ? vas_statement_get_text (statement, 1) : NULL;
      g_autofree char *hash = row ? (body != NULL ? find_hash (body) : g_strdup (vas_statement_get_text (statement, 0))) : NULL;

      if (!row)
        return g_steal_pointer (&hashes);
      if (hash != NULL && vas_blobs_has (directory, hash))
        g_hash_table_add (hashes, g_steal_pointer (&hash));
    }

  return NULL;
}

/* The same photo may show a sheet of somebody else, too. */
static gboolean
is_of_another (VasSql      *sql,
               const char  *hash,
               gboolean    *is,
               GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT f.id " OF_LOCKED "WHERE f.photo = $1 AND r.locked_at IS NULL LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind_text (statement, 1, hash);

  return vas_statement_step (statement, is, error);
}

/**
 * vas_blob_queue_drop_locked:
 * @directory: of the replica
 *
 * Deletes the photos of locked sheets on a desk, but for those that are still to be sent; elsewhere nothing. Walks over requests, and
 * over sheets for each photo that is found.
 */
gboolean
vas_blob_queue_drop_locked (VasSql      *sql,
                            const char  *directory,
                            GError     **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (GHashTable) hashes = head != NULL && head->role == VAS_REPLICA_DESK ? list_locked (sql, directory, error) : NULL;
  g_autoptr (GPtrArray) waiting = hashes != NULL ? vas_blob_queue_list (sql, directory, error) : NULL;
  GHashTableIter iter;
  gpointer hash;

  if (head != NULL && head->role != VAS_REPLICA_DESK)
    return TRUE;
  if (waiting == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, hashes);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    {
      gboolean keep = g_ptr_array_find_with_equal_func (waiting, hash, g_str_equal, NULL);

      if (!keep && !is_of_another (sql, hash, &keep, error))
        return FALSE;
      if (!keep && !vas_blobs_delete (directory, hash, error))
        return FALSE;
    }

  return TRUE;
}
