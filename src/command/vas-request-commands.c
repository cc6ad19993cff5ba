/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands on invoice requests up to their issue: names, roles and arguments. What they do stands in vas-request-*.c. */

#include "vas-command-tables.h"
#include "vas-request-enter.h"
#include "vas-request-review.h"

#define AGENTS (VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)
#define CLERKS (VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)

#define CONTENT_ARGUMENTS                                       \
  { "title_kind", VAS_ARG_TEXT, 0 },                            \
  { "title", VAS_ARG_TEXT, VAS_ARG_PERSONAL },                  \
  { "taxpayer_id", VAS_ARG_TEXT, VAS_ARG_PERSONAL },            \
  { "delivery", VAS_ARG_TEXT, 0 },                              \
  { "recipient_name", VAS_ARG_TEXT, VAS_ARG_PERSONAL },         \
  { "recipient_mobile", VAS_ARG_TEXT, VAS_ARG_PERSONAL },       \
  { "recipient_address", VAS_ARG_TEXT, VAS_ARG_PERSONAL },      \
  { "caller_note", VAS_ARG_TEXT, VAS_ARG_LINES | VAS_ARG_PERSONAL }, \
  { "shares", VAS_ARG_OBJECTS, 0 }

static const VasArgument enter_arguments[] = {
  { "account", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "source", VAS_ARG_TEXT, 0 },
  { "corrects", VAS_ARG_KEY, 0 },
  CONTENT_ARGUMENTS,
  { NULL },
};

static const VasArgument correct_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  CONTENT_ARGUMENTS,
  { NULL },
};

static const VasArgument request_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument reason_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

static const VasArgument reject_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reasons", VAS_ARG_TEXTS, VAS_ARG_REQUIRED },
  { "text", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES | VAS_ARG_PERSONAL },
  { "channel", VAS_ARG_TEXT, 0 },
  { NULL },
};

static const VasArgument extend_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { "due", VAS_ARG_DATE, VAS_ARG_REQUIRED },
  { "text", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES | VAS_ARG_PERSONAL },
  { "channel", VAS_ARG_TEXT, 0 },
  { "many", VAS_ARG_BOOLEAN, 0 },
  { NULL },
};

const VasCommandType vas_request_commands[] = {
  { "request.enter", AGENTS | VAS_ROLE_SHOP, 0, enter_arguments, vas_request_enter_check, vas_request_enter_apply },
  { "request.correct", AGENTS, 0, correct_arguments, vas_request_correct_check, vas_request_correct_apply },
  { "request.claim", CLERKS, VAS_COMMAND_ADVICE, request_arguments, vas_request_claim_check, vas_request_claim_apply },
  { "request.release", CLERKS, VAS_COMMAND_ADVICE, request_arguments, vas_request_release_check, vas_request_release_apply },
  { "request.approve", CLERKS, VAS_COMMAND_HOLD, request_arguments, vas_request_approve_check, vas_request_approve_apply },
  { "request.second", VAS_ROLE_INVOICE_SUPERVISOR, VAS_COMMAND_HOLD, request_arguments, vas_request_second_check,
    vas_request_second_apply },
  { "request.send-back", VAS_ROLE_INVOICE_SUPERVISOR, VAS_COMMAND_HOLD, reason_arguments, vas_request_send_back_check,
    vas_request_send_back_apply },
  { "request.reject", CLERKS, VAS_COMMAND_HOLD, reject_arguments, vas_request_reject_check, vas_request_reject_apply },
  { "request.extend", CLERKS, VAS_COMMAND_HOLD, extend_arguments, vas_request_extend_check, vas_request_extend_apply },
  { "request.withdraw", AGENTS | VAS_ROLE_SHOP, VAS_COMMAND_HOLD, request_arguments, vas_request_withdraw_check, vas_request_withdraw_apply },
  { NULL },
};
