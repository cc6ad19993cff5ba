/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The buttons at the foot of the case. Main thread. */

#include "vas-case-bar.h"

G_DEFINE_FINAL_TYPE (VasCaseBar, vas_case_bar, GTK_TYPE_BOX)

static void
approve_clicked_cb (VasCaseBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "case.approve", NULL);
}

static void
vas_case_bar_class_init (VasCaseBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-case-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VasCaseBar, approve_button);
  gtk_widget_class_bind_template_child (widget_class, VasCaseBar, reject_button);
  gtk_widget_class_bind_template_child (widget_class, VasCaseBar, extend_button);
  gtk_widget_class_bind_template_child (widget_class, VasCaseBar, send_back_button);
  gtk_widget_class_bind_template_child (widget_class, VasCaseBar, extend_many_button);
  gtk_widget_class_bind_template_child (widget_class, VasCaseBar, ship_button);
  gtk_widget_class_bind_template_child (widget_class, VasCaseBar, slips_button);
  gtk_widget_class_bind_template_child (widget_class, VasCaseBar, hint);
  gtk_widget_class_bind_template_callback (widget_class, approve_clicked_cb);
}

static void
vas_case_bar_init (VasCaseBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
