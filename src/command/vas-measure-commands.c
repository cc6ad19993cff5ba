/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * 标记│正常 → 提议 ─2→ 冻结│暂停│取消 ─2→ 正常 (R9, R12): a measure against an account is proposed with its evidence by one person and
 * decided by another, and lifted by two again. Its services end with it: orders that are paid and valid are 到期, and which they were is
 * kept, so that whoever decides on lifting can give them back as far as they would still be valid. The right to a fapiao is never
 * touched (R12).
 */

#include "vas-command-tables.h"

#include "vas-measure.h"
#include "vas-order.h"
#include "vas-table.h"

#include <glib/gi18n-lib.h>

#define ABUSE "§4.5"
#define BREACH "§4.9"
#define PROPOSERS VAS_ROLE_ORDER_AGENT
#define SECOND (VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_ADMINISTRATOR)

static const VasArgument propose_arguments[] = {
  { "account", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "kind", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES },
  { "orders", VAS_ARG_TEXTS, 0 },
  { NULL },
};

static const VasArgument unmark_arguments[] = {
  { "account", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES },
  { NULL },
};

static const VasArgument measure_arguments[] = {
  { "measure", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument reason_arguments[] = {
  { "measure", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINES },
  { NULL },
};

static const VasArgument restore_arguments[] = {
  { "measure", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "services", VAS_ARG_BOOLEAN, VAS_ARG_REQUIRED },
  { NULL },
};

static const char *
get_rule (VasMeasureKind kind)
{
  return kind == VAS_MEASURE_KIND_FREEZE ? "R9" : "R12";
}

static const char *
get_clause (VasMeasureKind kind)
{
  return kind == VAS_MEASURE_KIND_FREEZE ? ABUSE : BREACH;
}

static gboolean
read_kind (VasRun          *run,
           VasMeasureKind  *kind,
           GError         **error)
{
  int value;

  if (!vas_enum_from_id (&vas_measure_kind_enum, vas_run_get_text (run, "kind"), &value))
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("kind: freeze, suspend or cancel."));
      return FALSE;
    }

  *kind = (VasMeasureKind) value;
  return TRUE;
}

/* R9: the evidence is orders of this account that were never paid, and without any nothing is frozen. */
static gboolean
judge_evidence (VasRun          *run,
                VasMeasureKind   kind,
                VasVerdict      *verdict,
                GError         **error)
{
  JsonArray *orders = vas_run_has (run, "orders") ? vas_run_get_array (run, "orders") : NULL;
  const guint n = orders != NULL ? json_array_get_length (orders) : 0;

  if (kind == VAS_MEASURE_KIND_FREEZE && n == 0)
    vas_run_fail (verdict, "R9", ABUSE, "measure-no-evidence");
  for (guint i = 0; i < n; i++)
    {
      VasOrder *order = vas_run_load (run, VAS_TYPE_ORDER, json_array_get_string_element (orders, i), error);

      if (order == NULL)
        return FALSE;
      if (g_strcmp0 (order->account_key, vas_run_get_text (run, "account")) != 0)
        vas_run_fail_text (verdict, get_rule (kind), get_clause (kind), "measure-foreign-order", "order", order->number);
      else if (kind == VAS_MEASURE_KIND_FREEZE && order->paid_at != VAS_NONE)
        vas_run_fail_text (verdict, "R9", ABUSE, "measure-paid-order", "order", order->number);
    }
  if (n > 0)
    vas_verdict_add (verdict, vas_finding_set_int (vas_finding_new (get_rule (kind), get_clause (kind), VAS_OUTCOME_PASS, "measure-evidence"),
                                                   "orders", n));

  return TRUE;
}

static gboolean
propose_check (VasRun      *run,
               VasVerdict  *verdict,
               GError     **error)
{
  VasAccount *account = vas_run_load_arg (run, VAS_TYPE_ACCOUNT, "account", error);
  VasMeasureKind kind;

  if (account == NULL || !read_kind (run, &kind, error))
    return FALSE;
  if (account->state == VAS_ACCOUNT_STATE_PROPOSED)
    vas_run_fail (verdict, get_rule (kind), get_clause (kind), "measure-proposed");
  else if (account->state != VAS_ACCOUNT_STATE_NORMAL && account->state != VAS_ACCOUNT_STATE_FLAGGED)
    vas_run_fail (verdict, get_rule (kind), get_clause (kind), "account-stopped");

  return judge_evidence (run, kind, verdict, error);
}

