/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasFakeSource: synthetic orders 1 … n as a VasRowSource, answered from memory in an idle callback. The number of order i
 * is i in ten digits; its price is 100 × i fen, and one fen more for every touch.
 */

#include "vas-fake-source.h"

#include "vas-order.h"

/* Odd and no multiple of 5, so it permutes every size that is a power of ten. */
#define SHUFFLE 7368787u

struct _VasFakeSource
{
  GObject       parent_instance;

  GHashTable   *touched;            /* id → how often */
  VasFakeOrder  order;
  guint         n_orders;
  guint         divisor;
  guint         n_views;
  guint         n_pages;
  guint         n_tries;
  gboolean      is_prompt;
  gboolean      fail_next;
};

static void vas_fake_source_iface_init (VasRowSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VasFakeSource, vas_fake_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VAS_TYPE_ROW_SOURCE, vas_fake_source_iface_init))

static GObject *
make_order (VasFakeSource *self,
            gint64         id)
{
  g_autofree char *number = g_strdup_printf ("%010" G_GINT64_FORMAT, id);
  const gint64 touches = GPOINTER_TO_INT (g_hash_table_lookup (self->touched, GINT_TO_POINTER ((int) id)));
  VasOrder *order;

  if (id < 1 || id > self->n_orders)
    return NULL;

  order = g_object_new (VAS_TYPE_ORDER, "id", id, "number", number, "service_name", "优化简历", "plan_name", "1–3 年",
                        "item_name", "信息技术服务", "price", 100 * id + touches, "made_at", id * G_USEC_PER_SEC,
                        "state", id % 5, NULL);
  return G_OBJECT (order);
}

static gint64
id_in_order (VasFakeSource *self,
             guint          index)
{
  switch (self->order)
    {
    case VAS_FAKE_DESCENDING:
      return (gint64) self->n_orders - index;
    case VAS_FAKE_SHUFFLED:
      return (gint64) ((guint64) index * SHUFFLE % self->n_orders) + 1;
    case VAS_FAKE_ASCENDING:
    default:
      return (gint64) index + 1;
    }
}

static VasRowView *
make_view (VasFakeSource *self,
           guint          limit,
           GArray        *positions)
{
  VasRowView *view = vas_row_view_new ();

  view->ids = g_new (gint64, MAX (limit > 0 ? limit : self->n_orders, 1));
  view->rows = vas_row_records_new (0);
  for (guint i = 0; i < self->n_orders; i++)
    {
      const gint64 id = id_in_order (self, i);

      if (id % self->divisor != 0)
        continue;
      if (limit > 0 && view->n_ids == limit)
        {
          view->whole = FALSE;
          break;
        }
      view->ids[view->n_ids++] = id;
      if (limit > 0)
        g_ptr_array_add (view->rows, make_order (self, id));
    }
  for (guint i = 0; positions != NULL && i < positions->len; i++)
    {
      const guint position = g_array_index (positions, guint, i);

      g_ptr_array_add (view->rows, position < view->n_ids ? make_order (self, view->ids[position]) : NULL);
    }

  return view;
}

static gboolean
answer_cb (gpointer user_data)
{
  GTask *task = user_data;
  VasFakeSource *self = g_task_get_source_object (task);
  GDestroyNotify result_free = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  if (self->fail_next)
    {
      self->fail_next = FALSE;
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The fake source was told to fail.");
    }
  else
    g_task_return_pointer (task, g_object_steal_data (G_OBJECT (task), "answer"), result_free);

  return G_SOURCE_REMOVE;
}

/* Answers with what was true when the question was put, later. */
static void
answer (VasFakeSource       *self,
        gpointer             result,
        GDestroyNotify       result_free,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, result_free, NULL);
  g_object_set_data_full (G_OBJECT (task), "answer", result, result_free);
  g_idle_add_full (G_PRIORITY_DEFAULT, answer_cb, task, g_object_unref);
}

static GType
get_item_type (VasRowSource *source)
{
  return VAS_TYPE_ORDER;
}

static void
load_view_async (VasRowSource        *source,
                 guint                limit,
                 GArray              *positions,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  VasFakeSource *self = VAS_FAKE_SOURCE (source);
  VasRowView *view = make_view (self, limit, positions);

  self->n_views++;
  g_clear_pointer (&positions, g_array_unref);
  answer (self, view, (GDestroyNotify) vas_row_view_free, cancellable, callback, user_data);
}

