/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasMetrics: the figures that /metrics shows, in Prometheus' text format 0.0.4.
 *
 * A family is declared once, with its help, and has one sample for each set of labels. Labels are given as they are
 * printed (`route="/v1/hello",status="200"`) and come from the program, never from a request, so their number is bounded.
 * One mutex over all: adding costs two hash look-ups.
 */

#include "vas-metrics.h"

#include <string.h>

/* Upper bounds of the buckets, in microseconds. */
static const gint64 bounds[] = { 500,    1000,   2500,    5000,    10000,   25000,    50000,
                                 100000, 250000, 1000000, 5000000, 10000000, 30000000 };
#define N_BOUNDS G_N_ELEMENTS (bounds)

typedef struct {
  gint64 value; /* of a counter or gauge; the sum of a histogram, in microseconds */
  gint64 count;
  gint64 buckets[N_BOUNDS];
} Sample;

typedef struct {
  const char     *name;
  const char     *help;
  VasMetricsKind  kind;
  GHashTable     *samples; /* (element-type utf8 Sample) */
} Family;

struct _VasMetrics
{
  GMutex      mutex;
  GHashTable *families; /* (element-type utf8 Family) */
};

static void
family_free (gpointer data)
{
  Family *family = data;

  g_hash_table_unref (family->samples);
  g_free (family);
}

VasMetrics *
vas_metrics_new (void)
{
  VasMetrics *self = g_new0 (VasMetrics, 1);

  g_mutex_init (&self->mutex);
  self->families = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, family_free);
  return self;
}

void
vas_metrics_free (VasMetrics *self)
{
  g_hash_table_unref (self->families);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * vas_metrics_declare:
 * @name: (transfer none): a literal, such as "vasdesk_commands_total"
 * @help: (transfer none): a literal sentence
 *
 * A second declaration of a name does nothing.
 */
void
vas_metrics_declare (VasMetrics     *self,
                     const char     *name,
                     VasMetricsKind  kind,
                     const char     *help)
{
  g_mutex_lock (&self->mutex);
  if (!g_hash_table_contains (self->families, name))
    {
      Family *family = g_new0 (Family, 1);

      family->name = name;
      family->help = help;
      family->kind = kind;
      family->samples = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (self->families, (gpointer) name, family);
    }
  g_mutex_unlock (&self->mutex);
}

/* With the mutex held. */
static Sample *
find_sample (VasMetrics *self,
             const char *name,
             const char *labels)
{
  Family *family = g_hash_table_lookup (self->families, name);
  Sample *sample;

  g_return_val_if_fail (family != NULL, NULL);

  sample = g_hash_table_lookup (family->samples, labels);
  if (sample == NULL)
    {
      sample = g_new0 (Sample, 1);
      g_hash_table_insert (family->samples, g_strdup (labels), sample);
    }
  return sample;
}

/**
 * vas_metrics_add:
 * @name: a declared counter or gauge
 * @labels: as printed between braces; "" for none
 * @n: what to add; negative for gauges alone
 */
void
vas_metrics_add (VasMetrics *self,
                 const char *name,
                 const char *labels,
                 gint64      n)
{
  Sample *sample;

  g_mutex_lock (&self->mutex);
  sample = find_sample (self, name, labels);
  if (sample != NULL)
    sample->value += n;
  g_mutex_unlock (&self->mutex);
}

/** vas_metrics_set: gives a gauge its value. */
void
vas_metrics_set (VasMetrics *self,
                 const char *name,
                 const char *labels,
                 gint64      value)
{
  Sample *sample;

  g_mutex_lock (&self->mutex);
  sample = find_sample (self, name, labels);
  if (sample != NULL)
    sample->value = value;
  g_mutex_unlock (&self->mutex);
}

/** vas_metrics_observe: puts a duration into a histogram. */
void
vas_metrics_observe (VasMetrics *self,
                     const char *name,
                     const char *labels,
                     gint64      microseconds)
{
  Sample *sample;
  gsize bucket = 0;

  while (bucket < N_BOUNDS && microseconds > bounds[bucket])
    bucket++;

  g_mutex_lock (&self->mutex);
  sample = find_sample (self, name, labels);
  if (sample != NULL)
    {
      sample->value += microseconds;
      sample->count++;
      if (bucket < N_BOUNDS)
        sample->buckets[bucket]++;
    }
  g_mutex_unlock (&self->mutex);
}

/** vas_metrics_get: the value of a counter or gauge, the number of durations of a histogram; 0 where nothing was added. */
gint64
vas_metrics_get (VasMetrics *self,
                 const char *name,
                 const char *labels)
{
  Family *family;
  Sample *sample = NULL;
  gint64 value = 0;

  g_mutex_lock (&self->mutex);
  family = g_hash_table_lookup (self->families, name);
  if (family != NULL)
    sample = g_hash_table_lookup (family->samples, labels);
  if (sample != NULL)
    value = family->kind == VAS_METRICS_SECONDS ? sample->count : sample->value;
  g_mutex_unlock (&self->mutex);

  return value;
}

static void
append_seconds (GString *text,
                gint64   microseconds)
{
  g_string_append_printf (text, "%" G_GINT64_FORMAT ".%06d", microseconds / G_USEC_PER_SEC,
                          (int) (microseconds % G_USEC_PER_SEC));
}

static void
append_histogram (GString      *text,
                  const Family *family,
                  const char   *labels,
                  const Sample *sample)
{
  const char *comma = labels[0] != '\0' ? "," : "";
  gint64 total = 0;

  for (gsize i = 0; i < N_BOUNDS; i++)
    {
      total += sample->buckets[i];
      g_string_append_printf (text, "%s_bucket{%s%sle=\"", family->name, labels, comma);
      append_seconds (text, bounds[i]);
      g_string_append_printf (text, "\"} %" G_GINT64_FORMAT "\n", total);
    }
  g_string_append_printf (text, "%s_bucket{%s%sle=\"+Inf\"} %" G_GINT64_FORMAT "\n", family->name, labels, comma, sample->count);
  g_string_append_printf (text, "%s_sum{%s} ", family->name, labels);
  append_seconds (text, sample->value);
  g_string_append_printf (text, "\n%s_count{%s} %" G_GINT64_FORMAT "\n", family->name, labels, sample->count);
}

static void
append_family (GString      *text,
               const Family *family)
{
  static const char *const kinds[] = { "counter", "gauge", "histogram" };
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (family->samples), (GCompareFunc) strcmp);

  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", family->name, family->help, family->name, kinds[family->kind]);
  for (GList *l = keys; l != NULL; l = l->next)
    {
      const char *labels = l->data;
      const Sample *sample = g_hash_table_lookup (family->samples, labels);

      if (family->kind == VAS_METRICS_SECONDS)
        append_histogram (text, family, labels, sample);
      else if (labels[0] != '\0')
        g_string_append_printf (text, "%s{%s} %" G_GINT64_FORMAT "\n", family->name, labels, sample->value);
      else
        g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", family->name, sample->value);
    }
}

/** vas_metrics_to_text: (transfer full): everything, in the order of the names. */
char *
vas_metrics_to_text (VasMetrics *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GList) names = NULL;

  g_mutex_lock (&self->mutex);
  names = g_list_sort (g_hash_table_get_keys (self->families), (GCompareFunc) strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    append_family (text, g_hash_table_lookup (self->families, l->data));
  g_mutex_unlock (&self->mutex);

  return g_string_free (text, FALSE);
}
