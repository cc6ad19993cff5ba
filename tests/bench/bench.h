/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times that were taken of one thing, in nanoseconds. */
typedef struct _BenchSeries BenchSeries;

BenchSeries *bench_series_new  (void);
void         bench_series_free (BenchSeries *self);
void         bench_series_add  (BenchSeries *self,
                                gint64       nanoseconds);
double       bench_series_at   (BenchSeries *self,
                                double       share);

gint64       bench_now         (void);
gint64       bench_cpu_now     (void);
void         bench_head        (const char  *title);
void         bench_row         (const char  *what,
                                BenchSeries *floor,
                                BenchSeries *ours,
                                const char  *goal);
void         bench_tail        (const char  *what,
                                BenchSeries *floor,
                                BenchSeries *ours,
                                const char  *goal);
void         bench_figure      (const char  *what,
                                const char  *figure,
                                const char  *goal);

/* Takes the time of @code @n times. */
#define BENCH(series, n, code)                                                                       \
  G_STMT_START                                                                                       \
    {                                                                                                \
      for (guint bench_i = 0; bench_i < (n); bench_i++)                                              \
        {                                                                                            \
          const gint64 bench_began = bench_now ();                                                   \
                                                                                                     \
          code;                                                                                      \
          bench_series_add (series, bench_now () - bench_began);                                     \
        }                                                                                            \
    }                                                                                                \
  G_STMT_END

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchSeries, bench_series_free)

G_END_DECLS
