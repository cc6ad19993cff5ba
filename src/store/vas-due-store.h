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

G_END_DECLS
