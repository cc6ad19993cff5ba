/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasRowPager: which pages of records a VasRowModel is still waiting for, and the one being read.
 *
 * One read at a time, the page asked for last before the others: while somebody drags the scroll bar across a million rows
 * most pages asked for are gone from the screen before their turn comes, and are then not read at all. Main thread.
 *
 * A page mostly takes a reader less than a millisecond, and whoever asks is about to paint. So an answer is waited for, very
 * shortly; a reader that did not answer in time is not waited for again until it has answered.
 */

#include "vas-row-pager.h"

/* µs */
#define PATIENCE 5000

typedef struct
{
  VasRowPager  *pager;              /* NULL once the pager no longer waits for it */
  GCancellable *cancellable;
  GArray       *ids;
  guint         page;
} Read;

struct _VasRowPager
{
  VasRowSource           *source;
  const VasRowPagerFuncs *funcs;
  gpointer                owner;
  GQueue                  wanted;   /* page numbers; head: asked for last */
  Read                   *read;
  gboolean                patient;
};

static void start_next (VasRowPager *self);

static void
read_free (Read *read)
{
  g_object_unref (read->cancellable);
  g_array_unref (read->ids);
  g_free (read);
}

static void
rows_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  Read *read = user_data;
  VasRowPager *self = read->pager;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = vas_row_source_load_rows_finish (VAS_ROW_SOURCE (object), result, &error);

  if (self != NULL)
    {
      self->read = NULL;
      if (records != NULL)
        {
          self->patient = TRUE;
          self->funcs->deliver (read->page, read->ids, records, self->owner);
        }
      else
        self->funcs->fail (error, self->owner);
      start_next (self);
    }

  read_free (read);
}

static gboolean
try_promptly (VasRowPager *self,
              guint        page,
              GArray      *ids)
{
  g_autoptr (GPtrArray) records = NULL;

  if (self->patient)
    records = vas_row_source_load_rows_promptly (self->source, ids, PATIENCE);

  self->patient = records != NULL;
  if (records != NULL)
    self->funcs->deliver (page, ids, records, self->owner);

  return records != NULL;
}

static void
start (VasRowPager *self,
       guint        page,
       GArray      *ids)
{
  Read *read = g_new0 (Read, 1);

  read->pager = self;
  read->cancellable = g_cancellable_new ();
  read->ids = ids;
  read->page = page;
  self->read = read;
  vas_row_source_load_rows_async (self->source, g_array_copy (ids), read->cancellable, rows_loaded_cb, read);
}

static void
start_next (VasRowPager *self)
{
  while (self->read == NULL && !g_queue_is_empty (&self->wanted))
    {
      const guint page = GPOINTER_TO_UINT (g_queue_pop_head (&self->wanted));
      g_autoptr (GArray) ids = self->funcs->list_ids (page, self->owner);

      if (ids != NULL && !try_promptly (self, page, ids))
        start (self, page, g_steal_pointer (&ids));
    }
}

/**
 * vas_row_pager_new:
 * @source: kept
 * @funcs: static
 * @owner: handed to them; outlives the pager
 */
VasRowPager *
vas_row_pager_new (VasRowSource           *source,
                   const VasRowPagerFuncs *funcs,
                   gpointer                owner)
{
  VasRowPager *self = g_new0 (VasRowPager, 1);

  self->source = g_object_ref (source);
  self->funcs = funcs;
  self->owner = owner;
  self->patient = TRUE;

  return self;
}

void
vas_row_pager_free (VasRowPager *self)
{
  if (self == NULL)
    return;

  vas_row_pager_reset (self);
  g_object_unref (self->source);
  g_free (self);
}

/** vas_row_pager_want: has @page read, next after the one being read. */
void
vas_row_pager_want (VasRowPager *self,
                    guint        page)
{
  if (self->read != NULL && self->read->page == page)
    return;

  if (g_queue_peek_head (&self->wanted) != GUINT_TO_POINTER (page) || g_queue_is_empty (&self->wanted))
    {
      g_queue_remove (&self->wanted, GUINT_TO_POINTER (page));
      g_queue_push_head (&self->wanted, GUINT_TO_POINTER (page));
    }
  start_next (self);
}

/** vas_row_pager_reset: forgets what is wanted, and the read under way. */
void
vas_row_pager_reset (VasRowPager *self)
{
  Read *read = g_steal_pointer (&self->read);

  g_queue_clear (&self->wanted);
  if (read != NULL)
    {
      read->pager = NULL;
      g_cancellable_cancel (read->cancellable);
    }
}

/** vas_row_pager_is_busy: whether a page is being read. */
gboolean
vas_row_pager_is_busy (VasRowPager *self)
{
  return self->read != NULL;
}
