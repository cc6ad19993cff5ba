/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-share.h"

static const VasField fields[] = {
  VAS_FIELD (VasShare, request_key, KEY, 0),
  VAS_FIELD (VasShare, order_key, KEY, 0),
  VAS_FIELD (VasShare, position, INTEGER, 0),
  VAS_FIELD (VasShare, amount, MONEY, 0),
  VAS_FIELD (VasShare, stated_order, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasShare, stated_service, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasShare, stated_amount, MONEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasShare, live, BOOLEAN, 0),
};

VAS_DEFINE_ENTITY (VasShare, vas_share, "share", fields)
