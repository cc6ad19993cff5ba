/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasFinding: what one rule said of one act.
 *
 * Rules make one, set its figures in a chain and hand it to a VasVerdict; from then on it never changes, so it may be held
 * and read by any thread. Figures are typed by the end of their name, which the setters insist on: a sentence or a JSON
 * reader can show a figure without knowing the rule.
 *
 * Cost: one allocation for the finding, one for each text of it, and a small dictionary that is made anew for each figure
 * set; rules set a handful.
 */

#include "vas-finding.h"

static const char * const vas_outcome_ids[] = {
  "pass",
  "fail",
  "ask",
  "unknown",
  NULL,
};

const VasEnum vas_outcome_enum = { "outcome", vas_outcome_ids };

typedef struct
{
  VasFinding        finding;
  gatomicrefcount   ref_count;
} Counted;

G_DEFINE_BOXED_TYPE (VasFinding, vas_finding, vas_finding_ref, vas_finding_unref)

static gboolean
is_unshared (VasFinding *self)
{
  return g_atomic_ref_count_compare (&((Counted *) self)->ref_count, 1);
}

static void
set_figure (VasFinding *self,
            const char *name,
            GVariant   *value)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, self->figures);
  g_variant_dict_insert_value (&dict, name, value);
  g_variant_unref (self->figures);
  self->figures = g_variant_ref_sink (g_variant_dict_end (&dict));
}

/**
 * vas_finding_new:
 * @rule: the rule's id
 * @clause: (nullable): the clause, or nothing
 * @code: which of the rule's cases this is
 *
 * Returns: (transfer full): a finding without figures
 */
VasFinding *
vas_finding_new (const char *rule,
                 const char *clause,
                 VasOutcome  outcome,
                 const char *code)
{
  Counted *self;

  g_return_val_if_fail (rule != NULL, NULL);
  g_return_val_if_fail (code != NULL, NULL);

  self = g_new0 (Counted, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->finding.rule = g_strdup (rule);
  self->finding.clause = g_strdup (clause != NULL ? clause : "");
  self->finding.outcome = outcome;
  self->finding.code = g_strdup (code);
  self->finding.figures = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));

  return &self->finding;
}

/**
 * vas_finding_set_money:
 * @name: ends in `_fen`
 *
 * Sets a figure, before the finding is shared. Setting a name again replaces its value.
 *
 * Returns: (transfer none): @self
 */
VasFinding *
vas_finding_set_money (VasFinding *self,
                       const char *name,
                       VasMoney    money)
{
  g_return_val_if_fail (is_unshared (self), self);
  g_return_val_if_fail (g_str_has_suffix (name, "_fen"), self);

  set_figure (self, name, g_variant_new_int64 (money));
  return self;
}

/**
 * vas_finding_set_date:
 * @name: ends in `_date`
 *
 * Sets a figure, before the finding is shared.
 *
 * Returns: (transfer none): @self
 */
VasFinding *
vas_finding_set_date (VasFinding *self,
                      const char *name,
                      VasDate     date)
{
  g_return_val_if_fail (is_unshared (self), self);
  g_return_val_if_fail (g_str_has_suffix (name, "_date"), self);

  set_figure (self, name, g_variant_new_int32 (date));
  return self;
}

/**
 * vas_finding_set_instant:
 * @name: ends in `_at`
 *
 * Sets a figure, before the finding is shared.
 *
 * Returns: (transfer none): @self
 */
VasFinding *
vas_finding_set_instant (VasFinding *self,
                         const char *name,
                         VasInstant  instant)
{
  g_return_val_if_fail (is_unshared (self), self);
  g_return_val_if_fail (g_str_has_suffix (name, "_at"), self);

  set_figure (self, name, g_variant_new_int64 (instant));
  return self;
}

static gboolean
names_no_special_type (const char *name)
{
  return !g_str_has_suffix (name, "_fen") && !g_str_has_suffix (name, "_date") && !g_str_has_suffix (name, "_at");
}

