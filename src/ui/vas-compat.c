/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What differs between the GTK and libadwaita of Debian 12 and of Debian 13, behind one function each. GtkFileChooserNative, which GTK 4.10
 * deprecates in favour of something that GTK 4.8 lacks, is used nowhere else. Main thread.
 */

#include "vas-compat.h"

#include <glib/gi18n.h>

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  g_object_unref (dialog);
}

/**
 * vas_compat_choose_file_async:
 * @name: (nullable): the name proposed for a file that is to be saved; else the folder to begin in
 * @mime_types: (nullable): NULL-terminated; the kinds that can be chosen
 *
 * Lets the person choose a file or folder.
 */
void
vas_compat_choose_file_async (GtkWindow            *parent,
                              GtkFileChooserAction  action,
                              const char           *title,
                              const char           *name,
                              const char * const   *mime_types,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, vas_compat_choose_file_async);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (name != NULL && action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  else if (name != NULL)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (name);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
    }
  if (mime_types != NULL)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      for (guint i = 0; mime_types[i] != NULL; i++)
        gtk_file_filter_add_mime_type (filter, mime_types[i]);
      gtk_file_chooser_set_filter (GTK_FILE_CHOOSER (dialog), filter);
    }

  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/** vas_compat_choose_file_finish: (transfer full): what was chosen; NULL with %G_IO_ERROR_CANCELLED where nothing was. */
GFile *
vas_compat_choose_file_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
name_close_buttons (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (child)), "window-close-symbolic") == 0)
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Close"), -1);
      else
        name_close_buttons (child);
    }
}

static void
toasts_changed_cb (GListModel      *children,
                   guint            position,
                   guint            n_removed,
                   guint            n_added,
                   AdwToastOverlay *overlay)
{
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (GtkWidget) child = g_list_model_get_item (children, position + i);

      if (child != adw_toast_overlay_get_child (overlay))
        name_close_buttons (child);
    }
}

/** vas_compat_name_toasts: libadwaita 1.2 gives the button that closes a toast no name for who hears the screen. */
void
vas_compat_name_toasts (AdwToastOverlay *overlay)
{
  GListModel *children = gtk_widget_observe_children (GTK_WIDGET (overlay));

  g_signal_connect_object (children, "items-changed", G_CALLBACK (toasts_changed_cb), overlay, 0);
  g_object_set_data_full (G_OBJECT (overlay), "vas-toasts", children, g_object_unref);
}
