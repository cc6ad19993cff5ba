/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of the list of requests about personal data. See the header. Main thread. */

#include "vas-personal-row.h"

#include "vas-erased-words.h"
#include "vas-labels.h"

#include <glib/gi18n.h>

struct _VasPersonalRow
{
  AdwExpanderRow      parent_instance;

  GtkLabel           *term;
  GtkLabel           *details;
  GtkLabel           *second;
  GtkBox             *buttons;

  VasPersonalRequest *request;
  gboolean            overdue;
};

enum {
  ACT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasPersonalRow, vas_personal_row, ADW_TYPE_EXPANDER_ROW)

static const struct {
  const char     *command;
  const char     *label;
  int             kind;         /* of #VasPersonalKind; -1 for any */
  const char     *style;        /* nullable */
} acts[] = {
  { "personal.copy", N_("_Save the Copy…"), VAS_PERSONAL_KIND_COPY, NULL },
  { "personal.correct", N_("_Correct…"), VAS_PERSONAL_KIND_CORRECTION, NULL },
  { "personal.erase", N_("_Erase…"), VAS_PERSONAL_KIND_ERASURE, "destructive-action" },
  { "personal.answer", N_("A_nswer…"), VAS_PERSONAL_KIND_COPY, NULL },
  { "personal.answer", N_("A_nswer…"), VAS_PERSONAL_KIND_CORRECTION, NULL },
  { "personal.refuse", N_("_Refuse…"), -1, NULL },
  { "personal.withdraw", N_("_Withdraw…"), -1, NULL },
};

static void
clicked_cb (VasPersonalRow *self,
            GtkButton      *button)
{
  g_signal_emit (self, signals[ACT], 0, g_object_get_data (G_OBJECT (button), "command"));
}

static void
add_buttons (VasPersonalRow *self,
             VasDesk        *desk)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      GtkWidget *button;

      if (self->request->state != VAS_PERSONAL_STATE_OPEN || (acts[i].kind >= 0 && acts[i].kind != (int) self->request->kind))
        continue;
      button = gtk_button_new_with_mnemonic (_(acts[i].label));
      g_object_set_data (G_OBJECT (button), "command", (gpointer) acts[i].command);
      gtk_widget_set_sensitive (button, vas_desk_may (desk, acts[i].command));
      if (acts[i].style != NULL)
        gtk_widget_add_css_class (button, acts[i].style);
      g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->buttons, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->second), self->request->state == VAS_PERSONAL_STATE_OPEN &&
                                                     self->request->kind == VAS_PERSONAL_KIND_ERASURE);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), self->request->state == VAS_PERSONAL_STATE_OPEN);
}

static void
show_term (VasPersonalRow *self,
           VasDesk        *desk)
{
  const VasDate today = vas_desk_get_today (desk);
  g_autofree char *due = vas_date_format (self->request->due);
  g_autofree char *text = NULL;

  self->overdue = self->request->state == VAS_PERSONAL_STATE_OPEN && self->request->due < today;
  if (self->request->state != VAS_PERSONAL_STATE_OPEN)
    text = g_strdup (vas_label (&vas_personal_state_enum, self->request->state));
  else if (self->overdue)
    text = g_strdup_printf (_("Overdue since %s"), due);
  else if (self->request->due == today)
    text = g_strdup_printf (_("Today, %s"), due);
  else
    text = g_strdup_printf (_("Until %s"), due);

  gtk_label_set_text (self->term, text);
  gtk_widget_add_css_class (GTK_WIDGET (self->term), self->overdue ? "error" : "dim-label");
}

static void
show_details (VasPersonalRow *self)
{
  VasPersonalRequest *request = self->request;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("Asked: %s"), vas_words_or_erased (request->text));
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("Identity: %s"), vas_words_or_erased (request->identity));
  if (request->answer != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("Answer: %s"), request->answer);
    }
  gtk_label_set_text (self->details, text->str);
}

static void
vas_personal_row_dispose (GObject *object)
{
  g_clear_object (&VAS_PERSONAL_ROW (object)->request);

  G_OBJECT_CLASS (vas_personal_row_parent_class)->dispose (object);
}

static void
vas_personal_row_class_init (VasPersonalRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_personal_row_dispose;
  signals[ACT] = g_signal_new ("act", VAS_TYPE_PERSONAL_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/personal/vas-personal-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPersonalRow, term);
  gtk_widget_class_bind_template_child (widget_class, VasPersonalRow, details);
  gtk_widget_class_bind_template_child (widget_class, VasPersonalRow, second);
  gtk_widget_class_bind_template_child (widget_class, VasPersonalRow, buttons);
}

static void
vas_personal_row_init (VasPersonalRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_personal_row_new: (transfer none): @owner: name of who answers it */
GtkWidget *
vas_personal_row_new (VasDesk            *desk,
                      VasPersonalRequest *request,
                      VasAccount         *account,
                      const char         *owner)
{
  VasPersonalRow *self = g_object_new (VAS_TYPE_PERSONAL_ROW, NULL);
  g_autofree char *received = vas_date_format (request->received);
  g_autofree char *title = g_strdup_printf ("%s · %s · %s %s", request->number != NULL ? request->number : "—",
                                            vas_label (&vas_personal_kind_enum, request->kind), account->account_id,
                                            vas_words_or_erased (account->name_masked));
  g_autofree char *subtitle = g_strdup_printf (_("%s · came %s · %s"), owner, received,
                                               vas_label (&vas_personal_source_enum, request->source));

  self->request = g_object_ref (request);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  show_term (self, desk);
  show_details (self);
  add_buttons (self, desk);

  return GTK_WIDGET (self);
}

/** vas_personal_row_get_request: (transfer none) */
VasPersonalRequest *
vas_personal_row_get_request (VasPersonalRow *self)
{
  return self->request;
}

gboolean
vas_personal_row_is_overdue (VasPersonalRow *self)
{
  return self->overdue;
}