/**
 * vas_finding_set_int:
 * @name: ends in none of `_fen`, `_date`, `_at`
 *
 * Sets a figure, before the finding is shared.
 *
 * Returns: (transfer none): @self
 */
VasFinding *
vas_finding_set_int (VasFinding *self,
                     const char *name,
                     gint64      count)
{
  g_return_val_if_fail (is_unshared (self), self);
  g_return_val_if_fail (names_no_special_type (name), self);

  set_figure (self, name, g_variant_new_int64 (count));
  return self;
}

/**
 * vas_finding_set_text:
 * @name: ends in none of `_fen`, `_date`, `_at`
 * @text: (nullable): UTF-8; %NULL leaves the figure out
 *
 * Sets a figure, before the finding is shared.
 *
 * Returns: (transfer none): @self
 */
VasFinding *
vas_finding_set_text (VasFinding *self,
                      const char *name,
                      const char *text)
{
  g_return_val_if_fail (is_unshared (self), self);
  g_return_val_if_fail (names_no_special_type (name), self);

  if (text != NULL)
    set_figure (self, name, g_variant_new_string (text));
  return self;
}

/** vas_finding_without: (transfer full): the same without the figures of these names; @self again where it has none of them. */
VasFinding *
vas_finding_without (VasFinding         *self,
                     const char * const *names)
{
  g_autoptr (GVariantDict) figures = g_variant_dict_new (self->figures);
  gboolean any = FALSE;
  VasFinding *copy;

  for (guint i = 0; names[i] != NULL; i++)
    any |= g_variant_dict_remove (figures, names[i]);
  if (!any)
    return vas_finding_ref (self);

  copy = vas_finding_new (self->rule, self->clause, self->outcome, self->code);
  g_variant_unref (copy->figures);
  copy->figures = g_variant_ref_sink (g_variant_dict_end (figures));
  return copy;
}

VasFinding *
vas_finding_ref (VasFinding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&((Counted *) self)->ref_count);
  return self;
}

void
vas_finding_unref (VasFinding *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&((Counted *) self)->ref_count))
    return;

  g_free ((char *) self->rule);
  g_free ((char *) self->clause);
  g_free ((char *) self->code);
  g_variant_unref (self->figures);
  g_free (self);
}

/**
 * vas_finding_get_integer:
 * @name: a figure: money, date, instant or count
 * @out: (out): its value, in the unit that the name's end says
 *
 * Returns: whether there is such a figure; @out is untouched where not
 */
gboolean
vas_finding_get_integer (VasFinding *self,
                         const char *name,
                         gint64     *out)
{
  g_autoptr(GVariant) value = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  value = g_variant_lookup_value (self->figures, name, NULL);
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    *out = g_variant_get_int32 (value);
  else if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    *out = g_variant_get_int64 (value);
  else
    return FALSE;

  return TRUE;
}

/**
 * vas_finding_get_text:
 *
 * Returns: (nullable) (transfer none): the text figure of that name
 */
const char *
vas_finding_get_text (VasFinding *self,
                      const char *name)
{
  const char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  return g_variant_lookup (self->figures, name, "&s", &text) ? text : NULL;
}

static gboolean
figures_equal (GVariant *figures,
               GVariant *others)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (g_variant_n_children (figures) != g_variant_n_children (others))
    return FALSE;

  g_variant_iter_init (&iter, figures);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr(GVariant) mine = value;
      g_autoptr(GVariant) other = g_variant_lookup_value (others, name, NULL);

      if (other == NULL || !g_variant_equal (mine, other))
        return FALSE;
    }

  return TRUE;
}

/** vas_finding_equal: whether both say the same: rule, clause, outcome, code and every figure, in any order. */
gboolean
vas_finding_equal (VasFinding *self,
                   VasFinding *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return self->outcome == other->outcome && g_str_equal (self->rule, other->rule)
         && g_str_equal (self->clause, other->clause) && g_str_equal (self->code, other->code)
         && figures_equal (self->figures, other->figures);
}
