/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-queue-item.h"

G_BEGIN_DECLS

/** VasQueueCell: a line of the queue: deadline, title, number, amount, who has it. Properties: `desk`, `item`. */
#define VAS_TYPE_QUEUE_CELL (vas_queue_cell_get_type ())
G_DECLARE_FINAL_TYPE (VasQueueCell, vas_queue_cell, VAS, QUEUE_CELL, AdwBin)

GtkWidget    *vas_queue_cell_new      (VasDesk      *desk);
VasQueueItem *vas_queue_cell_get_item (VasQueueCell *self);
void          vas_queue_cell_set_item (VasQueueCell *self,
                                       VasQueueItem *item);

G_END_DECLS
