/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Lost before delivery, a supervisor ends the fapiao of a request and has them issued again (R18, §4.8(4)): the request ends
 * with them, and a new one of the same contents, already approved, takes its place.
 */

#include "vas-issue-void.h"

#include "vas-issue-rules.h"
#include "vas-issue-steps.h"
#include "vas-red-list.h"
#include "vas-request-steps.h"

#define CLAUSE "§4.8(4)"
#define ISSUED_STATES \
  (VAS_STATE_BIT (TO_SHIP) | VAS_STATE_BIT (TO_PICKUP) | VAS_STATE_BIT (TO_TELL) | VAS_STATE_BIT (DONE))

static gboolean
judge_sheet (VasRun      *run,
             VasFapiao   *sheet,
             gboolean    *reversed,
             VasVerdict  *verdict,
             GError     **error)
{
  g_autofree char *code = NULL;
  g_autofree char *number = NULL;

  if (!vas_red_list_find (run, sheet, &code, &number, error))
    return FALSE;
  *reversed = vas_rule_ending (sheet, VAS_ENDING_LOST, run->today, code, number,
                               vas_run_has_role (run, VAS_ROLE_INVOICE_SUPERVISOR), verdict);

  return vas_issue_judge_red (run, code, number, verdict, error);
}

/* R18: lost before delivery, and nothing of it delivered. */
static void
judge_loss (VasRun     *run,
            VasCase    *vas_case,
            VasVerdict *verdict)
{
  VasDate lost_on = VAS_NONE_DATE;
  gboolean delivered = FALSE;
  VasFinding *finding;

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);
      VasParcel *parcel = vas_issue_find_parcel (vas_case, sheet);

      if (sheet->state != VAS_FAPIAO_STATE_ISSUED)
        continue;
      delivered = delivered || vas_fapiao_is_delivered (sheet, parcel);
      if (vas_fapiao_is_lost (sheet, parcel))
        lost_on = parcel != NULL && parcel->ended_at != VAS_NONE ? vas_instant_to_date (parcel->ended_at) : run->today;
      else if (vas_fapiao_is_handed_over (sheet, parcel))
        vas_issue_fail_sheet (verdict, "R18", "sheet-handed-over", sheet);
    }

  if (delivered)
    vas_run_fail (verdict, "R18", CLAUSE, "not-issued-again");
  else if (lost_on == VAS_NONE_DATE)
    vas_run_fail (verdict, "R18", CLAUSE, vas_case_get_issued_total (vas_case) > 0 ? "not-lost" : "nothing-issued");
  else
    {
      finding = vas_finding_new ("R18", CLAUSE, VAS_OUTCOME_PASS, "lost-before-delivery");
      vas_verdict_add (verdict, vas_finding_set_date (finding, "lost_date", lost_on));
    }
}

/** vas_request_reissue_check: R18: lost before delivery; each sheet is voided in its month, or reversed. */
gboolean
vas_request_reissue_check (VasRun      *run,
                           VasVerdict  *verdict,
                           GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL || !vas_red_list_check (run, vas_case->fapiao, error))
    return FALSE;

  vas_step_require_state (vas_case, ISSUED_STATES, verdict);
  judge_loss (run, vas_case, verdict);
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);
      gboolean reversed;

      if (sheet->state == VAS_FAPIAO_STATE_ISSUED && !judge_sheet (run, sheet, &reversed, verdict, error))
        return FALSE;
    }

  return TRUE;
}

/* Ends every issued sheet; *any_reversed says how the request ends with them. */
static gboolean
end_sheets (VasRun    *run,
            VasCase   *vas_case,
            gboolean  *any_reversed,
            GError   **error)
{
  g_autoptr (VasVerdict) ignored = vas_verdict_new ();

  *any_reversed = FALSE;
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);
      g_autofree char *code = NULL;
      g_autofree char *number = NULL;
      gboolean reversed;

      if (sheet->state != VAS_FAPIAO_STATE_ISSUED)
        continue;
      if (vas_fapiao_is_lost (sheet, vas_issue_find_parcel (vas_case, sheet)))
        sheet->place = VAS_FAPIAO_PLACE_LOST;
      if (!judge_sheet (run, sheet, &reversed, ignored, error) || !vas_red_list_find (run, sheet, &code, &number, error))
        return FALSE;
      vas_issue_end_sheet (run, sheet, reversed ? VAS_FAPIAO_STATE_REVERSED : VAS_FAPIAO_STATE_VOIDED,
                           vas_run_get_text (run, "reason"));
      g_object_set (sheet, "red-code", reversed ? code : NULL, "red-number", reversed ? number : NULL, NULL);
      if (!vas_run_update (run, sheet, error))
        return FALSE;
      *any_reversed = *any_reversed || reversed;
    }

  return TRUE;
}

static gboolean
copy_shares (VasRun      *run,
             VasCase     *vas_case,
             const char  *request_key,
             GError     **error)
{
  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasShare *share = ((VasCaseOrder *) g_ptr_array_index (vas_case->orders, i))->share;
      g_autofree char *name = g_strdup_printf ("share/%u", i);
      g_autofree char *key = vas_run_new_key (run, name);
      g_autoptr (VasShare) copy = vas_entity_copy (share);

      g_object_set (copy, "id", (gint64) 0, "key", key, "ver", (gint64) 1, "request-key", request_key, "live", TRUE, NULL);
      vas_run_touch (run, share->order_key);
      if (!vas_run_insert (run, copy, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
insert_successor (VasRun   *run,
                  VasCase  *vas_case,
                  GError  **error)
{
  g_autofree char *key = vas_run_new_key (run, "request");
  g_autoptr (VasRequest) request = vas_entity_copy (vas_case->request);

  g_object_set (request, "id", (gint64) 0, "key", key, "ver", (gint64) 1, "number", NULL, "state",
                (gint64) VAS_REQUEST_STATE_TO_ISSUE, "corrects-key", NULL, "reissues-key",
                vas_entity_get_key (VAS_ENTITY (vas_case->request)), "finished-at", VAS_NONE, "return-reason", NULL,
                "returned-by", NULL,
                "tax-loss", VAS_NONE, "tax-loss-by", NULL, "tax-loss-at", VAS_NONE, NULL);
  vas_step_set_target (run, request, "target.issue", 2);

  return vas_step_take_number (run, request, error) && vas_run_insert (run, request, error) && copy_shares (run, vas_case, key, error);
}

/** vas_request_reissue_apply: the old request ends, its shares no longer count; the new one takes them over, approved. */
gboolean
vas_request_reissue_apply (VasRun  *run,
                           GError **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  gboolean any_reversed;

  if (vas_case == NULL || !end_sheets (run, vas_case, &any_reversed, error) ||
      !vas_step_release_shares (run, vas_case, error))
    return FALSE;

  vas_step_end_claim (vas_case->request);
  if (!insert_successor (run, vas_case, error))
    return FALSE;
  g_object_set (vas_case->request, "state", (gint64) (any_reversed ? VAS_REQUEST_STATE_REVERSED : VAS_REQUEST_STATE_VOIDED),
                "finished-at", run->now, NULL);

  return vas_run_update (run, vas_case->request, error);
}