static VasRowView *
load_view_finish (VasRowSource  *source,
                  GAsyncResult  *result,
                  GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
load_rows_async (VasRowSource        *source,
                 GArray              *ids,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  VasFakeSource *self = VAS_FAKE_SOURCE (source);
  GPtrArray *records = vas_row_records_new (ids->len);

  self->n_pages++;
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (records, make_order (self, g_array_index (ids, gint64, i)));
  g_array_unref (ids);
  answer (self, records, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

static GPtrArray *
load_rows_finish (VasRowSource  *source,
                  GAsyncResult  *result,
                  GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GPtrArray *
load_rows_promptly (VasRowSource *source,
                    GArray       *ids,
                    gint64        patience)
{
  VasFakeSource *self = VAS_FAKE_SOURCE (source);
  GPtrArray *records;

  self->n_tries++;
  if (!self->is_prompt)
    return NULL;

  records = vas_row_records_new (ids->len);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (records, make_order (self, g_array_index (ids, gint64, i)));
  return records;
}

static void
vas_fake_source_iface_init (VasRowSourceInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->load_view_async = load_view_async;
  iface->load_view_finish = load_view_finish;
  iface->load_rows_async = load_rows_async;
  iface->load_rows_finish = load_rows_finish;
  iface->load_rows_promptly = load_rows_promptly;
}

static void
vas_fake_source_finalize (GObject *object)
{
  VasFakeSource *self = VAS_FAKE_SOURCE (object);

  g_hash_table_unref (self->touched);

  G_OBJECT_CLASS (vas_fake_source_parent_class)->finalize (object);
}

static void
vas_fake_source_class_init (VasFakeSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_fake_source_finalize;
}

static void
vas_fake_source_init (VasFakeSource *self)
{
  self->touched = g_hash_table_new (NULL, NULL);
  self->divisor = 1;
}

VasFakeSource *
vas_fake_source_new (guint n_orders)
{
  VasFakeSource *self = g_object_new (VAS_TYPE_FAKE_SOURCE, NULL);

  self->n_orders = n_orders;
  return self;
}

void
vas_fake_source_set_order (VasFakeSource *self,
                           VasFakeOrder   order)
{
  self->order = order;
  vas_row_source_changed (VAS_ROW_SOURCE (self), VAS_ROW_CHANGE_VIEW);
}

/** vas_fake_source_set_filter: only ids that @divisor divides. */
void
vas_fake_source_set_filter (VasFakeSource *self,
                            guint          divisor)
{
  self->divisor = divisor;
  vas_row_source_changed (VAS_ROW_SOURCE (self), VAS_ROW_CHANGE_VIEW);
}

/** vas_fake_source_set_size: orders come or go at the end, as data does. */
void
vas_fake_source_set_size (VasFakeSource *self,
                          guint          n_orders)
{
  self->n_orders = n_orders;
  vas_row_source_changed (VAS_ROW_SOURCE (self), VAS_ROW_CHANGE_DATA);
}

/** vas_fake_source_touch: one record changes. */
void
vas_fake_source_touch (VasFakeSource *self,
                       gint64         id)
{
  const int touches = GPOINTER_TO_INT (g_hash_table_lookup (self->touched, GINT_TO_POINTER ((int) id)));

  g_hash_table_insert (self->touched, GINT_TO_POINTER ((int) id), GINT_TO_POINTER (touches + 1));
  vas_row_source_changed (VAS_ROW_SOURCE (self), VAS_ROW_CHANGE_DATA);
}

/** vas_fake_source_set_speed: whether it answers those who wait for a page. */
void
vas_fake_source_set_speed (VasFakeSource *self,
                           gboolean       is_prompt)
{
  self->is_prompt = is_prompt;
}

/** vas_fake_source_get_tries: how often somebody waited for a page. */
guint
vas_fake_source_get_tries (VasFakeSource *self)
{
  return self->n_tries;
}

/** vas_fake_source_fail_next: the next answer is an error. */
void
vas_fake_source_fail_next (VasFakeSource *self)
{
  self->fail_next = TRUE;
}

/** vas_fake_source_get_views: how many views were asked for. */
guint
vas_fake_source_get_views (VasFakeSource *self)
{
  return self->n_views;
}

/** vas_fake_source_get_pages: how many pages were asked for. */
guint
vas_fake_source_get_pages (VasFakeSource *self)
{
  return self->n_pages;
}

/** vas_fake_source_id_at: the id at @position of the unfiltered order. */
gint64
vas_fake_source_id_at (VasFakeSource *self,
                       guint          position)
{
  return id_in_order (self, position);
}
