/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in: a login and a password for a token. The password is in one request and nowhere else. */

#include "vas-sync-private.h"

#define CALL_SECONDS 30

static void
session_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);
  char *token = NULL;
  char *staff_key = NULL;

  if (answer == NULL || !vas_wire_check (answer, 201, &error) || !vas_wire_read_session (answer, &token, &staff_key, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, staff_key, g_free);
  g_task_return_pointer (task, token, g_free);
}

/**
 * vas_sync_sign_in_async:
 * @device: what this computer is called, for its owner to know the session again
 *
 * Asks the backend for a session. What to do with it is the caller's: keep the token, and vas_sync_set_session().
 */
void
vas_sync_sign_in_async (VasSync             *self,
                        const char          *login,
                        const char          *password,
                        const char          *device,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  char *text = vas_wire_write_sign_in (login, password, device);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  const VasCall call = {
    .method = "POST",
    .path = "/v1/session",
    .content_type = "application/json",
    .body = body,
    .timeout = CALL_SECONDS,
  };

  vas_transport_call_async (self->transport, &call, cancellable, session_cb, task);
}

/**
 * vas_sync_sign_in_finish:
 * @staff_key: (out) (transfer full): who that is
 *
 * Returns: (transfer full) (nullable): the token; NULL with %VAS_WIRE_ERROR_SIGNED_OUT where login and password do not fit,
 *   %VAS_WIRE_ERROR_LATER after too many tries, or what kept it from being asked
 */
char *
vas_sync_sign_in_finish (VasSync       *self,
                         GAsyncResult  *result,
                         char         **staff_key,
                         GError       **error)
{
  char *token = g_task_propagate_pointer (G_TASK (result), error);

  if (token != NULL)
    *staff_key = g_strdup (g_task_get_task_data (G_TASK (result)));

  return token;
}
