/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of the invoice view goes on paper: cover slips of the open case or of all that are selected, and the list for the courier.
 * Main thread.
 */

#include "vas-invoices-page-private.h"

#include "vas-handover-dialog.h"
#include "vas-print-job.h"
#include "vas-queue-loader.h"
#include "vas-slip-print.h"

#include <glib/gi18n.h>

/* More than a desk prints at a time. */
#define MOST_SLIPS 200

typedef struct {
  VasInvoicesPage *page;
  gboolean         to_file;
} Printing;

static GtkWindow *
get_window (VasInvoicesPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static gboolean
run_slips (gpointer    print,
           GtkWindow  *parent,
           GError    **error)
{
  return vas_slip_print_run (print, parent, error);
}

static gboolean
export_slips (gpointer     print,
              const char  *path,
              GError     **error)
{
  return vas_slip_print_export (print, path, error);
}

static char *
make_name (VasInvoicesPage *self,
           const char      *number)
{
  g_autofree char *today = vas_date_format (vas_desk_get_today (self->desk));
  g_autofree char *title = g_strdup_printf (_("Cover slips %s"), number != NULL ? number : today);

  return g_strconcat (title, ".pdf", NULL);
}

/* Where the paper of the open case is; else whose paper this desk prints on. */
static char *
find_point (VasInvoicesPage *self,
            VasRequest      *request)
{
  VasCaseFile *file = vas_case_pane_get_file (self->pane);
  VasCase *vas_case = file != NULL && file->vas_case->request == request ? file->vas_case : NULL;

  if (vas_case != NULL && vas_case->fapiao->len > 0)
    return g_strdup (((VasFapiao *) g_ptr_array_index (vas_case->fapiao, 0))->point);

  return g_settings_get_string (vas_desk_get_settings (self->desk), "issuing-point");
}

static void
print_slips (VasInvoicesPage *self,
             GPtrArray       *requests,
             gboolean         to_file)
{
  g_autoptr (VasSlipPrint) print = vas_slip_print_new (vas_desk_get_now (self->desk));
  VasRequest *first = requests->len > 0 ? g_ptr_array_index (requests, 0) : NULL;
  g_autofree char *name = make_name (self, requests->len == 1 ? first->number : NULL);
  VasPrintJob job = { print, run_slips, export_slips, "slips", NULL, 0 };
  guint n_left = 0;

  for (guint i = 0; i < requests->len; i++)
    {
      VasRequest *request = g_ptr_array_index (requests, i);
      g_autofree char *point = find_point (self, request);

      n_left += vas_slip_print_add (print, request, point) ? 0 : 1;
    }
  if (n_left > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u request has no number yet, and so no slip.",
                                                         "%u requests have no number yet, and so no slip.", n_left), n_left);

      vas_desk_toast (self->desk, text);
    }
  job.rows = vas_slip_print_get_n_pages (print);
  job.part = requests->len == 1 ? first->number : NULL;
  if (job.rows == 0)
    return;
  if (to_file)
    vas_print_job_save (&job, self->desk, get_window (self), name);
  else
    vas_print_job_start (&job, self->desk, get_window (self));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Printing *printing = user_data;
  g_autoptr (VasInvoicesPage) self = printing->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vas_queue_load_rows_finish (VAS_DESK (object), result, &error);
  g_autoptr (GPtrArray) requests = g_ptr_array_new ();

  if (self->desk == NULL)
    return;
  if (rows == NULL)
    {
      vas_desk_toast (self->desk, error->message);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (requests, ((VasQueueRow *) g_ptr_array_index (rows, i))->request);
  print_slips (self, requests, printing->to_file);
}

static void
print_selected (VasInvoicesPage *self,
                GArray          *ids,
                gboolean         to_file)
{
  g_autoptr (VasQueueQuestion) question = vas_queue_pane_make_question (self->queue);
  Printing *printing;

  if (ids->len > MOST_SLIPS)
    {
      g_autofree char *text = g_strdup_printf (_("Select at most %d requests for this."), MOST_SLIPS);

      vas_desk_toast (self->desk, text);
      return;
    }
  printing = g_new0 (Printing, 1);
  printing->page = g_object_ref (self);
  printing->to_file = to_file;
  vas_queue_load_rows_async (self->desk, question, ids, NULL, read_cb, printing);
}

static void
slip_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  const gboolean to_file = g_str_has_suffix (action_name, "-pdf");
  VasCaseFile *file = vas_case_pane_get_file (self->pane);
  g_autoptr (GArray) ids = vas_queue_pane_get_selected (self->queue);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  if (ids->len > 1)
    {
      print_selected (self, ids, to_file);
      return;
    }
  if (file == NULL)
    {
      vas_desk_toast (self->desk, _("Open a request first."));
      return;
    }
  g_ptr_array_add (one, file->vas_case->request);
  print_slips (self, one, to_file);
}

static void
handover_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);

  gtk_window_present (GTK_WINDOW (vas_handover_dialog_new (self->desk, get_window (self), NULL, vas_desk_get_today (self->desk))));
}

/** vas_invoices_page_install_print: the actions, and the key that prints everywhere. */
void
vas_invoices_page_install_print (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "case.slip", NULL, slip_action);
  gtk_widget_class_install_action (widget_class, "case.slip-pdf", NULL, slip_action);
  gtk_widget_class_install_action (widget_class, "parcel.handover-list", NULL, handover_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "case.slip", NULL);
}
