/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-staff.h"

static const VasField fields[] = {
  VAS_FIELD (VasStaff, login, TEXT, 0),
  VAS_FIELD (VasStaff, name, TEXT, 0),
  VAS_FIELD (VasStaff, roles, INTEGER, 0),
  VAS_FIELD (VasStaff, active, BOOLEAN, 0),
};

VAS_DEFINE_ENTITY (VasStaff, vas_staff, "staff", fields)
