/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * POST /v1/intake and GET /v1/shop/feed: what the shop tells, and what it is told (doc/protocol.md).
 *
 * A batch is one transaction of the writer: the credential is looked at again there, vas_shop_take_in() does the work, and the results are
 * told after the commit. How often a shop may ask is limited by its name, so that a loop gone wild takes no desk's time.
 */

#include "vas-shop-route.h"

#include "vas-feed-route.h"
#include "vas-json-reader.h"
#include "vas-limiter.h"
#include "vas-problem.h"
#include "vas-replica-head.h"
#include "vas-server-error.h"
#include "vas-sessions.h"
#include "vas-shop-feed.h"
#include "vas-shop.h"
#include "vas-time.h"

#define BODY_LIMIT (1024 * 1024)
#define PAGE_BYTES (256 * 1024)
#define PAGE_ROWS 2000
#define REQUESTS_A_MINUTE 600
#define MOST_KEYS 100

struct _VasShopDoor
{
  VasBackend *backend;
  VasLimiter *by_shop;
};

typedef struct {
  const VasShopCaller *caller;
  gint64               now;
  JsonArray           *items;    /* unowned */
  GPtrArray           *results;  /* (element-type VasShopResult) */
} Batch;

/* Answers with 429 where the shop asks too often. */
static gboolean
may_ask (VasShopDoor    *self,
         VasHttpRequest *request)
{
  const VasShopCaller *caller = vas_http_request_get_session (request);
  gint64 wait;

  if (vas_limiter_take (self->by_shop, caller->shop->key, vas_backend_get_now (self->backend), &wait))
    return TRUE;

  vas_http_request_reply (request, vas_problem_reply_too_many ("A shop may ask 600 times a minute.", wait));
  return FALSE;
}

/* A VasStoreFunc, of the writer; it may run again. */
static gpointer
do_batch (VasSql        *sql,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Batch *batch = data;

  g_clear_pointer (&batch->results, g_ptr_array_unref);
  if (!vas_sessions_confirm_shop (sql, batch->caller, error))
    return NULL;
  batch->results = vas_shop_take_in (sql, batch->caller->shop, batch->items, batch->now, error);

  return batch->results;
}

static void
count_results (VasBackend *backend,
               GPtrArray  *results)
{
  static const char *const labels[] = {
    [VAS_SHOP_APPLIED] = "state=\"applied\"", [VAS_SHOP_REFUSED] = "state=\"refused\"", [VAS_SHOP_UNKNOWN] = "state=\"unknown\"",
    [VAS_SHOP_MALFORMED] = "state=\"malformed\"", [VAS_SHOP_CONFLICT] = "state=\"conflict\"",
  };

  for (guint i = 0; i < results->len; i++)
    {
      const VasShopResult *result = g_ptr_array_index (results, i);

      vas_metrics_add (vas_backend_get_metrics (backend), "vasdesk_intake_items_total",
                       result->duplicate ? "state=\"duplicate\"" : labels[result->state], 1);
    }
}

static VasHttpReply *
tell_results (VasBackend *backend,
              GPtrArray  *results)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < results->len; i++)
    json_array_add_object_element (list, vas_shop_result_to_json (g_ptr_array_index (results, i)));
  json_object_set_string_member (object, "epoch", vas_backend_get_epoch (backend));
  json_object_set_array_member (object, "results", list);
  json_node_set_object (node, object);

  return vas_http_reply_new_json (200, node);
}

static gboolean
read_batch (JsonNode  *root,
            Batch     *batch,
            GError   **error)
{
  guint n;

  if (!vas_json_get_array (json_node_get_object (root), "items", TRUE, &batch->items, error))
    return FALSE;
  n = json_array_get_length (batch->items);
  if (n >= 1 && n <= VAS_SHOP_MOST_ITEMS)
    return TRUE;

  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "items: must be 1 to 500");
  return FALSE;
}

