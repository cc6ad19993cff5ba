/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a tab of the queue and the counts of all tabs in one snapshot, on a reader's thread. */

#include "vas-queue-loader.h"

typedef struct {
  VasQueueTab  tab;
  char        *staff_key;
  char        *search;
  gint32       today;
  gint64       now;
} Wanted;

static void
wanted_free (Wanted *wanted)
{
  g_free (wanted->staff_key);
  g_free (wanted->search);
  g_free (wanted);
}

void
vas_queue_page_free (VasQueuePage *page)
{
  g_clear_pointer (&page->rows, g_ptr_array_unref);
  g_free (page);
}

static gpointer
load (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Wanted *wanted = data;
  g_autoptr (VasQueuePage) page = g_new0 (VasQueuePage, 1);

  page->tab = wanted->tab;
  page->rows = vas_queue_list (sql, wanted->tab, wanted->staff_key, wanted->today, wanted->now, wanted->search, VAS_QUEUE_MOST,
                               error);
  if (page->rows == NULL || !vas_queue_count (sql, wanted->staff_key, wanted->today, wanted->now, page->counts, error))
    return NULL;

  return g_steal_pointer (&page);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  VasQueuePage *page = vas_store_finish (VAS_STORE (object), result, &error);

  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) vas_queue_page_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/** vas_queue_load_async: @search: (nullable): what number, title, id, account, last four digits or name should hold. */
void
vas_queue_load_async (VasDesk             *desk,
                      VasQueueTab          tab,
                      const char          *search,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = g_task_new (desk, cancellable, callback, user_data);
  Wanted *wanted = g_new0 (Wanted, 1);

  g_task_set_source_tag (task, vas_queue_load_async);
  wanted->tab = tab;
  wanted->staff_key = g_strdup (vas_desk_get_staff_key (desk));
  wanted->search = g_strdup (search);
  wanted->today = vas_desk_get_today (desk);
  wanted->now = vas_desk_get_now (desk);
  vas_store_read_async (vas_desk_get_store (desk), load, wanted, (GDestroyNotify) wanted_free,
                        (GDestroyNotify) vas_queue_page_free, cancellable, loaded_cb, task);
}

/** vas_queue_load_finish: (transfer full) (nullable): errors are the store's. */
VasQueuePage *
vas_queue_load_finish (VasDesk       *desk,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
