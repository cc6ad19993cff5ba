/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with a case beside the main path: return, misprint, loss, notes and complaints. Each is a dialog that stands
 * on its own; the page only opens it for the case that is open. Main thread.
 */

#include "vas-invoices-page-private.h"

#include "vas-close-dialog.h"
#include "vas-ending-dialogs.h"
#include "vas-form-dialog.h"
#include "vas-one-clerk-dialog.h"
#include "vas-parcel-dialogs.h"
#include "personal/vas-personal-dialogs.h"
#include "vas-return-dialog.h"
#include "vas-stock-dialog.h"

#include <glib/gi18n.h>

typedef GtkWidget *(*MakeDialog) (VasDesk   *desk,
                                  GtkWindow *parent,
                                  VasCase   *vas_case);

static const struct {
  const char *action;
  MakeDialog  make;
} dialogs[] = {
  { "parcel.correct-waybill", vas_waybill_dialog_new },
  { "parcel.correct-recipient", vas_recipient_dialog_new },
  { "parcel.hand-over", vas_hand_over_dialog_new },
  { "parcel.event", vas_event_dialog_new },
  { "parcel.ask", vas_ask_dialog_new },
  { "parcel.keep", vas_keep_dialog_new },
  { "case.tell-otherwise", vas_tell_dialog_new },
  { "case.notice-failed", vas_failed_dialog_new },
  { "case.misprint", vas_misprint_dialog_new },
  { "case.unbind", vas_unbind_dialog_new },
  { "case.reissue", vas_reissue_dialog_new },
  { "case.give-photo", vas_photo_dialog_new },
  { "case.add-note", vas_note_dialog_new },
  { "case.complain", vas_complaint_dialog_new },
  { "case.answer", vas_answer_dialog_new },
  { "case.personal", vas_personal_case_dialog_new },
};

/** vas_invoices_page_get_dialog: (nullable): the action of the dialog at that place; NULL after the last. For tests. */
const char *
vas_invoices_page_get_dialog (guint place)
{
  return place < G_N_ELEMENTS (dialogs) ? dialogs[place].action : NULL;
}

/* What is typed in the dialog is work on the case. */
static void
present (VasInvoicesPage *self,
         GtkWidget       *dialog)
{
  vas_invoices_page_watch_work (self, dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

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
        present (self, dialogs[i].make (self->desk, get_window (self), vas_case));
    }
}

/* One window for one return. */
static GtkWindow *
find_return (const char *key)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (VAS_IS_RETURN_DIALOG (window) && g_strcmp0 (vas_return_dialog_get_key (VAS_RETURN_DIALOG (window)), key) == 0)
        return window;
    }

  return NULL;
}

static void
show_return (VasInvoicesPage *self,
             const char      *key)
{
  GtkWindow *window = find_return (key);

  if (window == NULL)
    window = GTK_WINDOW (vas_return_dialog_new (self->desk, get_window (self), key));
  gtk_window_present (window);
}

/* What is opened is gone on with at once. */
static void
return_opened_cb (VasForm         *form,
                  gpointer         receipt,
                  VasInvoicesPage *self)
{
  show_return (self, g_object_get_data (G_OBJECT (form), "request"));
}

static void
return_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  VasCase *vas_case = get_case (self);
  const char *key = vas_case != NULL ? vas_entity_get_key (VAS_ENTITY (vas_case->request)) : NULL;
  GtkWidget *dialog;
  VasForm *form;

  if (vas_case == NULL)
    return;
  if (vas_case->request->state == VAS_REQUEST_STATE_RETURNING || vas_case->request->tax_loss_at != VAS_NONE)
    {
      show_return (self, key);
      return;
    }
  dialog = vas_return_open_dialog_new (self->desk, get_window (self), vas_case);
  form = vas_form_dialog_get_form (VAS_FORM_DIALOG (dialog));
  g_object_set_data_full (G_OBJECT (form), "request", g_strdup (key), g_free);
  g_signal_connect_object (form, "done", G_CALLBACK (return_opened_cb), self, 0);
  present (self, dialog);
}

/* Whose paper this desk prints on: "" where it was not chosen yet. */
static char *
get_point (VasInvoicesPage *self)
{
  return g_settings_get_string (vas_desk_get_settings (self->desk), "issuing-point");
}

static void
ruined_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  g_autofree char *point = get_point (self);

  gtk_window_present (GTK_WINDOW (vas_ruined_dialog_new (self->desk, get_window (self), point)));
}

/* Whatever names cases lets them be opened. */
static void
present_list (VasInvoicesPage *self,
              GtkWidget       *dialog)
{
  g_signal_connect_object (dialog, "case-opened", G_CALLBACK (vas_invoices_page_open), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  g_autofree char *point = get_point (self);

  present_list (self, vas_close_dialog_new (self->desk, get_window (self), point));
}

static void
stock_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);

  present_list (self, vas_stock_dialog_new (self->desk, get_window (self)));
}

static void
one_clerk_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);

  present_list (self, vas_one_clerk_dialog_new (self->desk, get_window (self)));
}

static void
receive_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  g_autofree char *point = g_settings_get_string (vas_desk_get_settings (self->desk), "issuing-point");

  gtk_window_present (GTK_WINDOW (vas_receive_dialog_new (self->desk, get_window (self), point)));
}

/** vas_invoices_page_install_endings: the actions, and their keys where they have one. */
void
vas_invoices_page_install_endings (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++)
    gtk_widget_class_install_action (widget_class, dialogs[i].action, NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "case.return", NULL, return_action);
  gtk_widget_class_install_action (widget_class, "stock.receive", NULL, receive_action);
  gtk_widget_class_install_action (widget_class, "stock.ruined", NULL, ruined_action);
  gtk_widget_class_install_action (widget_class, "stock.list", NULL, stock_action);
  gtk_widget_class_install_action (widget_class, "house.one-clerk", NULL, one_clerk_action);
  gtk_widget_class_install_action (widget_class, "stock.close-day", NULL, close_action);
}

/** vas_invoices_page_add_ending_keys: the letters of these actions. */
void
vas_invoices_page_add_ending_keys (VasInvoicesPage *self)
{
  vas_key_gate_add (self->gate, GDK_KEY_u, 0, "case.return");
  vas_key_gate_add (self->gate, GDK_KEY_y, 0, "stock.close-day");
  vas_key_gate_add (self->gate, GDK_KEY_h, 0, "parcel.handover-list");
  vas_key_gate_add (self->gate, GDK_KEY_t, GDK_SHIFT_MASK, "case.tell-otherwise");
}
