/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VasRowChange:
 * @VAS_ROW_CHANGE_DATA: the same question as before, but records changed: the old view stays up until the new one is whole
 * @VAS_ROW_CHANGE_VIEW: another filter or order: the first rows are wanted at once
 */
typedef enum {
  VAS_ROW_CHANGE_DATA,
  VAS_ROW_CHANGE_VIEW,
} VasRowChange;

/**
 * VasRowView:
 * @ids: (array length=n_ids): ids in view order, each above 0 and only once
 * @n_ids: how many
 * @whole: whether that is the whole view; FALSE where a limit cut it
 * @rows: (element-type GObject) (nullable): the records asked for with it; an element is %NULL where there is none
 *
 * An answer of a #VasRowSource, read in one snapshot.
 */
typedef struct {
  gint64    *ids;
  guint      n_ids;
  gboolean   whole;
  GPtrArray *rows;
} VasRowView;

VasRowView *vas_row_view_new  (void);
void        vas_row_view_free (VasRowView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasRowView, vas_row_view_free)

GPtrArray  *vas_row_records_new (guint size);

#define VAS_TYPE_ROW_SOURCE (vas_row_source_get_type ())
G_DECLARE_INTERFACE (VasRowSource, vas_row_source, VAS, ROW_SOURCE, GObject)

/**
 * VasRowSourceInterface:
 * @get_item_type: the type of its records; an instance without content must be constructible (the blank one)
 * @load_view_async: reads ids in view order. With @limit, the first @limit of them and their records, in the same order;
 *   without (0) all of them, and the records at @positions (ascending) in @rows, element for element. @positions is the
 *   callee's own copy
 * @load_rows_async: reads the records of @ids by primary key; @ids is the callee's own copy
 * @load_rows_promptly: the same, awaited for at most @patience µs; %NULL where that was too short. May be absent
 *
 * What a #VasRowModel stands on: a question that has an answer in a given order. Called in the main thread; the work is
 * done elsewhere. A source that was cancelled may answer either way.
 */
struct _VasRowSourceInterface
{
  GTypeInterface parent_iface;

  GType       (*get_item_type)    (VasRowSource         *self);
  void        (*load_view_async)  (VasRowSource         *self,
                                   guint                 limit,
                                   GArray               *positions,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
  VasRowView *(*load_view_finish) (VasRowSource         *self,
                                   GAsyncResult         *result,
                                   GError              **error);
  void        (*load_rows_async)  (VasRowSource         *self,
                                   GArray               *ids,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
  GPtrArray  *(*load_rows_finish) (VasRowSource         *self,
                                   GAsyncResult         *result,
                                   GError              **error);
  GPtrArray  *(*load_rows_promptly) (VasRowSource       *self,
                                     GArray             *ids,
                                     gint64              patience);
};

GType       vas_row_source_get_item_type    (VasRowSource         *self);
void        vas_row_source_load_view_async  (VasRowSource         *self,
                                             guint                 limit,
                                             GArray               *positions,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
VasRowView *vas_row_source_load_view_finish (VasRowSource         *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void        vas_row_source_load_rows_async  (VasRowSource         *self,
                                             GArray               *ids,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GPtrArray  *vas_row_source_load_rows_finish (VasRowSource         *self,
                                             GAsyncResult         *result,
                                             GError              **error);
GPtrArray  *vas_row_source_load_rows_promptly (VasRowSource   *self,
                                               GArray         *ids,
                                               gint64          patience);
void        vas_row_source_changed          (VasRowSource         *self,
                                             VasRowChange          change);

G_END_DECLS
