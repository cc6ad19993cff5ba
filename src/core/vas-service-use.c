/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-service-use.h"

static const VasField fields[] = {
  VAS_FIELD (VasServiceUse, order_key, KEY, 0),
  VAS_FIELD (VasServiceUse, used_at, TIME, 0),
  VAS_FIELD (VasServiceUse, uses, INTEGER, 0),
};

VAS_DEFINE_ENTITY (VasServiceUse, vas_service_use, "service_use", fields)
