/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The books of an issuing point, read whole. On the connection and thread of the caller. */

#include "vas-close-book.h"

#include "vas-request.h"
#include "vas-staff-names.h"
#include "vas-stock-store.h"
#include "vas-table.h"
#include "vas-time.h"

/** vas_close_book_free: NULL is allowed. */
void
vas_close_book_free (VasCloseBook *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->points, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_clear_pointer (&self->closes, g_ptr_array_unref);
  g_clear_object (&self->today);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self->point);
  g_free (self);
}

static gboolean
read_points (VasCloseBook  *self,
             VasSql        *sql,
             const char    *wanted,
             GError       **error)
{
  self->points = vas_stock_points (sql, error);
  if (self->points == NULL)
    return FALSE;
  if (wanted != NULL && g_ptr_array_find_with_equal_func (self->points, wanted, g_str_equal, NULL))
    self->point = g_strdup (wanted);
  else if (self->points->len > 0)
    self->point = g_strdup (g_ptr_array_index (self->points, 0));

  return TRUE;
}

static gboolean
read_closes (VasCloseBook  *self,
             VasSql        *sql,
             VasDate        today,
             GError       **error)
{
  g_autoptr (GPtrArray) closes = vas_table_list (sql, VAS_TYPE_DAY_CLOSE, "point", self->point, "day", error);

  if (closes == NULL)
    return FALSE;
  self->closes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = closes->len; i > 0; i--)
    {
      VasDayClose *one = g_ptr_array_index (closes, i - 1);

      g_ptr_array_add (self->closes, g_object_ref (one));
      if (one->day == today)
        g_set_object (&self->today, one);
    }

  return TRUE;
}

static gboolean
read_items (VasCloseBook  *self,
            VasSql        *sql,
            VasDate        today,
            GError       **error)
{
  self->items = vas_close_open_items (sql, self->point, vas_date_start (today), error);
  if (self->items == NULL)
    return FALSE;
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < self->items->len; i++)
    {
      VasOpenItem *item = g_ptr_array_index (self->items, i);
      g_autoptr (VasRequest) request = NULL;

      if (item->case_number == NULL || g_hash_table_contains (self->requests, item->case_number))
        continue;
      request = vas_table_find (sql, VAS_TYPE_REQUEST, "number", item->case_number, error);
      if (request == NULL)
        return FALSE;
      g_hash_table_insert (self->requests, g_strdup (item->case_number), g_strdup (vas_entity_get_key (VAS_ENTITY (request))));
    }

  return TRUE;
}

static gboolean
read_month (VasCloseBook  *self,
            VasSql        *sql,
            VasDate        today,
            GError       **error)
{
  int year, month;

  vas_date_to_ymd (today, &year, &month, NULL);

  return vas_close_totals (sql, self->point, vas_date_from_ymd (year, month, 1), today, &self->month, error);
}

/**
 * vas_close_book_read:
 * @point: (nullable): the first one where it is none that there is
 * @today: the day that is closed
 *
 * Returns: (transfer full) (nullable): the books; NULL with @error set where they could not be read
 */
VasCloseBook *
vas_close_book_read (VasSql      *sql,
                     const char  *point,
                     gint32       today,
                     GError     **error)
{
  g_autoptr (VasCloseBook) self = g_new0 (VasCloseBook, 1);

  if (!read_points (self, sql, point, error))
    return NULL;
  self->names = vas_staff_names (sql, error);
  if (self->names == NULL)
    return NULL;
  if (self->point != NULL &&
      (!vas_close_figures (sql, self->point, vas_date_start (today), vas_date_end (today), &self->day, error) ||
       !read_closes (self, sql, today, error) || !read_items (self, sql, today, error) || !read_month (self, sql, today, error)))
    return NULL;

  return g_steal_pointer (&self);
}

/** vas_close_book_get_name: (transfer none): of somebody of the staff; "—" for nobody. */
const char *
vas_close_book_get_name (VasCloseBook *self,
                         const char   *staff_key)
{
  const char *name = staff_key != NULL ? g_hash_table_lookup (self->names, staff_key) : NULL;

  return name != NULL ? name : "—";
}
