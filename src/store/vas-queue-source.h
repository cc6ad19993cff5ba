/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-queue.h"
#include "vas-sql-source.h"

G_BEGIN_DECLS

#define VAS_TYPE_QUEUE_SOURCE (vas_queue_source_get_type ())
G_DECLARE_FINAL_TYPE (VasQueueSource, vas_queue_source, VAS, QUEUE_SOURCE, VasSqlSource)

VasQueueSource *vas_queue_source_new    (VasStore         *store,
                                         VasQueueQuestion *question);
void            vas_queue_source_ask    (VasQueueSource   *self,
                                         VasQueueQuestion *question,
                                         VasRowChange      change);

G_END_DECLS
