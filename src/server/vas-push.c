/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * POST /v1/push: commands of a desk, judged and done (doc/protocol.md).
 *
 * The body is read strictly before anything else happens. Then one transaction, maybe with others that wait at the same time, of the writer does all of it: the session and the
 * epoch are looked at again there, vas_authority_push() does the work, and an error takes everything back. The results are
 * told only after the commit.
 */

#include "vas-push.h"

#include "vas-authority.h"
#include "vas-erased-file.h"
#include "vas-erasure.h"
#include "vas-json-reader.h"
#include "vas-replica-head.h"
#include "vas-server-error.h"
#include "vas-session-store.h"
#include "vas-sessions.h"
#include "vas-snapshot.h"
#include "vas-json-writer.h"

#include <string.h>

#define BODY_LIMIT (1024 * 1024)
#define MOST_COMMANDS 50
#define HASH_LENGTH 64

typedef struct {
  const VasCaller *caller;
  gint64           now;
  char            *epoch;
  char            *client;
  GPtrArray       *items;   /* (element-type VasPushItem) */
  GPtrArray       *results; /* (element-type VasPushResult) */
} Push;

static void
push_clear (Push *push)
{
  g_free (push->epoch);
  g_free (push->client);
  g_clear_pointer (&push->items, g_ptr_array_unref);
  g_clear_pointer (&push->results, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Push, push_clear)

static gboolean
fail (const char  *message,
      GError     **error)
{
  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, message);
  return FALSE;
}

static char *
read_personal (JsonObject  *object,
               GError     **error)
{
  JsonObject *personal = NULL;

  if (!vas_json_get_object (object, "personal", FALSE, &personal, error))
    return NULL;

  return personal != NULL ? vas_json_to_text (json_object_get_member (object, "personal")) : g_strdup ("{}");
}

static VasPushItem *
read_item (JsonNode  *node,
           GError   **error)
{
  g_autoptr (VasPushItem) item = g_new0 (VasPushItem, 1);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *body, *hash;

  if (object == NULL)
    {
      fail ("commands: must be objects", error);
      return NULL;
    }
  if (!vas_json_get_int (object, "seq", TRUE, &item->client_seq, error)
      || !vas_json_get_text (object, "body", TRUE, &body, error)
      || !vas_json_get_text (object, "hash", TRUE, &hash, error))
    return NULL;
  if (item->client_seq < 1)
    {
      fail ("seq: must be 1 or more", error);
      return NULL;
    }
  if (strlen (hash) != HASH_LENGTH)
    {
      fail ("hash: must be a SHA-256 in hexadecimal", error);
      return NULL;
    }

  item->body = g_strdup (body);
  item->hash = g_strdup (hash);
  item->personal = read_personal (object, error);
  return item->personal != NULL ? g_steal_pointer (&item) : NULL;
}

static gboolean
read_commands (Push        *push,
               JsonObject  *object,
               GError     **error)
{
  JsonArray *commands;

  if (!vas_json_get_array (object, "commands", TRUE, &commands, error))
    return FALSE;
  if (json_array_get_length (commands) < 1 || json_array_get_length (commands) > MOST_COMMANDS)
    return fail ("commands: must be 1 to 50", error);

  push->items = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_push_item_free);
  for (guint i = 0; i < json_array_get_length (commands); i++)
    {
      VasPushItem *item = read_item (json_array_get_element (commands, i), error);

      if (item == NULL)
        return FALSE;
      g_ptr_array_add (push->items, item);
    }

  return TRUE;
}

static gboolean
read_push (Push            *push,
           VasHttpRequest  *request,
           GError         **error)
{
  g_autoptr (JsonNode) root = vas_http_request_read_object (request, error);
  const char *epoch, *client;

  if (root == NULL || !vas_json_get_text (json_node_get_object (root), "epoch", TRUE, &epoch, error)
      || !vas_json_get_text (json_node_get_object (root), "client", TRUE, &client, error))
    return FALSE;
  if (!g_uuid_string_is_valid (client))
    return fail ("client: must be a UUID", error);

  push->epoch = g_strdup (epoch);
  push->client = g_strdup (client);
  return read_commands (push, json_node_get_object (root), error);
}

/* Sessions end with their person's work here, which commands on staff alone can end; and before such a command lets somebody come back. */
static gboolean
end_sessions (VasSql     *sql,
              GPtrArray  *items,
              GError    **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      VasPushItem *item = g_ptr_array_index (items, i);

      if (g_str_has_prefix (vas_command_get_type_name (item->command), "staff."))
        return vas_session_end_inactive (sql, error);
    }

  return TRUE;
}

