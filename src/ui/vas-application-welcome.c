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

/** vas_application_find_records: decides what is opened where nothing was asked for and no server is known. */
void
vas_application_find_records (VasApplication *self)
{
  if (self->server.address != NULL || g_file_test (self->directory, G_FILE_TEST_IS_DIR))
    return;

  g_free (self->directory);
  self->directory = get_here ();
  if (g_file_test (self->directory, G_FILE_TEST_IS_DIR))
    self->flags |= VAS_DESK_HERE;
  else
    self->welcoming = TRUE;
}

/** vas_application_choose_server: the page that signs in asks where the server is. */
void
vas_application_choose_server (VasApplication *self)
{
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

/** vas_application_open_demo: beside this program, which has nothing to show yet, and ends. */
void
vas_application_open_demo (VasApplication *self)
{
  char *arguments[] = { (char *) "/proc/self/exe", (char *) "--demo", NULL };
  g_autoptr (GError) error = NULL;

  if (g_spawn_async (NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &error))
    vas_application_begin_close (self);
  else
    vas_application_fail (self, g_steal_pointer (&error));
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
show_error (VasApplication *self,
            const char     *message)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (VAS_IS_WINDOW (l->data))
        vas_front_show_welcome_error (vas_window_get_front (l->data), message);
    }
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

  self->server.looking = FALSE;
  if (self->closing)
    return;
  if (token == NULL)
    {
      show_error (self, error->message);
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
    vas_application_start_here (self);
  self->server.looking = TRUE;
  vas_daemon_begin_async (self->server.daemon, login, name, begun_cb, g_object_ref (self));
}
