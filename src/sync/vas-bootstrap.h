/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vas-transport.h"

G_BEGIN_DECLS

/**
 * VasBootstrapStep:
 * @VAS_BOOTSTRAP_ASKING: the server makes a snapshot
 * @VAS_BOOTSTRAP_FETCHING: its chunks come, in bytes
 * @VAS_BOOTSTRAP_LOADING: they are put into a file, in the same bytes
 *
 * What a bootstrap is doing.
 */
typedef enum {
  VAS_BOOTSTRAP_ASKING,
  VAS_BOOTSTRAP_FETCHING,
  VAS_BOOTSTRAP_LOADING,
} VasBootstrapStep;

/** VasBootstrapFunc: progress of @step: @done of @total bytes. In the main context that began it. */
typedef void (*VasBootstrapFunc) (VasBootstrapStep step,
                                  gint64           done,
                                  gint64           total,
                                  gpointer         data);

gboolean  vas_bootstrap_is_wanted  (const char           *directory);
void      vas_bootstrap_run_async  (VasTransport         *transport,
                                    const char           *directory,
                                    const char           *token,
                                    gint64                now,
                                    guint                 pause_ms,
                                    VasBootstrapFunc      progress,
                                    gpointer              progress_data,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean  vas_bootstrap_run_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
