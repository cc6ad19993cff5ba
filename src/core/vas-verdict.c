/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasVerdict: the findings of every rule that bears on an act.
 *
 * A command's check makes one and the panel shows it; the same verdict decides whether the act may be done. Nothing is left
 * out on the way: a rule that is kept stands in it too, with its figures.
 */

#include "vas-verdict.h"

struct _VasVerdict
{
  gatomicrefcount  ref_count;
  GPtrArray       *findings;
};

G_DEFINE_BOXED_TYPE (VasVerdict, vas_verdict, vas_verdict_ref, vas_verdict_unref)

/** vas_verdict_new: (transfer full): an empty verdict: nothing bears on the act, so it passes. */
VasVerdict *
vas_verdict_new (void)
{
  VasVerdict *self = g_new0 (VasVerdict, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_finding_unref);

  return self;
}

VasVerdict *
vas_verdict_ref (VasVerdict *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vas_verdict_unref (VasVerdict *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->findings);
  g_free (self);
}

/**
 * vas_verdict_add:
 * @finding: (transfer full): what one more rule said
 *
 * For the thread that judges, before the verdict is shared.
 */
void
vas_verdict_add (VasVerdict *self,
                 VasFinding *finding)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (finding != NULL);

  g_ptr_array_add (self->findings, finding);
}

/**
 * vas_verdict_append:
 * @other: (transfer none): a verdict whose findings are added to this one, in their order
 */
void
vas_verdict_append (VasVerdict *self,
                    VasVerdict *other)
{
  g_return_if_fail (self != NULL && other != NULL && self != other);

  for (guint i = 0; i < other->findings->len; i++)
    g_ptr_array_add (self->findings, vas_finding_ref (vas_verdict_get (other, i)));
}

guint
vas_verdict_get_n (VasVerdict *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->findings->len;
}

/**
 * vas_verdict_get:
 *
 * Returns: (transfer none) (nullable): the finding at that place; %NULL past the end
 */
VasFinding *
vas_verdict_get (VasVerdict *self,
                 guint       place)
{
  g_return_val_if_fail (self != NULL, NULL);

  return place < self->findings->len ? g_ptr_array_index (self->findings, place) : NULL;
}

/* The heavier outcome decides. */
static int
weight (VasOutcome outcome)
{
  switch (outcome)
    {
    case VAS_OUTCOME_FAIL:
      return 3;
    case VAS_OUTCOME_UNKNOWN:
      return 2;
    case VAS_OUTCOME_ASK:
      return 1;
    case VAS_OUTCOME_PASS:
    default:
      return 0;
    }
}

/** vas_verdict_get_outcome: fail if any rule fails, else unknown, else ask, else pass. */
VasOutcome
vas_verdict_get_outcome (VasVerdict *self)
{
  VasOutcome heaviest = VAS_OUTCOME_PASS;

  g_return_val_if_fail (self != NULL, VAS_OUTCOME_UNKNOWN);

  for (guint i = 0; i < self->findings->len; i++)
    {
      VasOutcome outcome = vas_verdict_get (self, i)->outcome;

      if (weight (outcome) > weight (heaviest))
        heaviest = outcome;
    }

  return heaviest;
}

/**
 * vas_verdict_is_accepted:
 * @acknowledged: (nullable) (array zero-terminated=1): the codes that a person confirmed
 *
 * Whether the act may be done. A code that is confirmed never makes good a rule that fails or cannot be told.
 *
 * Returns: %TRUE when nothing fails or is unknown and the code of each *ask* is among @acknowledged
 */
gboolean
vas_verdict_is_accepted (VasVerdict         *self,
                         const char * const *acknowledged)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->findings->len; i++)
    {
      VasFinding *finding = vas_verdict_get (self, i);

      if (finding->outcome == VAS_OUTCOME_PASS)
        continue;
      if (finding->outcome != VAS_OUTCOME_ASK)
        return FALSE;
      if (acknowledged == NULL || !g_strv_contains (acknowledged, finding->code))
        return FALSE;
    }

  return TRUE;
}

/**
 * vas_verdict_find:
 * @rule: a rule's id
 *
 * A rule may be judged more than once, for each order of a request: the first of the heaviest outcome is given.
 *
 * Returns: (transfer none) (nullable): what decides about @rule; %NULL where it was not judged
 */
VasFinding *
vas_verdict_find (VasVerdict *self,
                  const char *rule)
{
  VasFinding *found = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->findings->len; i++)
    {
      VasFinding *finding = vas_verdict_get (self, i);

      if (g_str_equal (finding->rule, rule) && (found == NULL || weight (finding->outcome) > weight (found->outcome)))
        found = finding;
    }

  return found;
}

/**
 * vas_verdict_find_code:
 *
 * Returns: (transfer none) (nullable): the first finding of that code
 */
VasFinding *
vas_verdict_find_code (VasVerdict *self,
                       const char *code)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->findings->len; i++)
    {
      if (g_str_equal (vas_verdict_get (self, i)->code, code))
        return vas_verdict_get (self, i);
    }

  return NULL;
}

/** vas_verdict_equal: whether both hold equal findings in the same order. */
gboolean
vas_verdict_equal (VasVerdict *self,
                   VasVerdict *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->findings->len != other->findings->len)
    return FALSE;

  for (guint i = 0; i < self->findings->len; i++)
    {
      if (!vas_finding_equal (vas_verdict_get (self, i), vas_verdict_get (other, i)))
        return FALSE;
    }

  return TRUE;
}
