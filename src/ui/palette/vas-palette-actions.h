/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-palette.h"

G_BEGIN_DECLS

void vas_palette_add_actions (VasPalette     *self,
                              GtkApplication *application,
                              VasDesk        *desk);

G_END_DECLS
