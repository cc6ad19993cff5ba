/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VasStartPage:
 *
 * What fills the window while there are no records to show: they are being opened or fetched, they cannot be opened, they are being
 * saved.
 * Its buttons activate `app.reopen`, `app.reopen-read-only` and `app.close-anyway`.
 */
#define VAS_TYPE_START_PAGE (vas_start_page_get_type ())
G_DECLARE_FINAL_TYPE (VasStartPage, vas_start_page, VAS, START_PAGE, AdwBin)

void       vas_start_page_show_opening     (VasStartPage *self);
void       vas_start_page_show_fetching    (VasStartPage *self,
                                            const char   *progress);
void       vas_start_page_show_saving      (VasStartPage *self);
void       vas_start_page_show_failure     (VasStartPage *self,
                                            const char   *directory,
                                            const GError *error);
void       vas_start_page_show_not_saved   (VasStartPage *self,
                                            const GError *error);

G_END_DECLS
