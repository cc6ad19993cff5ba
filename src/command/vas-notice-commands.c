/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Telling the user (R22): channel, time, text, author. A request is finished only when told. A call has been made when it is
 * recorded; a message waits for the shop, and handing it over is the telling: where that fails the request is to be told again.
 */

#include "vas-command-tables.h"

#include "vas-case-store.h"
#include "vas-parcel-rules.h"
#include "vas-parcel-steps.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define AGENTS (VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)

static const VasArgument tell_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "channel", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "text", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES | VAS_ARG_PERSONAL },
  { NULL },
};

static const VasArgument deliver_arguments[] = {
  { "notice", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument fail_arguments[] = {
  { "notice", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

static gboolean
check_channel (VasRun  *run,
               GError **error)
{
  int channel;

  if (vas_enum_from_id (&vas_notice_channel_enum, vas_run_get_text (run, "channel"), &channel))
    return TRUE;

  g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("channel: site, sms or phone."));
  return FALSE;
}

/* The parcel in which a standing sheet is under way or with the user; any of them says how the fapiao goes. */
static VasParcel *
find_live_parcel (VasCase *vas_case)
{
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);
      VasParcel *parcel = vas_case_find_parcel (vas_case, sheet->parcel_key);

      if (vas_fapiao_is_standing (sheet) && vas_fapiao_is_out (sheet, parcel))
        return parcel;
    }

  return NULL;
}

/* R22: the waybill is fed back to the user. A text without it is asked about, once for each. */
static void
judge_text (VasCase    *vas_case,
            const char *text,
            VasVerdict *verdict)
{
  for (guint i = 0; i < vas_case->parcels->len; i++)
    {
      VasParcel *parcel = g_ptr_array_index (vas_case->parcels, i);

      if (parcel->state != VAS_PARCEL_STATE_TRANSIT || parcel->waybill == NULL || strstr (text, parcel->waybill) != NULL)
        continue;
      vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R22", "§4.8", VAS_OUTCOME_ASK, "notice-lacks-waybill"),
                                                      "waybill", parcel->waybill));
    }
}

static gboolean
tell_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL || !check_channel (run, error))
    return FALSE;
  vas_step_require_state (vas_case, VAS_STATE_BIT (TO_TELL), verdict);
  judge_text (vas_case, vas_run_get_text (run, "text"), verdict);

  return TRUE;
}

static gboolean
tell_apply (VasRun  *run,
            GError **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  VasRequest *request = vas_case->request;
  VasParcel *parcel = find_live_parcel (vas_case);
  VasNoticeKind kind = VAS_NOTICE_KIND_OTHER;

  if (parcel != NULL)
    kind = parcel->method == VAS_DELIVERY_PICKUP ? VAS_NOTICE_KIND_PICKUP : VAS_NOTICE_KIND_SHIPPED;
  g_object_set (request, "state", (gint64) VAS_REQUEST_STATE_DONE, "finished-at", run->now, NULL);
  vas_step_end_claim (request);

  return vas_run_update (run, request, error) &&
         vas_step_add_notice (run, request, kind, vas_run_get_text (run, "channel"), vas_run_get_text (run, "text"), error);
}

static gboolean
ask_check (VasRun      *run,
           VasVerdict  *verdict,
           GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);

  if (vas_case == NULL || !check_channel (run, error))
    return FALSE;
  vas_step_require_state (vas_case, VAS_STATES_SENDING, verdict);
  if (!vas_case_came_back (vas_case))
    vas_parcel_step_fail (verdict, "not-came-back", NULL, NULL);

  return TRUE;
}

static gboolean
ask_apply (VasRun  *run,
           GError **error)
{
  VasRequest *request = vas_run_load_arg (run, VAS_TYPE_REQUEST, "request", error);

  vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (request)));

  return vas_step_add_notice (run, request, VAS_NOTICE_KIND_RESHIP, vas_run_get_text (run, "channel"),
                              vas_run_get_text (run, "text"), error);
}

