/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** VasSidebarRow: a view in the sidebar: `view` (its name), `title`, `icon-name`, `keys`, `count`, `compact`. */
#define VAS_TYPE_SIDEBAR_ROW (vas_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (VasSidebarRow, vas_sidebar_row, VAS, SIDEBAR_ROW, GtkListBoxRow)

const char *vas_sidebar_row_get_view (VasSidebarRow *self);

G_END_DECLS
