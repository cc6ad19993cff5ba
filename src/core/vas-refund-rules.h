/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-order.h"
#include "vas-refund.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

void vas_rule_refund_amount (VasOrder   *order,
                             VasMoney    amount,
                             VasVerdict *verdict);
void vas_rule_refund_person (VasRefund  *refund,
                             const char *actor,
                             VasVerdict *verdict);
void vas_rule_refund_limit  (VasRefund  *refund,
                             VasMoney    limit,
                             gboolean    supervisor,
                             VasVerdict *verdict);
void vas_rule_refund_case   (VasCase    *vas_case,
                             VasVerdict *verdict);

G_END_DECLS
