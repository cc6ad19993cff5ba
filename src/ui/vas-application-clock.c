/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Work of the clock while the desktop is open: holds that an earlier program left behind end, and once an hour what is due
 * by the calendar is done (R7), by commands of the system whose ids derive from rule, record and moment. Where the records follow a
 * server, that is the server's work. Main thread.
 */

#include "vas-application-private.h"

#include "vas-maintain.h"

#define EVERY_SECONDS 3600
#define SOON_SECONDS 60

static gboolean tick_cb (gpointer user_data);

/* In an hour again, or soon where more is due than is done at once, as on the first day with records of years. */
static void
set_timer (VasApplication *self,
           guint           seconds)
{
  g_clear_handle_id (&self->clock, g_source_remove);
  self->clock = g_timeout_add_seconds (seconds, tick_cb, self);
}

static void
maintained_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (VasApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_done = 0;

  if (!vas_maintain_finish (VAS_ENGINE (object), result, &n_done, &error))
    g_message ("What is due could not be done and will be tried again in an hour: %s", error->message);
  else if (n_done > 0)
    g_message ("Done by the clock: %u.", n_done);
  if (self->clock != 0)
    set_timer (self, n_done >= VAS_MAINTAIN_AT_MOST ? SOON_SECONDS : EVERY_SECONDS);
}

static gboolean
tick_cb (gpointer user_data)
{
  VasApplication *self = user_data;

  if (self->desk != NULL && !self->closing)
    vas_maintain_async (vas_desk_get_engine (self->desk), NULL, maintained_cb, g_object_ref (self));

  return G_SOURCE_CONTINUE;
}

/** vas_application_start_clock: when the records are open for changes. */
void
vas_application_start_clock (VasApplication *self)
{
  if (vas_desk_is_read_only (self->desk))
    return;

  vas_engine_start (vas_desk_get_engine (self->desk));
  if (self->server.address != NULL)
    return;
  set_timer (self, EVERY_SECONDS);
  tick_cb (self);
}
