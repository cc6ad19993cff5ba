/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Passwords and sessions of people, by PUT /v1/password and /v1/sessions (R30; doc/protocol.md). They are no commands: no replica holds
 * them, nothing waits in the outbox, and without the backend there are none. A password is in one request and nowhere else. Thread of
 * the sync.
 */

#include "vas-access.h"

#include "vas-sync-private.h"

#include "vas-entity.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CALL_SECONDS 30
#define MOST_ANSWER (256 * 1024)

G_DEFINE_QUARK (vas-access-error-quark, vas_access_error)

static void
session_free (gpointer data)
{
  VasAccessSession *session = data;

  g_free (session->device);
  g_free (session);
}

void
vas_access_free (VasAccess *self)
{
  g_ptr_array_unref (self->sessions);
  g_free (self);
}

static VasAccessError
code_of (guint         status,
         const GError *error)
{
  switch (status)
    {
    case 400:
      return VAS_ACCESS_ERROR_PASSWORD;
    case 401:
      return VAS_ACCESS_ERROR_SIGNED_OUT;
    case 403:
      return g_str_has_prefix (error->message, "old:") ? VAS_ACCESS_ERROR_OLD : VAS_ACCESS_ERROR_FORBIDDEN;
    case 404:
      return VAS_ACCESS_ERROR_MISSING;
    case 429:
      return VAS_ACCESS_ERROR_TOO_MANY;
    default:
      return status == 0 ? VAS_ACCESS_ERROR_UNREACHABLE : VAS_ACCESS_ERROR_FAILED;
    }
}

/* (nullable): what came is told as it came. */
static const char *
sentence_of (VasAccessError code)
{
  switch (code)
    {
    case VAS_ACCESS_ERROR_OLD:
      return _("This is not the password.");
    case VAS_ACCESS_ERROR_PASSWORD:
      return _("A password has 10 to 1,024 characters.");
    case VAS_ACCESS_ERROR_FORBIDDEN:
      return _("Only an administrator in his own right does this for another person (R30).");
    case VAS_ACCESS_ERROR_MISSING:
      return _("The server does not know this person.");
    case VAS_ACCESS_ERROR_TOO_MANY:
      return _("Too many tries. Try again in a quarter of an hour.");
    case VAS_ACCESS_ERROR_SIGNED_OUT:
      return _("Nobody is signed in.");
    case VAS_ACCESS_ERROR_UNREACHABLE:
      return _("The server does not answer. Passwords and sessions are changed there alone.");
    case VAS_ACCESS_ERROR_FAILED:
    default:
      return NULL;
    }
}

static void
return_error (GTask        *task,
              guint         status,
              const GError *error)
{
  const VasAccessError code = code_of (status, error);
  const char *sentence = sentence_of (code);

  g_task_return_new_error (task, VAS_ACCESS_ERROR, (int) code, "%s", sentence != NULL ? sentence : error->message);
}

static VasAccess *
read_access (VasAnswer  *answer,
             GError    **error)
{
  g_autoptr (VasAccess) access = g_new0 (VasAccess, 1);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *list;
  const char *data;
  gsize length;

  access->sessions = g_ptr_array_new_with_free_func (session_free);
  data = g_bytes_get_data (answer->body, &length);
  root = vas_json_parse_strict (data != NULL ? data : "", (gssize) length, MOST_ANSWER, error);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || !vas_json_get_int (json_node_get_object (root), "password_at", FALSE, &access->password_at, error)
      || !vas_json_get_array (json_node_get_object (root), "sessions", TRUE, &list, error))
    return NULL;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      g_autofree VasAccessSession *session = g_new0 (VasAccessSession, 1);
      const char *device;

      if (!JSON_NODE_HOLDS_OBJECT (node) || !vas_json_get_text (json_node_get_object (node), "device", TRUE, &device, error)
          || !vas_json_get_int (json_node_get_object (node), "seen_at", TRUE, &session->seen_at, error)
          || !vas_json_get_bool (json_node_get_object (node), "this", TRUE, &session->own, error))
        return NULL;
      session->device = g_strdup (device);
      g_ptr_array_add (access->sessions, g_steal_pointer (&session));
    }

  return g_steal_pointer (&access);
}

