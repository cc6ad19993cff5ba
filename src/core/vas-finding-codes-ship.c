/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the findings on parcels, notices, returns, complaints, deputies and settings. Conventions: vas-finding-codes.c. */

#include "vas-finding-codes-groups.h"

#include <glib/gi18n-lib.h>

const VasFindingCode vas_finding_codes_ship[] = {
  /* R22: the parcel and its recipient. */
  { "recipient-handed-over", N_("A part is handed over already (waybill {waybill}); the correction is for the rest only"),
    N_("Recipient") },
  { "sheet-in-parcel", N_("Fapiao {fapiao} is on its way or with the user already (waybill {waybill})"), N_("Sheets") },
  { "sheet-elsewhere", N_("Fapiao {fapiao} is not at the desk"), N_("Sheets") },
  { "no-sheet-issued", N_("No fapiao of this request is issued"), N_("Sheets") },
  { "recipients-differ", N_("{request} and {other} have different recipients and cannot share a parcel"), N_("Recipient") },
  { "waybill-malformed", N_("{waybill} has not the form of a waybill number"), N_("Waybill") },
  { "waybill-used", N_("Waybill {waybill} belongs to {request}"), N_("Waybill") },
  { "waybill-same", N_("The parcel has the waybill {waybill} already"), N_("Waybill") },
  { "sender-pays-is-supervisors", N_("Only a supervisor decides that we pay the freight"), N_("Freight") },
  { "paired-otherwise", N_("Fapiao {fapiao} was scanned just before and is not in this parcel"), N_("Pairing") },
  { "parcel-ended", N_("The parcel is no longer on its way"), N_("Parcel") },
  { "parcel-not-courier", N_("A pick-up has no waybill"), N_("Parcel") },
  { "parcel-not-pickup", N_("The parcel went by courier (waybill {waybill}); only a pick-up is handed over here"), N_("Parcel") },
  { "pickup-needs-receipt", N_("A pick-up ends with the receipt that the user signs"), N_("Parcel") },
  { "not-came-back", N_("No parcel of this request has come back"), N_("Parcel") },
  { "notice-lacks-waybill", N_("The text does not name the waybill {waybill}"), N_("Notice") },
  { "notice-ended", N_("This notice has failed already"), N_("Notice") },

  /* R21: the return of a fapiao, and the gate of a refund. */
  { "paper-agrees", N_("Fapiao {fapiao} agrees with record and photo"), N_("Returned paper") },
  { "paper-code-differs", N_("Fapiao {fapiao}: the code on the paper is {stated}, the record says {recorded}"),
    N_("Returned paper") },
  { "paper-number-differs", N_("Fapiao {fapiao}: the number on the paper is {stated}, the record says {recorded}"),
    N_("Returned paper") },
  { "paper-check-code-differs", N_("Fapiao {fapiao}: the check code on the paper is {stated}, the record says {recorded}"),
    N_("Returned paper") },
  { "paper-date-differs", N_("Fapiao {fapiao}: the date on the paper is {stated_date}, the record says {recorded_date}"),
    N_("Returned paper") },
  { "paper-amount-differs", N_("Fapiao {fapiao}: the QR code says {stated_fen}, which is not what it said at issue"),
    N_("Returned paper") },
  { "paper-qr-unreadable", N_("Fapiao {fapiao}: the QR code is not one of a fapiao"), N_("Returned paper") },
  { "paper-photo-differs", N_("Fapiao {fapiao} does not look like its photo"), N_("Returned paper") },
  { "paper-no-photo", N_("Fapiao {fapiao} has no photo to compare with"), N_("Returned paper") },
  { "paper-of-other-request", N_("Fapiao {fapiao} belongs to another request"), N_("Returned paper") },
  { "paper-not-standing", N_("Fapiao {fapiao} is not issued, or was voided or reversed"), N_("Returned paper") },
  { "paper-verified-already", N_("Fapiao {fapiao} came back and was verified already"), N_("Returned paper") },
  { "paper-not-verified", N_("Fapiao {fapiao} has not come back or is not verified"), N_("Returned paper") },
  { "loss-by-opener", N_("Who opened the return does not record the tax loss"), N_("Two persons") },
  { "loss-opener-unknown", N_("Who opened the return is not known here yet"), N_("Two persons") },
  { "tax-loss-too-large", N_("A tax loss of {tax_loss_fen} is more than the tax of {tax_fen}"), N_("Tax loss") },
  { "refund-no-fapiao", N_("No fapiao of {request} is issued"), N_("Refund gate") },
  { "refund-paper-back", N_("The fapiao of {request} came back and was voided or reversed"), N_("Refund gate") },
  { "refund-tax-loss", N_("The fapiao of {request} never came back; a tax loss of {tax_loss_fen} was recorded on {recorded_date}"),
    N_("Refund gate") },
  { "refund-paper-first", N_("Sheets of {request} that must come back first: {sheets}"), N_("Refund gate") },

  /* R29: complaints. */
  { "owner-inactive", N_("{owner} no longer works here"), N_("Complaint") },
  { "term-past", N_("The term {until_date} is past"), N_("Complaint") },
  { "note-not-complaint", N_("Only a complaint is answered"), N_("Complaint") },
  { "complaint-answered", N_("The complaint has been answered already"), N_("Complaint") },
  { "complaint-not-own", N_("Only its owner or a supervisor answers a complaint"), N_("Complaint") },

  /* R30: staff, deputies, settings. */
  { "last-administrator", N_("One administrator must stay"), N_("Staff") },
  { "administrator-exists", N_("There is an administrator already, who adds the others"), N_("Staff") },
  { "first-is-administrator", N_("The first person of the staff is an administrator"), N_("Staff") },
  { "administrator-by-deputy", N_("A deputy neither makes nor changes administrators"), N_("Administrator") },
  { "own-roles-by-deputy", N_("A deputy of an administrator does not change himself"), N_("Staff") },
  { "deputy-names-himself", N_("Nobody names himself as a deputy"), N_("Deputy") },
  { "deputy-not-own", N_("Only an administrator names a deputy for somebody else"), N_("Deputy") },
  { "deputy-is-principal", N_("Nobody is a deputy of himself"), N_("Deputy") },
  { "deputy-inactive", N_("{name} no longer works here"), N_("Deputy") },
  { "deputy-beyond-principal", N_("{name} does not hold these roles: {roles}"), N_("Deputy") },
  { "deputy-dates", N_("The last day {until_date} is before the first day {from_date}"), N_("Deputy") },
  { "deputy-past", N_("The last day {until_date} is past"), N_("Deputy") },
  { "deputy-ended", N_("This ended on {until_date}"), N_("Deputy") },
  { "terms-not-published", N_("{label} is not published: it has no moment since which it holds"), N_("Terms") },
  { "terms-text-differs", N_("The text of {label} has another digest"), N_("Terms") },
  { "terms-label-taken", N_("There is a version {label} already"), N_("Terms") },
  { "terms-in-force", N_("Exactly one version of the terms is in force"), N_("Terms") },
  { "setting-unknown", N_("There is no setting {name}"), N_("Setting") },
  { "setting-malformed", N_("The value of {name} has not the right form"), N_("Setting") },
  { "setting-out-of-range", N_("{name} must be from {least} to {most}"), N_("Setting") },
  { "setting-amount-out-of-range", N_("{name} must be from {least_fen} to {most_fen}"), N_("Setting") },
  { NULL },
};
