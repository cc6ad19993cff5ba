/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-transport.h"

G_BEGIN_DECLS

/**
 * VasDaemonConnectFunc: the way to an address.
 *
 * Returns: (transfer full) (nullable)
 */
typedef VasTransport *(*VasDaemonConnectFunc) (const char  *address,
                                               GError     **error);

/**
 * VasDaemon:
 *
 * The backend of this computer, which the desk starts for itself and which ends with it. It is a way to that backend (a #VasTransport)
 * that stays the same when the backend was started again and listens elsewhere. Main thread.
 *
 * Signals: `changed`: progress or state is other than before; `restarted`: it had ended by itself, and answers again.
 */
#define VAS_TYPE_DAEMON (vas_daemon_get_type ())
G_DECLARE_FINAL_TYPE (VasDaemon, vas_daemon, VAS, DAEMON, GObject)

VasDaemon  *vas_daemon_new           (const char            *program,
                                      const char            *directory,
                                      gboolean               demo,
                                      VasDaemonConnectFunc   connect);
const char *vas_daemon_get_directory (VasDaemon             *self);
int         vas_daemon_get_making    (VasDaemon             *self);
void        vas_daemon_ask_async     (VasDaemon             *self,
                                      const char            *login,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);
void        vas_daemon_begin_async   (VasDaemon             *self,
                                      const char            *login,
                                      const char            *name,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);
char       *vas_daemon_ask_finish    (VasDaemon             *self,
                                      GAsyncResult          *result,
                                      char                 **login,
                                      char                 **staff_key,
                                      GError               **error);
void        vas_daemon_stop_async    (VasDaemon             *self,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);
void        vas_daemon_stop_finish   (VasDaemon             *self,
                                      GAsyncResult          *result);

G_END_DECLS
