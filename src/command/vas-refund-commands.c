/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * 退款 (R11, R21): 提出 → (退票 → 作废│红冲, or 税损确认) → 批准 by a second person → 渠道处理 → 成功│失败; 提出 → 拒绝│撤回.
 *
 * From its approval on the amount counts as refunded, so that nobody invoices meanwhile what is on its way back (R15); where the channel
 * does not take it, the order is again what it was. A refund may be proposed while the gate is shut: what is missing is said
 * then, and judged when it is approved.
 */

#include "vas-command-tables.h"

#include "vas-measure.h"
#include "vas-refund-rules.h"
#include "vas-refund.h"
#include "vas-table.h"

#include <glib/gi18n-lib.h>

#define CLAUSE "§4.7"
#define PROPOSERS VAS_ROLE_ORDER_AGENT
#define SECOND (VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_SUPERVISOR)

/* Where the house has set no other: as for invoices. */
#define DEFAULT_LIMIT 1000000

static const VasArgument propose_arguments[] = {
  { "order", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "amount", VAS_ARG_MONEY, VAS_ARG_REQUIRED },
  { "ground", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES },
  { NULL },
};

static const VasArgument refund_arguments[] = {
  { "refund", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument reason_arguments[] = {
  { "refund", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES },
  { NULL },
};

static const VasArgument settle_arguments[] = {
  { "refund", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "channel_no", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

static gboolean
read_ground (VasRun           *run,
             VasRefundGround  *ground,
             GError          **error)
{
  int value;

  if (!vas_enum_from_id (&vas_refund_ground_enum, vas_run_get_text (run, "ground"), &value))
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("ground: failure, minor or law."));
      return FALSE;
    }

  *ground = (VasRefundGround) value;
  return TRUE;
}

/* R11, R21: each case that takes a share of the order. */
static gboolean
judge_cases (VasRun      *run,
             VasOrder    *order,
             VasVerdict  *verdict,
             GError     **error)
{
  g_autoptr (GPtrArray) shares = vas_table_list (run->sql, VAS_TYPE_SHARE, "order_key", vas_entity_get_key (VAS_ENTITY (order)), NULL, error);

  for (guint i = 0; shares != NULL && i < shares->len; i++)
    {
      VasShare *share = g_ptr_array_index (shares, i);
      VasCase *vas_case;

      if (!share->live)
        continue;
      vas_case = vas_run_load_case (run, share->request_key, error);
      if (vas_case == NULL)
        return FALSE;
      vas_rule_refund_case (vas_case, verdict);
    }

  return shares != NULL;
}

/* The same, when it is proposed: it stands against nothing yet. */
static gboolean
foretell_cases (VasRun      *run,
                VasOrder    *order,
                VasVerdict  *verdict,
                GError     **error)
{
  g_autoptr (VasVerdict) later = vas_verdict_new ();

  if (!judge_cases (run, order, later, error))
    return FALSE;
  for (guint i = 0; i < vas_verdict_get_n (later); i++)
    {
      if (vas_verdict_get (later, i)->outcome == VAS_OUTCOME_FAIL)
        {
          vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R21", "§4.8(5)", VAS_OUTCOME_PASS, "refund-gate-follows"),
                                                          "order", order->number));
          break;
        }
    }

  return TRUE;
}

/* R11: one at a time, so that two never give back the same money. */
static gboolean
judge_alone (VasRun      *run,
             VasOrder    *order,
             VasVerdict  *verdict,
             GError     **error)
{
  g_autoptr (GPtrArray) refunds = vas_table_list (run->sql, VAS_TYPE_REFUND, "order_key", vas_entity_get_key (VAS_ENTITY (order)), NULL, error);

  for (guint i = 0; refunds != NULL && i < refunds->len; i++)
    {
      if (vas_refund_is_open (g_ptr_array_index (refunds, i)))
        vas_run_fail_text (verdict, "R11", CLAUSE, "refund-open", "order", order->number);
    }

  return refunds != NULL;
}

static gboolean
propose_check (VasRun      *run,
               VasVerdict  *verdict,
               GError     **error)
{
  VasOrder *order = vas_run_load_arg (run, VAS_TYPE_ORDER, "order", error);
  VasRefundGround ground;

  if (order == NULL || !read_ground (run, &ground, error))
    return FALSE;
  vas_rule_refund_amount (order, vas_run_get_int (run, "amount"), verdict);

  return judge_alone (run, order, verdict, error) && foretell_cases (run, order, verdict, error);
}

