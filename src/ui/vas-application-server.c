/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A desk that follows a server: who signs in, where the records of that person and that server are, and the sync that keeps them together.
 *
 * The records open at once where somebody has signed in here before, whether or not the server can be reached. The token comes from the key
 * ring, or lasts as long as the program. A session that has ended takes nothing away: the page that asks for the password stands
 * before work that goes on. Main thread.
 */

#include "vas-application-private.h"

#include "vas-keyring.h"
#include "vas-sign-in.h"
#include "vas-window.h"

#include <string.h>

/* A folder for each server and person: what one has fetched is not for another who uses this computer. */
static char *
get_directory (VasApplication *self,
               const char     *address,
               const char     *login)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s", address, login);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *name = g_strndup (digest, 32);

  if (self->server.daemon != NULL)
    return g_build_filename (address, "desks", name, NULL);

  return g_build_filename (g_get_user_data_dir (), "vasdesk", "servers", name, NULL);
}

static void
take_person (VasApplication *self,
             const char     *address,
             const char     *login,
             const char     *staff_key)
{
  g_autofree char *given_address = g_strdup (address), *given_login = g_strdup (login), *given_key = g_strdup (staff_key);

  g_free (self->server.address);
  g_free (self->server.login);
  g_free (self->server.staff_key);
  g_free (self->directory);
  self->directory = get_directory (self, given_address, given_login);
  self->server.address = g_steal_pointer (&given_address);
  self->server.login = g_steal_pointer (&given_login);
  self->server.staff_key = g_steal_pointer (&given_key);
}

/** vas_application_take_person: who works with the server that is followed. @staff_key: (nullable): where it is not known yet */
void
vas_application_take_person (VasApplication *self,
                             const char     *login,
                             const char     *staff_key)
{
  take_person (self, self->server.address, login, staff_key);
}

/** vas_application_use_server: @address: (nullable): of the server to follow; NULL for the one of last time, where there is one. */
void
vas_application_use_server (VasApplication *self,
                            const char     *address)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.vasdesk.Vasdesk");
  g_autofree char *known = g_settings_get_string (settings, "server");
  g_autofree char *login = g_settings_get_string (settings, "server-login");
  g_autofree char *staff_key = g_settings_get_string (settings, "server-staff");

  if (address == NULL && *known == '\0')
    return;
  if ((address == NULL || g_str_equal (address, known)) && *login != '\0' && *staff_key != '\0')
    take_person (self, known, login, staff_key);
  else
    self->server.address = g_strdup (address != NULL ? address : known);
}

/** vas_application_knows_person: whether the records are opened without being asked first who it is. */
gboolean
vas_application_knows_person (VasApplication *self)
{
  return self->server.address == NULL || self->server.login != NULL;
}

/** vas_application_needs_sign_in: whether there is nothing to show before somebody has signed in. */
gboolean
vas_application_needs_sign_in (VasApplication *self)
{
  return self->server.address != NULL && self->server.daemon == NULL && !self->opening && !self->server.looking &&
         self->open_error == NULL && self->server.token == NULL &&
         (self->desk == NULL || vas_desk_get_staff (self->desk) == NULL);
}

/** vas_application_forget_token: the session has ended. Somebody has to sign in again; here on this computer that is done without asking. */
void
vas_application_forget_token (VasApplication *self)
{
  g_clear_pointer (&self->server.token, g_free);
  self->server.looked = self->server.daemon == NULL;
  if (self->server.daemon != NULL)
    vas_application_look_for_token (self);
  else
    vas_keyring_forget (self->server.address, self->server.login);
}

static void
sync_changed_cb (VasApplication *self)
{
  if (vas_sync_get_state (self->server.sync) == VAS_SYNC_SIGNED_OUT && self->server.token != NULL)
    vas_application_forget_token (self);
  vas_application_show_state_everywhere (self);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = vas_keyring_find_finish (result, &error);

  self->server.looking = FALSE;
  self->server.unkept = error != NULL;
  if (error != NULL)
    g_message ("The key ring could not be asked: %s", error->message);
  if (token != NULL && self->server.token == NULL)
    {
      self->server.token = g_steal_pointer (&token);
      if (self->server.sync != NULL)
        vas_sync_set_session (self->server.sync, self->server.token, self->server.staff_key);
      else if (self->desk == NULL && vas_application_knows_person (self))
        vas_application_open_records (self, self->flags);
    }
  else if (self->server.sync != NULL && self->server.token == NULL)
    {
      vas_sync_set_session (self->server.sync, NULL, self->server.staff_key);
    }
  vas_application_show_state_everywhere (self);
}

