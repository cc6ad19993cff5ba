/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasRowCache: the records that were read last, by id. Never more than its capacity: the one not looked at for longest
 * goes first. One thread. Cost: a hash look-up and a list link for each get and put.
 */

#include "vas-row-cache.h"

typedef struct
{
  GList    link;
  gint64   id;                      /* the hash's key points here */
  gpointer record;
} Node;

struct _VasRowCache
{
  GHashTable *nodes;
  GQueue      recent;               /* head: looked at last */
  guint       capacity;
};

static void
node_free (Node *node)
{
  g_object_unref (node->record);
  g_free (node);
}

static void
drop (VasRowCache *self,
      Node        *node)
{
  g_queue_unlink (&self->recent, &node->link);
  g_hash_table_remove (self->nodes, &node->id);
}

/** vas_row_cache_new: for at most @capacity records, at least 1. */
VasRowCache *
vas_row_cache_new (guint capacity)
{
  VasRowCache *self = g_new0 (VasRowCache, 1);

  self->nodes = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) node_free);
  self->capacity = MAX (capacity, 1);

  return self;
}

void
vas_row_cache_free (VasRowCache *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->nodes);
  g_free (self);
}

/** vas_row_cache_get: (transfer none) (nullable): the record of @id, which counts as looked at now. */
gpointer
vas_row_cache_get (VasRowCache *self,
                   gint64       id)
{
  Node *node = g_hash_table_lookup (self->nodes, &id);

  if (node == NULL)
    return NULL;

  g_queue_unlink (&self->recent, &node->link);
  g_queue_push_head_link (&self->recent, &node->link);
  return node->record;
}

/** vas_row_cache_put: keeps a reference of @record, in place of what @id had before. */
void
vas_row_cache_put (VasRowCache *self,
                   gint64       id,
                   gpointer     record)
{
  Node *node = g_hash_table_lookup (self->nodes, &id);

  if (node != NULL)
    drop (self, node);
  else if (g_hash_table_size (self->nodes) >= self->capacity)
    drop (self, g_queue_peek_tail (&self->recent));

  node = g_new0 (Node, 1);
  node->link.data = node;
  node->id = id;
  node->record = g_object_ref (record);
  g_hash_table_insert (self->nodes, &node->id, node);
  g_queue_push_head_link (&self->recent, &node->link);
}

void
vas_row_cache_clear (VasRowCache *self)
{
  g_queue_init (&self->recent);
  g_hash_table_remove_all (self->nodes);
}

/** vas_row_cache_get_size: how many records are kept. */
guint
vas_row_cache_get_size (VasRowCache *self)
{
  return g_hash_table_size (self->nodes);
}
