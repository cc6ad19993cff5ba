/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was done, in the words of the time line: one sentence for each command that people give. Any thread. */

#include "vas-command-words.h"

#include <glib/gi18n.h>

static const struct {
  const char *type;
  const char *sentence;
} sentences[] = {
  { "request.enter", N_("Request entered") },
  { "request.correct", N_("Request corrected; its approval is void") },
  { "request.approve", N_("Approved") },
  { "request.second", N_("Approved by a second person") },
  { "request.send-back", N_("Sent back to the review") },
  { "request.reject", N_("Rejected") },
  { "request.extend", N_("Review term extended") },
  { "request.withdraw", N_("Withdrawn for the user") },
  { "request.reissue", N_("To be issued anew: lost before delivery") },
  { "recipient.correct", N_("Recipient corrected") },
  { "print.list", N_("Put on a print list, number bound") },
  { "print.unbind", N_("Taken off the print list") },
  { "fapiao.issue", N_("Fapiao issued") },
  { "fapiao.void", N_("Fapiao voided") },
  { "photo.attach", N_("Photo attached") },
  { "photo.give", N_("Photo given to the user") },
  { "parcel.ship", N_("Handed to the courier") },
  { "parcel.pickup", N_("Laid ready to be picked up") },
  { "parcel.hand-over", N_("Handed over at the desk") },
  { "parcel.event", N_("News of the parcel") },
  { "parcel.correct", N_("Waybill corrected") },
  { "parcel.keep", N_("Kept here") },
  { "notice.tell", N_("User told") },
  { "notice.ask", N_("User asked") },
  { "notice.fail", N_("Notice did not reach the user") },
  { "return.open", N_("Return asked for") },
  { "return.verify", N_("Returned fapiao verified") },
  { "return.close", N_("Return closed") },
  { "return.loss", N_("Tax loss recorded") },
  { "return.cancel", N_("Return called off") },
  { "note.add", N_("Note written") },
  { "complaint.open", N_("Complaint taken") },
  { "complaint.answer", N_("Complaint answered") },
  { "request.claim", N_("Case taken") },
  { "request.release", N_("Case let go") },
  { "order.close", N_("Order closed") },
  { "stock.receive", N_("Paper received") },
  { "stock.take", N_("Paper handed to an issuing point") },
  { "stock.void", N_("Paper written off") },
  { "close.count", N_("Day counted") },
  { "close.take", N_("Day taken over") },
  { "deputy.name", N_("Deputy named") },
  { "deputy.end", N_("Deputy ended") },
  { "setting.set", N_("Rule of the house set") },
  { "backend.renew", N_("Records put back from a backup") },
  { "personal.open", N_("Request about personal data taken") },
  { "personal.answer", N_("Request about personal data answered") },
  { "personal.refuse", N_("Request about personal data refused") },
  { "personal.withdraw", N_("Request about personal data withdrawn") },
  { "personal.copy", N_("Copy of personal data given out") },
  { "personal.correct", N_("Personal data corrected") },
  { "personal.erase", N_("Personal data erased") },
  { "personal.erase-again", N_("Personal data erased again that were still here") },
  { "personal.reveal", N_("Personal data revealed") },
  { "staff.add", N_("Person added") },
  { "order.expire", N_("Order closed: not paid in time") },
  { "order.make", N_("Order made") },
  { "order.use", N_("Service used") },
  { "payment.take", N_("Payment recorded") },
  { "payment.match", N_("Payment matched with the order") },
  { "payment.reopen", N_("Order reopened by a payment") },
  { "payment.return", N_("Payment returned") },
  { "account.profile", N_("Profile changed") },
  { "account.flag", N_("Account marked: orders without payment") },
  { "order.end", N_("Validity over") },
  { "refund.propose", N_("Refund proposed") },
  { "refund.approve", N_("Refund approved") },
  { "refund.reject", N_("Refund rejected") },
  { "refund.withdraw", N_("Refund withdrawn") },
  { "refund.settle", N_("Refund paid out by the channel") },
  { "refund.fail", N_("Refund failed at the channel") },
  { "account.propose", N_("Measure against the account proposed") },
  { "account.confirm", N_("Measure confirmed; services ended") },
  { "account.decline", N_("Measure rejected") },
  { "account.retract", N_("Measure withdrawn") },
  { "account.unmark", N_("Mark taken off the account") },
  { "account.lift", N_("Lifting of the measure proposed") },
  { "account.restore", N_("Measure lifted") },
  { "account.keep", N_("Measure kept") },
  { "terms.accept", N_("Terms accepted") },
  { "notice.deliver", N_("Notice handed over") },
  { "staff.edit", N_("Person changed") },
  { "import.accounts", N_("Accounts imported") },
  { "import.orders", N_("Orders imported") },
  { "import.payments", N_("Payments imported") },
  { "import.requests", N_("Requests imported") },
  { "import.catalog", N_("Catalog imported") },
  { "import.calendar", N_("Calendar imported") },
  { "import.stock", N_("Paper stock imported") },
  { "import.staff", N_("People imported") },
  { "import.terms", N_("Terms imported") },
  { "export.record", N_("Records exported") },
  { "staff.password", N_("New password given") },
  { "staff.sign-out", N_("All sessions ended") },
  { "change.draft", N_("Change of the catalog drafted") },
  { "change.submit", N_("Change of the catalog submitted") },
  { "change.approve", N_("Change of the catalog approved") },
  { "change.return", N_("Change of the catalog sent back") },
  { "change.withdraw", N_("Change of the catalog withdrawn") },
  { "change.start", N_("Change of the catalog in force") },
  { "change.lapse", N_("Change of the catalog lapsed: not approved in time") },
};

