/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-money.h"
#include "vas-order.h"

G_BEGIN_DECLS

/**
 * VasRefundGround:
 *
 * Why what was paid goes back, against the rule (R11).
 */
typedef enum {
  VAS_REFUND_GROUND_FAILURE, /* 我方未能提供服务 */
  VAS_REFUND_GROUND_MINOR,   /* 未成年人 */
  VAS_REFUND_GROUND_LAW,     /* 法律规定 */
} VasRefundGround;

extern const VasEnum vas_refund_ground_enum;

/**
 * VasRefundState:
 *
 * Where a refund stands. The first two are open.
 */
typedef enum {
  VAS_REFUND_STATE_PROPOSED,  /* 提出 */
  VAS_REFUND_STATE_APPROVED,  /* 渠道处理 */
  VAS_REFUND_STATE_DONE,      /* 成功 */
  VAS_REFUND_STATE_FAILED,    /* 失败: the channel did not take it */
  VAS_REFUND_STATE_REJECTED,  /* 拒绝 */
  VAS_REFUND_STATE_WITHDRAWN, /* 撤回 */
} VasRefundState;

extern const VasEnum vas_refund_state_enum;

#define VAS_TYPE_REFUND (vas_refund_get_type ())
G_DECLARE_FINAL_TYPE (VasRefund, vas_refund, VAS, REFUND, VasEntity)

/**
 * VasRefund:
 *
 * A refund, 退款: an exception with a reason and a second person (R11).
 */
struct _VasRefund
{
  VasEntity  parent_instance;

  char     *order_key;
  VasMoney  amount;
  VasRefundGround ground;
  char     *reason;
  VasRefundState state;
  VasOrderState order_state;        /* of the order before it was approved: what it has again where the channel fails */
  char     *proposed_by;
  gint64    proposed_at;
  char     *decided_by;             /* the second person */
  gint64    decided_at;
  char     *decision;               /* why it was rejected or withdrawn */
  char     *channel_no;             /* the channel's number of the refund */
  char     *failure;                /* why the channel did not take it */
  gint64    ended_at;
};

gboolean vas_refund_is_open (VasRefund *self);

G_END_DECLS
