/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VasBanner:
 *
 * A strip with one sentence for what lasts (demo data, records that cannot be written), with a button where something can be
 * done about it. Properties: `title`, `icon-name`, `button-label` ("" hides the button), `revealed`.
 * Signal: `button-clicked`.
 */
#define VAS_TYPE_BANNER (vas_banner_get_type ())
G_DECLARE_FINAL_TYPE (VasBanner, vas_banner, VAS, BANNER, AdwBin)

GtkWidget *vas_banner_new          (const char *title);
void       vas_banner_set_title    (VasBanner  *self,
                                    const char *title);
void       vas_banner_set_revealed (VasBanner  *self,
                                    gboolean    revealed);

G_END_DECLS
