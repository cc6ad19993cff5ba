/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vas-refused-command.h"

G_BEGIN_DECLS

/**
 * VasProblemCard:
 *
 * One refused command: what I asked, why not, what it is now. Signals: `again`, `lay-aside`.
 */
#define VAS_TYPE_PROBLEM_CARD (vas_problem_card_get_type ())
G_DECLARE_FINAL_TYPE (VasProblemCard, vas_problem_card, VAS, PROBLEM_CARD, AdwBin)

GtkWidget  *vas_problem_card_new         (VasProblem     *problem);
VasProblem *vas_problem_card_get_problem (VasProblemCard *self);
void        vas_problem_card_set_busy    (VasProblemCard *self,
                                          gboolean        busy);
void        vas_problem_card_set_error   (VasProblemCard *self,
                                          const char     *error);
const char *vas_problem_card_get_error   (VasProblemCard *self);
const char *vas_problem_card_get_now     (VasProblemCard *self);

G_END_DECLS
