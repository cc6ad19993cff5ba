/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The routes that every backend has: is it well, what are its figures, which protocol does it speak. */

#include "vas-backend-routes.h"

#include "vas-problem.h"
#include "vas-replica.h"
#include "vas-time.h"

static gpointer
look (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  return vas_replica_get_epoch (sql, error);
}

static void
handle_health (VasHttpRequest *request,
               gpointer        data)
{
  VasBackend *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *epoch = vas_store_read (vas_backend_get_store (self), look, NULL, NULL, &error);

  if (epoch != NULL)
    {
      vas_http_request_reply (request, vas_http_reply_new_text (200, "application/json", "{\"status\":\"ok\"}"));
      return;
    }

  g_warning ("The records cannot be read: %s", error->message);
  vas_http_request_reply (request, vas_problem_reply (VAS_PROBLEM_UNAVAILABLE, "The records cannot be read."));
}

static void
handle_metrics (VasHttpRequest *request,
                gpointer        data)
{
  VasBackend *self = data;
  g_autofree char *text = vas_metrics_to_text (vas_backend_get_metrics (self));

  vas_http_request_reply (request, vas_http_reply_new_text (200, "text/plain; version=0.0.4; charset=utf-8", text));
}

static void
handle_hello (VasHttpRequest *request,
              gpointer        data)
{
  VasBackend *self = data;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "program", "vasdeskd");
  json_object_set_string_member (object, "version", VAS_VERSION);
  json_object_set_int_member (object, "protocol", VAS_BACKEND_PROTOCOL);
  json_object_set_string_member (object, "epoch", vas_backend_get_epoch (self));
  json_object_set_int_member (object, "now", vas_backend_get_now (self));
  json_node_set_object (node, object);

  vas_http_request_reply (request, vas_http_reply_new_json (200, node));
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_GET, "/healthz", handle_health },
  { VAS_HTTP_GET, "/metrics", handle_metrics, VAS_HTTP_AT_ONCE },
  { VAS_HTTP_GET, "/v1/hello", handle_hello, VAS_HTTP_AT_ONCE },
};

/** vas_backend_add_base_routes: /healthz, /metrics and /v1/hello, which need no session. */
void
vas_backend_add_base_routes (VasBackend *self)
{
  VasMetrics *metrics = vas_backend_get_metrics (self);

  vas_metrics_declare (metrics, "vasdesk_start_time_seconds", VAS_METRICS_GAUGE, "When the program started, in seconds of Unix time.");
  vas_metrics_set (metrics, "vasdesk_start_time_seconds", "", vas_instant_now () / VAS_INSTANT_SECOND);
  vas_metrics_declare (metrics, "vasdesk_build_info", VAS_METRICS_GAUGE, "Always 1; the version is a label.");
  vas_metrics_set (metrics, "vasdesk_build_info", "version=\"" VAS_VERSION "\"", 1);
  vas_http_server_add_routes (vas_backend_get_http (self), routes, G_N_ELEMENTS (routes), self);
}
