/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a page reads what it shows: a function runs on a reader of the store, and what it found comes back to the main thread. */

#include "vas-desk.h"

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gpointer found = vas_store_finish (VAS_STORE (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, found, g_task_get_task_data (task));
}

/** vas_desk_read_async: runs @func on a reader of the desk's store. @data is freed with @data_free, what @func found and nobody
 * fetched with @found_free. Errors are the store's and those of @func. */
void
vas_desk_read_async (VasDesk             *self,
                     VasStoreFunc         func,
                     gpointer             data,
                     GDestroyNotify       data_free,
                     GDestroyNotify       found_free,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vas_desk_read_async);
  g_task_set_task_data (task, (gpointer) found_free, NULL);
  vas_store_read_async (vas_desk_get_store (self), func, data, data_free, found_free, cancellable, read_cb, task);
}

/** vas_desk_read_finish: (transfer full) (nullable): what the function of vas_desk_read_async() found. */
gpointer
vas_desk_read_finish (VasDesk       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
