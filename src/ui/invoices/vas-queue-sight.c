/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of the queue is in sight, a quarter of a page more on either side; and the cells that wait because they are not. They are shown
 * when the list scrolls to them, and a few at a time when it has come to rest, so that none waits for long: a reader of
 * the screen finds the words of a row that is far down, and a row that is higher than the others does not deceive for good.
 *
 * Rows are taken to be of one height. Holds its cells by pointer; a cell that goes says so. Main thread.
 */

#include "vas-queue-sight.h"

#include "vas-queue-cell.h"

/* In sight before anything was laid out. */
#define FIRST_ROWS 16
/* Of those that wait, every PAUSE ms. */
#define AT_ONCE 6
#define PAUSE 40
/* For so long after the list moved they are left alone, in µs: who leafs or drags is to have all of each frame. */
#define CALM (250 * G_TIME_SPAN_MILLISECOND)

struct _VasQueueSight
{
  GObject        parent_instance;

  GtkAdjustment *adjustment;
  GHashTable    *waiting;           /* VasQueueCell, not owned */
  guint          timer;
  gint64         moved;             /* moment of the last scrolling */
  int            line_height;
  int            row_height;        /* with what the list puts around a line */
};

G_DEFINE_FINAL_TYPE (VasQueueSight, vas_queue_sight, G_TYPE_OBJECT)

static gboolean
is_seen (VasQueueSight *self,
         VasQueueCell  *cell)
{
  return vas_queue_sight_has (self, vas_row_get_position (vas_queue_cell_get_row (cell)));
}

/* Those to show leave the others first: a cell that is shown changes who waits. */
static void
show_waiting (VasQueueSight *self,
              gboolean       only_seen,
              guint          most)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->waiting);
  while (cells->len < most && g_hash_table_iter_next (&iter, &cell, NULL))
    {
      if (!only_seen || is_seen (self, cell))
        g_ptr_array_add (cells, cell);
    }
  for (guint i = 0; i < cells->len; i++)
    vas_queue_cell_show (g_ptr_array_index (cells, i));
}

static void
scrolled_cb (VasQueueSight *self)
{
  self->moved = g_get_monotonic_time ();
  show_waiting (self, TRUE, G_MAXUINT);
}

static gboolean
timer_cb (gpointer user_data)
{
  VasQueueSight *self = user_data;

  if (g_get_monotonic_time () - self->moved < CALM)
    return G_SOURCE_CONTINUE;
  show_waiting (self, FALSE, AT_ONCE);
  if (g_hash_table_size (self->waiting) > 0)
    return G_SOURCE_CONTINUE;
  self->timer = 0;

  return G_SOURCE_REMOVE;
}

static void
vas_queue_sight_finalize (GObject *object)
{
  VasQueueSight *self = VAS_QUEUE_SIGHT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_object (&self->adjustment);

  G_OBJECT_CLASS (vas_queue_sight_parent_class)->finalize (object);
}

static void
vas_queue_sight_class_init (VasQueueSightClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_queue_sight_finalize;
}

static void
vas_queue_sight_init (VasQueueSight *self)
{
  self->waiting = g_hash_table_new (NULL, NULL);
}

/** vas_queue_sight_new: (transfer full): @adjustment: of the list, vertical. */
VasQueueSight *
vas_queue_sight_new (GtkAdjustment *adjustment)
{
  VasQueueSight *self = g_object_new (VAS_TYPE_QUEUE_SIGHT, NULL);

  self->adjustment = g_object_ref (adjustment);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/** vas_queue_sight_has: whether the row at @position is on the screen, or nearly. */
gboolean
vas_queue_sight_has (VasQueueSight *self,
                     guint          position)
{
  const double page = gtk_adjustment_get_page_size (self->adjustment);
  const double value = gtk_adjustment_get_value (self->adjustment);
  const double top = (double) position * self->row_height;

  if (self->row_height == 0 || page <= 0)
    return position < FIRST_ROWS;

  return top + self->row_height > value - page / 4 && top < value + page + page / 4;
}

/** vas_queue_sight_wait: has @cell shown when it comes into sight, or when there is time. */
void
vas_queue_sight_wait (VasQueueSight *self,
                      VasQueueCell  *cell)
{
  g_hash_table_add (self->waiting, cell);
  if (self->timer == 0)
    self->timer = g_timeout_add_full (G_PRIORITY_LOW, PAUSE, timer_cb, self, NULL);
}

/** vas_queue_sight_forget: @cell no longer waits. */
void
vas_queue_sight_forget (VasQueueSight *self,
                        VasQueueCell  *cell)
{
  g_hash_table_remove (self->waiting, cell);
}

/** vas_queue_sight_is_waiting: whether @cell may show something else than its row says. For tests. */
gboolean
vas_queue_sight_is_waiting (VasQueueSight *self,
                            VasQueueCell  *cell)
{
  return g_hash_table_contains (self->waiting, cell);
}

/** vas_queue_sight_get_line_height: of the line measured last, in pixels; 0: none so far. */
int
vas_queue_sight_get_line_height (VasQueueSight *self)
{
  return self->line_height;
}

/** vas_queue_sight_set_line_height: for the cells that have no line. */
void
vas_queue_sight_set_line_height (VasQueueSight *self,
                                 int            height)
{
  self->line_height = height;
}

/** vas_queue_sight_set_row_height: how far one row is from the next. */
void
vas_queue_sight_set_row_height (VasQueueSight *self,
                                int            height)
{
  self->row_height = height;
}
