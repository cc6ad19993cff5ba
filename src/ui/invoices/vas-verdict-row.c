/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of the panel of results. Icon and word say the outcome, never colour alone; a line that must be confirmed is marked
 * when the confirmation is asked for. Main thread.
 */

#include "vas-verdict-row.h"

#include "vas-quiet.h"
#include "vas-row-layout.h"

#include <glib/gi18n.h>

struct _VasVerdictRow
{
  AdwBin      parent_instance;

  GtkImage   *icon;
  GtkLabel   *title;
  GtkLabel   *sentence;
  GtkLabel   *clause;
  GtkLabel   *confirm;
};

G_DEFINE_FINAL_TYPE (VasVerdictRow, vas_verdict_row, ADW_TYPE_BIN)

typedef struct {
  const char *icon;
  const char *style;
  const char *word;
} Look;

static const Look looks[] = {
  [VAS_OUTCOME_PASS] = { "emblem-ok-symbolic", "pass", N_("kept") },
  [VAS_OUTCOME_FAIL] = { "window-close-symbolic", "fail", N_("broken") },
  [VAS_OUTCOME_ASK] = { "dialog-question-symbolic", "ask", N_("to be confirmed") },
  [VAS_OUTCOME_UNKNOWN] = { "dialog-question-symbolic", "unknown", N_("cannot be told here") },
};

static void
vas_verdict_row_class_init (VasVerdictRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VAS_TYPE_ROW_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vasverdictrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-verdict-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VasVerdictRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VasVerdictRow, title);
  gtk_widget_class_bind_template_child (widget_class, VasVerdictRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, VasVerdictRow, clause);
  gtk_widget_class_bind_template_child (widget_class, VasVerdictRow, confirm);
}

static void
vas_verdict_row_init (VasVerdictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_verdict_row_new: (transfer floating) */
GtkWidget *
vas_verdict_row_new (VasFinding *finding)
{
  GtkWidget *self = g_object_new (VAS_TYPE_VERDICT_ROW, NULL);

  vas_verdict_row_show (VAS_VERDICT_ROW (self), finding);

  return self;
}

/** vas_verdict_row_show: has the row say @finding; it is not armed. */
void
vas_verdict_row_show (VasVerdictRow *self,
                      VasFinding    *finding)
{
  const Look *look = &looks[finding->outcome];
  g_autofree char *sentence = vas_finding_describe (finding);
  g_autofree char *label = NULL;

  if (g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (self)), finding->code) != 0)
    gtk_widget_set_name (GTK_WIDGET (self), finding->code);
  vas_quiet_set_icon (self->icon, look->icon);
  vas_quiet_set_classes (GTK_WIDGET (self), look->style, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->confirm), FALSE);
  gtk_label_set_text (self->title, vas_finding_title (finding));
  gtk_label_set_text (self->sentence, sentence);
  gtk_label_set_text (self->clause, finding->clause);
  gtk_widget_set_visible (GTK_WIDGET (self->clause), *finding->clause != '\0');
  vas_quiet_set_tooltip (GTK_WIDGET (self->clause), finding->rule);

  /* Translators: what was judged, how it came out, and what the rule says. */
  label = g_strdup_printf (_("%s, %s: %s"), vas_finding_title (finding), _(look->word), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/** vas_verdict_row_set_armed: @how: (nullable): by what this line is confirmed next, in words; NULL where it is not. */
void
vas_verdict_row_set_armed (VasVerdictRow *self,
                           const char    *how)
{
  gtk_label_set_text (self->confirm, how != NULL ? how : "");
  gtk_widget_set_visible (GTK_WIDGET (self->confirm), how != NULL);
  if (how != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "armed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "armed");
}
