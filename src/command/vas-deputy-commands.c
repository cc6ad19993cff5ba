/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Deputies (R30): named and dated, by an administrator or by the one they stand in for, never by themselves, and never with more
 * than he holds. Who is an administrator as a deputy only makes nobody else one: a deputyship cannot prolong itself.
 * Who proposes never approves, deputy or not: commands compare persons, never roles, and a deputy stays the person he is.
 */

#include "vas-command-tables.h"

#include "vas-deputy.h"
#include "vas-table.h"

#include <glib/gi18n-lib.h>

/* Anybody may name a deputy of his own; check judges whose it is. */
#define PERSONS (VAS_ROLE_SYSTEM - 1)

static const VasArgument name_arguments[] = {
  { "principal", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "deputy", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "roles", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "from", VAS_ARG_DATE, VAS_ARG_REQUIRED },
  { "to", VAS_ARG_DATE, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument end_arguments[] = {
  { "deputation", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

static void
judge_own (VasRun     *run,
           const char *principal_key,
           VasVerdict *verdict)
{
  if (g_strcmp0 (principal_key, vas_command_get_actor (run->command)) != 0 && !vas_run_has_role (run, VAS_ROLE_ADMINISTRATOR))
    vas_run_fail (verdict, "R30", "", "deputy-not-own");
}

static void
judge_self (VasRun     *run,
            guint       roles,
            VasVerdict *verdict)
{
  const char *actor = vas_command_get_actor (run->command);

  if (g_strcmp0 (vas_run_get_text (run, "deputy"), actor) == 0)
    vas_run_fail (verdict, "R30", "", "deputy-names-himself");
  if ((roles & VAS_ROLE_ADMINISTRATOR) != 0 && !vas_run_has_own_role (run, VAS_ROLE_ADMINISTRATOR))
    vas_run_fail (verdict, "R30", "", "administrator-by-deputy");
}

static void
judge_persons (VasStaff   *principal,
               VasStaff   *deputy,
               VasVerdict *verdict)
{
  VasStaff *inactive = !principal->active ? principal : deputy;

  if (principal == deputy)
    vas_run_fail (verdict, "R30", "", "deputy-is-principal");
  if (!inactive->active)
    vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "deputy-inactive"),
                                                    "name", inactive->name));
}

static void
judge_dates (VasRun     *run,
             VasVerdict *verdict)
{
  const VasDate from = vas_run_get_date (run, "from");
  const VasDate to = vas_run_get_date (run, "to");
  VasFinding *finding;

  if (from <= to && to >= run->today)
    return;
  finding = vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, from > to ? "deputy-dates" : "deputy-past");
  vas_finding_set_date (finding, "from_date", from);
  vas_finding_set_date (finding, "until_date", to);
  vas_verdict_add (verdict, finding);
}

static gboolean
name_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasStaff *principal = vas_run_load_arg (run, VAS_TYPE_STAFF, "principal", error);
  VasStaff *deputy = principal != NULL ? vas_run_load_arg (run, VAS_TYPE_STAFF, "deputy", error) : NULL;
  guint roles;

  if (deputy == NULL)
    return FALSE;
  if (!vas_roles_from_text (vas_run_get_text (run, "roles"), &roles) || roles == 0)
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("roles: must be words such as invoice-clerk."));
      return FALSE;
    }

  judge_own (run, vas_run_get_text (run, "principal"), verdict);
  judge_self (run, roles, verdict);
  judge_persons (principal, deputy, verdict);
  judge_dates (run, verdict);
  if ((roles & ~(guint) principal->roles) != 0)
    {
      g_autofree char *beyond = vas_roles_to_text (roles & ~(guint) principal->roles);
      VasFinding *finding = vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "deputy-beyond-principal");

      vas_finding_set_text (finding, "name", principal->name);
      vas_verdict_add (verdict, vas_finding_set_text (finding, "roles", beyond));
    }

  return TRUE;
}

static gboolean
name_apply (VasRun  *run,
            GError **error)
{
  g_autofree char *key = vas_run_new_key (run, "deputy");
  g_autoptr (VasDeputy) deputy = NULL;
  guint roles = 0;

  vas_roles_from_text (vas_run_get_text (run, "roles"), &roles);
  deputy = g_object_new (VAS_TYPE_DEPUTY, "key", key, "ver", (gint64) 1, "principal-key", vas_run_get_text (run, "principal"),
                         "deputy-key", vas_run_get_text (run, "deputy"), "roles", (gint64) roles,
                         "named-by", vas_command_get_actor (run->command), NULL);
  deputy->from_date = vas_run_get_date (run, "from");
  deputy->to_date = vas_run_get_date (run, "to");
  vas_run_touch (run, deputy->principal_key);
  vas_run_touch (run, deputy->deputy_key);

  return vas_run_insert (run, deputy, error);
}

static gboolean
end_check (VasRun      *run,
           VasVerdict  *verdict,
           GError     **error)
{
  VasDeputy *deputy = vas_run_load_arg (run, VAS_TYPE_DEPUTY, "deputation", error);

  if (deputy == NULL)
    return FALSE;
  judge_own (run, deputy->principal_key, verdict);
  if (deputy->to_date < run->today)
    vas_verdict_add (verdict, vas_finding_set_date (vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "deputy-ended"),
                                                    "until_date", deputy->to_date));

  return TRUE;
}

/* It ends at once: yesterday was its last day. One that has no yesterday goes; the trail keeps that it was. */
static gboolean
end_apply (VasRun  *run,
           GError **error)
{
  VasDeputy *deputy = vas_run_load_arg (run, VAS_TYPE_DEPUTY, "deputation", error);

  vas_run_touch (run, deputy->principal_key);
  vas_run_touch (run, deputy->deputy_key);
  if (deputy->from_date >= run->today)
    {
      vas_run_touch (run, vas_run_get_text (run, "deputation"));
      return vas_table_delete (run->sql, VAS_ENTITY (deputy), error);
    }
  deputy->to_date = run->today - 1;

  return vas_run_update (run, deputy, error);
}

const VasCommandType vas_deputy_commands[] = {
  { "deputy.name", PERSONS, 0, name_arguments, name_check, name_apply },
  { "deputy.end", PERSONS, 0, end_arguments, end_check, end_apply },
  { NULL },
};