static char *
join_orders (VasRun *run)
{
  JsonArray *orders = vas_run_has (run, "orders") ? vas_run_get_array (run, "orders") : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; orders != NULL && i < json_array_get_length (orders); i++)
    {
      const char *key = json_array_get_string_element (orders, i);

      vas_run_touch (run, key);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", key);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
propose_apply (VasRun  *run,
               GError **error)
{
  VasAccount *account = vas_run_load_arg (run, VAS_TYPE_ACCOUNT, "account", error);
  g_autofree char *key = vas_run_new_key (run, "measure");
  g_autofree char *evidence = join_orders (run);
  g_autoptr (VasMeasure) measure = NULL;
  VasMeasureKind kind;

  if (account == NULL || !read_kind (run, &kind, error))
    return FALSE;
  measure = g_object_new (VAS_TYPE_MEASURE, "key", key, "ver", (gint64) 1, "account-key", vas_entity_get_key (VAS_ENTITY (account)),
                          "kind", (gint64) kind, "reason", vas_run_get_text (run, "reason"), "evidence", evidence,
                          "state-before", (gint64) account->state, "proposed-by", vas_command_get_actor (run->command),
                          "proposed-at", run->now, NULL);
  g_object_set (account, "state", (gint64) VAS_ACCOUNT_STATE_PROPOSED, NULL);

  return vas_run_update (run, account, error) && vas_run_insert (run, measure, error);
}

/* (nullable) (transfer none): the measure, judged to be in @state, and its account. */
static VasMeasure *
load_measure (VasRun           *run,
              VasMeasureState   state,
              VasAccount      **account,
              VasVerdict       *verdict,
              GError          **error)
{
  VasMeasure *measure = vas_run_load_arg (run, VAS_TYPE_MEASURE, "measure", error);

  *account = measure != NULL ? vas_run_load (run, VAS_TYPE_ACCOUNT, measure->account_key, error) : NULL;
  if (*account == NULL)
    return NULL;
  if (verdict != NULL && measure->state != state)
    vas_run_fail (verdict, get_rule (measure->kind), get_clause (measure->kind),
                  state == VAS_MEASURE_STATE_PROPOSED ? "measure-not-proposed"
                  : state == VAS_MEASURE_STATE_IN_FORCE ? "measure-not-in-force" : "measure-not-lifting");

  return measure;
}

/* R9, R12, R30: who proposed it does not decide on it. */
static void
judge_person (VasRun      *run,
              VasMeasure  *measure,
              const char  *proposer,
              VasVerdict  *verdict)
{
  const gboolean same = g_strcmp0 (proposer, vas_command_get_actor (run->command)) == 0;

  vas_verdict_add (verdict, vas_finding_new (get_rule (measure->kind), get_clause (measure->kind), same ? VAS_OUTCOME_FAIL : VAS_OUTCOME_PASS,
                                             same ? "measure-by-proposer" : "measure-by-second"));
}

static gboolean
decide_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  VasAccount *account;
  VasMeasure *measure = load_measure (run, VAS_MEASURE_STATE_PROPOSED, &account, verdict, error);

  if (measure == NULL)
    return FALSE;
  judge_person (run, measure, measure->proposed_by, verdict);

  return TRUE;
}

/* R9: its services end. (transfer full) (nullable): the keys of the orders, separated by spaces */
static char *
end_services (VasRun      *run,
              VasAccount  *account,
              GError     **error)
{
  g_autoptr (GPtrArray) orders = vas_table_list (run->sql, VAS_TYPE_ORDER, "account_key", vas_entity_get_key (VAS_ENTITY (account)), NULL, error);
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    {
      const char *key = vas_entity_get_key (g_ptr_array_index (orders, i));
      VasOrder *order = vas_run_load (run, VAS_TYPE_ORDER, key, error);

      if (order == NULL)
        return NULL;
      if (order->state != VAS_ORDER_STATE_PAID)
        continue;
      g_object_set (order, "state", (gint64) VAS_ORDER_STATE_EXPIRED, NULL);
      if (!vas_run_update (run, order, error))
        return NULL;
      g_string_append_printf (keys, "%s%s", keys->len > 0 ? " " : "", key);
    }

  return orders != NULL ? g_string_free (g_steal_pointer (&keys), FALSE) : NULL;
}

