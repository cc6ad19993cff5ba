/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _VasQueueCell VasQueueCell;

#define VAS_TYPE_QUEUE_SIGHT (vas_queue_sight_get_type ())
G_DECLARE_FINAL_TYPE (VasQueueSight, vas_queue_sight, VAS, QUEUE_SIGHT, GObject)

VasQueueSight *vas_queue_sight_new             (GtkAdjustment *adjustment);
gboolean       vas_queue_sight_has             (VasQueueSight *self,
                                                guint          position);
void           vas_queue_sight_wait            (VasQueueSight *self,
                                                VasQueueCell  *cell);
void           vas_queue_sight_forget          (VasQueueSight *self,
                                                VasQueueCell  *cell);
gboolean       vas_queue_sight_is_waiting      (VasQueueSight *self,
                                                VasQueueCell  *cell);
int            vas_queue_sight_get_line_height (VasQueueSight *self);
void           vas_queue_sight_set_line_height (VasQueueSight *self,
                                                int            height);
void           vas_queue_sight_set_row_height  (VasQueueSight *self,
                                                int            height);

G_END_DECLS
