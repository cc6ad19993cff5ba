/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasStaffAccess:
 *
 * How a person gets in and out: password, sessions, whether he works here, and his deputies. What the server alone knows comes from
 * there and is kept nowhere. Signal: `said (text)`, for a toast.
 */
#define VAS_TYPE_STAFF_ACCESS (vas_staff_access_get_type ())
G_DECLARE_FINAL_TYPE (VasStaffAccess, vas_staff_access, VAS, STAFF_ACCESS, AdwBin)

void        vas_staff_access_show         (VasStaffAccess *self,
                                           VasDesk        *desk,
                                           VasStaff       *staff,
                                           const char     *deputies,
                                           const char     *why_not);
void        vas_staff_access_give         (VasStaffAccess *self);
GtkWidget  *vas_staff_access_get_button   (VasStaffAccess *self,
                                           const char     *name);
const char *vas_staff_access_get_subtitle (VasStaffAccess *self,
                                           const char     *name);

G_END_DECLS
