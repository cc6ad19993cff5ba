/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-http-request.h"

G_BEGIN_DECLS

/** VAS_HTTP_PART_MAX: the longest variable part of a path, in bytes. */
#define VAS_HTTP_PART_MAX 128

/**
 * VasHttpSession:
 * @VAS_HTTP_SESSION_NONE: anybody
 * @VAS_HTTP_SESSION_STAFF: a session of staff
 * @VAS_HTTP_SESSION_SHOP: the shop's credential
 *
 * Who may call a route; flags, so that a route may take both kinds.
 */
typedef enum {
  VAS_HTTP_SESSION_NONE  = 0,
  VAS_HTTP_SESSION_STAFF = 1 << 0,
  VAS_HTTP_SESSION_SHOP  = 1 << 1,
} VasHttpSession;

/**
 * VasHttpWhere:
 * @VAS_HTTP_ON_WORKER: on the pool of workers: whatever touches the database, a file or a password
 * @VAS_HTTP_AT_ONCE: on the connection's own thread: only what answers from memory, without waiting
 */
typedef enum {
  VAS_HTTP_ON_WORKER,
  VAS_HTTP_AT_ONCE,
} VasHttpWhere;

/**
 * VasHttpRoute:
 * @method: the method; a path may stand in several rows
 * @path: (transfer none): such as "/v1/chunks/{hash}"; at most one part in braces, which stands for one part of a path
 * @handler: what answers
 * @where: on which thread
 * @session: who may call it
 * @content_type: (nullable): of the body; others are refused with 415. NULL takes any
 * @body_limit: bytes; 0 takes no body
 *
 * One row of the table of routes.
 */
typedef struct {
  VasHttpMethod   method;
  const char     *path;
  VasHttpHandler  handler;
  VasHttpWhere    where;
  VasHttpSession  session;
  const char     *content_type;
  gsize           body_limit;
} VasHttpRoute;

/** VasHttpRouter: the table of routes. Filled by one thread, then read by any. */
typedef struct _VasHttpRouter VasHttpRouter;

VasHttpRouter      *vas_http_router_new        (void);
void                vas_http_router_free       (VasHttpRouter       *self);
void                vas_http_router_add        (VasHttpRouter       *self,
                                                const VasHttpRoute  *routes,
                                                gsize                n_routes,
                                                gpointer             data);
const VasHttpRoute *vas_http_router_find       (VasHttpRouter       *self,
                                                VasHttpMethod        method,
                                                const char          *path,
                                                gpointer            *data,
                                                char               **part,
                                                guint               *allowed);
char               *vas_http_router_list_allow (guint                allowed);
const char         *vas_http_method_name       (VasHttpMethod        method);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasHttpRouter, vas_http_router_free)

G_END_DECLS
