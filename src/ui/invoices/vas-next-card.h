/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-card.h"

G_BEGIN_DECLS

/**
 * VasNextCard:
 *
 * What happened to a case that left the usual way, and the acts that lead on: a parcel that came back (R22), a fapiao that is
 * being returned (R21). Hidden where the steps say it all.
 */
#define VAS_TYPE_NEXT_CARD (vas_next_card_get_type ())
G_DECLARE_FINAL_TYPE (VasNextCard, vas_next_card, VAS, NEXT_CARD, VasCaseCard)

G_END_DECLS
