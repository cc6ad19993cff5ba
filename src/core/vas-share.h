/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-money.h"

G_BEGIN_DECLS

#define VAS_TYPE_SHARE (vas_share_get_type ())
G_DECLARE_FINAL_TYPE (VasShare, vas_share, VAS, SHARE, VasEntity)

/**
 * VasShare:
 *
 * The share of one order in an invoice request, to the fen (R15), beside what the caller stated (R13).
 */
struct _VasShare
{
  VasEntity  parent_instance;

  char     *request_key;
  char     *order_key;
  gint64    position;
  VasMoney  amount;
  char     *stated_order;           /* last four digits or service, as stated */
  char     *stated_service;
  VasMoney  stated_amount;
  gboolean  live;                   /* counts against what was paid */
};

G_END_DECLS
