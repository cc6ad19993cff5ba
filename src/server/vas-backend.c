/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasBackend: what a running vasdeskd is made of.
 *
 * The store in a directory (whose lock keeps a second daemon out) or on a server (where many may be), the HTTP server, the figures, and the parts that bind them.
 * Opened first and started after, so that the routes are all there before the first request. Closing stops the server, then
 * what works in the main context, then the store: what runs ends. Records that were their own until now are a backend's from
 * their opening on (vas_backend_make()).
 */

#include "vas-backend.h"

#include "vas-access-route.h"
#include "vas-backend-make.h"
#include "vas-backend-routes.h"
#include "vas-blob-route.h"
#include "vas-clock.h"
#include "vas-copy-route.h"
#include "vas-feed-route.h"
#include "vas-push.h"
#include "vas-replica.h"
#include "vas-reveal-route.h"
#include "vas-search-route.h"
#include "vas-secret.h"
#include "vas-sessions.h"
#include "vas-shop-route.h"
#include "vas-snapshots.h"
#include "vas-time.h"
#include "vas-waiters.h"

struct _VasBackend
{
  VasStore      *store;
  VasMetrics    *metrics;
  VasHttpServer *http;
  char          *epoch;
  GCancellable  *cancellable;
  gint64         now;      /* atomic: a given moment, or 0 for the clock */
  VasSessions   *sessions;
  VasWaiters    *waiters;
  VasShopDoor   *shop;
  VasSnapshots  *snapshots;
  VasReveals    *reveals;
  VasCopies     *copies;
  VasSearches   *searches;
  VasClock      *clock;
};

static gpointer
read_epoch (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return vas_replica_get_epoch (sql, error);
}

/**
 * vas_backend_open:
 * @directory: where the records are, or what is beside them; made where it is absent
 * @database: (nullable): postgresql://…, where the records are then, for any number of daemons
 * @limits: of the HTTP server
 *
 * Returns: (transfer full) (nullable): a backend that does not listen yet; an error of the store
 */
VasBackend *
vas_backend_open (const char           *directory,
                  const char           *database,
                  const VasHttpLimits  *limits,
                  GError              **error)
{
  g_autoptr (VasBackend) self = g_new0 (VasBackend, 1);

  if (!vas_secret_start (error))
    return NULL;
  self->store = vas_backend_open_store (directory, database, error);
  if (self->store == NULL || !vas_backend_make (self->store, error))
    return NULL;
  self->epoch = vas_store_read (self->store, read_epoch, NULL, NULL, error);
  if (self->epoch == NULL)
    return NULL;

  self->metrics = vas_metrics_new ();
  self->http = vas_http_server_new (limits, self->metrics);
  self->cancellable = g_cancellable_new ();
  vas_backend_add_base_routes (self);
  self->sessions = vas_sessions_new (self);
  vas_push_add_routes (self);
  vas_feed_add_routes (self);
  vas_blob_add_routes (self);
  self->waiters = vas_waiters_new (self);
  self->snapshots = vas_snapshots_new (self);
  self->reveals = vas_reveals_new (self);
  self->copies = vas_copies_new (self);
  self->searches = vas_searches_new (self);
  vas_access_add_routes (self);
  self->shop = vas_shop_door_new (self);
  return g_steal_pointer (&self);
}

/** vas_backend_start: listens and begins the work of the clock; see vas_http_server_start(). */
gboolean
vas_backend_start (VasBackend  *self,
                   const char  *listen,
                   GError     **error)
{
  if (!vas_http_server_start (self->http, listen, error))
    return FALSE;

  self->clock = vas_clock_new (self);
  return TRUE;
}

/** vas_backend_close: stops the server, lets running requests end, closes the store. Frees @self. */
void
vas_backend_close (VasBackend *self)
{
  if (self->snapshots != NULL)
    vas_snapshots_cancel (self->snapshots);
  if (self->http != NULL)
    vas_http_server_stop (self->http);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->clock, vas_clock_free);
  g_clear_pointer (&self->searches, vas_searches_free);
  g_clear_pointer (&self->copies, vas_copies_free);
  g_clear_pointer (&self->reveals, vas_reveals_free);
  g_clear_pointer (&self->snapshots, vas_snapshots_free);
  g_clear_pointer (&self->shop, vas_shop_door_free);
  g_clear_pointer (&self->waiters, vas_waiters_free);
  g_clear_pointer (&self->sessions, vas_sessions_free);
  g_clear_object (&self->http);
  if (self->store != NULL)
    vas_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_pointer (&self->metrics, vas_metrics_free);
  g_clear_object (&self->cancellable);
  g_free (self->epoch);
  g_free (self);
}

/** vas_backend_get_store: (transfer none): its store, open. */
VasStore *
vas_backend_get_store (VasBackend *self)
{
  return self->store;
}

/** vas_backend_get_http: (transfer none): its server, to add routes to before the start. */
VasHttpServer *
vas_backend_get_http (VasBackend *self)
{
  return self->http;
}

/** vas_backend_get_metrics: (transfer none): its figures. */
VasMetrics *
vas_backend_get_metrics (VasBackend *self)
{
  return self->metrics;
}

/** vas_backend_get_epoch: (transfer none): the epoch of the records, which changes when a backup is put back. */
const char *
vas_backend_get_epoch (VasBackend *self)
{
  return self->epoch;
}

/** vas_backend_get_cancellable: (transfer none): cancelled when it closes, for what its parts do in the main context. */
GCancellable *
vas_backend_get_cancellable (VasBackend *self)
{
  return self->cancellable;
}

/** vas_backend_get_now: the instant by which everything is judged. Any thread. */
gint64
vas_backend_get_now (VasBackend *self)
{
  const gint64 now = __atomic_load_n (&self->now, __ATOMIC_RELAXED);

  return now != 0 ? now : vas_instant_now ();
}

/** vas_backend_set_now: a moment of the caller's instead of the clock's; 0 goes back to the clock. Any thread. */
void
vas_backend_set_now (VasBackend *self,
                     gint64      now)
{
  __atomic_store_n (&self->now, now, __ATOMIC_RELAXED);
}

/** vas_backend_check_async: whether the records can be read; in the main context of the caller. */
void
vas_backend_check_async (VasBackend          *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  vas_store_read_async (self->store, read_epoch, NULL, NULL, g_free, NULL, callback, user_data);
}

/** vas_backend_check_finish: FALSE with what the store said. */
gboolean
vas_backend_check_finish (VasBackend    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_autofree char *epoch = vas_store_finish (self->store, result, error);

  return epoch != NULL;
}