static VasAccountState
get_account_state (VasMeasureKind kind)
{
  switch (kind)
    {
    case VAS_MEASURE_KIND_SUSPEND:
      return VAS_ACCOUNT_STATE_SUSPENDED;
    case VAS_MEASURE_KIND_CANCEL:
      return VAS_ACCOUNT_STATE_CANCELLED;
    case VAS_MEASURE_KIND_FREEZE:
    default:
      return VAS_ACCOUNT_STATE_FROZEN;
    }
}

static gboolean
confirm_apply (VasRun  *run,
               GError **error)
{
  VasAccount *account;
  VasMeasure *measure = load_measure (run, VAS_MEASURE_STATE_PROPOSED, &account, NULL, error);
  g_autofree char *ended = measure != NULL ? end_services (run, account, error) : NULL;

  if (ended == NULL)
    return FALSE;
  g_object_set (measure, "state", (gint64) VAS_MEASURE_STATE_IN_FORCE, "decided-by", vas_command_get_actor (run->command),
                "decided-at", run->now, "ended-orders", ended, NULL);
  g_object_set (account, "state", (gint64) get_account_state (measure->kind), NULL);

  return vas_run_update (run, account, error) && vas_run_update (run, measure, error);
}

static gboolean
end_proposal (VasRun           *run,
              VasMeasureState   state,
              GError          **error)
{
  VasAccount *account;
  VasMeasure *measure = load_measure (run, VAS_MEASURE_STATE_PROPOSED, &account, NULL, error);

  if (measure == NULL)
    return FALSE;
  g_object_set (measure, "state", (gint64) state, "decided-by", vas_command_get_actor (run->command), "decided-at", run->now,
                "decision", vas_run_get_text (run, "reason"), NULL);
  g_object_set (account, "state", (gint64) measure->state_before, NULL);

  return vas_run_update (run, account, error) && vas_run_update (run, measure, error);
}

static gboolean
decline_apply (VasRun  *run,
               GError **error)
{
  return end_proposal (run, VAS_MEASURE_STATE_REJECTED, error);
}

static gboolean
retract_check (VasRun      *run,
               VasVerdict  *verdict,
               GError     **error)
{
  VasAccount *account;
  VasMeasure *measure = load_measure (run, VAS_MEASURE_STATE_PROPOSED, &account, verdict, error);

  if (measure == NULL)
    return FALSE;
  if (g_strcmp0 (measure->proposed_by, vas_command_get_actor (run->command)) != 0)
    vas_run_fail (verdict, get_rule (measure->kind), get_clause (measure->kind), "measure-not-own");

  return TRUE;
}

static gboolean
retract_apply (VasRun  *run,
               GError **error)
{
  return end_proposal (run, VAS_MEASURE_STATE_WITHDRAWN, error);
}

/* 标记 → 正常: a person looked at the evidence, and it is no abuse. */
static gboolean
unmark_check (VasRun      *run,
              VasVerdict  *verdict,
              GError     **error)
{
  VasAccount *account = vas_run_load_arg (run, VAS_TYPE_ACCOUNT, "account", error);

  if (account == NULL)
    return FALSE;
  if (account->state != VAS_ACCOUNT_STATE_FLAGGED)
    vas_run_fail (verdict, "R9", ABUSE, "account-not-marked");

  return TRUE;
}

static gboolean
unmark_apply (VasRun  *run,
              GError **error)
{
  VasAccount *account = vas_run_load_arg (run, VAS_TYPE_ACCOUNT, "account", error);

  g_object_set (account, "state", (gint64) VAS_ACCOUNT_STATE_NORMAL, NULL);

  return vas_run_update (run, account, error);
}

static gboolean
lift_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasAccount *account;

  return load_measure (run, VAS_MEASURE_STATE_IN_FORCE, &account, verdict, error) != NULL;
}

