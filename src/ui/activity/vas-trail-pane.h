/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

#define VAS_TYPE_TRAIL_PANE (vas_trail_pane_get_type ())
G_DECLARE_FINAL_TYPE (VasTrailPane, vas_trail_pane, VAS, TRAIL_PANE, AdwBin)

void vas_trail_pane_set_desk (VasTrailPane *self,
                              VasDesk      *desk);
void vas_trail_pane_search   (VasTrailPane *self,
                              const char   *text);

G_END_DECLS
