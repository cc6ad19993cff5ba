/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands on the return of a fapiao (R21): names, roles and arguments. What they do stands in vas-return-*.c. */

#include "vas-return-commands.h"

#include "vas-command-tables.h"

#define AGENTS (VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)
#define CLERKS (VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)

static const VasArgument reason_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES },
  { NULL },
};

static const VasArgument verify_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "fapiao", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "code", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "number", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "qr_text", VAS_ARG_TEXT, 0 },
  { "agrees_with_photo", VAS_ARG_BOOLEAN, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument close_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reds", VAS_ARG_OBJECTS, 0 },
  { NULL },
};

static const VasArgument loss_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "declared", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES | VAS_ARG_PERSONAL },
  { "tax_loss", VAS_ARG_MONEY, 0 },
  { NULL },
};

const VasCommandType vas_return_commands[] = {
  { "return.open", AGENTS, 0, reason_arguments, vas_return_open_check, vas_return_open_apply },
  { "return.verify", CLERKS, VAS_COMMAND_HOLD, verify_arguments, vas_return_verify_check, vas_return_verify_apply },
  { "return.cancel", AGENTS, VAS_COMMAND_HOLD, reason_arguments, vas_return_cancel_check, vas_return_cancel_apply },
  { "return.close", CLERKS, VAS_COMMAND_HOLD, close_arguments, vas_return_close_check, vas_return_close_apply },
  { "return.loss", VAS_ROLE_INVOICE_SUPERVISOR, VAS_COMMAND_HOLD, loss_arguments, vas_return_loss_check, vas_return_loss_apply },
  { NULL },
};
