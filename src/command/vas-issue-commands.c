/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands on sheets of fapiao paper: names, roles and arguments. What they do stands in vas-print-list.c and vas-issue-*.c. */

#include "vas-command-tables.h"
#include "vas-issue-photo.h"
#include "vas-issue-sheet.h"
#include "vas-issue-void.h"
#include "vas-print-list.h"

#define AGENTS (VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)
#define CLERKS (VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)

static const VasArgument list_arguments[] = {
  { "requests", VAS_ARG_TEXTS, VAS_ARG_REQUIRED },
  { "point", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument unbind_arguments[] = {
  { "fapiao", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { "spoiled", VAS_ARG_BOOLEAN, 0 },
  { NULL },
};

static const VasArgument issue_arguments[] = {
  { "fapiao", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "code", VAS_ARG_TEXT, 0 },
  { "number", VAS_ARG_TEXT, 0 },
  { "date", VAS_ARG_DATE, 0 },
  { "check_code", VAS_ARG_TEXT, 0 },
  { "net", VAS_ARG_MONEY, 0 },
  { "total", VAS_ARG_MONEY, 0 },
  { "qr_text", VAS_ARG_TEXT, 0 },
  { NULL },
};

static const VasArgument void_arguments[] = {
  { "fapiao", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { "red_code", VAS_ARG_TEXT, 0 },
  { "red_number", VAS_ARG_TEXT, 0 },
  { NULL },
};

static const VasArgument attach_arguments[] = {
  { "fapiao", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "sha256", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument give_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "fapiao", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "channel", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "text", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES | VAS_ARG_PERSONAL },
  { NULL },
};

static const VasArgument reissue_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES },
  { "reds", VAS_ARG_OBJECTS, 0 },
  { NULL },
};

const VasCommandType vas_issue_commands[] = {
  { "print.list", CLERKS, 0, list_arguments, vas_print_list_check, vas_print_list_apply },
  { "print.unbind", CLERKS, 0, unbind_arguments, vas_print_unbind_check, vas_print_unbind_apply },
  { "fapiao.issue", CLERKS, 0, issue_arguments, vas_issue_sheet_check, vas_issue_sheet_apply },
  { "fapiao.void", CLERKS, 0, void_arguments, vas_issue_void_check, vas_issue_void_apply },
  { "photo.attach", CLERKS, 0, attach_arguments, vas_photo_attach_check, vas_photo_attach_apply },
  { "photo.give", AGENTS, 0, give_arguments, vas_photo_give_check, vas_photo_give_apply },
  { "request.reissue", VAS_ROLE_INVOICE_SUPERVISOR, 0, reissue_arguments, vas_request_reissue_check, vas_request_reissue_apply },
  { NULL },
};
