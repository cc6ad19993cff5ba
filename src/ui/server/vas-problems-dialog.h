/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-problem-card.h"

G_BEGIN_DECLS

/**
 * VasProblemsDialog:
 *
 * What the server refused, for its author to see: each stays until it is laid aside, or asked for again over the records as they are now.
 */
#define VAS_TYPE_PROBLEMS_DIALOG (vas_problems_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasProblemsDialog, vas_problems_dialog, VAS, PROBLEMS_DIALOG, AdwWindow)

GtkWidget      *vas_problems_dialog_new      (VasDesk           *desk,
                                              GtkWindow         *parent);
guint           vas_problems_dialog_get_n    (VasProblemsDialog *self);
VasProblemCard *vas_problems_dialog_get_card (VasProblemsDialog *self,
                                              guint              place);

G_END_DECLS
