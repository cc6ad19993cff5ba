/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * See the header. A person who was added a moment ago may still be in the outbox: the password waits until the server has everything.
 * Emits `given` when the server has it. Main thread.
 */

#include "vas-password-dialog.h"

#include "vas-access.h"
#include "vas-password.h"
#include "vas-scanner.h"

#include <glib/gi18n.h>

struct _VasPasswordDialog
{
  AdwWindow        parent_instance;

  AdwToastOverlay *toasts;
  GtkStack        *stack;
  GtkLabel        *intro;
  GtkEntry        *entry;
  GtkBox          *error_box;
  GtkLabel        *error;
  GtkButton       *button;
  GtkLabel        *told;
  GtkLabel        *shown;
  GtkButton       *close;

  VasDesk         *desk;
  VasStaff        *staff;
  GCancellable    *cancellable;     /* nullable: it is being sent */
  gulong           waiting;         /* for the outbox; 0: it does not */
};

enum {
  GIVEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasPasswordDialog, vas_password_dialog, ADW_TYPE_WINDOW)

static void
set_error (VasPasswordDialog *self,
           const char        *error)
{
  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_box), error != NULL);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
set_busy (VasPasswordDialog *self,
          gboolean           busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), !busy);
}

static void
changed_cb (VasPasswordDialog *self)
{
  set_error (self, NULL);
}

static void
make_cb (VasPasswordDialog *self)
{
  g_autofree char *made = vas_password_make ();

  gtk_editable_set_text (GTK_EDITABLE (self->entry), made);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
copy_cb (VasPasswordDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Copied.")));
}

static void
given_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasPasswordDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean given = vas_access_done_finish (VAS_SYNC (object), result, &error);

  if (self->desk == NULL)
    return;
  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
  if (!given)
    {
      set_error (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }

  gtk_label_set_text (self->shown, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_stack_set_visible_child_name (self->stack, "told");
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->close));
  gtk_widget_grab_focus (GTK_WIDGET (self->close));
  g_signal_emit (self, signals[GIVEN], 0);
}

static void
send_password (VasPasswordDialog *self)
{
  self->cancellable = g_cancellable_new ();
  vas_access_give_async (vas_desk_get_sync (self->desk), vas_entity_get_key (VAS_ENTITY (self->staff)),
                         gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->cancellable, given_cb, g_object_ref (self));
}

static gboolean
must_wait (VasSync *sync)
{
  VasOutboxCounts counts;

  vas_sync_get_counts (sync, &counts);
  return counts.waiting > 0 && vas_sync_get_state (sync) == VAS_SYNC_WORKING;
}

static void
sync_changed_cb (VasPasswordDialog *self,
                 VasSync           *sync)
{
  if (must_wait (sync))
    return;

  g_clear_signal_handler (&self->waiting, sync);
  send_password (self);
}

static void
give_cb (VasPasswordDialog *self)
{
  VasSync *sync = vas_desk_get_sync (self->desk);

  if (self->cancellable != NULL || self->waiting != 0)
    return;
  if (!vas_password_is_fit (gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    {
      set_error (self, _("A password has 10 to 1,024 characters."));
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }

  set_busy (self, TRUE);
  if (must_wait (sync))
    self->waiting = g_signal_connect_object (sync, "changed", G_CALLBACK (sync_changed_cb), self, G_CONNECT_SWAPPED);
  else
    send_password (self);
}

static void
vas_password_dialog_dispose (GObject *object)
{
  VasPasswordDialog *self = VAS_PASSWORD_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->staff);

  G_OBJECT_CLASS (vas_password_dialog_parent_class)->dispose (object);
}

/* An answer that is under way keeps the window alive for a moment, maybe longer than its parent. */
static void
vas_password_dialog_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vas_password_dialog_parent_class)->unrealize (widget);
}

static void
vas_password_dialog_class_init (VasPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_password_dialog_dispose;
  widget_class->unrealize = vas_password_dialog_unrealize;
  signals[GIVEN] = g_signal_new ("given", VAS_TYPE_PASSWORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/staff/vas-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPasswordDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, VasPasswordDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VasPasswordDialog, intro);
  gtk_widget_class_bind_template_child (widget_class, VasPasswordDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, VasPasswordDialog, error_box);
  gtk_widget_class_bind_template_child (widget_class, VasPasswordDialog, error);
  gtk_widget_class_bind_template_child (widget_class, VasPasswordDialog, button);
  gtk_widget_class_bind_template_child (widget_class, VasPasswordDialog, told);
  gtk_widget_class_bind_template_child (widget_class, VasPasswordDialog, shown);
  gtk_widget_class_bind_template_child (widget_class, VasPasswordDialog, close);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, give_cb);
}

static void
vas_password_dialog_init (VasPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_scanner_type_into (GTK_WIDGET (self));
}

/** vas_password_dialog_new: (transfer none): @desk follows a server. */
GtkWidget *
vas_password_dialog_new (VasDesk   *desk,
                         VasStaff  *staff,
                         GtkWindow *parent)
{
  VasPasswordDialog *self = g_object_new (VAS_TYPE_PASSWORD_DIALOG, "transient-for", parent, NULL);
  g_autofree char *intro = g_strdup_printf (_("%s (%s) signs in with this from now on. Wherever %s is signed in, the session ends."),
                                            staff->name, staff->login, staff->name);
  g_autofree char *told = g_strdup_printf (_("%s has this password now. Pass it on: it is not shown again."), staff->name);

  self->desk = g_object_ref (desk);
  self->staff = g_object_ref (staff);
  gtk_label_set_text (self->intro, intro);
  gtk_label_set_text (self->told, told);
  make_cb (self);

  return GTK_WIDGET (self);
}

/** vas_password_dialog_get_entry: (transfer none): the password that will be given. */
GtkEditable *
vas_password_dialog_get_entry (VasPasswordDialog *self)
{
  return GTK_EDITABLE (self->entry);
}

/** vas_password_dialog_get_error: (transfer none) (nullable): what is wrong with it. */
const char *
vas_password_dialog_get_error (VasPasswordDialog *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->error_box)) ? gtk_label_get_text (self->error) : NULL;
}

/** vas_password_dialog_get_button: (transfer none): the button that gives it. */
GtkWidget *
vas_password_dialog_get_button (VasPasswordDialog *self)
{
  return GTK_WIDGET (self->button);
}
