/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of a card: a name, and its value, which can be marked and copied. Main thread. */

#include "vas-case-field.h"

#include "vas-row-layout.h"

struct _VasCaseField
{
  GtkBox    parent_instance;

  GtkLabel *name;
  GtkLabel *value;
};

G_DEFINE_FINAL_TYPE (VasCaseField, vas_case_field, GTK_TYPE_BOX)

static void
vas_case_field_class_init (VasCaseFieldClass *klass)
{
}

static void
vas_case_field_init (VasCaseField *self)
{
  self->name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "yalign", 0.0, "width-chars", 11, NULL);
  self->value = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "hexpand", TRUE, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                              "selectable", TRUE, "focusable", FALSE, NULL);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), g_object_new (VAS_TYPE_ROW_LAYOUT, "spacing", 12, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "numeric");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->value));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->name, NULL, -1);
}

/** vas_case_field_show: what it says from now on. */
void
vas_case_field_show (VasCaseField *self,
                     const char   *name,
                     const char   *value)
{
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->value, value);
}
