/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasPrintDialog:
 *
 * Approved cases leave for the tax-control program: chosen, bound to the next numbers of the paper, written to a file, and
 * then shown in the order of the paper with keys that copy what is typed there (R20).
 */
#define VAS_TYPE_PRINT_DIALOG (vas_print_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasPrintDialog, vas_print_dialog, VAS, PRINT_DIALOG, AdwWindow)

GtkWidget *vas_print_dialog_new (VasDesk   *desk,
                                 GtkWindow *parent);

G_END_DECLS
