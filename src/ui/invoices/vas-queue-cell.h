/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-row.h"

G_BEGIN_DECLS

/** VasQueueCell: a line of the queue: deadline, title, number, amount, who has it. Follows a #VasRow of #VasQueueRow. */
#define VAS_TYPE_QUEUE_CELL (vas_queue_cell_get_type ())
G_DECLARE_FINAL_TYPE (VasQueueCell, vas_queue_cell, VAS, QUEUE_CELL, AdwBin)

GtkWidget  *vas_queue_cell_new           (VasDesk      *desk);
VasRow     *vas_queue_cell_get_row       (VasQueueCell *self);
void        vas_queue_cell_set_row       (VasQueueCell *self,
                                          VasRow       *row);
void        vas_queue_cell_set_with_step (VasQueueCell *self,
                                          gboolean      with_step);

G_END_DECLS
