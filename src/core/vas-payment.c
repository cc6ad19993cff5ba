/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-payment.h"

static const char * const vas_payment_state_ids[] = {
  "matched",
  "desk",
  "returned",
  NULL,
};

const VasEnum vas_payment_state_enum = { "payment_state", vas_payment_state_ids };

static const VasField fields[] = {
  VAS_FIELD (VasPayment, transaction_no, TEXT, 0),
  VAS_FIELD_OF_ENUM (VasPayment, channel, vas_channel_enum, 0),
  VAS_FIELD (VasPayment, order_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasPayment, order_number, TEXT, 0),
  VAS_FIELD (VasPayment, amount, MONEY, 0),
  VAS_FIELD (VasPayment, paid_at, TIME, 0),
  VAS_FIELD_OF_ENUM (VasPayment, state, vas_payment_state_enum, 0),
};

VAS_DEFINE_ENTITY (VasPayment, vas_payment, "payment", fields)
