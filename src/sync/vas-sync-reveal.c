/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POST /v1/reveal: whole personal values for a reason (R31). They are the caller's to show and to forget; nothing is kept here. */

#include "vas-sync-private.h"

#include "vas-json-reader.h"
#include "vas-json-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CALL_SECONDS 30
#define MOST_ANSWER (1024 * 1024)

static JsonObject *
read_values (VasAnswer  *answer,
             GError    **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *values = NULL;
  const char *data;
  gsize length;

  data = g_bytes_get_data (answer->body, &length);
  root = vas_json_parse_strict (data != NULL ? data : "", (gssize) length, MOST_ANSWER, error);
  if (root == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (root) && vas_json_get_object (json_node_get_object (root), "values", TRUE, &values, NULL))
    return json_object_ref (values);

  g_set_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE, _("The server's answer makes no sense: %s"), "reveal");
  return NULL;
}

static void
revealed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);
  JsonObject *values = answer != NULL && vas_wire_check (answer, 200, &error) ? read_values (answer, &error) : NULL;

  if (values != NULL)
    g_task_return_pointer (task, values, (GDestroyNotify) json_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * vas_sync_reveal_async:
 * @record: such as "account/0198…"
 * @fields: names of its personal fields
 * @reason: why the work needs them
 *
 * Asks the backend for whole values. %VAS_WIRE_ERROR_REFUSED where it does not give them, %VAS_WIRE_ERROR_LATER where there were too
 * many, %VAS_WIRE_ERROR_SIGNED_OUT where nobody is signed in; an error of the transport where the backend is not reached.
 */
void
vas_sync_reveal_async (VasSync             *self,
                       const char          *record,
                       const char * const  *fields,
                       const char          *reason,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (JsonNode) node = vas_wire_new_reveal (record, fields, reason);
  char *text = vas_json_to_text (node);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  const VasCall call = {
    .method = "POST", .path = "/v1/reveal", .content_type = "application/json", .body = body, .token = self->token, .timeout = CALL_SECONDS,
  };

  g_task_set_source_tag (task, vas_sync_reveal_async);
  if (self->token == NULL)
    g_task_return_new_error (task, VAS_WIRE_ERROR, VAS_WIRE_ERROR_SIGNED_OUT, "%s", _("Nobody is signed in."));
  else
    vas_transport_call_async (self->transport, &call, cancellable, revealed_cb, g_steal_pointer (&task));
}

/** vas_sync_reveal_finish: (transfer full) (nullable): the values by the names of their fields; null where there is none. */
JsonObject *
vas_sync_reveal_finish (VasSync       *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
