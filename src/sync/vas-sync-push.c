/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The steps of a cycle that bring things up: what the outbox lets go, in the order of its numbers, and what the backend says of it.
 *
 * A number is on this disk before the command leaves, so sending it again after any doubt is the same request. What was
 * answered waits for its row of the trail; what the backend held before this replica pulled it is settled here; what it does not
 * know yet is put off. A push that is refused as a whole for one command is sent again one by one, so that one bad command
 * never blocks the others: it becomes a problem, and the rest go on under a client id of their own.
 */

#include "vas-sync-private.h"

#include "vas-ledger.h"
#include "vas-page.h"

#include <glib/gi18n-lib.h>

#define CALL_SECONDS 60
#define MAX_ITEMS 50
#define MAX_BYTES (768 * 1024)
#define PUT_OFF (10 * 60 * G_USEC_PER_SEC)

/* What the writer is asked for. */
typedef struct {
  GPtrArray *results;     /* VasPushResult */
  char      *command_id;
  char      *reason;
  char      *actor;       /* whose session it is */
  gint64     seq;         /* that the replica holds */
  gint64     now;
  guint      n_items;
} PushWork;

static void
push_work_free (PushWork *work)
{
  g_clear_pointer (&work->results, g_ptr_array_unref);
  g_free (work->command_id);
  g_free (work->reason);
  g_free (work->actor);
  g_free (work);
}

static PushWork *
push_work_new (VasSync *self)
{
  PushWork *work = g_new0 (PushWork, 1);

  work->now = vas_engine_get_now (self->engine);
  work->actor = g_strdup (self->staff_key);
  work->seq = self->cursor->seq;
  work->n_items = self->one_by_one ? 1 : MAX_ITEMS;

  return work;
}

static gpointer
take (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  PushWork *work = data;

  if (!vas_outbox_forget (sql, work->now - VAS_OUTBOX_KEPT, error))
    return NULL;

  return vas_outbox_take (sql, work->n_items, MAX_BYTES, work->now, work->actor, error);
}

/* Writes down what the backend said. The results of rows that this replica holds already are settled by a rebase. */
static gpointer
note_results (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  PushWork *work = data;
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_page_result_free);

  for (guint i = 0; i < work->results->len; i++)
    {
      VasPushResult *result = g_ptr_array_index (work->results, i);
      VasPageResult *known;

      if (result->state == VAS_PUSH_DEFERRED ? !vas_outbox_defer (sql, result->command_id, work->now + PUT_OFF, error)
                                             : !vas_outbox_answer (sql, result->command_id, error))
        return NULL;
      if (result->state == VAS_PUSH_DEFERRED || result->seq > work->seq)
        continue;
      known = g_new0 (VasPageResult, 1);
      known->command_id = g_strdup (result->command_id);
      known->applied = result->state == VAS_PUSH_APPLIED;
      known->verdict = g_strdup (result->verdict != NULL ? result->verdict : "{\"findings\":[]}");
      g_ptr_array_add (told, known);
    }

  return told->len > 0 ? vas_ledger_confirm (sql, told, work->now, error)
                       : g_ptr_array_new_with_free_func ((GDestroyNotify) vas_receipt_free);
}

static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) receipts = vas_store_finish (VAS_STORE (object), result, &error);

  if (receipts == NULL)
    {
      vas_sync_fail (self, error, 0);
      return;
    }

  vas_engine_tell (self->engine, receipts);
  vas_sync_pull (self);
}

static gpointer
renumber (VasSql        *sql,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  PushWork *work = data;
  g_autofree char *client_id = g_uuid_string_random ();
  g_autoptr (GPtrArray) receipts = NULL;

  if (work->command_id != NULL)
    {
      receipts = vas_ledger_refuse (sql, work->command_id, work->reason, work->now, error);
      if (receipts == NULL)
        return NULL;
    }

  return vas_outbox_renumber (sql, client_id, error) ? vas_replica_get_head (sql, error) : NULL;
}

