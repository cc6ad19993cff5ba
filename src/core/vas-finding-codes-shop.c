/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the findings on what the shop tells: orders, payments, uses, acceptances. Conventions: vas-finding-codes.c. */

#include "vas-finding-codes-groups.h"

#include <glib/gi18n-lib.h>

const VasFindingCode vas_finding_codes_shop[] = {
  /* R3, R5, R6: an order that is made. */
  { "price-in-force", N_("{price_fen} was the price at {made_at}"), N_("Price") },
  { "price-differs", N_("Sold for {stated_fen}; the price at {made_at} was {price_fen}"), N_("Price") },
  { "price-none", N_("The plan had no price at {made_at}"), N_("Price") },
  { "order-number-taken", N_("There is an order {order} already"), N_("Order") },
  { "plan-withdrawn", N_("{plan} is not on sale"), N_("On sale") },

  /* R8: payments. */
  { "payment-matched", N_("{paid_fen} is the price of order {order}"), N_("Payment") },
  { "payment-unknown-order", N_("There is no order {order}; {paid_fen} goes to the payment desk"), N_("Payment") },
  { "payment-early", N_("It was paid before order {order} was made; {paid_fen} goes to the payment desk"), N_("Payment") },
  { "payment-late", N_("Order {order} is given up or closed; {paid_fen} goes to the payment desk"), N_("Payment") },
  { "payment-double", N_("Order {order} is paid already; {paid_fen} goes to the payment desk"), N_("Payment") },
  { "payment-amount-differs", N_("{paid_fen} is not the price of order {order}, {price_fen}"), N_("Payment") },
  { "payment-known", N_("The transaction {transaction} is recorded already"), N_("Payment") },
  { "payment-known-otherwise", N_("The transaction {transaction} is recorded with other contents"), N_("Payment") },
  { "payment-not-at-desk", N_("The payment {transaction} is not at the payment desk any more"), N_("Payment") },
  { "order-not-closed", N_("Order {order} is not closed"), N_("Order") },

  /* R9, R12: accounts. */
  { "abuse-over-limit", N_("Orders unpaid since {since_date}: {orders}, more than {limit}; none was paid"), N_("Unpaid orders") },
  { "abuse-within-limit", N_("Orders unpaid since {since_date}: {orders}, not more than {limit}"), N_("Unpaid orders") },
  { "abuse-some-paid", N_("An order since {since_date} was paid"), N_("Unpaid orders") },
  { "account-not-normal", N_("The account is marked already"), N_("Account") },
  { "account-stopped", N_("The account is frozen, suspended or cancelled"), N_("Account") },
  { "account-nameless", N_("An account that is new needs a name"), N_("Account") },

  /* R10: the use of what was bought. */
  { "use-not-paid", N_("Order {order} is not open: it is not paid, or was paid later"), N_("Validity") },
  { "use-after-end", N_("Order {order} was valid until {until_date}"), N_("Validity") },
  { "use-beyond-count", N_("Order {order}: uses that are left: {left}"), N_("Validity") },

  /* R22: notices that the shop hands over. */
  { "notice-not-waiting", N_("This notice was handed over or has failed already"), N_("Notice") },

  /* R27: acceptances. */
  { "terms-not-in-force", N_("{label} was not in force at {accepted_at}"), N_("Terms") },

  /* R29: requests about personal data, and erasure. */
  { "personal-ended", N_("This request about personal data has been closed already"), N_("Personal data") },
  { "personal-not-own", N_("Only its owner or a supervisor works on a request about personal data"), N_("Personal data") },
  { "personal-not-yet", N_("A request cannot have come on {from_date}, which lies ahead"), N_("Personal data") },
  { "personal-not-copy", N_("The user did not ask for a copy"), N_("Personal data") },
  { "personal-not-correction", N_("The user did not ask for a correction"), N_("Personal data") },
  { "personal-not-erasure", N_("The user did not ask for an erasure"), N_("Personal data") },
  { "personal-answer-erases", N_("A request for erasure is answered by erasing, or refused with the reason"), N_("Personal data") },
  { "personal-nothing-given", N_("Give at least one of name, mobile and e-mail"), N_("Personal data") },
  { "personal-mobile-malformed", N_("The mobile number has not the form of one"), N_("Personal data") },
  { "personal-email-malformed", N_("The e-mail has not the form of one"), N_("Personal data") },
  { "account-erased", N_("The personal data of this account were erased on {erased_date}"), N_("Personal data") },
  { "erase-by-proposer", N_("Who took the request for erasure does not approve it"), N_("Two persons") },
  { "erase-requests-open", N_("Invoice requests are still open: {names}"), N_("Erasure") },
  { "erase-parcels-open", N_("Parcels are still under way: {names}"), N_("Erasure") },
  { "erase-orders-unpaid", N_("Orders are still unpaid: {names}"), N_("Erasure") },
  { "erase-payments-open", N_("Payments still wait at the payment desk: {names}"), N_("Erasure") },
  { "erase-notices-waiting", N_("Messages to the user still wait: {names}"), N_("Erasure") },
  { "erase-complaints-open", N_("Complaints are not answered yet: {names}"), N_("Erasure") },
  { "erase-cases-open", N_("Other requests about the user’s data are open: {names}"), N_("Erasure") },
  { "sheet-locked", N_("Fapiao {fapiao} is locked: the user’s data were erased, and it is kept for the tax law alone"), N_("Personal data") },
  { "locked-is-auditors", N_("What tax law keeps of an erased user is shown to auditors and administrators alone"), N_("Personal data") },

  { NULL },
};
