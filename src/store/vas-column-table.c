/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasColumnTable: VasColumnData under a lock, and whether it is as new as the database.
 *
 * Any thread may ask; while the columns are not loaded the answer is that they cannot tell, and the caller asks the database.
 * Rows that a commit changed are expected before anybody else is told of the commit, and brought by a job of the store's
 * readers. Expectations are numbered, and fulfilled in their order, so that an older reading never overwrites a newer one.
 * Whoever asks names the last number at the time of asking and waits for it. All of that ends: jobs are begun in the order
 * they were handed in, so what is waited for was begun before the one that waits, and the first of them waits for nobody.
 *
 * The order that was asked for with a limit is kept for the question after it, which is the same one without: the first rows
 * of a list and then all of them cost one sort.
 */

#include "vas-column-table.h"

struct _VasColumnTable
{
  gatomicrefcount  refs;
  GMutex           mutex;           /* over what follows */
  GCond            caught_up;
  VasColumnData   *data;
  gboolean         ready;
  guint64          told;            /* the last number that was given out */
  guint64          done;            /* up to which all is in the data */

  VasFilter       *kept_filter;     /* nullable */
  char            *kept_order;      /* nullable: the field of the order that is kept */
  gboolean         kept_descending;
  gint64          *kept;
  guint            n_kept;
};

/** vas_column_table_new: @data: (transfer full): without rows, for vas_column_table_fill(). */
VasColumnTable *
vas_column_table_new (VasColumnData *data)
{
  VasColumnTable *self = g_new0 (VasColumnTable, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->caught_up);
  self->data = data;

  return self;
}

VasColumnTable *
vas_column_table_ref (VasColumnTable *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
forget_order (VasColumnTable *self)
{
  g_clear_pointer (&self->kept_filter, vas_filter_unref);
  g_clear_pointer (&self->kept_order, g_free);
  g_clear_pointer (&self->kept, g_free);
}

void
vas_column_table_unref (VasColumnTable *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  forget_order (self);
  vas_column_data_free (self->data);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->caught_up);
  g_free (self);
}

/** vas_column_table_is_ready: whether it can be asked. */
gboolean
vas_column_table_is_ready (VasColumnTable *self)
{
  gboolean ready;

  g_mutex_lock (&self->mutex);
  ready = self->ready;
  g_mutex_unlock (&self->mutex);

  return ready;
}

/** vas_column_table_reset: it must be loaded anew; until then it answers nothing. */
void
vas_column_table_reset (VasColumnTable *self)
{
  g_mutex_lock (&self->mutex);
  self->ready = FALSE;
  forget_order (self);
  g_cond_broadcast (&self->caught_up);
  g_mutex_unlock (&self->mutex);
}

/** vas_column_table_fill: @data: (transfer full): all rows, at least as new as what was expected so far. It answers from here on. */
void
vas_column_table_fill (VasColumnTable *self,
                       VasColumnData  *data)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->data, vas_column_data_free);
  self->data = data;
  self->ready = TRUE;
  self->done = self->told;
  forget_order (self);
  g_mutex_unlock (&self->mutex);
}

/**
 * vas_column_table_expect:
 *
 * Returns: a number; a job of the store's readers must be handed in at once that calls vas_column_table_catch_up() or
 *   vas_column_table_give_up() with it. Main thread
 */
guint64
vas_column_table_expect (VasColumnTable *self)
{
  guint64 number;

  g_mutex_lock (&self->mutex);
  number = ++self->told;
  g_mutex_unlock (&self->mutex);

  return number;
}

/** vas_column_table_get_told: the last number that was given out: what a question that is put now must wait for. */
guint64
vas_column_table_get_told (VasColumnTable *self)
{
  guint64 told;

  g_mutex_lock (&self->mutex);
  told = self->told;
  g_mutex_unlock (&self->mutex);

  return told;
}

/* With the lock held: whether it can be asked, after everything up to @number is in it. */
static gboolean
wait_for (VasColumnTable *self,
          guint64         number)
{
  while (self->ready && self->done < number)
    g_cond_wait (&self->caught_up, &self->mutex);

  return self->ready;
}

/**
 * vas_column_table_catch_up:
 * @number: of vas_column_table_expect()
 *
 * Brings rows as they are now, as for vas_column_data_apply(). A reader of the store.
 */