static gboolean
fail_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasNotice *notice = vas_run_load_arg (run, VAS_TYPE_NOTICE, "notice", error);

  if (notice == NULL)
    return FALSE;
  if (notice->state == VAS_NOTICE_STATE_FAILED)
    vas_run_fail (verdict, "R22", "§4.8", "notice-ended");

  return TRUE;
}

/* R22: the shop has handed it over: it has reached the user. */
static gboolean
deliver_check (VasRun      *run,
               VasVerdict  *verdict,
               GError     **error)
{
  VasNotice *notice = vas_run_load_arg (run, VAS_TYPE_NOTICE, "notice", error);

  if (notice == NULL)
    return FALSE;
  if (notice->state != VAS_NOTICE_STATE_QUEUED)
    vas_run_fail (verdict, "R22", "§4.8", "notice-not-waiting");

  return TRUE;
}

static gboolean
deliver_apply (VasRun  *run,
               GError **error)
{
  VasNotice *notice = vas_run_load_arg (run, VAS_TYPE_NOTICE, "notice", error);

  g_object_set (notice, "state", (gint64) VAS_NOTICE_STATE_TOLD, "told-at",
                MAX (vas_command_get_made_at (run->command), notice->made_at), NULL);
  if (notice->request_key != NULL)
    vas_run_touch (run, notice->request_key);

  return vas_run_update (run, notice, error);
}

static gboolean
finishes (VasNotice *notice)
{
  return notice->state != VAS_NOTICE_STATE_FAILED && notice->request_key != NULL &&
         (notice->kind == VAS_NOTICE_KIND_SHIPPED || notice->kind == VAS_NOTICE_KIND_PICKUP || notice->kind == VAS_NOTICE_KIND_OTHER);
}

/* Whether the request is finished by this notice alone: another one may have reached the user since. */
static gboolean
is_only_telling (VasRun      *run,
                 VasNotice   *notice,
                 gboolean    *only,
                 GError     **error)
{
  g_autoptr (VasCase) vas_case = vas_case_load (run->sql, notice->request_key, error);

  if (vas_case == NULL)
    return FALSE;
  *only = TRUE;
  for (guint i = 0; i < vas_case->notices->len; i++)
    {
      VasNotice *other = g_ptr_array_index (vas_case->notices, i);

      if (!g_str_equal (vas_entity_get_key (VAS_ENTITY (other)), vas_entity_get_key (VAS_ENTITY (notice))) &&
          finishes (other) && other->made_at >= notice->made_at)
        *only = FALSE;
    }

  return TRUE;
}

static gboolean
fail_apply (VasRun  *run,
            GError **error)
{
  VasNotice *notice = vas_run_load_arg (run, VAS_TYPE_NOTICE, "notice", error);
  const gboolean finished = finishes (notice);
  VasRequest *request;
  gboolean only;

  g_object_set (notice, "state", (gint64) VAS_NOTICE_STATE_FAILED, "told-at", VAS_NONE,
                "failure", vas_run_get_text (run, "reason"), NULL);
  if (!vas_run_update (run, notice, error))
    return FALSE;
  if (notice->request_key == NULL)
    return TRUE;

  vas_run_touch (run, notice->request_key);
  if (!finished)
    return TRUE;
  request = vas_run_load (run, VAS_TYPE_REQUEST, notice->request_key, error);
  if (request == NULL || !is_only_telling (run, notice, &only, error))
    return FALSE;

  return !only || request->state != VAS_REQUEST_STATE_DONE || vas_parcel_step_to_tell (run, request, error);
}

const VasCommandType vas_notice_commands[] = {
  { "notice.tell", AGENTS, VAS_COMMAND_HOLD, tell_arguments, tell_check, tell_apply },
  { "notice.ask", AGENTS, VAS_COMMAND_HOLD, tell_arguments, ask_check, ask_apply },
  { "notice.fail", VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_SYSTEM | VAS_ROLE_SHOP, 0, fail_arguments, fail_check, fail_apply },
  { "notice.deliver", VAS_ROLE_SHOP, VAS_COMMAND_SYSTEM, deliver_arguments, deliver_check, deliver_apply },
  { NULL },
};