static gboolean
propose_apply (VasRun  *run,
               GError **error)
{
  VasOrder *order = vas_run_load_arg (run, VAS_TYPE_ORDER, "order", error);
  g_autofree char *key = vas_run_new_key (run, "refund");
  g_autoptr (VasRefund) refund = NULL;
  VasRefundGround ground;

  if (order == NULL || !read_ground (run, &ground, error))
    return FALSE;
  refund = g_object_new (VAS_TYPE_REFUND, "key", key, "ver", (gint64) 1, "order-key", vas_entity_get_key (VAS_ENTITY (order)),
                         "amount", vas_run_get_int (run, "amount"), "ground", (gint64) ground, "reason", vas_run_get_text (run, "reason"),
                         "order-state", (gint64) order->state, "proposed-by", vas_command_get_actor (run->command),
                         "proposed-at", run->now, NULL);
  vas_run_touch (run, refund->order_key);
  vas_run_touch (run, order->account_key);

  return vas_run_insert (run, refund, error);
}

/* (nullable) (transfer none): the refund, judged to be in @state; its order is touched by what follows. */
static VasRefund *
load_refund (VasRun          *run,
             VasRefundState   state,
             VasOrder       **order,
             VasVerdict      *verdict,
             GError         **error)
{
  VasRefund *refund = vas_run_load_arg (run, VAS_TYPE_REFUND, "refund", error);

  *order = refund != NULL ? vas_run_load (run, VAS_TYPE_ORDER, refund->order_key, error) : NULL;
  if (*order == NULL)
    return NULL;
  if (verdict != NULL && refund->state != state)
    vas_run_fail_text (verdict, "R11", CLAUSE, state == VAS_REFUND_STATE_PROPOSED ? "refund-not-proposed" : "refund-not-approved",
                       "order", (*order)->number);

  return refund;
}

static gboolean
approve_check (VasRun      *run,
               VasVerdict  *verdict,
               GError     **error)
{
  VasOrder *order;
  VasRefund *refund = load_refund (run, VAS_REFUND_STATE_PROPOSED, &order, verdict, error);

  if (refund == NULL)
    return FALSE;
  vas_rule_refund_person (refund, vas_command_get_actor (run->command), verdict);
  vas_rule_refund_limit (refund, vas_run_get_setting (run, "invoice.limit", DEFAULT_LIMIT),
                         vas_run_has_role (run, VAS_ROLE_INVOICE_SUPERVISOR), verdict);
  vas_rule_refund_amount (order, refund->amount, verdict);

  return judge_cases (run, order, verdict, error);
}

static gboolean
save (VasRun     *run,
      VasRefund  *refund,
      VasOrder   *order,
      GError    **error)
{
  vas_run_touch (run, refund->order_key);
  vas_run_touch (run, order->account_key);

  return vas_run_update (run, refund, error);
}

static gboolean
approve_apply (VasRun  *run,
               GError **error)
{
  VasOrder *order;
  VasRefund *refund = load_refund (run, VAS_REFUND_STATE_PROPOSED, &order, NULL, error);

  if (refund == NULL)
    return FALSE;
  g_object_set (refund, "state", (gint64) VAS_REFUND_STATE_APPROVED, "order-state", (gint64) order->state,
                "decided-by", vas_command_get_actor (run->command), "decided-at", run->now, NULL);
  g_object_set (order, "refunded", order->refunded + refund->amount, "state", (gint64) VAS_ORDER_STATE_REFUNDED, NULL);

  return vas_run_update (run, order, error) && save (run, refund, order, error);
}

static gboolean
reject_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  VasOrder *order;
  VasRefund *refund = load_refund (run, VAS_REFUND_STATE_PROPOSED, &order, verdict, error);

  if (refund == NULL)
    return FALSE;
  vas_rule_refund_person (refund, vas_command_get_actor (run->command), verdict);

  return TRUE;
}

static gboolean
withdraw_check (VasRun      *run,
                VasVerdict  *verdict,
                GError     **error)
{
  VasOrder *order;
  VasRefund *refund = load_refund (run, VAS_REFUND_STATE_PROPOSED, &order, verdict, error);

  if (refund == NULL)
    return FALSE;
  if (g_strcmp0 (refund->proposed_by, vas_command_get_actor (run->command)) != 0)
    vas_run_fail (verdict, "R11", CLAUSE, "refund-not-own");

  return TRUE;
}

