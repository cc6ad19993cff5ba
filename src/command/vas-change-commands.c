/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * 草稿 → 待批 → 已排期 → 生效 (R4): a change of the catalog is drafted and submitted by one person and approved by another, or sent back; it
 * may be withdrawn until it starts. The clock starts it, or lets it lapse where nobody approved it by then.
 */

#include "vas-change-steps.h"
#include "vas-command-tables.h"


static const VasArgument draft_arguments[] = {
  { "change", VAS_ARG_KEY, 0 },
  { "title", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { "starts_at", VAS_ARG_TIME, VAS_ARG_REQUIRED },
  { "items", VAS_ARG_OBJECTS, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument change_arguments[] = {
  { "change", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument reason_arguments[] = {
  { "change", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

static void
fail_at (VasVerdict *verdict,
         const char *code,
         gint64      starts_at)
{
  VasFinding *finding = vas_finding_new ("R4", "", VAS_OUTCOME_FAIL, code);

  vas_verdict_add (verdict, vas_finding_set_instant (finding, "starts_at", starts_at));
}

/** vas_change_judge_state: @states: bits 1 << #VasChangeState, one of which it must be. */
void
vas_change_judge_state (VasChange  *change,
                        guint       states,
                        VasVerdict *verdict)
{
  if ((states & (1u << change->state)) == 0)
    vas_run_fail (verdict, "R4", "", "change-state");
}

/** vas_change_judge_future: R4: a change starts later than now. Always TRUE, for use in a row of judgements. */
gboolean
vas_change_judge_future (VasRun     *run,
                         gint64      starts_at,
                         VasVerdict *verdict)
{
  if (starts_at <= run->now)
    fail_at (verdict, "change-start-past", starts_at);

  return TRUE;
}

/** vas_change_judge_author: R4: @own: its author alone may; otherwise anybody but him. */
gboolean
vas_change_judge_author (VasRun      *run,
                         VasChange   *change,
                         gboolean     own,
                         VasVerdict  *verdict,
                         GError     **error)
{
  const gboolean is_author = g_strcmp0 (change->author_key, vas_command_get_actor (run->command)) == 0;
  VasStaff *author = is_author != own ? vas_run_load (run, VAS_TYPE_STAFF, change->author_key, error) : NULL;
  VasFinding *finding;

  if (is_author == own)
    return TRUE;
  if (author == NULL)
    return FALSE;
  finding = vas_finding_new ("R4", "", VAS_OUTCOME_FAIL, own ? "change-not-own" : "change-of-author");
  vas_verdict_add (verdict, vas_finding_set_text (finding, "author", author->name));

  return TRUE;
}

static gboolean
set_state (VasRun          *run,
           VasChangeState   state,
           GError         **error)
{
  VasChange *change = vas_run_load_arg (run, VAS_TYPE_CHANGE, "change", error);

  if (change == NULL)
    return FALSE;
  g_object_set (change, "state", (gint64) state, NULL);
  if (vas_run_has (run, "reason"))
    g_object_set (change, "reason", vas_run_get_text (run, "reason"), NULL);

  return vas_run_update (run, change, error);
}

static gboolean
set_state_and (VasRun          *run,
               VasChangeState   state,
               gboolean       (*then) (VasRun *, VasChange *, GError **),
               GError         **error)
{
  return set_state (run, state, error) && then (run, vas_run_load_arg (run, VAS_TYPE_CHANGE, "change", error), error);
}

static gboolean
submit_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  VasChange *change = vas_run_load_arg (run, VAS_TYPE_CHANGE, "change", error);

  if (change == NULL || !vas_change_judge_author (run, change, TRUE, verdict, error))
    return FALSE;
  vas_change_judge_state (change, 1u << VAS_CHANGE_STATE_DRAFT | 1u << VAS_CHANGE_STATE_RETURNED, verdict);

  return vas_change_judge_future (run, change->starts_at, verdict) && vas_change_judge_place (run, change, verdict, error);
}

static gboolean
submit_apply (VasRun  *run,
              GError **error)
{
  return set_state (run, VAS_CHANGE_STATE_REVIEW, error);
}

static gboolean
approve_check (VasRun      *run,
               VasVerdict  *verdict,
               GError     **error)
{
  VasChange *change = vas_run_load_arg (run, VAS_TYPE_CHANGE, "change", error);

  if (change == NULL || !vas_change_judge_author (run, change, FALSE, verdict, error))
    return FALSE;
  vas_change_judge_state (change, 1u << VAS_CHANGE_STATE_REVIEW, verdict);

  return vas_change_judge_future (run, change->starts_at, verdict) && vas_change_judge_place (run, change, verdict, error);
}

static gboolean
approve_apply (VasRun  *run,
               GError **error)
{
  VasChange *change = vas_run_load_arg (run, VAS_TYPE_CHANGE, "change", error);

  if (change == NULL)
    return FALSE;
  g_object_set (change, "approver-key", vas_command_get_actor (run->command), NULL);

  return set_state (run, VAS_CHANGE_STATE_SCHEDULED, error) && vas_change_schedule (run, change, error);
}

static gboolean
return_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  VasChange *change = vas_run_load_arg (run, VAS_TYPE_CHANGE, "change", error);

  if (change == NULL || !vas_change_judge_author (run, change, FALSE, verdict, error))
    return FALSE;
  vas_change_judge_state (change, 1u << VAS_CHANGE_STATE_REVIEW, verdict);

  return TRUE;
}

static gboolean
return_apply (VasRun  *run,
              GError **error)
{
  return set_state (run, VAS_CHANGE_STATE_RETURNED, error);
}

/* By its author or by another: a withdrawal leaves everything as it is. */
static gboolean
withdraw_check (VasRun      *run,
                VasVerdict  *verdict,
                GError     **error)
{
  VasChange *change = vas_run_load_arg (run, VAS_TYPE_CHANGE, "change", error);

  if (change == NULL)
    return FALSE;
  vas_change_judge_state (change, 1u << VAS_CHANGE_STATE_SCHEDULED, verdict);
  if (change->starts_at <= run->now)
    fail_at (verdict, "change-started", change->starts_at);

  return vas_change_judge_withdrawal (run, change, verdict, error);
}

static gboolean
withdraw_apply (VasRun  *run,
                GError **error)
{
  return set_state_and (run, VAS_CHANGE_STATE_WITHDRAWN, vas_change_unschedule, error);
}

static gboolean
judge_due (VasRun          *run,
           VasChangeState   state,
           VasVerdict      *verdict,
           GError         **error)
{
  VasChange *change = vas_run_load_arg (run, VAS_TYPE_CHANGE, "change", error);

  if (change == NULL)
    return FALSE;
  vas_change_judge_state (change, 1u << state, verdict);
  if (change->starts_at > run->now)
    fail_at (verdict, "change-not-due", change->starts_at);

  return TRUE;
}

static gboolean
start_check (VasRun      *run,
             VasVerdict  *verdict,
             GError     **error)
{
  return judge_due (run, VAS_CHANGE_STATE_SCHEDULED, verdict, error);
}

static gboolean
start_apply (VasRun  *run,
             GError **error)
{
  return set_state_and (run, VAS_CHANGE_STATE_STARTED, vas_change_start, error);
}

static gboolean
lapse_check (VasRun      *run,
             VasVerdict  *verdict,
             GError     **error)
{
  return judge_due (run, VAS_CHANGE_STATE_REVIEW, verdict, error);
}

static gboolean
lapse_apply (VasRun  *run,
             GError **error)
{
  return set_state (run, VAS_CHANGE_STATE_LAPSED, error);
}

const VasCommandType vas_change_commands[] = {
  { "change.draft", VAS_ROLE_CATALOG_EDITOR, 0, draft_arguments, vas_change_draft_check, vas_change_draft_apply },
  { "change.submit", VAS_ROLE_CATALOG_EDITOR, 0, change_arguments, submit_check, submit_apply },
  { "change.approve", VAS_ROLE_CATALOG_APPROVER, 0, change_arguments, approve_check, approve_apply },
  { "change.return", VAS_ROLE_CATALOG_APPROVER, 0, reason_arguments, return_check, return_apply },
  { "change.withdraw", VAS_ROLE_CATALOG_EDITOR | VAS_ROLE_CATALOG_APPROVER, 0, reason_arguments, withdraw_check, withdraw_apply },
  { "change.start", VAS_ROLE_SYSTEM, VAS_COMMAND_SYSTEM, change_arguments, start_check, start_apply },
  { "change.lapse", VAS_ROLE_SYSTEM, VAS_COMMAND_SYSTEM, change_arguments, lapse_check, lapse_apply },
  { NULL },
};
