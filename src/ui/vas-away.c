/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. Read by the queries of the queue's own tabs; a reader's work. The rest is pure. */

#include "vas-away.h"

#include "vas-outbox.h"
#include "vas-queue.h"
#include "vas-table.h"

/* Of each; whoever has more to look at is told so by the queue, and of that kind nothing is told here: what is new among so many cannot be known. */
#define MOST 200

/** vas_away_free: NULL is allowed. */
void
vas_away_free (VasAway *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->second);
  g_hash_table_unref (self->passed);
  g_hash_table_unref (self->back);
  g_hash_table_unref (self->claimed);
  g_hash_table_unref (self->taken);
  g_hash_table_unref (self->problems);
  g_free (self);
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static VasAway *
away_new (void)
{
  VasAway *self = g_new0 (VasAway, 1);

  self->second = new_set ();
  self->passed = new_set ();
  self->back = new_set ();
  self->claimed = new_set ();
  self->taken = new_set ();
  self->problems = new_set ();

  return self;
}

static void
add (GHashTable *set,
     VasRequest *request)
{
  g_hash_table_insert (set, g_strdup (vas_entity_get_key (VAS_ENTITY (request))), g_strdup (request->number != NULL ? request->number : "—"));
}

static GHashTable *
copy_set (GHashTable *set)
{
  GHashTable *copy = new_set ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_strdup (key), g_strdup (value));

  return copy;
}

/** vas_away_copy: (transfer full): for a reader, which may outlive it. */
VasAway *
vas_away_copy (VasAway *self)
{
  VasAway *copy = g_new0 (VasAway, 1);

  copy->second = copy_set (self->second);
  copy->passed = copy_set (self->passed);
  copy->back = copy_set (self->back);
  copy->claimed = copy_set (self->claimed);
  copy->taken = copy_set (self->taken);
  copy->problems = copy_set (self->problems);
  copy->second_full = self->second_full;
  copy->back_full = self->back_full;

  return copy;
}

static GPtrArray *
list_tab (VasSql       *sql,
          VasQueueTab   tab,
          const char   *staff_key,
          gint64        now,
          GError      **error)
{
  g_autoptr (VasQueueQuestion) question = vas_queue_question_new (tab, VAS_QUEUE_BY_DUE, NULL, staff_key, now);

  return vas_queue_list (sql, question, MOST, error);
}

static gboolean
read_second (VasAway     *self,
             VasSql      *sql,
             const char  *staff_key,
             gboolean     may_second,
             gint64       now,
             GError     **error)
{
  g_autoptr (GPtrArray) rows = list_tab (sql, VAS_QUEUE_SECOND, staff_key, now, error);

  self->second_full = rows != NULL && rows->len >= MOST;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      VasRequest *request = ((VasQueueRow *) g_ptr_array_index (rows, i))->request;

      if (g_strcmp0 (request->approved_by, staff_key) == 0)
        add (self->passed, request);
      else if (may_second && !vas_request_was_written_by (request, staff_key))
        add (self->second, request);
    }

  return rows != NULL;
}

static gboolean
read_back (VasAway     *self,
           VasSql      *sql,
           const char  *staff_key,
           gint64       now,
           GError     **error)
{
  g_autoptr (GPtrArray) rows = list_tab (sql, VAS_QUEUE_CAME_BACK, staff_key, now, error);

  self->back_full = rows != NULL && rows->len >= MOST;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      VasRequest *request = ((VasQueueRow *) g_ptr_array_index (rows, i))->request;

      if (g_strcmp0 (request->approved_by, staff_key) == 0)
        add (self->back, request);
    }

  return rows != NULL;
}

static gboolean
read_claimed (VasAway     *self,
              VasSql      *sql,
              const char  *staff_key,
              gint64       now,
              GError     **error)
{
  g_autoptr (GPtrArray) rows = list_tab (sql, VAS_QUEUE_MINE, staff_key, now, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    add (self->claimed, ((VasQueueRow *) g_ptr_array_index (rows, i))->request);

  return rows != NULL;
}

/* What became of those that are not in @now_there any more. */
static gboolean
follow (VasAway     *self,
        VasSql      *sql,
        GHashTable  *before,
        GHashTable  *now_there,
        const char  *staff_key,
        gint64       now,
        GError     **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autoptr (VasRequest) request = NULL;

      if (g_hash_table_contains (now_there, key))
        continue;
      request = vas_table_get (sql, VAS_TYPE_REQUEST, key, error);
      if (request == NULL)
        return FALSE;
      if (now_there == self->passed && request->state == VAS_REQUEST_STATE_REVIEW)
        add (self->back, request);
      if (now_there == self->claimed && request->claimed_by != NULL && request->claimed_until > now &&
          !g_str_equal (request->claimed_by, staff_key))
        add (self->taken, request);
    }

  return TRUE;
}

static gboolean
read_problems (VasAway  *self,
               VasSql   *sql,
               GError  **error)
{
  g_autoptr (GPtrArray) problems = vas_outbox_list_problems (sql, error);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      VasOutboxProblem *problem = g_ptr_array_index (problems, i);

      g_hash_table_insert (self->problems, g_strdup (problem->command_id), g_strdup (problem->type));
    }

  return problems != NULL;
}

/**
 * vas_away_read:
 * @may_second: whether second approvals are this person's
 * @before: (nullable): how it was when the person left
 *
 * Returns: (transfer full) (nullable): NULL with @error set where it could not be read
 */
VasAway *
vas_away_read (VasSql      *sql,
               const char  *staff_key,
               gboolean     may_second,
               VasAway     *before,
               gint64       now,
               GError     **error)
{
  g_autoptr (VasAway) self = away_new ();

  if (!read_second (self, sql, staff_key, may_second, now, error) || !read_back (self, sql, staff_key, now, error) ||
      !read_claimed (self, sql, staff_key, now, error) || !read_problems (self, sql, error))
    return NULL;
  if (before != NULL && (!follow (self, sql, before->passed, self->passed, staff_key, now, error) ||
                         !follow (self, sql, before->claimed, self->claimed, staff_key, now, error)))
    return NULL;

  return g_steal_pointer (&self);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

/**
 * vas_away_list_new:
 * @first: (out) (nullable) (transfer full): the key of the first of them
 *
 * Returns: (transfer full): what @before did not have, by number
 */
char **
vas_away_list_new (GHashTable  *now,
                   GHashTable  *before,
                   char       **first)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  const char *least = NULL;
  GHashTableIter iter;
  gpointer key, value;

  *first = NULL;
  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (g_hash_table_contains (before, key))
        continue;
      g_ptr_array_add (numbers, g_strdup (value));
      if (least == NULL || g_strcmp0 (value, least) < 0)
        {
          least = value;
          g_free (*first);
          *first = g_strdup (key);
        }
    }
  g_ptr_array_sort (numbers, compare);
  g_ptr_array_add (numbers, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&numbers), FALSE);
}
