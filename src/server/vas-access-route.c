/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * GET /v1/staff: who works here, as every desk's replica has it. GET and DELETE /v1/sessions: where a person is signed in, and an end to all
 * of it; one's own, or another person's by an administrator in his own right (R30; doc/protocol.md). No token and no hash of one is ever told.
 */

#include "vas-access-route.h"

#include "vas-entity.h"
#include "vas-replica-head.h"
#include "vas-session-store.h"
#include "vas-sessions-private.h"
#include "vas-staff-target.h"
#include "vas-table.h"

typedef struct {
  const VasCaller *caller;
  const char      *named;         /* (nullable): oneself */
  gint64           now;
  gint64           changed_at;    /* of the password; VAS_NONE where there is none */
  GPtrArray       *sessions;      /* (element-type VasSession) */
} Asking;

/* A VasStoreFunc. */
static gpointer
look (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Asking *asking = data;
  g_autofree char *target = vas_staff_target_find (sql, asking->caller, asking->named, error);

  if (target == NULL || !vas_credential_get_moment (sql, target, &asking->changed_at, error))
    return NULL;
  asking->sessions = vas_session_list (sql, target, asking->now, error);
  return asking->sessions;
}

static JsonObject *
describe (const VasSession *session,
          const VasCaller  *caller)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "device", session->device);
  json_object_set_int_member (object, "created_at", session->created_at);
  json_object_set_int_member (object, "seen_at", session->seen_at);
  json_object_set_boolean_member (object, "this", g_str_equal (session->token_hash, caller->token_hash));
  return object;
}

static VasHttpReply *
tell (const Asking *asking)
{
  JsonObject *object = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < asking->sessions->len; i++)
    json_array_add_object_element (list, describe (g_ptr_array_index (asking->sessions, i), asking->caller));
  if (asking->changed_at != VAS_NONE)
    json_object_set_int_member (object, "password_at", asking->changed_at);
  else
    json_object_set_null_member (object, "password_at");
  json_object_set_array_member (object, "sessions", list);
  return vas_http_reply_new_object (200, object);
}

static void
handle_look (VasHttpRequest *request,
             gpointer        data)
{
  VasBackend *backend = data;
  Asking asking = { vas_http_request_get_session (request), vas_http_request_get_query (request, "staff"), vas_backend_get_now (backend),
                    VAS_NONE, NULL };
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;

  sessions = vas_store_read (vas_backend_get_store (backend), look, &asking, NULL, &error);
  if (sessions != NULL)
    vas_http_request_reply (request, tell (&asking));
  else
    vas_http_request_reply_error (request, error);
}

/* A VasStoreFunc, of the writer. */
static gpointer
end (VasSql        *sql,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  const Asking *asking = data;
  g_autofree char *target = NULL;
  gboolean own;

  if (!vas_sessions_confirm (sql, asking->caller, asking->now, error))
    return NULL;
  target = vas_staff_target_find (sql, asking->caller, asking->named, error);
  if (target == NULL)
    return NULL;

  own = g_str_equal (target, asking->caller->staff_key);
  return GINT_TO_POINTER (vas_staff_target_record (sql, asking->caller, "staff.sign-out", target, asking->now, error)
                          && vas_session_end_all (sql, target, own ? asking->caller->token_hash : NULL, error));
}

static void
handle_end (VasHttpRequest *request,
            gpointer        data)
{
  VasBackend *backend = data;
  Asking asking = { vas_http_request_get_session (request), vas_http_request_get_query (request, "staff"), vas_backend_get_now (backend),
                    VAS_NONE, NULL };
  g_autoptr (GError) error = NULL;

  if (vas_store_write (vas_backend_get_store (backend), end, &asking, NULL, &error))
    vas_http_request_reply (request, vas_http_reply_new (204, NULL, NULL));
  else
    vas_http_request_reply_error (request, error);
}

/* A VasStoreFunc. */
static gpointer
list_staff (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return vas_table_list_all (sql, VAS_TYPE_STAFF, "login", error);
}

static void
handle_staff (VasHttpRequest *request,
              gpointer        data)
{
  VasBackend *backend = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = vas_store_read (vas_backend_get_store (backend), list_staff, NULL, NULL, &error);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      VasStaff *staff = g_ptr_array_index (people, i);
      JsonObject *person = vas_sessions_describe (staff);

      json_object_set_boolean_member (person, "active", staff->active);
      json_array_add_object_element (list, person);
    }
  json_object_set_array_member (object, "staff", list);
  json_node_take_object (node, object);
  if (people != NULL)
    vas_http_request_reply (request, vas_http_reply_new_json (200, node));
  else
    vas_http_request_reply_error (request, error);
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_GET, "/v1/staff", handle_staff, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF },
  { VAS_HTTP_GET, "/v1/sessions", handle_look, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF },
  { VAS_HTTP_DELETE, "/v1/sessions", handle_end, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF },
};

/** vas_access_add_routes: before the start of @backend, which is their data. */
void
vas_access_add_routes (VasBackend *backend)
{
  vas_http_server_add_routes (vas_backend_get_http (backend), routes, G_N_ELEMENTS (routes), backend);
}
