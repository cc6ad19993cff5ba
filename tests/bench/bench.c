/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the benchmarks share: a monotonic clock, medians, and rows for the tables of doc/performance.md. A figure stands
 * beside its floor, the least that the same machine needs for the same thing, taken in the same run.
 */

#include "bench.h"

#include <stdio.h>
#include <time.h>

struct _BenchSeries
{
  GArray   *times;                  /* (element-type gint64) */
  gboolean  sorted;
};

BenchSeries *
bench_series_new (void)
{
  BenchSeries *self = g_new0 (BenchSeries, 1);

  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
bench_series_free (BenchSeries *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->times);
  g_free (self);
}

void
bench_series_add (BenchSeries *self,
                  gint64       nanoseconds)
{
  g_array_append_val (self->times, nanoseconds);
  self->sorted = FALSE;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 first = *(const gint64 *) a;
  const gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/** bench_series_at: the time, in ms, that @share (0.5: the median) of them did not exceed; 0 for an empty series. */
double
bench_series_at (BenchSeries *self,
                 double       share)
{
  if (self->times->len == 0)
    return 0;

  if (!self->sorted)
    g_array_sort (self->times, compare_times);
  self->sorted = TRUE;

  return (double) g_array_index (self->times, gint64, (guint) (share * (self->times->len - 1) + 0.5)) / 1e6;
}

static gint64
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

/** bench_now: nanoseconds of a clock that nobody sets. */
gint64
bench_now (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

/** bench_cpu_now: nanoseconds that this thread has had of a processor: says the same whatever else the machine does. */
gint64
bench_cpu_now (void)
{
  return read_clock (CLOCK_THREAD_CPUTIME_ID);
}

/** bench_head: begins a table. */
void
bench_head (const char *title)
{
  printf ("\n### %s\n\n"
          "| what | floor, median (p95) ms | median ms | p95 (p99) ms | × floor | goal |\n"
          "|---|---|---|---|---|---|\n", title);
}

/**
 * bench_row:
 * @floor: (nullable): the least that is possible
 * @goal: (nullable): what doc/performance.md asks for
 */
void
bench_row (const char  *what,
           BenchSeries *floor,
           BenchSeries *ours,
           const char  *goal)
{
  const double median = bench_series_at (ours, 0.5);

  printf ("| %s | ", what);
  if (floor != NULL)
    printf ("%.2f (%.2f) ", bench_series_at (floor, 0.5), bench_series_at (floor, 0.95));
  printf ("| %.2f | %.2f | ", median, bench_series_at (ours, 0.95));
  if (floor != NULL && bench_series_at (floor, 0.5) > 0)
    printf ("%.2f ", median / bench_series_at (floor, 0.5));
  printf ("| %s |\n", goal != NULL ? goal : "");
}

/**
 * bench_tail:
 * @floor: (nullable): the least that is possible
 *
 * A row of what the slowest one in a hundred took (p99), beside the same of the floor.
 */
void
bench_tail (const char  *what,
            BenchSeries *floor,
            BenchSeries *ours,
            const char  *goal)
{
  const double least = floor != NULL ? bench_series_at (floor, 0.99) : 0;
  const double tail = bench_series_at (ours, 0.99);

  printf ("| %s: p99 | ", what);
  if (least > 0)
    printf ("p99 %.2f | | %.2f | %.2f ", least, tail, tail / least);
  else
    printf ("| | %.2f | ", tail);
  printf ("| %s |\n", goal != NULL ? goal : "");
}

/** bench_figure: a row for what is no series of times. */
void
bench_figure (const char *what,
              const char *figure,
              const char *goal)
{
  printf ("| %s | | %s | | | %s |\n", what, figure, goal != NULL ? goal : "");
}
