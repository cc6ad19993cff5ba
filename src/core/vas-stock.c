/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-stock.h"

static const VasField fields[] = {
  VAS_FIELD (VasStock, point, TEXT, 0),
  VAS_FIELD (VasStock, kind, TEXT, 0),
  VAS_FIELD (VasStock, code, TEXT, 0),
  VAS_FIELD (VasStock, first_number, TEXT, 0),
  VAS_FIELD (VasStock, last_number, TEXT, 0),
  VAS_FIELD (VasStock, received_at, TIME, 0),
  VAS_FIELD (VasStock, received_by, KEY, 0),
  VAS_FIELD (VasStock, handed_by, KEY, 0),
};

VAS_DEFINE_ENTITY (VasStock, vas_stock, "stock", fields)
