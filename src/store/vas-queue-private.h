/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-queue.h"

G_BEGIN_DECLS

/* A search puts these parameters after $3, and a table `hit` of request keys before the statement. */
#define VAS_QUEUE_SEARCH_N 6
#define VAS_QUEUE_SEARCH_GIVEN ", $4, $5, $6, $7, $8, $9"
extern const char vas_queue_search_hits[];

gboolean vas_queue_search_bind (VasSql        *sql,
                                const char    *search,
                                VasStatement  *statement,
                                guint          place,
                                GError       **error);

G_END_DECLS
