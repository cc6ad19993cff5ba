/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vas-queue-item.h"

G_BEGIN_DECLS

/**
 * VasQueueModel:
 *
 * The rows of one tab of the queue, as a list model of #VasQueueItem.
 */
#define VAS_TYPE_QUEUE_MODEL (vas_queue_model_get_type ())
G_DECLARE_FINAL_TYPE (VasQueueModel, vas_queue_model, VAS, QUEUE_MODEL, GObject)

VasQueueModel *vas_queue_model_new     (void);
void           vas_queue_model_take    (VasQueueModel *self,
                                        GPtrArray     *rows);
gboolean       vas_queue_model_find    (VasQueueModel *self,
                                        const char    *key,
                                        guint         *position);
const char    *vas_queue_model_get_key (VasQueueModel *self,
                                        guint          position);

G_END_DECLS
