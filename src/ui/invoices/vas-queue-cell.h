/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-queue-sight.h"
#include "vas-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VAS_TYPE_QUEUE_CELL (vas_queue_cell_get_type ())
G_DECLARE_FINAL_TYPE (VasQueueCell, vas_queue_cell, VAS, QUEUE_CELL, GtkWidget)

GtkWidget *vas_queue_cell_new           (VasDesk       *desk,
                                         VasQueueSight *sight);
VasRow    *vas_queue_cell_get_row       (VasQueueCell  *self);
void       vas_queue_cell_set_row       (VasQueueCell  *self,
                                         VasRow        *row);
void       vas_queue_cell_set_with_step (VasQueueCell  *self,
                                         gboolean       with_step);
void       vas_queue_cell_show          (VasQueueCell  *self);

G_END_DECLS
