/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-request.h"

G_BEGIN_DECLS

/**
 * VasBatchDialog:
 *
 * What came of one act on several requests, where it was not simply done: what a rule asks is shown one by one and confirmed
 * for that request or left out, what was refused stands there with its reason.
 */
#define VAS_TYPE_BATCH_DIALOG (vas_batch_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasBatchDialog, vas_batch_dialog, VAS, BATCH_DIALOG, AdwWindow)

GtkWidget  *vas_batch_dialog_new       (VasDesk        *desk,
                                        GtkWindow      *parent,
                                        const char     *title,
                                        const char     *confirm);
void        vas_batch_dialog_add       (VasBatchDialog *self,
                                        VasRequest     *request,
                                        VasCommand     *command,
                                        VasReceipt     *receipt);
void        vas_batch_dialog_start     (VasBatchDialog *self,
                                        guint           n_done);
void        vas_batch_dialog_confirm   (VasBatchDialog *self);
void        vas_batch_dialog_leave_out (VasBatchDialog *self);
GtkListBox *vas_batch_dialog_get_list  (VasBatchDialog *self);
gboolean    vas_batch_dialog_is_asking (VasBatchDialog *self);

G_END_DECLS
