/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Signing in: a login and a password for a token (doc/protocol.md, "session").
 *
 * An unknown login, somebody who works here no more, and somebody without a password are checked against nobody's hash, so that the
 * answer and its time say nothing. The session begins in a transaction that finds the password unchanged.
 */

#include "vas-sessions-private.h"

#include "vas-json-reader.h"
#include "vas-problem.h"
#include "vas-secret.h"
#include "vas-server-error.h"
#include "vas-session-store.h"
#include "vas-table.h"
#include "vas-time.h"

#include <string.h>

#define MOST_NAME 200

typedef struct {
  const char *login;
  VasStaff   *staff;        /* (nullable) */
  char       *hash;         /* (nullable): NULL where no password is right */
  const char *token_hash;
  const char *device;
  gint64      now;
} SignIn;

static gboolean
look_up (VasSql  *sql,
         SignIn  *sign_in,
         GError **error)
{
  g_clear_object (&sign_in->staff);
  g_clear_pointer (&sign_in->hash, g_free);
  if (!vas_table_look_up (sql, VAS_TYPE_STAFF, "login", sign_in->login, &sign_in->staff, error))
    return FALSE;

  return sign_in->staff == NULL || !sign_in->staff->active
         || vas_credential_get (sql, vas_entity_get_key (VAS_ENTITY (sign_in->staff)), &sign_in->hash, error);
}

static gpointer
find_person (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (look_up (sql, data, error));
}

static gpointer
begin_session (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  SignIn *sign_in = data;
  g_autofree char *checked = g_strdup (sign_in->hash);

  if (!look_up (sql, sign_in, error))
    return NULL;
  if (sign_in->hash == NULL || !g_str_equal (sign_in->hash, checked))
    {
      g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_SIGN_IN, "There is no such login and password together.");
      return NULL;
    }

  return GINT_TO_POINTER (vas_session_forget (sql, sign_in->now, error)
                          && vas_session_begin (sql, sign_in->token_hash, vas_entity_get_key (VAS_ENTITY (sign_in->staff)),
                                                sign_in->device, sign_in->now, sign_in->now + VAS_SESSION_LIFE, error));
}

static VasHttpReply *
tell_token (SignIn     *sign_in,
            const char *token)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "token", token);
  json_object_set_int_member (object, "expires_at", sign_in->now + VAS_SESSION_LIFE);
  json_object_set_object_member (object, "staff", vas_sessions_describe (sign_in->staff));
  json_node_set_object (node, object);

  return vas_http_reply_new_json (201, node);
}

static void
fail (VasSessions     *self,
      VasPasswordWork *work,
      const GError    *error)
{
  if (!g_error_matches (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_SIGN_IN))
    vas_sessions_forgive (self, work);
  vas_http_request_reply_error (work->request, error);
}

/* On a thread for passwords. */
static void
run (VasSessions     *self,
     VasPasswordWork *work)
{
  VasStore *store = vas_backend_get_store (self->backend);
  g_autofree char *token = vas_token_new ();
  g_autofree char *token_hash = vas_token_hash (token);
  SignIn sign_in = { work->login, NULL, NULL, token_hash, work->device, work->now };
  g_autoptr (GError) error = NULL;

  if (!vas_store_read (store, find_person, &sign_in, NULL, &error))
    fail (self, work, error);
  else if (!vas_password_verify (work->password, sign_in.hash))
    {
      vas_sessions_count (self, "result=\"wrong\"");
      vas_http_request_reply (work->request, vas_problem_reply (VAS_PROBLEM_SIGN_IN, NULL));
    }
  else if (!vas_store_write (store, begin_session, &sign_in, NULL, &error))
    fail (self, work, error);
  else
    {
      vas_sessions_succeeded (self, work);
      vas_http_request_reply (work->request, tell_token (&sign_in, token));
    }

  g_clear_object (&sign_in.staff);
  g_free (sign_in.hash);
}

static gboolean
read_name (JsonObject  *object,
           const char  *name,
           char       **out,
           GError     **error)
{
  const char *text;

  if (!vas_json_get_text (object, name, TRUE, &text, error))
    return FALSE;
  if (*text != '\0' && strlen (text) <= MOST_NAME)
    {
      *out = g_strdup (text);
      return TRUE;
    }

  g_set_error (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "%s: must have 1 to %d bytes", name, MOST_NAME);
  return FALSE;
}

static gboolean
read_body (VasPasswordWork  *work,
           GError          **error)
{
  g_autoptr (JsonNode) root = vas_http_request_read_object (work->request, error);
  const char *password;

  if (root == NULL || !read_name (json_node_get_object (root), "login", &work->login, error)
      || !read_name (json_node_get_object (root), "device", &work->device, error)
      || !vas_json_get_text (json_node_get_object (root), "password", TRUE, &password, error))
    return FALSE;

  work->password = g_strdup (password);
  if (strlen (password) <= VAS_PASSWORD_MAX)
    return TRUE;

  g_set_error (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "password: must have at most %d bytes", VAS_PASSWORD_MAX);
  return FALSE;
}

/* vas_sign_in_handle: a VasHttpHandler: POST /v1/session. */
void
vas_sign_in_handle (VasHttpRequest *request,
                    gpointer        data)
{
  VasSessions *self = data;
  g_autoptr (VasPasswordWork) work = vas_password_work_new (self, request);
  g_autoptr (GError) error = NULL;

  work->run = run;
  if (!read_body (work, &error))
    vas_http_request_reply_error (request, error);
  else if (vas_sessions_may_try (self, work))
    vas_sessions_push (self, g_steal_pointer (&work));
}
