/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-form.h"

G_BEGIN_DECLS

/**
 * VasReturnDialog:
 *
 * The return of the fapiao of one request (R21), from the first sheet that comes back to the open gate of the refund.
 */
#define VAS_TYPE_RETURN_DIALOG (vas_return_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasReturnDialog, vas_return_dialog, VAS, RETURN_DIALOG, AdwWindow)

GtkWidget  *vas_return_dialog_new      (VasDesk         *desk,
                                        GtkWindow       *parent,
                                        const char      *request_key);
const char *vas_return_dialog_get_key  (VasReturnDialog *self);
VasForm    *vas_return_dialog_get_form (VasReturnDialog *self,
                                        const char      *command);
const char *vas_return_dialog_get_gate (VasReturnDialog *self);
void        vas_return_dialog_scan     (VasReturnDialog *self,
                                        const char      *qr_text);

G_END_DECLS
