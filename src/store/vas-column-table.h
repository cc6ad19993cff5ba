/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-column-data.h"
#include "vas-row-source.h"

G_BEGIN_DECLS

/**
 * VasColumnTable:
 *
 * Column data that threads share, as it is now: being loaded, behind the database by some rows, or ready.
 */
typedef struct _VasColumnTable VasColumnTable;

VasColumnTable *vas_column_table_new       (VasColumnData   *data);
VasColumnTable *vas_column_table_ref       (VasColumnTable  *self);
void            vas_column_table_unref     (VasColumnTable  *self);

gboolean        vas_column_table_is_ready  (VasColumnTable  *self);
void            vas_column_table_reset     (VasColumnTable  *self);
void            vas_column_table_fill      (VasColumnTable  *self,
                                            VasColumnData   *data);
guint64         vas_column_table_expect    (VasColumnTable  *self);
guint64         vas_column_table_get_told  (VasColumnTable  *self);
void            vas_column_table_catch_up  (VasColumnTable  *self,
                                            guint64          number,
                                            const gint64    *ids,
                                            const gboolean  *present,
                                            const gint64    *values,
                                            guint            n_ids);
void            vas_column_table_give_up   (VasColumnTable  *self,
                                            guint64          number);

gboolean        vas_column_table_find      (VasColumnTable  *self,
                                            guint64          told,
                                            VasFilter       *filter,
                                            const char      *order_by,
                                            gboolean         descending,
                                            guint            limit,
                                            VasRowView      *view);
gboolean        vas_column_table_count     (VasColumnTable  *self,
                                            const VasFilter *filter,
                                            guint           *count);
GArray         *vas_column_table_group     (VasColumnTable  *self,
                                            const VasFilter *filter,
                                            const char      *by,
                                            const char      *sum);
gsize           vas_column_table_get_memory
                                           (VasColumnTable  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasColumnTable, vas_column_table_unref)

G_END_DECLS
