/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-engine.h"

G_BEGIN_DECLS

/* Work of the clock: what is due now, done by commands of the system. */

/** VAS_MAINTAIN_AT_MOST: records of each kind at once, so that nobody waits behind the clock; what is left is due the next time. */
#define VAS_MAINTAIN_AT_MOST 1000

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
