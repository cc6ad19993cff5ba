/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasSync: one cycle after another.
 *
 * A cycle pulls until nothing is left, then pushes what the outbox lets go and pulls again for the results; one request of a kind is
 * under way at a time. Between cycles a long poll waits for the backend to have more. A commit that changes the outbox, a
 * network that comes back and the end of a pause begin a cycle; what asks for one meanwhile gets one more after it.
 *
 * Every step that can fail ends in fail(), which decides by what the error means: later (a pause with full jitter), signed out (the
 * commands are kept), or stopped (somebody must act). A page or a result is written in one transaction or not at all, so a
 * step may be cut off anywhere and is simply done again.
 *
 * vas-sync-pull.c and vas-sync-push.c have the steps themselves. Main thread only.
 */

#include "vas-sync-private.h"

#include "vas-backoff.h"
#include "vas-current.h"
#include "vas-json-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (VasSync, vas_sync, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_state (VasSync      *self,
           VasSyncState  state,
           const char   *message)
{
  if (state == VAS_SYNC_OFFLINE && self->state != VAS_SYNC_OFFLINE && self->offline_since == 0)
    self->offline_since = vas_engine_get_now (self->engine);
  else if (state == VAS_SYNC_SYNCED)
    self->offline_since = 0;

  if (self->state == state && g_strcmp0 (self->message, message) == 0)
    return;

  self->state = state;
  g_free (self->message);
  self->message = g_strdup (message);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

typedef struct {
  VasOutboxCounts counts;
  gint64          now;
  gint64          next;   /* instant; VAS_NONE where nothing was put off */
} Look;

static gpointer
look (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autofree Look *found = g_memdup2 (data, sizeof (Look));

  return vas_outbox_count (sql, &found->counts, error) && vas_outbox_find_put_off (sql, found->now, &found->next, error)
         ? g_steal_pointer (&found) : NULL;
}

static gboolean
put_off_cb (gpointer user_data)
{
  VasSync *self = user_data;

  self->put_off = 0;
  vas_sync_kick (self);

  return G_SOURCE_REMOVE;
}

/* A cycle begins when the first command that was put off may be sent again. */
static void
set_put_off (VasSync    *self,
             const Look *found)
{
  g_clear_handle_id (&self->put_off, g_source_remove);
  if (found->next != VAS_NONE && !g_cancellable_is_cancelled (self->closing))
    self->put_off = g_timeout_add ((guint) MIN ((found->next - found->now) / 1000 + 1, G_MAXINT), put_off_cb, self);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  g_autofree Look *found = vas_store_finish (VAS_STORE (object), result, NULL);

  if (found == NULL)
    return;
  set_put_off (self, found);
  if (memcmp (&found->counts, &self->counts, sizeof self->counts) == 0)
    return;

  self->counts = found->counts;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
refresh_counts (VasSync *self)
{
  const Look ask = { .now = vas_engine_get_now (self->engine) };

  vas_store_read_async (self->store, look, g_memdup2 (&ask, sizeof ask), g_free, g_free, self->closing, counted_cb,
                        g_object_ref (self));
}

static gboolean
retry_cb (gpointer user_data)
{
  VasSync *self = user_data;

  self->retry = 0;
  vas_sync_kick (self);

  return G_SOURCE_REMOVE;
}

static void
pause_then_retry (VasSync *self,
                  guint    retry_after)
{
  self->failures++;
  g_clear_handle_id (&self->retry, g_source_remove);
  self->retry = g_timeout_add (vas_backoff_delay (self->pause_ms, self->failures, retry_after, g_random_int ()), retry_cb, self);
}

/* Of the store, only what may pass by itself: a disk that is full or fails now, a file that somebody else has. */
static gboolean
is_later (const GError *error)
{
  return vas_wire_is_passing (error) ||
         g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED) ||
         g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FULL) ||
         g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY) ||
         g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY) || error->domain == VAS_JSON_ERROR;
}

/* Whether the replica cannot go on from where it stands. */
static gboolean
needs_everything (const GError *error)
{
  return g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_EPOCH) || g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_SNAPSHOT);
}

/* The next start fetches everything (vas-bootstrap.c), for a replica cannot be put in place of one that is open. */
static void
mark (VasSync *self)
{
  g_autoptr (GError) error = NULL;

  if (!vas_current_mark (vas_store_get_directory (self->store), &error))
    g_warning ("It could not be noted that everything is to be fetched: %s", error->message);
}