void
vas_column_table_catch_up (VasColumnTable *self,
                           guint64         number,
                           const gint64   *ids,
                           const gboolean *present,
                           const gint64   *values,
                           guint           n_ids)
{
  g_mutex_lock (&self->mutex);
  if (wait_for (self, number - 1) && self->done == number - 1)
    {
      vas_column_data_apply (self->data, ids, present, values, n_ids);
      forget_order (self);
      self->done = number;
    }
  g_cond_broadcast (&self->caught_up);
  g_mutex_unlock (&self->mutex);
}

/** vas_column_table_give_up: the rows that were expected do not come: unless they came, as vas_column_table_reset(). */
void
vas_column_table_give_up (VasColumnTable *self,
                          guint64         number)
{
  g_mutex_lock (&self->mutex);
  if (self->done < number)
    {
      self->ready = FALSE;
      forget_order (self);
    }
  g_cond_broadcast (&self->caught_up);
  g_mutex_unlock (&self->mutex);
}

static gboolean
is_kept (VasColumnTable *self,
         VasFilter      *filter,
         const char     *order_by,
         gboolean        descending)
{
  return self->kept != NULL && self->kept_filter == filter && g_str_equal (self->kept_order, order_by) &&
         self->kept_descending == descending;
}

static void
keep_order (VasColumnTable *self,
            VasFilter      *filter,
            const char     *order_by,
            gboolean        descending,
            gint64         *ids,
            guint           n_ids)
{
  forget_order (self);
  self->kept_filter = filter != NULL ? vas_filter_ref (filter) : NULL;
  self->kept_order = g_strdup (order_by);
  self->kept_descending = descending;
  self->kept = ids;
  self->n_kept = n_ids;
}

/**
 * vas_column_table_find:
 * @told: what vas_column_table_get_told() was when it was asked
 * @filter: (nullable): what the records must have; not changed any more
 * @order_by: a field, or "id"
 * @limit: how many ids are wanted; 0: all
 * @view: gets them, and whether they are all
 *
 * Any thread; a reader of the store while rows are expected.
 *
 * Returns: whether it could tell; otherwise @view is as it was
 */
gboolean
vas_column_table_find (VasColumnTable *self,
                       guint64         told,
                       VasFilter      *filter,
                       const char     *order_by,
                       gboolean        descending,
                       guint           limit,
                       VasRowView     *view)
{
  gboolean answered;

  g_mutex_lock (&self->mutex);
  answered = wait_for (self, told) && vas_column_data_can_answer (self->data, filter, order_by);
  if (answered && !is_kept (self, filter, order_by, descending))
    {
      guint n;
      gint64 *ids = vas_column_data_find (self->data, filter, order_by, descending, &n);

      keep_order (self, filter, order_by, descending, ids, n);
    }
  if (answered)
    {
      view->n_ids = limit > 0 ? MIN (limit, self->n_kept) : self->n_kept;
      view->whole = view->n_ids == self->n_kept;
      view->ids = view->whole ? g_steal_pointer (&self->kept) : g_memdup2 (self->kept, sizeof (gint64) * view->n_ids);
    }
  g_mutex_unlock (&self->mutex);

  return answered;
}

/** vas_column_table_count: @count: (out): how many records pass @filter (nullable). FALSE where it cannot tell. Main thread. */
gboolean
vas_column_table_count (VasColumnTable  *self,
                        const VasFilter *filter,
                        guint           *count)
{
  gboolean answered;

  g_mutex_lock (&self->mutex);
  answered = wait_for (self, self->told) && vas_column_data_can_answer (self->data, filter, NULL);
  if (answered)
    *count = vas_column_data_count (self->data, filter);
  g_mutex_unlock (&self->mutex);

  return answered;
}

/** vas_column_table_group: (transfer full) (nullable): as vas_column_data_group(); NULL where it cannot tell. Main thread. */
GArray *
vas_column_table_group (VasColumnTable  *self,
                        const VasFilter *filter,
                        const char      *by,
                        const char      *sum)
{
  GArray *groups = NULL;

  g_mutex_lock (&self->mutex);
  if (wait_for (self, self->told) && vas_column_data_can_answer (self->data, filter, NULL))
    groups = vas_column_data_group (self->data, filter, by, sum);
  g_mutex_unlock (&self->mutex);

  return groups;
}

/** vas_column_table_get_memory: the bytes that its rows take. */
gsize
vas_column_table_get_memory (VasColumnTable *self)
{
  gsize memory;

  g_mutex_lock (&self->mutex);
  memory = vas_column_data_get_memory (self->data);
  g_mutex_unlock (&self->mutex);

  return memory;
}
