/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasUploads: photos up, beside the commands that name them.
 *
 * The queue is read from the outbox (vas-blob-queue.c), so it survives every end of the program. For each photo the backend is asked how much
 * of it is there, then it gets part after part; what is whole is noted. Cut off anywhere, the next question tells where to go on. What
 * fails for a moment is tried again after a pause with full jitter; a photo that the backend refuses is laid aside until the next start, so
 * that it stands in nobody's way. A photo may come after its command: a desk that looks at it meanwhile says so.
 *
 * vas_blob_fetch_async() is the other way: one photo, kept by its name when its bytes are what the name says. Main thread; files are read and
 * written by workers.
 */

#include "vas-uploads.h"

#include "vas-backoff.h"
#include "vas-blob-queue.h"
#include "vas-blobs.h"
#include "vas-json-reader.h"
#include "vas-replica-head.h"
#include "vas-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PART_BYTES (256 * 1024)
#define CALL_SECONDS 60
#define TURNS 3 /* that one photo may begin anew in a row */

/* What one reading of the queue found: the next photo with its bytes. */
typedef struct {
  char   *epoch;
  char   *hash;     /* (nullable): nothing waits */
  GBytes *bytes;
  guint   waiting;
} Next;

struct _VasUploads
{
  GObject       parent_instance;

  VasStore     *store;
  VasTransport *transport;
  GCancellable *closing;
  GCancellable *session;    /* of @token: ends with it */
  char         *token;      /* (nullable) */
  GHashTable   *aside;      /* (element-type utf8): refused, or not what they were */
  Next         *next;       /* (nullable): under way */
  guint         turns;
  guint         waiting;
  gboolean      busy;
  gboolean      again;
  guint         pause_ms;
  guint         failures;
  guint         retry;
};

G_DEFINE_FINAL_TYPE (VasUploads, vas_uploads, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void announce (VasUploads *self);
static void begin (VasUploads *self);

static void
next_free (Next *next)
{
  g_free (next->epoch);
  g_free (next->hash);
  g_clear_pointer (&next->bytes, g_bytes_unref);
  g_free (next);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Next, next_free)

static void
set_waiting (VasUploads *self,
             guint       waiting,
             gboolean    busy)
{
  if (self->waiting == waiting && self->busy == busy)
    return;

  self->waiting = waiting;
  self->busy = busy;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
retry_cb (gpointer user_data)
{
  VasUploads *self = user_data;

  self->retry = 0;
  vas_uploads_kick (self);

  return G_SOURCE_REMOVE;
}

/* The session under which the call went has ended: what came of it counts no more. */
static void
take_next_session (VasUploads *self)
{
  g_clear_pointer (&self->next, next_free);
  set_waiting (self, self->waiting, FALSE);
  vas_uploads_kick (self);
}

/* What is under way ends here, and the next is tried; or all of it later. @error: (transfer full) */
static void
fail (VasUploads *self,
      GError     *error,
      guint       retry_after)
{
  g_autoptr (GError) owned = error;

  if (g_cancellable_is_cancelled (self->closing))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      take_next_session (self);
      return;
    }
  if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_REFUSED) && self->next != NULL)
    {
      g_message ("The server does not take the photo %s: %s", self->next->hash, error->message);
      g_hash_table_add (self->aside, g_steal_pointer (&self->next->hash));
      begin (self);
      return;
    }

  g_clear_pointer (&self->next, next_free);
  if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_SIGNED_OUT))
    g_clear_pointer (&self->token, g_free);
  else
    {
      self->failures++;
      g_clear_handle_id (&self->retry, g_source_remove);
      self->retry = g_timeout_add (vas_backoff_delay (self->pause_ms, self->failures, retry_after, g_random_int ()), retry_cb, self);
    }
  set_waiting (self, self->waiting, FALSE);
}

static void
call (VasUploads          *self,
      const char          *method,
      const char          *path,
      const char          *content_type,
      GBytes              *body,
      GAsyncReadyCallback  callback)
{
  const VasCall what = {
    .method = method, .path = path, .content_type = content_type, .body = body, .token = self->token, .timeout = CALL_SECONDS,
  };

  vas_transport_call_async (self->transport, &what, self->session, callback, g_object_ref (self));
}

static gpointer
note (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const char * const *words = data;

  return GINT_TO_POINTER (vas_blob_queue_note (words[0], words[1], words[2], error));
}

