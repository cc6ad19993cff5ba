/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-card.h"

G_BEGIN_DECLS

/** VasOrdersCard: the orders of the case, what was stated beside what is recorded, and how much of each may still be invoiced. */
#define VAS_TYPE_ORDERS_CARD (vas_orders_card_get_type ())
G_DECLARE_FINAL_TYPE (VasOrdersCard, vas_orders_card, VAS, ORDERS_CARD, VasCaseCard)

G_END_DECLS
