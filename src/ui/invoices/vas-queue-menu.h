/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vas-queue-views.h"

G_BEGIN_DECLS

/**
 * VasQueueMenu:
 *
 * The menu of the queue: order, saved views with their counts, copying, exporting. It activates the actions of the pane
 * around it (`queue.…`).
 */
#define VAS_TYPE_QUEUE_MENU (vas_queue_menu_get_type ())
G_DECLARE_FINAL_TYPE (VasQueueMenu, vas_queue_menu, VAS, QUEUE_MENU, GtkPopover)

GtkWidget *vas_queue_menu_new        (VasQueueViews *views);
void       vas_queue_menu_set_count  (VasQueueMenu  *self,
                                      guint          place,
                                      guint64        count);
void       vas_queue_menu_set_shown  (VasQueueMenu  *self,
                                      guint          n_rows,
                                      guint          n_selected);
void       vas_queue_menu_ask_name   (VasQueueMenu  *self,
                                      const char    *proposal);

G_END_DECLS
