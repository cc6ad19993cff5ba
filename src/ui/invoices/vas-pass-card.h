/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-card.h"
#include "vas-pass-form.h"

G_BEGIN_DECLS

/** VasPassCard: the card of the second pass, with its form; hidden before the approval and when the case is done. */
#define VAS_TYPE_PASS_CARD (vas_pass_card_get_type ())
G_DECLARE_FINAL_TYPE (VasPassCard, vas_pass_card, VAS, PASS_CARD, VasCaseCard)

VasPassForm *vas_pass_card_get_form (VasPassCard *self);

G_END_DECLS
