/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of findings on fapiao paper: stock, print lists, issue, misprints, photos, the evening close; and on closing orders. */

#include "vas-finding-codes-groups.h"

#include <glib/gi18n-lib.h>

const VasFindingCode vas_finding_codes_issue[] = {
  /* R7: orders that nobody paid. */
  { "order-not-unpaid", N_("Order {order} is no longer waiting for payment"), N_("Unpaid order") },
  { "order-not-due", N_("Order {order} was made on {made_date} and may be paid until {until_date}"), N_("Unpaid order") },
  { "order-given-up", N_("Order {order} was made on {made_date} and not paid until {until_date}"), N_("Unpaid order") },

  /* R17, R18: what is issued stays; a photo instead of a second issue. */
  { "sheet-not-issued", N_("Fapiao {fapiao} is not an issued one"), N_("Issued fapiao") },
  { "sheet-handed-over", N_("Fapiao {fapiao} has been handed over already"), N_("Before hand-over") },
  { "sheet-of-other-case", N_("Fapiao {fapiao} belongs to another case"), N_("Fapiao of the case") },
  { "photo-missing", N_("There is no photo of fapiao {fapiao}"), N_("Photo") },
  { "photo-there", N_("There is a photo of fapiao {fapiao}"), N_("Photo") },
  { "photo-replaced", N_("Fapiao {fapiao} has another photo already, which this one replaces"), N_("Photo") },
  { "nothing-issued", N_("No fapiao of this case is issued, so none can be issued again"), N_("No second issue") },
  { "not-lost", N_("Neither a parcel nor a fapiao of this case is lost"), N_("No second issue") },

  /* R20: stock. */
  { "stock-code-malformed", N_("{fapiao_code} has not the form of a fapiao code"), N_("Fapiao stock") },
  { "stock-number-malformed", N_("{number} has not the form of a fapiao number: eight digits"), N_("Fapiao stock") },
  { "stock-kind-off", N_("Only paper ordinary fapiao (04) are issued here, not {kind}"), N_("Kind of fapiao") },
  { "stock-range-reversed", N_("The last number {last} comes before the first, {first}"), N_("Fapiao stock") },
  { "stock-range-large", N_("{sheets} sheets in one range are too many; at most {limit}"), N_("Fapiao stock") },
  { "stock-overlaps", N_("Numbers {first} to {last} were received before at {point}"), N_("Fapiao stock") },
  { "stock-handed-by-receiver", N_("Paper is handed over between two persons"), N_("Two persons") },
  { "stock-handed-by-unknown", N_("Who hands the paper over must be active staff"), N_("Two persons") },
  { "stock-two-persons", N_("The sheets {first} to {last} go from one person to another"), N_("Two persons") },
  { "stock-received", N_("Sheets received: {sheets}"), N_("Fapiao stock") },
  { "stock-short", N_("Sheets needed: {needed}; blank ones left at {point}: {left}"), N_("Fapiao stock") },
  { "number-not-in-stock", N_("Number {number} is not in the stock of {point}"), N_("Fapiao stock") },
  { "number-used", N_("Number {number} is used already"), N_("Fapiao stock") },

  /* R20: print lists. */
  { "sheets-planned", N_("Sheets to print: {sheets} for {cases} cases, from number {number}"), N_("Print list") },
  { "case-not-to-issue", N_("Case {case} is not waiting for its fapiao"), N_("Print list") },
  { "case-bound-whole", N_("Every amount of case {case} stands on a fapiao already"), N_("Print list") },
  { "nothing-to-print", N_("No case was chosen for the print list"), N_("Print list") },
  { "sheet-not-bound", N_("Number {number} is not bound to a case and waiting for its issue"), N_("Bound number") },

  /* R20: issue. */
  { "number-bound", N_("Number {number} is the one bound to this case"), N_("Bound number") },
  { "number-of-other-case", N_("Number {number} is bound to case {case}"), N_("Bound number") },
  { "number-of-other-sheet", N_("Number {number} belongs to this case but is another of its fapiao; {bound} is expected"),
    N_("Bound number") },
  { "number-not-bound", N_("Number {number} is bound to no case; {bound} is expected"), N_("Bound number") },
  { "number-skipped", N_("Numbers before this one that are not used yet: {sheets}, the first is {number}"),
    N_("Order of numbers") },
  { "qr-unreadable", N_("The code on the sheet cannot be read: {qr_field} is missing or wrong"), N_("Code on the sheet") },
  { "qr-differs", N_("Typed {typed}, but the code on the sheet says {scanned}"), N_("Code on the sheet") },
  { "kind-differs", N_("The sheet is of kind {scanned}, the record of kind {recorded}"), N_("Kind of fapiao") },
  { "amount-agrees", N_("The amount without tax agrees: {recorded_fen}"), N_("Amount on the sheet") },
  { "amount-proposed", N_("No amount was read: the proposed {recorded_fen} stands"), N_("Amount on the sheet") },
  { "amount-differs", N_("The sheet says {scanned_fen}, the record says {recorded_fen}: {difference_fen} apart"),
    N_("Amount on the sheet") },
  { "rounding-difference", N_("The sheet says {scanned_fen}, the record says {recorded_fen}: within rounding"),
    N_("Amount on the sheet") },
  { "date-today", N_("Issued today, {issued_date}"), N_("Date of issue") },
  { "date-not-today", N_("The date of issue is {issued_date}, not today"), N_("Date of issue") },
  { "date-in-future", N_("The date of issue {issued_date} is still to come"), N_("Date of issue") },
  { "date-before-binding", N_("The date of issue {issued_date} is before {bound_date}, when its number was bound"),
    N_("Date of issue") },
  { "check-code-malformed", N_("The check code {check_code} has not 20 digits"), N_("Check code") },

  /* R20: misprints. */
  { "void-same-month", N_("Issued on {issued_date}, this month: it is voided"), N_("Voided or reversed") },
  { "void-later-month", N_("Issued on {issued_date}, an earlier month: it is reversed by red-letter fapiao {red}"),
    N_("Voided or reversed") },
  { "reversed-lost", N_("Issued on {issued_date} and lost: it is reversed by red-letter fapiao {red}"), N_("Voided or reversed") },
  { "red-missing", N_("Issued on {issued_date}, an earlier month: the red-letter fapiao is needed"), N_("Voided or reversed") },
  { "red-in-same-month", N_("Issued on {issued_date}, this month: it is voided without a red-letter fapiao"),
    N_("Voided or reversed") },
  { "red-malformed", N_("{red} is not the code and number of a fapiao"), N_("Red-letter fapiao") },
  { "red-used", N_("{red} is recorded already and cannot be this red-letter fapiao"), N_("Red-letter fapiao") },
  { "reversal-is-supervisors", N_("A reversal needs the supervisor"), N_("Role") },

  /* R20: the evening close. */
  { "stock-agrees", N_("Counted {counted}: opening {opening} + received {received} − issued {issued} − void {voided}"),
    N_("Count of paper") },
  { "stock-differs",
    N_("Counted {counted}, but {remaining} should be left: opening {opening} + received {received} − issued {issued} − void {voided}"),
    N_("Count of paper") },
  { "close-open-items", N_("Left open: {items}"), N_("Left open") },
  { "close-twice", N_("{point} was closed today already"), N_("Evening close") },
  { "closer-takes-over", N_("Who takes over is another person than who closed"), N_("Two persons") },
  { "close-taken", N_("Somebody has taken over already"), N_("Two persons") },
  { NULL },
};
