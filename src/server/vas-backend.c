/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasBackend: what a running vasdeskd is made of.
 *
 * The store in a directory (whose lock keeps a second daemon out), the HTTP server, the figures. Opened first and started
 * after, so that the routes are all there before the first request. Closing stops the server before the store: what runs ends.
 */

#include "vas-backend.h"

#include "vas-backend-routes.h"
#include "vas-replica.h"

struct _VasBackend
{
  VasStore      *store;
  VasMetrics    *metrics;
  VasHttpServer *http;
  char          *epoch;
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
 * @directory: where the records are; made where it is absent
 * @limits: of the HTTP server
 *
 * Returns: (transfer full) (nullable): a backend that does not listen yet; an error of the store
 */
VasBackend *
vas_backend_open (const char           *directory,
                  const VasHttpLimits  *limits,
                  GError              **error)
{
  g_autoptr (VasBackend) self = g_new0 (VasBackend, 1);

  self->store = vas_store_open (directory, VAS_STORE_DEFAULT, error);
  if (self->store == NULL)
    return NULL;
  self->epoch = vas_store_read (self->store, read_epoch, NULL, NULL, error);
  if (self->epoch == NULL)
    return NULL;

  self->metrics = vas_metrics_new ();
  self->http = vas_http_server_new (limits, self->metrics);
  vas_backend_add_base_routes (self);
  return g_steal_pointer (&self);
}

/** vas_backend_start: listens; see vas_http_server_start(). */
gboolean
vas_backend_start (VasBackend  *self,
                   const char  *listen,
                   GError     **error)
{
  return vas_http_server_start (self->http, listen, error);
}

/** vas_backend_close: stops the server, lets running requests end, closes the store. Frees @self. */
void
vas_backend_close (VasBackend *self)
{
  if (self->http != NULL)
    vas_http_server_stop (self->http);
  g_clear_object (&self->http);
  if (self->store != NULL)
    vas_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_pointer (&self->metrics, vas_metrics_free);
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
