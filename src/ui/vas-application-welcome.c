/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The first start, and every one until somebody has chosen: no records on this computer, no server, nothing asked for on the command line. The
 * window offers a server, this computer or the demo; the choice is remembered by what it makes: the address of the server in the
 * settings, or the folder of the records. Main thread.
 */

#include "vas-application-private.h"

#include "vas-front.h"
#include "vas-window.h"

#include <glib/gi18n.h>

/* (transfer full): where the business of this computer is, or would be. */
static char *
get_here (void)
{
  return g_build_filename (g_get_user_data_dir (), "vasdesk", "here", NULL);
}

/* The folder alone may be what a server of this computer left that never started. */
static gboolean
has_records (const char *here)
{
  g_autofree char *path = g_build_filename (here, "replica.db", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/** vas_application_find_records: decides what is opened where nothing was asked for and no server is known. */
void
vas_application_find_records (VasApplication *self)
{
  if (self->server.address != NULL || g_file_test (self->directory, G_FILE_TEST_IS_DIR))
    return;

  g_free (self->directory);
  self->directory = get_here ();
  if (has_records (self->directory))
    self->flags |= VAS_DESK_HERE;
  else
    self->welcoming = TRUE;
}

static void
dropped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  vas_daemon_stop_finish (VAS_DAEMON (object), result);
  g_application_release (user_data);
  g_object_unref (user_data);
}

/* What was begun on this computer is not worked with: nothing of it is left where a server comes now. */
static void
drop_here (VasApplication *self)
{
  self->flags &= ~(VasDeskFlags) VAS_DESK_HERE;
  self->nobody = FALSE;
  if (self->server.daemon == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->server.daemon, self);
  g_application_hold (G_APPLICATION (self));
  vas_daemon_stop_async (self->server.daemon, dropped_cb, g_object_ref (self));
  g_clear_object (&self->server.daemon);
  g_clear_object (&self->server.transport);
  g_clear_pointer (&self->server.address, g_free);
  g_clear_pointer (&self->server.login, g_free);
  g_clear_pointer (&self->server.staff_key, g_free);
}

/** vas_application_choose_server: the page that signs in asks where the server is. */
void
vas_application_choose_server (VasApplication *self)
{
  drop_here (self);
  self->welcoming = FALSE;
  self->server.address = g_strdup ("");
  self->server.looked = TRUE;
  vas_application_show_state_everywhere (self);
}

/** vas_application_is_choosing: whether a server is asked for that may still be none: one may go back to the choice. */
gboolean
vas_application_is_choosing (VasApplication *self)
{
  return g_strcmp0 (self->server.address, "") == 0;
}

/** vas_application_choose_again: back from there. */
void
vas_application_choose_again (VasApplication *self)
{
  g_clear_pointer (&self->server.address, g_free);
  self->server.looked = FALSE;
  self->welcoming = TRUE;
  vas_application_show_state_everywhere (self);
}

static void
show_error (VasApplication *self,
            const char     *message)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (VAS_IS_WINDOW (l->data))
        vas_front_show_welcome_error (vas_window_get_front (l->data), message);
    }
}

/** vas_application_open_demo: beside this program, which has nothing to show yet, and ends. */
void
vas_application_open_demo (VasApplication *self)
{
  char *arguments[] = { (char *) "/proc/self/exe", (char *) "--demo", NULL };
  g_autoptr (GError) error = NULL;

  if (g_spawn_async (NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &error))
    vas_application_begin_close (self);
  else
    show_error (self, error->message);
}

/** vas_application_greet: there are records on this computer, and nobody in them. */
void
vas_application_greet (VasApplication *self)
{
  self->welcoming = TRUE;
  self->nobody = TRUE;
  vas_application_show_state_everywhere (self);
}

static void
begun_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *login = NULL;
  g_autofree char *staff_key = NULL;
  g_autofree char *token = vas_daemon_ask_finish (VAS_DAEMON (object), result, &login, &staff_key, &error);

  if (self->closing || VAS_DAEMON (object) != self->server.daemon)
    return;
  self->server.looking = FALSE;
  if (token == NULL)
    {
      /* Translators: the reason follows. */
      g_autofree char *text = g_strdup_printf (_("The business could not be begun: %s"), error->message);

      show_error (self, text);
      return;
    }

  self->welcoming = FALSE;
  self->server.looked = TRUE;
  vas_application_take_here (self, login, staff_key, g_steal_pointer (&token));
  vas_application_show_state_everywhere (self);
}

/** vas_application_begin_here: somebody begins a business on this computer. */
void
vas_application_begin_here (VasApplication *self,
                            const char     *login,
                            const char     *name)
{
  self->flags |= VAS_DESK_HERE;
  if (self->server.daemon == NULL)
    {
      g_free (self->directory);
      self->directory = get_here ();
      vas_application_start_here (self);
    }
  self->server.looking = TRUE;
  vas_daemon_begin_async (self->server.daemon, login, name, begun_cb, g_object_ref (self));
}