/** vas_application_look_for_token: asks the key ring, which also tells whether there is one. */
void
vas_application_look_for_token (VasApplication *self)
{
  if (self->server.looking || self->server.looked)
    return;

  self->server.looking = TRUE;
  self->server.looked = TRUE;
  if (self->server.daemon != NULL)
    vas_application_ask_here (self);
  else
    vas_keyring_find_async (self->server.address, self->server.login != NULL ? self->server.login : "", NULL, found_cb, g_object_ref (self));
}

/** vas_application_watch_sync: the windows follow how it stands with the server. */
void
vas_application_watch_sync (VasApplication *self)
{
  g_signal_connect_object (self->server.sync, "changed", G_CALLBACK (sync_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::staff", G_CALLBACK (vas_application_show_state_everywhere), self, G_CONNECT_SWAPPED);
}

/** vas_application_follow: the records are open: they follow their server from now on. */
void
vas_application_follow (VasApplication *self)
{
  g_autoptr (GError) error = NULL;

  if (self->server.address == NULL || vas_desk_is_read_only (self->desk))
    return;
  if (self->server.transport == NULL)
    self->server.transport = self->connect (self->server.address, &error);
  if (self->server.transport == NULL)
    {
      g_message ("The server cannot be followed: %s", error->message);
      return;
    }

  if (self->server.staff_key == NULL)
    self->server.staff_key = vas_application_find_staff_key (self, self->server.login);
  self->server.sync = vas_sync_new (vas_desk_get_engine (self->desk), self->server.transport);
  vas_desk_follow (self->desk, self->server.sync, self->server.staff_key);
  vas_application_watch_sync (self);
  if (self->server.token != NULL)
    vas_sync_set_session (self->server.sync, self->server.token, self->server.staff_key);
  else
    vas_application_look_for_token (self);
}

/** vas_application_unfollow: nothing more is sent or fetched; before the records are closed. */
void
vas_application_unfollow (VasApplication *self)
{
  if (self->server.sync != NULL)
    vas_sync_close (self->server.sync);
  g_clear_object (&self->server.sync);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  self->server.unkept = !vas_keyring_keep_finish (result, &error);
  if (self->server.unkept)
    g_message ("The session is not kept beyond the end of the program: %s", error->message);
}

/* Who signed in, to be known at the next start. */
static void
remember (VasApplication *self)
{
  g_settings_set_string (self->settings, "server", self->server.address);
  g_settings_set_string (self->settings, "server-login", self->server.login);
  g_settings_set_string (self->settings, "server-staff", self->server.staff_key);
  vas_keyring_keep_async (self->server.address, self->server.login, self->server.token, NULL, kept_cb, g_object_ref (self));
}

/* What a page asked for. */
typedef struct {
  VasApplication *application;
  VasSignInPage  *page;
  char           *address;
  char           *login;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->application);
  g_object_unref (asking->page);
  g_free (asking->address);
  g_free (asking->login);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

/* @token: (transfer full) */
static void
take_session (VasApplication *self,
              const char     *address,
              const char     *login,
              const char     *staff_key,
              char           *token)
{
  g_free (self->server.token);
  self->server.token = token;
  take_person (self, address, login, staff_key);
  self->server.asked = FALSE;
  self->server.changing = FALSE;
  self->server.looked = TRUE;
  remember (self);
  if (self->desk == NULL)
    vas_application_open_records (self, self->flags);
  else if (self->server.sync != NULL)
    vas_sync_set_session (self->server.sync, self->server.token, self->server.staff_key);
  vas_application_show_state_everywhere (self);
}

static void
clear_next (VasApplication *self)
{
  g_clear_pointer (&self->server.next_login, g_free);
  g_clear_pointer (&self->server.next_staff_key, g_free);
  g_clear_pointer (&self->server.next_token, g_free);
}

/* Another person than the one whose records are open has signed in: that one leaves first. */
static void
give_next (VasApplication *self,
           const char     *login,
           const char     *staff_key,
           const char     *token)
{
  clear_next (self);
  self->server.next_login = g_strdup (login);
  self->server.next_staff_key = g_strdup (staff_key);
  self->server.next_token = g_strdup (token);
  vas_application_ask (self, FALSE);
  vas_application_leave (self);
}

/** vas_application_refuse_next: who is there stays: the session of who waited is given back. */
void
vas_application_refuse_next (VasApplication *self)
{
  if (self->server.next_token != NULL)
    vas_sign_out (self->server.transport, self->server.next_token);
  clear_next (self);
}

/** vas_application_take_next: the desk is free: who waits for it takes it. */
void
vas_application_take_next (VasApplication *self)
{
  if (self->server.next_login == NULL)
    return;

  take_session (self, self->server.address, self->server.next_login, self->server.next_staff_key,
                g_steal_pointer (&self->server.next_token));
  clear_next (self);
}

static void
signed_in_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Asking) asking = user_data;
  VasApplication *self = asking->application;
  g_autoptr (GError) error = NULL;
  g_autofree char *staff_key = NULL;
  g_autofree char *token = vas_sign_in_finish (VAS_TRANSPORT (object), result, &staff_key, &error);

  if (token == NULL)
    {
      vas_sign_in_page_set_error (asking->page, error);
      return;
    }

  vas_sign_in_page_set_busy (asking->page, FALSE);
  if (self->welcoming)          /* she went back meanwhile */
    {
      vas_sign_out (VAS_TRANSPORT (object), token);
      return;
    }
  if (self->desk != NULL && self->server.changing && g_strcmp0 (asking->login, self->server.login) != 0)
    {
      give_next (self, asking->login, staff_key, token);
      return;
    }
  g_set_object (&self->server.transport, VAS_TRANSPORT (object));
  take_session (self, asking->address, asking->login, staff_key, g_steal_pointer (&token));
}

