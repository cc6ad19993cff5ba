/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list behind the queue. New rows are merged into the old: what stays keeps its item and place in the view, what goes is
 * removed and what comes inserted where it belongs, so that focus, selection and scroll stay. A new list that shares little
 * with the old one replaces it in one step. Keys are unique. Cost: n log n of the list. Main thread.
 */

#include "vas-queue-model.h"

#define MOST_STEPS 64

struct _VasQueueModel
{
  GObject     parent_instance;

  GPtrArray  *items;
  GHashTable *by_key;               /* key → item */
};

static void vas_queue_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VasQueueModel, vas_queue_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, vas_queue_model_list_init))

static GType
vas_queue_model_get_item_type (GListModel *model)
{
  return VAS_TYPE_QUEUE_ITEM;
}

static guint
vas_queue_model_get_n_items (GListModel *model)
{
  return VAS_QUEUE_MODEL (model)->items->len;
}

static gpointer
vas_queue_model_get_item (GListModel *model,
                          guint       position)
{
  VasQueueModel *self = VAS_QUEUE_MODEL (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
vas_queue_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = vas_queue_model_get_item_type;
  iface->get_n_items = vas_queue_model_get_n_items;
  iface->get_item = vas_queue_model_get_item;
}

static void
vas_queue_model_finalize (GObject *object)
{
  VasQueueModel *self = VAS_QUEUE_MODEL (object);

  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (vas_queue_model_parent_class)->finalize (object);
}

static void
vas_queue_model_class_init (VasQueueModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_queue_model_finalize;
}

static void
vas_queue_model_init (VasQueueModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/** vas_queue_model_new: (transfer full): an empty one. */
VasQueueModel *
vas_queue_model_new (void)
{
  return g_object_new (VAS_TYPE_QUEUE_MODEL, NULL);
}

/* The items of the new list: those of the old one, with their new rows, and new ones. */
static GPtrArray *
make_items (VasQueueModel *self,
            GPtrArray     *rows)
{
  GPtrArray *items = g_ptr_array_new_full (rows->len, g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      VasQueueRow *row = g_ptr_array_index (rows, i);
      VasQueueItem *item = g_hash_table_lookup (self->by_key, vas_entity_get_key (VAS_ENTITY (row->request)));

      if (item != NULL)
        vas_queue_item_set_row (item, row);
      g_ptr_array_add (items, item != NULL ? g_object_ref (item) : vas_queue_item_new (row));
    }

  return items;
}

/* Where each old item stands in the new list, from 1; 0 where it is gone. */
static guint *
find_places (GPtrArray *old_items,
             GPtrArray *new_items)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  guint *found = g_new (guint, old_items->len + 1);

  for (guint i = 0; i < new_items->len; i++)
    g_hash_table_insert (places, g_ptr_array_index (new_items, i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < old_items->len; i++)
    found[i] = GPOINTER_TO_UINT (g_hash_table_lookup (places, g_ptr_array_index (old_items, i)));

  return found;
}

/* Chooses what stays: the most items whose order is the same before and after (the longest rising run of places). */
static GHashTable *
choose_kept (GPtrArray *old_items,
             GPtrArray *new_items)
{
  g_autofree guint *places = find_places (old_items, new_items);
  g_autofree guint *ends = g_new0 (guint, old_items->len + 1);     /* ends[n]: where the lowest run of n + 1 items ends */
  g_autofree guint *before = g_new0 (guint, old_items->len + 1);   /* the item before it in its run, from 1 */
  GHashTable *kept = g_hash_table_new (NULL, NULL);
  guint longest = 0;

  for (guint i = 0; i < old_items->len; i++)
    {
      guint low = 0, high = longest;

      if (places[i] == 0)
        continue;
      while (low < high)
        {
          const guint middle = (low + high) / 2;

          if (places[ends[middle]] < places[i])
            low = middle + 1;
          else
            high = middle;
        }
      ends[low] = i;
      before[i] = low > 0 ? ends[low - 1] + 1 : 0;
      longest = MAX (longest, low + 1);
    }

  for (guint i = longest > 0 ? ends[longest - 1] + 1 : 0; i > 0; i = before[i - 1])
    g_hash_table_add (kept, g_ptr_array_index (old_items, i - 1));

  return kept;
}

static void
merge (VasQueueModel *self,
       GPtrArray     *items,
       GHashTable    *kept)
{
  for (guint i = self->items->len; i > 0; i--)
    {
      if (g_hash_table_contains (kept, g_ptr_array_index (self->items, i - 1)))
        continue;
      g_ptr_array_remove_index (self->items, i - 1);
      g_list_model_items_changed (G_LIST_MODEL (self), i - 1, 1, 0);
    }

  for (guint i = 0; i < items->len; i++)
    {
      gpointer item = g_ptr_array_index (items, i);

      if (i < self->items->len && g_ptr_array_index (self->items, i) == item)
        continue;
      g_ptr_array_insert (self->items, (int) i, g_object_ref (item));
      g_list_model_items_changed (G_LIST_MODEL (self), i, 0, 1);
    }
}

static void
reindex (VasQueueModel *self)
{
  g_hash_table_remove_all (self->by_key);
  for (guint i = 0; i < self->items->len; i++)
    {
      VasQueueItem *item = g_ptr_array_index (self->items, i);

      g_hash_table_insert (self->by_key, g_strdup (vas_queue_item_get_key (item)), item);
    }
}

/**
 * vas_queue_model_take:
 * @rows: (element-type VasQueueRow): what the list is to hold, in order
 */
void
vas_queue_model_take (VasQueueModel *self,
                      GPtrArray     *rows)
{
  g_autoptr (GPtrArray) items = make_items (self, rows);
  g_autoptr (GHashTable) kept = choose_kept (self->items, items);

  if (self->items->len + items->len - 2 * g_hash_table_size (kept) <= MOST_STEPS)
    {
      merge (self, items, kept);
    }
  else
    {
      const guint n_old = self->items->len;

      g_ptr_array_unref (self->items);
      self->items = g_ptr_array_ref (items);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, items->len);
    }
  reindex (self);
}

/** vas_queue_model_find: @position: (out): where the request of @key stands; FALSE where it is not in the list. */
gboolean
vas_queue_model_find (VasQueueModel *self,
                      const char    *key,
                      guint         *position)
{
  gpointer item = key != NULL ? g_hash_table_lookup (self->by_key, key) : NULL;

  return item != NULL && g_ptr_array_find (self->items, item, position);
}

/** vas_queue_model_get_key: (nullable) (transfer none): the key of the request at @position. */
const char *
vas_queue_model_get_key (VasQueueModel *self,
                         guint          position)
{
  return position < self->items->len ? vas_queue_item_get_key (g_ptr_array_index (self->items, position)) : NULL;
}
