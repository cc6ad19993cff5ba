/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list that an office of one clerk owes its supervisor (R13). Read anew when requests or the acting person change. Main thread. */

#include "vas-one-clerk-dialog.h"

#include "vas-erased-words.h"
#include "vas-house.h"
#include "vas-labels.h"
#include "vas-parcel-store.h"
#include "vas-request.h"
#include "vas-staff-names.h"
#include "vas-time.h"

#include <glib/gi18n.h>

#define DAYS 366
#define MOST_ROWS 1000

struct _VasOneClerkDialog
{
  AdwWindow     parent_instance;

  GtkStack     *stack;
  GtkBox       *cards;

  VasDesk      *desk;
  GPtrArray    *requests;           /* nullable */
  GHashTable   *names;              /* key of a staff member → name; nullable */
  gboolean      allowed;            /* by the setting of the house */
  GCancellable *cancellable;
};

enum {
  CASE_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasOneClerkDialog, vas_one_clerk_dialog, ADW_TYPE_WINDOW)

typedef struct {
  gint64      since;
  GPtrArray  *requests;
  GHashTable *names;
  gboolean    allowed;
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->requests, g_ptr_array_unref);
  g_clear_pointer (&reading->names, g_hash_table_unref);
  g_free (reading);
}

static gpointer
read_list (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const gint64 *since = data;
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (VasHouse) house = NULL;

  reading->names = vas_staff_names (sql, error);
  house = reading->names != NULL ? vas_house_load (sql, error) : NULL;
  reading->allowed = house != NULL && vas_house_get_int (house, "one-clerk-office") != 0;
  reading->requests = house != NULL ? vas_one_clerk_list (sql, *since, MOST_ROWS, error) : NULL;
  if (reading->requests == NULL)
    {
      reading_free (reading);
      return NULL;
    }

  return reading;
}

static const char *
get_name (VasOneClerkDialog *self,
          VasRequest        *request)
{
  const char *name = g_hash_table_lookup (self->names, request->approved_by);

  return name != NULL ? name : "—";
}

static void
open_cb (VasOneClerkDialog *self,
         GtkWidget         *row)
{
  g_signal_emit (self, signals[CASE_OPENED], 0, g_object_get_data (G_OBJECT (row), "request"));
}

static GtkWidget *
make_row (VasOneClerkDialog *self,
          VasRequest        *request)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *amount = vas_money_format (request->amount);
  g_autofree char *when = vas_instant_format_local (request->approved_at);
  g_autofree char *title = g_strdup_printf ("%s · %s", request->number != NULL ? request->number : "—",
                                            vas_request_name_title (request));
  g_autofree char *subtitle = g_strdup_printf (_("%s entered and approved it · %s · %s"), get_name (self, request), when,
                                               vas_label (&vas_request_state_enum, (int) request->state));
  GtkWidget *money = gtk_label_new (amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (money, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), money);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "request", g_strdup (vas_entity_get_key (VAS_ENTITY (request))), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
build (VasOneClerkDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *old;
  g_autofree char *title = g_strdup_printf (ngettext ("%u request in the last year", "%u requests in the last year", self->requests->len),
                                            self->requests->len);

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, old);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         self->allowed ? _("The rules of the house let one person enter and approve.")
                                                       : _("The rules of the house ask for two persons now; these are from before."));
  for (guint i = 0; i < self->requests->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, g_ptr_array_index (self->requests, i)));
  gtk_box_append (self->cards, group);
  gtk_stack_set_visible_child_name (self->stack, self->requests->len > 0 ? "list" : "nothing");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.print", self->requests->len > 0);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasOneClerkDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = vas_store_finish (VAS_STORE (object), result, &error);

  if (reading == NULL && self->desk != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vas_desk_toast (self->desk, error->message);
  if (reading == NULL)
    return;
  if (self->desk != NULL)
    {
      g_clear_pointer (&self->requests, g_ptr_array_unref);
      g_clear_pointer (&self->names, g_hash_table_unref);
      self->requests = g_steal_pointer (&reading->requests);
      self->names = g_steal_pointer (&reading->names);
      self->allowed = reading->allowed;
      build (self);
    }
  reading_free (reading);
}

