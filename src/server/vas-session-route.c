/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is signed in, and signing out (doc/protocol.md, "session"). */

#include "vas-sessions-private.h"

#include "vas-role.h"
#include "vas-session-store.h"
#include "vas-table.h"

/* vas_sessions_describe: (transfer full): a person as a desk is told of the one who signs in. */
JsonObject *
vas_sessions_describe (VasStaff *staff)
{
  g_autofree char *roles = vas_roles_to_text ((guint) staff->roles);
  g_auto (GStrv) words = g_strsplit (roles, " ", -1);
  JsonObject *object = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (list, words[i]);
  json_object_set_string_member (object, "key", vas_entity_get_key (VAS_ENTITY (staff)));
  json_object_set_string_member (object, "login", staff->login);
  json_object_set_string_member (object, "name", staff->name);
  json_object_set_array_member (object, "roles", list);

  return object;
}

/* A VasStoreFunc: (transfer full) VasStaff. */
static gpointer
read_person (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const VasCaller *caller = data;

  return vas_table_get (sql, VAS_TYPE_STAFF, caller->staff_key, error);
}

/* vas_session_handle: a VasHttpHandler: GET /v1/session. */
void
vas_session_handle (VasHttpRequest *request,
                    gpointer        data)
{
  VasSessions *self = data;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStaff) staff = vas_store_read (vas_backend_get_store (self->backend), read_person,
                                               vas_http_request_get_session (request), NULL, &error);

  if (staff == NULL)
    {
      vas_http_request_reply_error (request, error);
      return;
    }

  json_object_set_object_member (object, "staff", vas_sessions_describe (staff));
  json_node_set_object (node, object);
  vas_http_request_reply (request, vas_http_reply_new_json (200, node));
}

static gpointer
end_session (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const VasCaller *caller = data;

  return GINT_TO_POINTER (vas_session_end (sql, caller->token_hash, error));
}

/* vas_sign_out_handle: a VasHttpHandler: DELETE /v1/session. */
void
vas_sign_out_handle (VasHttpRequest *request,
                     gpointer        data)
{
  VasSessions *self = data;
  g_autoptr (GError) error = NULL;

  if (vas_store_write (vas_backend_get_store (self->backend), end_session, vas_http_request_get_session (request), NULL, &error))
    vas_http_request_reply (request, vas_http_reply_new (204, NULL, NULL));
  else
    vas_http_request_reply_error (request, error);
}
