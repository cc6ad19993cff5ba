/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasMetrics:
 *
 * Figures of the running server, for Prometheus: counters, gauges, and histograms of durations. Any thread may add.
 */
typedef struct _VasMetrics VasMetrics;

/**
 * VasMetricsKind:
 * @VAS_METRICS_COUNTER: only ever grows
 * @VAS_METRICS_GAUGE: goes up and down
 * @VAS_METRICS_SECONDS: a histogram of durations
 */
typedef enum {
  VAS_METRICS_COUNTER,
  VAS_METRICS_GAUGE,
  VAS_METRICS_SECONDS,
} VasMetricsKind;

VasMetrics *vas_metrics_new      (void);
void        vas_metrics_free     (VasMetrics      *self);

void        vas_metrics_declare  (VasMetrics      *self,
                                  const char      *name,
                                  VasMetricsKind   kind,
                                  const char      *help);
void        vas_metrics_add      (VasMetrics      *self,
                                  const char      *name,
                                  const char      *labels,
                                  gint64           n);
void        vas_metrics_set      (VasMetrics      *self,
                                  const char      *name,
                                  const char      *labels,
                                  gint64           value);
void        vas_metrics_observe  (VasMetrics      *self,
                                  const char      *name,
                                  const char      *labels,
                                  gint64           microseconds);
gint64      vas_metrics_get      (VasMetrics      *self,
                                  const char      *name,
                                  const char      *labels);
char       *vas_metrics_to_text  (VasMetrics      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasMetrics, vas_metrics_free)

G_END_DECLS
