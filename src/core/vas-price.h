/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-money.h"

G_BEGIN_DECLS

#define VAS_TYPE_PRICE (vas_price_get_type ())
G_DECLARE_FINAL_TYPE (VasPrice, vas_price, VAS, PRICE, VasEntity)

/**
 * VasPrice:
 *
 * The price of a plan over a half-open interval of time (R3).
 */
struct _VasPrice
{
  VasEntity  parent_instance;

  char     *plan_key;
  VasMoney  amount;
  gint64    starts_at;
  gint64    ends_at;                /* first instant it is no longer in force */
  char     *author_key;             /* who drafted it */
  char     *approver_key;           /* who approved it (R4) */
};

G_END_DECLS
