/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-queue.h"

G_BEGIN_DECLS

/**
 * VasQueuePane:
 *
 * The queue: search, tabs with counts, the list by deadline. Properties: `desk`, `current` (key of the request that is open),
 * `n-selected`, `n-review` (how many wait for their review). Signal `opened (key)`: the person moved to another request.
 */
#define VAS_TYPE_QUEUE_PANE (vas_queue_pane_get_type ())
G_DECLARE_FINAL_TYPE (VasQueuePane, vas_queue_pane, VAS, QUEUE_PANE, AdwBin)

GtkWidget  *vas_queue_pane_new          (VasDesk      *desk);
void        vas_queue_pane_refresh      (VasQueuePane *self);
void        vas_queue_pane_search       (VasQueuePane *self,
                                         const char   *text);
VasQueueTab vas_queue_pane_get_tab      (VasQueuePane *self);
void        vas_queue_pane_set_tab      (VasQueuePane *self,
                                         VasQueueTab   tab);
const char *vas_queue_pane_get_current  (VasQueuePane *self);
void        vas_queue_pane_set_current  (VasQueuePane *self,
                                         const char   *key);
char       *vas_queue_pane_get_next     (VasQueuePane *self);
void        vas_queue_pane_move         (VasQueuePane *self,
                                         int           by,
                                         gboolean      extend);
GPtrArray  *vas_queue_pane_get_selected (VasQueuePane *self);
VasRequest *vas_queue_pane_get_request  (VasQueuePane *self,
                                         const char   *key);
void        vas_queue_pane_focus        (VasQueuePane *self);
GtkWidget  *vas_queue_pane_get_list     (VasQueuePane *self);
const char *vas_queue_tab_get_name      (VasQueueTab   tab);

G_END_DECLS
