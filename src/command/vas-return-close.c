/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The return of a fapiao ends (R21): with all the paper back it is voided in the month of issue, or reversed by a red-letter
 * fapiao later; where the paper never comes, the user declares so and a second person records the tax loss. Only then may
 * the refund go on.
 */

#include "vas-return-commands.h"

#include "vas-issue-rules.h"
#include "vas-issue-steps.h"
#include "vas-parcel-rules.h"
#include "vas-parcel-steps.h"
#include "vas-red-list.h"
#include "vas-return-rules.h"

#define CLAUSE "§4.8(5)"

/* R21: verified; R20: voided in its month, reversed by the supervisor later. */
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
  if (sheet->verified_at == VAS_NONE || sheet->place != VAS_FAPIAO_PLACE_RETURNED)
    vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R21", CLAUSE, VAS_OUTCOME_FAIL, "paper-not-verified"),
                                                    "fapiao", sheet->number));
  *reversed = vas_rule_ending (sheet, VAS_ENDING_RETURNED, run->today, code, number,
                               vas_run_has_role (run, VAS_ROLE_INVOICE_SUPERVISOR), verdict);

  return vas_issue_judge_red (run, code, number, verdict, error);
}

static gboolean
judge_sheets (VasRun      *run,
              GPtrArray   *sheets,
              VasVerdict  *verdict,
              GError     **error)
{
  gboolean reversed;

  if (sheets->len == 0)
    vas_run_fail (verdict, "R21", CLAUSE, "no-sheet-issued");
  for (guint i = 0; i < sheets->len; i++)
    {
      if (!judge_sheet (run, g_ptr_array_index (sheets, i), &reversed, verdict, error))
        return FALSE;
    }

  return vas_red_list_check (run, sheets, error);
}

/** vas_return_close_check: every sheet verified; of this month voided, of a month before reversed, by the supervisor. */
gboolean
vas_return_close_check (VasRun      *run,
                        VasVerdict  *verdict,
                        GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  g_autoptr (GPtrArray) sheets = NULL;

  if (vas_case == NULL)
    return FALSE;
  sheets = vas_parcel_step_list_sheets (run, "request_key", vas_run_get_text (run, "request"), error);
  if (sheets == NULL)
    return FALSE;
  vas_step_require_state (vas_case, VAS_STATE_BIT (RETURNING), verdict);

  return judge_sheets (run, sheets, verdict, error);
}

/* check has seen to it that a red-letter fapiao is there exactly where the sheet is reversed. */
static gboolean
end_sheet (VasRun     *run,
           VasFapiao  *sheet,
           gboolean   *reversed,
           GError    **error)
{
  g_autofree char *code = NULL;
  g_autofree char *number = NULL;

  if (!vas_red_list_find (run, sheet, &code, &number, error))
    return FALSE;
  vas_issue_end_sheet (run, sheet, number != NULL ? VAS_FAPIAO_STATE_REVERSED : VAS_FAPIAO_STATE_VOIDED, "return");
  g_object_set (sheet, "red-code", code, "red-number", number, NULL);
  *reversed = *reversed || number != NULL;

  return vas_run_update (run, sheet, error);
}

/** vas_return_close_apply: 退票 → 已作废 or 已红冲: the shares no longer count, the refund may go on. */
gboolean
vas_return_close_apply (VasRun  *run,
                        GError **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  g_autoptr (GPtrArray) sheets = NULL;
  gboolean reversed = FALSE;

  sheets = vas_parcel_step_list_sheets (run, "request_key", vas_run_get_text (run, "request"), error);
  if (sheets == NULL)
    return FALSE;
  for (guint i = 0; i < sheets->len; i++)
    {
      if (!end_sheet (run, g_ptr_array_index (sheets, i), &reversed, error))
        return FALSE;
    }

  g_object_set (vas_case->request, "state", (gint64) (reversed ? VAS_REQUEST_STATE_REVERSED : VAS_REQUEST_STATE_VOIDED),
                "finished-at", run->now, NULL);
  vas_step_end_claim (vas_case->request);

  return vas_step_release_shares (run, vas_case, error) && vas_run_update (run, vas_case->request, error);
}

/* One that began before the record kept who began it cannot be judged; it can be given up and begun anew. */
static void
judge_second_person (VasRun     *run,
                     VasRequest *request,
                     VasVerdict *verdict)
{
  if (request->returned_by == NULL)
    vas_verdict_add (verdict, vas_finding_new ("R21", CLAUSE, VAS_OUTCOME_UNKNOWN, "loss-opener-unknown"));
  else if (g_str_equal (request->returned_by, vas_command_get_actor (run->command)))
    vas_run_fail (verdict, "R21", CLAUSE, "loss-by-opener");
}

/** vas_return_loss_check: R21: the paper never comes: declared by the user, recorded by a second person, a supervisor. */
gboolean
vas_return_loss_check (VasRun      *run,
                       VasVerdict  *verdict,
                       GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  VasMoney tax, loss;

  if (vas_case == NULL)
    return FALSE;
  tax = vas_case_get_tax_total (vas_case);
  loss = vas_run_get_int_or (run, "tax_loss", tax);
  vas_step_require_state (vas_case, VAS_STATE_BIT (RETURNING), verdict);
  if (loss > tax)
    {
      VasFinding *finding = vas_finding_new ("R21", CLAUSE, VAS_OUTCOME_FAIL, "tax-loss-too-large");

      vas_finding_set_money (finding, "tax_loss_fen", loss);
      vas_finding_set_money (finding, "tax_fen", tax);
      vas_verdict_add (verdict, finding);
    }
  if (vas_case->request->state == VAS_REQUEST_STATE_RETURNING)
    judge_second_person (run, vas_case->request, verdict);

  return TRUE;
}

gboolean
vas_return_loss_apply (VasRun  *run,
                       GError **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  g_object_set (vas_case->request, "state", (gint64) VAS_REQUEST_STATE_DONE, "finished-at", run->now,
                "tax-loss", vas_run_get_int_or (run, "tax_loss", vas_case_get_tax_total (vas_case)),
                "tax-loss-by", vas_command_get_actor (run->command), "tax-loss-at", run->now, NULL);
  vas_step_end_claim (vas_case->request);

  return vas_run_update (run, vas_case->request, error);
}
