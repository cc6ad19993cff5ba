/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-pass-form.h"
#include "vas-verdict-card.h"

G_BEGIN_DECLS

/** VasCaseCards: all that there is to know of a case, one card below the other. */
#define VAS_TYPE_CASE_CARDS (vas_case_cards_get_type ())
G_DECLARE_FINAL_TYPE (VasCaseCards, vas_case_cards, VAS, CASE_CARDS, GtkBox)

void            vas_case_cards_show             (VasCaseCards *self,
                                                 VasCaseFile  *file);
VasVerdictCard *vas_case_cards_get_verdict_card (VasCaseCards *self);
VasPassForm    *vas_case_cards_get_pass_form    (VasCaseCards *self);

G_END_DECLS
