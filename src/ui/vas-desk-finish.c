/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The end of somebody's work at this desk: what is held is let go, and what is to be sent is sent, as far as the server takes it in a moment.
 * What it does not take is kept in the outbox and goes at the next start. Main thread; nothing here waits.
 */

#include "vas-desk-finish.h"

#include "vas-outbox.h"

#define PATIENCE_MSEC 2000

/* Each time that the sync tells of something, the outbox is looked at. */
typedef struct {
  GTask    *task;
  VasSync  *sync;
  guint     patience;               /* 0: it has run out */
  gboolean  looking;
  gboolean  again;                  /* something was told since */
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
  g_clear_handle_id (&sending->patience, g_source_remove);
  g_signal_handlers_disconnect_by_data (sending->sync, sending);
  g_task_return_boolean (sending->task, TRUE);
  g_object_unref (sending->task);
  g_object_unref (sending->sync);
  g_free (sending);
}

static gboolean
late_cb (gpointer user_data)
{
  Sending *sending = user_data;

  sending->patience = 0;
  if (!sending->looking)
    end (sending);
  return G_SOURCE_REMOVE;
}

static gboolean
is_sending (VasSync *sync)
{
  const VasSyncState state = vas_sync_get_state (sync);

  return state == VAS_SYNC_WORKING || state == VAS_SYNC_SYNCED;
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Sending *sending = user_data;
  g_autofree VasOutboxCounts *counts = vas_store_finish (VAS_STORE (object), result, NULL);

  sending->looking = FALSE;
  if (counts == NULL || counts->waiting == 0 || !is_sending (sending->sync) || sending->patience == 0)
    end (sending);
  else if (sending->again)
    look (sending);
}

static void
look (Sending *sending)
{
  VasDesk *desk = g_task_get_source_object (sending->task);

  sending->again = sending->looking;
  if (sending->looking)
    return;
  sending->looking = TRUE;
  vas_store_read_async (vas_desk_get_store (desk), vas_outbox_read_counts, NULL, NULL, g_free, NULL, counted_cb, sending);
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

  sending = g_new0 (Sending, 1);
  sending->task = g_steal_pointer (&task);
  sending->sync = g_object_ref (sync);
  sending->patience = g_timeout_add (PATIENCE_MSEC, late_cb, sending);
  g_signal_connect_swapped (sync, "changed", G_CALLBACK (look), sending);
  vas_sync_kick (sync);
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
  g_autofree VasOutboxCounts *counts = vas_store_read (store, vas_outbox_read_counts, NULL, NULL, NULL);

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
