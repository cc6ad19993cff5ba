/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A wrong scan over the whole page: red, with icon and words, until Enter or Esc. Acknowledging accepts nothing. A question
 * looks different: its Enter says yes, its Esc no. The scanner's own Enter never gets here. Main thread.
 */

#include "vas-alarm-pane.h"

#include <glib/gi18n.h>

struct _VasAlarmPane
{
  AdwBin     parent_instance;

  GtkImage  *icon;
  GtkLabel  *title;
  GtkLabel  *detail;
  GtkLabel  *hint;
  GtkButton *no_button;
  GtkButton *yes_button;
};

enum {
  ACKNOWLEDGED,
  DISMISSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasAlarmPane, vas_alarm_pane, ADW_TYPE_BIN)

static void
yes_cb (VasAlarmPane *self)
{
  g_signal_emit (self, signals[ACKNOWLEDGED], 0);
}

static void
no_cb (VasAlarmPane *self)
{
  g_signal_emit (self, signals[DISMISSED], 0);
}

static gboolean
key_pressed_cb (VasAlarmPane *self,
                guint         keyval)
{
  if (keyval == GDK_KEY_Escape)
    no_cb (self);
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    {
      if (gtk_widget_has_focus (GTK_WIDGET (self->no_button)))
        no_cb (self);
      else
        yes_cb (self);
    }
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
vas_alarm_pane_class_init (VasAlarmPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ACKNOWLEDGED] = g_signal_new ("acknowledged", VAS_TYPE_ALARM_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[DISMISSED] = g_signal_new ("dismissed", VAS_TYPE_ALARM_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "vasalarmpane");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-alarm-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VasAlarmPane, icon);
  gtk_widget_class_bind_template_child (widget_class, VasAlarmPane, title);
  gtk_widget_class_bind_template_child (widget_class, VasAlarmPane, detail);
  gtk_widget_class_bind_template_child (widget_class, VasAlarmPane, hint);
  gtk_widget_class_bind_template_child (widget_class, VasAlarmPane, no_button);
  gtk_widget_class_bind_template_child (widget_class, VasAlarmPane, yes_button);
  gtk_widget_class_bind_template_callback (widget_class, yes_cb);
  gtk_widget_class_bind_template_callback (widget_class, no_cb);
}

static void
vas_alarm_pane_init (VasAlarmPane *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/**
 * vas_alarm_pane_raise:
 * @title: what is wrong, or the question
 * @detail: (nullable): with the figures
 * @asking: whether it is a question
 */
void
vas_alarm_pane_raise (VasAlarmPane *self,
                      const char   *title,
                      const char   *detail,
                      gboolean      asking)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && *detail != '\0');
  gtk_label_set_text (self->hint, asking ? "" : _("Nothing was recorded. Put this paper aside, then go on."));
  gtk_widget_set_visible (GTK_WIDGET (self->hint), !asking);
  gtk_image_set_from_icon_name (self->icon, asking ? "dialog-question-symbolic" : "dialog-warning-symbolic");
  gtk_button_set_label (self->yes_button, asking ? _("_Yes, Go On (Enter)") : _("_Understood (Enter)"));
  gtk_widget_set_visible (GTK_WIDGET (self->no_button), asking);
  if (asking)
    gtk_widget_add_css_class (widget, "asking");
  else
    gtk_widget_remove_css_class (widget, "asking");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail != NULL ? detail : "", -1);
  gtk_widget_set_visible (widget, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->yes_button));
}

/** vas_alarm_pane_lower: nothing stops the page. */
void
vas_alarm_pane_lower (VasAlarmPane *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
