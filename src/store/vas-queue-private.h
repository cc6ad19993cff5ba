/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-queue.h"

G_BEGIN_DECLS

/* A search puts these parameters after $3, a table `hit` of request ids before the statement, and a condition into it. */
#define VAS_QUEUE_SEARCH_N 6
#define VAS_QUEUE_SEARCH_GIVEN ", $4, $5, $6, $7, $8, $9"
extern const char vas_queue_search_hits[];
extern const char vas_queue_search_condition[];

gboolean vas_queue_search_bind (VasSql        *sql,
                                const char    *search,
                                VasStatement  *statement,
                                guint          place,
                                GError       **error);

G_END_DECLS
