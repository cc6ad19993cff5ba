/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-money.h"

G_BEGIN_DECLS

/**
 * VasOrderState:
 *
 * The states of an order.
 */
typedef enum {
  VAS_ORDER_STATE_UNPAID,   /* 待支付 */
  VAS_ORDER_STATE_PAID,     /* 已支付 */
  VAS_ORDER_STATE_EXPIRED,  /* 到期: paid, validity over */
  VAS_ORDER_STATE_CLOSED,   /* 已关闭 */
  VAS_ORDER_STATE_REFUNDED, /* 已退款, part or whole */
} VasOrderState;

extern const VasEnum vas_order_state_enum;

/**
 * VasChannel:
 *
 * How a payment came (R8).
 */
typedef enum {
  VAS_CHANNEL_WECHAT, /* 微信支付 */
  VAS_CHANNEL_ALIPAY, /* 支付宝 */
} VasChannel;

extern const VasEnum vas_channel_enum;

#define VAS_TYPE_ORDER (vas_order_get_type ())
G_DECLARE_FINAL_TYPE (VasOrder, vas_order, VAS, ORDER, VasEntity)

/**
 * VasOrder:
 *
 * An order, 订单. It keeps the name, plan, price, rate and terms in force when it was made (R5).
 */
struct _VasOrder
{
  VasEntity  parent_instance;

  char     *number;
  char     *account_key;
  char     *plan_key;
  char     *service_name;
  char     *plan_name;
  char     *item_name;              /* item name on the fapiao */
  char     *tax_code;
  gint64    tax_rate;
  VasMoney  price;
  char     *terms_label;
  VasOrderState state;
  gint64    made_at;
  gint64    paid_at;
  VasChannel channel;
  VasMoney  paid;                   /* what was paid for it */
  VasMoney  refunded;               /* what of that went back */
  gint32    valid_until;            /* last day of validity */
  gint64    closed_at;
};

G_END_DECLS
