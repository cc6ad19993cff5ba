/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasWorker: the threads of the store. One writes, a few read.
 *
 * A job is a function and its data; somebody waits for it (a thread that blocks, or a GTask that returns into its own main
 * context). Jobs of a queue are begun in the order they came. A write is one BEGIN IMMEDIATE … COMMIT, a read one
 * snapshot. A write that was committed is never reported as cancelled: cancelling counts only before it begins, or where
 * its function looks at it. A read is cut short within some milliseconds.
 *
 * A worker stops when it meets a stop, which comes after all that was pushed before. Only the writer's connection
 * writes and therefore checkpoints (SQLite 3.40 has a race otherwise).
 */

#include "vas-worker-private.h"

#include <glib/gi18n-lib.h>

#define MOST_TRIES 8

static gpointer
run_write (VasWorker  *self,
           VasJob        *job,
           GError    **error)
{
  g_autoptr (GError) failure = NULL;
  g_auto (GStrv) tables = NULL;
  gpointer result;

  if (!vas_sql_begin (self->sql, error))
    return NULL;

  if (self->changes != NULL)
    vas_changes_clear (self->changes);
  result = job->func (self->sql, job->data, job->cancellable, &failure);
  if (failure != NULL)
    vas_sql_rollback (self->sql);
  else
    {
      if (self->changes != NULL)
        tables = vas_changes_get (self->changes);
      vas_sql_commit (self->sql, &failure);
    }

  if (failure != NULL)
    {
      if (result != NULL && job->result_free != NULL)
        job->result_free (result);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  if (tables != NULL && tables[0] != NULL)
    self->changed (tables, self->changes, self->changed_data);
  return result;
}

static gpointer
run_read (VasWorker  *self,
          VasJob        *job,
          GError    **error)
{
  gpointer result;

  if (!vas_sql_begin (self->sql, error))
    return NULL;

  vas_sql_set_cancellable (self->sql, job->cancellable);
  result = job->func (self->sql, job->data, job->cancellable, error);
  vas_sql_set_cancellable (self->sql, NULL);
  vas_sql_rollback (self->sql);

  return result;
}

/*
 * vas_worker_run_job: does a job; where a server took it back for another's sake (a deadlock, a conflict of snapshots), again from the start: nothing of
 * it is there. A write whose connection was lost, or whose commit may have arrived, is not repeated here: its caller sees to that. A read
 * is, once: that a server went meanwhile is not seen at its beginning, which is not waited for.
 */
gpointer
vas_worker_run_job (VasWorker  *self,
                    VasJob     *job,
                    GError    **error)
{
  for (guint i = 1; ; i++)
    {
      g_autoptr (GError) failure = NULL;
      gpointer result = self->writes ? run_write (self, job, &failure) : run_read (self, job, &failure);

      if (failure == NULL)
        return result;
      if (!self->writes && i == 1 && vas_sql_get_engine (self->sql) != VAS_SQL_SQLITE &&
          g_error_matches (failure, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY) && !g_cancellable_is_cancelled (job->cancellable))
        continue;
      if (i < MOST_TRIES && vas_sql_get_engine (self->sql) != VAS_SQL_SQLITE &&
          g_error_matches (failure, VAS_STORE_ERROR, VAS_STORE_ERROR_CONFLICT) && !g_cancellable_is_cancelled (job->cancellable))
        {
          g_usleep ((gulong) g_random_int_range (1000, 10000) * i);
          continue;
        }
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
}

/* Whoever meets with damage while working learns what becomes of it: vas_store_close() leaves the file to be checked. */
static void
advise (GError **error)
{
  g_autofree char *message = NULL;

  if (!g_error_matches (*error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED))
    return;

  message = g_strdup_printf (_("%s. Close the program and open it again: the data will be checked, and what can be read of "
                               "this desk’s work is saved."), (*error)->message);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&message);
}

/* vas_worker_finish_job: @error: (transfer full) (nullable): tells whoever waits for it; the job is gone afterwards, or is the waiter's. */
void
vas_worker_finish_job (VasJob   *job,
                       gpointer  result,
                       GError   *error)
{
  advise (&error);
  if (job->data_free != NULL)
    job->data_free (job->data);

  if (job->task != NULL)
    {
      if (error != NULL)
        g_task_return_error (job->task, error);
      else
        g_task_return_pointer (job->task, result, job->result_free);
      g_object_unref (job->task);
      g_clear_object (&job->cancellable);
      g_free (job);
      return;
    }

  g_mutex_lock (&job->mutex);
  job->result = result;
  job->error = error;
  job->done = TRUE;
  g_cond_signal (&job->cond);
  g_mutex_unlock (&job->mutex);
}

static void
run_alone (VasWorker *self,
           VasJob    *job)
{
  gpointer result = NULL;
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (job->cancellable, &error))
    result = vas_worker_run_job (self, job, &error);
  if (error != NULL && !self->writes && g_cancellable_is_cancelled (job->cancellable))
    {
      g_clear_error (&error);
      g_cancellable_set_error_if_cancelled (job->cancellable, &error);
    }
  vas_worker_finish_job (job, result, error);
}

