/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-row-source.h"
#include "vas-row.h"

G_BEGIN_DECLS

/* How many records are kept besides those that living rows hold. */
#define VAS_ROW_WINDOW_RECORDS 2048

typedef struct _VasRowWindow VasRowWindow;

typedef void (*VasRowWindowFailFunc) (const GError *error,
                                      gpointer      owner);

VasRowWindow *vas_row_window_new            (VasRowSource         *source,
                                             VasRowWindowFailFunc  fail,
                                             gpointer              owner);
void          vas_row_window_free           (VasRowWindow         *self);
VasRow       *vas_row_window_get_row        (VasRowWindow         *self,
                                             guint                 position);
GArray       *vas_row_window_list_living    (VasRowWindow         *self);
guint         vas_row_window_find_living    (VasRowWindow         *self,
                                             guint                 position);
void          vas_row_window_set_view       (VasRowWindow         *self,
                                             VasRowView           *view,
                                             GArray               *positions,
                                             guint                 end);
void          vas_row_window_forget_records (VasRowWindow         *self);
void          vas_row_window_detach_from    (VasRowWindow         *self,
                                             guint                 end);
gboolean      vas_row_window_is_reading     (VasRowWindow         *self);
const gint64 *vas_row_window_get_ids        (VasRowWindow         *self,
                                             guint                *n_ids);
guint         vas_row_window_get_n_living   (VasRowWindow         *self);
guint         vas_row_window_get_n_records  (VasRowWindow         *self);

G_END_DECLS
