/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a desk does not hold is looked for on its server, and what is opened of it is kept (doc/protocol.md, POST /v1/search).
 *
 * A case that was fetched is put into the confirmed state by the same movement as a page of the feed, with its pin, in one transaction. It
 * is of the server's last row: where the replica is behind it, the feed is pulled to there first, and where it has gone beyond it, the case
 * is fetched again, so that the confirmed state is the server's at exactly its cursor (I8). Main thread; the reading and writing is the store's.
 */

#include "vas-sync-scope.h"

#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-ledger.h"
#include "vas-order.h"
#include "vas-pin.h"
#include "vas-request.h"
#include "vas-sync-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CALL_SECONDS 30
#define MOST_ANSWER (1024 * 1024)
#define TRIES 3
#define WAIT_MS 200
#define MOST_WAITS 100

void
vas_server_hit_free (VasServerHit *self)
{
  g_free (self->record);
  g_free (self->number);
  g_free (self->title);
  g_free (self->state);
  g_free (self->account);
  g_free (self->name);
  g_free (self->mobile);
  g_free (self);
}

static gboolean
read_text (JsonObject  *object,
           const char  *name,
           gboolean     required,
           char       **out,
           GError     **error)
{
  const char *text = NULL;

  if (!vas_json_get_text (object, name, required, &text, error))
    return FALSE;

  *out = g_strdup (text);
  return TRUE;
}

static VasServerHit *
read_hit (JsonNode  *node,
          GError   **error)
{
  g_autoptr (VasServerHit) hit = g_new0 (VasServerHit, 1);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    {
      g_set_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE, _("The server's answer makes no sense: %s"), "hits");
      return NULL;
    }
  if (!read_text (object, "record", TRUE, &hit->record, error) || !read_text (object, "number", FALSE, &hit->number, error) ||
      !read_text (object, "title", FALSE, &hit->title, error) || !read_text (object, "state", TRUE, &hit->state, error) ||
      !read_text (object, "account", FALSE, &hit->account, error) || !read_text (object, "name", FALSE, &hit->name, error) ||
      !read_text (object, "mobile", FALSE, &hit->mobile, error) || !vas_json_get_int (object, "amount", TRUE, &hit->amount, error) ||
      !vas_json_get_int (object, "at", TRUE, &hit->at, error))
    return NULL;

  return g_steal_pointer (&hit);
}

/** vas_server_hits_ask: (transfer full): the body of a search. */
char *
vas_server_hits_ask (const char *text,
                     guint       limit)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "text", text);
  json_object_set_int_member (object, "limit", limit);
  json_node_take_object (node, object);
  return vas_json_to_text (node);
}

/**
 * vas_server_hits_read:
 * @more: (out): whether there are others
 *
 * Returns: (transfer full) (nullable) (element-type VasServerHit): what a search was answered with
 */
GPtrArray *
vas_server_hits_read (VasAnswer  *answer,
                      gboolean   *more,
                      GError    **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_server_hit_free);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *array;
  const char *data;
  gsize length;

  data = g_bytes_get_data (answer->body, &length);
  root = vas_json_parse_strict (data != NULL ? data : "", (gssize) length, MOST_ANSWER, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root) || !vas_json_get_array (json_node_get_object (root), "hits", TRUE, &array, NULL))
    {
      g_set_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE, _("The server's answer makes no sense: %s"), "hits");
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      VasServerHit *hit = read_hit (json_array_get_element (array, i), error);

      if (hit == NULL)
        return NULL;
      g_ptr_array_add (hits, hit);
    }

  *more = json_object_get_boolean_member_with_default (json_node_get_object (root), "more", FALSE);
  return g_steal_pointer (&hits);
}

