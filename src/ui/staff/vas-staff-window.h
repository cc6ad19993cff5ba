/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-staff-pane.h"

G_BEGIN_DECLS

/**
 * VasStaffWindow:
 *
 * The people who use the program (R30): a list, and the one who is chosen beside it. Administrators change, auditors look, and it
 * closes itself when who is acting is neither any more.
 */
#define VAS_TYPE_STAFF_WINDOW (vas_staff_window_get_type ())
G_DECLARE_FINAL_TYPE (VasStaffWindow, vas_staff_window, VAS, STAFF_WINDOW, AdwWindow)

gboolean      vas_staff_window_may_open (VasDesk        *desk);
GtkWidget    *vas_staff_window_new      (VasDesk        *desk,
                                         GtkWindow      *parent);
guint         vas_staff_window_get_n    (VasStaffWindow *self);
gboolean      vas_staff_window_choose   (VasStaffWindow *self,
                                         const char     *login);
void          vas_staff_window_search   (VasStaffWindow *self,
                                         const char     *text);
VasForm      *vas_staff_window_add      (VasStaffWindow *self);
VasStaffPane *vas_staff_window_get_pane (VasStaffWindow *self);

G_END_DECLS