static gboolean
may_read (VasOneClerkDialog *self)
{
  return (vas_desk_get_roles (self->desk) & (VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_AUDITOR | VAS_ROLE_ADMINISTRATOR)) != 0;
}

static void
reload (VasOneClerkDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!may_read (self))
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.print", FALSE);
      gtk_stack_set_visible_child_name (self->stack, "forbidden");
      return;
    }
  self->cancellable = g_cancellable_new ();
  vas_store_read_async (vas_desk_get_store (self->desk), read_list,
                        g_memdup2 (&(gint64) { vas_desk_get_now (self->desk) - DAYS * VAS_INSTANT_DAY }, sizeof (gint64)), g_free,
                        (GDestroyNotify) reading_free, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (VasOneClerkDialog  *self,
            const char * const *tables)
{
  if (g_strv_contains (tables, "request") || g_strv_contains (tables, "setting"))
    reload (self);
}

static void
print_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  VasOneClerkDialog *self = VAS_ONE_CLERK_DIALOG (widget);
  g_autoptr (VasTablePrint) print = vas_one_clerk_dialog_make_print (self);
  g_autoptr (GError) error = NULL;

  if (!vas_table_print_run (print, GTK_WINDOW (self), &error))
    vas_desk_toast (self->desk, error->message);
}

/* A reading that is under way keeps the window alive for a moment, maybe longer than its parent. */
static void
vas_one_clerk_dialog_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vas_one_clerk_dialog_parent_class)->unrealize (widget);
}

static void
vas_one_clerk_dialog_dispose (GObject *object)
{
  VasOneClerkDialog *self = VAS_ONE_CLERK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_one_clerk_dialog_parent_class)->dispose (object);
}

static void
vas_one_clerk_dialog_class_init (VasOneClerkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_one_clerk_dialog_dispose;
  widget_class->unrealize = vas_one_clerk_dialog_unrealize;
  signals[CASE_OPENED] = g_signal_new ("case-opened", VAS_TYPE_ONE_CLERK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "list.print", NULL, print_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-one-clerk-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasOneClerkDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VasOneClerkDialog, cards);
}

static void
vas_one_clerk_dialog_init (VasOneClerkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.print", FALSE);
}

/** vas_one_clerk_dialog_new: (transfer none) */
GtkWidget *
vas_one_clerk_dialog_new (VasDesk   *desk,
                          GtkWindow *parent)
{
  VasOneClerkDialog *self = g_object_new (VAS_TYPE_ONE_CLERK_DIALOG, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::staff", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);

  return GTK_WIDGET (self);
}

/** vas_one_clerk_dialog_get_page: (transfer none): "loading", "forbidden", "nothing" or "list". */
const char *
vas_one_clerk_dialog_get_page (VasOneClerkDialog *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

/** vas_one_clerk_dialog_make_print: (transfer full): the list as it goes on paper. */
VasTablePrint *
vas_one_clerk_dialog_make_print (VasOneClerkDialog *self)
{
  g_autofree char *now = vas_instant_format_local (vas_desk_get_now (self->desk));
  g_autofree char *subtitle = g_strdup_printf (_("As of %s"), now);
  VasTablePrint *print = vas_table_print_new (_("Entered and Approved by One Person"), subtitle);

  vas_table_print_add_column (print, _("Approved"), 14, FALSE);
  vas_table_print_add_column (print, _("Request"), 14, FALSE);
  vas_table_print_add_column (print, _("Title"), 26, FALSE);
  vas_table_print_add_column (print, _("Amount"), 12, TRUE);
  vas_table_print_add_column (print, _("By"), 10, FALSE);
  vas_table_print_add_column (print, _("State"), 10, FALSE);
  for (guint i = 0; self->requests != NULL && i < self->requests->len; i++)
    {
      VasRequest *request = g_ptr_array_index (self->requests, i);
      g_autofree char *when = vas_instant_format_local (request->approved_at);
      g_autofree char *amount = vas_money_format (request->amount);
      const char * const cells[] = { when, request->number != NULL ? request->number : "—", vas_request_name_title (request),
                                     amount, get_name (self, request), vas_label (&vas_request_state_enum, (int) request->state) };

      vas_table_print_add_row (print, cells);
    }

  return print;
}
