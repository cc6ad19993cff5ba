/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a print list is made from, and what it became: one job of a reader. */

#include "vas-print-loader.h"

/* More cases than that are several lists, one after the other. */
#define MOST_OF_A_LIST 500

typedef struct {
  char    *point;
  gboolean newest;
} Wanted;

static void
wanted_free (gpointer data)
{
  g_free (((Wanted *) data)->point);
  g_free (data);
}

void
vas_print_page_free (VasPrintPage *self)
{
  g_strfreev (self->points);
  g_free (self->point);
  g_clear_pointer (&self->summary, vas_stock_summary_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_points (VasSql        *sql,
             const char    *wanted,
             VasPrintPage  *page,
             GError       **error)
{
  g_autoptr (GPtrArray) points = vas_stock_points (sql, error);

  if (points == NULL)
    return FALSE;
  for (guint i = 0; i < points->len; i++)
    {
      const char *point = g_ptr_array_index (points, i);

      if (page->point == NULL || g_strcmp0 (point, wanted) == 0)
        {
          g_free (page->point);
          page->point = g_strdup (point);
        }
    }
  g_ptr_array_set_free_func (points, NULL);
  g_ptr_array_add (points, NULL);
  page->points = g_strdupv ((char **) points->pdata);
  for (guint i = 0; i + 1 < points->len; i++)
    g_free (g_ptr_array_index (points, i));
  if (page->point == NULL)
    return TRUE;

  page->summary = vas_stock_summary (sql, page->point, error);
  return page->summary != NULL;
}

static gboolean
read_newest (VasSql        *sql,
             VasPrintPage  *page,
             GError       **error)
{
  g_autoptr (GPtrArray) lists = vas_print_lists (sql, page->point, 1, error);

  if (lists == NULL)
    return FALSE;
  if (lists->len == 0)
    return TRUE;

  page->rows = vas_print_rows (sql, ((VasPrintList *) g_ptr_array_index (lists, 0))->key, error);
  return page->rows != NULL;
}

static gpointer
read_page (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Wanted *wanted = data;
  g_autoptr (VasPrintPage) page = g_new0 (VasPrintPage, 1);

  if (!read_points (sql, wanted->point, page, error) || (wanted->newest && !read_newest (sql, page, error)))
    return NULL;
  page->waiting = vas_print_waiting (sql, MOST_OF_A_LIST, &page->n_waiting, error);
  if (page->waiting == NULL)
    return NULL;

  return g_steal_pointer (&page);
}

/**
 * vas_print_load_async:
 * @point: (nullable): the issuing point that is wanted
 * @newest: whether the rows of the newest list of the point are wanted
 */
void
vas_print_load_async (VasDesk             *desk,
                      const char          *point,
                      gboolean             newest,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->point = g_strdup (point);
  wanted->newest = newest;
  vas_store_read_async (vas_desk_get_store (desk), read_page, wanted, wanted_free, (GDestroyNotify) vas_print_page_free,
                        cancellable, callback, user_data);
}

/** vas_print_load_finish: (transfer full) */
VasPrintPage *
vas_print_load_finish (VasDesk       *desk,
                       GAsyncResult  *result,
                       GError       **error)
{
  return vas_store_finish (vas_desk_get_store (desk), result, error);
}
