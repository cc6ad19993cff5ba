/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Payments (R8). The shop tells of one, and it is recorded whatever it is, once for each transaction of a channel. What waits at the
 * payment desk is matched with an open order, reopens a closed one while its plan is still sold, or is returned, by a
 * person. Returning it is no refund (R11): it never paid anything.
 */

#include "vas-command-tables.h"

#include "vas-order-rules.h"
#include "vas-payment-steps.h"
#include "vas-plan.h"
#include "vas-service.h"
#include "vas-table.h"

#include <glib/gi18n-lib.h>

static const VasArgument take_arguments[] = {
  { "order_number", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "transaction", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "channel", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "amount", VAS_ARG_MONEY, VAS_ARG_REQUIRED },
  { "paid_at", VAS_ARG_TIME, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument match_arguments[] = {
  { "payment", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "order", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

static const VasArgument return_arguments[] = {
  { "payment", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

/* The payment that the arguments make: the same object for check and apply. */
static VasPayment *
get_payment (VasRun  *run,
             GError **error)
{
  static const char name[] = "VasPayment/new";
  VasPayment *payment = g_hash_table_lookup (run->loaded, name);
  g_autofree char *key = NULL;
  int channel;

  if (payment != NULL)
    return payment;
  if (!vas_enum_from_id (&vas_channel_enum, vas_run_get_text (run, "channel"), &channel))
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("channel: wechat or alipay."));
      return NULL;
    }

  key = vas_run_new_key (run, "payment");
  payment = g_object_new (VAS_TYPE_PAYMENT, "key", key, "ver", (gint64) 1, NULL);
  payment->transaction_no = g_strdup (vas_run_get_text (run, "transaction"));
  payment->order_number = g_strdup (vas_run_get_text (run, "order_number"));
  payment->channel = (VasChannel) channel;
  payment->amount = vas_run_get_int (run, "amount");
  payment->paid_at = vas_run_get_int (run, "paid_at");
  g_hash_table_insert (run->loaded, g_strdup (name), payment);

  return payment;
}

static gboolean
is_same (VasPayment *a,
         VasPayment *b)
{
  return a->channel == b->channel && a->amount == b->amount && a->paid_at == b->paid_at &&
         g_str_equal (a->order_number, b->order_number);
}

static gboolean
take_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasPayment *payment = get_payment (run, error);
  g_autoptr (VasPayment) known = NULL;

  if (payment == NULL || !vas_table_look_up (run->sql, VAS_TYPE_PAYMENT, "transaction_no", payment->transaction_no, &known, error))
    return FALSE;
  if (known != NULL)
    vas_run_fail_text (verdict, "R8", "§4.4", is_same (known, payment) ? "payment-known" : "payment-known-otherwise", "transaction",
                         payment->transaction_no);

  return known != NULL || vas_payment_place (run, payment, verdict, error);
}

static gboolean
take_apply (VasRun  *run,
            GError **error)
{
  VasPayment *payment = get_payment (run, error);

  vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (payment)));

  return vas_payment_take (run, payment, error);
}

static VasPayment *
load_payment (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  VasPayment *payment = vas_run_load_arg (run, VAS_TYPE_PAYMENT, "payment", error);

  if (payment != NULL && payment->state != VAS_PAYMENT_STATE_DESK)
    vas_run_fail_text (verdict, "R8", "§4.4", "payment-not-at-desk", "transaction", payment->transaction_no);

  return payment;
}

static gboolean
match_check (VasRun      *run,
             VasVerdict  *verdict,
             GError     **error)
{
  VasPayment *payment = load_payment (run, verdict, error);
  VasOrder *order = payment != NULL ? vas_run_load_arg (run, VAS_TYPE_ORDER, "order", error) : NULL;

  if (order == NULL)
    return FALSE;
  if (order->state != VAS_ORDER_STATE_UNPAID)
    vas_run_fail_text (verdict, "R8", "§4.4", "order-not-unpaid", "order", order->number);
  vas_rule_payment_fits (order, payment, verdict);

  return TRUE;
}

static gboolean
judge_plan (VasRun      *run,
            VasOrder    *order,
            VasVerdict  *verdict,
            GError     **error)
{
  VasPlan *plan = NULL;
  VasService *service = NULL;

  if (order->plan_key != NULL)
    {
      plan = vas_run_load (run, VAS_TYPE_PLAN, order->plan_key, error);
      service = plan != NULL ? vas_run_load (run, VAS_TYPE_SERVICE, plan->service_key, error) : NULL;
      if (service == NULL)
        return FALSE;
    }
  vas_rule_on_sale (plan, service, order->plan_name, verdict);

  return TRUE;
}

static gboolean
reopen_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  VasPayment *payment = load_payment (run, verdict, error);
  VasOrder *order = payment != NULL ? vas_run_load_arg (run, VAS_TYPE_ORDER, "order", error) : NULL;

  if (order == NULL)
    return FALSE;
  if (order->state != VAS_ORDER_STATE_CLOSED)
    vas_run_fail_text (verdict, "R8", "§4.4", "order-not-closed", "order", order->number);
  vas_rule_payment_fits (order, payment, verdict);

  return judge_plan (run, order, verdict, error);
}

static gboolean
match_apply (VasRun  *run,
             GError **error)
{
  VasPayment *payment = vas_run_load_arg (run, VAS_TYPE_PAYMENT, "payment", error);
  VasOrder *order = vas_run_load_arg (run, VAS_TYPE_ORDER, "order", error);

  g_object_set (payment, "state", (gint64) VAS_PAYMENT_STATE_MATCHED, "order-key", vas_entity_get_key (VAS_ENTITY (order)), NULL);
  vas_run_touch (run, order->account_key);

  return vas_payment_pay (run, order, payment, error) && vas_run_update (run, payment, error);
}

static gboolean
return_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  return load_payment (run, verdict, error) != NULL;
}

static gboolean
return_apply (VasRun  *run,
              GError **error)
{
  VasPayment *payment = vas_run_load_arg (run, VAS_TYPE_PAYMENT, "payment", error);

  g_object_set (payment, "state", (gint64) VAS_PAYMENT_STATE_RETURNED, NULL);

  return vas_run_update (run, payment, error);
}

const VasCommandType vas_payment_commands[] = {
  { "payment.take", VAS_ROLE_SHOP, VAS_COMMAND_SYSTEM, take_arguments, take_check, take_apply },
  { "payment.match", VAS_ROLE_ORDER_AGENT, VAS_COMMAND_HOLD, match_arguments, match_check, match_apply },
  { "payment.reopen", VAS_ROLE_ORDER_AGENT, VAS_COMMAND_HOLD, match_arguments, reopen_check, match_apply },
  { "payment.return", VAS_ROLE_ORDER_AGENT, VAS_COMMAND_HOLD, return_arguments, return_check, return_apply },
  { NULL },
};
