/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-card.h"

G_BEGIN_DECLS

/** VasVerdictCard: what every rule says of the case, with its figures and clause. */
#define VAS_TYPE_VERDICT_CARD (vas_verdict_card_get_type ())
G_DECLARE_FINAL_TYPE (VasVerdictCard, vas_verdict_card, VAS, VERDICT_CARD, VasCaseCard)

char *vas_verdict_card_get_sentence (VasVerdictCard *self);

G_END_DECLS
