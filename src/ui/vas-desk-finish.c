/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The end of somebody's work at this desk: what is held is let go, and what is to be sent is sent, as far as the server takes it in a moment.
 * What it does not take is kept in the outbox and goes at the next start. Main thread; nothing here waits.
 */

#include "vas-desk-finish.h"

#include "vas-outbox.h"

#define LOOK_MSEC 20
#define PATIENCE_MSEC 2000

typedef struct {
  GTask  *task;
  gint64  until;                    /* monotonic */
} Sending;

static void look (Sending *sending);

static void
flush_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  VasDesk *desk = source;
  g_autoptr (GError) error = NULL;

  if (vas_desk_is_read_only (desk) || vas_engine_flush (vas_desk_get_engine (desk), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
end (Sending *sending)
{
  g_task_return_boolean (sending->task, TRUE);
  g_object_unref (sending->task);
  g_free (sending);
}

static gboolean
again_cb (gpointer user_data)
{
  look (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
is_sending (VasSync *sync)
{
  const VasSyncState state = vas_sync_get_state (sync);

  return state == VAS_SYNC_WORKING || state == VAS_SYNC_SYNCED;
}

static gpointer
count (VasSql        *sql,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autofree VasOutboxCounts *counts = g_new0 (VasOutboxCounts, 1);

  return vas_outbox_count (sql, counts, error) ? g_steal_pointer (&counts) : NULL;
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Sending *sending = user_data;
  VasSync *sync = vas_desk_get_sync (g_task_get_source_object (sending->task));
  g_autofree VasOutboxCounts *counts = vas_store_finish (VAS_STORE (object), result, NULL);

  if (counts == NULL || counts->waiting == 0 || !is_sending (sync) || g_get_monotonic_time () > sending->until)
    end (sending);
  else
    g_timeout_add (LOOK_MSEC, again_cb, sending);
}

static void
look (Sending *sending)
{
  VasDesk *desk = g_task_get_source_object (sending->task);

  vas_store_read_async (vas_desk_get_store (desk), count, NULL, NULL, g_free, NULL, counted_cb, sending);
}

static void
flushed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  VasSync *sync = vas_desk_get_sync (VAS_DESK (object));
  Sending *sending;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (sync == NULL || !is_sending (sync))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  vas_sync_kick (sync);
  sending = g_new0 (Sending, 1);
  sending->task = g_steal_pointer (&task);
  sending->until = g_get_monotonic_time () + PATIENCE_MSEC * 1000;
  look (sending);
}

/** vas_desk_finish_async: lets go what is held, and waits a moment for it to be sent. The records stay open. */
void
vas_desk_finish_async (VasDesk             *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) flush = g_task_new (self, NULL, flushed_cb, task);

  g_task_set_source_tag (task, vas_desk_finish_async);
  g_task_run_in_thread (flush, flush_thread);
}

/** vas_desk_finish_finish: FALSE where what was held could not be saved. */
gboolean
vas_desk_finish_finish (VasDesk       *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What could not be sent is kept and goes at the next start; that is no concern of somebody who closes a window. */
static void
log_unsent (VasStore *store)
{
  g_autofree VasOutboxCounts *counts = vas_store_read (store, count, NULL, NULL, NULL);

  if (counts != NULL && counts->waiting > 0)
    g_message ("%u commands are kept and will be sent at the next start.", counts->waiting);
}

static void
close_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  VasDesk *desk = source;

  if (vas_desk_get_sync (desk) != NULL)
    log_unsent (vas_desk_get_store (desk));
  vas_store_close (vas_desk_get_store (desk));
  g_task_return_boolean (task, TRUE);
}

/** vas_desk_close_async: closes the records; nothing may look at them any more. */
void
vas_desk_close_async (VasDesk             *self,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  if (vas_desk_get_sync (self) != NULL)
    vas_sync_close (vas_desk_get_sync (self));
  g_task_set_source_tag (task, vas_desk_close_async);
  g_task_run_in_thread (task, close_thread);
}
