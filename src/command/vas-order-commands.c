/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 待支付 → 已关闭 (R7): by the user through an agent, or by the clock. Closed is a state, never a deletion. 已支付 → 到期 (R10): by the clock. */

#include "vas-command-tables.h"

#include "vas-order-rules.h"

static const VasArgument close_arguments[] = {
  { "order", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

static const VasArgument expire_arguments[] = {
  { "order", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

/* R7: the user may cancel before the payment. */
static gboolean
close_check (VasRun      *run,
             VasVerdict  *verdict,
             GError     **error)
{
  VasOrder *order = vas_run_load_arg (run, VAS_TYPE_ORDER, "order", error);

  if (order == NULL)
    return FALSE;
  if (order->state != VAS_ORDER_STATE_UNPAID)
    vas_run_fail_text (verdict, "R7", "§4.3", "order-not-unpaid", "order", order->number);

  return TRUE;
}

static gboolean
close_apply (VasRun  *run,
             GError **error)
{
  VasOrder *order = vas_run_load_arg (run, VAS_TYPE_ORDER, "order", error);

  if (order == NULL)
    return FALSE;
  g_object_set (order, "state", (gint64) VAS_ORDER_STATE_CLOSED, "closed-at", run->now, NULL);
  vas_run_touch (run, order->account_key);

  return vas_run_update (run, order, error);
}

static gboolean
expire_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  VasOrder *order = vas_run_load_arg (run, VAS_TYPE_ORDER, "order", error);

  if (order == NULL)
    return FALSE;
  vas_rule_given_up (order, vas_run_get_calendar (run), run->now, verdict);

  return TRUE;
}

/* 已支付 → 到期 (R10). */
static gboolean
end_check (VasRun      *run,
           VasVerdict  *verdict,
           GError     **error)
{
  VasOrder *order = vas_run_load_arg (run, VAS_TYPE_ORDER, "order", error);

  if (order == NULL)
    return FALSE;
  vas_rule_validity_over (order, run->now, verdict);

  return TRUE;
}

static gboolean
end_apply (VasRun  *run,
           GError **error)
{
  VasOrder *order = vas_run_load_arg (run, VAS_TYPE_ORDER, "order", error);

  g_object_set (order, "state", (gint64) VAS_ORDER_STATE_EXPIRED, NULL);

  return vas_run_update (run, order, error);
}

const VasCommandType vas_order_commands[] = {
  { "order.close", VAS_ROLE_ORDER_AGENT | VAS_ROLE_SHOP, 0, close_arguments, close_check, close_apply },
  { "order.expire", VAS_ROLE_SYSTEM, VAS_COMMAND_SYSTEM, expire_arguments, expire_check, close_apply },
  { "order.end", VAS_ROLE_SYSTEM, VAS_COMMAND_SYSTEM, expire_arguments, end_check, end_apply },
  { NULL },
};
