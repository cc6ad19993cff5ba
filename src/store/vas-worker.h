/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-changes.h"
#include "vas-store.h"

G_BEGIN_DECLS

/* A thread with a connection of its own, which does jobs from a queue one after another. */
typedef struct _VasWorker VasWorker;

/* A job that somebody waits for. */
typedef struct _VasJob VasJob;

/* What a commit changed; called on the worker's thread. */
typedef void (*VasWorkerChangedFunc) (char       **tables,
                                      VasChanges  *changes,
                                      gpointer     data);

VasWorker *vas_worker_new_writer (VasSql                *sql,
                                  GAsyncQueue           *queue,
                                  VasWorkerChangedFunc   changed,
                                  gpointer               data);
VasWorker *vas_worker_new_reader (VasSql                *sql,
                                  GAsyncQueue           *queue);
VasSql    *vas_worker_join       (VasWorker             *self);
gboolean   vas_worker_is_current (VasWorker             *self);

void       vas_worker_push_stop  (GAsyncQueue           *queue);
VasJob    *vas_worker_push_job   (GAsyncQueue           *queue,
                                  VasStoreFunc           func,
                                  gpointer               data,
                                  GCancellable          *cancellable,
                                  gboolean               shared);
gpointer   vas_worker_wait_job   (VasJob                *job,
                                  GError               **error);
void       vas_worker_push_task  (GAsyncQueue           *queue,
                                  GTask                 *task,
                                  VasStoreFunc           func,
                                  gpointer               data,
                                  GDestroyNotify         data_free,
                                  GDestroyNotify         result_free);

G_END_DECLS