/* A VasStoreFunc, of the writer. */
static gpointer
do_push (VasSql        *sql,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Push *push = data;
  g_autoptr (VasReplicaHead) head = NULL;

  g_clear_pointer (&push->results, g_ptr_array_unref); /* of a transaction that a server took back */
  if (!end_sessions (sql, push->items, error) || /* a write after what is foreseen would have it asked again */
      !vas_session_foresee (sql, push->caller->token_hash, push->now, error) ||
      !vas_authority_foresee (sql, push->client, push->items, error))
    return NULL;
  head = vas_replica_get_head (sql, error);
  if (head == NULL || !vas_sessions_confirm (sql, push->caller, push->now, error))
    return NULL;
  if (!g_str_equal (head->epoch, push->epoch))
    {
      g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_EPOCH, "epoch: is not the one of these records.");
      return NULL;
    }

  push->results = vas_authority_push (sql, push->client, push->caller->staff_key, push->items, push->now, error);
  return GINT_TO_POINTER (push->results != NULL && end_sessions (sql, push->items, error));
}

/*
 * R29: that somebody was erased stands beside the records before it is answered, so that no backup of before brings him back; and chunks of
 * before, which have his name, are given to nobody who knows theirs.
 */
static gpointer
note_erased (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (vas_erased_file_note (sql, data, error));
}

static void
note_erasures (VasStore   *store,
               GPtrArray  *items)
{
  g_autofree char *chunks = g_build_filename (vas_store_get_directory (store), "chunks", NULL);
  g_autoptr (GError) error = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < items->len; i++)
    any |= vas_erasure_is_command (vas_command_get_type_name (((VasPushItem *) g_ptr_array_index (items, i))->command));
  if (!any)
    return;
  vas_snapshot_sweep (chunks, G_MAXINT64, G_MAXINT64, 0);
  if (!vas_store_read (store, note_erased, (gpointer) vas_store_get_directory (store), NULL, &error))
    g_warning ("Who was erased was not noted beside the records, and will be tried again: %s", error->message);
}

static JsonObject *
result_to_json (VasPushItem   *item,
                VasPushResult *result)
{
  static const char *const states[] = {
    [VAS_PUSH_APPLIED] = "applied", [VAS_PUSH_REJECTED] = "rejected", [VAS_PUSH_DEFERRED] = "deferred",
  };
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "seq", item->client_seq);
  json_object_set_string_member (object, "id", result->command_id);
  json_object_set_string_member (object, "state", states[result->state]);
  if (result->state != VAS_PUSH_DEFERRED)
    json_object_set_int_member (object, "feed", result->seq);
  if (result->state == VAS_PUSH_REJECTED)
    json_object_set_member (object, "verdict", json_from_string (result->verdict, NULL));

  return object;
}

static VasHttpReply *
tell_results (Push *push)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *results = json_array_new ();

  for (guint i = 0; i < push->results->len; i++)
    json_array_add_object_element (results, result_to_json (g_ptr_array_index (push->items, i), g_ptr_array_index (push->results, i)));
  json_object_set_string_member (object, "epoch", push->epoch);
  json_object_set_array_member (object, "results", results);
  json_node_set_object (node, object);

  return vas_http_reply_new_json (200, node);
}

static void
count_results (VasBackend *backend,
               GPtrArray  *results)
{
  static const char *const labels[] = {
    [VAS_PUSH_APPLIED] = "state=\"applied\"", [VAS_PUSH_REJECTED] = "state=\"rejected\"", [VAS_PUSH_DEFERRED] = "state=\"deferred\"",
  };

  for (guint i = 0; i < results->len; i++)
    {
      const VasPushResult *result = g_ptr_array_index (results, i);

      vas_metrics_add (vas_backend_get_metrics (backend), "vasdesk_commands_total", labels[result->state], 1);
    }
}

static void
handle_push (VasHttpRequest *request,
             gpointer        data)
{
  VasBackend *backend = data;
  g_auto (Push) push = { vas_http_request_get_session (request), vas_backend_get_now (backend), NULL, NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;

  if (!read_push (&push, request, &error) || !vas_authority_read (push.items, push.caller->staff_key, &error) ||
      !vas_store_write_shared (vas_backend_get_store (backend), do_push, &push, NULL, &error))
    {
      vas_http_request_reply_error (request, error);
      return;
    }

  note_erasures (vas_backend_get_store (backend), push.items);
  count_results (backend, push.results);
  vas_http_request_reply (request, tell_results (&push));
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_POST, "/v1/push", handle_push, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF, "application/json", BODY_LIMIT },
};

/** vas_push_add_routes: before the start of @backend. */
void
vas_push_add_routes (VasBackend *backend)
{
  vas_metrics_declare (vas_backend_get_metrics (backend), "vasdesk_commands_total", VAS_METRICS_COUNTER,
                       "Commands that desks sent, by what became of them; sent again they count again.");
  vas_http_server_add_routes (vas_backend_get_http (backend), routes, G_N_ELEMENTS (routes), backend);
}
