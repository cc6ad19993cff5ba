/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vas-queue.h"

G_BEGIN_DECLS

/**
 * VasQueueView:
 * @name: what this desk calls it; no two have the same
 *
 * A question that somebody wants to ask again.
 */
typedef struct {
  char          *name;
  VasQueueTab    tab;
  VasQueueOrder  order;
  char          *search;
} VasQueueView;

/**
 * VasQueueViews:
 *
 * The saved views of the queue at this desk. Signal `changed`.
 */
#define VAS_TYPE_QUEUE_VIEWS (vas_queue_views_get_type ())
G_DECLARE_FINAL_TYPE (VasQueueViews, vas_queue_views, VAS, QUEUE_VIEWS, GObject)

VasQueueViews      *vas_queue_views_new    (GSettings          *settings);
guint               vas_queue_views_get_n  (VasQueueViews      *self);
const VasQueueView *vas_queue_views_get    (VasQueueViews      *self,
                                            guint               place);
gboolean            vas_queue_views_find   (VasQueueViews      *self,
                                            const char         *name,
                                            guint              *place);
GVariant           *vas_queue_views_dup    (VasQueueViews      *self);
void                vas_queue_views_put    (VasQueueViews      *self,
                                            GVariant           *state);
void                vas_queue_views_save   (VasQueueViews      *self,
                                            const VasQueueView *view);
gboolean            vas_queue_views_rename (VasQueueViews      *self,
                                            guint               place,
                                            const char         *name);
void                vas_queue_views_remove (VasQueueViews      *self,
                                            guint               place);

G_END_DECLS
