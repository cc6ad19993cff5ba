/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

#define VAS_TYPE_ACTIVITY_PAGE (vas_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (VasActivityPage, vas_activity_page, VAS, ACTIVITY_PAGE, AdwBin)

GtkWidget *vas_activity_page_new (VasDesk *desk);

G_END_DECLS
