/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window around one form. Main thread. */

#include "vas-form-dialog.h"

#include "vas-scanner.h"

struct _VasFormDialog
{
  AdwWindow  parent_instance;

  AdwBin    *slot;
  AdwBin    *bar_slot;

  VasForm   *form;                  /* owned by the slot */
};

G_DEFINE_FINAL_TYPE (VasFormDialog, vas_form_dialog, ADW_TYPE_WINDOW)

static void
vas_form_dialog_class_init (VasFormDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/widgets/vas-form-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasFormDialog, slot);
  gtk_widget_class_bind_template_child (widget_class, VasFormDialog, bar_slot);
}

static void
vas_form_dialog_init (VasFormDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_scanner_type_into (GTK_WIDGET (self));
}

/* What was refused takes room: the window grows with it, as far as it may. */
static void
judged_cb (VasFormDialog *self)
{
  int width, height;

  /* GTK 4.8 writes to both, whatever its documentation says. */
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, -1);
}

/** vas_form_dialog_new: (transfer none): @parent: (nullable): what it stands before; @form: (transfer floating) */
GtkWidget *
vas_form_dialog_new (GtkWindow  *parent,
                     const char *title,
                     VasForm    *form)
{
  VasFormDialog *self = g_object_new (VAS_TYPE_FORM_DIALOG, "transient-for", parent, "title", title, NULL);

  self->form = form;
  adw_bin_set_child (self->slot, GTK_WIDGET (form));
  vas_form_move_bar (form, self->bar_slot);
  g_signal_connect_object (form, "done", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "judged", G_CALLBACK (judged_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (GTK_WIDGET (form));

  return GTK_WIDGET (self);
}

/** vas_form_dialog_get_form: (transfer none) */
VasForm *
vas_form_dialog_get_form (VasFormDialog *self)
{
  return self->form;
}
