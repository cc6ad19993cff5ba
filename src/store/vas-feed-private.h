/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-feed.h"

G_BEGIN_DECLS

/* What the feed and a snapshot of everything share: the line of a row of the trail. */
void vas_feed_append_row (GString         *lines,
                          const VasLogRow *row,
                          JsonNode        *subjects);

G_END_DECLS
