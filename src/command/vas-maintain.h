/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-engine.h"

G_BEGIN_DECLS

/* Work of the clock: what is due now, done by commands of the system. */

gboolean vas_maintain         (VasEngine            *engine,
                               guint                *n_done,
                               GError              **error);
void     vas_maintain_async   (VasEngine            *engine,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
gboolean vas_maintain_finish  (VasEngine            *engine,
                               GAsyncResult         *result,
                               guint                *n_done,
                               GError              **error);

G_END_DECLS
