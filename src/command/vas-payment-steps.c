/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What becomes of a payment (R8): one that equals the price of an open order pays it; one that an order already counts as its own
 * is put beside it; everything else (late, double, short, unknown) waits at the payment desk. On the run's thread, in its
 * transaction.
 */

#include "vas-payment-steps.h"

#include "vas-order-rules.h"
#include "vas-plan.h"
#include "vas-table.h"

/** vas_payment_find_order: @order: (out) (nullable) (transfer none): the order of that number, as the run has it; NULL where there is none. */
gboolean
vas_payment_find_order (VasRun      *run,
                        const char  *number,
                        VasOrder   **order,
                        GError     **error)
{
  g_autofree char *key = NULL;

  *order = NULL;
  if (!vas_table_find_key (run->sql, VAS_TYPE_ORDER, "number", number, &key, error))
    return FALSE;
  if (key != NULL)
    *order = vas_run_load (run, VAS_TYPE_ORDER, key, error);

  return key == NULL || *order != NULL;
}

/* Whether the order was recorded as paid by this very payment, whose number was not known yet. */
static gboolean
is_known_payment (VasRun      *run,
                  VasOrder    *order,
                  VasPayment  *payment,
                  gboolean    *known,
                  GError     **error)
{
  g_autofree char *other = NULL;

  *known = FALSE;
  if (order->paid_at != payment->paid_at || order->paid != payment->amount || order->channel != payment->channel)
    return TRUE;
  if (!vas_table_find_key (run->sql, VAS_TYPE_PAYMENT, "order_key", vas_entity_get_key (VAS_ENTITY (order)), &other, error))
    return FALSE;
  *known = other == NULL;

  return TRUE;
}

/**
 * vas_payment_place:
 * @payment: without its state
 *
 * R8: says where the payment belongs: its state, and its order where it is one's own. Writes nothing.
 */
gboolean
vas_payment_place (VasRun      *run,
                   VasPayment  *payment,
                   VasVerdict  *verdict,
                   GError     **error)
{
  VasOrder *order;
  gboolean matched, known = FALSE;

  if (!vas_payment_find_order (run, payment->order_number, &order, error))
    return FALSE;
  matched = vas_rule_payment (order, payment, vas_run_get_calendar (run), verdict);
  if (!matched && order != NULL && !is_known_payment (run, order, payment, &known, error))
    return FALSE;

  payment->state = matched || known ? VAS_PAYMENT_STATE_MATCHED : VAS_PAYMENT_STATE_DESK;
  g_clear_pointer (&payment->order_key, g_free);
  if (matched || known)
    payment->order_key = g_strdup (vas_entity_get_key (VAS_ENTITY (order)));

  return TRUE;
}

/* R10: the service opens when it is fully paid and is used within its validity, whose end holidays do not move. */
static gboolean
set_validity (VasRun     *run,
              VasOrder   *order,
              GError    **error)
{
  VasPlan *plan;

  if (order->plan_key == NULL || order->valid_until != VAS_NONE_DATE)
    return TRUE;
  plan = vas_run_load (run, VAS_TYPE_PLAN, order->plan_key, error);
  if (plan == NULL)
    return FALSE;
  if (plan->days != VAS_NONE)
    order->valid_until = vas_date_add_days (vas_instant_to_date (order->paid_at), (int) plan->days);

  return TRUE;
}

/**
 * vas_payment_pay: 待支付 → 已支付, and 已关闭 → 已支付 where a person reopens it. Nothing is paid before it was made, whatever the clock of the
 * channel says: validity and the year of R16 would begin too early.
 */
gboolean
vas_payment_pay (VasRun      *run,
                 VasOrder    *order,
                 VasPayment  *payment,
                 GError     **error)
{
  order->state = VAS_ORDER_STATE_PAID;
  order->paid = payment->amount;
  order->paid_at = MAX (payment->paid_at, order->made_at);
  order->channel = payment->channel;
  order->closed_at = VAS_NONE;

  return set_validity (run, order, error) && vas_run_update (run, order, error);
}

/** vas_payment_take: stores what vas_payment_place() judged, and pays the order by it. */
gboolean
vas_payment_take (VasRun      *run,
                  VasPayment  *payment,
                  GError     **error)
{
  VasOrder *order = NULL;

  if (payment->order_key != NULL)
    {
      order = vas_run_load (run, VAS_TYPE_ORDER, payment->order_key, error);
      if (order == NULL)
        return FALSE;
    }
  if (order != NULL && order->state == VAS_ORDER_STATE_UNPAID && !vas_payment_pay (run, order, payment, error))
    return FALSE;

  return vas_table_insert (run->sql, VAS_ENTITY (payment), error);
}
