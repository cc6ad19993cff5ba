/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * R17, R18, R20: the rules of one sheet of fapiao paper, from its receipt as stock to its end. Pure functions over the sheet and
 * what was read from it; whatever asks the database (overlaps, whose number it is) is judged by the commands.
 */

#include "vas-issue-rules.h"

#include "vas-fapiao-kind.h"

#include <string.h>

static void
fail (VasVerdict *verdict,
      VasFinding *finding)
{
  finding->outcome = VAS_OUTCOME_FAIL;
  vas_verdict_add (verdict, finding);
}

static VasFinding *
stock_finding (const char *code)
{
  return vas_finding_new ("R20", "§4.8", VAS_OUTCOME_PASS, code);
}

static gboolean
is_paper_number (const char *number)
{
  return vas_fapiao_number_is_valid (number) && strlen (number) == 8;
}

/** vas_rule_stock_range: R20: kind, code and numbers of a range have their form, and the range its order and size. */
void
vas_rule_stock_range (VasStock   *range,
                      VasVerdict *verdict)
{
  const char *bad = !is_paper_number (range->first_number) ? range->first_number
                    : !is_paper_number (range->last_number) ? range->last_number : NULL;
  gint64 distance;

  if (g_strcmp0 (range->kind, vas_fapiao_kind_to_code (VAS_FAPIAO_KIND_ORDINARY)) != 0)
    fail (verdict, vas_finding_set_text (stock_finding ("stock-kind-off"), "kind", range->kind));
  if (!vas_fapiao_code_is_valid (range->code))
    fail (verdict, vas_finding_set_text (stock_finding ("stock-code-malformed"), "fapiao_code", range->code));
  if (bad != NULL)
    {
      fail (verdict, vas_finding_set_text (stock_finding ("stock-number-malformed"), "number", bad));
      return;
    }

  distance = vas_fapiao_number_distance (range->first_number, range->last_number);
  if (distance < 0)
    {
      VasFinding *finding = stock_finding ("stock-range-reversed");

      vas_finding_set_text (finding, "first", range->first_number);
      fail (verdict, vas_finding_set_text (finding, "last", range->last_number));
    }
  else if (distance >= VAS_STOCK_RANGE_MAX)
    {
      VasFinding *finding = stock_finding ("stock-range-large");

      vas_finding_set_int (finding, "sheets", distance + 1);
      fail (verdict, vas_finding_set_int (finding, "limit", VAS_STOCK_RANGE_MAX));
    }
  else
    {
      vas_verdict_add (verdict, vas_finding_set_int (stock_finding ("stock-received"), "sheets", distance + 1));
    }
}

/* Two amounts of which neither need be ours: their distance, without overflow. */
static VasMoney
distance_of (VasMoney a,
             VasMoney b)
{
  VasMoney difference;

  if (!vas_money_sub (a, b, &difference))
    return VAS_MONEY_MAX;

  return ABS (difference);
}

static void
add_amounts (VasVerdict  *verdict,
             VasOutcome   outcome,
             const char  *code,
             VasMoney     scanned,
             VasMoney     recorded)
{
  VasFinding *finding = vas_finding_new ("R20", "§4.8", outcome, code);

  vas_finding_set_money (finding, "scanned_fen", scanned);
  vas_finding_set_money (finding, "recorded_fen", recorded);
  vas_finding_set_money (finding, "difference_fen", distance_of (scanned, recorded));
  vas_verdict_add (verdict, finding);
}

/**
 * vas_rule_sheet_amount:
 * @n_lines: lines of the sheet
 * @net: fen without tax as the sheet says, or %VAS_NONE
 * @total: fen with tax as the sheet says, or %VAS_NONE
 *
 * R20: what the sheet says agrees with the record. The net amount may differ by a fen for each line, since the tax-control program
 * rounds for itself; that is asked about. The total is what was approved, to the fen. Where neither was read or typed, the amount
 * that was proposed stands: whoever issues the sheet has it before him, and the verdict keeps that it was so.
 */
void
vas_rule_sheet_amount (VasFapiao  *sheet,
                       guint       n_lines,
                       VasMoney    net,
                       VasMoney    total,
                       VasVerdict *verdict)
{
  const gboolean has_net = net != VAS_NONE, has_total = total != VAS_NONE;

  if (has_total && total != sheet->amount)
    add_amounts (verdict, VAS_OUTCOME_FAIL, "amount-differs", total, sheet->amount);
  if (has_net && distance_of (net, sheet->net) > (VasMoney) n_lines)
    add_amounts (verdict, VAS_OUTCOME_FAIL, "amount-differs", net, sheet->net);
  else if (has_net && net != sheet->net)
    add_amounts (verdict, VAS_OUTCOME_ASK, "rounding-difference", net, sheet->net);
  else if (has_net)
    add_amounts (verdict, VAS_OUTCOME_PASS, "amount-agrees", net, sheet->net);
  else if (has_total && total == sheet->amount)
    add_amounts (verdict, VAS_OUTCOME_PASS, "amount-agrees", total, sheet->amount);
  else if (!has_total)
    vas_verdict_add (verdict, vas_finding_set_money (vas_finding_new ("R20", "§4.8", VAS_OUTCOME_PASS, "amount-proposed"),
                                                     "recorded_fen", sheet->amount));
}

