/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * R21: the return of a fapiao for a refund. What comes back is held against record and photo; then it is voided in the month
 * of issue or reversed by a red-letter fapiao later; where it never comes, the tax loss is recorded. Pure functions.
 */

#include "vas-return-rules.h"

#include "vas-fapiao-qr.h"
#include "vas-parcel-rules.h"
#include "vas-text.h"

#define CLAUSE "§4.8(5)"

static VasFinding *
fail_sheet (VasFapiao  *sheet,
            const char *code)
{
  return vas_finding_set_text (vas_finding_new ("R21", CLAUSE, VAS_OUTCOME_FAIL, code), "fapiao", sheet->number);
}

/** vas_case_get_tax_total: fen of tax on the standing sheets: what is lost where the paper never comes back. */
VasMoney
vas_case_get_tax_total (VasCase *vas_case)
{
  VasMoney total = 0;

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);

      if (vas_fapiao_is_standing (sheet) && sheet->tax != VAS_NONE)
        total += sheet->tax;
    }

  return total;
}

static void
compare (VasFapiao  *sheet,
         const char *code,
         const char *stated,
         const char *recorded,
         VasVerdict *verdict)
{
  VasFinding *finding;

  if (g_strcmp0 (stated, recorded) == 0)
    return;
  finding = fail_sheet (sheet, code);
  vas_finding_set_text (finding, "stated", stated);
  vas_finding_set_text (finding, "recorded", recorded);
  vas_verdict_add (verdict, finding);
}

/** vas_rule_returned_number: code and number on the paper are those of the record. */
void
vas_rule_returned_number (VasFapiao  *sheet,
                          const char *code,
                          const char *number,
                          VasVerdict *verdict)
{
  g_autofree char *plain_code = vas_text_compact (code);
  g_autofree char *plain_number = vas_text_compact (number);

  compare (sheet, "paper-code-differs", plain_code, sheet->code, verdict);
  compare (sheet, "paper-number-differs", plain_number, sheet->number, verdict);
}

/* What the code said at issue stands before what the record computed: a difference within rounding was let pass then. */
static gboolean
amount_agrees (VasFapiao         *sheet,
               const VasFapiaoQr *qr)
{
  g_autoptr (VasFapiaoQr) at_issue = sheet->qr_text != NULL ? vas_fapiao_qr_parse (sheet->qr_text, NULL) : NULL;

  if (at_issue != NULL)
    return at_issue->amount == qr->amount && at_issue->amount_is_total == qr->amount_is_total;

  return qr->amount == (qr->amount_is_total ? sheet->amount : sheet->net);
}

/**
 * vas_rule_returned_qr:
 * @qr_text: what the code on the paper says
 *
 * Everything in it agrees with the record. A difference is never acknowledged away.
 */
void
vas_rule_returned_qr (VasFapiao  *sheet,
                      const char *qr_text,
                      VasVerdict *verdict)
{
  g_autoptr (VasFapiaoQr) qr = vas_fapiao_qr_parse (qr_text, NULL);

  if (qr == NULL)
    {
      vas_verdict_add (verdict, fail_sheet (sheet, "paper-qr-unreadable"));
      return;
    }

  compare (sheet, "paper-code-differs", qr->code, sheet->code, verdict);
  compare (sheet, "paper-number-differs", qr->number, sheet->number, verdict);
  if (*qr->check_code != '\0' && sheet->check_code != NULL)
    compare (sheet, "paper-check-code-differs", qr->check_code, sheet->check_code, verdict);
  if (qr->date != sheet->issued_on)
    {
      VasFinding *finding = fail_sheet (sheet, "paper-date-differs");

      vas_finding_set_date (finding, "stated_date", qr->date);
      vas_finding_set_date (finding, "recorded_date", sheet->issued_on);
      vas_verdict_add (verdict, finding);
    }
  if (!amount_agrees (sheet, qr))
    vas_verdict_add (verdict, vas_finding_set_money (fail_sheet (sheet, "paper-amount-differs"), "stated_fen", qr->amount));
}

