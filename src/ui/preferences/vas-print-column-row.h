/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vas-print-column.h"

G_BEGIN_DECLS

/**
 * VasPrintColumnRow:
 *
 * A column of the print list in the preferences. Signal: `move (int by)`: up with -1, down with 1.
 */
#define VAS_TYPE_PRINT_COLUMN_ROW (vas_print_column_row_get_type ())
G_DECLARE_FINAL_TYPE (VasPrintColumnRow, vas_print_column_row, VAS, PRINT_COLUMN_ROW, AdwEntryRow)

GtkWidget      *vas_print_column_row_new        (VasPrintColumn    *column);
VasPrintColumn *vas_print_column_row_get_column (VasPrintColumnRow *self);
void            vas_print_column_row_set_ends   (VasPrintColumnRow *self,
                                                 gboolean           first,
                                                 gboolean           last);
void            vas_print_column_row_focus_move (VasPrintColumnRow *self,
                                                 int                by);

G_END_DECLS
