/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VasTablePrint:
 *
 * A table on paper: a heading, columns by weight, rows that wrap and are never torn by a page's end, the heading of the columns on
 * each page, page n of m at the foot, lines to sign on below the last row. The printer and the PDF are drawn by the same code.
 */
#define VAS_TYPE_TABLE_PRINT (vas_table_print_get_type ())
G_DECLARE_FINAL_TYPE (VasTablePrint, vas_table_print, VAS, TABLE_PRINT, GObject)

VasTablePrint *vas_table_print_new        (const char          *title,
                                           const char          *subtitle);
void           vas_table_print_add_column (VasTablePrint       *self,
                                           const char          *title,
                                           guint                weight,
                                           gboolean             to_the_right);
void           vas_table_print_add_row    (VasTablePrint       *self,
                                           const char * const  *cells);
void           vas_table_print_add_signature (VasTablePrint    *self,
                                           const char          *who);
gboolean       vas_table_print_run        (VasTablePrint       *self,
                                           GtkWindow           *parent,
                                           GError             **error);
gboolean       vas_table_print_export     (VasTablePrint       *self,
                                           const char          *path,
                                           GError             **error);
guint          vas_table_print_get_n_pages (VasTablePrint      *self);

G_END_DECLS
