/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The return of a fapiao begins (R21): opened before a refund, each sheet verified when it comes back, or given up. A
 * difference between paper and record is never acknowledged away.
 */

#include "vas-return-commands.h"

#include "vas-parcel-rules.h"
#include "vas-parcel-steps.h"
#include "vas-return-rules.h"

#define CLAUSE "§4.8(5)"
#define OPEN_STATES (VAS_STATES_SENDING | VAS_STATE_BIT (TO_TELL) | VAS_STATE_BIT (DONE))

/** vas_return_open_check: there is paper that can come back. */
gboolean
vas_return_open_check (VasRun      *run,
                       VasVerdict  *verdict,
                       GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL)
    return FALSE;
  vas_step_require_state (vas_case, OPEN_STATES, verdict);
  if (vas_case_count_standing (vas_case) == 0)
    vas_run_fail (verdict, "R21", CLAUSE, "no-sheet-issued");

  return TRUE;
}

/** vas_return_open_apply: when it was finished is kept, for a return that is given up. */
gboolean
vas_return_open_apply (VasRun  *run,
                       GError **error)
{
  VasRequest *request = vas_run_get_case (run, error)->request;

  g_object_set (request, "state", (gint64) VAS_REQUEST_STATE_RETURNING, "return-reason", vas_run_get_text (run, "reason"),
                "returned-by", vas_command_get_actor (run->command), NULL);
  vas_step_end_claim (request);
  vas_step_set_target (run, request, "target.return", 10);

  return vas_run_update (run, request, error);
}

static gboolean
judge_sheet (VasRun      *run,
             VasFapiao   *sheet,
             VasVerdict  *verdict)
{
  const char *code = NULL;

  if (g_strcmp0 (sheet->request_key, vas_run_get_text (run, "request")) != 0)
    code = "paper-of-other-request";
  else if (!vas_fapiao_is_standing (sheet))
    code = "paper-not-standing";
  else if (sheet->verified_at != VAS_NONE)
    code = "paper-verified-already";
  if (code == NULL)
    return TRUE;

  vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R21", CLAUSE, VAS_OUTCOME_FAIL, code), "fapiao", sheet->number));
  return FALSE;
}

/** vas_return_verify_check: code, number, QR text and photo of what came back agree with the record. */
gboolean
vas_return_verify_check (VasRun      *run,
                         VasVerdict  *verdict,
                         GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  VasFapiao *sheet = vas_case != NULL ? vas_run_load_arg (run, VAS_TYPE_FAPIAO, "fapiao", error) : NULL;

  if (sheet == NULL)
    return FALSE;
  vas_step_require_state (vas_case, VAS_STATE_BIT (RETURNING), verdict);
  if (!judge_sheet (run, sheet, verdict))
    return TRUE;

  vas_rule_returned_number (sheet, vas_run_get_text (run, "code"), vas_run_get_text (run, "number"), verdict);
  if (vas_run_has (run, "qr_text"))
    vas_rule_returned_qr (sheet, vas_run_get_text (run, "qr_text"), verdict);
  vas_rule_returned_photo (sheet, vas_run_get_bool (run, "agrees_with_photo"), verdict);

  return TRUE;
}

gboolean
vas_return_verify_apply (VasRun  *run,
                         GError **error)
{
  VasFapiao *sheet = vas_run_load_arg (run, VAS_TYPE_FAPIAO, "fapiao", error);

  g_object_set (sheet, "verified-at", run->now, "place", (gint64) VAS_FAPIAO_PLACE_RETURNED, NULL);
  vas_run_touch (run, sheet->request_key);

  return vas_run_update (run, sheet, error);
}

gboolean
vas_return_cancel_check (VasRun      *run,
                         VasVerdict  *verdict,
                         GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL)
    return FALSE;
  vas_step_require_state (vas_case, VAS_STATE_BIT (RETURNING), verdict);

  return TRUE;
}

/* What came back lies at the desk, to be sent again. */
static gboolean
put_back (VasRun     *run,
          VasFapiao  *sheet,
          GError    **error)
{
  if (!vas_fapiao_is_standing (sheet) || sheet->place != VAS_FAPIAO_PLACE_RETURNED)
    return TRUE;
  g_object_set (sheet, "place", (gint64) VAS_FAPIAO_PLACE_DESK, "verified-at", VAS_NONE, NULL);

  return vas_run_update (run, sheet, error);
}

/** vas_return_cancel_apply: back to where it was; sheets that came back already are sent again. */
gboolean
vas_return_cancel_apply (VasRun  *run,
                         GError **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  VasRequest *request = vas_case->request;
  VasRequestState state;

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      if (!put_back (run, g_ptr_array_index (vas_case->fapiao, i), error))
        return FALSE;
    }

  g_object_set (request, "return-reason", NULL, "returned-by", NULL, NULL);
  state = vas_return_state_before (vas_case);
  if (state == VAS_REQUEST_STATE_TO_TELL)
    return vas_parcel_step_to_tell (run, request, error);
  if (state != VAS_REQUEST_STATE_DONE)
    return vas_parcel_step_to_send (run, request, error);
  request->state = VAS_REQUEST_STATE_DONE;

  return vas_run_update (run, request, error);
}
