/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Correcting the recipient (R22): it belongs to the parcel and not to the fapiao, so it may be corrected, with a reason, after
 * issue too, until the parcel is handed over. Changing how the fapiao goes moves the request between 待寄出 and 待自取.
 */

#include "vas-parcel-commands.h"

#include "vas-parcel-rules.h"
#include "vas-parcel-steps.h"
#include "vas-request-enter.h"

#define STATES (VAS_STATES_BEFORE_ISSUE | VAS_STATES_SENDING)

/* A parcel that is under way goes where it was sent. */
static void
judge_handed_over (VasCase    *vas_case,
                   VasVerdict *verdict)
{
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);
      VasParcel *parcel = vas_case_find_parcel (vas_case, sheet->parcel_key);

      if (!vas_fapiao_is_standing (sheet) || !vas_fapiao_is_out (sheet, parcel))
        continue;
      vas_parcel_step_fail (verdict, "recipient-handed-over", "waybill", parcel->waybill);
      return;
    }
}

static gboolean
has_something (VasRun  *run,
               GError **error)
{
  if (vas_run_has (run, "recipient_name") || vas_run_has (run, "recipient_mobile") || vas_run_has (run, "recipient_address") ||
      vas_run_has (run, "delivery"))
    return TRUE;

  g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, "recipient.correct: nothing to correct was given.");
  return FALSE;
}

/** vas_recipient_correct_check: not handed over yet, and what comes of it is complete. */
gboolean
vas_recipient_correct_check (VasRun      *run,
                             VasVerdict  *verdict,
                             GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  int delivery;

  if (vas_case == NULL || !has_something (run, error))
    return FALSE;
  delivery = vas_case->request->delivery;
  if (vas_run_has (run, "delivery") && !vas_enum_from_id (&vas_delivery_enum, vas_run_get_text (run, "delivery"), &delivery))
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, "delivery: courier or pickup.");
      return FALSE;
    }

  vas_step_require_state (vas_case, STATES, verdict);
  judge_handed_over (vas_case, verdict);
  vas_case->request->delivery = (VasDelivery) delivery;
  vas_request_fill_recipient (run, vas_case->request);
  vas_rule_mailing (vas_case->request, verdict);

  return TRUE;
}

gboolean
vas_recipient_correct_apply (VasRun  *run,
                             GError **error)
{
  VasRequest *request = vas_run_get_case (run, error)->request;

  if (request->state == VAS_REQUEST_STATE_TO_SHIP || request->state == VAS_REQUEST_STATE_TO_PICKUP)
    request->state = request->delivery == VAS_DELIVERY_PICKUP ? VAS_REQUEST_STATE_TO_PICKUP : VAS_REQUEST_STATE_TO_SHIP;

  return vas_run_update (run, request, error);
}
