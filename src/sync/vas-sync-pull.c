/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The steps of a cycle that bring things down: what the replica is, the first contact, pages of the feed, and the long poll between
 * cycles. A page is one transaction with the rebase around it (vas-rebase.c).
 */

#include "vas-sync-private.h"

#include "vas-json-error.h"
#include "vas-ledger.h"
#include "vas-migrate.h"

#include <glib/gi18n-lib.h>

#define MUCH (512 * 1024) /* bytes of a page */
#define CALL_SECONDS 30
#define WAIT_SECONDS 40

void
vas_sync_clear_cursor (VasSync *self)
{
  g_clear_pointer (&self->cursor, vas_replica_head_free);
}

/*
 * vas_sync_take_cursor:
 * @store, @result: of work that answers what the replica is and holds
 *
 * Returns: FALSE where it failed, and the cycle has ended
 */
gboolean
vas_sync_take_cursor (VasSync      *self,
                      GObject      *store,
                      GAsyncResult *result)
{
  GError *error = NULL;
  VasReplicaHead *head = vas_store_finish (VAS_STORE (store), result, &error);

  if (head == NULL)
    {
      vas_sync_fail (self, error, 0);
      return FALSE;
    }

  vas_sync_clear_cursor (self);
  self->cursor = head;
  return TRUE;
}

/*
 * vas_sync_call:
 * @body: (transfer full) (nullable): JSON
 * @callback: called with a reference to @self as its data
 */
void
vas_sync_call (VasSync             *self,
               const char          *method,
               const char          *path,
               char                *body,
               guint                timeout,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new_take (body, strlen (body)) : NULL;
  const VasCall call = {
    .method = method,
    .path = path,
    .content_type = bytes != NULL ? "application/json" : NULL,
    .body = bytes,
    .token = self->token,
    .timeout = timeout,
  };

  vas_transport_call_async (self->transport, &call, cancellable, callback, g_object_ref (self));
}

/* The answer of a call, where it is the success that was hoped for; otherwise the cycle has ended. */
static VasAnswer *
take_answer (VasSync      *self,
             GAsyncResult *result)
{
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (self->transport, result, &error);

  if (answer != NULL && vas_wire_check (answer, 200, &error))
    {
      vas_sync_take_clock (self, answer);
      return g_steal_pointer (&answer);
    }

  vas_sync_fail (self, error, answer != NULL ? answer->retry_after : 0);
  return NULL;
}

static gpointer
adopt (VasSql        *sql,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  if (head == NULL)
    return NULL;
  if (head->seq > 0)
    {
      g_set_error_literal (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_REFUSED,
                           _("This replica holds records of its own; it cannot follow a server. Start with an empty one."));
      return NULL;
    }
  if (!vas_replica_set_role (sql, VAS_REPLICA_DESK, error) || !vas_replica_follow (sql, data, 0, "", error))
    return NULL;

  return vas_replica_get_head (sql, error);
}

static void
adopted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;

  if (vas_sync_take_cursor (self, object, result))
    vas_sync_pull (self);
}

static void
hello_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  g_autoptr (VasAnswer) answer = take_answer (self, result);
  GError *error = NULL;
  char *epoch = NULL;

  if (answer == NULL)
    return;
  if (!vas_wire_read_hello (answer, &epoch, &error))
    {
      vas_sync_fail (self, error, 0);
      return;
    }

  vas_store_write_async (self->store, adopt, epoch, g_free, (GDestroyNotify) vas_replica_head_free, self->closing, adopted_cb,
                         g_object_ref (self));
}

static void
head_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;

  if (!vas_sync_take_cursor (self, object, result))
    return;
  if (self->cursor->role == VAS_REPLICA_DESK)
    vas_sync_pull (self);
  else
    vas_sync_call (self, "GET", "/v1/hello", NULL, CALL_SECONDS, self->cycle, hello_cb);
}

static void
ask_replica (VasSync *self)
{
  vas_store_read_async (self->store, vas_replica_read_head, NULL, NULL, (GDestroyNotify) vas_replica_head_free, self->closing, head_cb,
                        g_object_ref (self));
}

static void
who_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  g_autoptr (VasAnswer) answer = take_answer (self, result);
  GError *error = NULL;
  char *staff_key = NULL;

  if (answer == NULL)
    return;
  if (!vas_wire_read_session (answer, NULL, &staff_key, &error))
    {
      vas_sync_fail (self, error, 0);
      return;
    }

  g_free (self->staff_key);
  self->staff_key = staff_key;
  self->asked_who = TRUE;
  ask_replica (self);
}

/* vas_sync_begin: a cycle begins by asking the replica what it is and holds; where only a token is known, by asking whose it is. */
void
vas_sync_begin (VasSync *self)
{
  if (self->waiting != NULL)
    g_cancellable_cancel (self->waiting);
  if (self->staff_key == NULL)
    vas_sync_call (self, "GET", "/v1/session", NULL, CALL_SECONDS, self->cycle, who_cb);
  else
    ask_replica (self);
}

/* A page on its way into the replica. */
typedef struct {
  VasWirePage page;
  gint64      now;
  gboolean    scoped; /* the scope is another one than before */
} PageWork;

static void
page_work_free (PageWork *work)
{
  vas_wire_page_clear (&work->page);
  g_free (work);
}

