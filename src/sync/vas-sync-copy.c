/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POST /v1/personal-copy: the copy that a user asked for, made and recorded by the backend (R29). It is the caller's to save; nothing is kept here. */

#include "vas-sync-private.h"

#include "vas-json-reader.h"
#include "vas-json-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CALL_SECONDS 60
#define MOST_ANSWER (16 * 1024 * 1024)

static VasWireCopy *
read_copy (VasAnswer  *answer,
           GError    **error)
{
  gsize length;
  const char *data = g_bytes_get_data (answer->body, &length);
  g_autoptr (JsonNode) root = vas_json_parse_strict (data != NULL ? data : "", (gssize) length, MOST_ANSWER, error);

  return root != NULL ? vas_wire_read_copy (root, error) : NULL;
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);
  VasWireCopy *copy = answer != NULL && vas_wire_check (answer, 200, &error) ? read_copy (answer, &error) : NULL;

  if (copy != NULL)
    g_task_return_pointer (task, copy, (GDestroyNotify) vas_wire_copy_free);
  else
    g_task_return_error (task, error);
}

/**
 * vas_sync_copy_async:
 * @request: key of a request about personal data
 * @reason: why, for the trail
 *
 * Has the backend make a file of everything that is held of the user. Errors are as of vas_sync_reveal_async().
 */
void
vas_sync_copy_async (VasSync             *self,
                     const char          *request,
                     const char          *reason,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (JsonNode) node = vas_wire_new_copy (request, reason);
  char *text = vas_json_to_text (node);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  const VasCall call = {
    .method = "POST", .path = VAS_WIRE_COPY_PATH, .content_type = "application/json", .body = body, .token = self->token, .timeout = CALL_SECONDS,
  };

  g_task_set_source_tag (task, vas_sync_copy_async);
  if (self->token == NULL)
    g_task_return_new_error (task, VAS_WIRE_ERROR, VAS_WIRE_ERROR_SIGNED_OUT, "%s", _("Nobody is signed in."));
  else
    vas_transport_call_async (self->transport, &call, cancellable, copied_cb, g_steal_pointer (&task));
}

/** vas_sync_copy_finish: (transfer full) (nullable): the file. */
VasWireCopy *
vas_sync_copy_finish (VasSync       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
