/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/*
 * What the shop is told of each row of the trail, and of the whole where it begins: NDJSON, ["<kind>", {…}] a line
 * (doc/protocol.md, “The shop's feed”).
 */

gboolean  vas_shop_feed_read   (VasSql   *sql,
                                gint64    after,
                                gsize     max_bytes,
                                guint     max_rows,
                                GString  *lines,
                                gint64   *through,
                                GError  **error);
gboolean  vas_shop_feed_begin  (VasSql   *sql,
                                gint64    now,
                                GString  *lines,
                                GError  **error);

G_END_DECLS
