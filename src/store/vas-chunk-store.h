/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/* The chunks of snapshots on a server, for the daemons that did not make them. Inside the caller's transaction. */

gboolean vas_chunk_name   (VasSql      *sql,
                           const char  *hash,
                           gint64       now,
                           gboolean    *known,
                           GError     **error);
gboolean vas_chunk_keep   (VasSql      *sql,
                           const char  *hash,
                           GBytes      *bytes,
                           gint64       now,
                           GError     **error);
gboolean vas_chunk_get    (VasSql      *sql,
                           const char  *hash,
                           GBytes     **bytes,
                           GError     **error);
gboolean vas_chunk_forget (VasSql      *sql,
                           gint64       before,
                           GError     **error);

G_END_DECLS
