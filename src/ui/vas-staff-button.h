/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/** VasStaffButton: who is acting, and the list of who else may, to choose from. Properties: `desk`, `compact`. */
#define VAS_TYPE_STAFF_BUTTON (vas_staff_button_get_type ())
G_DECLARE_FINAL_TYPE (VasStaffButton, vas_staff_button, VAS, STAFF_BUTTON, AdwBin)

G_END_DECLS
