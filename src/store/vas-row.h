/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define VAS_TYPE_ROW (vas_row_get_type ())
G_DECLARE_FINAL_TYPE (VasRow, vas_row, VAS, ROW, GObject)

guint    vas_row_get_position (VasRow *self);
gint64   vas_row_get_id       (VasRow *self);
gpointer vas_row_get_entity   (VasRow *self);
gboolean vas_row_is_loaded    (VasRow *self);

G_END_DECLS
