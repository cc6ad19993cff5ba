/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vas-row.h"

G_BEGIN_DECLS

#define VAS_TYPE_TRAIL_CELL (vas_trail_cell_get_type ())
G_DECLARE_FINAL_TYPE (VasTrailCell, vas_trail_cell, VAS, TRAIL_CELL, AdwBin)

GtkWidget *vas_trail_cell_new     (void);
void       vas_trail_cell_set_row (VasTrailCell *self,
                                   VasRow       *row);

G_END_DECLS
