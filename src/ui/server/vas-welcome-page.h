/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VasWelcomePage:
 *
 * The first start: where the records are to be. A server and the demo business are the actions `app.choose-server` and `app.open-demo`; a
 * business of one's own on this computer is asked for whose it is. Signal: `begin (login, name)`. Main thread.
 */
#define VAS_TYPE_WELCOME_PAGE (vas_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (VasWelcomePage, vas_welcome_page, VAS, WELCOME_PAGE, AdwBin)

GtkWidget *vas_welcome_page_new       (void);
void       vas_welcome_page_show      (VasWelcomePage *self,
                                       gboolean        nobody);
void       vas_welcome_page_set_busy  (VasWelcomePage *self,
                                       gboolean        busy);
void       vas_welcome_page_set_error (VasWelcomePage *self,
                                       const char     *message);

G_END_DECLS
