/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * 绑定 → 已开 (R20): a printed sheet is scanned, or typed, and must be the one whose number was bound to the case, with its amount.
 *
 * A reading is what the sheet says, from the code on it or from the keys. Check and apply make the same reading.
 */

#include "vas-issue-sheet.h"

#include "vas-fapiao-qr.h"
#include "vas-issue-rules.h"
#include "vas-issue-steps.h"
#include "vas-request-steps.h"
#include "vas-stock-store.h"
#include "vas-table.h"
#include "vas-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  char       *code;
  char       *number;
  char       *check_code;           /* nullable */
  const char *kind;                 /* nullable: not told */
  VasDate     date;
  VasMoney    net;                  /* or VAS_NONE */
  VasMoney    total;                /* or VAS_NONE */
} Reading;

static void
reading_free (Reading *reading)
{
  g_free (reading->code);
  g_free (reading->number);
  g_free (reading->check_code);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static char *
typed_text (VasRun     *run,
            const char *name)
{
  return vas_run_has (run, name) ? vas_text_compact (vas_run_get_text (run, name)) : NULL;
}

static Reading *
read_typed (VasRun *run)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->code = typed_text (run, "code");
  reading->number = typed_text (run, "number");
  reading->check_code = typed_text (run, "check_code");
  reading->date = vas_run_get_date (run, "date");
  reading->net = vas_run_get_int (run, "net");
  reading->total = vas_run_get_int (run, "total");

  return reading;
}

static void
judge_typed (const char *typed,
             const char *scanned,
             VasVerdict *verdict)
{
  VasFinding *finding;

  if (typed == NULL || g_strcmp0 (typed, scanned) == 0)
    return;

  finding = vas_finding_new ("R20", "§4.8", VAS_OUTCOME_FAIL, "qr-differs");
  vas_finding_set_text (finding, "typed", typed);
  vas_verdict_add (verdict, vas_finding_set_text (finding, "scanned", scanned));
}

static void
judge_typed_money (VasMoney    typed,
                   VasMoney    scanned,
                   VasVerdict *verdict)
{
  g_autofree char *typed_text = typed != VAS_NONE ? vas_money_format (typed) : NULL;
  g_autofree char *scanned_text = vas_money_format (scanned);

  judge_typed (typed_text, scanned_text, verdict);
}

/* What was typed beside the code must say the same; the code fills what was not. */
static void
take_qr (Reading     *reading,
         VasFapiaoQr *qr,
         VasVerdict  *verdict)
{
  g_autofree char *typed_date = reading->date != VAS_NONE_DATE ? vas_date_format (reading->date) : NULL;
  g_autofree char *scanned_date = vas_date_format (qr->date);

  judge_typed (reading->code, qr->code, verdict);
  judge_typed (reading->number, qr->number, verdict);
  judge_typed (typed_date, scanned_date, verdict);
  if (*qr->check_code != '\0')
    judge_typed (reading->check_code, qr->check_code, verdict);
  judge_typed_money (qr->amount_is_total ? reading->total : reading->net, qr->amount, verdict);

  g_free (reading->code);
  reading->code = g_strdup (qr->code);
  g_free (reading->number);
  reading->number = g_strdup (qr->number);
  if (*qr->check_code != '\0')
    {
      g_free (reading->check_code);
      reading->check_code = g_strdup (qr->check_code);
    }
  reading->kind = vas_fapiao_kind_to_code (qr->kind);
  reading->date = qr->date;
  if (qr->amount_is_total)
    reading->total = qr->amount;
  else
    reading->net = qr->amount;
}

/*
 * Reads the sheet; what cannot be read of the code, or differs from it, is a finding. NULL with @error set where neither code
 * nor keys say which sheet it is and of what day.
 */
