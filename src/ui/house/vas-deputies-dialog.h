/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-form.h"

G_BEGIN_DECLS

/**
 * VasDeputiesDialog:
 *
 * Who stands in for whom, from when to when, with which roles (R30); naming a deputy and ending one.
 */
#define VAS_TYPE_DEPUTIES_DIALOG (vas_deputies_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasDeputiesDialog, vas_deputies_dialog, VAS, DEPUTIES_DIALOG, AdwWindow)

GtkWidget *vas_deputies_dialog_new      (VasDesk           *desk,
                                         GtkWindow         *parent);
VasForm   *vas_deputies_dialog_get_form (VasDeputiesDialog *self);
guint      vas_deputies_dialog_get_n    (VasDeputiesDialog *self);
void       vas_deputies_dialog_end      (VasDeputiesDialog *self,
                                         guint              place);

G_END_DECLS
