/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * GET /v1/wait: the answer comes as soon as the trail has more rows than the desk holds, or after 25 seconds.
 *
 * A desk that waits is a parked request and a row of a table, no thread. The highest row that was ever seen is kept beside the
 * table: a handler reads the trail first and enters its desk under the mutex only where that row is no further, so that a commit
 * between the two is not missed. After each commit the store says so in the main context; one read then tells how far the
 * trail is, and all that stand before it are answered.
 */

#include "vas-waiters.h"

#include "vas-feed-route.h"
#include "vas-replica-head.h"

#define WAIT_MS 25000

struct _VasWaiters
{
  VasBackend *backend;
  gulong      changed_id;
  gboolean    reading;      /* in the main context */
  gboolean    again;        /* something changed since the read began */

  GMutex      mutex;
  GHashTable *waiting;      /* VasHttpRequest (a reference) → gint64, the row it stands at */
  gint64      head;
};

static void
answer (VasHttpRequest *request,
        gint64          head)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "head", head);
  json_node_set_object (node, object);
  vas_http_request_reply (request, vas_http_reply_new_json (200, node));
}

/* On any thread. */
static void
wake (VasWaiters *self,
      gint64      head)
{
  g_autoptr (GPtrArray) woken = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_http_request_unref);
  GHashTableIter iter;
  VasHttpRequest *request;
  gint64 *after;

  g_mutex_lock (&self->mutex);
  head = self->head = MAX (self->head, head);
  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, (gpointer *) &request, (gpointer *) &after))
    {
      if (*after >= head)
        continue;
      g_ptr_array_add (woken, vas_http_request_ref (request));
      g_hash_table_iter_remove (&iter);
    }
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < woken->len; i++)
    answer (g_ptr_array_index (woken, i), head);
}

/* A VasHttpHandler: the time is over, the client has gone, or the server stops. */
static void
expired (VasHttpRequest *request,
         gpointer        data)
{
  VasWaiters *self = data;
  g_autoptr (VasHttpRequest) kept = vas_http_request_ref (request);
  gint64 head;

  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->waiting, request);
  head = self->head;
  g_mutex_unlock (&self->mutex);

  answer (kept, head);
}

static void
wait (VasWaiters     *self,
      VasHttpRequest *request,
      gint64          after,
      gint64          head)
{
  gboolean waits;

  g_mutex_lock (&self->mutex);
  head = self->head = MAX (self->head, head);
  waits = after >= head;
  if (waits)
    g_hash_table_insert (self->waiting, vas_http_request_ref (request), g_memdup2 (&after, sizeof after));
  g_mutex_unlock (&self->mutex);

  if (waits)
    vas_http_request_park (request, WAIT_MS, expired, self);
  else
    answer (request, head);
}

static void
handle_wait (VasHttpRequest *request,
             gpointer        data)
{
  VasWaiters *self = data;
  VasCursor cursor;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReplicaHead) head = NULL;

  if (vas_cursor_read (request, &cursor, &error))
    head = vas_store_read (vas_backend_get_store (self->backend), vas_replica_read_head, NULL, NULL, &error);
  if (head == NULL || !vas_cursor_judge (&cursor, head->epoch, head->seq, &error))
    vas_http_request_reply_error (request, error);
  else
    wait (self, request, cursor.after, head->seq);
}

static void look (VasWaiters *self);

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  VasWaiters *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReplicaHead) head = vas_store_finish (VAS_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  if (head == NULL)
    g_warning ("The head of the trail could not be read: %s", error->message);
  else
    wake (self, head->seq);

  self->reading = FALSE;
  if (self->again)
    look (self);
}

static void
look (VasWaiters *self)
{
  self->again = self->reading;
  if (self->reading)
    return;

  self->reading = TRUE;
  vas_store_read_async (vas_backend_get_store (self->backend), vas_replica_read_head, NULL, NULL, (GDestroyNotify) vas_replica_head_free,
                        vas_backend_get_cancellable (self->backend), looked_cb, self);
}

static void
changed_cb (VasStore           *store,
            const char * const *tables,
            VasWaiters         *self)
{
  look (self);
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_GET, "/v1/wait", handle_wait, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF },
  { VAS_HTTP_GET, "/v1/shop/wait", handle_wait, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_SHOP },
};

static void
let_go (gpointer request)
{
  vas_http_request_unref (request);
}

/** vas_waiters_new: (transfer full): adds its route to @backend, which outlives it and runs its main context. */
VasWaiters *
vas_waiters_new (VasBackend *backend)
{
  VasWaiters *self = g_new0 (VasWaiters, 1);

  self->backend = backend;
  g_mutex_init (&self->mutex);
  self->waiting = g_hash_table_new_full (NULL, NULL, let_go, g_free);
  self->changed_id = g_signal_connect (vas_backend_get_store (backend), "changed", G_CALLBACK (changed_cb), self);
  vas_http_server_add_routes (vas_backend_get_http (backend), routes, G_N_ELEMENTS (routes), self);
  return self;
}

/** vas_waiters_free: after the server has stopped, before the store is closed. */
void
vas_waiters_free (VasWaiters *self)
{
  g_signal_handler_disconnect (vas_backend_get_store (self->backend), self->changed_id);
  g_hash_table_unref (self->waiting);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