static Reading *
read_sheet (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  g_autoptr (Reading) reading = read_typed (run);

  if (vas_run_has (run, "qr_text"))
    {
      const char *text = vas_run_get_text (run, "qr_text");
      g_autoptr (VasFapiaoQr) qr = vas_fapiao_qr_parse (text, NULL);

      if (qr != NULL)
        take_qr (reading, qr, verdict);
      else
        vas_issue_fail_text (verdict, "R20", "qr-unreadable", "qr_field", vas_fapiao_qr_find_fault (text));
    }
  else if (reading->code == NULL || reading->number == NULL || reading->date == VAS_NONE_DATE)
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT,
                           _("fapiao.issue: code, number and date are needed where there is no qr_text"));
      return NULL;
    }

  return g_steal_pointer (&reading);
}

static gboolean
name_other_case (VasRun      *run,
                 VasFapiao   *other,
                 VasFinding  *finding,
                 GError     **error)
{
  g_autoptr (VasRequest) request = vas_table_get (run->sql, VAS_TYPE_REQUEST, other->request_key, error);

  if (request == NULL)
    return FALSE;
  vas_finding_set_text (finding, "case", vas_issue_case_name (request));

  return TRUE;
}

/* The number is another one: whose it is. Two cases of one amount must never swap. */
static gboolean
judge_other_number (VasRun      *run,
                    VasFapiao   *sheet,
                    Reading     *reading,
                    VasVerdict  *verdict,
                    GError     **error)
{
  g_autoptr (VasFapiao) other = NULL;
  const char *code = "number-not-bound";
  g_autoptr (VasFinding) finding = NULL;
  gboolean of_case;

  if (!vas_stock_find_sheet (run->sql, reading->code, reading->number, &other, error))
    return FALSE;
  of_case = other != NULL && other->request_key != NULL && other->state != VAS_FAPIAO_STATE_VOIDED;
  if (of_case)
    code = g_strcmp0 (other->request_key, sheet->request_key) == 0 ? "number-of-other-sheet" : "number-of-other-case";

  finding = vas_finding_new ("R20", "§4.8", VAS_OUTCOME_FAIL, code);
  vas_finding_set_text (finding, "number", reading->number);
  vas_finding_set_text (finding, "bound", sheet->number);
  if (of_case && !name_other_case (run, other, finding, error))
    return FALSE;
  vas_verdict_add (verdict, g_steal_pointer (&finding));

  return TRUE;
}

static gboolean
judge_skipped (VasRun      *run,
               VasFapiao   *sheet,
               VasVerdict  *verdict,
               GError     **error)
{
  g_autofree char *first = NULL;
  gint64 n_skipped;
  VasFinding *finding;

  if (!vas_stock_count_skipped (run->sql, sheet, &n_skipped, &first, error))
    return FALSE;
  if (n_skipped <= 0)
    return TRUE;

  finding = vas_finding_set_int (vas_finding_new ("R20", "§4.8", VAS_OUTCOME_ASK, "number-skipped"), "sheets", n_skipped);
  vas_verdict_add (verdict, vas_finding_set_text (finding, "number", first != NULL ? first : "?"));

  return TRUE;
}

static gboolean
judge_number (VasRun      *run,
              VasFapiao   *sheet,
              Reading     *reading,
              VasVerdict  *verdict,
              GError     **error)
{
  if (g_strcmp0 (reading->code, sheet->code) != 0 || g_strcmp0 (reading->number, sheet->number) != 0)
    return judge_other_number (run, sheet, reading, verdict, error);

  vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R20", "§4.8", VAS_OUTCOME_PASS, "number-bound"), "number",
                                                  sheet->number));

  return judge_skipped (run, sheet, verdict, error);
}

static void
judge_kind (VasFapiao  *sheet,
            Reading    *reading,
            VasVerdict *verdict)
{
  VasFinding *finding;

  if (reading->kind == NULL || g_strcmp0 (reading->kind, sheet->kind) == 0)
    return;

  finding = vas_finding_new ("R20", "§4.8", VAS_OUTCOME_FAIL, "kind-differs");
  vas_finding_set_text (finding, "scanned", reading->kind);
  vas_verdict_add (verdict, vas_finding_set_text (finding, "recorded", sheet->kind));
}

