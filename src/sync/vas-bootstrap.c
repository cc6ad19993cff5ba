/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A desk gets everything at once: asks for a snapshot, fetches its chunks one after another, and builds a replica from them
 * (vas-bootstrap-build.c). Before the store is opened; the directory is locked meanwhile.
 *
 * The list of the snapshot and every chunk that came are on the disk, so a bootstrap that was cut off (the network, a kill, a cancel)
 * goes on where it was. A chunk is used only where its bytes have the hash it is named by. A list whose chunks the server has
 * no more is asked for anew, once. What fails for a moment is tried again a few times; then the error is the caller's.
 *
 * Runs in the main context of its caller; the database is on a thread of its own.
 */

#include "vas-bootstrap-private.h"
#include "vas-bootstrap.h"

#include "vas-backoff.h"
#include "vas-current.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-lock.h"
#include "vas-migrate.h"
#include "vas-wire.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define ASK_SECONDS (15 * 60)
#define CHUNK_SECONDS 120
#define TRIES 5
#define LIST_NAME "snapshot.json"
#define MOST_LIST (16 * 1024 * 1024)

typedef struct {
  VasTransport     *transport;
  char             *directory;
  char             *folder;      /* (nullable) */
  char             *token;
  gint64            now;
  guint             pause_ms;
  VasBootstrapFunc  progress;
  gpointer          progress_data;

  int               lock;
  char             *epoch;       /* (nullable): that the server has now */
  gint64            cursor;      /* row up to which the old replica knows this server's trail; 0 for nothing */
  VasSnapshot      *snapshot;    /* (nullable) */
  gboolean          asked;       /* for a new list, in this run */
  guint             next;        /* chunk */
  gint64            bytes;       /* that are there */
  guint             failures;
} Bootstrap;

/* Progress on its way from the loading thread. */
typedef struct {
  GTask  *task;
  gint64  bytes;
} Loaded;

static void ask (GTask *task);
static void fetch (GTask *task);

static void
bootstrap_free (Bootstrap *self)
{
  if (self->lock >= 0)
    vas_lock_release (self->lock);
  g_clear_pointer (&self->snapshot, vas_snapshot_free);
  g_object_unref (self->transport);
  g_free (self->directory);
  g_free (self->folder);
  g_free (self->token);
  g_free (self->epoch);
  g_free (self);
}

/* It ends here. Progress that is still on its way may keep the task alive for longer than the directory is locked. @error: (transfer full) */
static void
end (GTask  *task,
     GError *error)
{
  Bootstrap *self = g_task_get_task_data (task);

  if (self->lock >= 0)
    vas_lock_release (self->lock);
  self->lock = -1;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
end_if_cancelled (GTask *task)
{
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    return FALSE;

  end (task, error);
  return TRUE;
}

static void
tell (Bootstrap        *self,
      VasBootstrapStep  step,
      gint64            done)
{
  if (self->progress != NULL)
    self->progress (step, done, self->snapshot != NULL ? vas_snapshot_get_bytes (self->snapshot) : 0, self->progress_data);
}

static char *
list_path (Bootstrap *self)
{
  return g_build_filename (self->folder, LIST_NAME, NULL);
}

static gboolean
loaded_cb (gpointer user_data)
{
  Loaded *loaded = user_data;

  tell (g_task_get_task_data (loaded->task), VAS_BOOTSTRAP_LOADING, loaded->bytes);
  return G_SOURCE_REMOVE;
}

static void
loaded_free (Loaded *loaded)
{
  g_object_unref (loaded->task);
  g_free (loaded);
}

/* A VasSnapshotFunc. */
static void
loaded (gint64   bytes,
        gpointer data)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->task = g_object_ref (data);
  loaded->bytes = bytes;
  g_main_context_invoke_full (g_task_get_context (data), G_PRIORITY_DEFAULT, loaded_cb, loaded, (GDestroyNotify) loaded_free);
}

static void
build_in_thread (GTask        *inner,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GTask *task = data;
  Bootstrap *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (vas_bootstrap_build (self->snapshot, self->directory, self->now, loaded, task, cancellable, &error))
    g_task_return_boolean (inner, TRUE);
  else
    g_task_return_error (inner, error);
}

static void
built_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  end (task, error);
}

static void
build (GTask *task)
{
  g_autoptr (GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), built_cb, g_object_ref (task));

  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_task_data (inner, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (inner, build_in_thread);
}

