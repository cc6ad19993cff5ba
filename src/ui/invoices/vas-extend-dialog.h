/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasExtendDialog:
 *
 * Several terms extended at once (R19): one reason, and for each request a proposed date and notice that can be changed. Signal
 * `judged`: all were run, and each line says what came of it.
 */
#define VAS_TYPE_EXTEND_DIALOG (vas_extend_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasExtendDialog, vas_extend_dialog, VAS, EXTEND_DIALOG, AdwWindow)

GtkWidget  *vas_extend_dialog_new      (VasDesk         *desk,
                                        GtkWindow       *parent,
                                        GPtrArray       *keys);
GtkListBox *vas_extend_dialog_get_list (VasExtendDialog *self);
void        vas_extend_dialog_run      (VasExtendDialog *self);

G_END_DECLS
