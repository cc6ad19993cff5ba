/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vas-palette-source.h"

G_BEGIN_DECLS

/**
 * VasPalette:
 *
 * A field and what fits what is typed there: actions with their keys, and whatever the sources know. Enter does the first.
 */
#define VAS_TYPE_PALETTE (vas_palette_get_type ())
G_DECLARE_FINAL_TYPE (VasPalette, vas_palette, VAS, PALETTE, AdwWindow)

VasPalette *vas_palette_new        (GtkWindow        *parent);
void        vas_palette_add_item   (VasPalette       *self,
                                    VasPaletteItem   *item);
void        vas_palette_search     (VasPalette       *self,
                                    const char       *text);
void        vas_palette_add_source (VasPalette       *self,
                                    VasPaletteSource *source);

G_END_DECLS
