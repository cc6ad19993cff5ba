/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-price.h"

static const VasField fields[] = {
  VAS_FIELD (VasPrice, plan_key, KEY, 0),
  VAS_FIELD (VasPrice, amount, MONEY, 0),
  VAS_FIELD (VasPrice, starts_at, TIME, 0),
  VAS_FIELD (VasPrice, ends_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasPrice, author_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasPrice, approver_key, KEY, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasPrice, vas_price, "price", fields)
