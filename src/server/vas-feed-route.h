/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"
#include "vas-replica-head.h"

G_BEGIN_DECLS

/**
 * VasCursor:
 * @epoch: of the records
 * @after: the last row of the trail that the desk holds
 * @scope: of how many months it holds orders; 0 is all of them; -1 where it does not say
 *
 * Where a desk stands, as the query of a request says.
 */
typedef struct {
  const char *epoch;
  gint64      after;
  gint64      scope;
} VasCursor;

gboolean vas_cursor_read      (VasHttpRequest   *request,
                               VasCursor        *cursor,
                               GError          **error);
gboolean vas_cursor_judge     (const VasCursor  *cursor,
                               const char       *epoch,
                               gint64            head,
                               GError          **error);

gboolean vas_cursor_judge_page (const VasCursor *self,
                               gint64            head,
                               gint64            through,
                               GError           *failed,
                               GError          **error);

void     vas_feed_prepend_head (GString         *lines,
                               const VasReplicaHead *head,
                               gint64            after,
                               gint64            through,
                               gint64            scope);
void     vas_feed_add_routes  (VasBackend       *backend);

G_END_DECLS
