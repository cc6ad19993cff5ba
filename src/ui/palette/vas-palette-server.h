/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-palette-source.h"
#include "vas-sync-scope.h"

G_BEGIN_DECLS

/** VasPaletteServer: what the palette finds on the server, of what this desk does not hold. */
#define VAS_TYPE_PALETTE_SERVER (vas_palette_server_get_type ())
G_DECLARE_FINAL_TYPE (VasPaletteServer, vas_palette_server, VAS, PALETTE_SERVER, GObject)

VasPaletteServer *vas_palette_server_new      (VasDesk      *desk,
                                               GtkWidget    *page);
char             *vas_server_hit_get_title    (const VasServerHit *hit);
char             *vas_server_hit_get_subtitle (const VasServerHit *hit);

G_END_DECLS
