/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasRowWindow: what of a view is in memory. All ids in view order, the rows that somebody holds by position, and the
 * records read last. A row is filled when it is made, if its record is here; else it shows the blank record until its page
 * is read.
 *
 * Invariants: a position has at most one living row, which is not held here; records held are at most
 * VAS_ROW_WINDOW_RECORDS besides those of living rows. Main thread. Cost: 8 bytes an id.
 */

#include "vas-row-window.h"

#include "vas-row-cache.h"
#include "vas-row-pager.h"
#include "vas-row-private.h"

struct _VasRowWindow
{
  GObject              *blank;
  VasRowCache          *cache;
  VasRowPager          *pager;
  GHashTable           *rows;       /* position → living row */
  gint64               *ids;
  guint                 n_ids;
  VasRowWindowFailFunc  fail;
  gpointer              owner;
};

static gint64
id_at (VasRowWindow *self,
       guint         position)
{
  return position < self->n_ids ? self->ids[position] : 0;
}

static void
release_cb (VasRow   *row,
            gpointer  owner)
{
  VasRowWindow *self = owner;

  g_hash_table_remove (self->rows, GUINT_TO_POINTER (vas_row_get_position (row)));
}

/* Gives the row the record that stands at its position now, or has it read. */
static void
fill_row (VasRowWindow *self,
          VasRow       *row)
{
  const guint position = vas_row_get_position (row);
  const gint64 id = id_at (self, position);
  gpointer record = id != 0 ? vas_row_cache_get (self->cache, id) : NULL;

  vas_row_put (row, id, record != NULL ? record : self->blank, record != NULL);
  if (id != 0 && record == NULL)
    vas_row_pager_want (self->pager, position / VAS_ROW_PAGE);
}

/* Rows come and go while others are told of their content, so each is looked up anew and held while it is filled. */
static void
fill_living (VasRowWindow *self,
             guint         end)
{
  g_autoptr (GArray) positions = vas_row_window_list_living (self);

  for (guint i = 0; i < positions->len && g_array_index (positions, guint, i) < end; i++)
    {
      VasRow *found = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (g_array_index (positions, guint, i)));
      g_autoptr (VasRow) row = found != NULL ? g_object_ref (found) : NULL;

      if (row != NULL)
        fill_row (self, row);
    }
}

static void
keep_records (VasRowWindow *self,
              GPtrArray    *records,
              GArray       *positions)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const gint64 id = id_at (self, positions != NULL ? g_array_index (positions, guint, i) : i);

      if (g_ptr_array_index (records, i) != NULL && id != 0)
        vas_row_cache_put (self->cache, id, g_ptr_array_index (records, i));
    }
}

static GArray *
list_page_ids (guint    page,
               gpointer owner)
{
  VasRowWindow *self = owner;
  const guint first = page * VAS_ROW_PAGE;
  const guint end = MIN (first + VAS_ROW_PAGE, self->n_ids);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean waiting = FALSE;

  for (guint i = first; i < end; i++)
    {
      VasRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (i));

      waiting |= row != NULL && !vas_row_is_loaded (row);
      if (vas_row_cache_get (self->cache, self->ids[i]) == NULL)
        g_array_append_val (ids, self->ids[i]);
    }

  return waiting && ids->len > 0 ? g_steal_pointer (&ids) : NULL;
}

static void
deliver_page (guint      page,
              GArray    *ids,
              GPtrArray *records,
              gpointer   owner)
{
  VasRowWindow *self = owner;
  const guint first = page * VAS_ROW_PAGE;

  for (guint i = 0; i < ids->len && i < records->len; i++)
    {
      if (g_ptr_array_index (records, i) != NULL)
        vas_row_cache_put (self->cache, g_array_index (ids, gint64, i), g_ptr_array_index (records, i));
    }

  for (guint i = first; i < first + VAS_ROW_PAGE; i++)
    {
      VasRow *found = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (i));
      gpointer record = found != NULL ? vas_row_cache_get (self->cache, id_at (self, i)) : NULL;
      g_autoptr (VasRow) row = record != NULL ? g_object_ref (found) : NULL;

      if (row != NULL)
        vas_row_put (row, id_at (self, i), record, TRUE);
    }
}

static void
fail_page (const GError *error,
           gpointer      owner)
{
  VasRowWindow *self = owner;

  self->fail (error, self->owner);
}

static const VasRowPagerFuncs pager_funcs = { list_page_ids, deliver_page, fail_page };

