/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A correction of what is held of a user (R29; Personal Information Protection Law, art. 46): name, mobile, e-mail of the account. What
 * is issued never changes with it (R17), and the recipient of an open request has a command of its own (R22).
 */

#include "vas-personal-steps.h"

#include "vas-mask.h"
#include "vas-mobile.h"

#include <string.h>

/* vas_personal_fill_account: @name: (nullable): @mobile: (nullable): @email: (nullable): NULL leaves what there is. */
void
vas_personal_fill_account (VasAccount *account,
                           const char *name,
                           const char *mobile,
                           const char *email)
{
  if (name != NULL)
    {
      g_autofree char *masked = vas_mask_name (name);

      g_object_set (account, "name", name, "name-masked", masked, NULL);
    }
  if (mobile != NULL)
    {
      g_autofree char *masked = vas_mask_mobile (mobile);

      g_object_set (account, "mobile", mobile, "mobile-masked", masked, "mobile-last4", mobile + MAX (strlen (mobile), 4) - 4, NULL);
    }
  if (email != NULL)
    {
      g_autofree char *masked = vas_mask_email (email);

      g_object_set (account, "email", email, "email-masked", masked, NULL);
    }
}

/* One @ with something on both sides: what the shop makes of it is the shop's. */
static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && at[1] != '\0' && strchr (at + 1, '@') == NULL && strpbrk (text, " \t") == NULL;
}

/* vas_personal_correct_check: something is given, and has the form of what it is. */
gboolean
vas_personal_correct_check (VasRun      *run,
                            VasVerdict  *verdict,
                            GError     **error)
{
  VasPersonalRequest *request = vas_personal_step_load_kind (run, VAS_PERSONAL_KIND_CORRECTION, verdict, error);
  const char *mobile = vas_run_get_text (run, "mobile");
  const char *email = vas_run_get_text (run, "email");
  g_autofree char *normal = mobile != NULL ? vas_mobile_normalize (mobile, NULL) : NULL;

  if (request == NULL)
    return FALSE;
  if (!vas_run_has (run, "name") && mobile == NULL && email == NULL)
    vas_run_fail (verdict, "R29", "", "personal-nothing-given");
  if (mobile != NULL && normal == NULL)
    vas_run_fail (verdict, "R29", "", "personal-mobile-malformed");
  if (email != NULL && !is_email (email))
    vas_run_fail (verdict, "R29", "", "personal-email-malformed");

  return vas_personal_step_judge_erased (run, request->account_key, verdict, error);
}

gboolean
vas_personal_correct_apply (VasRun  *run,
                            GError **error)
{
  VasPersonalRequest *request = vas_run_load_arg (run, VAS_TYPE_PERSONAL_REQUEST, "request", error);
  VasAccount *account = vas_run_load (run, VAS_TYPE_ACCOUNT, request->account_key, error);
  const char *mobile = vas_run_get_text (run, "mobile");
  g_autofree char *normal = mobile != NULL ? vas_mobile_normalize (mobile, NULL) : NULL;

  if (account == NULL)
    return FALSE;
  vas_personal_fill_account (account, vas_run_get_text (run, "name"), normal, vas_run_get_text (run, "email"));
  vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (request)));

  return vas_run_update (run, account, error);
}
