/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "vas-entity.h"
#include "vas-journal.h"
#include "vas-scope.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/*
 * The feed: what a backend tells its desks of each row of its trail. NDJSON: a line ["command", {…}] for the row itself, then
 * ["<table>", {…}] for each record as it is after it, and ["gone", "<table>", "<key>"] for each that is there no more.
 */

gboolean   vas_feed_begin   (VasSql           *sql,
                             const char       *command_id,
                             gboolean         *on,
                             GError          **error);
gboolean   vas_feed_foresee (VasSql           *sql,
                             GError          **error);
char      *vas_feed_collect (VasSql           *sql,
                             const char       *command_id,
                             gint64            now,
                             GError          **error);
gboolean   vas_feed_keep    (VasSql           *sql,
                             gint64            seq,
                             GPtrArray        *subjects,
                             const char       *changes,
                             GError          **error);
gboolean   vas_feed_read    (VasSql           *sql,
                             gint64            after,
                             gsize             max_bytes,
                             GString          *lines,
                             gint64           *through,
                             GError          **error);
JsonNode  *vas_feed_encode  (VasEntity        *entity);
char      *vas_feed_digest  (VasSql           *sql,
                             GType             type,
                             guint64          *n,
                             GError          **error);
char      *vas_feed_digest_within
                            (VasSql           *sql,
                             GType             type,
                             const VasScope   *scope,
                             guint64          *n,
                             GError          **error);

G_END_DECLS
