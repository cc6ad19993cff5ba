/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-queue-memory.h"
#include "vas-store.h"
#include "vas-watch.h"
#include "vas-worker.h"

G_BEGIN_DECLS

/* What vas-store.c and vas-store-run.c share. */

#define VAS_STORE_N_READERS 2

struct _VasStore
{
  GObject       parent_instance;

  char         *directory;
  char         *database; /* (nullable): address of the server */
  VasWatch     *watch;    /* (nullable): of a server */
  int           lock;
  gboolean      unclean;

  GAsyncQueue  *writes; /* NULL where the store is only looked at */
  GAsyncQueue  *reads;
  VasWorker    *writer;
  VasWorker    *readers[VAS_STORE_N_READERS];

  VasQueueMemory *queue;  /* (nullable): of a file that this program writes */

  GMainContext *context;
  GMutex        mutex;   /* over what follows */
  gboolean      open;
  GHashTable   *changed; /* (element-type utf8 GArray): tables to be told of, and their rows; NULL: any */
  GSource      *source;  /* that will tell */
};

G_END_DECLS
