/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-print-job.h"
#include "vas-table-print.h"

G_BEGIN_DECLS

/**
 * VasHandoverDialog:
 *
 * The parcels that went to the courier on a day (交接清单), for both to sign: on paper or as a PDF. Recipients are masked (R31), and
 * that the list left is recorded.
 */
#define VAS_TYPE_HANDOVER_DIALOG (vas_handover_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasHandoverDialog, vas_handover_dialog, VAS, HANDOVER_DIALOG, AdwWindow)

GtkWidget     *vas_handover_dialog_new           (VasDesk           *desk,
                                                  GtkWindow         *parent,
                                                  const char        *point,
                                                  gint32             day);
const char    *vas_handover_dialog_get_page      (VasHandoverDialog *self);
guint          vas_handover_dialog_get_n_parcels (VasHandoverDialog *self);
VasTablePrint *vas_handover_dialog_make_print    (VasHandoverDialog *self);
void           vas_handover_dialog_make_job      (VasHandoverDialog *self,
                                                  VasTablePrint     *print,
                                                  VasPrintJob       *job);

G_END_DECLS