static gboolean
is_signed_in (VasSync *self,
              GTask   *task)
{
  if (self->token != NULL)
    return TRUE;

  g_task_return_new_error (task, VAS_WIRE_ERROR, VAS_WIRE_ERROR_SIGNED_OUT, "%s", _("Nobody is signed in."));
  return FALSE;
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);
  gboolean more = FALSE;
  GPtrArray *hits = answer != NULL && vas_wire_check (answer, 200, &error) ? vas_server_hits_read (answer, &more, &error) : NULL;

  g_task_set_task_data (task, GINT_TO_POINTER (more), NULL);
  if (hits != NULL)
    g_task_return_pointer (task, hits, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * vas_sync_search_async:
 * @text: at least two characters of what a caller names
 * @limit: at most so many, up to 50
 *
 * Asks the server for orders and requests among all there are. %VAS_WIRE_ERROR_LATER where too much was asked for,
 * %VAS_WIRE_ERROR_REFUSED where the person may not; an error of the transport where the server is not reached.
 */
void
vas_sync_search_async (VasSync             *self,
                       const char          *text,
                       guint                limit,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  char *body = vas_server_hits_ask (text, limit);
  g_autoptr (GBytes) bytes = g_bytes_new_take (body, strlen (body));
  const VasCall call = {
    .method = "POST", .path = "/v1/search", .content_type = "application/json", .body = bytes, .token = self->token, .timeout = CALL_SECONDS,
  };

  g_task_set_source_tag (task, vas_sync_search_async);
  if (is_signed_in (self, task))
    vas_transport_call_async (self->transport, &call, cancellable, searched_cb, g_steal_pointer (&task));
}

/** vas_sync_search_finish: (transfer full) (nullable) (element-type VasServerHit); @more: (out): whether there are others. */
GPtrArray *
vas_sync_search_finish (VasSync       *self,
                        GAsyncResult  *result,
                        gboolean      *more,
                        GError       **error)
{
  *more = GPOINTER_TO_INT (g_task_get_task_data (G_TASK (result)));
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A case on its way into the replica. */
typedef struct {
  char        *record;
  guint        tries;
  guint        waits;
  gint64       now;
  VasWirePage  page;
} Keeping;

static void
keeping_free (Keeping *keeping)
{
  vas_wire_page_clear (&keeping->page);
  g_free (keeping->record);
  g_free (keeping);
}

static gboolean
pin (VasSql         *sql,
     const Keeping  *keeping,
     GError        **error)
{
  const gboolean order = g_str_has_prefix (keeping->record, "order/");

  return vas_pin_put (sql, order ? VAS_TYPE_ORDER : VAS_TYPE_REQUEST, strchr (keeping->record, '/') + 1, keeping->now, error);
}

/* What became of a case that was fetched; 0 is an error. */
enum {
  PUT_DONE = 1,
  PUT_STALE,    /* the replica is beyond it: it is to be fetched again */
  PUT_AHEAD,    /* the replica is behind it: the feed comes first */
};

/* A VasStoreFunc of the writer: one of PUT_. */
static gpointer
put (VasSql        *sql,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  const Keeping *keeping = g_task_get_task_data (data);
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (GPtrArray) receipts = NULL;
  const char *lines;
  gsize length;

  if (head == NULL)
    return NULL;
  if (head->role != VAS_REPLICA_DESK || g_strcmp0 (head->epoch, keeping->page.epoch) != 0)
    {
      g_set_error_literal (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_EPOCH, _("The server’s records are others than before."));
      return NULL;
    }
  if (head->seq > keeping->page.through)
    return GINT_TO_POINTER (PUT_STALE);
  if (head->seq < keeping->page.through)
    return GINT_TO_POINTER (PUT_AHEAD);

  lines = g_bytes_get_data (keeping->page.lines, &length);
  receipts = vas_ledger_pull (sql, keeping->page.epoch, lines, length, keeping->now, error);
  return receipts != NULL && pin (sql, keeping, error) ? GINT_TO_POINTER (PUT_DONE) : NULL;
}

static void fetch (GTask *task);
static void put_soon (GTask *task);

static gboolean
put_again_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VasSync *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (self->closing, &error))
    g_task_return_error (task, error);
  else
    put_soon (task);
  return G_SOURCE_REMOVE;
}

static void
put_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Keeping *keeping = g_task_get_task_data (task);
  GError *error = NULL;
  const int done = GPOINTER_TO_INT (vas_store_finish (VAS_STORE (object), result, &error));

  if (done == 0)
    g_task_return_error (task, error);
  else if (done == PUT_DONE)
    {
      vas_sync_kick (g_task_get_source_object (task));
      g_task_return_boolean (task, TRUE);
    }
  else if (done == PUT_AHEAD && keeping->waits < MOST_WAITS)
    {
      if (keeping->waits++ == 0)
        vas_sync_kick (g_task_get_source_object (task));
      g_timeout_add_full (G_PRIORITY_DEFAULT, WAIT_MS, put_again_cb, g_steal_pointer (&task), NULL);
    }
  else if (done == PUT_AHEAD)
    g_task_return_new_error (task, VAS_WIRE_ERROR, VAS_WIRE_ERROR_LATER, "%s", _("The records here are behind the server’s. Try again."));
  else if (++keeping->tries < TRIES)
    fetch (g_steal_pointer (&task));
  else
    g_task_return_new_error (task, VAS_WIRE_ERROR, VAS_WIRE_ERROR_LATER, "%s", _("The server answers slower than its records change. Try again."));
}

/* @task: stays the caller's */
static void
put_soon (GTask *task)
{
  VasSync *self = g_task_get_source_object (task);

  vas_store_write_async (self->store, put, g_object_ref (task), g_object_unref, NULL, self->closing, put_cb, g_object_ref (task));
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Keeping *keeping = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);

  vas_wire_page_clear (&keeping->page);
  memset (&keeping->page, 0, sizeof keeping->page);
  if (answer == NULL || !vas_wire_check (answer, 200, &error) || !vas_wire_read_page (answer, &keeping->page, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  keeping->waits = 0;
  put_soon (task);
}

/* @task: (transfer full) */
static void
fetch (GTask *task)
{
  VasSync *self = g_task_get_source_object (task);
  const Keeping *keeping = g_task_get_task_data (task);
  g_autofree char *path = g_strconcat ("/v1/records?record=", keeping->record, NULL);
  const VasCall call = { .method = "GET", .path = path, .token = self->token, .timeout = CALL_SECONDS };

  vas_transport_call_async (self->transport, &call, g_task_get_cancellable (task), fetched_cb, task);
}

/**
 * vas_sync_keep_async:
 * @record: of a #VasServerHit
 *
 * Fetches a case and keeps it on this desk, for as long as the scope is long. Errors are as of vas_sync_search_async();
 * %VAS_WIRE_ERROR_REFUSED also where there is no such record.
 */
void
vas_sync_keep_async (VasSync             *self,
                     const char          *record,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->record = g_strdup (record);
  keeping->now = vas_engine_get_now (self->engine);
  g_task_set_source_tag (task, vas_sync_keep_async);
  g_task_set_task_data (task, keeping, (GDestroyNotify) keeping_free);
  if (!g_str_has_prefix (record, "order/") && !g_str_has_prefix (record, "request/"))
    g_task_return_new_error (task, VAS_WIRE_ERROR, VAS_WIRE_ERROR_REFUSED, "%s", _("There is no such record."));
  else if (is_signed_in (self, task))
    fetch (g_steal_pointer (&task));
}

/** vas_sync_keep_finish: TRUE where the case is here now. */
gboolean
vas_sync_keep_finish (VasSync       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