static gboolean
again_cb (gpointer user_data)
{
  GTask *task = user_data;
  Bootstrap *self = g_task_get_task_data (task);

  if (end_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (self->snapshot != NULL)
    fetch (task);
  else
    ask (task);

  return G_SOURCE_REMOVE;
}

static void
later (GTask *task,
       guint  milliseconds)
{
  g_autoptr (GSource) source = g_timeout_source_new (milliseconds);

  g_source_set_callback (source, again_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

/* The same again after a pause, or the end. @error: (transfer full) */
static void
fail (GTask  *task,
      GError *error,
      guint   retry_after)
{
  Bootstrap *self = g_task_get_task_data (task);

  self->failures++;
  if (!vas_wire_is_passing (error) || self->failures >= TRIES)
    {
      end (task, error);
      return;
    }

  g_error_free (error);
  later (task, vas_backoff_delay (self->pause_ms, self->failures, retry_after, g_random_int ()));
}

static void
call (GTask               *task,
      const char          *method,
      const char          *path,
      GBytes              *body,
      guint                timeout,
      GAsyncReadyCallback  callback)
{
  Bootstrap *self = g_task_get_task_data (task);
  const VasCall what = {
    .method = method,
    .path = path,
    .content_type = body != NULL ? "application/json" : NULL,
    .body = body,
    .token = self->token,
    .timeout = timeout,
  };

  vas_transport_call_async (self->transport, &what, g_task_get_cancellable (task), callback, g_object_ref (task));
}

/* The server has the chunks of this list no more: another list is asked for. FALSE where that was done already. */
static gboolean
forget_list (GTask *task)
{
  Bootstrap *self = g_task_get_task_data (task);
  g_autofree char *path = list_path (self);

  if (self->asked)
    return FALSE;

  g_unlink (path);
  g_clear_pointer (&self->snapshot, vas_snapshot_free);
  ask (task);
  return TRUE;
}

static gboolean
keep_chunk (Bootstrap  *self,
            GBytes     *bytes,
            GError    **error)
{
  const VasSnapshotChunk *chunk = g_ptr_array_index (self->snapshot->chunks, self->next);
  g_autofree char *path = g_build_filename (self->folder, chunk->hash, NULL);
  g_autofree char *found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  if (!g_str_equal (found, chunk->hash))
    {
      g_set_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE, _("The part %s of the snapshot is not what its name says."),
                   chunk->hash);
      return FALSE;
    }

  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static void
count_chunk (Bootstrap *self)
{
  const VasSnapshotChunk *chunk = g_ptr_array_index (self->snapshot->chunks, self->next);

  self->next++;
  self->bytes += chunk->bytes;
  self->failures = 0;
  tell (self, VAS_BOOTSTRAP_FETCHING, self->bytes);
}

static void
chunk_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Bootstrap *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (self->transport, result, &error);

  if (answer != NULL && answer->status == 404 && forget_list (task))
    return;
  if (answer == NULL || !vas_wire_check (answer, 200, &error) || !keep_chunk (self, answer->body, &error))
    {
      fail (task, error, answer != NULL ? answer->retry_after : 0);
      return;
    }

  count_chunk (self);
  fetch (task);
}

/* Whether the next chunk is on this disk already, whole. */
static gboolean
have_next (Bootstrap *self)
{
  const VasSnapshotChunk *chunk = g_ptr_array_index (self->snapshot->chunks, self->next);
  g_autofree char *path = g_build_filename (self->folder, chunk->hash, NULL);
  g_autofree char *contents = NULL;
  g_autofree char *found = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;
  found = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
  return g_str_equal (found, chunk->hash);
}

static void
fetch (GTask *task)
{
  Bootstrap *self = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  if (end_if_cancelled (task))
    return;
  if (self->next < self->snapshot->chunks->len && have_next (self))
    {
      count_chunk (self);
      later (task, 0);
      return;
    }
  if (self->next == self->snapshot->chunks->len)
    {
      build (task);
      return;
    }

  path = g_strdup_printf ("/v1/chunks/%s", ((VasSnapshotChunk *) g_ptr_array_index (self->snapshot->chunks, self->next))->hash);
  call (task, "GET", path, NULL, CHUNK_SECONDS, chunk_cb);
}

static VasSnapshot *
parse_list (const char  *text,
            gsize        length,
            GError     **error)
{
  g_autoptr (JsonNode) node = vas_json_parse_strict (text != NULL ? text : "", (gssize) length, MOST_LIST, error);
  g_autoptr (VasSnapshot) snapshot = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      if (node != NULL)
        g_set_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE, _("The server's answer makes no sense: %s"), "snapshot");
      return NULL;
    }
  snapshot = vas_snapshot_from_json (json_node_get_object (node), error);
  if (snapshot == NULL || snapshot->schema <= vas_migrate_get_known ())
    return g_steal_pointer (&snapshot);

  g_set_error_literal (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NEWER,
                       _("The server has been renewed and sends what this program does not know. Update Vasdesk; your work is kept."));
  return NULL;
}

/* @snapshot: (transfer full) */
static void
take_list (GTask       *task,
           VasSnapshot *snapshot)
{
  Bootstrap *self = g_task_get_task_data (task);

  g_clear_pointer (&self->snapshot, vas_snapshot_free);
  self->snapshot = snapshot;
  self->next = 0;
  self->bytes = 0;
  fetch (task);
}

