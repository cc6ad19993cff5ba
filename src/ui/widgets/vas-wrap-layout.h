/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VasWrapLayout:
 *
 * Children in lines, each as wide as it wants to be, as many to a line as fit. Property `spacing`, in pixels, both ways.
 */
#define VAS_TYPE_WRAP_LAYOUT (vas_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (VasWrapLayout, vas_wrap_layout, VAS, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
