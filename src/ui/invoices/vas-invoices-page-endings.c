/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with a case beside the main path: return, misprint, loss, notes and complaints. Each is a dialog that stands
 * on its own; the page only opens it for the case that is open. Main thread.
 */

#include "vas-invoices-page-private.h"

#include "vas-ending-dialogs.h"

#include <glib/gi18n.h>

typedef GtkWidget *(*MakeDialog) (VasDesk   *desk,
                                  GtkWindow *parent,
                                  VasCase   *vas_case);

static const struct {
  const char *action;
  MakeDialog  make;
} dialogs[] = {
  { "case.misprint", vas_misprint_dialog_new },
  { "case.unbind", vas_unbind_dialog_new },
  { "case.reissue", vas_reissue_dialog_new },
  { "case.give-photo", vas_photo_dialog_new },
  { "case.add-note", vas_note_dialog_new },
  { "case.complain", vas_complaint_dialog_new },
  { "case.answer", vas_answer_dialog_new },
};

static GtkWindow *
get_window (VasInvoicesPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static VasCase *
get_case (VasInvoicesPage *self)
{
  VasCaseFile *file = vas_case_pane_get_file (self->pane);

  if (file == NULL)
    vas_desk_toast (self->desk, _("Open a request first."));

  return file != NULL ? file->vas_case : NULL;
}

static void
dialog_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  VasCase *vas_case = get_case (self);

  for (gsize i = 0; vas_case != NULL && i < G_N_ELEMENTS (dialogs); i++)
    {
      if (g_str_equal (dialogs[i].action, action_name))
        gtk_window_present (GTK_WINDOW (dialogs[i].make (self->desk, get_window (self), vas_case)));
    }
}

static void
return_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  VasCase *vas_case = get_case (self);

  if (vas_case != NULL)
    gtk_window_present (GTK_WINDOW (vas_return_open_dialog_new (self->desk, get_window (self), vas_case)));
}

static void
ruined_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);

  gtk_window_present (GTK_WINDOW (vas_ruined_dialog_new (self->desk, get_window (self), NULL)));
}

/** vas_invoices_page_install_endings: the actions, and their keys where they have one. */
void
vas_invoices_page_install_endings (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++)
    gtk_widget_class_install_action (widget_class, dialogs[i].action, NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "case.return", NULL, return_action);
  gtk_widget_class_install_action (widget_class, "stock.ruined", NULL, ruined_action);
}

/** vas_invoices_page_add_ending_keys: the letters of these actions. */
void
vas_invoices_page_add_ending_keys (VasInvoicesPage *self)
{
  vas_key_gate_add (self->gate, GDK_KEY_u, 0, "case.return");
}
