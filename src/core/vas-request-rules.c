/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * R13 to R16, R19, R22: what may be invoiced, to whom, and until when.
 *
 * Every rule speaks even where it is kept, since the clerk reads the whole list and may have to tell the caller why. A rule
 * that bears on several orders passes once, with the sums, and fails once for each order that breaks it. Pure functions.
 */

#include "vas-request-rules.h"

#include "vas-mask.h"
#include "vas-mobile.h"
#include "vas-period.h"
#include "vas-taxpayer-id.h"
#include "vas-text.h"

/* Working days that an extension proposes. */
#define EXTENSION_DAYS 5

#define CLAUSE "§4.8"
#define CLAUSE_CAP "§4.8(1)"
#define CLAUSE_WINDOW "§4.8(2)"

static const char *
order_number (VasCaseOrder *item)
{
  if (item->order != NULL)
    return item->order->number;

  return item->share->stated_order != NULL ? item->share->stated_order : "?";
}

static VasFinding *
fail_order (const char   *rule,
            const char   *clause,
            const char   *code,
            VasCaseOrder *item)
{
  VasFinding *finding = vas_finding_new (rule, clause, VAS_OUTCOME_FAIL, code);

  return vas_finding_set_text (finding, "order", order_number (item));
}

/** vas_rule_account: R13: the account is known, and every order is its own. */
void
vas_rule_account (VasCase    *vas_case,
                  VasVerdict *verdict)
{
  gboolean kept = TRUE;

  if (vas_case->account == NULL)
    {
      vas_verdict_add (verdict, vas_finding_new ("R13", CLAUSE, VAS_OUTCOME_FAIL, "account-unknown"));
      return;
    }
  if (vas_case->orders->len == 0)
    {
      vas_verdict_add (verdict, vas_finding_new ("R13", CLAUSE, VAS_OUTCOME_FAIL, "no-orders"));
      return;
    }

  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);

      if (item->order == NULL && vas_case->partial)
        vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R13", CLAUSE, VAS_OUTCOME_UNKNOWN, "order-not-here"), "order",
                                                        order_number (item)));
      else if (item->order == NULL)
        vas_verdict_add (verdict, fail_order ("R13", CLAUSE, "order-unknown", item));
      else if (g_strcmp0 (item->order->account_key, vas_entity_get_key (VAS_ENTITY (vas_case->account))) != 0)
        vas_verdict_add (verdict, fail_order ("R13", CLAUSE, "order-of-other-account", item));
      else
        continue;
      kept = FALSE;
    }

  if (kept)
    {
      VasFinding *finding = vas_finding_new ("R13", CLAUSE, VAS_OUTCOME_PASS, "order-of-account");
      g_autofree char *account = vas_mask_account (vas_case->account->account_id);

      vas_finding_set_int (finding, "orders", vas_case->orders->len);
      vas_finding_set_text (finding, "name", vas_case->account->name_masked);
      vas_finding_set_text (finding, "account", account);
      vas_verdict_add (verdict, finding);
    }
}

/* Whether what was stated names the order: its last four digits, all of it, or its service. */
static gboolean
states_order (VasCaseOrder *item)
{
  const char *stated = item->share->stated_order;

  return stated == NULL || g_str_has_suffix (item->order->number, stated);
}

static gboolean
states_service (VasCaseOrder *item)
{
  const char *stated = item->share->stated_service;

  return stated == NULL || strstr (item->order->service_name, stated) != NULL || strstr (stated, item->order->service_name) != NULL;
}

