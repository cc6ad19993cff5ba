/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What is due by the clock, done each minute: commands of the system (R7), and sessions that have expired, or whose person works here no more
 * (vasctl may have said so while no daemon ran), are forgotten.
 *
 * The ids of such commands derive from rule, record and term (vas-maintain.c), so that it does not matter how many daemons try. A
 * minute with nothing due costs one look at a partial index. A round that is still running when the next begins is left
 * alone; one that fails is logged, and the next tries again.
 */

#include "vas-clock.h"

#include "vas-maintain.h"
#include "vas-metrics.h"
#include "vas-session-store.h"

#define RUNS "vasdesk_clock_runs_total"
#define PERIOD_SECONDS 60

struct _VasClock
{
  VasBackend *backend;
  VasEngine  *engine;
  GSource    *timer;
  gboolean    running;
};

static gpointer
forget_sessions (VasSql        *sql,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return GINT_TO_POINTER (vas_session_forget (sql, *(gint64 *) data, error) && vas_session_end_inactive (sql, error));
}

static void
forgotten_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (vas_store_finish (VAS_STORE (object), result, &error) == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_warning ("Sessions that have ended were not forgotten, and will be tried again: %s", error->message);
}

static void
maintained_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  guint n_done = 0;

  if (!vas_maintain_finish (VAS_ENGINE (object), result, &n_done, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        return;
      g_warning ("Work of the clock was not done, and will be tried again: %s", error->message);
    }

  ((VasClock *) user_data)->running = FALSE;
  vas_metrics_add (vas_backend_get_metrics (((VasClock *) user_data)->backend), RUNS, "", 1);
  if (n_done > 0)
    g_message ("Work of the clock was done for %u records.", n_done);
}

static gboolean
tick_cb (gpointer user_data)
{
  VasClock *self = user_data;
  GCancellable *cancellable = vas_backend_get_cancellable (self->backend);
  const gint64 now = vas_backend_get_now (self->backend);

  if (self->running)
    return G_SOURCE_CONTINUE;

  self->running = TRUE;
  vas_engine_set_now (self->engine, now);
  vas_store_write_async (vas_backend_get_store (self->backend), forget_sessions, g_memdup2 (&now, sizeof now), g_free, NULL,
                         cancellable, forgotten_cb, NULL);
  vas_maintain_async (self->engine, cancellable, maintained_cb, self);
  return G_SOURCE_CONTINUE;
}

/** vas_clock_new: (transfer full): begins at once, in the thread-default main context. */
VasClock *
vas_clock_new (VasBackend *backend)
{
  VasClock *self = g_new0 (VasClock, 1);

  self->backend = backend;
  self->engine = vas_engine_new (vas_backend_get_store (backend));
  vas_metrics_declare (vas_backend_get_metrics (backend), RUNS, VAS_METRICS_COUNTER, "How often the work of the clock was looked for, and done where there was any.");
  self->timer = g_timeout_source_new_seconds (PERIOD_SECONDS);
  g_source_set_callback (self->timer, tick_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  tick_cb (self);
  return self;
}

/** vas_clock_free: after the backend was cancelled, before its store is closed. */
void
vas_clock_free (VasClock *self)
{
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_object_unref (self->engine);
  g_free (self);
}
