/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Payments out of a file (R8): one that equals the price of an open order pays it; one that an order already counts as its own
 * is put beside it; everything else (late, double, short, unknown) waits at the payment desk.
 */

#include "vas-import.h"

#include "vas-payment.h"
#include "vas-plan.h"
#include "vas-table.h"

/* (nullable): NULL without an error where there is no such order. */
static VasOrder *
find_order (VasRun      *run,
            const char  *number,
            GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  VasOrder *order = vas_table_find (run->sql, VAS_TYPE_ORDER, "number", number, &local_error);

  if (order == NULL && !g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return order;
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

static gboolean
pay (VasRun      *run,
     VasOrder    *order,
     VasPayment  *payment,
     GError     **error)
{
  order->state = VAS_ORDER_STATE_PAID;
  order->paid = payment->amount;
  order->paid_at = payment->paid_at;
  order->channel = payment->channel;

  return set_validity (run, order, error) && vas_run_update (run, order, error);
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

static gboolean
import_payment (VasRun      *run,
                VasPayment  *payment,
                GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (VasOrder) order = find_order (run, payment->order_number, &local_error);
  gboolean known = FALSE;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  payment->state = VAS_PAYMENT_STATE_DESK;
  if (order != NULL && order->state == VAS_ORDER_STATE_UNPAID && order->price == payment->amount)
    {
      payment->state = VAS_PAYMENT_STATE_MATCHED;
      if (!pay (run, order, payment, error))
        return FALSE;
    }
  else if (order != NULL && !is_known_payment (run, order, payment, &known, error))
    {
      return FALSE;
    }
  if (known)
    payment->state = VAS_PAYMENT_STATE_MATCHED;
  if (payment->state == VAS_PAYMENT_STATE_MATCHED)
    payment->order_key = g_strdup (vas_entity_get_key (VAS_ENTITY (order)));

  return vas_table_insert (run->sql, VAS_ENTITY (payment), error);
}

gboolean
vas_import_payments_check (VasRun      *run,
                           VasVerdict  *verdict,
                           GError     **error)
{
  return vas_import_check_types (run, (GType[]) { VAS_TYPE_PAYMENT, G_TYPE_INVALID }, error);
}

gboolean
vas_import_payments_apply (VasRun  *run,
                           GError **error)
{
  GPtrArray *rows = vas_command_get_payload (run->command);

  for (guint i = 0; i < rows->len; i++)
    {
      if (!import_payment (run, g_ptr_array_index (rows, i), error))
        return FALSE;
    }

  return TRUE;
}
