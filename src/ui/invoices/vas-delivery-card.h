/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-card.h"

G_BEGIN_DECLS

/** VasDeliveryCard: to whom and how the fapiao goes, and its parcels. */
#define VAS_TYPE_DELIVERY_CARD (vas_delivery_card_get_type ())
G_DECLARE_FINAL_TYPE (VasDeliveryCard, vas_delivery_card, VAS, DELIVERY_CARD, VasCaseCard)

G_END_DECLS
