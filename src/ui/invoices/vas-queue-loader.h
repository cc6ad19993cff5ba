/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-queue.h"

G_BEGIN_DECLS

/** VAS_QUEUE_MOST: the most rows that the list shows; the count says how many there are. */
#define VAS_QUEUE_MOST 1000

/**
 * VasQueuePage:
 * @tab: the tab that was asked for
 * @rows: (element-type VasQueueRow): its rows, at most %VAS_QUEUE_MOST
 * @counts: how many wait, for each tab, whatever is searched for
 *
 * What the queue shows, of one moment.
 */
typedef struct {
  VasQueueTab  tab;
  GPtrArray   *rows;
  guint64      counts[VAS_QUEUE_N_TABS];
} VasQueuePage;

void          vas_queue_page_free   (VasQueuePage         *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasQueuePage, vas_queue_page_free)

void          vas_queue_load_async  (VasDesk              *desk,
                                     VasQueueTab           tab,
                                     const char           *search,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
VasQueuePage *vas_queue_load_finish (VasDesk              *desk,
                                     GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
