/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-reasons.h"

G_BEGIN_DECLS

/**
 * VasReasonsDialog:
 *
 * The house's own reasons for a rejection and for an extension, in the order of their numbers. Everybody may look; a supervisor or
 * an administrator changes them. Each list that was changed is saved as one command, which can be undone.
 */
#define VAS_TYPE_REASONS_DIALOG (vas_reasons_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasReasonsDialog, vas_reasons_dialog, VAS, REASONS_DIALOG, AdwWindow)

GtkWidget *vas_reasons_dialog_new        (VasDesk          *desk,
                                          GtkWindow        *parent);
gboolean   vas_reasons_dialog_is_loaded  (VasReasonsDialog *self);
char      *vas_reasons_dialog_get_list   (VasReasonsDialog *self,
                                          VasReasonKind     kind);
GtkWidget *vas_reasons_dialog_get_row    (VasReasonsDialog *self,
                                          VasReasonKind     kind,
                                          guint             place);
GtkWidget *vas_reasons_dialog_get_button (VasReasonsDialog *self);

G_END_DECLS
