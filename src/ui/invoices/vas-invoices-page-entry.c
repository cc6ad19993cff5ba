/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entering requests from the page: a new one (N), and the correction of the one that is open (D). */

#include "vas-invoices-page-private.h"

#include <glib/gi18n.h>

#include "vas-request-dialog.h"

static void
entered_cb (VasInvoicesPage *self,
            const char      *key)
{
  vas_invoices_page_open_next (self, key);
}

/** vas_invoices_page_present_entry: shows the form of a request; the one that is saved is opened. */
void
vas_invoices_page_present_entry (VasInvoicesPage *self,
                                 GtkWidget       *dialog)
{
  g_signal_connect_object (dialog, "entered", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
enter_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);

  vas_invoices_page_present_entry (self, vas_request_dialog_new (self->desk, GTK_WINDOW (gtk_widget_get_root (widget))));
}

/* Before issue a request is corrected; one that was rejected or whose fapiao was ended is followed by a new one (R16, R21). */
static gboolean
can_correct (VasRequest *request)
{
  switch (request->state)
    {
    case VAS_REQUEST_STATE_REVIEW:
    case VAS_REQUEST_STATE_SECOND:
    case VAS_REQUEST_STATE_TO_ISSUE:
    case VAS_REQUEST_STATE_REJECTED:
    case VAS_REQUEST_STATE_VOIDED:
    case VAS_REQUEST_STATE_REVERSED:
      return TRUE;
    case VAS_REQUEST_STATE_DRAFT:
    case VAS_REQUEST_STATE_TO_SHIP:
    case VAS_REQUEST_STATE_TO_PICKUP:
    case VAS_REQUEST_STATE_TO_TELL:
    case VAS_REQUEST_STATE_DONE:
    case VAS_REQUEST_STATE_WITHDRAWN:
    case VAS_REQUEST_STATE_RETURNING:
    default:
      return FALSE;
    }
}

static void
correct_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  VasCaseFile *file = vas_case_pane_get_file (self->pane);
  GtkWidget *dialog;

  if (file == NULL)
    return;
  if (!can_correct (file->vas_case->request))
    {
      vas_desk_toast (self->desk, _("§4.8(3): once issued, title, id, orders and amounts never change."));
      return;
    }

  dialog = vas_request_dialog_new_for (self->desk, GTK_WINDOW (gtk_widget_get_root (widget)), file->vas_case);
  vas_invoices_page_watch_work (self, dialog);
  vas_invoices_page_present_entry (self, dialog);
}

/** vas_invoices_page_install_entry: the actions that enter requests. */
void
vas_invoices_page_install_entry (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "request.enter", NULL, enter_action);
  gtk_widget_class_install_action (widget_class, "request.correct", NULL, correct_action);
}
