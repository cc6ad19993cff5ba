/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-form.h"
#include "vas-staff-access.h"

G_BEGIN_DECLS

/**
 * VasStaffPane:
 *
 * One person: name and roles in a form, and how he gets in. Signal: `said (text)`, for a toast.
 */
#define VAS_TYPE_STAFF_PANE (vas_staff_pane_get_type ())
G_DECLARE_FINAL_TYPE (VasStaffPane, vas_staff_pane, VAS, STAFF_PANE, AdwBin)

void            vas_staff_pane_show       (VasStaffPane *self,
                                           VasDesk      *desk,
                                           VasStaff     *staff,
                                           const char   *deputies,
                                           const char   *why_not);
VasForm        *vas_staff_pane_get_form   (VasStaffPane *self);
VasStaffAccess *vas_staff_pane_get_access (VasStaffPane *self);

G_END_DECLS
