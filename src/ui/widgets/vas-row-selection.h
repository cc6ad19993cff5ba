/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vas-selection.h"

G_BEGIN_DECLS

/**
 * VasRowSelection:
 *
 * A #VasRowModel and the #VasSelection over it as what a list of GTK wants: a model with a selection.
 */
#define VAS_TYPE_ROW_SELECTION (vas_row_selection_get_type ())
G_DECLARE_FINAL_TYPE (VasRowSelection, vas_row_selection, VAS, ROW_SELECTION, GObject)

VasRowSelection *vas_row_selection_new           (VasRowModel     *model);
VasRowModel     *vas_row_selection_get_model     (VasRowSelection *self);
VasSelection    *vas_row_selection_get_selection (VasRowSelection *self);
guint            vas_row_selection_get_size      (VasRowSelection *self);

G_END_DECLS
