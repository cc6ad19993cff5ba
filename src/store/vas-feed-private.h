/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-feed.h"

G_BEGIN_DECLS

/* @text: of a record, as JSON without its end. */
typedef gboolean (*VasFeedFunc) (const char  *text,
                                 gpointer     data,
                                 GError     **error);

char    *vas_feed_walk           (VasSql           *sql,
                                  GType             type,
                                  const VasScope   *scope,
                                  VasFeedFunc       func,
                                  gpointer          data,
                                  guint64          *n,
                                  GError          **error);

/* @line: (transfer full): as JSON, with its end. */
void     vas_feed_append_line    (GString          *lines,
                                  JsonArray        *line);

/* What the feed and a snapshot of everything share: the line of a row of the trail. */
void     vas_feed_append_row     (GString          *lines,
                                  const VasLogRow  *row,
                                  JsonNode         *subjects);

/* Lines as they are kept, with the personal values that desks may hold now. */
gboolean vas_feed_append_changes (VasSql           *sql,
                                  GString          *lines,
                                  const char       *changes,
                                  GError          **error);

G_END_DECLS
