/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-calendar.h"
#include "vas-order.h"
#include "vas-payment.h"
#include "vas-plan.h"
#include "vas-service.h"
#include "vas-time.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

/** VAS_UNPAID_DAYS: R7 (§4.3): days after which an unpaid order counts as given up. */
#define VAS_UNPAID_DAYS 30

/** VAS_CLOCKS_APART: how far two clocks may stand apart: the shop's and ours, and those of its hosts among themselves; microseconds. */
#define VAS_CLOCKS_APART (2 * VAS_INSTANT_MINUTE)

/** VAS_ABUSE_ORDERS: R9 (§4.5): orders unpaid within VAS_ABUSE_DAYS days that are still no abuse; where no setting says otherwise. */
#define VAS_ABUSE_ORDERS 5
#define VAS_ABUSE_DAYS 30

VasDate  vas_order_get_payment_end (VasOrder     *order,
                                    VasCalendar  *calendar);
void     vas_rule_given_up         (VasOrder     *order,
                                    VasCalendar  *calendar,
                                    VasInstant    now,
                                    VasVerdict   *verdict);
gboolean vas_rule_payment          (VasOrder     *order,
                                    VasPayment   *payment,
                                    VasCalendar  *calendar,
                                    VasVerdict   *verdict);
void     vas_rule_abuse            (gint64        unpaid,
                                    gint64        paid,
                                    gint64        limit,
                                    VasDate       since,
                                    VasVerdict   *verdict);
void     vas_rule_payment_fits     (VasOrder     *order,
                                    VasPayment   *payment,
                                    VasVerdict   *verdict);
void     vas_rule_validity_over    (VasOrder     *order,
                                    VasInstant    now,
                                    VasVerdict   *verdict);
void     vas_rule_on_sale          (VasPlan      *plan,
                                    VasService   *service,
                                    const char   *name,
                                    VasVerdict   *verdict);

G_END_DECLS
