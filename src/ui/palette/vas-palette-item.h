/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VasPaletteItem:
 *
 * A line of the palette: what it says, and the action that choosing it activates. Properties: `title`, `subtitle`,
 * `icon-name`, `keys` (as shown, "" where it has none).
 */
#define VAS_TYPE_PALETTE_ITEM (vas_palette_item_get_type ())
G_DECLARE_FINAL_TYPE (VasPaletteItem, vas_palette_item, VAS, PALETTE_ITEM, GObject)

VasPaletteItem *vas_palette_item_new          (const char     *title,
                                               const char     *icon_name,
                                               const char     *action,
                                               GVariant       *target);
void            vas_palette_item_add_words    (VasPaletteItem *self,
                                               const char     *words);
void            vas_palette_item_set_subtitle (VasPaletteItem *self,
                                               const char     *subtitle);
void            vas_palette_item_set_keys     (VasPaletteItem *self,
                                               const char     *keys);
void            vas_palette_item_set_accel    (VasPaletteItem *self,
                                               const char     *accelerator);
void            vas_palette_item_set_widget   (VasPaletteItem *self,
                                               GtkWidget      *widget);
const char     *vas_palette_item_get_title    (VasPaletteItem *self);
const char     *vas_palette_item_get_action   (VasPaletteItem *self);
int             vas_palette_item_match        (VasPaletteItem *self,
                                               const char     *text);
void            vas_palette_item_activate     (VasPaletteItem *self,
                                               GtkWidget      *window);

G_END_DECLS
