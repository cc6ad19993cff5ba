/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasRequestDialog:
 *
 * The form of an invoice request: a new one by telephone, the correction of one before issue, or a new one that corrects
 * one that was rejected. Emits `entered (key)` when a request was saved.
 */
#define VAS_TYPE_REQUEST_DIALOG (vas_request_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasRequestDialog, vas_request_dialog, VAS, REQUEST_DIALOG, AdwWindow)

GtkWidget *vas_request_dialog_new      (VasDesk   *desk,
                                        GtkWindow *parent);
GtkWidget *vas_request_dialog_new_for_account
                                       (VasDesk    *desk,
                                        GtkWindow  *parent,
                                        const char *account_key);
GtkWidget *vas_request_dialog_new_for  (VasDesk   *desk,
                                        GtkWindow *parent,
                                        VasCase   *vas_case);

G_END_DECLS