/* "vas.example.com" is meant as an address; without a slash at its end, so that the same server has one name. */
static char *
complete_address (const char *typed)
{
  g_autofree char *address = strstr (typed, "://") != NULL ? g_strdup (typed) : g_strconcat ("https://", typed, NULL);

  while (g_str_has_suffix (address, "/"))
    address[strlen (address) - 1] = '\0';

  return g_steal_pointer (&address);
}

/** vas_application_sign_in: what a page asks for. */
void
vas_application_sign_in (VasApplication *self,
                         const char     *typed,
                         const char     *login,
                         const char     *password,
                         VasSignInPage  *page)
{
  g_autofree char *address = complete_address (typed);
  g_autofree char *station = g_settings_get_string (self->settings, "station-name");
  g_autoptr (GError) error = NULL;
  g_autoptr (VasTransport) transport = self->connect (address, &error);
  g_autoptr (GError) judged = transport == NULL ? vas_sign_in_judge (error) : NULL;
  Asking *asking;

  if (transport == NULL)
    {
      vas_sign_in_page_set_error (page, judged);
      return;
    }

  asking = g_new0 (Asking, 1);
  asking->application = g_object_ref (self);
  asking->page = g_object_ref (page);
  asking->address = g_strdup (address);
  asking->login = g_strdup (login);
  vas_sign_in_page_set_busy (page, TRUE);
  vas_sign_in_async (transport, login, password, *station != '\0' ? station : g_get_host_name (), NULL, signed_in_cb, asking);
}

/** vas_application_ask: shows the page that signs in, or goes back to the work. */
void
vas_application_ask (VasApplication *self,
                     gboolean        asked)
{
  if (self->server.address == NULL || self->server.asked == asked)
    return;

  self->server.asked = asked;
  self->server.changing = FALSE;
  vas_application_show_state_everywhere (self);
}

/** vas_application_change_person: shows the page that signs in to whoever wants to sit down here; the work goes on until she has. */
void
vas_application_change_person (VasApplication *self)
{
  if (self->server.sync == NULL || self->server.daemon != NULL || self->leaving)
    return;

  self->server.asked = TRUE;
  self->server.changing = TRUE;
  vas_application_show_state_everywhere (self);
}

/** vas_application_sync_again: what had stopped is tried again: the way to the server, or to a session of the one on this computer. */
void
vas_application_sync_again (VasApplication *self)
{
  if (self->server.sync == NULL)
    return;
  if (self->server.token != NULL)
    {
      vas_sync_set_session (self->server.sync, self->server.token, self->server.staff_key);
    }
  else if (self->server.daemon != NULL)
    {
      vas_sync_await_session (self->server.sync, NULL);
      vas_application_look_for_token (self);
    }
}

/** vas_application_clear_server: at the end of the program. */
void
vas_application_clear_server (VasApplication *self)
{
  vas_application_unfollow (self);
  if (self->server.fetching != NULL)
    g_cancellable_cancel (self->server.fetching);
  g_clear_object (&self->server.fetching);
  g_clear_pointer (&self->server.progress, g_free);
  g_clear_object (&self->server.transport);
  g_clear_object (&self->server.daemon);
  clear_next (self);
  g_clear_pointer (&self->server.address, g_free);
  g_clear_pointer (&self->server.login, g_free);
  g_clear_pointer (&self->server.staff_key, g_free);
  g_clear_pointer (&self->server.token, g_free);
}