static void
judge_stated (VasCaseOrder *item,
              VasVerdict   *verdict,
              gboolean     *kept)
{
  VasShare *share = item->share;
  VasFinding *finding;

  if (!states_order (item) || !states_service (item))
    {
      finding = fail_order ("R13", CLAUSE, "stated-service-differs", item);
      vas_finding_set_text (finding, "stated", states_order (item) ? share->stated_service : share->stated_order);
      vas_finding_set_text (finding, "recorded", states_order (item) ? item->order->service_name : item->order->number);
    }
  else if (share->stated_amount != VAS_NONE && share->stated_amount != share->amount)
    {
      finding = fail_order ("R13", CLAUSE, "stated-amount-differs", item);
      vas_finding_set_money (finding, "stated_fen", share->stated_amount);
      vas_finding_set_money (finding, "recorded_fen", share->amount);
    }
  else if (share->stated_amount != VAS_NONE && item->order->paid > 0 && share->stated_amount > item->order->paid)
    {
      finding = fail_order ("R13", CLAUSE, "stated-amount-differs", item);
      vas_finding_set_money (finding, "stated_fen", share->stated_amount);
      vas_finding_set_money (finding, "recorded_fen", item->order->paid);
    }
  else if (share->stated_amount == VAS_NONE && share->stated_order == NULL && share->stated_service == NULL)
    {
      finding = vas_finding_set_text (vas_finding_new ("R13", CLAUSE, VAS_OUTCOME_ASK, "stated-nothing"), "order",
                                      order_number (item));
    }
  else
    {
      return;
    }

  *kept = FALSE;
  vas_verdict_add (verdict, finding);
}

/**
 * vas_rule_stated:
 *
 * R13: what the caller stated of each order agrees with ours: its number, its service, and an amount that was paid for it, or a
 * part of that. What comes from the shop states nothing.
 */
void
vas_rule_stated (VasCase    *vas_case,
                 VasVerdict *verdict)
{
  gboolean kept = TRUE;
  VasMoney total = 0;

  if (vas_case->request->source == VAS_REQUEST_SOURCE_SHOP)
    return;

  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);

      if (item->order == NULL)
        continue;
      judge_stated (item, verdict, &kept);
      if (item->share->stated_amount != VAS_NONE)
        total += item->share->stated_amount;
    }

  if (kept && vas_case->orders->len > 0)
    {
      VasFinding *finding = vas_finding_new ("R13", CLAUSE, VAS_OUTCOME_PASS, "stated-sum-agrees");

      vas_finding_set_int (finding, "orders", vas_case->orders->len);
      vas_finding_set_money (finding, "stated_fen", total);
      vas_verdict_add (verdict, finding);
    }
}

/** vas_rule_title: R14: there is a title; another title that came with the same id is asked about. */
void
vas_rule_title (VasCase    *vas_case,
                VasVerdict *verdict)
{
  VasRequest *request = vas_case->request;
  VasFinding *finding;

  if (request->title == NULL || *request->title == '\0')
    {
      vas_verdict_add (verdict, vas_finding_new ("R14", CLAUSE, VAS_OUTCOME_FAIL, "title-missing"));
      return;
    }

  if (vas_case->earlier_title != NULL && !vas_title_equal (vas_case->earlier_title, request->title))
    {
      finding = vas_finding_new ("R14", CLAUSE, VAS_OUTCOME_ASK, "title-differs-from-earlier");
      vas_finding_set_text (finding, "earlier", vas_case->earlier_title);
    }
  else
    {
      finding = vas_finding_set_text (vas_finding_new ("R14", CLAUSE, VAS_OUTCOME_PASS, "title-given"), "title", request->title);
    }
  vas_verdict_add (verdict, finding);
}

static VasFinding *
judge_id (VasRequest *request)
{
  static const struct {
    VasOutcome  outcome;
    const char *code;
  } by_result[] = {
    [VAS_TAXPAYER_ID_EMPTY] = { VAS_OUTCOME_FAIL, "taxpayer-id-missing" },
    [VAS_TAXPAYER_ID_VALID] = { VAS_OUTCOME_PASS, "taxpayer-id-valid" },
    [VAS_TAXPAYER_ID_WRONG_CHECK] = { VAS_OUTCOME_ASK, "taxpayer-id-wrong-check" },
    [VAS_TAXPAYER_ID_OLD_FORM] = { VAS_OUTCOME_ASK, "taxpayer-id-old" },
    [VAS_TAXPAYER_ID_LOOKS_PERSONAL] = { VAS_OUTCOME_ASK, "taxpayer-id-personal" },
    [VAS_TAXPAYER_ID_WRONG_LENGTH] = { VAS_OUTCOME_FAIL, "taxpayer-id-malformed" },
    [VAS_TAXPAYER_ID_WRONG_ALPHABET] = { VAS_OUTCOME_FAIL, "taxpayer-id-malformed" },
  };
  g_autofree char *normalized = NULL;
  const VasTaxpayerIdResult result = vas_taxpayer_id_check (request->taxpayer_id, &normalized);
  VasFinding *finding = vas_finding_new ("R14", CLAUSE, by_result[result].outcome, by_result[result].code);

  if (request->taxpayer_id != NULL)
    vas_finding_set_text (finding, "taxpayer_id", request->taxpayer_id);
  if (result == VAS_TAXPAYER_ID_WRONG_CHECK)
    {
      const char expected[] = { vas_taxpayer_id_compute_check (normalized), '\0' };

      vas_finding_set_text (finding, "expected", expected);
    }

  return finding;
}

