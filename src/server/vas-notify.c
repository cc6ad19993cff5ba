/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What systemd is told: ready, stopping, and, where the unit asks for it, that the program is alive.
 *
 * Alive means that the main loop turns and that the records could be read; a store that hangs gets the daemon restarted. Outside
 * systemd all of it does nothing. Main thread.
 */

#include "vas-notify.h"

#include <systemd/sd-daemon.h>

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (vas_backend_check_finish (data, result, &error))
    sd_notify (0, "WATCHDOG=1");
  else
    g_warning ("The watchdog is not told that all is well: %s", error->message);
}

static gboolean
alive_cb (gpointer data)
{
  vas_backend_check_async (data, checked_cb, data);
  return G_SOURCE_CONTINUE;
}

/** vas_notify_ready: the program listens; @backend outlives the main loop. */
void
vas_notify_ready (VasBackend *backend)
{
  guint64 interval = 0;

  sd_notify (0, "READY=1");
  if (sd_watchdog_enabled (0, &interval) > 0)
    g_timeout_add ((guint) (interval / 2000), alive_cb, backend);
}

/** vas_notify_stopping: the program takes nothing new. */
void
vas_notify_stopping (void)
{
  sd_notify (0, "STOPPING=1");
}
