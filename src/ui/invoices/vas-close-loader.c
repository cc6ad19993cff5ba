/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The books of an issuing point for its window: one job of a reader. Main thread. */

#include "vas-close-loader.h"

typedef struct {
  char    *point;                   /* nullable */
  VasDate  today;
} Wanted;

static void
wanted_free (Wanted *wanted)
{
  g_free (wanted->point);
  g_free (wanted);
}

static gpointer
load (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Wanted *wanted = data;

  return vas_close_book_read (sql, wanted->point, wanted->today, error);
}

/** vas_close_load_async: @point: (nullable): the first one where it is none that there is. */
void
vas_close_load_async (VasDesk             *desk,
                      const char          *point,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->point = g_strdup (point);
  wanted->today = vas_desk_get_today (desk);
  vas_desk_read_async (desk, load, wanted, (GDestroyNotify) wanted_free, (GDestroyNotify) vas_close_book_free, cancellable,
                       callback, user_data);
}

/** vas_close_load_finish: (transfer full) (nullable) */
VasCloseBook *
vas_close_load_finish (VasDesk       *desk,
                       GAsyncResult  *result,
                       GError       **error)
{
  return vas_desk_read_finish (desk, result, error);
}
