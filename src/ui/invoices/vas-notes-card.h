/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-card.h"

G_BEGIN_DECLS

/** VasNotesCard: notes and complaints on the request, its account and its orders. */
#define VAS_TYPE_NOTES_CARD (vas_notes_card_get_type ())
G_DECLARE_FINAL_TYPE (VasNotesCard, vas_notes_card, VAS, NOTES_CARD, VasCaseCard)

G_END_DECLS
