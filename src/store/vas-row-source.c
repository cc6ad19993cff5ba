/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasRowSource: the question behind a VasRowModel. It answers with ids in view order and with records by id, and says when
 * the answer is no longer true. The model decides when to ask, for which rows, and what to drop.
 */

#include "vas-row-source.h"

G_DEFINE_INTERFACE (VasRowSource, vas_row_source, G_TYPE_OBJECT)

static guint changed_signal;

static void
vas_row_source_default_init (VasRowSourceInterface *iface)
{
  /**
   * VasRowSource::changed:
   * @change: (type VasRowChange): what the model needs to read again
   */
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT);
}

/** vas_row_view_new: an answer still empty and whole. Any thread. */
VasRowView *
vas_row_view_new (void)
{
  VasRowView *self = g_new0 (VasRowView, 1);

  self->whole = TRUE;
  return self;
}

void
vas_row_view_free (VasRowView *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->ids);
  g_free (self);
}

static void
unref_record (gpointer record)
{
  if (record != NULL)
    g_object_unref (record);
}

/** vas_row_records_new: (transfer full): an array for @size records that owns them and may hold %NULL. Any thread. */
GPtrArray *
vas_row_records_new (guint size)
{
  return g_ptr_array_new_full (size, unref_record);
}

/** vas_row_source_get_item_type: the type of the records. */
GType
vas_row_source_get_item_type (VasRowSource *self)
{
  g_return_val_if_fail (VAS_IS_ROW_SOURCE (self), G_TYPE_INVALID);

  return VAS_ROW_SOURCE_GET_IFACE (self)->get_item_type (self);
}

/**
 * vas_row_source_load_view_async:
 * @limit: how many ids, with their records; 0 for all ids
 * @positions: (element-type guint) (transfer full) (nullable): with @limit 0, the positions whose records are wanted too
 */
void
vas_row_source_load_view_async (VasRowSource        *self,
                                guint                limit,
                                GArray              *positions,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (VAS_IS_ROW_SOURCE (self));

  VAS_ROW_SOURCE_GET_IFACE (self)->load_view_async (self, limit, positions, cancellable, callback, user_data);
}

/** vas_row_source_load_view_finish: (transfer full): the answer, or %NULL with @error. */
VasRowView *
vas_row_source_load_view_finish (VasRowSource  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (VAS_IS_ROW_SOURCE (self), NULL);

  return VAS_ROW_SOURCE_GET_IFACE (self)->load_view_finish (self, result, error);
}

/**
 * vas_row_source_load_rows_async:
 * @ids: (element-type gint64) (transfer full): the records wanted
 */
void
vas_row_source_load_rows_async (VasRowSource        *self,
                                GArray              *ids,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (VAS_IS_ROW_SOURCE (self));

  VAS_ROW_SOURCE_GET_IFACE (self)->load_rows_async (self, ids, cancellable, callback, user_data);
}

/**
 * vas_row_source_load_rows_finish:
 *
 * Returns: (transfer full) (element-type GObject): the records in the order of the ids, %NULL for one that is gone; or
 *   %NULL with @error
 */
GPtrArray *
vas_row_source_load_rows_finish (VasRowSource  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (VAS_IS_ROW_SOURCE (self), NULL);

  return VAS_ROW_SOURCE_GET_IFACE (self)->load_rows_finish (self, result, error);
}

/**
 * vas_row_source_load_rows_promptly:
 * @ids: (element-type gint64) (transfer none): the records wanted
 * @patience: how many µs the caller can wait
 *
 * For a list that is about to be painted: what comes in time spares it a frame of blank rows.
 *
 * Returns: (transfer full) (nullable) (element-type GObject): as vas_row_source_load_rows_finish(); %NULL where it took
 *   longer, failed, or the source cannot do it
 */
GPtrArray *
vas_row_source_load_rows_promptly (VasRowSource *self,
                                   GArray       *ids,
                                   gint64        patience)
{
  VasRowSourceInterface *iface;

  g_return_val_if_fail (VAS_IS_ROW_SOURCE (self), NULL);

  iface = VAS_ROW_SOURCE_GET_IFACE (self);
  return iface->load_rows_promptly != NULL ? iface->load_rows_promptly (self, ids, patience) : NULL;
}

/** vas_row_source_changed: for a source: emits `changed`. Main thread. */
void
vas_row_source_changed (VasRowSource *self,
                        VasRowChange  change)
{
  g_return_if_fail (VAS_IS_ROW_SOURCE (self));

  g_signal_emit (self, changed_signal, 0, (int) change);
}
