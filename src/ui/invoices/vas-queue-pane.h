/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-queue.h"

G_BEGIN_DECLS

/**
 * VasQueuePane:
 *
 * The queue: search, tabs with counts, the list by deadline. Properties: `desk`, `current` (key of the request that is open),
 * `n-selected`, `n-review` (how many wait for their review), `order` (the word for the order of the list, writable). Signal
 * `opened (key)`: the person moved to another request.
 */
#define VAS_TYPE_QUEUE_PANE (vas_queue_pane_get_type ())
G_DECLARE_FINAL_TYPE (VasQueuePane, vas_queue_pane, VAS, QUEUE_PANE, AdwBin)

GtkWidget        *vas_queue_pane_new           (VasDesk          *desk);
void              vas_queue_pane_refresh       (VasQueuePane     *self);
void              vas_queue_pane_search        (VasQueuePane     *self,
                                                const char       *text);
VasQueueTab       vas_queue_pane_get_tab       (VasQueuePane     *self);
void              vas_queue_pane_set_tab       (VasQueuePane     *self,
                                                VasQueueTab       tab);
void              vas_queue_pane_show_view     (VasQueuePane     *self,
                                                VasQueueTab       tab,
                                                VasQueueOrder     order,
                                                const char       *search);
const char       *vas_queue_pane_get_current   (VasQueuePane     *self);
void              vas_queue_pane_set_current   (VasQueuePane     *self,
                                                const char       *key);
char             *vas_queue_pane_get_next      (VasQueuePane     *self);
void              vas_queue_pane_move          (VasQueuePane     *self,
                                                int               by,
                                                gboolean          extend);
GArray           *vas_queue_pane_get_selected  (VasQueuePane     *self);
VasQueueQuestion *vas_queue_pane_make_question (VasQueuePane     *self);
void              vas_queue_pane_focus         (VasQueuePane     *self);
GtkWidget        *vas_queue_pane_get_list      (VasQueuePane     *self);
GPtrArray        *vas_queue_pane_list_views    (VasQueuePane     *self);
void              vas_queue_pane_export_async  (VasQueuePane     *self,
                                                const char       *path,
                                                GAsyncReadyCallback callback,
                                                gpointer          user_data);
GCancellable     *vas_queue_pane_begin_work    (VasQueuePane     *self);
void              vas_queue_pane_show_work     (VasQueuePane     *self,
                                                const char       *text,
                                                guint             done,
                                                guint             all);
void              vas_queue_pane_end_work      (VasQueuePane     *self);
gboolean          vas_queue_pane_export_finish (VasQueuePane     *self,
                                                GAsyncResult     *result,
                                                GError          **error);
const char       *vas_queue_tab_get_name       (VasQueueTab       tab);
const char       *vas_queue_tab_get_english    (VasQueueTab       tab);
const char       *vas_queue_order_get_name     (VasQueueOrder     order);

G_END_DECLS
