/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. It is no command: it goes to the server at once or not at all, and what is typed is kept nowhere. Main thread. */

#include "vas-own-password-dialog.h"

#include "vas-access.h"
#include "vas-password.h"
#include "vas-scanner.h"

#include <glib/gi18n.h>

struct _VasOwnPasswordDialog
{
  AdwWindow     parent_instance;

  GtkBox       *fields_box;
  GtkBox       *error_box;
  GtkLabel     *error;
  GtkButton    *button;

  VasFormField *old;                /* these are the box's */
  VasFormField *first;
  VasFormField *again;

  VasDesk      *desk;
  GCancellable *cancellable;        /* nullable: it is being sent */
};

G_DEFINE_FINAL_TYPE (VasOwnPasswordDialog, vas_own_password_dialog, ADW_TYPE_WINDOW)

/* As it was typed, blanks included. */
static const char *
get_text (VasFormField *field)
{
  return gtk_editable_get_text (GTK_EDITABLE (vas_form_field_get_input (field)));
}

static void
set_error (VasOwnPasswordDialog *self,
           const char           *error)
{
  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_box), error != NULL);
}

static void
fail_at (VasFormField *field,
         const char   *error)
{
  vas_form_field_set_error (field, error);
  gtk_widget_grab_focus (GTK_WIDGET (field));
}

static void
changed_cb (VasOwnPasswordDialog *self)
{
  set_error (self, NULL);
}

static void
show_error (VasOwnPasswordDialog *self,
            const GError         *error)
{
  if (g_error_matches (error, VAS_ACCESS_ERROR, VAS_ACCESS_ERROR_OLD))
    fail_at (self->old, error->message);
  else if (g_error_matches (error, VAS_ACCESS_ERROR, VAS_ACCESS_ERROR_PASSWORD))
    fail_at (self->first, error->message);
  else
    set_error (self, error->message);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasOwnPasswordDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean changed = vas_access_done_finish (VAS_SYNC (object), result, &error);

  if (self->desk == NULL)
    return;
  g_clear_object (&self->cancellable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), TRUE);
  if (!changed)
    {
      show_error (self, error);
      return;
    }

  vas_desk_toast (self->desk, _("Your password is changed. You are signed in at this desk alone."));
  gtk_window_close (GTK_WINDOW (self));
}

/* FALSE where something is wrong, which stands at its field then. */
static gboolean
judge (VasOwnPasswordDialog *self)
{
  if (*get_text (self->old) == '\0')
    fail_at (self->old, _("This must be filled in."));
  else if (!vas_password_is_fit (get_text (self->first)))
    fail_at (self->first, _("A password has 10 to 1,024 characters."));
  else if (g_strcmp0 (get_text (self->first), get_text (self->old)) == 0)
    fail_at (self->first, _("This is the password that you have."));
  else if (g_strcmp0 (get_text (self->first), get_text (self->again)) != 0)
    fail_at (self->again, _("This is not the same."));
  else
    return TRUE;

  return FALSE;
}

static void
change_cb (VasOwnPasswordDialog *self)
{
  if (self->cancellable != NULL || !judge (self))
    return;

  set_error (self, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  vas_access_change_async (vas_desk_get_sync (self->desk), get_text (self->old), get_text (self->first), self->cancellable, sent_cb,
                           g_object_ref (self));
}

static VasFormField *
add_field (VasOwnPasswordDialog *self,
           const char           *id,
           const char           *title)
{
  VasFormField *field = vas_form_field_new (VAS_FORM_PASSWORD, id, title);

  gtk_box_append (self->fields_box, GTK_WIDGET (field));
  g_signal_connect_swapped (field, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (field, "activated", G_CALLBACK (change_cb), self);
  return field;
}

static void
vas_own_password_dialog_dispose (GObject *object)
{
  VasOwnPasswordDialog *self = VAS_OWN_PASSWORD_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_own_password_dialog_parent_class)->dispose (object);
}

/* An answer that is under way keeps the window alive for a moment, maybe longer than its parent. */
static void
vas_own_password_dialog_unrealize (GtkWidget *widget)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

  GTK_WIDGET_CLASS (vas_own_password_dialog_parent_class)->unrealize (widget);
}

static void
vas_own_password_dialog_class_init (VasOwnPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_own_password_dialog_dispose;
  widget_class->unrealize = vas_own_password_dialog_unrealize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/staff/vas-own-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VasOwnPasswordDialog, fields_box);
  gtk_widget_class_bind_template_child (widget_class, VasOwnPasswordDialog, error_box);
  gtk_widget_class_bind_template_child (widget_class, VasOwnPasswordDialog, error);
  gtk_widget_class_bind_template_child (widget_class, VasOwnPasswordDialog, button);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
}

static void
vas_own_password_dialog_init (VasOwnPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vas_scanner_type_into (GTK_WIDGET (self));
  self->old = add_field (self, "old", _("_Password until now"));
  self->first = add_field (self, "password", _("_New password"));
  self->again = add_field (self, "again", _("The same _again"));
  vas_form_field_set_hint (self->first, _("At least 10 characters."));
}

/** vas_own_password_dialog_new: (transfer none): @desk follows a server. */
GtkWidget *
vas_own_password_dialog_new (VasDesk   *desk,
                             GtkWindow *parent)
{
  VasOwnPasswordDialog *self = g_object_new (VAS_TYPE_OWN_PASSWORD_DIALOG, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  gtk_widget_grab_focus (GTK_WIDGET (self->old));

  return GTK_WIDGET (self);
}

/** vas_own_password_dialog_get_field: (transfer none): `old`, `password` or `again`. */
VasFormField *
vas_own_password_dialog_get_field (VasOwnPasswordDialog *self,
                                   const char           *id)
{
  if (g_str_equal (id, "old"))
    return self->old;

  return g_str_equal (id, "again") ? self->again : self->first;
}

/** vas_own_password_dialog_get_button: (transfer none): the button that changes it. */
GtkWidget *
vas_own_password_dialog_get_button (VasOwnPasswordDialog *self)
{
  return GTK_WIDGET (self->button);
}
