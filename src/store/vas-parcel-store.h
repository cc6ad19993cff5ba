/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

gboolean   vas_parcel_find_number     (VasSql      *sql,
                                       const char  *parcel_key,
                                       char       **number,
                                       GError     **error);
GPtrArray *vas_one_clerk_list         (VasSql      *sql,
                                       gint64       since,
                                       guint        limit,
                                       GError     **error);

G_END_DECLS