/**
 * vas_rule_taxpayer_id:
 *
 * R14: a company gives its taxpayer id (State Taxation Administration, announcement 2017 no. 16), and one that is given is
 * checked (GB 32100-2015). Some early codes in real use fail the check, so a wrong check character asks.
 */
void
vas_rule_taxpayer_id (VasCase    *vas_case,
                      VasVerdict *verdict)
{
  VasRequest *request = vas_case->request;

  if (request->title_kind != VAS_TITLE_KIND_COMPANY && (request->taxpayer_id == NULL || *request->taxpayer_id == '\0'))
    vas_verdict_add (verdict, vas_finding_new ("R14", CLAUSE, VAS_OUTCOME_PASS, "taxpayer-id-not-needed"));
  else
    vas_verdict_add (verdict, judge_id (request));
}

static void
set_cap_figures (VasFinding *finding,
                 VasMoney    requested,
                 VasMoney    paid,
                 VasMoney    invoiced)
{
  vas_finding_set_money (finding, "requested_fen", requested);
  vas_finding_set_money (finding, "paid_fen", paid);
  vas_finding_set_money (finding, "invoiced_fen", invoiced);
  vas_finding_set_money (finding, "available_fen", MAX (paid - invoiced, 0));
}

/* Whether the order keeps the cap; where not, the finding that says so is added. */
static gboolean
judge_cap (VasCaseOrder *item,
           VasVerdict   *verdict)
{
  const VasMoney amount = item->share->amount;
  VasFinding *finding;

  if (amount <= 0)
    {
      vas_verdict_add (verdict, fail_order ("R14", CLAUSE, "amount-not-positive", item));
      return FALSE;
    }
  if (item->order->paid_at == VAS_NONE)
    {
      vas_verdict_add (verdict, fail_order ("R15", CLAUSE_CAP, "order-not-paid", item));
      return FALSE;
    }
  if (amount <= vas_case_order_get_available (item))
    return TRUE;

  finding = fail_order ("R15", CLAUSE_CAP, "cap-exceeded", item);
  set_cap_figures (finding, amount, item->order->paid - item->order->refunded, item->invoiced);
  vas_verdict_add (verdict, finding);

  return FALSE;
}

/** vas_rule_cap: R15 (§4.8(1)): no order is invoiced for more than was paid for it and not refunded. */
void
vas_rule_cap (VasCase    *vas_case,
              VasVerdict *verdict)
{
  VasMoney requested = 0, paid = 0, invoiced = 0;
  gboolean kept = TRUE;
  VasFinding *finding;

  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);

      if (item->order == NULL)
        continue;
      kept = judge_cap (item, verdict) && kept;
      requested += item->share->amount;
      paid += item->order->paid - item->order->refunded;
      invoiced += item->invoiced;
    }

  if (!kept || vas_case->orders->len == 0)
    return;
  finding = vas_finding_new ("R15", CLAUSE_CAP, VAS_OUTCOME_PASS, "cap-kept");
  set_cap_figures (finding, requested, paid, invoiced);
  vas_verdict_add (verdict, finding);
}

static void
set_window_figures (VasFinding *finding,
                    VasDate     paid,
                    VasDate     until,
                    VasDate     requested)
{
  vas_finding_set_date (finding, "paid_date", paid);
  vas_finding_set_date (finding, "until_date", until);
  vas_finding_set_date (finding, "requested_date", requested);
}

/**
 * vas_rule_window:
 *
 * R16 (§4.8(2)): within one year of payment, for every order, judged at the moment of the request.
 */
