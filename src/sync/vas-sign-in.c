/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Signing in: a login and a password for a token. The password is in one request and nowhere else. What goes wrong is told as
 * what the person can do about it.
 */

#include "vas-sign-in.h"

#include "vas-time.h"
#include "vas-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CALL_SECONDS 30

G_DEFINE_QUARK (vas-sign-in-error-quark, vas_sign_in_error)

static VasSignInError
code_of (const GError *error)
{
  if (g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_SIGNED_OUT))
    return VAS_SIGN_IN_ERROR_PASSWORD;
  if (error->domain != VAS_TRANSPORT_ERROR)
    return VAS_SIGN_IN_ERROR_FAILED;
  if (error->code == VAS_TRANSPORT_ERROR_ADDRESS)
    return VAS_SIGN_IN_ERROR_ADDRESS;

  return error->code == VAS_TRANSPORT_ERROR_UNTRUSTED ? VAS_SIGN_IN_ERROR_UNTRUSTED : VAS_SIGN_IN_ERROR_UNREACHABLE;
}

/** vas_sign_in_judge: (transfer full): what an error of the way there, or of the answer, means for somebody who signs in. */
GError *
vas_sign_in_judge (const GError *error)
{
  const VasSignInError code = code_of (error);

  if (code == VAS_SIGN_IN_ERROR_PASSWORD)
    return g_error_new_literal (VAS_SIGN_IN_ERROR, (int) code, _("Login and password do not fit together."));

  return g_error_new_literal (VAS_SIGN_IN_ERROR, (int) code, error->message);
}

static GError *
judge_answer (VasAnswer    *answer,
              const GError *error)
{
  const VasInstant when = vas_instant_now () + (answer->retry_after + 59) * VAS_INSTANT_SECOND;
  g_autofree char *text = vas_instant_format_local (when);

  if (answer->status != 429)
    return vas_sign_in_judge (error);

  return g_error_new (VAS_SIGN_IN_ERROR, VAS_SIGN_IN_ERROR_TOO_MANY, _("Too many tries. Try again at %s."), strchr (text, ' ') + 1);
}

static void
session_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);
  char *token = NULL;
  char *staff_key = NULL;

  if (answer == NULL)
    g_task_return_error (task, vas_sign_in_judge (error));
  else if (!vas_wire_check (answer, 201, &error))
    g_task_return_error (task, judge_answer (answer, error));
  else if (!vas_wire_read_session (answer, &token, &staff_key, &error))
    g_task_return_error (task, vas_sign_in_judge (error));
  else
    {
      g_task_set_task_data (task, staff_key, g_free);
      g_task_return_pointer (task, token, g_free);
    }
}

/**
 * vas_sign_in_async:
 * @device: what this computer is called, for its owner to know the session again
 *
 * Asks the backend for a session. What to do with it is the caller's: keep the token, and vas_sync_set_session().
 */
void
vas_sign_in_async (VasTransport        *transport,
                   const char          *login,
                   const char          *password,
                   const char          *device,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  GTask *task = g_task_new (transport, cancellable, callback, user_data);
  char *text = vas_wire_write_sign_in (login, password, device);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  const VasCall call = {
    .method = "POST",
    .path = "/v1/session",
    .content_type = "application/json",
    .body = body,
    .timeout = CALL_SECONDS,
  };

  vas_transport_call_async (transport, &call, cancellable, session_cb, task);
}

static void
signed_out_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);

  if (answer == NULL || !vas_wire_check (answer, 204, &error))
    g_message ("The server was not told that a session has ended; it forgets it by itself after a while: %s", error->message);
}

/** vas_sign_out: has the backend forget a session. Nobody waits for it: the token is not kept here any more. */
void
vas_sign_out (VasTransport *transport,
              const char   *token)
{
  const VasCall call = { .method = "DELETE", .path = "/v1/session", .token = token, .timeout = CALL_SECONDS };

  vas_transport_call_async (transport, &call, NULL, signed_out_cb, NULL);
}

/**
 * vas_sign_in_finish:
 * @staff_key: (out) (transfer full): who that is
 *
 * Returns: (transfer full) (nullable): the token; NULL with a #VasSignInError
 */
char *
vas_sign_in_finish (VasTransport  *transport,
                    GAsyncResult  *result,
                    char         **staff_key,
                    GError       **error)
{
  char *token = g_task_propagate_pointer (G_TASK (result), error);

  if (token != NULL)
    *staff_key = g_strdup (g_task_get_task_data (G_TASK (result)));

  return token;
}
