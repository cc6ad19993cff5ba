/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-palette.h"
#include "vas-sidebar.h"

#include <adwaita.h>

G_BEGIN_DECLS

const char *vas_views_get_first      (void);
gboolean    vas_views_has            (const char     *view);
void        vas_views_announce       (VasSidebar     *sidebar,
                                      GtkApplication *application);
GtkWidget  *vas_views_ensure         (GtkStack       *stack,
                                      VasSidebar     *sidebar,
                                      VasDesk        *desk,
                                      const char     *view);
void        vas_views_ensure_all     (GtkStack       *stack,
                                      VasSidebar     *sidebar,
                                      VasDesk        *desk);
void        vas_views_add_to_palette (GtkStack       *stack,
                                      VasPalette     *palette);

G_END_DECLS
