/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

GPtrArray *vas_blob_queue_list (VasSql      *sql,
                                const char  *directory,
                                GError     **error);
gboolean   vas_blob_queue_drop_locked (VasSql      *sql,
                                       const char  *directory,
                                       GError     **error);
gboolean   vas_blob_queue_note (const char  *directory,
                                const char  *epoch,
                                const char  *hash,
                                GError     **error);

G_END_DECLS
