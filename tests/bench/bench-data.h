/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-store.h"

G_BEGIN_DECLS

/* A replica full of synthetic orders. */
typedef struct
{
  char     *directory;
  gboolean  kept;                   /* it was given, and stays */
  gint64    n_orders;
  VasStore *store;
} BenchData;

BenchData *bench_data_open  (int         *argc,
                             char      ***argv);
void       bench_data_close (BenchData   *self);
char      *bench_data_path  (BenchData   *self);

G_END_DECLS
