/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-price.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

/* R3: the prices of a plan follow each other without overlap and without a hole. */

VasPrice *vas_prices_find_at         (GPtrArray   *prices,
                                      gint64       at);
VasPrice *vas_prices_find_before     (GPtrArray   *prices,
                                      gint64       ends_at);
void      vas_rule_price_fits        (GPtrArray   *prices,
                                      gint64       starts_at,
                                      gint64       ends_at,
                                      const char  *plan_name,
                                      VasVerdict  *verdict);
void      vas_rule_price_withdrawn   (GPtrArray   *prices,
                                      gint64       starts_at,
                                      gint64       ends_at,
                                      const char  *plan_name,
                                      VasVerdict  *verdict);

G_END_DECLS
