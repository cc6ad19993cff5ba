/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql-private.h"
#include "vas-worker.h"

G_BEGIN_DECLS

/* What vas-worker.c and vas-worker-shared.c know of each other. */

struct _VasWorker
{
  GThread              *thread;
  GAsyncQueue          *queue;
  VasSql               *sql;
  gboolean              writes;
  VasChanges           *changes; /* (nullable): of a writer on SQLite; of a server's commits the watch tells */
  VasWorkerChangedFunc  changed;
  gpointer              changed_data;
  VasJob               *next;    /* (nullable): taken from the queue already, to be done next */
};

struct _VasJob
{
  VasStoreFunc    func; /* NULL stops the worker */
  gpointer        data;
  GDestroyNotify  data_free;
  GDestroyNotify  result_free;
  GCancellable   *cancellable;
  gboolean        shared; /* its transaction may be others' too: vas-worker-shared.c */
  GTask          *task; /* NULL where a thread waits */

  GMutex          mutex;
  GCond           cond;
  gboolean        done;
  gpointer        result;
  GError         *error;
};

gpointer  vas_worker_run_job    (VasWorker  *self,
                                 VasJob     *job,
                                 GError    **error);
void      vas_worker_finish_job (VasJob     *job,
                                 gpointer    result,
                                 GError     *error);
void      vas_worker_run_shared (VasWorker  *self,
                                 VasJob     *first);

G_END_DECLS
