/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules that the program keeps, as the help shows them: so that a clerk on the telephone can say why. Clauses are
 * those of the agreement of August 2021; ids are named alike in verdicts, tests and errors. Constant; any thread.
 */

#include "vas-rule-list.h"

#include <glib/gi18n.h>

#define CATALOG N_("Services and prices")
#define ORDERS N_("Orders and payments")
#define INVOICES N_("Invoices")
#define TERMS N_("Terms")
#define RECORDS N_("Records and people")

static const VasRuleText rules[] = {
  { "R1", "§3", CATALOG, N_("The services are those of the agreement and any that come later; staff adjust and withdraw them.") },
  { "R2", "§3", CATALOG,
    N_("A service is sold in plans. A plan has a validity in days or uses, an item name with its tax category code, and a rate.") },
  { "R3", "§4.2", CATALOG,
    N_("At any moment a plan on sale has exactly one price. A change is a new price with a start; earlier ones stay as history.") },
  { "R4", "", CATALOG,
    N_("A change of price, tax data or name is drafted by one person and approved by another. Not approved by its start, it lapses.") },
  { "R5", "§4.2", CATALOG,
    N_("An order keeps the name, price, tax rate and terms that were in force when it was made. Later changes never touch it.") },
  { "R6", "§4.10", CATALOG, N_("A withdrawn service is sold no more; what was sold stays valid to its end.") },
  { "R7", "§4.3", ORDERS,
    N_("An order that is unpaid 30 days after it was made counts as given up and is closed. The user may cancel it before.") },
  { "R8", "§4.4", ORDERS,
    N_("Users pay by WeChat Pay or Alipay. A payment that fits no open order is matched, reopened or returned by a person.") },
  { "R9", "§4.5", ORDERS,
    N_("Ordering again and again without paying is abuse: the account is flagged with its evidence, one person decides, a second confirms.") },
  { "R10", "§4.6", ORDERS, N_("A service opens when it is fully paid and is used within its validity; nothing unused is refunded.") },
  { "R11", "§4.7", ORDERS,
    N_("Paid fees are not refunded. An exception needs a reason and a second person, and open invoice requests on the order end first.") },
  { "R12", "§4.9", ORDERS,
    N_("A breach may end use and, where it is grave, the account. It never touches the right to a fapiao.") },
  { "R13", "§4.8", INVOICES,
    N_("The caller states account, orders, services and amounts; only then do ours show beside them. Who enters a request never approves it.") },
  { "R14", "§4.8", INVOICES,
    N_("A request names the kind of title, the title, the taxpayer id (a company's is required and checked) and the amount.") },
  { "R15", "§4.8(1)", INVOICES,
    N_("Over all live requests, no more is invoiced for an order than was paid for it and not refunded.") },
  { "R16", "§4.8(2)", INVOICES,
    N_("A request is made within one year of the payment, for every order in it. One that is corrected within 15 working days after its rejection keeps its first moment.") },
  { "R17", "§4.8(3)", INVOICES,
    N_("Once issued, title, taxpayer id, orders and amounts never change. Before that the user may withdraw or correct, and a correction cancels the approval.") },
  { "R18", "§4.8(4)", INVOICES,
    N_("A fapiao that is lost or damaged after delivery is not issued again; a photo of it can be given, and giving it is recorded.") },
  { "R19", "§4.8(6)", INVOICES,
    N_("Review ends within 15 working days. An extension needs a reason, a new date and a notice to the user before the old date; a second one needs the supervisor.") },
  { "R20", "", INVOICES,
    N_("Fapiao paper is stock: each number is bound to one case and is used once, voided or left. Another number, amount or title than the QR code says stops the scan.") },
  { "R21", "§4.8(5)", INVOICES,
    N_("Before a refund the paper comes back and is voided in the same month or reversed later. If it never comes back, the tax loss is recorded by a second person.") },
  { "R22", "§4.8(6)", INVOICES,
    N_("Mailing needs name, mobile and address and goes by SF-Express, freight collect. A request is finished only when the user was told.") },
  { "R23", "", INVOICES, N_("Tax is split from the amount at the order's rate, line by line, to the fen; totals are the sums of the lines.") },
  { "R24", "§5", TERMS, N_("Terms are drafted by one person, approved by another and published by a publisher; never in force before they are published.") },
  { "R25", "", TERMS, N_("What is published never changes. From the first version on, exactly one is in force at any moment.") },
  { "R26", "§5, §9", TERMS, N_("Every publication comes with an announcement that tells users what changed.") },
  { "R27", "§5", TERMS, N_("Who goes on using a service accepts the change. In a dispute the newest accepted version governs.") },
  { "R28", "", TERMS, N_("All earlier versions stay readable.") },
  { "R29", "", RECORDS, N_("Every change is kept for ever with its author, moment and reason, in a trail that shows tampering.") },
  { "R30", "", RECORDS, N_("Everybody has roles. Who proposes never approves; deputies are named and dated.") },
  { "R31", "§6", RECORDS, N_("Personal data is shown masked. Whole values appear only where the work needs them, or when revealed for a recorded reason.") },
  { "R32", "", RECORDS, N_("Nothing that was confirmed is ever lost, doubled or silently overwritten.") },
};

/** vas_rule_list_get: (transfer none): all rules in their order. */
const VasRuleText *
vas_rule_list_get (guint *n_rules)
{
  *n_rules = G_N_ELEMENTS (rules);
  return rules;
}
