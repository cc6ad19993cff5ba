/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"

#include <adwaita.h>

#include "vas-cap-meter.h"

G_BEGIN_DECLS

/** VasOrderRow: one order of a case with its cap meter. */
#define VAS_TYPE_ORDER_ROW (vas_order_row_get_type ())
G_DECLARE_FINAL_TYPE (VasOrderRow, vas_order_row, VAS, ORDER_ROW, AdwBin)

void vas_order_row_show (VasOrderRow  *self,
                         VasCaseOrder *item);

G_END_DECLS
