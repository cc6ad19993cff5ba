/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-queue.h"

G_BEGIN_DECLS

/* A search puts these parameters after $3, a table `hit` of request ids before the statement, and a condition into it. */
#define VAS_QUEUE_SEARCH_N 6
#define VAS_QUEUE_SEARCH_GIVEN ", $4, $5, $6, $7, $8, $9"
extern const char vas_queue_search_hits[];
extern const char vas_queue_search_condition[];

void     vas_queue_search_get_words (const char  *search,
                                     char       **lower,
                                     char       **upper);
gboolean vas_queue_search_bind (VasSql        *sql,
                                const char    *search,
                                VasStatement  *statement,
                                guint          place,
                                GError       **error);

/* Statements of a search, bound: what it finds by other records, and what it finds that has ended, in the order of the queue. */
VasStatement *vas_queue_prepare_hits  (VasSql                  *sql,
                                       const VasQueueQuestion  *question,
                                       GError                 **error);
VasStatement *vas_queue_prepare_ended (VasSql                  *sql,
                                       const VasQueueQuestion  *question,
                                       guint                    limit,
                                       GError                 **error);

G_END_DECLS
