/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vas-http-router.h"
#include "vas-metrics.h"

G_BEGIN_DECLS

/**
 * VasHttpLimits:
 * @connections: most connections at once
 * @connections_per_address: most of them from one address
 * @head_ms: from the opening of a connection to the end of its first header
 * @idle_ms: from the end of a reply to the end of the next header
 * @body_ms: for a body, besides what @min_rate gives
 * @reply_ms: for taking a reply, besides what @min_rate gives
 * @min_rate: bytes a second that a body must move at
 * @stop_ms: what running requests are given when the server stops
 * @body_budget: bytes of all request bodies that are held at once
 * @threads: that speak HTTP
 * @workers: that run handlers
 * @behind_proxy: whether X-Real-IP names the client, where this computer or @proxy says so; such a peer has as many connections as
 *   there may be
 * @proxy: (nullable): of a proxy that is not on this computer; outlives the server
 *
 * What one server allows. Times in milliseconds.
 */
typedef struct {
  guint         connections;
  guint         connections_per_address;
  guint         head_ms;
  guint         idle_ms;
  guint         body_ms;
  guint         reply_ms;
  guint         min_rate;
  guint         stop_ms;
  guint64       body_budget;
  guint         threads;
  guint         workers;
  gboolean      behind_proxy;
  GInetAddress *proxy;
} VasHttpLimits;

/** VAS_HTTP_LIMITS_DEFAULT: what vasdeskd uses where nothing else is asked for. */
#define VAS_HTTP_LIMITS_DEFAULT                                                                                          \
  { .connections = 2000, .connections_per_address = 1000, .head_ms = 10000, .idle_ms = 75000, .body_ms = 20000,          \
    .reply_ms = 30000, .min_rate = 32768, .stop_ms = 20000, .body_budget = 256 * 1024 * 1024, .threads = 2, .workers = 8, \
    .behind_proxy = FALSE, .proxy = NULL }

/**
 * VasHttpAuthFunc:
 * @request: a request of a route that needs a session
 * @kinds: the kinds that the route takes
 *
 * Finds the session of a request by its credential and puts it in the request's slot. Called on a worker.
 *
 * Returns: (transfer full) (nullable): NULL where it may go on; else the refusal
 */
typedef VasHttpReply *(*VasHttpAuthFunc) (VasHttpRequest *request,
                                          VasHttpSession  kinds,
                                          gpointer        data);

/**
 * VasHttpServer:
 *
 * HTTP for vasdeskd: listens, guards, routes, runs handlers on workers and sends what they answer. Built, given its routes
 * and started by one thread; that thread stops it. vas_http_server_stop() is explicit.
 */
#define VAS_TYPE_HTTP_SERVER (vas_http_server_get_type ())
G_DECLARE_FINAL_TYPE (VasHttpServer, vas_http_server, VAS, HTTP_SERVER, GObject)

gboolean       vas_http_limits_believe      (const VasHttpLimits  *limits,
                                             const char           *peer);

VasHttpServer *vas_http_server_new          (const VasHttpLimits  *limits,
                                             VasMetrics           *metrics);
void           vas_http_server_add_routes   (VasHttpServer        *self,
                                             const VasHttpRoute   *routes,
                                             gsize                 n_routes,
                                             gpointer              data);
void           vas_http_server_set_auth     (VasHttpServer        *self,
                                             VasHttpAuthFunc       func,
                                             gpointer              data);
gboolean       vas_http_server_start        (VasHttpServer        *self,
                                             const char           *listen,
                                             GError              **error);
const char    *vas_http_server_get_uri      (VasHttpServer        *self);
void           vas_http_server_stop         (VasHttpServer        *self);

G_END_DECLS