/* The task's data says which status is success: 200 has the access in its body, 204 has none. */
static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const guint wanted = GPOINTER_TO_UINT (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);
  VasAccess *access = NULL;

  if (answer == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (answer == NULL || !vas_wire_check (answer, wanted, &error))
    return_error (task, answer != NULL ? answer->status : 0, error);
  else if (wanted == 204)
    g_task_return_boolean (task, TRUE);
  else if ((access = read_access (answer, &error)) != NULL)
    g_task_return_pointer (task, access, (GDestroyNotify) vas_access_free);
  else
    g_task_return_new_error (task, VAS_ACCESS_ERROR, VAS_ACCESS_ERROR_FAILED, _("The server's answer makes no sense: %s"),
                             error != NULL ? error->message : "sessions");
}

/* @body: (nullable) (transfer full) */
static void
call (VasSync     *sync,
      GTask       *task,
      const char  *method,
      const char  *path,
      char        *body,
      guint        wanted)
{
  g_autoptr (GTask) owned = task;
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new_take (body, strlen (body)) : NULL;
  const VasCall what = {
    .method = method, .path = path, .content_type = bytes != NULL ? "application/json" : NULL, .body = bytes, .token = sync->token,
    .timeout = CALL_SECONDS,
  };

  g_task_set_task_data (task, GUINT_TO_POINTER (wanted), NULL);
  if (sync->token == NULL)
    g_task_return_new_error (task, VAS_ACCESS_ERROR, VAS_ACCESS_ERROR_SIGNED_OUT, "%s", sentence_of (VAS_ACCESS_ERROR_SIGNED_OUT));
  else
    vas_transport_call_async (sync->transport, &what, g_task_get_cancellable (task), answered_cb, g_steal_pointer (&owned));
}

static char *
sessions_path (const char *staff_key)
{
  return staff_key != NULL ? g_strconcat ("/v1/sessions?staff=", staff_key, NULL) : g_strdup ("/v1/sessions");
}

/** vas_access_look_async: @staff_key: (nullable): whose; oneself where NULL. Errors are #VasAccessError, or cancelled. */
void
vas_access_look_async (VasSync             *sync,
                       const char          *staff_key,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autofree char *path = sessions_path (staff_key);

  call (sync, g_task_new (sync, cancellable, callback, user_data), "GET", path, NULL, 200);
}

/** vas_access_look_finish: (transfer full) (nullable) */
VasAccess *
vas_access_look_finish (VasSync       *sync,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
password_body (const char *password,
               const char *name,
               const char *value)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "password", password);
  json_object_set_string_member (object, name, value);
  json_node_take_object (node, object);

  return vas_json_to_text (node);
}

/** vas_access_give_async: an administrator gives another person a password; it ends all sessions of that person. */
void
vas_access_give_async (VasSync             *sync,
                       const char          *staff_key,
                       const char          *password,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  call (sync, g_task_new (sync, cancellable, callback, user_data), "PUT", "/v1/password", password_body (password, "staff", staff_key), 204);
}

/** vas_access_change_async: one changes the own password; it ends one's other sessions. */
void
vas_access_change_async (VasSync             *sync,
                         const char          *old,
                         const char          *password,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  call (sync, g_task_new (sync, cancellable, callback, user_data), "PUT", "/v1/password", password_body (password, "old", old), 204);
}

/** vas_access_end_async: ends all sessions of a person, but for the one that asks. @staff_key: (nullable): oneself where NULL */
void
vas_access_end_async (VasSync             *sync,
                      const char          *staff_key,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autofree char *path = sessions_path (staff_key);

  call (sync, g_task_new (sync, cancellable, callback, user_data), "DELETE", path, NULL, 204);
}

/** vas_access_done_finish: of giving, changing and ending. Errors are #VasAccessError, or cancelled. */
gboolean
vas_access_done_finish (VasSync       *sync,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
