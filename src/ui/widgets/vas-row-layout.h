/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VAS_TYPE_ROW_LAYOUT (vas_row_layout_get_type ())
G_DECLARE_FINAL_TYPE (VasRowLayout, vas_row_layout, VAS, ROW_LAYOUT, GtkLayoutManager)

G_END_DECLS
