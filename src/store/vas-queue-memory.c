/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasQueueMemory: the open requests, in memory: what the queue is put in order by, counted by and searched for. Twenty thousand of them
 * are sorted, counted and looked through in a millisecond or two, where a walk over their index takes 3 to 12; the answers are the
 * same (vas-queue-memory-find.c).
 *
 * One for the readers of a store. The writer says after each commit which requests it touched, and a reader notes before its snapshot
 * begins how much was said: what was said by then is in the snapshot, and is read again, by id, when that reader asks. So
 * memory is older than the snapshot of who asks only by what was committed that moment, which its writer is about to say, and it may be
 * newer; who hears of a change asks again. Read whole when all ids of a queue are asked for, which the first
 * rows do not wait for; until it is read, and meanwhile, the database answers.
 *
 * Long because what is said, what is held and how one becomes the other share two locks. Any thread; one at a time has it. Cost: 25 ms to be read for 20,000, some 250 bytes a request; what ended is not in it.
 */

#include "vas-queue-memory-private.h"

#include "vas-sql-private.h"

#include <string.h>

/* Said and not read again yet: from here on it is as quick to read everything. */
#define MOST_TOUCHED 4096
#define COLUMNS                                                                                                               \
  "SELECT id, state, due, received_at, amount, claimed_until, claimed_by, vas_sort_key (title), lower (title), number, "      \
  "taxpayer_id FROM request WHERE "

static const char * const steps[VAS_QUEUE_N_STEPS] = {
  [VAS_QUEUE_STEP_REVIEW] = "review",
  [VAS_QUEUE_STEP_SECOND] = "second",
  [VAS_QUEUE_STEP_TO_ISSUE] = "to_issue",
  [VAS_QUEUE_STEP_TO_SHIP] = "to_ship",
  [VAS_QUEUE_STEP_TO_PICKUP] = "to_pickup",
  [VAS_QUEUE_STEP_TO_TELL] = "to_tell",
  [VAS_QUEUE_STEP_RETURNING] = "returning",
};

struct _VasQueueMemory
{
  GMutex      said;                 /* over what was touched */
  GArray     *touched;              /* (element-type gint64): ids */
  guint64     first;                /* the place of the first of them in all that was ever said */

  GMutex      held;                 /* over what follows */
  GArray     *items;                /* (element-type VasQueueItem); NULL until it was read */
  GHashTable *places;               /* id → place in @items */
  guint64     position;             /* so much of what was said is in @items */
  guint       n_read;

  gint        reading;              /* atomic: whether who has it reads everything, which is not waited for */
};

static void
clear_item (gpointer item)
{
  g_free (((VasQueueItem *) item)->sort_key);
}

