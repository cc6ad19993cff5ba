/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reviewing a request: claim, approve, second approval, send back, reject, extend, withdraw (R13, R17, R19, R30).
 * Each command is a check that judges and an apply that does; both stand side by side.
 */

#include "vas-request-review.h"

#include "vas-case-store.h"
#include "vas-claim.h"
#include "vas-finding.h"
#include "vas-request-rules.h"
#include "vas-request-steps.h"

#define DEFAULT_LIMIT 1000000
#define REVIEW_STATES (VAS_STATE_BIT (REVIEW) | VAS_STATE_BIT (SECOND))

/** vas_request_claim_check: a case is anybody's to open; taking it from somebody else is asked about, and traced. */
gboolean
vas_request_claim_check (VasRun      *run,
                         VasVerdict  *verdict,
                         GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL || !vas_step_judge_claim (run, vas_case, verdict, error))
    return FALSE;

  if (vas_verdict_find_code (verdict, "claimed-by-other") != NULL && !vas_run_has_role (run, VAS_ROLE_INVOICE_SUPERVISOR))
    vas_run_fail (verdict, "R30", "", "takeover-is-supervisors");

  return TRUE;
}

/** vas_request_claim_apply: claims it, or lets the actor's own claim last longer. */
gboolean
vas_request_claim_apply (VasRun  *run,
                         GError **error)
{
  return vas_claim_take (run, vas_run_get_case (run, error)->request, error);
}

gboolean
vas_request_release_check (VasRun      *run,
                           VasVerdict  *verdict,
                           GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL)
    return FALSE;
  if (g_strcmp0 (vas_case->request->claimed_by, vas_command_get_actor (run->command)) != 0)
    vas_run_fail (verdict, "R32", "", "claim-not-own");

  return TRUE;
}

gboolean
vas_request_release_apply (VasRun  *run,
                           GError **error)
{
  VasRequest *request = vas_run_get_case (run, error)->request;

  vas_step_end_claim (request);
  vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (request)));

  return vas_case_set_claim (run->sql, request, error);
}

/* R13: who enters or corrects a request never approves it, but for offices of one clerk. */
static void
judge_two_persons (VasRun     *run,
                   VasRequest *request,
                   VasVerdict *verdict)
{
  VasFinding *finding;

  if (!vas_request_was_written_by (request, vas_command_get_actor (run->command)))
    return;

  finding = vas_run_get_setting (run, "one-clerk-office", 0) != 0
            ? vas_finding_new ("R13", "§4.8", VAS_OUTCOME_PASS, "one-clerk-office")
            : vas_finding_new ("R13", "§4.8", VAS_OUTCOME_FAIL, "enterer-is-approver");
  vas_finding_set_text (finding, "approver", run->actor != NULL ? run->actor->name : "?");
  vas_verdict_add (verdict, finding);
}

static gboolean
judge_review (VasRun      *run,
              guint        states,
              VasVerdict  *verdict,
              GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  VasCalendar *calendar = vas_run_get_calendar (run);

  if (vas_case == NULL)
    return FALSE;

  vas_step_require_state (vas_case, states, verdict);
  vas_rules_judge_request (vas_case, calendar, verdict);
  vas_rule_term (vas_case, calendar, run->today, verdict);
  judge_two_persons (run, vas_case->request, verdict);

  return vas_step_judge_claim (run, vas_case, verdict, error);
}

/* R30: an amount that a supervisor approves after the clerk. */
static gboolean
is_over_limit (VasRun     *run,
               VasRequest *request,
               gint64     *limit)
{
  *limit = vas_run_get_setting (run, "invoice.limit", DEFAULT_LIMIT);

  return request->amount > *limit;
}

/** vas_request_approve_check: every rule of §4.8, and that another person entered it; that a supervisor follows is told before. This is the
 * panel of results. */
