/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-order.h"

static const char * const vas_order_state_ids[] = {
  "unpaid",
  "paid",
  "expired",
  "closed",
  "refunded",
  NULL,
};

const VasEnum vas_order_state_enum = { "order_state", vas_order_state_ids };

static const char * const vas_channel_ids[] = {
  "wechat",
  "alipay",
  NULL,
};

const VasEnum vas_channel_enum = { "channel", vas_channel_ids };

static const VasField fields[] = {
  VAS_FIELD (VasOrder, number, TEXT, 0),
  VAS_FIELD (VasOrder, account_key, KEY, 0),
  VAS_FIELD (VasOrder, plan_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasOrder, service_name, TEXT, 0),
  VAS_FIELD (VasOrder, plan_name, TEXT, 0),
  VAS_FIELD (VasOrder, item_name, TEXT, 0),
  VAS_FIELD (VasOrder, tax_code, TEXT, 0),
  VAS_FIELD (VasOrder, tax_rate, RATE, 0),
  VAS_FIELD (VasOrder, price, MONEY, 0),
  VAS_FIELD (VasOrder, terms_label, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD_OF_ENUM (VasOrder, state, vas_order_state_enum, 0),
  VAS_FIELD (VasOrder, made_at, TIME, 0),
  VAS_FIELD (VasOrder, paid_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD_OF_ENUM (VasOrder, channel, vas_channel_enum, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasOrder, paid, MONEY, 0),
  VAS_FIELD (VasOrder, refunded, MONEY, 0),
  VAS_FIELD (VasOrder, valid_until, DATE, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasOrder, closed_at, TIME, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasOrder, vas_order, "orders", fields)
