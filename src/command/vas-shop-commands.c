/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Commands that the shop alone gives: names and arguments. Others it shares with people: order.close, request.enter,
 * request.withdraw, notice.fail. Who reads an item of the intake makes one of them (vas-shop-items.c); `made_at` is the moment
 * that the shop says.
 */

#include "vas-shop-commands.h"

#include "vas-command-tables.h"

static const VasArgument make_arguments[] = {
  { "account", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "number", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "plan", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "price", VAS_ARG_MONEY, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument use_arguments[] = {
  { "order", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "uses", VAS_ARG_INTEGER, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument profile_arguments[] = {
  { "account_id", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "name", VAS_ARG_TEXT, VAS_ARG_PERSONAL },
  { "mobile", VAS_ARG_TEXT, VAS_ARG_PERSONAL },
  { "email", VAS_ARG_TEXT, VAS_ARG_PERSONAL },
  { NULL },
};

static const VasArgument accept_arguments[] = {
  { "account", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "terms", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "act", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { NULL },
};

const VasCommandType vas_shop_commands[] = {
  { "account.profile", VAS_ROLE_SHOP, VAS_COMMAND_SYSTEM, profile_arguments, vas_shop_profile_check, vas_shop_profile_apply },
  { "order.make", VAS_ROLE_SHOP, VAS_COMMAND_SYSTEM, make_arguments, vas_shop_make_check, vas_shop_make_apply },
  { "order.use", VAS_ROLE_SHOP, VAS_COMMAND_SYSTEM, use_arguments, vas_shop_use_check, vas_shop_use_apply },
  { "terms.accept", VAS_ROLE_SHOP, VAS_COMMAND_SYSTEM, accept_arguments, vas_shop_accept_check, vas_shop_accept_apply },
  { NULL },
};
