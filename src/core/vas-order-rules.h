/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-calendar.h"
#include "vas-order.h"
#include "vas-time.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

/** VAS_UNPAID_DAYS: R7 (§4.3): days after which an unpaid order counts as given up. */
#define VAS_UNPAID_DAYS 30

VasDate  vas_order_get_payment_end (VasOrder     *order,
                                    VasCalendar  *calendar);
void     vas_rule_given_up         (VasOrder     *order,
                                    VasCalendar  *calendar,
                                    VasInstant    now,
                                    VasVerdict   *verdict);

G_END_DECLS
