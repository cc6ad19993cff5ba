/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbered reasons of a rejection, an extension, a sending back: first the rules that failed, each with its sentence, then
 * the house's own. What users read is Chinese whatever the desk's language. Without a case (several are selected) only the
 * house's own.
 */

#include "vas-review-reasons.h"

#include "vas-finding-text.h"
#include "vas-notice-text.h"

#include <glib/gi18n.h>

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

static gboolean
is_chinese (void)
{
  return g_str_has_prefix (g_get_language_names ()[0], "zh");
}

static void
add_all (GPtrArray *reasons,
         GPtrArray *house)
{
  for (guint i = 0; i < house->len; i++)
    {
      const VasReason *reason = g_ptr_array_index (house, i);

      add (reasons, reason->id, is_chinese () ? reason->text : reason->label, reason->text);
    }
}

static void
add_house (GPtrArray     *reasons,
           VasCaseFile   *file,
           VasReasonKind  kind)
{
  g_autoptr (GPtrArray) house = file != NULL ? g_ptr_array_ref (file->house[kind])
                                             : vas_reasons_parse (vas_reasons_get_default (kind), NULL);

  add_all (reasons, house);
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
      g_autofree char *label = NULL;
      g_autofree char *text = NULL;

      if (finding->outcome != VAS_OUTCOME_FAIL || *finding->clause == '\0' || g_str_equal (finding->code, "enterer-is-approver"))
        continue;
      label = vas_finding_describe_with_clause (finding);
      text = vas_notice_text_finding (finding);
      add (reasons, finding->rule, label, text != NULL ? text : label);
    }
}

static void
add_send_back (GPtrArray *reasons)
{
  add (reasons, "orders-again", _("Please check the orders and amounts again"), "");
  add (reasons, "title-again", _("Please check title and taxpayer id again"), "");
}

/**
 * vas_review_reasons_new:
 * @file: (nullable): the case, or one of them
 * @several: whether it is about several cases: then no rule of this one is a reason
 *
 * Returns: (transfer full) (element-type VasReviewReason): the reasons for @act, in the order of their numbers
 */
GPtrArray *
vas_review_reasons_new (VasCaseFile  *file,
                        VasReviewAct  act,
                        gboolean      several)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_review_reason_free);

  if (act == VAS_REVIEW_REJECT && file != NULL && !several)
    add_failed (reasons, file);
  if (act == VAS_REVIEW_REJECT)
    add_house (reasons, file, VAS_REASON_REJECT);
  else if (act == VAS_REVIEW_EXTEND)
    add_house (reasons, file, VAS_REASON_EXTEND);
  else
    add_send_back (reasons);

  return reasons;
}

/** vas_review_reasons_new_house: (transfer full) (element-type VasReviewReason): @house: (element-type VasReason): the same */
GPtrArray *
vas_review_reasons_new_house (GPtrArray *house)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_review_reason_free);

  add_all (reasons, house);

  return reasons;
}

/**
 * vas_review_reasons_make_message:
 * @due: the new date of an extension
 *
 * Returns: (transfer full): what the user of @request is told
 */
char *
vas_review_reasons_make_message (VasRequest   *request,
                                 VasReviewAct  act,
                                 const char   *text,
                                 VasDate       due)
{
  g_autoptr (VasCase) vas_case = vas_case_new (request);
  const char *texts[] = { text, NULL };

  return act == VAS_REVIEW_EXTEND ? vas_notice_text_extended (vas_case, text, due) : vas_notice_text_rejected (vas_case, texts);
}