static gboolean
end_proposal (VasRun          *run,
              VasRefundState   state,
              GError         **error)
{
  VasOrder *order;
  VasRefund *refund = load_refund (run, VAS_REFUND_STATE_PROPOSED, &order, NULL, error);

  if (refund == NULL)
    return FALSE;
  g_object_set (refund, "state", (gint64) state, "decided-by", vas_command_get_actor (run->command), "decided-at", run->now,
                "decision", vas_run_get_text (run, "reason"), "ended-at", run->now, NULL);

  return save (run, refund, order, error);
}

static gboolean
reject_apply (VasRun  *run,
              GError **error)
{
  return end_proposal (run, VAS_REFUND_STATE_REJECTED, error);
}

static gboolean
withdraw_apply (VasRun  *run,
                GError **error)
{
  return end_proposal (run, VAS_REFUND_STATE_WITHDRAWN, error);
}

static gboolean
channel_check (VasRun      *run,
               VasVerdict  *verdict,
               GError     **error)
{
  VasOrder *order;

  return load_refund (run, VAS_REFUND_STATE_APPROVED, &order, verdict, error) != NULL;
}

static gboolean
settle_apply (VasRun  *run,
              GError **error)
{
  VasOrder *order;
  VasRefund *refund = load_refund (run, VAS_REFUND_STATE_APPROVED, &order, NULL, error);

  if (refund == NULL)
    return FALSE;
  g_object_set (refund, "state", (gint64) VAS_REFUND_STATE_DONE, "channel-no", vas_run_get_text (run, "channel_no"), "ended-at", run->now, NULL);

  return save (run, refund, order, error);
}

/* R12: what runs no more since the account was stopped meanwhile is given back with the rest of it. */
static gboolean
leave_to_measure (VasRun      *run,
                  VasOrder    *order,
                  gboolean    *left,
                  GError     **error)
{
  g_autoptr (GPtrArray) measures = vas_table_list (run->sql, VAS_TYPE_MEASURE, "account_key", order->account_key, NULL, error);

  *left = FALSE;
  for (guint i = 0; measures != NULL && i < measures->len; i++)
    {
      VasMeasure *measure = g_ptr_array_index (measures, i);
      g_autofree char *ended = NULL;

      if (measure->state != VAS_MEASURE_STATE_IN_FORCE && measure->state != VAS_MEASURE_STATE_LIFTING)
        continue;
      measure = vas_run_load (run, VAS_TYPE_MEASURE, vas_entity_get_key (VAS_ENTITY (measure)), error);
      if (measure == NULL)
        return FALSE;
      ended = g_strdup_printf ("%s %s", measure->ended_orders != NULL ? measure->ended_orders : "", vas_entity_get_key (VAS_ENTITY (order)));
      g_object_set (measure, "ended-orders", g_strstrip (ended), NULL);
      *left = TRUE;
      return vas_run_update (run, measure, error);
    }

  return measures != NULL;
}

/* The money stays: the order is what it was. */
static gboolean
fail_apply (VasRun  *run,
            GError **error)
{
  VasOrder *order;
  VasRefund *refund = load_refund (run, VAS_REFUND_STATE_APPROVED, &order, NULL, error);
  VasOrderState state;
  gboolean left = FALSE;

  if (refund == NULL)
    return FALSE;
  state = refund->order_state;
  if (state == VAS_ORDER_STATE_PAID && !leave_to_measure (run, order, &left, error))
    return FALSE;
  g_object_set (refund, "state", (gint64) VAS_REFUND_STATE_FAILED, "failure", vas_run_get_text (run, "reason"), "ended-at", run->now, NULL);
  g_object_set (order, "refunded", order->refunded - refund->amount, "state",
                (gint64) (left ? VAS_ORDER_STATE_EXPIRED : state), NULL);

  return vas_run_update (run, order, error) && save (run, refund, order, error);
}

const VasCommandType vas_refund_commands[] = {
  { "refund.propose", PROPOSERS, 0, propose_arguments, propose_check, propose_apply },
  { "refund.approve", SECOND, VAS_COMMAND_HOLD, refund_arguments, approve_check, approve_apply },
  { "refund.reject", SECOND, VAS_COMMAND_HOLD, reason_arguments, reject_check, reject_apply },
  { "refund.withdraw", PROPOSERS, 0, reason_arguments, withdraw_check, withdraw_apply },
  { "refund.settle", PROPOSERS, VAS_COMMAND_HOLD, settle_arguments, channel_check, settle_apply },
  { "refund.fail", PROPOSERS, VAS_COMMAND_HOLD, reason_arguments, channel_check, fail_apply },
  { NULL },
};
