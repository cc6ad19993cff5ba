/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the findings on what is done with orders and accounts: refunds, measures, the end of validity. Conventions: vas-finding-codes.c. */

#include "vas-finding-codes-groups.h"

#include <glib/gi18n-lib.h>

const VasFindingCode vas_finding_codes_orders[] = {
  /* R10: the end of validity. */
  { "order-validity-over", N_("Order {order} was valid until {until_date}"), N_("Validity") },
  { "order-still-valid", N_("Order {order} is valid until {until_date}"), N_("Validity") },
  { "order-not-running", N_("Order {order} is not paid, or has ended already"), N_("Validity") },

  /* R11, R30: refunds. */
  { "refund-fits", N_("{amount_fen} of order {order}, of {left_fen} that were paid and not refunded"), N_("Amount") },
  { "refund-nothing-paid", N_("Nothing of order {order} is paid that was not refunded already"), N_("Amount") },
  { "refund-of-nothing", N_("A refund is of more than nothing"), N_("Amount") },
  { "refund-too-much", N_("{amount_fen} is more than the {left_fen} of order {order} that were paid and not refunded"), N_("Amount") },
  { "refund-open", N_("A refund of order {order} is under way already"), N_("Refund") },
  { "refund-not-proposed", N_("The refund of order {order} is decided already"), N_("Refund") },
  { "refund-not-approved", N_("The refund of order {order} is not at the channel"), N_("Refund") },
  { "refund-not-own", N_("Only who proposed a refund withdraws it"), N_("Refund") },
  { "refund-by-proposer", N_("Who proposed the refund does not decide on it"), N_("Two persons") },
  { "refund-by-second", N_("Another person decides than proposed it"), N_("Two persons") },
  { "refund-over-limit", N_("{amount_fen} is more than {limit_fen}: the supervisor approves it"), N_("Limit") },
  { "refund-request-open", N_("Request {request} is not issued yet, and ends first: withdrawn or rejected"), N_("Open requests") },
  { "refund-gate-follows", N_("Before its approval the invoice requests of order {order} end, and issued fapiao come back"), N_("Refund gate") },

  /* R9, R12: measures against accounts. */
  { "measure-evidence", N_("Orders as evidence: {orders}"), N_("Evidence") },
  { "measure-no-evidence", N_("Freezing an account needs the orders that are its evidence"), N_("Evidence") },
  { "measure-foreign-order", N_("Order {order} is another account’s"), N_("Evidence") },
  { "measure-paid-order", N_("Order {order} was paid, and is no evidence of orders without payment"), N_("Evidence") },
  { "measure-proposed", N_("A measure against this account is proposed already"), N_("Account") },
  { "measure-not-proposed", N_("The measure is decided already"), N_("Measure") },
  { "measure-not-in-force", N_("The measure is not in force, or its lifting is proposed already"), N_("Measure") },
  { "measure-not-lifting", N_("Nobody proposed to lift the measure"), N_("Measure") },
  { "measure-not-own", N_("Only who proposed a measure withdraws it"), N_("Measure") },
  { "measure-by-proposer", N_("Who proposed it does not decide on it"), N_("Two persons") },
  { "measure-by-second", N_("Another person decides than proposed it"), N_("Two persons") },
  { "account-not-marked", N_("The account is not marked"), N_("Account") },

  { NULL },
};
