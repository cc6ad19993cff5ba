/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vas-staff.h"

G_BEGIN_DECLS

/**
 * VasStaffLine:
 *
 * A person in the list of staff, found by name, pinyin, initials, login and roles.
 */
#define VAS_TYPE_STAFF_LINE (vas_staff_line_get_type ())
G_DECLARE_FINAL_TYPE (VasStaffLine, vas_staff_line, VAS, STAFF_LINE, GtkListBoxRow)

GtkWidget *vas_staff_line_new       (VasStaff     *staff);
void       vas_staff_line_set_staff (VasStaffLine *self,
                                     VasStaff     *staff);
VasStaff  *vas_staff_line_get_staff (VasStaffLine *self);
int        vas_staff_line_match     (VasStaffLine *self,
                                     const char   *text);

G_END_DECLS