/* vas_sync_notify_progress: more of the trail is here, or known to be there. */
void
vas_sync_notify_progress (VasSync *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Whether the session under which the cycle began has ended: what came of it counts no more, and another one's cycle begins. */
static gboolean
end_of_session (VasSync *self)
{
  if (g_cancellable_is_cancelled (self->closing))
    return TRUE;
  if (self->cycle == NULL || !g_cancellable_is_cancelled (self->cycle))
    return FALSE;

  vas_sync_kick (self);
  return TRUE;
}

/* vas_sync_fail: the cycle ends here. @error: (transfer full). @retry_after: seconds that the backend asked for. */
void
vas_sync_fail (VasSync *self,
               GError  *error,
               guint    retry_after)
{
  g_autoptr (GError) owned = error;

  self->busy = FALSE;
  self->again = FALSE;
  vas_sync_end_bulk (self);
  if (end_of_session (self) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_SIGNED_OUT))
    {
      g_clear_pointer (&self->token, g_free);
      set_state (self, VAS_SYNC_SIGNED_OUT, _("The session has ended. Sign in again; your work is kept and goes on."));
    }
  else if (is_later (error))
    {
      set_state (self, VAS_SYNC_OFFLINE, error->message);
      pause_then_retry (self, retry_after);
    }
  else if (needs_everything (error))
    {
      mark (self);
      set_state (self, VAS_SYNC_STOPPED, _("The server’s records are others than before. Restart Vasdesk to fetch everything anew; your work is kept."));
    }
  else
    {
      set_state (self, VAS_SYNC_STOPPED, error->message);
    }
  refresh_counts (self);
}

/* vas_sync_finish: the cycle has done all there was. */
void
vas_sync_finish (VasSync *self)
{
  self->busy = FALSE;
  vas_sync_end_bulk (self);
  if (end_of_session (self))
    return;
  self->failures = 0;
  if (self->again)
    {
      vas_sync_kick (self);
      return;
    }

  vas_uploads_kick (self->uploads);
  set_state (self, VAS_SYNC_SYNCED, NULL);
  vas_sync_tidy_later (self);
  vas_sync_drop_locked (self);
  refresh_counts (self);
  vas_sync_wait (self);
}

/** vas_sync_kick: begins a cycle, or has one more follow the one that is under way. */
void
vas_sync_kick (VasSync *self)
{
  if (g_cancellable_is_cancelled (self->closing) || self->token == NULL || self->state == VAS_SYNC_STOPPED)
    return;

  g_clear_handle_id (&self->retry, g_source_remove);
  if (self->busy)
    {
      self->again = TRUE;
      return;
    }

  self->busy = TRUE;
  self->again = FALSE;
  self->renumbered = FALSE;
  g_set_object (&self->cycle, self->session);
  if (self->state != VAS_SYNC_OFFLINE)
    set_state (self, VAS_SYNC_WORKING, NULL);
  vas_sync_begin (self);
}

static void
store_changed_cb (VasStore *store,
                  GStrv     tables,
                  VasSync  *self)
{
  if (!g_strv_contains ((const char * const *) tables, "outbox"))
    return;

  refresh_counts (self);
  if (self->state != VAS_SYNC_OFFLINE)
    vas_sync_kick (self);
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    VasSync         *self)
{
  if (!available)
    return;

  self->failures = 0;
  vas_sync_kick (self);
}

static void
vas_sync_dispose (GObject *object)
{
  VasSync *self = VAS_SYNC (object);

  g_clear_handle_id (&self->retry, g_source_remove);
  g_clear_object (&self->uploads);
  g_clear_object (&self->engine);
  g_clear_object (&self->store);
  g_clear_object (&self->transport);
  g_clear_handle_id (&self->put_off, g_source_remove);
  g_clear_handle_id (&self->tidy, g_source_remove);
  g_clear_handle_id (&self->next_pin, g_source_remove);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_clear_object (&self->closing);
  g_clear_object (&self->session);
  g_clear_object (&self->cycle);
  g_clear_object (&self->waiting);

  G_OBJECT_CLASS (vas_sync_parent_class)->dispose (object);
}

static void
vas_sync_finalize (GObject *object)
{
  VasSync *self = VAS_SYNC (object);

  g_clear_pointer (&self->sent, g_ptr_array_unref);
  g_free (self->token);
  g_free (self->staff_key);
  g_free (self->message);
  vas_sync_clear_cursor (self);

  G_OBJECT_CLASS (vas_sync_parent_class)->finalize (object);
}

