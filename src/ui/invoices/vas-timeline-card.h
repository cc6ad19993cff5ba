/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-card.h"

G_BEGIN_DECLS

/** VasTimelineCard: what was done with the case, by whom and when, and what the user was told. */
#define VAS_TYPE_TIMELINE_CARD (vas_timeline_card_get_type ())
G_DECLARE_FINAL_TYPE (VasTimelineCard, vas_timeline_card, VAS, TIMELINE_CARD, VasCaseCard)

G_END_DECLS