/** vas_rule_issue_date: R20: the date on the sheet is no later than today and no earlier than the binding of its number. */
void
vas_rule_issue_date (VasFapiao  *sheet,
                     VasDate     date,
                     VasDate     today,
                     VasVerdict *verdict)
{
  const VasDate bound = sheet->bound_at != VAS_NONE ? vas_instant_to_date (sheet->bound_at) : VAS_DATE_MIN;
  VasFinding *finding;

  if (date > today)
    finding = vas_finding_new ("R20", "§4.8", VAS_OUTCOME_FAIL, "date-in-future");
  else if (date < bound)
    finding = vas_finding_set_date (vas_finding_new ("R20", "§4.8", VAS_OUTCOME_FAIL, "date-before-binding"), "bound_date", bound);
  else if (date < today)
    finding = vas_finding_new ("R20", "§4.8", VAS_OUTCOME_ASK, "date-not-today");
  else
    finding = vas_finding_new ("R20", "§4.8", VAS_OUTCOME_PASS, "date-today");

  vas_verdict_add (verdict, vas_finding_set_date (finding, "issued_date", date));
}

/** vas_rule_check_code: R20: a check code that is given has its form. */
void
vas_rule_check_code (const char *check_code,
                     VasVerdict *verdict)
{
  if (check_code == NULL || vas_fapiao_check_code_is_valid (check_code))
    return;

  fail (verdict, vas_finding_set_text (vas_finding_new ("R20", "§4.8", VAS_OUTCOME_FAIL, "check-code-malformed"), "check_code",
                                       check_code));
}

static gboolean
same_month (VasDate a,
            VasDate b)
{
  int year_a = 0, month_a = 0, year_b = 0, month_b = 0, day;

  return vas_date_to_ymd (a, &year_a, &month_a, &day) && vas_date_to_ymd (b, &year_b, &month_b, &day) &&
         year_a == year_b && month_a == month_b;
}

static void
add_ending (VasVerdict *verdict,
            VasOutcome  outcome,
            const char *code,
            VasFapiao  *sheet,
            const char *red)
{
  VasFinding *finding = vas_finding_new ("R20", "§4.8", outcome, code);

  vas_finding_set_date (finding, "issued_date", sheet->issued_on);
  if (red != NULL)
    vas_finding_set_text (finding, "red", red);
  vas_verdict_add (verdict, finding);
}

/**
 * vas_rule_ending:
 * @ending: why the issued @sheet ends
 * @red_code: (nullable): code of the red-letter fapiao
 * @red_number: (nullable): its number
 * @supervisor: whether a supervisor does it
 *
 * R20: in the month of its issue a sheet is voided, later it is reversed by a red-letter fapiao, which is the supervisor's (R30).
 *
 * Returns: whether it is reversed rather than voided
 */
gboolean
vas_rule_ending (VasFapiao   *sheet,
                 VasEnding    ending,
                 VasDate      today,
                 const char  *red_code,
                 const char  *red_number,
                 gboolean     supervisor,
                 VasVerdict  *verdict)
{
  const gboolean this_month = same_month (sheet->issued_on, today);
  const gboolean has_red = red_code != NULL || red_number != NULL;
  g_autofree char *red = g_strdup_printf ("%s %s", red_code != NULL ? red_code : "?", red_number != NULL ? red_number : "?");

  if (this_month && !has_red)
    {
      add_ending (verdict, VAS_OUTCOME_PASS, "void-same-month", sheet, NULL);
      return FALSE;
    }
  if (this_month && ending != VAS_ENDING_LOST)
    {
      add_ending (verdict, VAS_OUTCOME_FAIL, "red-in-same-month", sheet, NULL);
      return FALSE;
    }

  if (!has_red)
    add_ending (verdict, VAS_OUTCOME_FAIL, "red-missing", sheet, NULL);
  else if (!vas_fapiao_code_is_valid (red_code) || !is_paper_number (red_number))
    add_ending (verdict, VAS_OUTCOME_FAIL, "red-malformed", sheet, red);
  else
    add_ending (verdict, VAS_OUTCOME_PASS, this_month ? "reversed-lost" : "void-later-month", sheet, red);
  if (!supervisor)
    vas_verdict_add (verdict, vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "reversal-is-supervisors"));

  return TRUE;
}

/**
 * vas_fapiao_is_handed_over:
 * @parcel: (nullable): the parcel that the sheet is in
 *
 * Returns: whether the sheet has left the house and not come back
 */
gboolean
vas_fapiao_is_handed_over (VasFapiao *sheet,
                           VasParcel *parcel)
{
  if (sheet->place == VAS_FAPIAO_PLACE_USER)
    return TRUE;

  return parcel != NULL && parcel->handed_at != VAS_NONE && parcel->state != VAS_PARCEL_STATE_REFUSED &&
         parcel->state != VAS_PARCEL_STATE_RETURNED;
}

/** vas_fapiao_is_delivered: R18: whether the sheet has reached the user. */
gboolean
vas_fapiao_is_delivered (VasFapiao *sheet,
                         VasParcel *parcel)
{
  if (sheet->place == VAS_FAPIAO_PLACE_USER)
    return TRUE;

  return parcel != NULL && (parcel->state == VAS_PARCEL_STATE_SIGNED ||
                            (parcel->method == VAS_DELIVERY_PICKUP && parcel->handed_at != VAS_NONE));
}

/** vas_fapiao_is_lost: R18: whether the sheet, or the parcel that it is in, is lost. */
gboolean
vas_fapiao_is_lost (VasFapiao *sheet,
                    VasParcel *parcel)
{
  return sheet->place == VAS_FAPIAO_PLACE_LOST || (parcel != NULL && parcel->state == VAS_PARCEL_STATE_LOST);
}
