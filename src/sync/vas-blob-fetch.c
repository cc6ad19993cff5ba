/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One photo down: fetched by its name, and kept by it when its bytes are what the name says. */

#include "vas-uploads.h"

#include "vas-blobs.h"
#include "vas-wire.h"

#include <glib/gi18n-lib.h>

#define FETCH_SECONDS 300

typedef struct {
  char   *directory;
  char   *hash;
  GBytes *bytes;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_free (fetch->directory);
  g_free (fetch->hash);
  g_clear_pointer (&fetch->bytes, g_bytes_unref);
  g_free (fetch);
}

static void
keep_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Fetch *fetch = data;
  GError *error = NULL;
  g_autofree char *found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, fetch->bytes);
  g_autofree char *name = NULL;

  if (!g_str_equal (found, fetch->hash))
    {
      g_task_return_new_error (task, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE, _("The server's answer makes no sense: %s"), "blobs");
      return;
    }
  name = vas_blobs_save (fetch->directory, fetch->bytes, &error);
  if (name != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);

  if (answer != NULL && answer->status == 404)
    g_task_return_new_error (task, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, "%s",
                             _("The desk that took it has not sent it to the server yet."));
  else if (answer == NULL || !vas_wire_check (answer, 200, &error))
    g_task_return_error (task, error);
  else
    {
      fetch->bytes = g_bytes_ref (answer->body);
      g_task_run_in_thread (task, keep_in_thread);
    }
}

/**
 * vas_blob_fetch_async:
 * @directory: of the replica that keeps it
 * @token: (nullable): of a session
 * @hash: its name
 *
 * Fetches a photo that is not here. %VAS_STORE_ERROR_NOT_FOUND where the backend has not got it yet either.
 */
void
vas_blob_fetch_async (VasTransport        *transport,
                      const char          *directory,
                      const char          *token,
                      const char          *hash,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (transport, cancellable, callback, user_data);
  g_autofree char *path = g_strdup_printf ("/v1/blobs/%s", hash);
  const VasCall call = { .method = "GET", .path = path, .token = token, .timeout = FETCH_SECONDS };
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->directory = g_strdup (directory);
  fetch->hash = g_strdup (hash);
  g_task_set_source_tag (task, vas_blob_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  if (token == NULL)
    g_task_return_new_error (task, VAS_WIRE_ERROR, VAS_WIRE_ERROR_SIGNED_OUT, "%s", _("Nobody is signed in."));
  else
    vas_transport_call_async (transport, &call, cancellable, fetched_cb, g_steal_pointer (&task));
}

/** vas_blob_fetch_finish: TRUE where it is here now. */
gboolean
vas_blob_fetch_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
