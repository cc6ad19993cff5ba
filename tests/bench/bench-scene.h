/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-queue-pane.h"
#include "vas-row-model.h"

G_BEGIN_DECLS

/**
 * BenchScene:
 * @window: with the invoice view of a replica, as much as a clerk has of it
 * @model: the rows of the queue
 * @adjustment: of the queue
 * @n_frames: painted so far
 * @sql: a bare connection to the same records, for floors
 */
typedef struct
{
  VasStore      *store;
  VasDesk       *desk;
  VasEngine     *engine;
  GSettings     *settings;
  GtkWindow     *window;
  GtkWidget     *page;
  VasQueuePane  *queue;
  VasRowModel   *model;
  GtkAdjustment *adjustment;
  VasSql        *sql;
  guint          n_frames;
  gboolean       loaded;
} BenchScene;

void       bench_scene_open           (BenchScene *self,
                                       const char *directory);
void       bench_scene_present        (BenchScene *self);
void       bench_scene_close          (BenchScene *self);
void       bench_scene_wait_for_frame (BenchScene *self);
void       bench_scene_wait_for_rows  (BenchScene *self);
void       bench_scene_read           (BenchScene *self,
                                       const char *query,
                                       const char *text);
GtkWidget *bench_find                 (GtkWidget  *widget,
                                       GType       type);

G_END_DECLS
