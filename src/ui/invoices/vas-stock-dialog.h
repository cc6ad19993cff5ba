/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-table-print.h"

G_BEGIN_DECLS

/**
 * VasStockDialog:
 *
 * The fapiao paper of every issuing point (R20): its ranges, who holds each, how many sheets are left, bound, issued and void. Paper
 * is received, taken over and counted from here, and the list is printed. Signal `case-opened (request_key)`: somebody wants to
 * see a case that the evening close names.
 */
#define VAS_TYPE_STOCK_DIALOG (vas_stock_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasStockDialog, vas_stock_dialog, VAS, STOCK_DIALOG, AdwWindow)

GtkWidget     *vas_stock_dialog_new       (VasDesk        *desk,
                                           GtkWindow      *parent);
gboolean       vas_stock_dialog_is_loaded (VasStockDialog *self);
VasTablePrint *vas_stock_dialog_make_print (VasStockDialog *self);

G_END_DECLS