/* What was asked for, where that may be refused after it stood as done: the commands that are held. */
static const struct {
  const char *type;
  const char *act;
} acts[] = {
  { "request.approve", NC_("act", "Approval") },
  { "request.second", NC_("act", "Second approval") },
  { "request.send-back", NC_("act", "Sending back") },
  { "request.reject", NC_("act", "Rejection") },
  { "request.extend", NC_("act", "Extension of the term") },
  { "request.withdraw", NC_("act", "Withdrawal") },
  { "parcel.ship", NC_("act", "Hand-over to the courier") },
  { "parcel.pickup", NC_("act", "Laying ready for pick-up") },
  { "parcel.hand-over", NC_("act", "Hand-over at the desk") },
  { "parcel.event", NC_("act", "News of the parcel") },
  { "parcel.keep", NC_("act", "Keeping here") },
  { "notice.tell", NC_("act", "Message to the user") },
  { "notice.ask", NC_("act", "Question to the user") },
  { "return.verify", NC_("act", "Check of the returned fapiao") },
  { "return.cancel", NC_("act", "Calling off the return") },
  { "return.close", NC_("act", "Closing of the return") },
  { "return.loss", NC_("act", "Record of the tax loss") },
  { "payment.match", NC_("act", "Matching of the payment") },
  { "payment.reopen", NC_("act", "Reopening of the order") },
  { "payment.return", NC_("act", "Return of the payment") },
  { "setting.set", NC_("act", "Rule of the house") },
  { "stock.take", NC_("act", "Handing out of paper") },
};

/** vas_command_words_act: (transfer none): such as "Approval" for "request.approve", of a command that can be held; else as vas_command_words(). */
const char *
vas_command_words_act (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      if (g_str_equal (acts[i].type, type))
        return g_dpgettext2 (NULL, "act", acts[i].act);
    }

  return vas_command_words (type);
}

/** vas_command_words_get_type: (transfer none) (nullable): the command at that place of the list; NULL beyond its end. */
const char *
vas_command_words_get_type (guint place)
{
  return place < G_N_ELEMENTS (sentences) ? sentences[place].type : NULL;
}

/** vas_command_words_actor: (transfer none): who gave a command, where it was no person: @name, which may be NULL, is a person's. */
const char *
vas_command_words_actor (const char *actor,
                         const char *name)
{
  if (g_str_equal (actor, "system"))
    return _("System");

  return g_str_has_prefix (actor, "shop/") ? _("Shop") : name;
}

/** vas_command_words: (transfer none): such as "Approved" for "request.approve"; the type itself where there is no sentence. */
const char *
vas_command_words (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      if (g_str_equal (sentences[i].type, type))
        return _(sentences[i].sentence);
    }

  return type;
}
