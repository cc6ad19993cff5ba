/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The first filling: a folder without records, or with those of another truth, gets everything from the server before it is opened. What came
 * is kept, so that a start that was cut off goes on where it was. Where there are older records they are opened when this fails: the
 * work goes on with them. Main thread.
 */

#include "vas-application-private.h"

#include "vas-backoff.h"
#include "vas-bootstrap.h"
#include "vas-current.h"
#include "vas-window.h"
#include "vas-wire.h"

#include <glib/gi18n.h>

/** vas_application_must_fetch: whether the records come from the server first. */
gboolean
vas_application_must_fetch (VasApplication *self)
{
  return self->server.address != NULL && !self->server.fetched && (self->flags & VAS_DESK_READ_ONLY) == 0 &&
         vas_bootstrap_is_wanted (self->directory);
}

static void
progress_cb (VasBootstrapStep step,
             gint64           done,
             gint64           total,
             gpointer         data)
{
  VasApplication *self = data;
  g_autofree char *so_far = g_format_size ((guint64) done);
  g_autofree char *all = g_format_size ((guint64) total);

  g_free (self->server.progress);
  if (step == VAS_BOOTSTRAP_ASKING)
    self->server.progress = g_strdup (_("The server gathers the records…"));
  else if (step == VAS_BOOTSTRAP_FETCHING)
    self->server.progress = g_strdup_printf (_("Received %s of %s"), so_far, all);
  else
    self->server.progress = g_strdup_printf (_("Filed %s of %s"), so_far, all);
  vas_application_show_state_everywhere (self);
}

static gboolean
has_older_records (VasApplication *self)
{
  g_autofree char *path = vas_current_get_path (self->directory, NULL);

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
take_failure (VasApplication *self,
              GError         *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_SIGNED_OUT))
    {
      vas_application_forget_token (self);
    }
  else if (has_older_records (self))
    {
      g_message ("The records could not be fetched anew: %s", error->message);
      self->server.fetched = TRUE;
      vas_application_open_records (self, self->flags);
    }
  else
    {
      vas_application_fail (self, g_steal_pointer (&owned));
    }
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  g_application_release (G_APPLICATION (self));
  g_clear_object (&self->server.fetching);
  g_clear_pointer (&self->server.progress, g_free);
  self->server.fetched = vas_bootstrap_run_finish (result, &error);
  if (self->server.fetched)
    vas_application_open_records (self, self->flags);
  else
    take_failure (self, g_steal_pointer (&error));
  vas_application_show_state_everywhere (self);
}

/** vas_application_fetch: fetches everything, as soon as somebody is signed in, and opens it. */
void
vas_application_fetch (VasApplication *self)
{
  if (self->server.fetching != NULL)
    return;
  if (self->server.transport == NULL)
    self->server.transport = self->connect (self->server.address, &self->open_error);
  if (self->server.token == NULL || self->server.transport == NULL)
    {
      if (self->server.transport != NULL)
        vas_application_look_for_token (self);
      vas_application_show_state_everywhere (self);
      return;
    }

  self->server.fetching = g_cancellable_new ();
  self->server.progress = g_strdup (_("Connecting to the server…"));
  g_application_hold (G_APPLICATION (self));
  vas_bootstrap_run_async (self->server.transport, self->directory, self->server.token, vas_instant_now (), VAS_BACKOFF_BASE_MS,
                           progress_cb, self, self->server.fetching, fetched_cb, g_object_ref (self));
  vas_application_show_state_everywhere (self);
}
