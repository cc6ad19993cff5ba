/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VasFrontFoot:
 *
 * The foot of a form that stands before there are records: its one button, which turns while it is busy, and what no field can mend above it.
 * Properties: `label`, with its mnemonic; `spoken`, the same for a screen reader. Signal: `pressed`, never while it is busy.
 */
#define VAS_TYPE_FRONT_FOOT (vas_front_foot_get_type ())
G_DECLARE_FINAL_TYPE (VasFrontFoot, vas_front_foot, VAS, FRONT_FOOT, GtkBox)

void        vas_front_foot_press      (VasFrontFoot *self);
void        vas_front_foot_set_busy   (VasFrontFoot *self,
                                       gboolean      busy);
gboolean    vas_front_foot_is_busy    (VasFrontFoot *self);
void        vas_front_foot_set_error  (VasFrontFoot *self,
                                       const char   *error);
const char *vas_front_foot_get_error  (VasFrontFoot *self);
GtkWidget  *vas_front_foot_get_button (VasFrontFoot *self);

G_END_DECLS
