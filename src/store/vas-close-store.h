/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-money.h"
#include "vas-sql.h"
#include "vas-time.h"

G_BEGIN_DECLS

/**
 * VasStockDay:
 * @opening: sheets left when the day began
 * @received: sheets received during it
 * @issued: sheets issued during it and not voided again, red-letter ones included
 * @voided: sheets voided during it whose paper was blank when it began
 * @remaining: sheets left at its end, bound ones included: opening + received − issued − voided
 * @blue: fen of the fapiao issued during it
 * @void_amount: fen of the issued fapiao voided during it
 * @red: fen of the fapiao reversed during it
 *
 * The paper of a point over a day, or another span of time.
 */
typedef struct {
  gint64   opening;
  gint64   received;
  gint64   issued;
  gint64   voided;
  gint64   remaining;
  VasMoney blue;
  VasMoney void_amount;
  VasMoney red;
} VasStockDay;

/**
 * VasStockTotals: fapiao and fen by what became of them: blue by the date on the sheet, void and red by the moment.
 */
typedef struct {
  gint64   n_blue;
  VasMoney blue;
  gint64   n_void;
  VasMoney void_amount;
  gint64   n_red;
  VasMoney red;
} VasStockTotals;

/**
 * VasOpenItem:
 * @kind: "photo-missing", "without-place", "bound" or "case-open"
 * @case_number: (nullable): number of the request
 * @fapiao: (nullable): code and number of the sheet
 * @key: of the sheet, or of the request where there is no sheet
 *
 * What an evening close leaves open.
 */
typedef struct {
  const char *kind;
  char       *case_number;
  char       *fapiao;
  char       *key;
} VasOpenItem;

void vas_open_item_free (VasOpenItem *self);
const char *vas_open_item_describe (const VasOpenItem *self);

gboolean   vas_close_figures    (VasSql           *sql,
                                 const char       *point,
                                 gint64            from,
                                 gint64            to,
                                 VasStockDay      *day,
                                 GError          **error);
gboolean   vas_close_totals     (VasSql           *sql,
                                 const char       *point,
                                 gint32            first,
                                 gint32            last,
                                 VasStockTotals   *totals,
                                 GError          **error);
GPtrArray *vas_close_open_items (VasSql           *sql,
                                 const char       *point,
                                 gint64            from,
                                 GError          **error);

G_END_DECLS
