/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasSidebar:
 *
 * The views with what waits in each, and at its foot the state of the records and who is acting. Properties: `desk`, `compact`
 * (icons alone). Choosing a view activates `win.view`.
 */
#define VAS_TYPE_SIDEBAR (vas_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (VasSidebar, vas_sidebar, VAS, SIDEBAR, AdwBin)

void vas_sidebar_add_view    (VasSidebar *self,
                              const char *view,
                              const char *title,
                              const char *icon_name,
                              const char *keys);
void vas_sidebar_set_page    (VasSidebar *self,
                              const char *view,
                              GtkWidget  *page);
void vas_sidebar_select_view (VasSidebar *self,
                              const char *view);

void        vas_sidebar_clear       (VasSidebar *self);

G_END_DECLS
