/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-finding.h"

#include <adwaita.h>

#include "vas-finding-text.h"

G_BEGIN_DECLS

/** VasVerdictRow: one rule: icon, what was judged, what it says, clause. */
#define VAS_TYPE_VERDICT_ROW (vas_verdict_row_get_type ())
G_DECLARE_FINAL_TYPE (VasVerdictRow, vas_verdict_row, VAS, VERDICT_ROW, AdwBin)

GtkWidget *vas_verdict_row_new       (VasFinding    *finding);
void       vas_verdict_row_show      (VasVerdictRow *self,
                                      VasFinding    *finding);
void       vas_verdict_row_set_armed (VasVerdictRow *self,
                                      const char    *how);

G_END_DECLS
