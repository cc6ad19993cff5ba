/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The offer below the fields of the second pass. Main thread. */

#include "vas-pass-others.h"

#include <glib/gi18n.h>

struct _VasPassOthers
{
  GtkBox    parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (VasPassOthers, vas_pass_others, GTK_TYPE_BOX)

static void
vas_pass_others_class_init (VasPassOthersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-pass-others.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPassOthers, label);
}

static void
vas_pass_others_init (VasPassOthers *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_pass_others_show: @n: how many they are; nothing is shown for none. */
void
vas_pass_others_show (VasPassOthers *self,
                      guint          n)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("%u other case of the same recipient waits to be sent. Put it in too?",
                                    "%u other cases of the same recipient wait to be sent. Put them in too?", n), n);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}
