/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-queue.h"
#include "vas-row-source.h"

G_BEGIN_DECLS

typedef struct _VasQueueMemory VasQueueMemory;

VasQueueMemory *vas_queue_memory_new          (void);
void            vas_queue_memory_free         (VasQueueMemory          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasQueueMemory, vas_queue_memory_free)

void            vas_queue_memory_touch        (VasQueueMemory          *self,
                                               GArray                  *ids);
guint64         vas_queue_memory_get_position (VasQueueMemory          *self);
guint           vas_queue_memory_get_n_read   (VasQueueMemory          *self);
gboolean        vas_queue_memory_find         (VasSql                  *sql,
                                               const VasQueueQuestion  *question,
                                               guint                    limit,
                                               VasRowView              *view);
gboolean        vas_queue_memory_count        (VasSql                  *sql,
                                               const VasQueueQuestion  *question,
                                               guint64                  counts[VAS_QUEUE_N_TABS]);

G_END_DECLS
