/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-money.h"
#include "vas-order.h"

G_BEGIN_DECLS

/**
 * VasPaymentState:
 *
 * Where a payment stands (R8).
 */
typedef enum {
  VAS_PAYMENT_STATE_MATCHED,  /* belongs to an order */
  VAS_PAYMENT_STATE_DESK,     /* at the payment desk */
  VAS_PAYMENT_STATE_RETURNED, /* given back, which is no refund */
} VasPaymentState;

extern const VasEnum vas_payment_state_enum;

#define VAS_TYPE_PAYMENT (vas_payment_get_type ())
G_DECLARE_FINAL_TYPE (VasPayment, vas_payment, VAS, PAYMENT, VasEntity)

/**
 * VasPayment:
 *
 * A payment of a user, with the transaction number of its channel (R8).
 */
struct _VasPayment
{
  VasEntity  parent_instance;

  char     *transaction_no;
  VasChannel channel;
  char     *order_key;
  char     *order_number;           /* as the channel gave it */
  VasMoney  amount;
  gint64    paid_at;
  VasPaymentState state;
};

G_END_DECLS
