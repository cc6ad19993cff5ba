/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-staff-window.h"

#include "vas-banner.h"

G_BEGIN_DECLS

struct _VasStaffWindow
{
  AdwWindow        parent_instance;

  GtkButton       *add;
  VasBanner       *banner;
  AdwToastOverlay *toasts;
  GtkSearchEntry  *search;
  GtkListBox      *list;
  GtkLabel        *no_match;
  VasStaffPane    *pane;

  VasDesk         *desk;            /* nullable: it is closed */
  GPtrArray       *deputies;        /* (element-type VasDeputy): nullable */
  gboolean         reading;
  gboolean         again;           /* it changed while it was read */
  char            *wanted;          /* nullable: login of somebody who was added and comes with the next reading */
};

VasStaff *vas_staff_window_get_chosen  (VasStaffWindow *self);
void      vas_staff_window_show_chosen (VasStaffWindow *self);
void      vas_staff_window_say         (VasStaffWindow *self,
                                        const char     *text);

/* vas-staff-window-list.c */
void      vas_staff_window_reload      (VasStaffWindow *self);
void      vas_staff_window_set_up_list (VasStaffWindow *self);
void      vas_staff_window_bind_list   (GtkWidgetClass *widget_class);

G_END_DECLS
