/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Leaving a server's desk: signing out, and making room for the next person. What is held is let go and what can be sent is sent first; who
 * signs out is told what is left, which stays here for the same person. Then the server is told to forget the session, the key ring
 * too, and the records are closed. The next person signs in before the first one leaves, so that a wrong password ends
 * nobody's work. Main thread.
 */

#include "vas-application-private.h"

#include "vas-desk-finish.h"
#include "vas-keyring.h"
#include "vas-sign-in.h"
#include "vas-window.h"

#include <glib/gi18n.h>

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;

  g_application_release (G_APPLICATION (self));
  self->leaving = FALSE;
  if (self->closing)
    {
      vas_application_end (self);
      return;
    }
  vas_application_take_next (self);
  vas_application_show_state_everywhere (self);
}

/* Dialogs go, and windows show nothing of the records any more. */
static void
empty_windows (VasApplication *self)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (VAS_IS_WINDOW (l->data))
        {
          vas_window_drop_desk (l->data);
          vas_start_page_show_opening (vas_window_show_start (l->data));
        }
      else
        {
          gtk_window_destroy (l->data);
        }
    }
}

static void
forget_session (VasApplication *self)
{
  if (self->server.token != NULL)
    vas_sign_out (self->server.transport, self->server.token);
  vas_keyring_forget (self->server.address, self->server.login);
  g_settings_reset (self->settings, "server-login");
  g_settings_reset (self->settings, "server-staff");
  g_clear_pointer (&self->server.token, g_free);
  g_clear_pointer (&self->server.login, g_free);
  g_clear_pointer (&self->server.staff_key, g_free);
  self->server.looked = TRUE;
  self->server.fetched = FALSE;
  self->server.asked = FALSE;
  self->server.changing = FALSE;
}

static void
leave (VasApplication *self)
{
  g_autoptr (VasDesk) desk = g_object_ref (self->desk);

  g_signal_handlers_disconnect_by_data (self->server.sync, self);
  g_signal_handlers_disconnect_by_data (self->desk, self);
  forget_session (self);
  g_clear_object (&self->server.sync);
  g_clear_object (&self->desk);
  empty_windows (self);
  g_application_hold (G_APPLICATION (self));
  vas_desk_close_async (desk, closed_cb, g_object_ref (self));
}

static void
stay (VasApplication *self)
{
  self->leaving = FALSE;
  vas_application_refuse_next (self);
  vas_application_show_state_everywhere (self);
}

static void
response_cb (VasApplication *self,
             const char     *response)
{
  if (self->closing)
    return; /* the end of the program has answered */
  if (g_str_equal (response, "sign-out"))
    leave (self);
  else
    stay (self);
}

static void
ask_about_unsent (VasApplication *self,
                  guint           unsent)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  const char *name = vas_desk_get_staff (self->desk)->name;
  g_autofree char *heading = g_strdup_printf (ngettext ("%u Action Is Not Sent Yet", "%u Actions Are Not Sent Yet", unsent), unsent);
  g_autofree char *body = g_strdup_printf (_("Whoever signs out now leaves them on this computer. They are sent when %s signs in here again, "
                                             "and nobody else sees them until then."), name);
  GtkWidget *dialog = adw_message_dialog_new (window, heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Stay"), "sign-out", _("Sign _Out, Send Later"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autofree VasOutboxCounts *counts = vas_store_finish (VAS_STORE (object), result, NULL);

  g_application_release (G_APPLICATION (self));
  if (self->closing || self->desk == NULL)
    return;
  if (counts != NULL && counts->waiting + counts->held > 0 && vas_desk_get_staff (self->desk) != NULL)
    ask_about_unsent (self, counts->waiting + counts->held);
  else
    leave (self);
}

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (vas_desk_finish_finish (VAS_DESK (object), result, &error) && !self->closing)
    {
      vas_store_read_async (vas_desk_get_store (self->desk), vas_outbox_read_counts, NULL, NULL, g_free, NULL, counted_cb,
                            g_object_ref (self));
      return;
    }

  g_application_release (G_APPLICATION (self));
  if (self->closing)
    return;
  vas_desk_toast (self->desk, error->message);
  stay (self);
}

/** vas_application_leave: who is signed in leaves, unless there is something left to send and that makes her stay. */
void
vas_application_leave (VasApplication *self)
{
  if (self->server.sync == NULL || self->server.daemon != NULL || self->leaving || self->closing || self->desk == NULL)
    return;

  self->leaving = TRUE;
  g_application_hold (G_APPLICATION (self));
  vas_desk_finish_async (self->desk, finished_cb, g_object_ref (self));
}
