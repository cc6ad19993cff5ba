/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-columns.h"
#include "vas-filter.h"
#include "vas-sql-source.h"

G_BEGIN_DECLS

#define VAS_TYPE_TABLE_SOURCE (vas_table_source_get_type ())
G_DECLARE_FINAL_TYPE (VasTableSource, vas_table_source, VAS, TABLE_SOURCE, VasSqlSource)

VasTableSource *vas_table_source_new        (VasStore       *store,
                                             GType           type,
                                             const char     *order_by,
                                             gboolean        descending);
void            vas_table_source_set_columns
                                            (VasTableSource *self,
                                             VasColumns     *columns);
void            vas_table_source_set_filter (VasTableSource *self,
                                             VasFilter      *filter);
void            vas_table_source_set_order  (VasTableSource *self,
                                             const char     *order_by,
                                             gboolean        descending);

G_END_DECLS
