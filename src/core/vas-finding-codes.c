/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The words of every finding: one row for each code, rule after rule. A figure stands in braces by its name, and is shown as
 * the end of the name says: `_fen` money, `_date` a date, `_at` date and time of Shanghai, anything else as it is. A test
 * insists that codes are unique and braces well formed. The codes of a request up to its approval are here; those of later
 * steps stand in files of their own, and are listed in `groups`.
 */

#include "vas-finding-codes-groups.h"

#include <glib/gi18n-lib.h>

static const VasFindingCode codes[] = {
  /* R13: who enters, and what the caller stated. */
  { "enterer-is-approver", N_("{approver} entered this request, so another person must review it"), N_("Two persons") },
  { "one-clerk-office", N_("{approver} entered this request; this office is set to one clerk"), N_("Two persons") },
  { "stated-amount-differs", N_("Order {order}: the user stated {stated_fen}, the record says {recorded_fen}"),
    N_("Services and amounts") },
  { "stated-service-differs", N_("Order {order}: the user stated {stated}, the record says {recorded}"),
    N_("Services and amounts") },
  { "stated-nothing", N_("Order {order}: the user has stated neither service nor amount"), N_("Services and amounts") },
  { "order-of-account", N_("All {orders} orders belong to this account"), N_("Account and orders") },
  { "order-of-other-account", N_("Order {order} belongs to another account"), N_("Account and orders") },
  { "order-unknown", N_("Order {order} does not exist"), N_("Account and orders") },
  { "order-not-here", N_("Order {order} is not held on this desk: fetch it first"), N_("Account and orders") },

  /* R14: title and taxpayer id. */
  { "title-given", N_("Issued to {title}"), N_("Title") },
  { "title-missing", N_("The title is missing"), N_("Title") },
  { "title-differs-from-earlier", N_("The same taxpayer id came earlier with the title {earlier}"), N_("Title") },
  { "taxpayer-id-valid", N_("The check character is right"), N_("Taxpayer id") },
  { "taxpayer-id-not-needed", N_("Persons and non-company bodies need no taxpayer id"), N_("Taxpayer id") },
  { "taxpayer-id-missing", N_("A company must give its taxpayer id"), N_("Taxpayer id") },
  { "taxpayer-id-malformed", N_("{taxpayer_id} has not the form of a taxpayer id"), N_("Taxpayer id") },
  { "taxpayer-id-wrong-check", N_("The check character of {taxpayer_id} should be {expected}; confirm it with the user"),
    N_("Taxpayer id") },
  { "taxpayer-id-old", N_("{taxpayer_id} is an id of the older form; confirm it with the user"), N_("Taxpayer id") },
  { "taxpayer-id-personal", N_("{taxpayer_id} looks like a personal identity card; confirm it with the user"),
    N_("Taxpayer id") },
  { "amount-not-positive", N_("Order {order}: the amount must be more than nothing"), N_("Amount") },

  /* R15: what may be invoiced. */
  { "cap-kept",
    N_("Requested {requested_fen} ≤ available {available_fen} (paid {paid_fen}, invoiced {invoiced_fen})"),
    N_("Within what was paid") },
  { "cap-exceeded",
    N_("Order {order}: requested {requested_fen} > available {available_fen} (paid {paid_fen}, invoiced {invoiced_fen})"),
    N_("Within what was paid") },
  { "order-not-paid", N_("Order {order} has not been paid"), N_("Within what was paid") },

  /* R16: within a year of payment. */
  { "window-kept", N_("Paid on {paid_date}, term until {until_date}, requested on {requested_date}"),
    N_("Within a year of payment") },
  { "window-missed",
    N_("Order {order}: paid on {paid_date}, term until {until_date}, requested on {requested_date}, days late: {late_days}"),
    N_("Within a year of payment") },
  { "window-first-moment", N_("Corrected in time; the first request of {requested_date} counts"),
    N_("Within a year of payment") },
  { "window-late-arrival", N_("Requested at {requested_at}, arrived at {arrived_at}: a supervisor decides"),
    N_("Within a year of payment") },
  { "correction-late", N_("Rejected on {rejected_date}, to be corrected until {until_date}, days late: {late_days}"),
    N_("Corrected in time") },

  /* R17: what is issued stays. */
  { "already-issued", N_("Fapiao {fapiao} was issued on {issued_date}; title, id, orders and amounts never change now"),
    N_("Not issued yet") },

  /* R18: no second issue. */
  { "not-issued-again", N_("Lost or damaged after delivery, a fapiao is not issued again; a photo can be given"),
    N_("No second issue") },
  { "lost-before-delivery", N_("Lost before delivery on {lost_date}: a supervisor may reverse and reissue it"),
    N_("No second issue") },

  /* R19: the term of the review. */
  { "in-term", N_("Received on {received_date}, term until {until_date}, working days left: {left_days}"),
    N_("Within the review term") },
  { "overdue", N_("Received on {received_date}, term until {until_date}, working days late: {late_days}"),
    N_("Within the review term") },
  { "extension-in-time", N_("Extended before {until_date} until {new_date}, with notice to the user"), N_("Extension") },
  { "extension-late", N_("The term ended on {until_date}; it can no longer be extended"), N_("Extension") },
  { "extension-not-later", N_("The new date {new_date} is not later than {until_date}"), N_("Extension") },
  { "extension-many", N_("Extending several requests at once needs the supervisor"), N_("Extension") },
  { "extension-second", N_("Extended {extensions} times already; a further extension needs the supervisor"), N_("Extension") },

  /* R13, R22: what must be there at all. */
  { "account-unknown", N_("There is no such account"), N_("Account and orders") },
  { "no-orders", N_("No order has been stated yet"), N_("Account and orders") },
  { "stated-sum-agrees", N_("Stated by the user: {orders} orders, {stated_fen} in all; agrees with the record"),
    N_("Services and amounts") },
  { "recipient-complete", N_("Name, mobile and address are there"), N_("Recipient") },
  { "recipient-pickup", N_("The user comes to the desk"), N_("Recipient") },
  { "recipient-missing", N_("Mailing needs the recipient's name, mobile and address"), N_("Recipient") },
  { "recipient-mobile-malformed", N_("The recipient's mobile is no mobile number"), N_("Recipient") },
  { "reason-missing", N_("A rejection needs at least one reason"), N_("Reasons") },

  /* R19: a change of the calendar. */
  { "term-moved", N_("{request}: the term moved from {from_date} to {to_date}"), N_("Term") },

  /* R16: corrections. */
  { "corrects-other-orders", N_("A correction covers orders of the request that it corrects, and no others"),
    N_("Corrected in time") },
  { "corrects-open-request", N_("The request to correct has not ended"), N_("Corrected in time") },

  /* R17, R32: what the record has become meanwhile. */
  { "state-moved", N_("The request has moved on: {state}"), N_("State") },
  { "some-issued", N_("A fapiao of this request has been issued already"), N_("Not issued yet") },
  { "changed-meanwhile", N_("Somebody has changed it since you looked"), N_("Up to date") },
  { "claimed-by-other", N_("{claimer} is working on it until {until_at}"), N_("Claim") },
  { "claim-not-own", N_("Only who claimed it can give it back"), N_("Claim") },
  { "takeover-is-supervisors", N_("Only a supervisor takes a claim over"), N_("Claim") },
  { "not-possible", N_("It could not be done: {reason}"), N_("State") },

  /* R30: roles. */
  { "not-by-push", N_("The server records this of its own work; it is not sent"), N_("Role") },
  { "role-missing", N_("{actor} lacks the role for this: {needed}"), N_("Role") },
  { "supervisor-follows", N_("Requested {requested_fen}, above {limit_fen}: a supervisor approves it, too"), N_("Two persons") },
  { "approver-is-second", N_("Who approved it first cannot be the second person"), N_("Two persons") },
  { "login-taken", N_("This sign-in name is taken"), N_("Staff") },
  { NULL },
};