gboolean
vas_request_approve_check (VasRun      *run,
                           VasVerdict  *verdict,
                           GError     **error)
{
  VasRequest *request;
  VasFinding *finding;
  gint64 limit;

  if (!judge_review (run, VAS_STATE_BIT (REVIEW), verdict, error))
    return FALSE;
  request = vas_run_get_case (run, error)->request;
  if (!is_over_limit (run, request, &limit))
    return TRUE;

  finding = vas_finding_new ("R30", "", VAS_OUTCOME_PASS, "supervisor-follows");
  vas_finding_set_money (finding, "requested_fen", request->amount);
  vas_verdict_add (verdict, vas_finding_set_money (finding, "limit_fen", limit));

  return TRUE;
}

gboolean
vas_request_approve_apply (VasRun  *run,
                           GError **error)
{
  VasRequest *request = vas_run_get_case (run, error)->request;
  gint64 limit;
  const gboolean over = is_over_limit (run, request, &limit);

  g_object_set (request, "state", (gint64) (over ? VAS_REQUEST_STATE_SECOND : VAS_REQUEST_STATE_TO_ISSUE),
                "approved-by", vas_command_get_actor (run->command), "approved-at", run->now, NULL);
  vas_step_end_claim (request);
  if (!over)
    vas_step_set_target (run, request, "target.issue", 2);

  return vas_run_update (run, request, error);
}

/** vas_request_second_check: R30: over the limit a supervisor approves too, who neither entered nor approved it. */
gboolean
vas_request_second_check (VasRun      *run,
                          VasVerdict  *verdict,
                          GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL || !judge_review (run, VAS_STATE_BIT (SECOND), verdict, error))
    return FALSE;
  if (g_strcmp0 (vas_case->request->approved_by, vas_command_get_actor (run->command)) == 0)
    vas_run_fail (verdict, "R30", "", "approver-is-second");

  return TRUE;
}

gboolean
vas_request_second_apply (VasRun  *run,
                          GError **error)
{
  VasRequest *request = vas_run_get_case (run, error)->request;

  g_object_set (request, "state", (gint64) VAS_REQUEST_STATE_TO_ISSUE, "seconded-by", vas_command_get_actor (run->command), NULL);
  vas_step_end_claim (request);
  vas_step_set_target (run, request, "target.issue", 2);

  return vas_run_update (run, request, error);
}

gboolean
vas_request_send_back_check (VasRun      *run,
                             VasVerdict  *verdict,
                             GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL)
    return FALSE;
  vas_step_require_state (vas_case, VAS_STATE_BIT (SECOND), verdict);

  return TRUE;
}

gboolean
vas_request_send_back_apply (VasRun  *run,
                             GError **error)
{
  VasRequest *request = vas_run_get_case (run, error)->request;

  g_object_set (request, "state", (gint64) VAS_REQUEST_STATE_REVIEW, "approved-by", NULL, "approved-at", VAS_NONE, NULL);
  vas_step_end_claim (request);

  return vas_run_update (run, request, error);
}

/** vas_request_reject_check: before issue, with at least one reason; the verdict beside it says which rules failed. */
gboolean
vas_request_reject_check (VasRun      *run,
                          VasVerdict  *verdict,
                          GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL)
    return FALSE;

  vas_step_require_state (vas_case, REVIEW_STATES, verdict);
  if (!vas_step_judge_claim (run, vas_case, verdict, error))
    return FALSE;
  if (json_array_get_length (vas_run_get_array (run, "reasons")) == 0)
    vas_run_fail (verdict, "R19", "§4.8", "reason-missing");

  return TRUE;
}

static char *
reasons_to_text (VasRun *run)
{
  g_autoptr (JsonNode) node = json_node_copy (json_object_get_member (run->args, "reasons"));

  return json_to_string (node, FALSE);
}

gboolean
vas_request_reject_apply (VasRun  *run,
                          GError **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  VasRequest *request = vas_case->request;
  g_autofree char *reasons = reasons_to_text (run);

  g_object_set (request, "state", (gint64) VAS_REQUEST_STATE_REJECTED, "reject-reasons", reasons,
                "reject-text", vas_run_get_text (run, "text"), "rejected-at", run->now, NULL);
  vas_step_end_claim (request);

  return vas_step_release_shares (run, vas_case, error) && vas_run_update (run, request, error) &&
         vas_step_add_notice (run, request, VAS_NOTICE_KIND_REJECTED, vas_run_get_text (run, "channel"),
                              vas_run_get_text (run, "text"), error);
}