static gboolean
lift_apply (VasRun  *run,
            GError **error)
{
  VasAccount *account;
  VasMeasure *measure = load_measure (run, VAS_MEASURE_STATE_IN_FORCE, &account, NULL, error);

  if (measure == NULL)
    return FALSE;

  g_object_set (measure, "state", (gint64) VAS_MEASURE_STATE_LIFTING, "lift-reason", vas_run_get_text (run, "reason"),
                "lift-by", vas_command_get_actor (run->command), "lift-at", run->now, NULL);
  vas_run_touch (run, measure->account_key);

  return vas_run_update (run, measure, error);
}

static gboolean
restore_check (VasRun      *run,
               VasVerdict  *verdict,
               GError     **error)
{
  VasAccount *account;
  VasMeasure *measure = load_measure (run, VAS_MEASURE_STATE_LIFTING, &account, verdict, error);

  if (measure == NULL)
    return FALSE;
  judge_person (run, measure, measure->lift_by, verdict);

  return TRUE;
}

/* R12: what would still be valid; what ended meanwhile stays ended, and what was refunded is not opened again. */
static gboolean
give_back (VasRun      *run,
           VasMeasure  *measure,
           GError     **error)
{
  g_auto (GStrv) keys = g_strsplit (measure->ended_orders != NULL ? measure->ended_orders : "", " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      VasOrder *order;

      if (*keys[i] == '\0')
        continue;
      order = vas_run_load (run, VAS_TYPE_ORDER, keys[i], error);
      if (order == NULL)
        return FALSE;
      if (order->state != VAS_ORDER_STATE_EXPIRED || (order->valid_until != VAS_NONE_DATE && order->valid_until < run->today))
        continue;
      g_object_set (order, "state", (gint64) VAS_ORDER_STATE_PAID, NULL);
      if (!vas_run_update (run, order, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
restore_apply (VasRun  *run,
               GError **error)
{
  VasAccount *account;
  VasMeasure *measure = load_measure (run, VAS_MEASURE_STATE_LIFTING, &account, NULL, error);

  if (measure == NULL || (vas_run_get_bool (run, "services") && !give_back (run, measure, error)))
    return FALSE;
  g_object_set (measure, "state", (gint64) VAS_MEASURE_STATE_LIFTED, "lifted-by", vas_command_get_actor (run->command),
                "lifted-at", run->now, NULL);
  g_object_set (account, "state", (gint64) VAS_ACCOUNT_STATE_NORMAL, NULL);

  return vas_run_update (run, account, error) && vas_run_update (run, measure, error);
}

/* The measure stays; who proposed to lift it may think better of it, or another may. */
static gboolean
keep_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasAccount *account;

  return load_measure (run, VAS_MEASURE_STATE_LIFTING, &account, verdict, error) != NULL;
}

static gboolean
keep_apply (VasRun  *run,
            GError **error)
{
  VasAccount *account;
  VasMeasure *measure = load_measure (run, VAS_MEASURE_STATE_LIFTING, &account, NULL, error);

  if (measure == NULL)
    return FALSE;

  g_object_set (measure, "state", (gint64) VAS_MEASURE_STATE_IN_FORCE, "lift-reason", NULL, "lift-by", NULL, "lift-at", VAS_NONE, NULL);
  vas_run_touch (run, measure->account_key);

  return vas_run_update (run, measure, error);
}

const VasCommandType vas_measure_commands[] = {
  { "account.propose", PROPOSERS, 0, propose_arguments, propose_check, propose_apply },
  { "account.confirm", SECOND, VAS_COMMAND_HOLD, measure_arguments, decide_check, confirm_apply },
  { "account.decline", SECOND, VAS_COMMAND_HOLD, reason_arguments, decide_check, decline_apply },
  { "account.retract", PROPOSERS, 0, reason_arguments, retract_check, retract_apply },
  { "account.unmark", PROPOSERS, VAS_COMMAND_HOLD, unmark_arguments, unmark_check, unmark_apply },
  { "account.lift", PROPOSERS, 0, reason_arguments, lift_check, lift_apply },
  { "account.restore", SECOND, VAS_COMMAND_HOLD, restore_arguments, restore_check, restore_apply },
  { "account.keep", SECOND, VAS_COMMAND_HOLD, reason_arguments, keep_check, keep_apply },
  { NULL },
};
