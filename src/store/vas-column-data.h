/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-filter.h"

G_BEGIN_DECLS

/**
 * VasColumnData:
 *
 * Some fields of all records of a table, as arrays in the order of their row ids.
 */
typedef struct _VasColumnData VasColumnData;

/**
 * VasColumnGroup:
 * @value: what its records have in common; %VAS_NONE where the field is absent. Of a key, its hash
 * @id: one of its records
 * @count: how many they are
 * @sum: of another field
 */
typedef struct {
  gint64 value;
  gint64 id;
  guint  count;
  gint64 sum;
} VasColumnGroup;

VasColumnData *vas_column_data_new        (GType                  type,
                                           const char * const    *names);
void           vas_column_data_free       (VasColumnData         *self);

guint          vas_column_data_get_width  (const VasColumnData   *self);
guint          vas_column_data_get_length (const VasColumnData   *self);
gsize          vas_column_data_get_memory (const VasColumnData   *self);
void           vas_column_data_reserve    (VasColumnData         *self,
                                           guint                  n_rows);
void           vas_column_data_append     (VasColumnData         *self,
                                           gint64                 id,
                                           const gint64          *values);
void           vas_column_data_apply      (VasColumnData         *self,
                                           const gint64          *ids,
                                           const gboolean        *present,
                                           const gint64          *values,
                                           guint                  n_ids);

char          *vas_column_data_query      (const VasColumnData   *self,
                                           const char            *rest);
void           vas_column_data_read       (const VasColumnData   *self,
                                           VasStatement          *statement,
                                           gint64                *values);

gboolean       vas_column_data_can_answer (const VasColumnData   *self,
                                           const VasFilter       *filter,
                                           const char            *order_by);
gint64        *vas_column_data_find       (const VasColumnData   *self,
                                           const VasFilter       *filter,
                                           const char            *order_by,
                                           gboolean               descending,
                                           guint                 *n_ids);
guint          vas_column_data_count      (const VasColumnData   *self,
                                           const VasFilter       *filter);
GArray        *vas_column_data_group      (const VasColumnData   *self,
                                           const VasFilter       *filter,
                                           const char            *by,
                                           const char            *sum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasColumnData, vas_column_data_free)

G_END_DECLS