static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasUploads) self = user_data;
  GError *error = NULL;

  if (!vas_store_finish (VAS_STORE (object), result, &error))
    {
      fail (self, error, 0);
      return;
    }

  self->failures = 0;
  begin (self);
}

static void
note_whole (VasUploads *self)
{
  const char * const words[] = { vas_store_get_directory (self->store), self->next->epoch, self->next->hash, NULL };

  vas_store_read_async (self->store, note, g_strdupv ((char **) words), (GDestroyNotify) g_strfreev, NULL, self->closing, noted_cb,
                        g_object_ref (self));
}

static void part_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
send_part (VasUploads *self,
           gint64      have)
{
  const gsize left = g_bytes_get_size (self->next->bytes) - (gsize) have;
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (self->next->bytes, (gsize) have, MIN (left, PART_BYTES));
  g_autofree char *path = g_strdup_printf ("/v1/blobs/%s?offset=%" G_GINT64_FORMAT, self->next->hash, have);

  call (self, "PUT", path, "application/octet-stream", part, part_cb);
}

/* How much is there; FALSE with an error where the answer makes no sense. */
static gboolean
read_have (VasUploads  *self,
           VasAnswer   *answer,
           gint64      *have,
           gboolean    *whole,
           GError     **error)
{
  const gint64 size = (gint64) g_bytes_get_size (self->next->bytes);
  g_autoptr (JsonNode) root = NULL;
  const char *data;
  gsize length;

  data = g_bytes_get_data (answer->body, &length);
  root = vas_json_parse_strict (data != NULL ? data : "", (gssize) length, G_MAXSIZE, error);
  if (root == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (root) && vas_json_get_int (json_node_get_object (root), "have", TRUE, have, NULL) &&
      vas_json_get_bool (json_node_get_object (root), "whole", TRUE, whole, NULL) && *have >= 0 && (*whole ? *have == size : *have < size))
    return TRUE;

  g_set_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE, _("The server's answer makes no sense: %s"), "blobs");
  return FALSE;
}

static void
go_on (VasUploads *self,
       VasAnswer  *answer)
{
  GError *error = NULL;
  gboolean whole;
  gint64 have;

  if (!read_have (self, answer, &have, &whole, &error))
    fail (self, error, 0);
  else if (whole)
    note_whole (self);
  else
    send_part (self, have);
}

static void
part_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasUploads) self = user_data;
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);

  if (answer != NULL && (answer->status == 404 || answer->status == 409) && self->turns++ < TURNS)
    announce (self); /* it was tidied away, or a part came twice: the server says where to go on */
  else if (answer == NULL || !vas_wire_check (answer, 200, &error))
    fail (self, error, answer != NULL ? answer->retry_after : 0);
  else
    go_on (self, answer);
}

static void
announced_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (VasUploads) self = user_data;
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);

  if (answer != NULL && (answer->status == 200 || vas_wire_check (answer, 201, &error)))
    go_on (self, answer);
  else
    fail (self, error, answer != NULL ? answer->retry_after : 0);
}

static void
announce (VasUploads *self)
{
  char *text = g_strdup_printf ("{\"hash\":\"%s\",\"size\":%" G_GSIZE_FORMAT ",\"type\":\"%s\"}", self->next->hash,
                                g_bytes_get_size (self->next->bytes), vas_blobs_get_type (vas_blobs_get_kind (self->next->bytes)));
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  call (self, "POST", "/v1/blobs", "application/json", body, announced_cb);
}

/* A VasStoreFunc: (transfer full) Next. @data: (element-type utf8): directory, then what is laid aside. */
static gpointer
find_next (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const char * const *words = data;
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (GPtrArray) hashes = head != NULL ? vas_blob_queue_list (sql, words[0], error) : NULL;
  g_autoptr (Next) next = g_new0 (Next, 1);

  if (hashes == NULL)
    return NULL;
  next->epoch = g_strdup (head->epoch);
  for (guint i = 0; i < hashes->len; i++)
    {
      const char *hash = g_ptr_array_index (hashes, i);

      next->waiting++;
      if (next->hash == NULL && !g_strv_contains (words + 1, hash))
        next->bytes = vas_blobs_load (words[0], hash, NULL);
      if (next->hash == NULL && next->bytes != NULL)
        next->hash = g_strdup (hash);
    }

  return g_steal_pointer (&next);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasUploads) self = user_data;
  GError *error = NULL;
  Next *next = vas_store_finish (VAS_STORE (object), result, &error);

  g_clear_pointer (&self->next, next_free);
  if (next == NULL)
    {
      fail (self, error, 0);
      return;
    }
  if (next->hash != NULL && self->token != NULL)
    {
      self->next = next;
      self->turns = 0;
      set_waiting (self, next->waiting, TRUE);
      announce (self);
      return;
    }

  set_waiting (self, next->waiting, FALSE);
  next_free (next);
  if (self->again)
    vas_uploads_kick (self);
}

