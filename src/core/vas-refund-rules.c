/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * R11: a refund is an exception: of what was paid, no more than that, approved by a second person, and after the open invoice requests
 * of the order have ended. R21: after the paper of an issued one has. R30: over the limit, by the supervisor. Pure functions.
 */

#include "vas-refund-rules.h"

#include "vas-return-rules.h"

#define CLAUSE "§4.7"

/** vas_rule_refund_amount: R11 (§4.7): something was paid that did not go back yet, and @amount is no more than that. */
void
vas_rule_refund_amount (VasOrder   *order,
                        VasMoney    amount,
                        VasVerdict *verdict)
{
  const VasMoney left = order->paid - order->refunded;
  const char *code = "refund-fits";
  VasFinding *finding;

  if (order->paid_at == VAS_NONE || left <= 0)
    code = "refund-nothing-paid";
  else if (amount <= 0)
    code = "refund-of-nothing";
  else if (amount > left)
    code = "refund-too-much";

  finding = vas_finding_new ("R11", CLAUSE, g_str_equal (code, "refund-fits") ? VAS_OUTCOME_PASS : VAS_OUTCOME_FAIL, code);
  vas_finding_set_text (finding, "order", order->number);
  vas_finding_set_money (finding, "amount_fen", amount);
  vas_verdict_add (verdict, vas_finding_set_money (finding, "left_fen", MAX (left, 0)));
}

/** vas_rule_refund_person: R11 (§4.7), R30: who proposed it does not decide on it. */
void
vas_rule_refund_person (VasRefund  *refund,
                        const char *actor,
                        VasVerdict *verdict)
{
  const gboolean same = g_strcmp0 (refund->proposed_by, actor) == 0;

  vas_verdict_add (verdict, vas_finding_new ("R11", CLAUSE, same ? VAS_OUTCOME_FAIL : VAS_OUTCOME_PASS,
                                             same ? "refund-by-proposer" : "refund-by-second"));
}

/** vas_rule_refund_limit: R30: more than @limit is the supervisor's to approve. */
void
vas_rule_refund_limit (VasRefund  *refund,
                       VasMoney    limit,
                       gboolean    supervisor,
                       VasVerdict *verdict)
{
  VasFinding *finding;

  if (refund->amount <= limit || supervisor)
    return;

  finding = vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "refund-over-limit");
  vas_finding_set_money (finding, "amount_fen", refund->amount);
  vas_verdict_add (verdict, vas_finding_set_money (finding, "limit_fen", limit));
}

static gboolean
is_before_issue (VasRequestState state)
{
  return state == VAS_REQUEST_STATE_REVIEW || state == VAS_REQUEST_STATE_SECOND || state == VAS_REQUEST_STATE_TO_ISSUE;
}

/**
 * vas_rule_refund_case:
 * @vas_case: a case with a live share of the order
 *
 * R11 (§4.7): a request that is not issued yet ends first. R21 (§4.8(5)): the paper of one that is comes back first, or the loss is recorded.
 */
void
vas_rule_refund_case (VasCase    *vas_case,
                      VasVerdict *verdict)
{
  VasRequest *request = vas_case->request;

  if (is_before_issue (request->state))
    vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R11", CLAUSE, VAS_OUTCOME_FAIL, "refund-request-open"),
                                                    "request", request->number));
  else
    vas_verdict_add (verdict, vas_refund_gate (vas_case));
}