/* A page of a desk that is far behind is full, and more come: until the last one nothing is copied out of the log. */
static gpointer
apply_page (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  PageWork *work = data;
  gsize length;
  const char *lines = g_bytes_get_data (work->page.lines, &length);

  if (!vas_sql_set_bulk (sql, length >= MUCH && work->page.through < work->page.head, error))
    return NULL;
  if (work->scoped && !vas_replica_set_scope (sql, work->page.scope, error))
    return NULL;
  return vas_ledger_pull (sql, work->page.epoch, lines, length, work->now, error);
}

/* A page that came whole and does not fit what is here: one or the other is not what it should be, and asking again changes nothing. */
static void
judge_failure (GError **error)
{
  if ((*error)->domain != VAS_JSON_ERROR && !g_error_matches (*error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT) &&
      !g_error_matches (*error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    return;

  g_message ("A page of the server's feed does not fit the records here: %s", (*error)->message);
  g_clear_error (error);
  g_set_error_literal (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_SNAPSHOT, "feed");
}

static gpointer
end_bulk (VasSql        *sql,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  vas_sql_set_bulk (sql, FALSE, error);
  return NULL;
}

/* vas_sync_end_bulk: the cycle ends, and with it what apply_page() may have set, also where the page failed. */
void
vas_sync_end_bulk (VasSync *self)
{
  if (!self->bulk)
    return;

  self->bulk = FALSE;
  vas_store_write_async (self->store, end_bulk, NULL, NULL, NULL, self->closing, NULL, NULL);
}

static void
applied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) receipts = vas_store_finish (VAS_STORE (object), result, &error);

  if (receipts == NULL)
    {
      judge_failure (&error);
      vas_sync_fail (self, error, 0);
      return;
    }

  vas_engine_tell (self->engine, receipts);
  vas_sync_notify_progress (self);
  if (self->cursor->seq < self->head)
    vas_sync_pull (self);
  else
    vas_sync_push (self);
}

static gboolean
judge_page (VasSync            *self,
            const VasWirePage  *page,
            GError            **error)
{
  if (page->schema > vas_migrate_get_known ())
    {
      g_set_error_literal (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NEWER,
                           _("The server has been renewed and sends what this program does not know. Update Vasdesk; your work is kept."));
      return FALSE;
    }
  if (g_strcmp0 (page->epoch, self->cursor->epoch) != 0 || page->after != self->cursor->seq || page->through < page->after ||
      page->head < page->through || (page->head > page->after) != (page->through > page->after))
    {
      g_set_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE, _("The server's answer makes no sense: %s"), "feed");
      return FALSE;
    }

  return TRUE;
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  g_autoptr (VasAnswer) answer = take_answer (self, result);
  PageWork *work;
  GError *error = NULL;

  if (answer == NULL)
    return;
  work = g_new0 (PageWork, 1);
  if (!vas_wire_read_page (answer, &work->page, &error) || !judge_page (self, &work->page, &error))
    {
      page_work_free (work);
      vas_sync_fail (self, error, 0);
      return;
    }

  self->head = work->page.head;
  work->scoped = work->page.scope >= 0 && work->page.scope != self->cursor->scope;
  if (work->page.through == self->cursor->seq && !work->scoped)
    {
      page_work_free (work);
      vas_sync_push (self);
      return;
    }
  self->cursor->seq = work->page.through;
  self->cursor->scope = work->scoped ? work->page.scope : self->cursor->scope;
  work->now = vas_engine_get_now (self->engine);
  self->bulk = work->page.through < work->page.head;
  vas_store_write_async (self->store, apply_page, work, (GDestroyNotify) page_work_free, (GDestroyNotify) g_ptr_array_unref,
                         self->closing, applied_cb, g_object_ref (self));
}

/* vas_sync_pull: fetches the next page; when there is none, what is to be sent goes. */
void
vas_sync_pull (VasSync *self)
{
  g_autofree char *scope = self->cursor->scope >= 0 ? g_strdup_printf ("&scope=%" G_GINT64_FORMAT, self->cursor->scope) : g_strdup ("");
  g_autofree char *path = g_strdup_printf ("/v1/feed?epoch=%s&after=%" G_GINT64_FORMAT "%s", self->cursor->epoch, self->cursor->seq, scope);

  vas_sync_call (self, "GET", path, NULL, CALL_SECONDS, self->cycle, page_cb);
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasSync) self = user_data;
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (self->transport, result, &error);
  gint64 head = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }
  g_clear_object (&self->waiting);
  if (answer == NULL || !vas_wire_check (answer, 200, &error) || !vas_wire_read_head (answer, &head, &error))
    {
      if (!self->busy)
        vas_sync_fail (self, error, answer != NULL ? answer->retry_after : 0);
      else
        g_error_free (error);
      return;
    }

  if (head > self->cursor->seq)
    vas_sync_kick (self);
  else if (!self->busy)
    vas_sync_wait (self);
}

/* vas_sync_wait: asks the backend to answer when it has more. */
void
vas_sync_wait (VasSync *self)
{
  g_autofree char *path = g_strdup_printf ("/v1/wait?epoch=%s&after=%" G_GINT64_FORMAT, self->cursor->epoch, self->cursor->seq);

  g_set_object (&self->waiting, NULL);
  self->waiting = g_cancellable_new ();
  vas_sync_call (self, "GET", path, NULL, WAIT_SECONDS, self->waiting, waited_cb);
}