/* A sheet that is not waiting: issued ones never change (R17). */
static void
judge_state (VasFapiao  *sheet,
             VasVerdict *verdict)
{
  VasFinding *finding;
  g_autofree char *name = vas_fapiao_dup_name (sheet);

  if (sheet->issued_on == VAS_NONE_DATE)
    {
      vas_issue_fail_sheet (verdict, "R20", "sheet-not-bound", sheet);
      return;
    }

  finding = vas_finding_new ("R17", "§4.8(3)", VAS_OUTCOME_FAIL, "already-issued");
  vas_finding_set_text (finding, "fapiao", name);
  vas_verdict_add (verdict, vas_finding_set_date (finding, "issued_date", sheet->issued_on));
}

/** vas_issue_sheet_check: R20: number, kind, amount, date and check code of the sheet against what was bound. */
gboolean
vas_issue_sheet_check (VasRun      *run,
                       VasVerdict  *verdict,
                       GError     **error)
{
  VasCase *vas_case;
  VasFapiao *sheet = vas_issue_get_sheet (run, &vas_case, error);
  g_autoptr (Reading) reading = NULL;

  if (sheet == NULL)
    return FALSE;
  if (sheet->state != VAS_FAPIAO_STATE_BOUND)
    {
      judge_state (sheet, verdict);
      return TRUE;
    }
  vas_step_require_state (vas_case, VAS_STATE_BIT (TO_ISSUE), verdict);

  reading = read_sheet (run, verdict, error);
  if (reading == NULL)
    return FALSE;
  if (vas_verdict_find_code (verdict, "qr-unreadable") != NULL)
    return TRUE;
  if (!judge_number (run, sheet, reading, verdict, error))
    return FALSE;
  judge_kind (sheet, reading, verdict);
  vas_rule_sheet_amount (sheet, vas_issue_count_lines (vas_case, sheet), reading->net, reading->total, verdict);
  vas_rule_issue_date (sheet, reading->date, run->today, verdict);
  vas_rule_check_code (reading->check_code, verdict);

  return TRUE;
}

static gboolean
move_request (VasRun      *run,
              VasRequest  *request,
              GError     **error)
{
  request->state = request->delivery == VAS_DELIVERY_PICKUP ? VAS_REQUEST_STATE_TO_PICKUP : VAS_REQUEST_STATE_TO_SHIP;
  vas_step_end_claim (request);
  vas_step_set_target (run, request, "target.ship", 1);

  return vas_run_update (run, request, error);
}

/** vas_issue_sheet_apply: the sheet is issued for ever; with the last one the case moves on to its delivery. */
gboolean
vas_issue_sheet_apply (VasRun  *run,
                       GError **error)
{
  VasCase *vas_case;
  VasFapiao *sheet = vas_issue_get_sheet (run, &vas_case, error);
  g_autoptr (VasVerdict) ignored = vas_verdict_new ();
  g_autoptr (Reading) reading = sheet != NULL ? read_sheet (run, ignored, error) : NULL;

  if (reading == NULL)
    return FALSE;

  g_object_set (sheet, "state", (gint64) VAS_FAPIAO_STATE_ISSUED, "issued-on", (gint64) reading->date, "check-code",
                reading->check_code, "issued-at", run->now, "issued-by", vas_command_get_actor (run->command), "qr-text",
                vas_run_get_text (run, "qr_text"), "difference", reading->net != VAS_NONE ? reading->net - sheet->net : (gint64) 0,
                NULL);
  vas_run_touch (run, sheet->request_key);
  if (!vas_run_update (run, sheet, error))
    return FALSE;

  return vas_case_get_issued_total (vas_case) < vas_case->request->amount || move_request (run, vas_case->request, error);
}
