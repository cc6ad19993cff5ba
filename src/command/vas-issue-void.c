/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 已开 → 作废 or 红冲 before hand-over (R20): a misprint. The request is back at 待开票 unchanged, its shares stay live. */

#include "vas-issue-void.h"

#include "vas-issue-rules.h"
#include "vas-issue-steps.h"
#include "vas-request-steps.h"
#include "vas-text.h"

#define BEFORE_HAND_OVER \
  (VAS_STATE_BIT (TO_ISSUE) | VAS_STATE_BIT (TO_SHIP) | VAS_STATE_BIT (TO_PICKUP) | VAS_STATE_BIT (TO_TELL))

static char *
red_text (VasRun     *run,
          const char *name)
{
  return vas_run_has (run, name) ? vas_text_compact (vas_run_get_text (run, name)) : NULL;
}

static gboolean
judge (VasRun      *run,
       VasFapiao   *sheet,
       gboolean    *reversed,
       VasVerdict  *verdict,
       GError     **error)
{
  g_autofree char *code = red_text (run, "red_code");
  g_autofree char *number = red_text (run, "red_number");

  *reversed = vas_rule_ending (sheet, VAS_ENDING_MISPRINT, run->today, code, number,
                               vas_run_has_role (run, VAS_ROLE_INVOICE_SUPERVISOR), verdict);

  return vas_issue_judge_red (run, code, number, verdict, error);
}

/** vas_issue_void_check: R20: an issued sheet that is still in the house; voided in its month, reversed later. */
gboolean
vas_issue_void_check (VasRun      *run,
                      VasVerdict  *verdict,
                      GError     **error)
{
  VasCase *vas_case;
  VasFapiao *sheet = vas_issue_get_sheet (run, &vas_case, error);
  gboolean reversed;

  if (sheet == NULL)
    return FALSE;
  if (sheet->state != VAS_FAPIAO_STATE_ISSUED)
    {
      vas_issue_fail_sheet (verdict, "R20", "sheet-not-issued", sheet);
      return TRUE;
    }
  if (vas_fapiao_is_handed_over (sheet, vas_issue_find_parcel (vas_case, sheet)))
    vas_issue_fail_sheet (verdict, "R17", "sheet-handed-over", sheet);
  else
    vas_step_require_state (vas_case, BEFORE_HAND_OVER, verdict);

  return judge (run, sheet, &reversed, verdict, error);
}

/** vas_issue_void_apply: the sheet leaves its parcel; the case waits for another number. */
gboolean
vas_issue_void_apply (VasRun  *run,
                      GError **error)
{
  VasCase *vas_case;
  VasFapiao *sheet = vas_issue_get_sheet (run, &vas_case, error);
  g_autoptr (VasVerdict) ignored = vas_verdict_new ();
  g_autofree char *code = red_text (run, "red_code");
  g_autofree char *number = red_text (run, "red_number");
  gboolean reversed;

  if (sheet == NULL || !judge (run, sheet, &reversed, ignored, error))
    return FALSE;

  if (sheet->parcel_key != NULL)
    vas_run_touch (run, sheet->parcel_key);
  vas_issue_end_sheet (run, sheet, reversed ? VAS_FAPIAO_STATE_REVERSED : VAS_FAPIAO_STATE_VOIDED, vas_run_get_text (run, "reason"));
  g_object_set (sheet, "parcel-key", NULL, "red-code", reversed ? code : NULL, "red-number", reversed ? number : NULL, NULL);
  vas_case->request->state = VAS_REQUEST_STATE_TO_ISSUE;
  vas_step_end_claim (vas_case->request);
  vas_step_set_target (run, vas_case->request, "target.issue", 2);

  return vas_run_update (run, sheet, error) && vas_run_update (run, vas_case->request, error);
}
