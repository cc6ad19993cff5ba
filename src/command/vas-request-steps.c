/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Steps that several commands on requests have in common. On the run's thread, in its transaction. */

#include "vas-request-steps.h"

#include "vas-journal.h"
#include "vas-request-number.h"
#include "vas-table.h"

#include <glib/gi18n-lib.h>

/** vas_step_require_state: fails where the request is in none of @states: it is issued (R17), or has moved on (R32). */
void
vas_step_require_state (VasCase    *vas_case,
                        guint       states,
                        VasVerdict *verdict)
{
  VasRequest *request = vas_case->request;
  VasFinding *finding;

  if ((states & (1u << request->state)) != 0)
    return;

  finding = vas_finding_new (request->state > VAS_REQUEST_STATE_TO_ISSUE ? "R17" : "R32", "", VAS_OUTCOME_FAIL, "state-moved");
  vas_finding_set_text (finding, "state", vas_enum_to_id (&vas_request_state_enum, request->state));
  vas_verdict_add (verdict, finding);
}

/** vas_step_judge_claim: a case that somebody else has claimed is asked about; a claim is advisory. */
gboolean
vas_step_judge_claim (VasRun      *run,
                      VasCase     *vas_case,
                      VasVerdict  *verdict,
                      GError     **error)
{
  VasRequest *request = vas_case->request;
  g_autoptr (VasStaff) claimer = NULL;
  VasFinding *finding;

  if (request->claimed_by == NULL || request->claimed_until <= run->now ||
      g_str_equal (request->claimed_by, vas_command_get_actor (run->command)))
    return TRUE;
  if (!vas_table_look_up (run->sql, VAS_TYPE_STAFF, "key", request->claimed_by, &claimer, error))
    return FALSE;

  finding = vas_finding_new ("R32", "", VAS_OUTCOME_ASK, "claimed-by-other");
  vas_finding_set_text (finding, "claimer", claimer != NULL ? claimer->name : "?");
  vas_finding_set_instant (finding, "until_at", request->claimed_until);
  vas_verdict_add (verdict, finding);

  return TRUE;
}

/**
 * vas_step_release_shares:
 *
 * R15: the shares no longer count against what was paid. It bears on their orders, so that the next request for one of them finds
 * this settled.
 */
gboolean
vas_step_release_shares (VasRun   *run,
                         VasCase  *vas_case,
                         GError  **error)
{
  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasShare *share = ((VasCaseOrder *) g_ptr_array_index (vas_case->orders, i))->share;

      share->live = FALSE;
      vas_run_touch (run, share->order_key);
      if (!vas_run_update (run, share, error))
        return FALSE;
    }

  return TRUE;
}

/** vas_step_release_sheet: 绑定 → 空白: a bound sheet goes back to the stock without its lines (R20). */
gboolean
vas_step_release_sheet (VasRun     *run,
                        VasCase    *vas_case,
                        VasFapiao  *sheet,
                        GError    **error)
{
  for (guint i = 0; i < vas_case->lines->len; i++)
    {
      VasFapiaoLine *line = g_ptr_array_index (vas_case->lines, i);

      if (g_strcmp0 (line->fapiao_key, vas_entity_get_key (VAS_ENTITY (sheet))) == 0 &&
          !vas_table_delete (run->sql, VAS_ENTITY (line), error))
        return FALSE;
    }

  g_object_set (sheet, "state", (gint64) VAS_FAPIAO_STATE_BLANK, "request-key", NULL, "amount", VAS_NONE, "net", VAS_NONE,
                "tax", VAS_NONE, "print-list", NULL, "bound-at", VAS_NONE, NULL);

  return vas_run_update (run, sheet, error);
}

/** vas_step_release_sheets: 绑定 → 空白: sheets bound to the case and not issued go back to the stock (R20). */
gboolean
vas_step_release_sheets (VasRun   *run,
                         VasCase  *vas_case,
                         GError  **error)
{
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);

      if (sheet->state == VAS_FAPIAO_STATE_BOUND && !vas_step_release_sheet (run, vas_case, sheet, error))
        return FALSE;
    }

  return TRUE;
}

/** vas_step_count_month: *@value: (out): the next number of this month of what is numbered, from 1; for the authority alone. */
gboolean
vas_step_count_month (VasRun      *run,
                      const char  *what,
                      int         *year,
                      int         *month,
                      gint64      *value,
                      GError     **error)
{
  g_autofree char *counter = NULL;

  vas_date_to_ymd (run->today, year, month, NULL);
  counter = g_strdup_printf ("%s/%04d-%02d", what, *year, *month);

  return vas_counter_next (run->sql, counter, value, error);
}

/** vas_step_take_number: the next number of the month, which only the authority gives. */
gboolean
vas_step_take_number (VasRun      *run,
                      VasRequest  *request,
                      GError     **error)
{
  gint64 value;
  int year, month;

  if (!run->authority)
    return TRUE;
  if (!vas_step_count_month (run, "request", &year, &month, &value, error))
    return FALSE;

  request->number = vas_request_number_format (year, month, (int) value);
  return TRUE;
}

/** vas_step_set_target: the day by which the next step is to be done, in working days from today by a setting. */
void
vas_step_set_target (VasRun     *run,
                     VasRequest *request,
                     const char *setting,
                     int         fallback)
{
  const int days = (int) vas_run_get_setting (run, setting, fallback);

  request->due = vas_run_working_days (run, run->today, days, &request->due_provisional);
}

/** vas_step_end_claim: work on the case is done; somebody else may have the next step. */
void
vas_step_end_claim (VasRequest *request)
{
  g_object_set (request, "claimed-by", NULL, "claimed-until", VAS_NONE, NULL);
}

/**
 * vas_step_add_notice:
 * @channel: "site", "sms" or "phone"
 * @text: what the user is told
 *
 * R22: a notice has channel, time, text and author. A call on the telephone has been made; the rest waits for the shop.
 */
gboolean
vas_step_add_notice (VasRun         *run,
                     VasRequest     *request,
                     VasNoticeKind   kind,
                     const char     *channel,
                     const char     *text,
                     GError        **error)
{
  g_autofree char *name = g_strconcat ("notice/", vas_entity_get_key (VAS_ENTITY (request)), NULL);
  g_autofree char *key = vas_run_new_key (run, name);
  g_autoptr (VasNotice) notice = g_object_new (VAS_TYPE_NOTICE, "key", key, "ver", (gint64) 1, NULL);
  int value = VAS_NOTICE_CHANNEL_SITE;

  if (channel != NULL && !vas_enum_from_id (&vas_notice_channel_enum, channel, &value))
    {
      g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("“%s” is no channel: site, sms or phone."), channel);
      return FALSE;
    }

  notice->request_key = g_strdup (vas_entity_get_key (VAS_ENTITY (request)));
  notice->account_key = g_strdup (request->account_key);
  notice->kind = kind;
  notice->channel = (VasNoticeChannel) value;
  notice->state = value == VAS_NOTICE_CHANNEL_PHONE ? VAS_NOTICE_STATE_TOLD : VAS_NOTICE_STATE_QUEUED;
  notice->text = g_strdup (text);
  notice->author_key = g_strdup (vas_command_get_actor (run->command));
  notice->made_at = run->now;
  notice->told_at = notice->state == VAS_NOTICE_STATE_TOLD ? run->now : VAS_NONE;

  return vas_run_insert (run, notice, error);
}