static void
begin (VasUploads *self)
{
  GPtrArray *words = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer hash;

  self->again = FALSE;
  g_ptr_array_add (words, g_strdup (vas_store_get_directory (self->store)));
  g_hash_table_iter_init (&iter, self->aside);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    g_ptr_array_add (words, g_strdup (hash));
  g_ptr_array_add (words, NULL);
  vas_store_read_async (self->store, find_next, g_ptr_array_free (words, FALSE), (GDestroyNotify) g_strfreev, (GDestroyNotify) next_free,
                        self->closing, found_cb, g_object_ref (self));
}

static void
vas_uploads_dispose (GObject *object)
{
  VasUploads *self = VAS_UPLOADS (object);

  g_clear_handle_id (&self->retry, g_source_remove);
  g_clear_object (&self->store);
  g_clear_object (&self->transport);
  g_clear_object (&self->closing);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vas_uploads_parent_class)->dispose (object);
}

static void
vas_uploads_finalize (GObject *object)
{
  VasUploads *self = VAS_UPLOADS (object);

  g_clear_pointer (&self->next, next_free);
  g_hash_table_unref (self->aside);
  g_free (self->token);

  G_OBJECT_CLASS (vas_uploads_parent_class)->finalize (object);
}

static void
vas_uploads_class_init (VasUploadsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vas_uploads_dispose;
  object_class->finalize = vas_uploads_finalize;

  /**
   * VasUploads::changed:
   *
   * How many wait, or whether it is at work, is other than before.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VAS_TYPE_UPLOADS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vas_uploads_init (VasUploads *self)
{
  self->closing = g_cancellable_new ();
  self->session = g_cancellable_new ();
  self->aside = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pause_ms = VAS_BACKOFF_BASE_MS;
}

/** vas_uploads_new: (transfer full): for a desk's @store; it waits for a session. */
VasUploads *
vas_uploads_new (VasStore     *store,
                 VasTransport *transport)
{
  VasUploads *self = g_object_new (VAS_TYPE_UPLOADS, NULL);

  self->store = g_object_ref (store);
  self->transport = g_object_ref (transport);

  return self;
}

/** vas_uploads_set_session: @token: (nullable). What is under way for another session is given up. Begun by vas_uploads_kick(). */
void
vas_uploads_set_session (VasUploads *self,
                         const char *token)
{
  g_cancellable_cancel (self->session);
  g_object_unref (self->session);
  self->session = g_cancellable_new ();
  g_free (self->token);
  self->token = g_strdup (token);
  self->failures = 0;
  g_hash_table_remove_all (self->aside); /* another person may be allowed what this one was not */
}

/** vas_uploads_set_pause: the longest pause after a first failure, in milliseconds. */
void
vas_uploads_set_pause (VasUploads *self,
                       guint       milliseconds)
{
  self->pause_ms = milliseconds;
}

/** vas_uploads_kick: looks for what waits, or has another look follow. */
void
vas_uploads_kick (VasUploads *self)
{
  if (g_cancellable_is_cancelled (self->closing) || self->token == NULL)
    return;

  g_clear_handle_id (&self->retry, g_source_remove);
  if (self->busy)
    {
      self->again = TRUE;
      return;
    }
  set_waiting (self, self->waiting, TRUE);
  begin (self);
}

/** vas_uploads_close: ends what is under way; the next program goes on. Before the store is closed. */
void
vas_uploads_close (VasUploads *self)
{
  g_cancellable_cancel (self->closing);
  g_cancellable_cancel (self->session);
  g_clear_handle_id (&self->retry, g_source_remove);
}

/** vas_uploads_is_busy: whether it looks or sends at this moment; between two tries it does not. */
gboolean
vas_uploads_is_busy (VasUploads *self)
{
  return self->busy;
}

/** vas_uploads_get_waiting: how many photos are not there yet, as last counted. */
guint
vas_uploads_get_waiting (VasUploads *self)
{
  return self->waiting;
}