static void
renumbered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;

  if (vas_sync_take_cursor (self, object, result))
    vas_sync_pull (self); /* what another client has sent of it is settled before it is sent again */
}

/* @command_id: (nullable): the one to refuse; @reason: why. All others are numbered anew under a new client id. */
static void
begin_renumber (VasSync    *self,
                const char *command_id,
                const char *reason)
{
  PushWork *work = push_work_new (self);

  work->command_id = g_strdup (command_id);
  work->reason = g_strdup (reason);
  vas_store_write_async (self->store, renumber, work, (GDestroyNotify) push_work_free, (GDestroyNotify) vas_replica_head_free,
                         self->closing, renumbered_cb, g_object_ref (self));
}

/* Once in a cycle; a backend that is not content with that is asked again after a pause. @error: (transfer full). */
static void
renumber_once (VasSync *self,
               GError  *error)
{
  if (!self->renumbered)
    begin_renumber (self, NULL, NULL);
  else
    vas_sync_fail (self, g_error_new_literal (VAS_WIRE_ERROR, VAS_WIRE_ERROR_LATER, error->message), 0);
  self->renumbered = TRUE;
  g_error_free (error);
}

/* A refusal may be of a request that was damaged on its way, its path or its head, which no digest guards: a command is refused when that
 * is said twice. */
static void
refused (VasSync *self,
         GError  *error,
         guint    retry_after)
{
  if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_ACTOR) && !self->asked_who)
    {
      g_error_free (error);
      g_clear_pointer (&self->staff_key, g_free);
      vas_sync_begin (self);
      return;
    }
  if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_ACTOR))
    error->code = VAS_WIRE_ERROR_REFUSED;

  if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_COPIED) || g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_GAP))
    renumber_once (self, error);
  else if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_REFUSED) && self->sent->len > 1)
    {
      g_error_free (error);
      self->one_by_one = TRUE;
      vas_sync_push (self);
    }
  else if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_REFUSED) && !self->refused)
    {
      g_error_free (error);
      self->refused = TRUE;
      vas_sync_push (self);
    }
  else if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_REFUSED))
    {
      self->refused = FALSE;
      begin_renumber (self, ((VasOutboxItem *) g_ptr_array_index (self->sent, 0))->command_id, error->message);
      g_error_free (error);
    }
  else
    {
      vas_sync_fail (self, error, retry_after);
    }
}

static void
pushed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (self->transport, result, &error);
  PushWork *work;

  if (answer == NULL || !vas_wire_check (answer, 200, &error))
    {
      refused (self, error, answer != NULL ? answer->retry_after : 0);
      return;
    }
  self->refused = FALSE;
  work = push_work_new (self);
  work->results = vas_wire_read_results (answer, self->sent, &error);
  if (work->results == NULL)
    {
      push_work_free (work);
      vas_sync_fail (self, error, 0);
      return;
    }

  vas_store_write_async (self->store, note_results, work, (GDestroyNotify) push_work_free, (GDestroyNotify) g_ptr_array_unref,
                         self->closing, noted_cb, g_object_ref (self));
}

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  GError *error = NULL;
  GPtrArray *items = vas_store_finish (VAS_STORE (object), result, &error);

  if (items == NULL)
    {
      vas_sync_fail (self, error, 0);
      return;
    }
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  self->sent = items;
  if (items->len == 0)
    {
      self->one_by_one = FALSE;
      vas_sync_finish (self);
      return;
    }

  vas_sync_call (self, "POST", "/v1/push", vas_wire_write_push (self->cursor->epoch, self->cursor->client_id, items), CALL_SECONDS,
                 self->cycle, pushed_cb);
}

/* vas_sync_push: sends what the outbox lets go; where that is nothing, the cycle has done its work. */
void
vas_sync_push (VasSync *self)
{
  vas_store_write_async (self->store, take, push_work_new (self), (GDestroyNotify) push_work_free,
                         (GDestroyNotify) g_ptr_array_unref, self->closing, taken_cb, g_object_ref (self));
}
