/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R7: when an order that nobody paid is given up. Pure functions. */

#include "vas-order-rules.h"

#include "vas-period.h"

/** vas_order_get_payment_end: R7: the last day on which an order may be paid, 30 days after it was made by the Civil Code. */
VasDate
vas_order_get_payment_end (VasOrder    *order,
                           VasCalendar *calendar)
{
  return vas_period_end_days (calendar, vas_instant_to_date (order->made_at), VAS_UNPAID_DAYS, NULL, NULL);
}

/** vas_rule_given_up: R7 (§4.3): the order waits for its payment, and its term is over. */
void
vas_rule_given_up (VasOrder    *order,
                   VasCalendar *calendar,
                   VasInstant   now,
                   VasVerdict  *verdict)
{
  const VasDate until = vas_order_get_payment_end (order, calendar);
  const gboolean over = now >= vas_period_deadline (until);
  VasFinding *finding;

  if (order->state != VAS_ORDER_STATE_UNPAID)
    {
      finding = vas_finding_new ("R7", "§4.3", VAS_OUTCOME_FAIL, "order-not-unpaid");
      vas_verdict_add (verdict, vas_finding_set_text (finding, "order", order->number));
      return;
    }

  finding = vas_finding_new ("R7", "§4.3", over ? VAS_OUTCOME_PASS : VAS_OUTCOME_FAIL, over ? "order-given-up" : "order-not-due");
  vas_finding_set_text (finding, "order", order->number);
  vas_finding_set_date (finding, "made_date", vas_instant_to_date (order->made_at));
  vas_verdict_add (verdict, vas_finding_set_date (finding, "until_date", until));
}
