/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-plan.h"

static const VasField fields[] = {
  VAS_FIELD (VasPlan, code, TEXT, 0),
  VAS_FIELD (VasPlan, service_key, KEY, 0),
  VAS_FIELD (VasPlan, name, TEXT, 0),
  VAS_FIELD (VasPlan, name_en, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasPlan, days, INTEGER, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasPlan, uses, INTEGER, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasPlan, item_name, TEXT, 0),
  VAS_FIELD (VasPlan, tax_code, TEXT, 0),
  VAS_FIELD (VasPlan, tax_rate, RATE, 0),
  VAS_FIELD (VasPlan, position, INTEGER, 0),
  VAS_FIELD_OF_ENUM (VasPlan, state, vas_service_state_enum, 0),
};

VAS_DEFINE_ENTITY (VasPlan, vas_plan, "plan", fields)
