/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vas-account.h"

G_BEGIN_DECLS

#define VAS_TYPE_HIT_ROW (vas_hit_row_get_type ())
G_DECLARE_FINAL_TYPE (VasHitRow, vas_hit_row, VAS, HIT_ROW, AdwPreferencesRow)

GtkWidget *vas_hit_row_new  (void);
void       vas_hit_row_show (VasHitRow  *self,
                             VasAccount *account);

G_END_DECLS
