/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

gboolean vas_migrate           (VasSql  *sql,
                                GError **error);
gboolean vas_migrate_check     (VasSql  *sql,
                                gint64  *version,
                                GError **error);
gint64   vas_migrate_get_known (void);

G_END_DECLS
