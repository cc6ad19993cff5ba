/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-intake.h"

G_BEGIN_DECLS

/**
 * VasOlderRow:
 *
 * The orders of a caller that this desk does not hold: looked for on the server when asked, and kept here. Emits `kept` when more of them
 * are here than before. Not visible where the records follow no server.
 */
#define VAS_TYPE_OLDER_ROW (vas_older_row_get_type ())
G_DECLARE_FINAL_TYPE (VasOlderRow, vas_older_row, VAS, OLDER_ROW, AdwActionRow)

void vas_older_row_set_caller (VasOlderRow *self,
                               VasDesk     *desk,
                               VasIntake   *intake);

G_END_DECLS
