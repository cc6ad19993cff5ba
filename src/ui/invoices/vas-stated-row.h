/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vas-stated-line.h"

G_BEGIN_DECLS

#define VAS_TYPE_STATED_ROW (vas_stated_row_get_type ())
G_DECLARE_FINAL_TYPE (VasStatedRow, vas_stated_row, VAS, STATED_ROW, GtkListBoxRow)

GtkWidget     *vas_stated_row_new      (VasStatedLine *line);
VasStatedLine *vas_stated_row_get_line (VasStatedRow  *self);

G_END_DECLS
