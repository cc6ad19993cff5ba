/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R7: when an order that nobody paid is given up. R8: which payment pays which order. Pure functions. */

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

/* (nullable): why @payment does not pay @order, which was found by its number; NULL where it does. */
static const char *
find_fault (VasOrder    *order,
            VasPayment  *payment,
            VasCalendar *calendar)
{
  if (order == NULL)
    return "payment-unknown-order";
  if (order->state == VAS_ORDER_STATE_CLOSED)
    return "payment-late";
  if (order->state != VAS_ORDER_STATE_UNPAID)
    return "payment-double";
  if (payment->paid_at + VAS_CLOCKS_APART < order->made_at)
    return "payment-early";
  if (payment->paid_at >= vas_period_deadline (vas_order_get_payment_end (order, calendar)))
    return "payment-late";

  return payment->amount != order->price ? "payment-amount-differs" : NULL;
}

/**
 * vas_rule_payment:
 * @order: (nullable): the order that the channel names; NULL where there is none
 *
 * R8 (§4.4): a payment that equals the price of an open order pays it. Any other, early, late, double, short or unknown, goes to the payment
 * desk; it is never refused, so the verdict only says why.
 *
 * Returns: whether it pays the order
 */
gboolean
vas_rule_payment (VasOrder    *order,
                  VasPayment  *payment,
                  VasCalendar *calendar,
                  VasVerdict  *verdict)
{
  const char *fault = find_fault (order, payment, calendar);
  VasFinding *finding = vas_finding_new ("R8", "§4.4", VAS_OUTCOME_PASS, fault != NULL ? fault : "payment-matched");

  vas_finding_set_text (finding, "order", payment->order_number);
  vas_finding_set_money (finding, "paid_fen", payment->amount);
  vas_verdict_add (verdict, vas_finding_set_money (finding, "price_fen", order != NULL ? order->price : 0));

  return fault == NULL;
}

/** vas_rule_payment_fits: R8 (§4.4): what a person matches with an order or reopens it by equals its price. */
void
vas_rule_payment_fits (VasOrder   *order,
                       VasPayment *payment,
                       VasVerdict *verdict)
{
  const gboolean fits = payment->amount == order->price;
  VasFinding *finding = vas_finding_new ("R8", "§4.4", fits ? VAS_OUTCOME_PASS : VAS_OUTCOME_FAIL,
                                         fits ? "payment-matched" : "payment-amount-differs");

  vas_finding_set_text (finding, "order", order->number);
  vas_finding_set_money (finding, "paid_fen", payment->amount);
  vas_verdict_add (verdict, vas_finding_set_money (finding, "price_fen", order->price));
}

/** vas_rule_validity_over: R10 (§4.6): the last day of what was bought is over; holidays do not move it. */
void
vas_rule_validity_over (VasOrder   *order,
                        VasInstant  now,
                        VasVerdict *verdict)
{
  const gboolean running = order->state == VAS_ORDER_STATE_PAID && order->valid_until != VAS_NONE_DATE;
  const gboolean over = running && now >= vas_date_end (order->valid_until);
  VasFinding *finding = vas_finding_new ("R10", "§4.6", over ? VAS_OUTCOME_PASS : VAS_OUTCOME_FAIL,
                                         over ? "order-validity-over" : running ? "order-still-valid" : "order-not-running");

  vas_finding_set_text (finding, "order", order->number);
  if (running)
    vas_finding_set_date (finding, "until_date", order->valid_until);
  vas_verdict_add (verdict, finding);
}

/**
 * vas_rule_on_sale:
 * @plan: (nullable): NULL where there is none any more
 * @service: (nullable): of the plan
 * @name: of the plan, for the finding
 *
 * R6 (§4.10): a plan is sold as long as it and its service are on sale.
 */
void
vas_rule_on_sale (VasPlan    *plan,
                  VasService *service,
                  const char *name,
                  VasVerdict *verdict)
{
  VasFinding *finding;

  if (plan != NULL && service != NULL && plan->state == VAS_SERVICE_STATE_ON_SALE && service->state == VAS_SERVICE_STATE_ON_SALE)
    return;

  finding = vas_finding_new ("R6", "§4.10", VAS_OUTCOME_FAIL, "plan-withdrawn");
  vas_verdict_add (verdict, vas_finding_set_text (finding, "plan", name));
}

/**
 * vas_rule_abuse:
 * @unpaid: orders of the account made since @since that are unpaid, or were closed unpaid
 * @paid: orders of the same days that were paid
 * @limit: how many unpaid ones are still no abuse
 *
 * R9 (§4.5): ordering again and again without paying marks an account, where nothing was paid in those days.
 */
void
vas_rule_abuse (gint64      unpaid,
                gint64      paid,
                gint64      limit,
                VasDate     since,
                VasVerdict *verdict)
{
  VasFinding *finding;

  if (unpaid <= limit)
    finding = vas_finding_new ("R9", "§4.5", VAS_OUTCOME_FAIL, "abuse-within-limit");
  else if (paid > 0)
    finding = vas_finding_new ("R9", "§4.5", VAS_OUTCOME_FAIL, "abuse-some-paid");
  else
    finding = vas_finding_new ("R9", "§4.5", VAS_OUTCOME_PASS, "abuse-over-limit");
  vas_finding_set_date (finding, "since_date", since);
  vas_finding_set_int (finding, "orders", unpaid);
  vas_verdict_add (verdict, vas_finding_set_int (finding, "limit", limit));
}
