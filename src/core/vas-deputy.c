/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-deputy.h"

static const VasField fields[] = {
  VAS_FIELD (VasDeputy, principal_key, KEY, 0),
  VAS_FIELD (VasDeputy, deputy_key, KEY, 0),
  VAS_FIELD (VasDeputy, roles, INTEGER, 0),
  VAS_FIELD (VasDeputy, from_date, DATE, 0),
  VAS_FIELD (VasDeputy, to_date, DATE, 0),
  VAS_FIELD (VasDeputy, named_by, KEY, 0),
};

VAS_DEFINE_ENTITY (VasDeputy, vas_deputy, "deputy", fields)