static gpointer
thread_main (gpointer data)
{
  VasWorker *self = data;

  while (TRUE)
    {
      VasJob *job = self->next != NULL ? g_steal_pointer (&self->next) : g_async_queue_pop (self->queue);

      if (job->func == NULL)
        {
          g_free (job);
          return NULL;
        }

      if (job->shared)
        vas_worker_run_shared (self, job);
      else
        run_alone (self, job);
    }
}

static VasWorker *
worker_new (VasSql      *sql,
            GAsyncQueue *queue)
{
  VasWorker *self = g_new0 (VasWorker, 1);

  self->sql = sql;
  self->queue = g_async_queue_ref (queue);
  return self;
}

/*
 * vas_worker_new_writer:
 * @sql: (transfer full): the one connection that writes
 *
 * Returns: (transfer full): a worker for vas_worker_stop()
 */
VasWorker *
vas_worker_new_writer (VasSql               *sql,
                       GAsyncQueue          *queue,
                       VasWorkerChangedFunc  changed,
                       gpointer              data)
{
  VasWorker *self = worker_new (sql, queue);

  self->writes = TRUE;
  self->changes = vas_sql_get_engine (sql) == VAS_SQL_SQLITE ? vas_changes_new (sql) : NULL;
  self->changed = changed;
  self->changed_data = data;
  self->thread = g_thread_new ("store-writer", thread_main, self);
  return self;
}

/* vas_worker_new_reader: @sql: (transfer full): a connection for reading; several readers may share a queue. */
VasWorker *
vas_worker_new_reader (VasSql      *sql,
                       GAsyncQueue *queue)
{
  VasWorker *self = worker_new (sql, queue);

  self->thread = g_thread_new ("store-reader", thread_main, self);
  return self;
}

/* vas_worker_push_stop: one worker of this queue stops when it has come to this. */
void
vas_worker_push_stop (GAsyncQueue *queue)
{
  g_async_queue_push (queue, g_new0 (VasJob, 1));
}

/*
 * vas_worker_join:
 * @self: (transfer full): a worker; as many stops as its queue has workers were pushed
 *
 * Waits until it has stopped, and with it all jobs that were pushed before.
 *
 * Returns: (transfer full): its connection
 */
VasSql *
vas_worker_join (VasWorker *self)
{
  VasSql *sql = self->sql;

  g_thread_join (self->thread);
  g_clear_pointer (&self->changes, vas_changes_free);
  g_async_queue_unref (self->queue);
  g_free (self);

  return sql;
}

/* vas_worker_is_current: whether the caller runs on this worker's thread. */
gboolean
vas_worker_is_current (VasWorker *self)
{
  return self->thread == g_thread_self ();
}

/*
 * vas_worker_push_job:
 * @shared: whether its transaction may be shared with those that wait behind it (vas_store_write_shared())
 *
 * Returns: (transfer full): the job, for vas_worker_wait_job()
 */
VasJob *
vas_worker_push_job (GAsyncQueue  *queue,
                     VasStoreFunc  func,
                     gpointer      data,
                     GCancellable *cancellable,
                     gboolean      shared)
{
  VasJob *job = g_new0 (VasJob, 1);

  job->func = func;
  job->data = data;
  job->shared = shared;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_mutex_init (&job->mutex);
  g_cond_init (&job->cond);
  g_async_queue_push (queue, job);

  return job;
}

/* vas_worker_wait_job: @job: (transfer full): waits until it is done. From any thread but a worker's. */
gpointer
vas_worker_wait_job (VasJob  *job,
                     GError **error)
{
  gpointer result;

  g_mutex_lock (&job->mutex);
  while (!job->done)
    g_cond_wait (&job->cond, &job->mutex);
  g_mutex_unlock (&job->mutex);

  result = job->result;
  if (job->error != NULL)
    g_propagate_error (error, job->error);
  g_clear_object (&job->cancellable);
  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->cond);
  g_free (job);

  return result;
}

/* vas_worker_push_task: has a job done that returns its result into @task. */
void
vas_worker_push_task (GAsyncQueue    *queue,
                      GTask          *task,
                      VasStoreFunc    func,
                      gpointer        data,
                      GDestroyNotify  data_free,
                      GDestroyNotify  result_free)
{
  VasJob *job = g_new0 (VasJob, 1);

  job->func = func;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;
  job->task = g_object_ref (task);
  job->cancellable = g_task_get_cancellable (task) != NULL ? g_object_ref (g_task_get_cancellable (task)) : NULL;
  g_async_queue_push (queue, job);
}
