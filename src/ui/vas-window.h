/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-start-page.h"

G_BEGIN_DECLS

/**
 * VasWindow:
 *
 * A window on the records: sidebar, views, banners, toasts. Until it is given a desk it shows its start page.
 */
#define VAS_TYPE_WINDOW (vas_window_get_type ())
G_DECLARE_FINAL_TYPE (VasWindow, vas_window, VAS, WINDOW, AdwApplicationWindow)

VasWindow    *vas_window_new            (GtkApplication *application,
                                         GSettings      *settings);
void          vas_window_prepare_desk   (VasWindow      *self,
                                         VasDesk        *desk);
void          vas_window_set_desk       (VasWindow      *self,
                                         VasDesk        *desk);
void          vas_window_show_desk      (VasWindow      *self,
                                         VasDesk        *desk);
GtkStack     *vas_window_get_front      (VasWindow      *self);
VasStartPage *vas_window_show_start     (VasWindow      *self);
void          vas_window_show_view      (VasWindow      *self,
                                         const char     *view,
                                         const char     *search);
void          vas_window_save_place     (VasWindow      *self);
gboolean      vas_window_has_view       (const char     *view);

void          vas_window_drop_desk    (VasWindow     *self);

void          vas_window_open_case    (VasWindow     *self,
                                       const char    *request_key);
void          vas_window_show_part    (VasWindow     *self,
                                       const char    *view,
                                       const char    *part);

G_END_DECLS
