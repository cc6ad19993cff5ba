/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * POST /v1/snapshots and GET /v1/chunks/{hash}: how a desk gets everything at once (doc/protocol.md).
 *
 * One snapshot is made at a time, on the worker of whoever asked first and on a connection of its own, so that other readers go on; who
 * asks meanwhile is parked and gets the same. One that is young, or that the feed fills up quickly, is given again. Chunks are
 * files in `chunks` of the records' directory, named by their hash and never changed: they are sent from the disk. Those that no snapshot
 * of the last day named are removed when the next is made.
 */

#include "vas-snapshots.h"

#include "vas-chunks.h"
#include "vas-erasure.h"
#include "vas-json-reader.h"
#include "vas-named-file.h"
#include "vas-problem.h"
#include "vas-replica-head.h"
#include "vas-scope.h"
#include "vas-server-error.h"
#include "vas-server-log.h"
#include "vas-snapshot.h"
#include "vas-time.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define WAIT_MS (15 * 60 * 1000)
#define YOUNG (10 * 60 * G_USEC_PER_SEC)
#define OLDEST (12 * G_TIME_SPAN_HOUR)
#define NEAR 1000
#define KEPT G_TIME_SPAN_DAY
#define MOST_BYTES (1024LL * 1024 * 1024) /* of chunks, but for those of the latest */

struct _VasSnapshots
{
  VasBackend   *backend;
  GCancellable *cancellable;
  char         *directory;

  GMutex        mutex;     /* over what follows */
  gboolean      making;
  GPtrArray    *waiting;   /* Waiter */
  VasSnapshot  *latest;    /* (nullable) */
  gint64        made_at;   /* by the monotonic clock */
};

/* Who waits for a snapshot that reaches to row @after. */
typedef struct {
  VasHttpRequest *request;
  gint64          after;
} Waiter;

static Waiter *
waiter_new (VasHttpRequest *request,
            gint64          after)
{
  Waiter *waiter = g_new (Waiter, 1);

  waiter->request = vas_http_request_ref (request);
  waiter->after = after;
  return waiter;
}

static void
waiter_free (Waiter *waiter)
{
  vas_http_request_unref (waiter->request);
  g_free (waiter);
}

static GPtrArray *
waiting_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
}

static gboolean
is_of (gconstpointer waiter,
       gconstpointer request)
{
  return ((const Waiter *) waiter)->request == request;
}

static void
answer (VasHttpRequest *request,
        JsonNode       *node)
{
  vas_http_request_reply (request, vas_http_reply_new_json (201, node));
}

/* A VasHttpHandler: the time is over, the client has gone, or the server stops. */
static void
expired (VasHttpRequest *request,
         gpointer        data)
{
  VasSnapshots *self = data;
  g_autoptr (VasHttpRequest) kept = vas_http_request_ref (request);
  guint at;

  g_mutex_lock (&self->mutex);
  if (g_ptr_array_find_with_equal_func (self->waiting, request, is_of, &at))
    g_ptr_array_remove_index_fast (self->waiting, at);
  g_mutex_unlock (&self->mutex);

  vas_http_request_reply (kept, vas_problem_reply (VAS_PROBLEM_UNAVAILABLE, "The snapshot is not ready yet."));
}

/*
 * Whether the latest one still serves: it is young, or the feed has little to add, it reaches to @after, and is of the scope that the
 * house has. The mutex is held.
 */
static gboolean
serves (VasSnapshots         *self,
        const VasReplicaHead *head,
        gint64                after)
{
  const gint64 age = g_get_monotonic_time () - self->made_at;

  return self->latest != NULL && self->latest->scope == head->scope && self->latest->seq >= after && age < OLDEST &&
         (age < YOUNG || head->seq - self->latest->seq <= NEAR);
}

static VasSnapshot *
make (VasSnapshots  *self,
      GError       **error)
{
  g_autoptr (VasSql) sql = vas_store_open_reader (vas_backend_get_store (self->backend), error);
  g_autoptr (VasSnapshot) snapshot = NULL;
  const gint64 now = vas_instant_now ();

  if (sql == NULL || !vas_sql_begin (sql, error))
    return NULL;
  snapshot = vas_snapshot_make (sql, self->directory, self->cancellable, error);
  vas_sql_rollback (sql);
  if (snapshot == NULL)
    return NULL;

  vas_snapshot_sweep (self->directory, now - KEPT, now, MOST_BYTES);
  if (!vas_chunks_share (vas_backend_get_store (self->backend), self->directory, snapshot, now, now - KEPT, error))
    return NULL;

  return g_steal_pointer (&snapshot);
}

static void
take_error (GError **error)
{
  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_error (error);
  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_BUSY, "The server stops.");
}

/*
 * The mutex is held. (transfer full): those of the waiting whom @snapshot serves; all, where it is NULL. The others wait on, and
 * then another is made.
 */
static GPtrArray *
take_served (VasSnapshots      *self,
             const VasSnapshot *snapshot)
{
  GPtrArray *served = waiting_new ();

  for (guint i = self->waiting->len; i > 0; i--)
    {
      Waiter *waiter = g_ptr_array_index (self->waiting, i - 1);

      if (snapshot == NULL || waiter->after <= snapshot->seq)
        g_ptr_array_add (served, g_ptr_array_steal_index_fast (self->waiting, i - 1));
    }

  return served;
}

