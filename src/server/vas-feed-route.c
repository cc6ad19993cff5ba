/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET /v1/feed: changes down, a page from one snapshot of the store (doc/protocol.md). */

#include "vas-feed-route.h"

#include "vas-feed.h"
#include "vas-json-check.h"
#include "vas-json-writer.h"
#include "vas-migrate.h"
#include "vas-server-error.h"

#define PAGE_BYTES (1024 * 1024)

/* The member `scope`, which may be missing. */
static gboolean
read_scope (VasHttpRequest  *request,
            VasCursor       *cursor,
            GError         **error)
{
  const char *scope = vas_http_request_get_query (request, "scope");

  cursor->scope = -1;
  if (scope == NULL || (g_ascii_isdigit (*scope) && g_ascii_string_to_signed (scope, 10, 0, G_MAXINT, &cursor->scope, NULL)))
    return TRUE;

  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "scope: must be a number of months");
  return FALSE;
}

/** vas_cursor_read: the members `epoch`, `after` and `scope` of the query; %VAS_SERVER_ERROR_VALUE where one is missing or none. */
gboolean
vas_cursor_read (VasHttpRequest  *request,
                 VasCursor       *cursor,
                 GError         **error)
{
  const char *after = vas_http_request_get_query (request, "after");

  cursor->epoch = vas_http_request_get_query (request, "epoch");
  if (cursor->epoch == NULL)
    g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "epoch: is missing");
  else if (after == NULL || !g_ascii_isdigit (*after)
           || !g_ascii_string_to_signed (after, 10, 0, VAS_JSON_MAX_INTEGER, &cursor->after, NULL))
    g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "after: must be the number of a row");
  else
    return read_scope (request, cursor, error);

  return FALSE;
}

/**
 * vas_cursor_judge:
 * @epoch: of the records
 * @head: the last row of their trail
 *
 * Whether a desk that stands there can follow these records on.
 */
gboolean
vas_cursor_judge (const VasCursor  *cursor,
                  const char       *epoch,
                  gint64            head,
                  GError          **error)
{
  if (!g_str_equal (cursor->epoch, epoch))
    g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_EPOCH, "epoch: is not the one of these records.");
  else if (cursor->after > head)
    g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_SNAPSHOT, "after: the trail has no such row.");
  else
    return TRUE;

  return FALSE;
}

/**
 * vas_cursor_judge_page:
 * @head: the last row of the trail
 * @through: the last row that the page reaches to
 * @failed: (transfer full) (nullable): of the reading
 *
 * Whether a page that was read goes on from there. What the feed lacks is told anew from the beginning; any other record that is not
 * there is a fault.
 */
gboolean
vas_cursor_judge_page (const VasCursor  *self,
                       gint64            head,
                       gint64            through,
                       GError           *failed,
                       GError          **error)
{
  if (failed == NULL && (through > self->after || self->after == head))
    return TRUE;
  if (failed != NULL && !g_error_matches (failed, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, failed);
      return FALSE;
    }

  g_clear_error (&failed);
  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_SNAPSHOT, "after: the feed does not reach back to there.");
  return FALSE;
}

/* What a desk holds must be all that the house wants its desks to hold; more of it goes as time passes. */
static gboolean
judge_scope (VasSql           *sql,
             const VasCursor  *cursor,
             gint64           *months,
             GError          **error)
{
  if (!vas_scope_get_months (sql, months, error))
    return FALSE;
  if (cursor->scope <= 0 || (*months > 0 && cursor->scope >= *months))
    return TRUE;

  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_SNAPSHOT, "scope: the house wants more to be held than that.");
  return FALSE;
}

/**
 * vas_feed_prepend_head: the first line of a page, before its @lines. @scope: of the house, in a page for desks, which are told
 * by which fields it was made, too; -1 in one for others
 */
void
vas_feed_prepend_head (GString              *lines,
                       const VasReplicaHead *head,
                       gint64                after,
                       gint64                through,
                       gint64                scope)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;
  JsonArray *line = json_array_new ();
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "epoch", head->epoch);
  json_object_set_int_member (object, "after", after);
  json_object_set_int_member (object, "through", through);
  json_object_set_int_member (object, "head", head->seq);
  if (scope >= 0)
    {
      json_object_set_int_member (object, "schema", vas_migrate_get_known ());
      json_object_set_int_member (object, "scope", scope);
    }
  json_array_add_string_element (line, "page");
  json_array_add_object_element (line, object);
  json_node_take_array (node, line);
  text = vas_json_to_text (node);
  g_string_prepend_c (lines, '\n');
  g_string_prepend (lines, text);
}

/* A VasStoreFunc: the page, (transfer full) GString. */
static gpointer
read_page (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const VasCursor *cursor = data;
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (GString) lines = g_string_new (NULL);
  GError *failed = NULL;
  gint64 through = 0, months;

  if (head == NULL || !vas_cursor_judge (cursor, head->epoch, head->seq, error) || !judge_scope (sql, cursor, &months, error))
    return NULL;
  vas_feed_read (sql, cursor->after, PAGE_BYTES, lines, &through, &failed);
  if (!vas_cursor_judge_page (cursor, head->seq, through, failed, error))
    return NULL;

  vas_feed_prepend_head (lines, head, cursor->after, through, months);
  return g_steal_pointer (&lines);
}

static void
handle_feed (VasHttpRequest *request,
             gpointer        data)
{
  VasBackend *backend = data;
  VasCursor cursor;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) page = NULL;
  g_autoptr (GBytes) body = NULL;

  if (vas_cursor_read (request, &cursor, &error))
    page = vas_store_read (vas_backend_get_store (backend), read_page, &cursor, NULL, &error);
  if (page == NULL)
    {
      vas_http_request_reply_error (request, error);
      return;
    }

  body = g_string_free_to_bytes (g_steal_pointer (&page));
  vas_http_request_reply (request, vas_http_reply_new (200, "application/x-ndjson", body));
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_GET, "/v1/feed", handle_feed, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF },
};

/** vas_feed_add_routes: before the start of @backend. */
void
vas_feed_add_routes (VasBackend *backend)
{
  vas_http_server_add_routes (vas_backend_get_http (backend), routes, G_N_ELEMENTS (routes), backend);
}
