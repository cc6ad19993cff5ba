/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a page implements to be found in the palette. Main thread. */

#include "vas-palette-source.h"

G_DEFINE_INTERFACE (VasPaletteSource, vas_palette_source, G_TYPE_OBJECT)

static void
vas_palette_source_default_init (VasPaletteSourceInterface *iface)
{
}

/** vas_palette_source_query_async: asks for what fits @text; "" asks for what is worth showing before anything is typed. */
void
vas_palette_source_query_async (VasPaletteSource    *self,
                                const char          *text,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  VAS_PALETTE_SOURCE_GET_IFACE (self)->query_async (self, text, cancellable, callback, user_data);
}

/** vas_palette_source_query_finish: (transfer full) (element-type VasPaletteItem) */
GPtrArray *
vas_palette_source_query_finish (VasPaletteSource  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  return VAS_PALETTE_SOURCE_GET_IFACE (self)->query_finish (self, result, error);
}

/* A line and how well it fits. */
typedef struct {
  VasPaletteItem *item;
  int             rate;
  guint           place;
} Rated;

static int
compare_rated (gconstpointer a,
               gconstpointer b)
{
  const Rated *one = a;
  const Rated *other = b;

  if (one->rate != other->rate)
    return other->rate - one->rate;
  return (one->place > other->place) - (one->place < other->place);
}

/**
 * vas_palette_source_take_matching:
 * @items: (element-type VasPaletteItem): in their own order
 * @found: (element-type VasPaletteItem): takes references to those that fit, best first, in their order where they fit alike
 *
 * For sources that have all their lines at hand.
 */
void
vas_palette_source_take_matching (GPtrArray  *items,
                                  const char *text,
                                  GPtrArray  *found)
{
  g_autoptr (GArray) rated = g_array_new (FALSE, FALSE, sizeof (Rated));

  for (guint i = 0; i < items->len; i++)
    {
      const Rated one = { g_ptr_array_index (items, i), vas_palette_item_match (g_ptr_array_index (items, i), text), i };

      if (one.rate > 0)
        g_array_append_val (rated, one);
    }

  g_array_sort (rated, compare_rated);
  for (guint i = 0; i < rated->len; i++)
    g_ptr_array_add (found, g_object_ref (g_array_index (rated, Rated, i).item));
}

/**
 * vas_palette_source_answer:
 * @items: (element-type VasPaletteItem): all that the source has
 *
 * A query_async of a source that has its lines at hand; its query_finish is vas_palette_source_take_answer().
 */
void
vas_palette_source_answer (VasPaletteSource    *self,
                           GPtrArray           *items,
                           const char          *text,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  g_task_set_source_tag (task, vas_palette_source_answer);
  vas_palette_source_take_matching (items, text, found);
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

/** vas_palette_source_take_answer: (transfer full) (element-type VasPaletteItem) */
GPtrArray *
vas_palette_source_take_answer (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
