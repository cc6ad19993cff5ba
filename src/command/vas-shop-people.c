/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Accounts as the shop tells of them: who a user is, and which terms he accepted. Masked values are made from the whole ones
 * here, so that they can never disagree (R31).
 */

#include "vas-shop-commands.h"

#include "vas-acceptance.h"
#include "vas-account.h"
#include "vas-personal-steps.h"
#include "vas-table.h"
#include "vas-terms.h"

static gboolean
find_account (VasRun       *run,
              VasAccount  **account,
              GError      **error)
{
  g_autofree char *key = NULL;

  *account = NULL;
  if (!vas_table_find_key (run->sql, VAS_TYPE_ACCOUNT, "account_id", vas_run_get_text (run, "account_id"), &key, error))
    return FALSE;
  if (key != NULL)
    *account = vas_run_load (run, VAS_TYPE_ACCOUNT, key, error);

  return key == NULL || *account != NULL;
}

/** vas_shop_profile_check: R31: an account that is new has a name, of which the masked one is made; one that was erased stays so (R29). */
gboolean
vas_shop_profile_check (VasRun      *run,
                        VasVerdict  *verdict,
                        GError     **error)
{
  VasAccount *account;

  if (!find_account (run, &account, error))
    return FALSE;
  if (account == NULL && !vas_run_has (run, "name"))
    vas_run_fail (verdict, "R31", "§6", "account-nameless");

  return account == NULL || vas_personal_step_judge_erased (run, vas_entity_get_key (VAS_ENTITY (account)), verdict, error);
}

static void
fill_account (VasRun     *run,
              VasAccount *account)
{
  vas_personal_fill_account (account, vas_run_get_text (run, "name"), vas_run_get_text (run, "mobile"), vas_run_get_text (run, "email"));
}

/** vas_shop_profile_apply: what is given replaces what was there; an account that is not there yet is opened. */
gboolean
vas_shop_profile_apply (VasRun  *run,
                        GError **error)
{
  g_autofree char *key = vas_run_new_key (run, "account");
  g_autoptr (VasAccount) fresh = NULL;
  VasAccount *account;

  if (!find_account (run, &account, error))
    return FALSE;
  if (account != NULL)
    {
      fill_account (run, account);
      return vas_run_update (run, account, error);
    }

  fresh = g_object_new (VAS_TYPE_ACCOUNT, "key", key, "ver", (gint64) 1, "account-id", vas_run_get_text (run, "account_id"),
                        "opened-at", vas_command_get_made_at (run->command), NULL);
  fill_account (run, fresh);

  return vas_run_insert (run, fresh, error);
}

/** vas_shop_accept_check: R27 (§5): a user accepts what is published and in force, by going on after it. */
gboolean
vas_shop_accept_check (VasRun      *run,
                       VasVerdict  *verdict,
                       GError     **error)
{
  VasTerms *terms = vas_run_load_arg (run, VAS_TYPE_TERMS, "terms", error);
  const gint64 accepted_at = vas_command_get_made_at (run->command);
  VasFinding *finding;

  if (terms == NULL || vas_run_load_arg (run, VAS_TYPE_ACCOUNT, "account", error) == NULL)
    return FALSE;
  if ((terms->state == VAS_TERMS_STATE_CURRENT || terms->state == VAS_TERMS_STATE_HISTORY) && terms->effective_at != VAS_NONE &&
      accepted_at >= terms->effective_at)
    return TRUE;

  finding = vas_finding_new ("R27", "§5", VAS_OUTCOME_FAIL, "terms-not-in-force");
  vas_finding_set_text (finding, "label", terms->label);
  vas_verdict_add (verdict, vas_finding_set_instant (finding, "accepted_at", accepted_at));

  return TRUE;
}

gboolean
vas_shop_accept_apply (VasRun  *run,
                       GError **error)
{
  g_autofree char *key = vas_run_new_key (run, "acceptance");
  g_autoptr (VasAcceptance) acceptance = NULL;

  acceptance = g_object_new (VAS_TYPE_ACCEPTANCE, "key", key, "ver", (gint64) 1, "account-key", vas_run_get_text (run, "account"),
                             "terms-key", vas_run_get_text (run, "terms"), "accepted-at", vas_command_get_made_at (run->command),
                             "act", vas_run_get_text (run, "act"), NULL);
  vas_run_touch (run, acceptance->account_key);

  return vas_run_insert (run, acceptance, error);
}