/*
 * vas_row_window_new:
 * @source: where pages are read
 * @fail: told with @owner of a page that could not be read
 */
VasRowWindow *
vas_row_window_new (VasRowSource         *source,
                    VasRowWindowFailFunc  fail,
                    gpointer              owner)
{
  VasRowWindow *self = g_new0 (VasRowWindow, 1);

  self->blank = g_object_new (vas_row_source_get_item_type (source), NULL);
  self->cache = vas_row_cache_new (VAS_ROW_WINDOW_RECORDS);
  self->pager = vas_row_pager_new (source, &pager_funcs, self);
  self->rows = g_hash_table_new (NULL, NULL);
  self->fail = fail;
  self->owner = owner;

  return self;
}

/* vas_row_window_free: rows that somebody holds live on with what they show. */
void
vas_row_window_free (VasRowWindow *self)
{
  if (self == NULL)
    return;

  vas_row_window_detach_from (self, 0);
  vas_row_pager_free (self->pager);
  vas_row_cache_free (self->cache);
  g_hash_table_unref (self->rows);
  g_object_unref (self->blank);
  g_free (self->ids);
  g_free (self);
}

/* vas_row_window_get_row: (transfer full): the row of @position, made if nobody holds it. */
VasRow *
vas_row_window_get_row (VasRowWindow *self,
                        guint         position)
{
  VasRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));

  if (row != NULL)
    return g_object_ref (row);

  row = vas_row_new (position, self->blank, release_cb, self);
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
  fill_row (self, row);

  return row;
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  const guint first = *(const guint *) a;
  const guint second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/* vas_row_window_list_living: (transfer full) (element-type guint): where somebody holds a row, ascending. */
GArray *
vas_row_window_list_living (VasRowWindow *self)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const guint position = GPOINTER_TO_UINT (key);

      g_array_append_val (positions, position);
    }
  g_array_sort (positions, compare_positions);

  return positions;
}

/* vas_row_window_find_living: the first position from @position on where somebody holds a row; %G_MAXUINT if none. */
guint
vas_row_window_find_living (VasRowWindow *self,
                            guint         position)
{
  GHashTableIter iter;
  gpointer key;
  guint first = G_MAXUINT;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (GPOINTER_TO_UINT (key) >= position)
        first = MIN (first, GPOINTER_TO_UINT (key));
    }

  return first;
}

/*
 * vas_row_window_set_view:
 * @view: the ids, which are taken, and records
 * @positions: (nullable): where those records stand; %NULL for the first ones
 * @end: living rows from here on are about to go and are left as they are
 *
 * Puts another view in place of the one before and its content into the living rows.
 */
void
vas_row_window_set_view (VasRowWindow *self,
                         VasRowView   *view,
                         GArray       *positions,
                         guint         end)
{
  vas_row_pager_reset (self->pager);
  g_free (self->ids);
  self->ids = g_steal_pointer (&view->ids);
  self->n_ids = view->n_ids;
  keep_records (self, view->rows, positions);
  fill_living (self, end);
}

/* vas_row_window_forget_records: the data changed; living rows show what they have until the next view. */
void
vas_row_window_forget_records (VasRowWindow *self)
{
  vas_row_cache_clear (self->cache);
}

/* vas_row_window_detach_from: rows that somebody still holds from @end on keep what they show. */
void
vas_row_window_detach_from (VasRowWindow *self,
                            guint         end)
{
  GHashTableIter iter;
  gpointer key, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      if (GPOINTER_TO_UINT (key) >= end)
        {
          vas_row_detach (row);
          g_hash_table_iter_remove (&iter);
        }
    }
}

/* vas_row_window_is_reading: whether a page is being read. */
gboolean
vas_row_window_is_reading (VasRowWindow *self)
{
  return vas_row_pager_is_busy (self->pager);
}

/* vas_row_window_get_ids: (transfer none) (array length=n_ids): until the next view. */
const gint64 *
vas_row_window_get_ids (VasRowWindow *self,
                        guint        *n_ids)
{
  *n_ids = self->n_ids;
  return self->ids;
}

/* vas_row_window_get_n_living: how many rows somebody holds. */
guint
vas_row_window_get_n_living (VasRowWindow *self)
{
  return g_hash_table_size (self->rows);
}

/* vas_row_window_get_n_records: how many records are kept besides those of living rows. */
guint
vas_row_window_get_n_records (VasRowWindow *self)
{
  return vas_row_cache_get_size (self->cache);
}
