/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-card.h"

G_BEGIN_DECLS

/** VasFapiaoCard: the sheets of the case: bound, issued, voided; amount without tax and tax before that. */
#define VAS_TYPE_FAPIAO_CARD (vas_fapiao_card_get_type ())
G_DECLARE_FINAL_TYPE (VasFapiaoCard, vas_fapiao_card, VAS, FAPIAO_CARD, VasCaseCard)

G_END_DECLS
