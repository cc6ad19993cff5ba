/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-money.h"

G_BEGIN_DECLS

#define VAS_TYPE_DAY_CLOSE (vas_day_close_get_type ())
G_DECLARE_FINAL_TYPE (VasDayClose, vas_day_close, VAS, DAY_CLOSE, VasEntity)

/**
 * VasDayClose:
 *
 * An evening close: the count of paper, and who took over (R20).
 */
struct _VasDayClose
{
  VasEntity  parent_instance;

  char     *point;
  gint32    day;
  gint64    opening;                /* sheets blank at the start */
  gint64    received;
  gint64    issued;
  gint64    voided;
  gint64    remaining;
  gint64    counted;                /* sheets counted by hand */
  VasMoney  blue;                   /* total issued */
  VasMoney  void_amount;
  VasMoney  red;
  char     *open_items;             /* JSON list of unfinished cases and paper */
  char     *closed_by;
  char     *taken_by;
  gint64    taken_at;
};

G_END_DECLS
