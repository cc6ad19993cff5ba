/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

#define VAS_TYPE_STOCK (vas_stock_get_type ())
G_DECLARE_FINAL_TYPE (VasStock, vas_stock, VAS, STOCK, VasEntity)

/**
 * VasStock:
 *
 * A range of blank fapiao paper at an issuing point, 发票领用 (R20).
 */
struct _VasStock
{
  VasEntity  parent_instance;

  char     *point;                  /* issuing point */
  char     *kind;                   /* as in the QR code: 04 is paper ordinary */
  char     *code;
  char     *first_number;
  char     *last_number;
  gint64    received_at;
  char     *received_by;            /* who holds it now: the receiver, or the one who took it over last */
  char     *handed_by;              /* the other of the two people: who held it before */
};

G_END_DECLS
