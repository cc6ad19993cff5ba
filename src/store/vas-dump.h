/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

gboolean vas_dump_write (VasSql      *sql,
                         const char  *uri,
                         const char  *path,
                         GError     **error);

gboolean vas_dump_restore (const char  *uri,
                           const char  *path,
                           GError     **error);

G_END_DECLS
