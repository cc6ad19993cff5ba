/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The help: every rule with its id, its clause and what it says, found by any of them. Main thread. */

#include "vas-rules-window.h"

#include "vas-rule-list.h"
#include "vas-scanner.h"

#include <glib/gi18n.h>
#include <string.h>

struct _VasRulesWindow
{
  AdwWindow       parent_instance;

  GtkSearchEntry *entry;
  GtkListBox     *list;
};

G_DEFINE_FINAL_TYPE (VasRulesWindow, vas_rules_window, ADW_TYPE_WINDOW)

static const VasRuleText *
get_rule (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "rule");
}

static GtkWidget *
create_row (const VasRuleText *rule)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *id = gtk_label_new (rule->id);
  GtkWidget *clause = gtk_label_new (rule->clause);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(rule->text));
  gtk_widget_add_css_class (id, "numeric");
  gtk_widget_add_css_class (id, "heading");
  gtk_label_set_width_chars (GTK_LABEL (id), 4);
  gtk_label_set_xalign (GTK_LABEL (id), 0);
  gtk_widget_add_css_class (clause, "keys");
  gtk_widget_set_valign (clause, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (clause, *rule->clause != '\0');
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), clause);
  g_object_set_data (G_OBJECT (row), "rule", (gpointer) rule);
  return row;
}

static gboolean
contains (const char *text,
          const char *folded_needle)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, folded_needle) != NULL;
}

static gboolean
filter_row (GtkListBoxRow *row,
            gpointer       user_data)
{
  VasRulesWindow *self = user_data;
  const VasRuleText *rule = get_rule (row);
  g_autofree char *needle = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);

  g_strstrip (needle);
  return *needle == '\0' || contains (rule->id, needle) || contains (rule->clause, needle) ||
         contains (_(rule->group), needle) || contains (_(rule->text), needle);
}

static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       user_data)
{
  const char *group = get_rule (row)->group;
  GtkWidget *label;

  if (before != NULL && g_str_equal (get_rule (before)->group, group))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (_(group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "group");
  gtk_list_box_row_set_header (row, label);
}

static void
search_changed_cb (VasRulesWindow *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

/* Escape in the field. */
static void
stop_search_cb (VasRulesWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
vas_rules_window_class_init (VasRulesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/help/vas-rules-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VasRulesWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, VasRulesWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vas_rules_window_init (VasRulesWindow *self)
{
  guint n;
  const VasRuleText *rules = vas_rule_list_get (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  vas_scanner_type_into (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, create_row (&rules[i]));
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  gtk_list_box_set_header_func (self->list, update_header, self, NULL);
}

/** vas_rules_window_new: (transfer none): @parent: (nullable): what it stands before. */
GtkWidget *
vas_rules_window_new (GtkWindow *parent)
{
  return g_object_new (VAS_TYPE_RULES_WINDOW, "transient-for", parent, NULL);
}
