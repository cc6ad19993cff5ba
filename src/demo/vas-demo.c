/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The demo business: made up, relative to the day it is made, by the same commands that people run, each with a given now.
 * One transaction of a second or two, on the store's writer; the same day makes the same business.
 */

#include "vas-demo-private.h"

#include "vas-journal.h"
#include "vas-seed-resources.h"

#define SEED 20210824

typedef struct {
  gint64      now;
  const char *directory;
  VasDemoFunc progress;
  gpointer    data;
  gboolean    made;
} Work;

static void
demo_clear (VasDemo *demo)
{
  g_rand_free (demo->rand);
  g_clear_pointer (&demo->calendar, vas_calendar_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (demo->agents); i++)
    {
      g_free (demo->agents[i]);
      g_free (demo->clerks[i]);
      g_free (demo->terms_labels[i]);
    }
  g_free (demo->supervisor);
  g_free (demo->administrator);
  g_clear_pointer (&demo->plans, g_ptr_array_unref);
  g_clear_pointer (&demo->plan_keys, g_ptr_array_unref);
  g_clear_pointer (&demo->people, g_ptr_array_unref);
  g_clear_pointer (&demo->titles, g_ptr_array_unref);
  g_clear_pointer (&demo->addresses, g_ptr_array_unref);
  g_clear_pointer (&demo->accounts, g_ptr_array_unref);
  g_clear_pointer (&demo->orders, g_ptr_array_unref);
}

static gpointer
make (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Work *work = data;
  VasDemo demo = {
    .sql = sql,
    .directory = work->directory,
    .now = work->now,
    .progress = work->progress,
    .progress_data = work->data,
    .cancellable = cancellable,
    .error = error,
  };
  gboolean made;

  g_resources_register (vas_seed_get_resource ());
  demo.rand = g_rand_new_with_seed (SEED);
  demo.moment = work->now - 200 * VAS_INSTANT_DAY;
  demo.plan_keys = g_ptr_array_new_with_free_func (g_free);
  demo.accounts = g_ptr_array_new_with_free_func (g_object_unref);
  demo.orders = g_ptr_array_new_with_free_func (g_object_unref);
  made = vas_demo_make_base (&demo) && vas_demo_make_people (&demo) && vas_demo_make_requests (&demo);
  demo_clear (&demo);

  return GINT_TO_POINTER (made);
}

/**
 * vas_demo_seed:
 * @now: the moment the business is to stand at
 * @progress: (nullable): told how far it is
 *
 * Makes the demo business in an empty replica. Blocks for a second or two: for a thread of its own.
 *
 * Returns: FALSE with @error set and nothing written
 */
gboolean
vas_demo_seed (VasStore      *store,
               gint64         now,
               VasDemoFunc    progress,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Work work = { .now = now, .directory = vas_store_get_directory (store), .progress = progress, .data = data };

  return vas_store_write (store, make, &work, cancellable, error) != NULL;
}

static gpointer
look (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Work *work = data;
  g_autoptr (GPtrArray) rows = vas_journal_list_after (sql, 0, 1, error);

  if (rows == NULL)
    return NULL;
  work->made = rows->len > 0;

  return GINT_TO_POINTER (TRUE);
}

/** vas_demo_is_made: @made: (out): whether the replica holds anything at all. */
gboolean
vas_demo_is_made (VasStore  *store,
                  gboolean  *made,
                  GError   **error)
{
  Work work = { 0 };

  if (vas_store_read (store, look, &work, NULL, error) == NULL)
    return FALSE;
  *made = work.made;

  return TRUE;
}