/** vas_queue_memory_new: (transfer full): nothing is read yet. */
VasQueueMemory *
vas_queue_memory_new (void)
{
  VasQueueMemory *self = g_new0 (VasQueueMemory, 1);

  g_mutex_init (&self->said);
  g_mutex_init (&self->held);
  self->touched = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

void
vas_queue_memory_free (VasQueueMemory *self)
{
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_array_unref (self->touched);
  g_mutex_clear (&self->said);
  g_mutex_clear (&self->held);
  g_free (self);
}

/**
 * vas_queue_memory_touch:
 * @ids: (nullable) (element-type gint64): requests that a commit touched; NULL: too many to be named
 *
 * After the commit and before anybody is told of it. Any thread.
 */
void
vas_queue_memory_touch (VasQueueMemory *self,
                        GArray         *ids)
{
  g_mutex_lock (&self->said);
  if (ids != NULL && self->touched->len + ids->len <= MOST_TOUCHED)
    g_array_append_vals (self->touched, ids->data, ids->len);
  else
    {
      /* A gap: who has not read so far reads everything. */
      self->first += self->touched->len + 1;
      g_array_set_size (self->touched, 0);
    }
  g_mutex_unlock (&self->said);
}

/** vas_queue_memory_get_position: how much was said so far; for a reader, before its snapshot begins. */
guint64
vas_queue_memory_get_position (VasQueueMemory *self)
{
  guint64 position;

  g_mutex_lock (&self->said);
  position = self->first + self->touched->len;
  g_mutex_unlock (&self->said);

  return position;
}

/* (transfer full) (nullable): what was said since @self was brought up, as far as @until; NULL where that is no longer known. */
static GArray *
list_touched (VasQueueMemory *self,
              guint64         until)
{
  GArray *ids = NULL;

  g_mutex_lock (&self->said);
  if (self->position >= self->first)
    {
      ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_vals (ids, &g_array_index (self->touched, gint64, self->position - self->first), (guint) (until - self->position));
    }
  g_mutex_unlock (&self->said);

  return ids;
}

/* FALSE for one that is no open work. */
static gboolean
read_item (VasStatement *statement,
           VasQueueItem *item)
{
  const char *state = vas_statement_get_text (statement, 1);
  const char *claimed_by = vas_statement_get_text (statement, 6);
  const char *number = vas_statement_get_text (statement, 9);
  const char *taxpayer_id = vas_statement_get_text (statement, 10);
  g_autoptr (GString) text = NULL;
  gsize title, codes;

  for (item->step = 0; item->step < VAS_QUEUE_N_STEPS && !g_str_equal (steps[item->step], state);)
    item->step++;
  if (item->step == VAS_QUEUE_N_STEPS)
    return FALSE;

  item->id = vas_statement_get_int (statement, 0);
  item->due = vas_statement_get_int (statement, 2);
  item->received_at = vas_statement_get_int (statement, 3);
  item->amount = vas_statement_get_int (statement, 4);
  item->claimed_until = vas_statement_get_int (statement, 5);
  item->claimed_by = claimed_by != NULL ? g_intern_string (claimed_by) : NULL;

  text = g_string_new (vas_statement_get_text (statement, 7));
  title = text->len + 1;
  g_string_append_c (text, '\0');
  g_string_append (text, vas_statement_get_text (statement, 8));
  codes = text->len + 1;
  g_string_append_c (text, '\0');
  g_string_append_printf (text, "%s\n%s", number != NULL ? number : "", taxpayer_id != NULL ? taxpayer_id : "");
  item->sort_key = g_memdup2 (text->str, text->len + 1);
  item->title = item->sort_key + title;
  item->codes = item->sort_key + codes;

  return TRUE;
}

static void
put_item (VasQueueMemory     *self,
          const VasQueueItem *item)
{
  g_hash_table_insert (self->places, g_memdup2 (&item->id, sizeof item->id), GUINT_TO_POINTER (self->items->len));
  g_array_append_val (self->items, *item);
}

/* The last one takes its place. */
static void
drop_item (VasQueueMemory *self,
           gint64          id)
{
  gpointer place;
  guint last;

  if (!g_hash_table_lookup_extended (self->places, &id, NULL, &place))
    return;

  last = self->items->len - 1;
  if (GPOINTER_TO_UINT (place) != last)
    {
      const gint64 moved = g_array_index (self->items, VasQueueItem, last).id;

      g_hash_table_insert (self->places, g_memdup2 (&moved, sizeof moved), place);
    }
  g_hash_table_remove (self->places, &id);
  g_array_remove_index_fast (self->items, GPOINTER_TO_UINT (place));
}

static gboolean
read_whole (VasQueueMemory  *self,
            VasSql          *sql,
            GError         **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, COLUMNS "state IN ('review', 'second', 'to_issue', 'to_ship', 'to_pickup', 'to_tell', 'returning')", error);
  gboolean row = FALSE;

  self->items = g_array_new (FALSE, FALSE, sizeof (VasQueueItem));
  g_array_set_clear_func (self->items, clear_item);
  self->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  while (statement != NULL && vas_statement_step (statement, &row, error))
    {
      VasQueueItem item;

      if (!row)
        {
          self->position = sql->queue_position;
          self->n_read++;
          return TRUE;
        }
      if (read_item (statement, &item))
        put_item (self, &item);
    }

  return FALSE;
}

static gboolean
read_touched (VasQueueMemory  *self,
              VasSql          *sql,
              GArray          *ids,
              GError         **error)
{
  g_autoptr (VasStatement) statement = ids->len > 0 ? vas_sql_prepare (sql, COLUMNS "id = $1", error) : NULL;
  gboolean row;

  if (ids->len > 0 && statement == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      const gint64 id = g_array_index (ids, gint64, i);
      VasQueueItem item;

      vas_statement_bind_int (statement, 1, id);
      if (!vas_statement_step (statement, &row, error))
        return FALSE;
      drop_item (self, id);
      if (row && read_item (statement, &item))
        put_item (self, &item);
      if (row && !vas_statement_run (statement, error))
        return FALSE;
    }
  self->position = sql->queue_position;

  return TRUE;
}

static void
forget (VasQueueMemory *self)
{
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
}

/* FALSE where @sql cannot be answered from here: the database answers, or says again why it cannot. What was touched is read one by one, so
 * where that ends early (who asked wants to know no more) memory is as good as before, and the next goes on. */
static gboolean
bring_up (VasQueueMemory *self,
          VasSql         *sql,
          gboolean        build)
{
  g_autoptr (GArray) ids = NULL;
  gboolean read;

  if (self->items != NULL && self->position < sql->queue_position)
    {
      ids = list_touched (self, sql->queue_position);
      if (ids != NULL)
        return read_touched (self, sql, ids, NULL);
      forget (self);
    }
  if (self->items != NULL || !build)
    return self->items != NULL;

  g_atomic_int_set (&self->reading, TRUE);
  read = read_whole (self, sql, NULL);
  g_atomic_int_set (&self->reading, FALSE);
  if (!read)
    forget (self);
  return read;
}

GArray *
vas_queue_memory_lock (VasSql   *sql,
                       gboolean  build)
{
  VasQueueMemory *self = sql->queue;

  if (!g_mutex_trylock (&self->held))
    {
      if (g_atomic_int_get (&self->reading))
        return NULL;
      g_mutex_lock (&self->held);
    }

  if (bring_up (self, sql, build))
    return self->items;

  g_mutex_unlock (&self->held);
  return NULL;
}

void
vas_queue_memory_unlock (VasSql *sql)
{
  g_mutex_unlock (&sql->queue->held);
}

/** vas_queue_memory_get_n_read: how often everything was read; for tests. */
guint
vas_queue_memory_get_n_read (VasQueueMemory *self)
{
  return self->n_read;
}
