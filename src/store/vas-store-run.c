/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The ways into an open store: writing and reading, with somebody who waits or by GTask. Each checks that it is open and hands its work to
 * the queue of the threads that do it (vas-worker.c). Any thread but those; the mutex is held from the check to the push, so that
 * nothing comes behind the stop of vas_store_close().
 */

#include "vas-store-private.h"

#include <glib/gi18n-lib.h>

static gboolean
check_open (VasStore     *self,
            GAsyncQueue  *queue,
            GError      **error)
{
  if (!self->open)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _("The data is closed already."));
  else if (queue == NULL)
    g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY, _("The data in %s is open only to be looked at."),
                 self->directory);

  return self->open && queue != NULL;
}

static gboolean
is_own_thread (VasStore *self)
{
  gboolean own = self->writer != NULL && vas_worker_is_current (self->writer);

  for (guint i = 0; i < VAS_STORE_N_READERS; i++)
    own = own || (self->readers[i] != NULL && vas_worker_is_current (self->readers[i]));

  return own;
}

static gpointer
run_and_wait (VasStore      *self,
              GAsyncQueue   *queue,
              VasStoreFunc   func,
              gpointer       data,
              GCancellable  *cancellable,
              gboolean       shared,
              GError       **error)
{
  VasJob *job = NULL;
  gboolean own;

  g_mutex_lock (&self->mutex);
  own = is_own_thread (self);
  if (!own && check_open (self, queue, error))
    job = vas_worker_push_job (queue, func, data, cancellable, shared);
  g_mutex_unlock (&self->mutex);

  g_return_val_if_fail (!own, NULL);

  return job != NULL ? vas_worker_wait_job (job, error) : NULL;
}

/**
 * vas_store_write:
 * @func: the work; what it sets in @error takes everything back
 *
 * Runs @func on the writer's thread in a transaction of its own and waits. When it returns without an error, what was
 * written is on the disk. Where the commit itself fails the result of @func is lost: let it be something that @data owns,
 * or a plain number. From any thread but the store's own.
 *
 * Returns: what @func returned
 */
gpointer
vas_store_write (VasStore      *self,
                 VasStoreFunc   func,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_return_val_if_fail (VAS_IS_STORE (self) && func != NULL, NULL);

  return run_and_wait (self, self->writes, func, data, cancellable, FALSE, error);
}

/**
 * vas_store_write_shared:
 * @func: the work, of which nothing is kept where it sets @error; it may be called again from the start, after what it did was taken back
 *
 * Like vas_store_write(), but those that wait at the same time may be committed together, with one wait for the disk. Each is told
 * its own result after the commit; one that fails does not spoil the others.
 *
 * Returns: what @func returned; a plain number or what @data owns
 */
gpointer
vas_store_write_shared (VasStore      *self,
                        VasStoreFunc   func,
                        gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_return_val_if_fail (VAS_IS_STORE (self) && func != NULL, NULL);

  return run_and_wait (self, self->writes, func, data, cancellable, TRUE, error);
}

/**
 * vas_store_read:
 *
 * Runs @func on a reader's thread over one snapshot, which holds every write that was acknowledged before, and waits. From
 * any thread but the store's own.
 *
 * Returns: what @func returned
 */
gpointer
vas_store_read (VasStore      *self,
                VasStoreFunc   func,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  g_return_val_if_fail (VAS_IS_STORE (self) && func != NULL, NULL);

  return run_and_wait (self, self->reads, func, data, cancellable, FALSE, error);
}

static void
run_async (VasStore            *self,
           GAsyncQueue         *queue,
           VasStoreFunc         func,
           gpointer             data,
           GDestroyNotify       data_free,
           GDestroyNotify       result_free,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, run_async);
  g_task_set_check_cancellable (task, queue == self->reads);
  g_mutex_lock (&self->mutex);
  if (check_open (self, queue, &error))
    vas_worker_push_task (queue, task, func, data, data_free, result_free);
  g_mutex_unlock (&self->mutex);
  if (error == NULL)
    return;

  if (data_free != NULL)
    data_free (data);
  g_task_return_error (task, error);
}

/**
 * vas_store_write_async:
 * @data: (transfer full): freed by @data_free on the writer's thread, or at once where the store is closed
 * @result_free: frees a result that nobody takes
 *
 * Like vas_store_write(), without waiting. A write that was committed is not reported as cancelled.
 */
void
vas_store_write_async (VasStore            *self,
                       VasStoreFunc         func,
                       gpointer             data,
                       GDestroyNotify       data_free,
                       GDestroyNotify       result_free,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (VAS_IS_STORE (self) && func != NULL);

  run_async (self, self->writes, func, data, data_free, result_free, cancellable, callback, user_data);
}

/** vas_store_read_async: like vas_store_read(), without waiting; cancelling cuts the query short. */
void
vas_store_read_async (VasStore            *self,
                      VasStoreFunc         func,
                      gpointer             data,
                      GDestroyNotify       data_free,
                      GDestroyNotify       result_free,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (VAS_IS_STORE (self) && func != NULL);

  run_async (self, self->reads, func, data, data_free, result_free, cancellable, callback, user_data);
}

/** vas_store_finish: (transfer full) (nullable): the result of an asynchronous call. */
gpointer
vas_store_finish (VasStore      *self,
                  GAsyncResult  *result,
                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