void
vas_rule_window (VasCase     *vas_case,
                 VasCalendar *calendar,
                 VasVerdict  *verdict)
{
  const VasDate requested = vas_instant_to_date (vas_case->request->requested_at);
  VasDate first_paid = VAS_NONE_DATE, first_until = VAS_NONE_DATE;
  gboolean kept = TRUE;
  VasFinding *finding;

  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);
      VasDate paid, until;

      if (item->order == NULL || item->order->paid_at == VAS_NONE)
        continue;
      paid = vas_instant_to_date (item->order->paid_at);
      until = vas_period_request_window (calendar, item->order->paid_at, NULL, NULL);
      if (first_until == VAS_NONE_DATE || until < first_until)
        {
          first_until = until;
          first_paid = paid;
        }
      if (vas_case->request->requested_at < vas_period_deadline (until))
        continue;

      kept = FALSE;
      finding = fail_order ("R16", CLAUSE_WINDOW, "window-missed", item);
      set_window_figures (finding, paid, until, requested);
      vas_finding_set_int (finding, "late_days", requested - until);
      vas_verdict_add (verdict, finding);
    }

  if (!kept || first_until == VAS_NONE_DATE)
    return;
  finding = vas_finding_new ("R16", CLAUSE_WINDOW, VAS_OUTCOME_PASS, "window-kept");
  set_window_figures (finding, first_paid, first_until, requested);
  vas_verdict_add (verdict, finding);
}

/** vas_rule_recipient: R22 (§4.8(6)): mailing needs name, mobile and address; a pick-up needs none. */
void
vas_rule_recipient (VasCase    *vas_case,
                    VasVerdict *verdict)
{
  VasRequest *request = vas_case->request;
  const char *code = "recipient-complete";

  if (request->delivery == VAS_DELIVERY_PICKUP)
    code = "recipient-pickup";
  else if (request->recipient_name == NULL || request->recipient_mobile == NULL || request->recipient_address == NULL)
    code = "recipient-missing";
  else if (!vas_mobile_is_valid (request->recipient_mobile))
    code = "recipient-mobile-malformed";

  vas_verdict_add (verdict, vas_finding_new ("R22", CLAUSE, g_str_has_prefix (code, "recipient-m") ? VAS_OUTCOME_FAIL
                                                                                                : VAS_OUTCOME_PASS, code));
}

/** vas_rule_term: R19: the review ends within its term. Overdue is no reason against an approval; it is said. */
void
vas_rule_term (VasCase     *vas_case,
               VasCalendar *calendar,
               VasDate      today,
               VasVerdict  *verdict)
{
  VasRequest *request = vas_case->request;
  const int left = vas_calendar_working_days_between (calendar, today, request->review_due);
  VasFinding *finding = vas_finding_new ("R19", "§4.8", VAS_OUTCOME_PASS, today > request->review_due ? "overdue" : "in-term");

  vas_finding_set_date (finding, "received_date", vas_instant_to_date (request->received_at));
  vas_finding_set_date (finding, "until_date", request->review_due);
  vas_finding_set_int (finding, today > request->review_due ? "late_days" : "left_days", ABS (left));
  vas_verdict_add (verdict, finding);
}

/**
 * vas_request_propose_extension:
 *
 * R19: five working days more, which is the usual; whoever extends may give another date.
 *
 * Returns: the date that an extension of the review is proposed to end on, counted from the old term, from today where that is over
 */
VasDate
vas_request_propose_extension (VasCalendar *calendar,
                               VasRequest  *request,
                               VasDate      today)
{
  const VasDate from = request->review_due != VAS_NONE_DATE ? MAX (request->review_due, today) : today;

  return vas_calendar_add_working_days (calendar, from, EXTENSION_DAYS, NULL);
}

/** vas_rules_judge_request: everything that §4.8 asks of a request, in the order the clerk reads it. */
void
vas_rules_judge_request (VasCase     *vas_case,
                         VasCalendar *calendar,
                         VasVerdict  *verdict)
{
  vas_rule_account (vas_case, verdict);
  vas_rule_cap (vas_case, verdict);
  vas_rule_window (vas_case, calendar, verdict);
  vas_rule_stated (vas_case, verdict);
  vas_rule_title (vas_case, verdict);
  vas_rule_taxpayer_id (vas_case, verdict);
  vas_rule_recipient (vas_case, verdict);
}
