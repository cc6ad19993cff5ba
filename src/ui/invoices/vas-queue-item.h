/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-queue.h"

G_BEGIN_DECLS

/**
 * VasQueueItem:
 *
 * A place in the queue: stays the same object while its request stays in the list, whatever changes in it. Property `row`.
 */
#define VAS_TYPE_QUEUE_ITEM (vas_queue_item_get_type ())
G_DECLARE_FINAL_TYPE (VasQueueItem, vas_queue_item, VAS, QUEUE_ITEM, GObject)

VasQueueItem *vas_queue_item_new     (VasQueueRow  *row);
VasQueueRow  *vas_queue_item_get_row (VasQueueItem *self);
void          vas_queue_item_set_row (VasQueueItem *self,
                                      VasQueueRow  *row);
const char   *vas_queue_item_get_key (VasQueueItem *self);

G_END_DECLS
