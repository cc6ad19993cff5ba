/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Opening what this desk does not hold: the record is fetched from the server and kept here; then a request is opened as any other, and of an
 * order the form of a new request is, with its account for the caller. The window goes on meanwhile.
 */

#include "vas-invoices-page-private.h"

#include "vas-order.h"
#include "vas-request-dialog.h"
#include "vas-sync-scope.h"
#include "vas-table.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  VasInvoicesPage *page;
  char            *record;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->page);
  g_free (opening->record);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static gpointer
read_order (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return vas_table_get (sql, VAS_TYPE_ORDER, data, error);
}

static void
order_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasInvoicesPage) self = user_data;
  g_autoptr (VasOrder) order = vas_store_finish (VAS_STORE (object), result, NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *text = NULL;

  if (order == NULL || root == NULL)
    return;

  text = g_strdup_printf (_("Order %s is kept on this desk now."), order->number);
  vas_desk_toast (self->desk, text);
  if (vas_desk_may (self->desk, "request.enter"))
    vas_invoices_page_present_entry (self, vas_request_dialog_new_for_account (self->desk, GTK_WINDOW (root), order->account_key));
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  VasInvoicesPage *self = opening->page;
  const char *key = strchr (opening->record, '/') + 1;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const gboolean kept = vas_sync_keep_finish (VAS_SYNC (object), result, &error);

  if (self->desk == NULL)
    return;
  if (!kept)
    {
      text = g_strdup_printf (_("The older record could not be fetched: %s"), error->message);
      vas_desk_toast (self->desk, text);
      return;
    }
  if (g_str_has_prefix (opening->record, "request/"))
    vas_invoices_page_open_next (self, key);
  else
    vas_store_read_async (vas_desk_get_store (self->desk), read_order, g_strdup (key), g_free, g_object_unref, NULL, order_cb,
                          g_object_ref (self));
}

static void
open_older_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  VasInvoicesPage *self = VAS_INVOICES_PAGE (widget);
  VasSync *sync = vas_desk_get_sync (self->desk);
  Opening *opening;

  if (sync == NULL)
    return;

  opening = g_new0 (Opening, 1);
  opening->page = g_object_ref (self);
  opening->record = g_strdup (g_variant_get_string (parameter, NULL));
  gtk_widget_activate_action (widget, "win.view", "s", "invoices");
  vas_sync_keep_async (sync, opening->record, NULL, kept_cb, opening);
}

/** vas_invoices_page_install_older: the action that opens what is on the server alone. */
void
vas_invoices_page_install_older (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.open-older", "s", open_older_action);
}
