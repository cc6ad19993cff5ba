/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * 正常 → 标记 (R9): the clock marks an account that ordered again and again without paying. It marks and no more: a person decides. The
 * evidence, which orders they were, stands in the command and so in the trail, and the command in their time lines.
 */

#include "vas-command-tables.h"

#include "vas-account.h"
#include "vas-due-store.h"
#include "vas-order-rules.h"

static const VasArgument flag_arguments[] = {
  { "account", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "orders", VAS_ARG_TEXTS, VAS_ARG_REQUIRED },
  { NULL },
};

static gboolean
flag_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasAccount *account = vas_run_load_arg (run, VAS_TYPE_ACCOUNT, "account", error);
  const int days = (int) vas_run_get_setting (run, "abuse.days", VAS_ABUSE_DAYS);
  const gint64 limit = vas_run_get_setting (run, "abuse.orders", VAS_ABUSE_ORDERS);
  const VasDate since = vas_date_add_days (run->today, -days);
  gint64 unpaid, paid;

  if (account == NULL ||
      !vas_due_count_orders (run->sql, vas_entity_get_key (VAS_ENTITY (account)), vas_date_start (since), &unpaid, &paid, error))
    return FALSE;
  if (account->state != VAS_ACCOUNT_STATE_NORMAL)
    vas_run_fail (verdict, "R9", "§4.5", "account-not-normal");
  vas_rule_abuse (unpaid, paid, limit, since, verdict);

  return TRUE;
}

static gboolean
flag_apply (VasRun  *run,
            GError **error)
{
  VasAccount *account = vas_run_load_arg (run, VAS_TYPE_ACCOUNT, "account", error);
  JsonArray *orders = vas_run_get_array (run, "orders");

  for (guint i = 0; i < json_array_get_length (orders); i++)
    vas_run_touch (run, json_array_get_string_element (orders, i));
  g_object_set (account, "state", (gint64) VAS_ACCOUNT_STATE_FLAGGED, NULL);

  return vas_run_update (run, account, error);
}

const VasCommandType vas_account_commands[] = {
  { "account.flag", VAS_ROLE_SYSTEM, VAS_COMMAND_SYSTEM, flag_arguments, flag_check, flag_apply },
  { NULL },
};
