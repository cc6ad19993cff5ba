/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-queue.h"

G_BEGIN_DECLS

/**
 * VasQueueCounts:
 * @question: what was asked
 * @counts: how many there are in each tab
 */
typedef struct {
  VasQueueQuestion *question;
  guint64           counts[VAS_QUEUE_N_TABS];
} VasQueueCounts;

void        vas_queue_counts_free         (VasQueueCounts       *counts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasQueueCounts, vas_queue_counts_free)

void        vas_queue_count_async         (VasDesk              *desk,
                                           GPtrArray            *questions,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GPtrArray  *vas_queue_count_finish        (VasDesk              *desk,
                                           GAsyncResult         *result,
                                           GError              **error);
void        vas_queue_load_rows_async     (VasDesk              *desk,
                                           VasQueueQuestion     *question,
                                           GArray               *ids,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void        vas_queue_load_request_async  (VasDesk              *desk,
                                           VasQueueQuestion     *question,
                                           const char           *key,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GPtrArray  *vas_queue_load_rows_finish    (VasDesk              *desk,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
