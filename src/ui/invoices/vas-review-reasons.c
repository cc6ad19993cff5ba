/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbered reasons of a rejection, an extension, a sending back: first the rules that failed, each with its sentence, then
 * the house's own. Without a case (several are selected) only the house's own.
 */

#include "vas-review-reasons.h"

#include "vas-finding-text.h"

#include <glib/gi18n.h>

typedef struct {
  const char *id;
  const char *label;
} House;

static const House reject_reasons[] = {
  { "account-mismatch", N_("The orders do not match the account") },
  { "taxpayer-id-wrong", N_("The taxpayer id is wrong") },
  { "title-incomplete", N_("The title is incomplete") },
  { "recipient-incomplete", N_("The recipient is incomplete") },
  { "user-asked", N_("The user asked to cancel it") },
};

static const House extend_reasons[] = {
  { "courier-pending", N_("Courier information to be confirmed") },
  { "title-pending", N_("Title or taxpayer id to be confirmed") },
  { "check-rejection", N_("Reason for a rejection being checked") },
  { "order-check", N_("Payment of the order being checked") },
};

static const House send_back_reasons[] = {
  { "check-again", N_("Please check the orders and amounts again") },
  { "title-again", N_("Please check title and taxpayer id again") },
};

void
vas_review_reason_free (VasReviewReason *reason)
{
  g_free (reason->id);
  g_free (reason->label);
  g_free (reason->text);
  g_free (reason);
}

static void
add (GPtrArray  *reasons,
     const char *id,
     const char *label,
     const char *text)
{
  VasReviewReason *reason = g_new0 (VasReviewReason, 1);

  reason->id = g_strdup (id);
  reason->label = g_strdup (label);
  reason->text = g_strdup (text);
  g_ptr_array_add (reasons, reason);
}

static void
add_house (GPtrArray   *reasons,
           const House *house,
           gsize        n_house)
{
  for (gsize i = 0; i < n_house; i++)
    add (reasons, house[i].id, _(house[i].label), _(house[i].label));
}

/* A rule speaks to the user only with a clause: roles and claims are the house's own affair. */
static void
add_failed (GPtrArray   *reasons,
            VasCaseFile *file)
{
  VasVerdict *verdict = file->verdicts[VAS_REVIEW_APPROVE];

  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);
      g_autofree char *text = NULL;

      if (finding->outcome != VAS_OUTCOME_FAIL || *finding->clause == '\0' || g_str_equal (finding->code, "enterer-is-approver"))
        continue;
      text = vas_finding_describe_with_clause (finding);
      add (reasons, finding->rule, text, text);
    }
}

/**
 * vas_review_reasons_new:
 * @file: (nullable): the case
 *
 * Returns: (transfer full) (element-type VasReviewReason): the reasons for @act, in the order of their numbers
 */
GPtrArray *
vas_review_reasons_new (VasCaseFile  *file,
                        VasReviewAct  act)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_review_reason_free);

  if (act == VAS_REVIEW_REJECT && file != NULL)
    add_failed (reasons, file);
  if (act == VAS_REVIEW_REJECT)
    add_house (reasons, reject_reasons, G_N_ELEMENTS (reject_reasons));
  else if (act == VAS_REVIEW_EXTEND)
    add_house (reasons, extend_reasons, G_N_ELEMENTS (extend_reasons));
  else
    add_house (reasons, send_back_reasons, G_N_ELEMENTS (send_back_reasons));

  return reasons;
}
