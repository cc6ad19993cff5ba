/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"
#include "vas-stock.h"

G_BEGIN_DECLS

/**
 * VasStockRange:
 * @stock: the range; who holds it is its `received_by`
 * @total: sheets in it
 * @bound: of these bound to cases and not issued
 * @issued: of these issued, reversed ones and red-letter fapiao included
 * @voided: of these voided
 * @left: of these blank and free
 * @next: (nullable): the lowest number that is left
 * @holder: (nullable): name of who holds it; NULL where no staff member does
 * @giver: (nullable): name of who handed it over
 *
 * A range of fapiao paper as it stands (R20): bound + issued + voided + left = total.
 */
typedef struct {
  VasStock *stock;
  gint64    total;
  gint64    bound;
  gint64    issued;
  gint64    voided;
  gint64    left;
  char     *next;
  char     *holder;
  char     *giver;
} VasStockRange;

void       vas_stock_range_free (VasStockRange *self);
GPtrArray *vas_stock_ranges     (VasSql        *sql,
                                 const char    *point,
                                 GError       **error);

G_END_DECLS
