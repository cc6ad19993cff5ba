/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-day-close.h"

static const VasField fields[] = {
  VAS_FIELD (VasDayClose, point, TEXT, 0),
  VAS_FIELD (VasDayClose, day, DATE, 0),
  VAS_FIELD (VasDayClose, opening, INTEGER, 0),
  VAS_FIELD (VasDayClose, received, INTEGER, 0),
  VAS_FIELD (VasDayClose, issued, INTEGER, 0),
  VAS_FIELD (VasDayClose, voided, INTEGER, 0),
  VAS_FIELD (VasDayClose, remaining, INTEGER, 0),
  VAS_FIELD (VasDayClose, counted, INTEGER, 0),
  VAS_FIELD (VasDayClose, blue, MONEY, 0),
  VAS_FIELD (VasDayClose, void_amount, MONEY, 0),
  VAS_FIELD (VasDayClose, red, MONEY, 0),
  VAS_FIELD (VasDayClose, open_items, TEXT, 0),
  VAS_FIELD (VasDayClose, closed_by, KEY, 0),
  VAS_FIELD (VasDayClose, taken_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasDayClose, taken_at, TIME, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasDayClose, vas_day_close, "day_close", fields)
