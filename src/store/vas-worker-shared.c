/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Writes that share a transaction.
 *
 * What makes a small write slow is its commit, which waits for the disk. So those that say that they may (vas_store_write_shared()) and
 * wait behind one another are done one after another in one transaction, and each is answered when that is on the disk. Where one of
 * them fails, nothing of them all is kept, and each is done again in a transaction of its own: so none is refused, and none is
 * lost, for another's sake.
 *
 * Whoever waits, waits for some others at most: past MOST_TIME none is added.
 */

#include "vas-worker-private.h"

#define MOST_JOBS 32
#define MOST_TIME (20 * G_TIME_SPAN_MILLISECOND)

/* The next job where it may be of the same transaction; what may not stays the worker's next. */
static VasJob *
take_next (VasWorker *self)
{
  VasJob *job = g_async_queue_try_pop (self->queue);

  if (job != NULL && job->shared && !g_cancellable_is_cancelled (job->cancellable))
    return job;

  self->next = job;
  return NULL;
}

static gboolean
run_one (VasWorker  *self,
         VasJob     *job,
         GError    **error)
{
  g_autoptr (GError) failure = NULL;

  job->result = job->func (self->sql, job->data, job->cancellable, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Does @jobs, to which it adds those that come meanwhile, in the open transaction. */
static gboolean
run_all (VasWorker  *self,
         GPtrArray  *jobs,
         GError    **error)
{
  const gint64 until = g_get_monotonic_time () + MOST_TIME;
  VasJob *job = g_ptr_array_index (jobs, 0);

  while (job != NULL)
    {
      if (!run_one (self, job, error))
        return FALSE;
      job = jobs->len < MOST_JOBS && g_get_monotonic_time () < until ? take_next (self) : NULL;
      if (job != NULL)
        g_ptr_array_add (jobs, job);
    }

  return TRUE;
}

/* *committing: (out): whether it came to the commit. */
static gboolean
run_together (VasWorker  *self,
              GPtrArray  *jobs,
              gboolean   *committing,
              GError    **error)
{
  g_auto (GStrv) tables = NULL;

  *committing = FALSE;

  if (!vas_sql_begin (self->sql, error))
    return FALSE;
  if (self->changes != NULL)
    vas_changes_clear (self->changes);
  if (!run_all (self, jobs, error))
    {
      vas_sql_rollback (self->sql);
      return FALSE;
    }
  if (self->changes != NULL)
    tables = vas_changes_get (self->changes);
  *committing = TRUE;
  if (!vas_sql_commit (self->sql, error))
    return FALSE;

  if (tables != NULL && tables[0] != NULL)
    self->changed (tables, self->changes, self->changed_data);
  return TRUE;
}

/*
 * Whether they are to be done again, each by itself. One that was alone has its answer, unless the server took it back for another's sake; and
 * it must be known that nothing was kept: with its connection the answer to a commit may be lost as well. What failed before the commit was
 * sent was kept by nobody, whatever it failed of.
 */
static gboolean
is_to_be_repeated (VasWorker *self,
                   GPtrArray *jobs,
                   gboolean   committing,
                   GError    *failure)
{
  if (jobs->len == 1)
    return g_error_matches (failure, VAS_STORE_ERROR, VAS_STORE_ERROR_CONFLICT);

  return !committing || vas_sql_get_engine (self->sql) == VAS_SQL_SQLITE ||
         !g_error_matches (failure, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY);
}

/* vas_worker_run_shared: @first: a job that may share its transaction: does it, and those that wait behind it. */
void
vas_worker_run_shared (VasWorker *self,
                       VasJob    *first)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  g_autoptr (GError) failure = NULL;
  gboolean done = FALSE, committing = FALSE;

  g_ptr_array_add (jobs, first);
  if (!g_cancellable_is_cancelled (first->cancellable))
    done = run_together (self, jobs, &committing, &failure);

  for (guint i = 0; i < jobs->len; i++)
    {
      VasJob *job = g_ptr_array_index (jobs, i);
      gpointer result = job->result;
      GError *error = NULL;

      if (!done && failure != NULL && !is_to_be_repeated (self, jobs, committing, failure))
        error = g_error_copy (failure);
      else if (!done && !g_cancellable_set_error_if_cancelled (job->cancellable, &error))
        result = vas_worker_run_job (self, job, &error);
      vas_worker_finish_job (job, error == NULL ? result : NULL, error);
    }
}
