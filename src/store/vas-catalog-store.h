/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-price.h"
#include "vas-sql.h"
#include "vas-terms.h"

G_BEGIN_DECLS

/* What was in force at an instant, and what was used of an order. */

gboolean  vas_price_find_at      (VasSql       *sql,
                                  const char   *plan_key,
                                  gint64        at,
                                  VasPrice    **price,
                                  GError      **error);
gboolean  vas_terms_find_at      (VasSql       *sql,
                                  gint64        at,
                                  VasTerms    **terms,
                                  GError      **error);
gboolean  vas_service_use_count  (VasSql       *sql,
                                  const char   *order_key,
                                  gint64       *uses,
                                  GError      **error);

G_END_DECLS
