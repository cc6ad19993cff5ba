/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The business on this computer: the desk starts a backend of its own and works against it as against any other. Nobody types a password: the
 * backend gives its owner the sessions of those who share this desk.
 *
 * Each person has records of her own beside the backend's, so changing the person is leaving one desk for another: what is held is let go and
 * sent, the other's records are opened while the windows still show the first, and only then are they shown and the first closed. Where
 * that fails the first goes on. Main thread.
 */

#include "vas-application-private.h"

#include "vas-bootstrap.h"
#include "vas-desk-finish.h"
#include "vas-sign-in.h"
#include "vas-window.h"

#include <glib/gi18n.h>

static void
restarted_cb (VasApplication *self)
{
  if (self->server.sync != NULL)
    vas_sync_kick (self->server.sync);
  if (self->desk != NULL)
    vas_desk_toast (self->desk, _("The server on this computer had ended by itself and was started again. Nothing is lost."));
}

/* Who sat here last, where that person has records: they open without waiting for the backend. */
static void
propose_person (VasApplication *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "staff-login");
  g_autofree char *login = self->wanted_login != NULL ? g_strdup (self->wanted_login) : g_steal_pointer (&last);

  g_clear_pointer (&self->wanted_login, g_free);
  if (*login == '\0')
    return;

  vas_application_take_person (self, login, NULL);
}

/** vas_application_start_here: the business on this computer is what is worked with. */
void
vas_application_start_here (VasApplication *self)
{
  VasDaemon *daemon = self->start (self->directory, self->flags);

  self->server.daemon = daemon;
  self->server.transport = g_object_ref (VAS_TRANSPORT (daemon));
  self->server.address = g_strdup (vas_daemon_get_directory (daemon));
  g_signal_connect_object (daemon, "changed", G_CALLBACK (vas_application_show_state_everywhere), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (daemon, "restarted", G_CALLBACK (restarted_cb), self, G_CONNECT_SWAPPED);
  propose_person (self);
}

/** vas_application_take_here: somebody has a session with the backend of this computer. @token: (transfer full) */
void
vas_application_take_here (VasApplication *self,
                           const char     *login,
                           const char     *staff_key,
                           char           *token)
{
  g_free (self->server.token);
  self->server.token = token;
  vas_application_take_person (self, login, staff_key);
  g_settings_set_string (self->settings, "staff-login", login);
  if (self->server.sync != NULL)
    vas_sync_set_session (self->server.sync, token, staff_key);
  else if (self->desk == NULL)
    vas_application_open_records (self, self->flags);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *login = NULL;
  g_autofree char *staff_key = NULL;
  char *token = vas_daemon_ask_finish (VAS_DAEMON (object), result, &login, &staff_key, &error);

  if (self->closing || VAS_DAEMON (object) != self->server.daemon)
    {
      g_free (token);
      return;
    }
  self->server.looking = FALSE;
  self->server.looked = token != NULL;
  if (token != NULL)
    {
      vas_application_take_here (self, login, staff_key, token);
    }
  else if (g_error_matches (error, VAS_SIGN_IN_ERROR, VAS_SIGN_IN_ERROR_PASSWORD) && self->server.login != NULL && self->desk == NULL &&
           self->left == NULL)
    {
      g_clear_pointer (&self->server.login, g_free);
      vas_application_look_for_token (self);
    }
  else if (g_error_matches (error, VAS_SIGN_IN_ERROR, VAS_SIGN_IN_ERROR_PASSWORD) && self->desk == NULL && self->left == NULL)
    {
      vas_application_greet (self);
    }
  else if (self->desk == NULL)
    {
      vas_application_fail (self, g_steal_pointer (&error));
    }
  else if (self->server.sync != NULL)
    {
      vas_sync_await_session (self->server.sync, error->message);
    }
  vas_application_show_state_everywhere (self);
}

/** vas_application_ask_here: asks the backend of this computer for the session of who sits here. */
void
vas_application_ask_here (VasApplication *self)
{
  vas_daemon_ask_async (self->server.daemon, self->server.login, asked_cb, g_object_ref (self));
}

/** vas_application_describe_here: (transfer full) (nullable): what the backend of this computer is busy with; NULL while it is only starting. */
char *
vas_application_describe_here (VasApplication *self)
{
  const int making = self->server.daemon != NULL ? vas_daemon_get_making (self->server.daemon) : -1;

  return making >= 0 ? g_strdup_printf (_("Making the demo business: %d %%"), making) : NULL;
}

/* vas_application_find_staff_key: (transfer full) (nullable): of a login, where the open records know it. */
char *
vas_application_find_staff_key (VasApplication *self,
                                const char     *login)
{
  GListModel *list = vas_desk_get_staff_list (self->desk);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (VasStaff) staff = g_list_model_get_item (list, i);

      if (g_strcmp0 (staff->login, login) == 0)
        return g_strdup (vas_entity_get_key (VAS_ENTITY (staff)));
    }

  return NULL;
}

