/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Correcting the recipient (R22): it belongs to the parcel and not to the fapiao, so it may be corrected, with a reason, after
 * issue too, until the parcel is handed over. Changing how the fapiao goes moves the request between 待寄出 and 待自取. What
 * came back and is kept (留存) goes out again this way.
 */

#include "vas-parcel-commands.h"

#include "vas-parcel-rules.h"
#include "vas-parcel-steps.h"
#include "vas-personal-steps.h"
#include "vas-request-enter.h"

#include <glib/gi18n-lib.h>

#define STATES (VAS_STATES_BEFORE_ISSUE | VAS_STATES_SENDING)

/* A parcel that is under way goes where it was sent; it keeps its own recipient. */
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
      vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R22", "§4.8", VAS_OUTCOME_ASK, "recipient-handed-over"),
                                                      "waybill", parcel->waybill));
      return;
    }
}

static gboolean
is_kept (VasFapiao *sheet)
{
  return vas_fapiao_is_standing (sheet) && sheet->place == VAS_FAPIAO_PLACE_ARCHIVE;
}

/* Whether sheets of a case that is finished or to be told came back and are kept here. */
static gboolean
has_kept (VasCase *vas_case)
{
  const guint states = VAS_STATE_BIT (TO_TELL) | VAS_STATE_BIT (DONE);

  if ((states & (1u << vas_case->request->state)) == 0)
    return FALSE;
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      if (is_kept (g_ptr_array_index (vas_case->fapiao, i)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_something (VasRun  *run,
               GError **error)
{
  if (vas_run_has (run, "recipient_name") || vas_run_has (run, "recipient_mobile") || vas_run_has (run, "recipient_address") ||
      vas_run_has (run, "delivery"))
    return TRUE;

  g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("recipient.correct: nothing to correct was given."));
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
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("delivery: courier or pickup."));
      return FALSE;
    }

  if (!has_kept (vas_case))
    vas_step_require_state (vas_case, STATES, verdict);
  judge_handed_over (vas_case, verdict);
  vas_case->request->delivery = (VasDelivery) delivery;
  vas_request_fill_recipient (run, vas_case->request);
  vas_rule_mailing (vas_case->request, verdict);

  return vas_personal_step_judge_erased (run, vas_case->request->account_key, verdict, error);
}

static gboolean
take_out_of_archive (VasRun   *run,
                     VasCase  *vas_case,
                     GError  **error)
{
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);

      if (!is_kept (sheet))
        continue;
      sheet->place = VAS_FAPIAO_PLACE_DESK;
      if (!vas_run_update (run, sheet, error))
        return FALSE;
    }

  return vas_parcel_step_to_send (run, vas_case->request, error);
}

/** vas_recipient_correct_apply: check has filled the recipient in; the state follows how the fapiao goes. */
gboolean
vas_recipient_correct_apply (VasRun  *run,
                             GError **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  VasRequest *request = vas_case->request;

  if (has_kept (vas_case))
    return take_out_of_archive (run, vas_case, error);
  if (request->state == VAS_REQUEST_STATE_TO_SHIP || request->state == VAS_REQUEST_STATE_TO_PICKUP)
    request->state = request->delivery == VAS_DELIVERY_PICKUP ? VAS_REQUEST_STATE_TO_PICKUP : VAS_REQUEST_STATE_TO_SHIP;

  return vas_run_update (run, request, error);
}
