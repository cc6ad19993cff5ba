/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VasFieldState:
 *
 * A text field as it was at a moment: text, cursor, selection.
 */
typedef struct _VasFieldState VasFieldState;

VasFieldState *vas_field_state_new         (GtkWidget     *widget);
void           vas_field_state_free        (VasFieldState *self);
void           vas_field_state_put_back    (VasFieldState *self);
gboolean       vas_field_state_type        (VasFieldState *self,
                                            const char    *text,
                                            gunichar       end);
gboolean       vas_field_state_is_search   (VasFieldState *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasFieldState, vas_field_state_free)

G_END_DECLS