/* Makes one and answers everybody whom it serves. FALSE where somebody waits for a later one. */
static gboolean
make_and_answer (VasSnapshots *self)
{
  g_autoptr (GError) error = NULL;
  VasSnapshot *snapshot = make (self, &error);
  g_autoptr (JsonNode) node = snapshot != NULL ? vas_snapshot_to_json (snapshot) : NULL;
  g_autoptr (GPtrArray) served = NULL;
  gboolean done;

  g_mutex_lock (&self->mutex);
  served = take_served (self, snapshot);
  done = self->waiting->len == 0;
  self->making = !done;
  if (snapshot != NULL)
    {
      g_clear_pointer (&self->latest, vas_snapshot_free);
      self->latest = snapshot;
      self->made_at = g_get_monotonic_time ();
    }
  g_mutex_unlock (&self->mutex);

  if (error != NULL)
    take_error (&error);
  else
    vas_server_log_event ("snapshot", "A snapshot of all records was made for desks.");
  for (guint i = 0; i < served->len; i++)
    {
      VasHttpRequest *request = ((Waiter *) g_ptr_array_index (served, i))->request;

      if (node != NULL)
        answer (request, node);
      else
        vas_http_request_reply_error (request, error);
    }

  return done;
}

static void
give (VasSnapshots         *self,
      VasHttpRequest       *request,
      const VasReplicaHead *head,
      gint64                after)
{
  g_autoptr (JsonNode) node = NULL;
  gboolean waits;

  g_mutex_lock (&self->mutex);
  if (serves (self, head, after))
    node = vas_snapshot_to_json (self->latest);
  else
    g_ptr_array_add (self->waiting, waiter_new (request, after));
  waits = node == NULL && self->making;
  self->making |= node == NULL;
  g_mutex_unlock (&self->mutex);

  if (node != NULL)
    answer (request, node);
  else if (waits)
    vas_http_request_park (request, WAIT_MS, expired, self);
  else
    while (!make_and_answer (self))
      ;
}

/* R29: a snapshot of before an erasure is given to nobody. *@since, the row of a snapshot, becomes the row to reach to. */
static gboolean
look_for_erasure (VasSql    *sql,
                  gint64     head,
                  gint64    *since,
                  GError   **error)
{
  gboolean came;

  if (!vas_erasure_came_after (sql, *since, &came, error))
    return FALSE;

  *since = came ? head : 0;
  return TRUE;
}

/* A VasStoreFunc: (transfer full) VasReplicaHead, with the scope that the house has. @data: look_for_erasure()'s. */
static gpointer
look (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  return head != NULL && vas_scope_get_months (sql, &head->scope, error) && look_for_erasure (sql, head->seq, data, error)
         ? g_steal_pointer (&head) : NULL;
}

static void
handle_snapshots (VasHttpRequest *request,
                  gpointer        data)
{
  VasSnapshots *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReplicaHead) head = NULL;
  g_autoptr (JsonNode) body = vas_http_request_read_object (request, &error);
  gint64 after = 0, since;

  g_mutex_lock (&self->mutex);
  since = self->latest != NULL ? self->latest->seq : G_MAXINT64;
  g_mutex_unlock (&self->mutex);

  if (body != NULL && vas_json_get_int (json_node_get_object (body), "after", FALSE, &after, &error))
    head = vas_store_read (vas_backend_get_store (self->backend), look, &since, NULL, &error);
  if (head != NULL)
    give (self, request, head, MIN (MAX (after, since), head->seq));
  else
    vas_http_request_reply_error (request, error);
}

static void
handle_chunk (VasHttpRequest *request,
              gpointer        data)
{
  VasSnapshots *self = data;
  const char *hash = vas_http_request_get_part (request);
  const char *known = vas_http_request_get_header (request, VAS_HTTP_HEADER_IF_NONE_MATCH);
  g_autofree char *tag = g_strdup_printf ("\"%s\"", hash);
  g_autofree char *path = g_build_filename (self->directory, hash, NULL);
  g_autoptr (GError) error = NULL;
  VasHttpReply *reply;

  if (!vas_snapshot_is_hash (hash))
    reply = vas_problem_reply (VAS_PROBLEM_NOT_FOUND, "A chunk is named by 64 hexadecimal digits.");
  else if (g_strcmp0 (known, tag) == 0)
    reply = vas_named_file_reply_unchanged (hash);
  else if (!vas_chunks_fetch (vas_backend_get_store (self->backend), self->directory, hash, &error))
    reply = vas_problem_reply_error (error);
  else
    reply = vas_named_file_reply (path, hash, "application/gzip", "No snapshot of the last day has this chunk.", TRUE);

  vas_http_request_reply (request, reply);
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_POST, "/v1/snapshots", handle_snapshots, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF, "application/json", 4096 },
  { VAS_HTTP_GET, "/v1/chunks/{hash}", handle_chunk, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF },
};

/** vas_snapshots_new: (transfer full): with its routes, before the start of @backend. */
VasSnapshots *
vas_snapshots_new (VasBackend *backend)
{
  VasSnapshots *self = g_new0 (VasSnapshots, 1);

  self->backend = backend;
  self->cancellable = g_cancellable_new ();
  self->directory = g_build_filename (vas_store_get_directory (vas_backend_get_store (backend)), "chunks", NULL);
  self->waiting = waiting_new ();
  g_mutex_init (&self->mutex);
  vas_http_server_add_routes (vas_backend_get_http (backend), routes, G_N_ELEMENTS (routes), self);
  return self;
}

/** vas_snapshots_cancel: one that is being made is given up, so that the server can stop. */
void
vas_snapshots_cancel (VasSnapshots *self)
{
  g_cancellable_cancel (self->cancellable);
}

/** vas_snapshots_free: after the server has stopped. */
void
vas_snapshots_free (VasSnapshots *self)
{
  g_clear_pointer (&self->latest, vas_snapshot_free);
  g_ptr_array_unref (self->waiting);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_free (self->directory);
  g_free (self);
}
