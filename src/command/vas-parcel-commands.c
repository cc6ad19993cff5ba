/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands on parcels and pick-ups: names, roles and arguments. What they do stands in vas-parcel-*.c. */

#include "vas-parcel-commands.h"

#include "vas-command-tables.h"

#define AGENTS (VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)
#define CLERKS (VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)

static const VasArgument recipient_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "recipient_name", VAS_ARG_TEXT, VAS_ARG_PERSONAL },
  { "recipient_mobile", VAS_ARG_TEXT, VAS_ARG_PERSONAL },
  { "recipient_address", VAS_ARG_TEXT, VAS_ARG_PERSONAL },
  { "delivery", VAS_ARG_TEXT, 0 },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

static const VasArgument ship_arguments[] = {
  { "fapiao", VAS_ARG_TEXTS, VAS_ARG_REQUIRED },
  { "waybill", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "sender_pays", VAS_ARG_BOOLEAN, 0 },
  { "paired_with", VAS_ARG_KEY, 0 },
  { NULL },
};

static const VasArgument correct_arguments[] = {
  { "parcel", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "waybill", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

static const VasArgument pickup_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument hand_over_arguments[] = {
  { "parcel", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "receipt", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_PERSONAL },
  { NULL },
};

static const VasArgument event_arguments[] = {
  { "parcel", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "state", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_LINE },
  { NULL },
};

static const VasArgument keep_arguments[] = {
  { "request", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES },
  { NULL },
};

const VasCommandType vas_parcel_commands[] = {
  { "recipient.correct", AGENTS, 0, recipient_arguments, vas_recipient_correct_check, vas_recipient_correct_apply },
  { "parcel.ship", CLERKS, VAS_COMMAND_HOLD, ship_arguments, vas_parcel_ship_check, vas_parcel_ship_apply },
  { "parcel.correct", CLERKS, 0, correct_arguments, vas_parcel_correct_check, vas_parcel_correct_apply },
  { "parcel.pickup", CLERKS, VAS_COMMAND_HOLD, pickup_arguments, vas_parcel_pickup_check, vas_parcel_pickup_apply },
  { "parcel.hand-over", CLERKS, VAS_COMMAND_HOLD, hand_over_arguments, vas_parcel_hand_over_check, vas_parcel_hand_over_apply },
  { "parcel.event", CLERKS | VAS_ROLE_SYSTEM, VAS_COMMAND_HOLD, event_arguments, vas_parcel_event_check, vas_parcel_event_apply },
  { "parcel.keep", CLERKS, VAS_COMMAND_HOLD, keep_arguments, vas_parcel_keep_check, vas_parcel_keep_apply },
  { NULL },
};
