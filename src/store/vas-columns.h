/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-column-table.h"
#include "vas-store.h"

G_BEGIN_DECLS

#define VAS_TYPE_COLUMNS (vas_columns_get_type ())
G_DECLARE_FINAL_TYPE (VasColumns, vas_columns, VAS, COLUMNS, GObject)

VasColumns     *vas_columns_new       (VasStore            *store,
                                       GType                type,
                                       const char * const  *names);
VasColumnTable *vas_columns_get_table (VasColumns          *self);
gboolean        vas_columns_is_ready  (VasColumns          *self);

G_END_DECLS