static const VasFindingCode * const groups[] = {
  codes,
  vas_finding_codes_issue,
  vas_finding_codes_ship,
  vas_finding_codes_shop,
  vas_finding_codes_orders,
  vas_finding_codes_catalog,
};

static GArray *
join_groups (void)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (VasFindingCode));

  for (gsize g = 0; g < G_N_ELEMENTS (groups); g++)
    {
      for (const VasFindingCode *code = groups[g]; code->code != NULL; code++)
        g_array_append_val (all, *code);
    }

  return all;
}

/**
 * vas_finding_codes_get:
 * @n_codes: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_codes): the words of every code
 */
const VasFindingCode *
vas_finding_codes_get (gsize *n_codes)
{
  static gsize once = 0;
  static GArray *all = NULL;

  if (g_once_init_enter (&once))
    {
      all = join_groups ();
      g_once_init_leave (&once, 1);
    }
  *n_codes = all->len;

  return (const VasFindingCode *) (gpointer) all->data;
}

/**
 * vas_finding_codes_find:
 *
 * Returns: (transfer none) (nullable): the words of a code; %NULL where it has none
 */
const VasFindingCode *
vas_finding_codes_find (const char *code)
{
  for (gsize g = 0; g < G_N_ELEMENTS (groups); g++)
    {
      for (const VasFindingCode *words = groups[g]; words->code != NULL; words++)
        {
          if (g_str_equal (words->code, code))
            return words;
        }
    }

  return NULL;
}
