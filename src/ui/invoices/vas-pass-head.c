/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words above the fields of the second pass. Main thread. */

#include "vas-pass-head.h"

struct _VasPassHead
{
  GtkBox    parent_instance;

  GtkLabel *prompt;
  GtkLabel *amounts;
  GtkLabel *notice;
};

G_DEFINE_FINAL_TYPE (VasPassHead, vas_pass_head, GTK_TYPE_BOX)

static void
vas_pass_head_class_init (VasPassHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-pass-head.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPassHead, prompt);
  gtk_widget_class_bind_template_child (widget_class, VasPassHead, amounts);
  gtk_widget_class_bind_template_child (widget_class, VasPassHead, notice);
}

static void
vas_pass_head_init (VasPassHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_pass_head_set_prompt: what to do now. */
void
vas_pass_head_set_prompt (VasPassHead *self,
                          const char  *text)
{
  gtk_label_set_text (self->prompt, text);
}

/** vas_pass_head_set_next: the number that is bound next, with its amounts; "" for none. */
void
vas_pass_head_set_next (VasPassHead *self,
                        const char  *text)
{
  gtk_label_set_text (self->amounts, text);
}

/** vas_pass_head_set_notice: @text: (nullable): what the user will be told, to be read before. */
void
vas_pass_head_set_notice (VasPassHead *self,
                          const char  *text)
{
  gtk_label_set_text (self->notice, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), text != NULL);
}
