/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-queue-memory.h"

G_BEGIN_DECLS

/* The steps that are open work, in no order. */
typedef enum {
  VAS_QUEUE_STEP_REVIEW,
  VAS_QUEUE_STEP_SECOND,
  VAS_QUEUE_STEP_TO_ISSUE,
  VAS_QUEUE_STEP_TO_SHIP,
  VAS_QUEUE_STEP_TO_PICKUP,
  VAS_QUEUE_STEP_TO_TELL,
  VAS_QUEUE_STEP_RETURNING,
  VAS_QUEUE_N_STEPS,
} VasQueueStep;

/* A request that is open. Its texts are one piece: what the title is sorted by, the title in small letters, number and taxpayer id. */
typedef struct {
  gint64      id;
  gint64      due;
  gint64      received_at;
  gint64      amount;
  gint64      claimed_until;
  const char *claimed_by;           /* (nullable): interned */
  char       *sort_key;             /* owned; the others are in it */
  const char *title;
  const char *codes;                /* number and taxpayer id, a line each */
  guint8      step;
} VasQueueItem;

/* vas_queue_memory_lock: (transfer none) (nullable): the open requests as of the snapshot of @sql or later, until they are unlocked. */
GArray *vas_queue_memory_lock   (VasSql   *sql,
                                 gboolean  build);
void    vas_queue_memory_unlock (VasSql   *sql);

G_END_DECLS
