/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasHttpServer: libmicrohttpd with a guard before it and workers behind it.
 *
 * A connection belongs to one of the library's few threads (vas-http-connection.c), which speak HTTP and never wait; what
 * touches the database runs on workers; the watch (vas-http-watch.c) has a deadline for whatever a client is waited for.
 *
 * The library is not asked to stop listening when the server stops (in 0.9.75 that can abort the program when its threads take
 * the same moment): new connections are refused one by one.
 */

#include "vas-http-private.h"

#include "vas-problem.h"
#include "vas-server-error.h"

#include <microhttpd.h>
#include <unistd.h>

G_DEFINE_FINAL_TYPE (VasHttpServer, vas_http_server, G_TYPE_OBJECT)

/* What a worker is handed; without a function, the route's handler. */
typedef struct {
  VasHttpRequest *request;
  VasHttpHandler  func;
  gpointer        data;
} Work;

static void
work_free (Work *work)
{
  vas_http_request_unref (work->request);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static void
work_cb (gpointer data,
         gpointer user_data)
{
  g_autoptr (Work) work = data;
  VasHttpServer *self = user_data;
  VasHttpRequest *request = work->request;
  VasHttpReply *refusal = NULL;

  if (work->func != NULL)
    {
      work->func (request, work->data);
      return;
    }

  if (request->route->session != VAS_HTTP_SESSION_NONE)
    {
      refusal = self->auth != NULL ? self->auth (request, request->route->session, self->auth_data)
                                   : vas_problem_reply (VAS_PROBLEM_NO_SESSION, NULL);
    }
  if (refusal != NULL)
    vas_http_request_reply (request, refusal);
  else
    request->route->handler (request, request->data);
}

/* vas_http_server_run: hands @request to a worker; once the server has stopped, it is answered with 503. */
void
vas_http_server_run (VasHttpServer  *self,
                     VasHttpRequest *request,
                     VasHttpHandler  func,
                     gpointer        data)
{
  Work *work = g_new (Work, 1);
  gboolean late;

  work->request = vas_http_request_ref (request);
  work->func = func;
  work->data = data;
  g_mutex_lock (&self->mutex);
  late = self->workers == NULL;
  if (!late)
    g_thread_pool_push (self->workers, work, NULL);
  g_mutex_unlock (&self->mutex);
  if (!late)
    return;

  vas_http_request_reply (request, vas_problem_reply (VAS_PROBLEM_UNAVAILABLE, "The server stops."));
  work_free (work);
}

/**
 * vas_http_limits_believe:
 * @peer: numeric address of the other end of a connection
 *
 * Whether it is the proxy, which alone may say who asks.
 */
gboolean
vas_http_limits_believe (const VasHttpLimits *limits,
                         const char          *peer)
{
  g_autoptr (GInetAddress) address = limits->behind_proxy ? g_inet_address_new_from_string (peer) : NULL;

  return address != NULL && (g_inet_address_get_is_loopback (address) || (limits->proxy != NULL && g_inet_address_equal (address, limits->proxy)));
}

static void
declare_metrics (VasMetrics *metrics)
{
  vas_metrics_declare (metrics, "vasdesk_http_requests_total", VAS_METRICS_COUNTER, "Requests that ended, by route and status.");
  vas_metrics_declare (metrics, "vasdesk_http_request_seconds", VAS_METRICS_SECONDS, "From request line to the end of the reply.");
  vas_metrics_declare (metrics, "vasdesk_http_connections", VAS_METRICS_GAUGE, "Open connections.");
  vas_metrics_declare (metrics, "vasdesk_http_parked", VAS_METRICS_GAUGE, "Requests that wait for something to happen.");
  vas_metrics_declare (metrics, "vasdesk_http_refused_total", VAS_METRICS_COUNTER, "Connections that were not taken.");
  vas_metrics_declare (metrics, "vasdesk_http_timeouts_total", VAS_METRICS_COUNTER, "Connections shut because they were too slow.");
}

/**
 * vas_http_server_new:
 * @limits: copied
 * @metrics: outlives the server
 *
 * Returns: (transfer full): a server that does not listen yet
 */
VasHttpServer *
vas_http_server_new (const VasHttpLimits *limits,
                     VasMetrics          *metrics)
{
  VasHttpServer *self = g_object_new (VAS_TYPE_HTTP_SERVER, NULL);

  self->limits = *limits;
  self->metrics = metrics;
  declare_metrics (metrics);
  return self;
}

/** vas_http_server_add_routes: see vas_http_router_add(); before the start. */
void
vas_http_server_add_routes (VasHttpServer      *self,
                            const VasHttpRoute *routes,
                            gsize               n_routes,
                            gpointer            data)
{
  g_return_if_fail (self->daemon == NULL);

  vas_http_router_add (self->router, routes, n_routes, data);
}

/** vas_http_server_set_auth: who judges credentials; before the start. Without it, routes that need a session refuse all. */
void
vas_http_server_set_auth (VasHttpServer   *self,
                          VasHttpAuthFunc  func,
                          gpointer         data)
{
  g_return_if_fail (self->daemon == NULL);

  self->auth = func;
  self->auth_data = data;
}

/**
 * vas_http_server_start:
 * @listen: numeric address and port, "127.0.0.1:8080" or "[::1]:0"; port 0 picks one
 *
 * Returns: FALSE with %VAS_SERVER_ERROR_LISTEN where it cannot listen there
 */
gboolean
vas_http_server_start (VasHttpServer  *self,
                       const char     *listen,
                       GError        **error)
{
  const int fd = vas_http_listen (listen, &self->uri, error);

  if (fd < 0)
    return FALSE;

  self->watch = vas_http_watch_new (self, &self->limits, self->metrics);
  self->workers = g_thread_pool_new_full (work_cb, self, (GDestroyNotify) work_free, (int) self->limits.workers, FALSE, NULL);
  self->daemon = vas_http_connection_start (self, fd);
  if (self->daemon != NULL)
    return TRUE;

  g_set_error (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_LISTEN, "%s: the HTTP library did not start.", listen);
  close (fd);
  vas_http_server_stop (self);
  return FALSE;
}

/**
 * vas_http_server_stop:
 *
 * Takes nothing new, waits for running requests as long as the limits allow, and ends. Blocks. A second stop does nothing.
 */
void
vas_http_server_stop (VasHttpServer *self)
{
  GThreadPool *workers;

  if (self->watch == NULL)
    return;

  vas_http_watch_drain (self->watch);
  g_mutex_lock (&self->mutex);
  workers = g_steal_pointer (&self->workers);
  g_mutex_unlock (&self->mutex);
  g_thread_pool_free (workers, FALSE, TRUE);
  g_clear_pointer (&self->daemon, MHD_stop_daemon);
  g_clear_pointer (&self->watch, vas_http_watch_free);
}

/** vas_http_server_get_uri: (nullable): where it listens, "http://127.0.0.1:8080"; NULL before the start. */
const char *
vas_http_server_get_uri (VasHttpServer *self)
{
  return self->uri;
}

static void
vas_http_server_finalize (GObject *object)
{
  VasHttpServer *self = VAS_HTTP_SERVER (object);

  vas_http_server_stop (self);
  g_clear_pointer (&self->router, vas_http_router_free);
  g_mutex_clear (&self->mutex);
  g_free (self->uri);

  G_OBJECT_CLASS (vas_http_server_parent_class)->finalize (object);
}

static void
vas_http_server_class_init (VasHttpServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_http_server_finalize;
}

static void
vas_http_server_init (VasHttpServer *self)
{
  g_mutex_init (&self->mutex);
  self->router = vas_http_router_new ();
}