/** vas_rule_returned_photo: the paper looks like its photo; where none was taken, a person says so. */
void
vas_rule_returned_photo (VasFapiao  *sheet,
                         gboolean    agrees,
                         VasVerdict *verdict)
{
  VasFinding *finding;

  if (!agrees)
    finding = vas_finding_new ("R21", CLAUSE, VAS_OUTCOME_FAIL, "paper-photo-differs");
  else if (sheet->photo == NULL)
    finding = vas_finding_new ("R21", CLAUSE, VAS_OUTCOME_ASK, "paper-no-photo");
  else
    finding = vas_finding_new ("R21", CLAUSE, VAS_OUTCOME_PASS, "paper-agrees");
  vas_verdict_add (verdict, vas_finding_set_text (finding, "fapiao", sheet->number));
}

/**
 * vas_return_state_before:
 *
 * Returns: where a request stands when its return is given up: sheets that lie here are sent (or fetched) again; otherwise it
 *   is what it was, finished or to be told
 */
VasRequestState
vas_return_state_before (VasCase *vas_case)
{
  VasRequest *request = vas_case->request;

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);
      const gboolean kept = sheet->place == VAS_FAPIAO_PLACE_ARCHIVE;

      if (vas_fapiao_is_standing (sheet) && !kept &&
          !vas_fapiao_is_out (sheet, vas_case_find_parcel (vas_case, sheet->parcel_key)))
        return request->delivery == VAS_DELIVERY_PICKUP ? VAS_REQUEST_STATE_TO_PICKUP : VAS_REQUEST_STATE_TO_SHIP;
    }

  return request->finished_at != VAS_NONE ? VAS_REQUEST_STATE_DONE : VAS_REQUEST_STATE_TO_TELL;
}

/* (transfer full): the numbers of the sheets that are still to come back; "" where all are verified. */
static char *
name_missing (VasCase *vas_case)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);

      if (vas_fapiao_is_standing (sheet) && sheet->verified_at == VAS_NONE)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", sheet->number);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* What is missing: the paper, or its end where all of it came back. */
static VasFinding *
shut_gate (VasCase *vas_case,
           guint    standing)
{
  g_autofree char *names = name_missing (vas_case);
  VasFinding *finding = vas_finding_new ("R21", CLAUSE, VAS_OUTCOME_FAIL, *names != '\0' ? "refund-paper-first" : "refund-paper-verified");

  vas_finding_set_int (finding, "sheets", standing);
  if (*names != '\0')
    vas_finding_set_text (finding, "names", names);

  return finding;
}

/**
 * vas_refund_gate:
 * @vas_case: a case with a share of the order that is to be refunded
 *
 * R21 (§4.8(5)): a refund on an order with an issued fapiao needs the paper back, or the tax loss recorded.
 *
 * Returns: (transfer full): passes where the gate is open, fails where it is shut
 */
VasFinding *
vas_refund_gate (VasCase *vas_case)
{
  VasRequest *request = vas_case->request;
  const guint standing = vas_case_count_standing (vas_case);
  VasFinding *finding;

  if (standing == 0)
    {
      const gboolean ended = request->state == VAS_REQUEST_STATE_VOIDED || request->state == VAS_REQUEST_STATE_REVERSED;

      finding = vas_finding_new ("R21", CLAUSE, VAS_OUTCOME_PASS, ended ? "refund-paper-back" : "refund-no-fapiao");
    }
  else if (request->tax_loss_at != VAS_NONE)
    {
      finding = vas_finding_new ("R21", CLAUSE, VAS_OUTCOME_PASS, "refund-tax-loss");
      vas_finding_set_money (finding, "tax_loss_fen", request->tax_loss);
      vas_finding_set_date (finding, "recorded_date", vas_instant_to_date (request->tax_loss_at));
    }
  else
    {
      finding = shut_gate (vas_case, standing);
    }

  return vas_finding_set_text (finding, "request", request->number);
}
