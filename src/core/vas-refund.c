/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-refund.h"

static const char * const vas_refund_ground_ids[] = { "failure", "minor", "law", NULL };

const VasEnum vas_refund_ground_enum = { "refund_ground", vas_refund_ground_ids };

static const char * const vas_refund_state_ids[] = { "proposed", "approved", "done", "failed", "rejected", "withdrawn", NULL };

const VasEnum vas_refund_state_enum = { "refund_state", vas_refund_state_ids };

static const VasField fields[] = {
  VAS_FIELD (VasRefund, order_key, KEY, 0),
  VAS_FIELD (VasRefund, amount, MONEY, 0),
  VAS_FIELD_OF_ENUM (VasRefund, ground, vas_refund_ground_enum, 0),
  VAS_FIELD (VasRefund, reason, TEXT, 0),
  VAS_FIELD_OF_ENUM (VasRefund, state, vas_refund_state_enum, 0),
  VAS_FIELD_OF_ENUM (VasRefund, order_state, vas_order_state_enum, 0),
  VAS_FIELD (VasRefund, proposed_by, KEY, 0),
  VAS_FIELD (VasRefund, proposed_at, TIME, 0),
  VAS_FIELD (VasRefund, decided_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRefund, decided_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRefund, decision, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRefund, channel_no, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRefund, failure, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasRefund, ended_at, TIME, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasRefund, vas_refund, "refund", fields)

/** vas_refund_is_open: whether something is still to be done with it. */
gboolean
vas_refund_is_open (VasRefund *self)
{
  return self->state == VAS_REFUND_STATE_PROPOSED || self->state == VAS_REFUND_STATE_APPROVED;
}
