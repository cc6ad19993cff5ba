/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-order.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/* What the clock brings: records whose term may have ended. */

GPtrArray *vas_due_unpaid_orders (VasSql   *sql,
                                  gint64    made_before,
                                  guint     limit,
                                  GError  **error);
GPtrArray *vas_due_ended_orders  (VasSql   *sql,
                                  gint32    today,
                                  guint     limit,
                                  GError  **error);
GPtrArray *vas_due_abuse         (VasSql   *sql,
                                  gint64    since,
                                  gint64    limit,
                                  guint     most,
                                  GError  **error);
GPtrArray *vas_due_never_paid    (VasSql      *sql,
                                  const char  *account_key,
                                  gint64       since,
                                  GError     **error);
gboolean   vas_due_count_orders  (VasSql      *sql,
                                  const char  *account_key,
                                  gint64       since,
                                  gint64      *unpaid,
                                  gint64      *paid,
                                  GError     **error);

G_END_DECLS