static void
list_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Bootstrap *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (self->transport, result, &error);
  g_autofree char *path = list_path (self);
  VasSnapshot *snapshot = NULL;

  if (answer != NULL && vas_wire_check (answer, 201, &error))
    snapshot = parse_list (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), &error);
  if (snapshot == NULL ||
      !g_file_set_contents_full (path, g_bytes_get_data (answer->body, NULL), (gssize) g_bytes_get_size (answer->body),
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    {
      g_clear_pointer (&snapshot, vas_snapshot_free);
      fail (task, error, answer != NULL ? answer->retry_after : 0);
      return;
    }

  self->asked = TRUE;
  self->failures = 0;
  take_list (task, snapshot);
}

static void
ask (GTask *task)
{
  Bootstrap *self = g_task_get_task_data (task);
  g_autofree char *text = g_strdup_printf ("{\"after\":%" G_GINT64_FORMAT "}", self->cursor);
  const gsize length = strlen (text);
  g_autoptr (GBytes) body = g_bytes_new_take (g_steal_pointer (&text), length);

  tell (self, VAS_BOOTSTRAP_ASKING, 0);
  call (task, "POST", "/v1/snapshots", body, ASK_SECONDS, list_cb);
}

/* The list of a run that was cut off, of the epoch that the server has now, and not behind what is here (I7). */
static VasSnapshot *
find_list (Bootstrap *self)
{
  g_autofree char *path = list_path (self);
  g_autofree char *text = NULL;
  g_autoptr (VasSnapshot) snapshot = NULL;
  gsize length;

  if (g_file_get_contents (path, &text, &length, NULL))
    snapshot = parse_list (text, length, NULL);

  return snapshot != NULL && g_str_equal (snapshot->epoch, self->epoch) && snapshot->seq >= self->cursor ? g_steal_pointer (&snapshot) : NULL;
}

static void
look_in_thread (GTask        *inner,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Bootstrap *self = g_task_get_task_data (data);

  self->cursor = vas_bootstrap_find_cursor (self->directory, self->epoch);
  g_task_return_pointer (inner, find_list (self), (GDestroyNotify) vas_snapshot_free);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  VasSnapshot *snapshot = g_task_propagate_pointer (G_TASK (result), NULL);

  if (snapshot != NULL)
    take_list (task, snapshot);
  else
    ask (task);
}

/* What is here already, of this truth: the old replica's place in its trail, and the list of a run that was cut off. */
static void
look (GTask *task)
{
  g_autoptr (GTask) inner = g_task_new (NULL, NULL, looked_cb, g_object_ref (task));

  g_task_set_task_data (inner, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (inner, look_in_thread);
}

static void
hello_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Bootstrap *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (self->transport, result, &error);

  if (answer == NULL || !vas_wire_check (answer, 200, &error) || !vas_wire_read_hello (answer, &self->epoch, &error))
    end (task, error);
  else
    look (task);
}

/**
 * vas_bootstrap_is_wanted:
 *
 * Whether a directory has no replica yet, or one that is to be fetched anew. Not where it cannot be told: opening it says why.
 */
gboolean
vas_bootstrap_is_wanted (const char *directory)
{
  g_autofree char *path = vas_current_get_path (directory, NULL);

  return path != NULL && (vas_current_is_marked (directory) || !g_file_test (path, G_FILE_TEST_EXISTS));
}

/**
 * vas_bootstrap_run_async:
 * @directory: of the replica, which nobody has open; made where it is absent
 * @token: of a session
 * @now: instant
 * @pause_ms: the longest pause after a first failure, such as %VAS_BACKOFF_BASE_MS
 * @progress: (nullable): told how far it is
 *
 * Fetches everything from the server into a new file, which becomes the replica of @directory with what the desk had of its own.
 * Where it fails or is cancelled the old replica stays, and another run goes on from what was fetched.
 */
void
vas_bootstrap_run_async (VasTransport        *transport,
                         const char          *directory,
                         const char          *token,
                         gint64               now,
                         guint                pause_ms,
                         VasBootstrapFunc     progress,
                         gpointer             progress_data,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (transport, cancellable, callback, user_data);
  Bootstrap *self = g_new0 (Bootstrap, 1);
  GError *error = NULL;

  self->transport = g_object_ref (transport);
  self->directory = g_strdup (directory);
  self->token = g_strdup (token);
  self->now = now;
  self->pause_ms = pause_ms;
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_source_tag (task, vas_bootstrap_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) bootstrap_free);

  self->folder = vas_bootstrap_begin (directory, &self->lock, &error);
  if (self->folder == NULL)
    end (task, error);
  else
    call (task, "GET", "/v1/hello", NULL, CHUNK_SECONDS, hello_cb);
}

/** vas_bootstrap_run_finish: TRUE where the directory has a replica that follows the server; an error of store, transport or wire. */
gboolean
vas_bootstrap_run_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
