/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-problem-card.h"

G_BEGIN_DECLS

/**
 * VasProblemsPane:
 *
 * What the server refused, for its author to see: each stays until it is laid aside, or asked for again over the records as they are now.
 */
#define VAS_TYPE_PROBLEMS_PANE (vas_problems_pane_get_type ())
G_DECLARE_FINAL_TYPE (VasProblemsPane, vas_problems_pane, VAS, PROBLEMS_PANE, AdwBin)

void            vas_problems_pane_set_desk   (VasProblemsPane   *self,
                                              VasDesk           *desk);
guint           vas_problems_pane_get_n    (VasProblemsPane *self);
VasProblemCard *vas_problems_pane_get_card (VasProblemsPane *self,
                                              guint              place);

G_END_DECLS