static void
vas_sync_class_init (VasSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vas_sync_dispose;
  object_class->finalize = vas_sync_finalize;

  /**
   * VasSync::changed:
   *
   * State, counts or message are others than before.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VAS_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vas_sync_init (VasSync *self)
{
  self->closing = g_cancellable_new ();
  self->session = g_cancellable_new ();
  self->pause_ms = VAS_BACKOFF_BASE_MS;
}

/**
 * vas_sync_new:
 * @engine: of the desk's replica; a reference is taken
 * @transport: the way to its backend; a reference is taken
 *
 * Returns: (transfer full): a sync that waits for a session
 */
VasSync *
vas_sync_new (VasEngine    *engine,
              VasTransport *transport)
{
  VasSync *self = g_object_new (VAS_TYPE_SYNC, NULL);

  self->engine = g_object_ref (engine);
  self->store = g_object_ref (vas_engine_get_store (engine));
  self->transport = g_object_ref (transport);
  self->uploads = vas_uploads_new (self->store, transport);
  g_signal_connect_object (self->uploads, "changed", G_CALLBACK (vas_sync_notify_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self, 0);
  vas_sync_start_clock (self);
  refresh_counts (self);

  return self;
}

/* What is under way for the session is given up. */
static void
end_session (VasSync *self)
{
  g_cancellable_cancel (self->session);
  if (self->waiting != NULL)
    g_cancellable_cancel (self->waiting);
  g_clear_object (&self->session);
  self->session = g_cancellable_new ();
}

/* Another session, or none, takes the place of the one there was. @token: (nullable) */
static void
give_up_session (VasSync    *self,
                 const char *token)
{
  end_session (self);
  g_clear_handle_id (&self->retry, g_source_remove);
  g_free (self->token);
  self->token = g_strdup (token);
  self->failures = 0;
  vas_uploads_set_session (self->uploads, token);
}

/** vas_sync_close: ends what is under way; nothing happens any more. Before the store is closed. */
void
vas_sync_close (VasSync *self)
{
  vas_uploads_close (self->uploads);
  g_cancellable_cancel (self->closing);
  end_session (self);
  g_clear_handle_id (&self->retry, g_source_remove);
  g_clear_handle_id (&self->put_off, g_source_remove);
  g_clear_handle_id (&self->tidy, g_source_remove);
  g_clear_handle_id (&self->next_pin, g_source_remove);
}

/**
 * vas_sync_set_session:
 * @token: (nullable): of a session; NULL signs out on this side
 * @staff_key: (nullable): whose it is: commands of others wait for theirs; NULL asks the backend
 *
 * Goes to work. What is under way for another session is given up first.
 */
void
vas_sync_set_session (VasSync    *self,
                      const char *token,
                      const char *staff_key)
{
  give_up_session (self, token);
  g_free (self->staff_key);
  self->staff_key = g_strdup (staff_key);
  self->asked_who = FALSE;

  if (token == NULL)
    {
      set_state (self, VAS_SYNC_SIGNED_OUT, NULL);
      return;
    }
  set_state (self, VAS_SYNC_WORKING, NULL);
  vas_sync_kick (self);
}

/**
 * vas_sync_await_session:
 * @message: (nullable): why nobody can be signed in, for the user to read; NULL where that is being tried
 *
 * Somebody is to be signed in without being asked; nothing is sent or fetched until vas_sync_set_session() says who.
 */
void
vas_sync_await_session (VasSync    *self,
                        const char *message)
{
  give_up_session (self, NULL);
  set_state (self, message != NULL ? VAS_SYNC_STOPPED : VAS_SYNC_STARTING, message);
}

/** vas_sync_set_pause: the longest pause after a first failure, in milliseconds; a second where nothing else is said. */
void
vas_sync_set_pause (VasSync *self,
                    guint    milliseconds)
{
  self->pause_ms = milliseconds;
  vas_uploads_set_pause (self->uploads, milliseconds);
}

VasSyncState
vas_sync_get_state (VasSync *self)
{
  return self->state;
}

/** vas_sync_get_message: (transfer none) (nullable): why it is offline, stopped or signed out, for the user to read. */
const char *
vas_sync_get_message (VasSync *self)
{
  return self->message;
}

/** vas_sync_get_offline_since: instant since which the backend does not answer; 0 while it does. */
gint64
vas_sync_get_offline_since (VasSync *self)
{
  return self->offline_since;
}

/** vas_sync_get_counts: @counts: (out caller-allocates): of the outbox, as last read. */
void
vas_sync_get_counts (VasSync         *self,
                     VasOutboxCounts *counts)
{
  *counts = self->counts;
}

/** vas_sync_get_behind: how many rows of the trail the backend has that are not here yet, as far as is known. */
gint64
vas_sync_get_behind (VasSync *self)
{
  return MAX (self->head - (self->cursor != NULL ? self->cursor->seq : 0), 0);
}

/** vas_sync_get_received: how many rows of the trail are here. */
gint64
vas_sync_get_received (VasSync *self)
{
  return self->cursor != NULL ? self->cursor->seq : 0;
}

/** vas_sync_is_uploading: whether photos are being looked for or sent at this moment. */
gboolean
vas_sync_is_uploading (VasSync *self)
{
  return vas_uploads_is_busy (self->uploads);
}

/** vas_sync_get_uploads: how many photos of this desk are not at the backend yet, as last counted. */
guint
vas_sync_get_uploads (VasSync *self)
{
  return vas_uploads_get_waiting (self->uploads);
}

static void
blob_fetched_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (vas_blob_fetch_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/** vas_sync_fetch_blob_async: fetches a photo that another desk took; see vas_blob_fetch_async(). */
void
vas_sync_fetch_blob_async (VasSync             *self,
                           const char          *hash,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vas_sync_fetch_blob_async);
  vas_blob_fetch_async (self->transport, vas_store_get_directory (self->store), self->token, hash, cancellable, blob_fetched_cb,
                        g_steal_pointer (&task));
}

/** vas_sync_fetch_blob_finish: TRUE where the photo is here now; see vas_blob_fetch_finish(). */
gboolean
vas_sync_fetch_blob_finish (VasSync       *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
