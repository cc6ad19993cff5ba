/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-desk.h"

G_BEGIN_DECLS

/* The small dialogs of parcels and paper. Each is one command; none is shown yet. */

GtkWidget *vas_waybill_dialog_new   (VasDesk    *desk,
                                     GtkWindow  *parent,
                                     VasCase    *vas_case);
GtkWidget *vas_recipient_dialog_new (VasDesk    *desk,
                                     GtkWindow  *parent,
                                     VasCase    *vas_case);
GtkWidget *vas_hand_over_dialog_new (VasDesk    *desk,
                                     GtkWindow  *parent,
                                     VasCase    *vas_case);
GtkWidget *vas_event_dialog_new     (VasDesk    *desk,
                                     GtkWindow  *parent,
                                     VasCase    *vas_case);
GtkWidget *vas_tell_dialog_new      (VasDesk    *desk,
                                     GtkWindow  *parent,
                                     VasCase    *vas_case);
GtkWidget *vas_ask_dialog_new       (VasDesk    *desk,
                                     GtkWindow  *parent,
                                     VasCase    *vas_case);
GtkWidget *vas_keep_dialog_new      (VasDesk    *desk,
                                     GtkWindow  *parent,
                                     VasCase    *vas_case);
GtkWidget *vas_failed_dialog_new    (VasDesk    *desk,
                                     GtkWindow  *parent,
                                     VasCase    *vas_case);
GtkWidget *vas_receive_dialog_new   (VasDesk    *desk,
                                     GtkWindow  *parent,
                                     const char *point);

G_END_DECLS
