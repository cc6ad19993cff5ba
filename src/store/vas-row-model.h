/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-row-source.h"
#include "vas-row.h"

G_BEGIN_DECLS

/* How many rows go up before the rest of the ids is known. */
#define VAS_ROW_MODEL_FIRST 40
#define VAS_TYPE_ROW_MODEL (vas_row_model_get_type ())
G_DECLARE_FINAL_TYPE (VasRowModel, vas_row_model, VAS, ROW_MODEL, GObject)

VasRowModel  *vas_row_model_new           (VasRowSource *source);
gboolean      vas_row_model_is_loading    (VasRowModel  *self);
gboolean      vas_row_model_is_settled    (VasRowModel  *self);
const gint64 *vas_row_model_get_ids       (VasRowModel  *self,
                                           guint        *n_ids);
gint64        vas_row_model_get_id        (VasRowModel  *self,
                                           guint         position);
gboolean      vas_row_model_find          (VasRowModel  *self,
                                           gint64        id,
                                           guint        *position);
guint         vas_row_model_get_n_living  (VasRowModel  *self);
guint         vas_row_model_get_n_records (VasRowModel  *self);

G_END_DECLS
