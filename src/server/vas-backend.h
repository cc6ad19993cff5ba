/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-http-server.h"
#include "vas-store.h"

G_BEGIN_DECLS

/** VAS_BACKEND_PROTOCOL: the version of the protocol that is spoken (doc/protocol.md). */
#define VAS_BACKEND_PROTOCOL 1

/**
 * VasBackend:
 *
 * A running vasdeskd: the store, the HTTP server and the figures, and the routes that bind them. Opened and closed by one
 * thread, which runs the main context that was its thread-default at the opening.
 */
typedef struct _VasBackend VasBackend;

VasBackend    *vas_backend_open         (const char           *directory,
                                         const char           *database,
                                         const VasHttpLimits  *limits,
                                         GError              **error);
gboolean       vas_backend_start        (VasBackend           *self,
                                         const char           *listen,
                                         GError              **error);
void           vas_backend_close        (VasBackend           *self);

VasStore      *vas_backend_get_store    (VasBackend           *self);
VasHttpServer *vas_backend_get_http     (VasBackend           *self);
VasMetrics    *vas_backend_get_metrics  (VasBackend           *self);
const char    *vas_backend_get_epoch    (VasBackend           *self);
GCancellable  *vas_backend_get_cancellable (VasBackend        *self);
gint64         vas_backend_get_now      (VasBackend           *self);
void           vas_backend_set_now      (VasBackend           *self,
                                         gint64                now);
void           vas_backend_check_async  (VasBackend           *self,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean       vas_backend_check_finish (VasBackend           *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasBackend, vas_backend_close)

G_END_DECLS