static void
left_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autofree char *next = g_steal_pointer (&self->next_login);

  g_application_release (G_APPLICATION (self));
  self->leaving = FALSE;
  if (next != NULL && !self->closing)
    vas_application_switch (self, next);
}

static void
close_left (VasApplication *self,
            VasDesk        *desk)
{
  g_application_hold (G_APPLICATION (self));
  vas_desk_close_async (desk, left_cb, g_object_ref (self));
}

/* Dialogs speak of the records of who sat here before. */
static void
destroy_dialogs (VasApplication *self)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (!VAS_IS_WINDOW (l->data))
        gtk_window_destroy (l->data);
    }
}

/** vas_application_arrive: the records of who sits here now are open: those of who sat here before go. */
void
vas_application_arrive (VasApplication *self)
{
  g_autoptr (VasDesk) left = g_steal_pointer (&self->left);
  g_autofree char *text = NULL;

  if (left == NULL)
    return;

  destroy_dialogs (self);
  vas_application_show_state_everywhere (self);
  close_left (self, left);
  if (vas_desk_get_staff (self->desk) == NULL)
    return;
  text = g_strdup_printf (_("%s is acting now."), vas_desk_get_staff (self->desk)->name);
  vas_desk_toast (self->desk, text);
}

/** vas_application_stay: the other records could not be opened: the windows go on with what they show. */
gboolean
vas_application_stay (VasApplication *self,
                      const GError   *error)
{
  VasStaff *staff;

  if (self->left == NULL)
    return FALSE;

  self->leaving = FALSE;
  self->desk = g_steal_pointer (&self->left);
  self->server.sync = g_object_ref (vas_desk_get_sync (self->desk));
  staff = vas_desk_get_staff (self->desk);
  vas_application_take_person (self, staff->login, vas_entity_get_key (VAS_ENTITY (staff)));
  g_settings_set_string (self->settings, "staff-login", staff->login);
  g_clear_pointer (&self->server.token, g_free); /* it may be the other person's */
  self->server.looked = FALSE;
  vas_application_watch_sync (self);
  vas_application_look_for_token (self);
  vas_desk_toast (self->desk, error->message);
  return TRUE;
}

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  g_application_release (G_APPLICATION (self));
  if (self->closing || self->desk == NULL)
    return;
  if (!vas_desk_finish_finish (VAS_DESK (object), result, &error))
    {
      self->leaving = FALSE;
      vas_desk_toast (self->desk, error->message);
      return;
    }

  g_signal_handlers_disconnect_by_data (self->server.sync, self);
  g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->server.sync);
  self->left = g_steal_pointer (&self->desk);
  g_clear_pointer (&self->server.token, g_free);
  self->server.looked = FALSE;
  self->server.fetched = FALSE;
  vas_application_take_person (self, self->arriving, NULL);
  vas_application_look_for_token (self);
}

/** vas_application_switch: the person of that login sits down here, where the business is on this computer. */
void
vas_application_switch (VasApplication *self,
                        const char     *login)
{
  g_autofree char *wanted = g_strdup (login);

  if (self->server.daemon == NULL || self->closing)
    return;
  g_clear_pointer (&self->next_login, g_free);
  if (self->leaving || self->desk == NULL)
    {
      self->next_login = g_steal_pointer (&wanted);
      return;
    }
  if (g_strcmp0 (wanted, self->server.login) == 0)
    return;

  self->leaving = TRUE;
  g_free (self->arriving);
  self->arriving = g_steal_pointer (&wanted);
  g_application_hold (G_APPLICATION (self));
  vas_desk_finish_async (self->desk, finished_cb, g_object_ref (self));
}
