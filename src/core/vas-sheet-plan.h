/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-money.h"

G_BEGIN_DECLS

/** VAS_SHEET_LIMIT: the most that one sheet takes, tax included, where no setting says otherwise: ¥99,999.99. */
#define VAS_SHEET_LIMIT G_GINT64_CONSTANT (9999999)

/** VAS_SHEET_LINES: the most lines of one sheet where no setting says otherwise. */
#define VAS_SHEET_LINES 8

/**
 * VasSheetItem:
 * @amount: fen with tax that are to stand on sheets; nothing or less is left out
 * @rate: its tax rate
 *
 * What is to be printed of one share of a request.
 */
typedef struct {
  VasMoney amount;
  VasRate  rate;
} VasSheetItem;

/**
 * VasSheetLine:
 * @item: place of the item that it is of, or is a part of
 *
 * A line of a sheet, its tax split (R23).
 */
typedef struct {
  guint    item;
  VasMoney gross;
  VasMoney net;
  VasMoney tax;
} VasSheetLine;

/**
 * VasSheet:
 * @lines: (element-type VasSheetLine): at least one
 *
 * A sheet to be printed. Its totals are the sums of its lines.
 */
typedef struct {
  GArray  *lines;
  VasMoney gross;
  VasMoney net;
  VasMoney tax;
} VasSheet;

void       vas_sheet_free (VasSheet           *self);
GPtrArray *vas_sheet_plan (const VasSheetItem *items,
                           gsize               n_items,
                           VasMoney            limit,
                           guint               max_lines);

G_END_DECLS
