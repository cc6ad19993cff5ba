/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file of a print list, with the columns of the preferences: recorded first, since it names people (R31), then written. Main thread. */

#include "vas-print-writer.h"

#include "vas-finding-text.h"
#include "vas-lock.h"
#include "vas-print-column.h"
#include "vas-print-file.h"
#include "vas-print-store.h"

typedef struct {
  GFile  *file;
  GBytes *bytes;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_object_unref (writing->file);
  g_bytes_unref (writing->bytes);
  g_free (writing);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
recorded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (VasReceipt) receipt = vas_engine_run_finish (VAS_ENGINE (object), result, &error);
  g_autofree char *why = receipt != NULL && !receipt->applied ? vas_verdict_describe_refusal (receipt->verdict) : NULL;

  if (receipt == NULL)
    g_task_return_error (task, error);
  else if (why != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "%s", why);
  else
    g_file_replace_contents_bytes_async (writing->file, writing->bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                         g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

/**
 * vas_print_write_async:
 * @rows: (element-type VasPrintRow): of one list, at least one
 *
 * Never over the records themselves.
 */
void
vas_print_write_async (VasDesk             *desk,
                       GPtrArray           *rows,
                       GFile               *file,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (desk, cancellable, callback, user_data);
  g_autoptr (GListStore) columns = vas_print_columns_load (vas_desk_get_settings (desk));
  g_autoptr (VasCommand) command = vas_desk_new_command (desk, "export.record");
  Writing *writing = g_new0 (Writing, 1);
  g_autofree char *digest = NULL;
  const char *path = g_file_peek_path (file);
  GError *error = NULL;

  writing->file = g_object_ref (file);
  writing->bytes = vas_print_file_format (rows, G_LIST_MODEL (columns));
  g_task_set_source_tag (task, vas_print_write_async);
  g_task_set_task_data (task, writing, writing_free);
  if (path != NULL && !vas_lock_keep_out (vas_store_get_directory (vas_desk_get_store (desk)), path, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, writing->bytes);
  vas_command_set_text (command, "kind", "print-list");
  vas_command_set_text (command, "part", ((VasPrintRow *) g_ptr_array_index (rows, 0))->fapiao->print_list);
  vas_command_set_int (command, "rows", rows->len);
  vas_command_set_text (command, "digest", digest);
  vas_engine_run_async (vas_desk_get_engine (desk), command, NULL, recorded_cb, g_steal_pointer (&task));
}

/** vas_print_write_finish: FALSE with @error set where it was refused, or there is no file. */
gboolean
vas_print_write_finish (VasDesk       *desk,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