static void
handle_intake (VasHttpRequest *request,
               gpointer        data)
{
  VasShopDoor *self = data;
  Batch batch = { vas_http_request_get_session (request), vas_backend_get_now (self->backend), NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (!may_ask (self, request))
    return;
  root = vas_http_request_read_object (request, &error);
  if (root != NULL && read_batch (root, &batch, &error) &&
      vas_store_write (vas_backend_get_store (self->backend), do_batch, &batch, NULL, &error))
    {
      count_results (self->backend, batch.results);
      vas_http_request_reply (request, tell_results (self->backend, batch.results));
    }
  else
    {
      vas_http_request_reply_error (request, error);
    }
  g_clear_pointer (&batch.results, g_ptr_array_unref);
}

typedef struct {
  gboolean  begins;     /* no cursor yet: everything it must know to begin */
  VasCursor cursor;
  gint64    now;
} Asked;

static gboolean
read_on (VasSql                *sql,
         const Asked           *asked,
         const VasReplicaHead  *head,
         GString               *lines,
         gint64                *through,
         GError               **error)
{
  GError *failed = NULL;

  if (!vas_cursor_judge (&asked->cursor, head->epoch, head->seq, error))
    return FALSE;

  vas_shop_feed_read (sql, asked->cursor.after, PAGE_BYTES, PAGE_ROWS, lines, through, &failed);
  return vas_cursor_judge_page (&asked->cursor, head->seq, *through, failed, error);
}

/* A VasStoreFunc: the page, (transfer full) GString. */
static gpointer
read_page (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Asked *asked = data;
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (GString) lines = g_string_new (NULL);
  gint64 through;

  if (head == NULL)
    return NULL;
  through = head->seq;
  if (asked->begins ? !vas_shop_feed_begin (sql, asked->now, lines, error) : !read_on (sql, asked, head, lines, &through, error))
    return NULL;
  vas_feed_prepend_head (lines, head, asked->begins ? 0 : asked->cursor.after, through, -1);

  return g_steal_pointer (&lines);
}

static void
handle_feed (VasHttpRequest *request,
             gpointer        data)
{
  VasShopDoor *self = data;
  Asked asked = { .now = vas_backend_get_now (self->backend) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) page = NULL;
  g_autoptr (GBytes) body = NULL;

  if (!may_ask (self, request))
    return;
  asked.begins = vas_http_request_get_query (request, "epoch") == NULL && vas_http_request_get_query (request, "after") == NULL;
  if (asked.begins || vas_cursor_read (request, &asked.cursor, &error))
    page = vas_store_read (vas_backend_get_store (self->backend), read_page, &asked, NULL, &error);
  if (page == NULL)
    {
      vas_http_request_reply_error (request, error);
      return;
    }

  body = g_string_free_to_bytes (g_steal_pointer (&page));
  vas_http_request_reply (request, vas_http_reply_new (200, "application/x-ndjson", body));
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_POST, "/v1/intake", handle_intake, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_SHOP, "application/json", BODY_LIMIT },
  { VAS_HTTP_GET, "/v1/shop/feed", handle_feed, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_SHOP },
};

/** vas_shop_door_new: (transfer full): adds its routes to @backend, which outlives it. */
VasShopDoor *
vas_shop_door_new (VasBackend *backend)
{
  VasShopDoor *self = g_new0 (VasShopDoor, 1);

  self->backend = backend;
  self->by_shop = vas_limiter_new (REQUESTS_A_MINUTE, VAS_INSTANT_MINUTE, MOST_KEYS);
  vas_metrics_declare (vas_backend_get_metrics (backend), "vasdesk_intake_items_total", VAS_METRICS_COUNTER,
                       "Items that the shop sent, by what became of them.");
  vas_http_server_add_routes (vas_backend_get_http (backend), routes, G_N_ELEMENTS (routes), self);
  return self;
}

/** vas_shop_door_free: after the server has stopped. */
void
vas_shop_door_free (VasShopDoor *self)
{
  vas_limiter_free (self->by_shop);
  g_free (self);
}
