/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The panel of results: every rule that bears on the approval, in the order the clerk reads it, under a heading that says
 * what follows. Shown while the case waits for its review. Property `armed`: the lines to confirm are marked. Main thread.
 */

#include "vas-verdict-card.h"

#include "vas-quiet.h"
#include "vas-verdict-row.h"

#include <glib/gi18n.h>

struct _VasVerdictCard
{
  VasCaseCard  parent_instance;

  GPtrArray   *asks;                /* VasVerdictRow, not owned */
  gboolean     armed;
};

typedef enum {
  PROP_ARMED = 1,
} VasVerdictCardProperty;

static GParamSpec *properties[PROP_ARMED + 1];

G_DEFINE_FINAL_TYPE (VasVerdictCard, vas_verdict_card, VAS_TYPE_CASE_CARD)

static const char *
describe_outcome (VasVerdict *verdict)
{
  switch (vas_verdict_get_outcome (verdict))
    {
    case VAS_OUTCOME_PASS:
      return _("Result: can be approved");
    case VAS_OUTCOME_ASK:
      return _("Result: please confirm");
    case VAS_OUTCOME_UNKNOWN:
      return _("Result: cannot be told here");
    case VAS_OUTCOME_FAIL:
    default:
      return _("Result: cannot be approved");
    }
}

static void
set_armed (VasVerdictCard *self,
           gboolean        armed)
{
  self->armed = armed;
  for (guint i = 0; i < self->asks->len; i++)
    vas_verdict_row_set_armed (g_ptr_array_index (self->asks, i), armed ? _("Press A again to confirm") : NULL);
}

static void
vas_verdict_card_update (VasCaseCard *card,
                         VasCaseFile *file)
{
  static const char * const styles[] = {
    [VAS_OUTCOME_PASS] = "pass",
    [VAS_OUTCOME_FAIL] = "fail",
    [VAS_OUTCOME_ASK] = "ask",
    [VAS_OUTCOME_UNKNOWN] = "unknown",
  };
  VasVerdictCard *self = VAS_VERDICT_CARD (card);
  VasVerdict *verdict = file->verdicts[VAS_REVIEW_APPROVE];

  g_ptr_array_set_size (self->asks, 0);
  vas_case_card_clear (card);
  vas_case_card_set_title (card, describe_outcome (verdict));
  vas_quiet_set_classes (GTK_WIDGET (self), "verdict", styles[vas_verdict_get_outcome (verdict)]);
  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);
      GtkWidget *row = vas_case_card_take (card, VAS_TYPE_VERDICT_ROW);

      vas_verdict_row_show (VAS_VERDICT_ROW (row), finding);
      if (finding->outcome == VAS_OUTCOME_ASK)
        g_ptr_array_add (self->asks, row);
    }
  set_armed (self, self->armed);
  gtk_widget_set_visible (GTK_WIDGET (self), vas_case_file_is_reviewed (file));
}

static void
vas_verdict_card_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((VasVerdictCardProperty) prop_id)
    {
    case PROP_ARMED:
      g_value_set_boolean (value, VAS_VERDICT_CARD (object)->armed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_verdict_card_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch ((VasVerdictCardProperty) prop_id)
    {
    case PROP_ARMED:
      set_armed (VAS_VERDICT_CARD (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_verdict_card_finalize (GObject *object)
{
  g_clear_pointer (&VAS_VERDICT_CARD (object)->asks, g_ptr_array_unref);

  G_OBJECT_CLASS (vas_verdict_card_parent_class)->finalize (object);
}

static void
vas_verdict_card_class_init (VasVerdictCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vas_verdict_card_get_property;
  object_class->set_property = vas_verdict_card_set_property;
  object_class->finalize = vas_verdict_card_finalize;
  VAS_CASE_CARD_CLASS (klass)->update = vas_verdict_card_update;

  properties[PROP_ARMED] = g_param_spec_boolean ("armed", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
vas_verdict_card_init (VasVerdictCard *self)
{
  GtkWidget *copy = g_object_new (GTK_TYPE_BUTTON, "icon-name", "edit-copy-symbolic", "action-name", "case.copy-sentence",
                                  "valign", GTK_ALIGN_CENTER, "tooltip-text", _("Copy the Sentence for the User (F2)"), NULL);

  self->asks = g_ptr_array_new ();
  gtk_widget_add_css_class (copy, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Copy the Sentence for the User"), -1);
  vas_case_card_add_suffix (VAS_CASE_CARD (self), copy);
}

static gboolean
concerns (VasFinding *finding,
          gboolean    only_failed)
{
  return *finding->clause != '\0' && (only_failed ? finding->outcome == VAS_OUTCOME_FAIL : finding->outcome == VAS_OUTCOME_PASS);
}

/**
 * vas_verdict_card_get_sentence:
 *
 * Returns: (transfer full): what to tell the user: why the request cannot be met, or that it can, each rule with its clause
 */
char *
vas_verdict_card_get_sentence (VasVerdictCard *self)
{
  VasCaseFile *file = vas_case_card_get_file (VAS_CASE_CARD (self));
  VasVerdict *verdict = file->verdicts[VAS_REVIEW_APPROVE];
  const gboolean failed = vas_verdict_get_outcome (verdict) == VAS_OUTCOME_FAIL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);
      g_autofree char *sentence = vas_finding_describe_with_clause (finding);

      if (concerns (finding, failed))
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
    }

  return g_strdup_printf (_("Your invoice request %s: %s\n%s"), vas_case_file_get_request (file)->number,
                          failed ? _("it cannot be met as it stands.") : _("it meets the conditions."), text->str);
}