static void
judge_extension_date (VasRun     *run,
                      VasRequest *request,
                      VasVerdict *verdict)
{
  const VasDate due = vas_run_get_date (run, "due");
  VasFinding *finding;

  if (run->today > request->review_due)
    finding = vas_finding_new ("R19", "§4.8", VAS_OUTCOME_FAIL, "extension-late");
  else if (due <= request->review_due)
    finding = vas_finding_new ("R19", "§4.8", VAS_OUTCOME_FAIL, "extension-not-later");
  else
    finding = vas_finding_new ("R19", "§4.8", VAS_OUTCOME_PASS, "extension-in-time");

  vas_finding_set_date (finding, "until_date", request->review_due);
  vas_finding_set_date (finding, "new_date", due);
  vas_verdict_add (verdict, finding);
}

/**
 * vas_request_extend_check:
 *
 * R19: with a reason, a new date and a notice, before the old date; a second extension needs the supervisor, and so does one
 * of many that are extended at once (“many”).
 */
gboolean
vas_request_extend_check (VasRun      *run,
                          VasVerdict  *verdict,
                          GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL)
    return FALSE;

  vas_step_require_state (vas_case, REVIEW_STATES, verdict);
  judge_extension_date (run, vas_case->request, verdict);
  if (vas_case->request->extensions > 0 && !vas_run_has_role (run, VAS_ROLE_INVOICE_SUPERVISOR))
    vas_verdict_add (verdict, vas_finding_set_int (vas_finding_new ("R19", "§4.8", VAS_OUTCOME_FAIL, "extension-second"),
                                                   "extensions", vas_case->request->extensions));
  if (vas_run_get_bool (run, "many") && !vas_run_has_role (run, VAS_ROLE_INVOICE_SUPERVISOR))
    vas_run_fail (verdict, "R19", "§4.8", "extension-many");

  return TRUE;
}

gboolean
vas_request_extend_apply (VasRun  *run,
                          GError **error)
{
  VasRequest *request = vas_run_get_case (run, error)->request;
  const VasDate due = vas_run_get_date (run, "due");
  VasCalendar *calendar = vas_run_get_calendar (run);
  gboolean provisional = FALSE;

  vas_calendar_is_working_day (calendar, due, &provisional);
  g_object_set (request, "review-due", (gint64) due, "due", (gint64) due, "due-provisional", provisional,
                "extensions", request->extensions + 1, "extension-reason", vas_run_get_text (run, "reason"), NULL);
  vas_step_end_claim (request);

  return vas_run_update (run, request, error) &&
         vas_step_add_notice (run, request, VAS_NOTICE_KIND_EXTENDED, vas_run_get_text (run, "channel"),
                              vas_run_get_text (run, "text"), error);
}

/** vas_request_withdraw_check: R17: the user may withdraw before issue. */
gboolean
vas_request_withdraw_check (VasRun      *run,
                            VasVerdict  *verdict,
                            GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL)
    return FALSE;
  vas_step_require_state (vas_case, VAS_STATES_BEFORE_ISSUE, verdict);
  if (vas_case_get_issued_total (vas_case) > 0)
    vas_run_fail (verdict, "R17", "§4.8(3)", "some-issued");

  return TRUE;
}

gboolean
vas_request_withdraw_apply (VasRun  *run,
                            GError **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  g_object_set (vas_case->request, "state", (gint64) VAS_REQUEST_STATE_WITHDRAWN, "finished-at", run->now, NULL);
  vas_step_end_claim (vas_case->request);

  return vas_step_release_sheets (run, vas_case, error) && vas_step_release_shares (run, vas_case, error) &&
         vas_run_update (run, vas_case->request, error);
}
