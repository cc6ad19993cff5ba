/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

#define VAS_TYPE_PERSONAL_PAGE (vas_personal_page_get_type ())
G_DECLARE_FINAL_TYPE (VasPersonalPage, vas_personal_page, VAS, PERSONAL_PAGE, AdwBin)

GtkWidget  *vas_personal_page_new      (VasDesk         *desk);
const char *vas_personal_page_get_part (VasPersonalPage *self);
GtkWidget  *vas_personal_page_get_row  (VasPersonalPage *self,
                                        guint            place);

G_END_DECLS
