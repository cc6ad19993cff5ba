/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-desk.h"

G_BEGIN_DECLS

/* The small dialogs of what comes after the main path. Each is one command; none is shown yet. */

GtkWidget *vas_return_open_dialog_new (VasDesk    *desk,
                                       GtkWindow  *parent,
                                       VasCase    *vas_case);
GtkWidget *vas_misprint_dialog_new    (VasDesk    *desk,
                                       GtkWindow  *parent,
                                       VasCase    *vas_case);
GtkWidget *vas_unbind_dialog_new      (VasDesk    *desk,
                                       GtkWindow  *parent,
                                       VasCase    *vas_case);
GtkWidget *vas_ruined_dialog_new      (VasDesk    *desk,
                                       GtkWindow  *parent,
                                       const char *point);
GtkWidget *vas_reissue_dialog_new     (VasDesk    *desk,
                                       GtkWindow  *parent,
                                       VasCase    *vas_case);
GtkWidget *vas_photo_dialog_new       (VasDesk    *desk,
                                       GtkWindow  *parent,
                                       VasCase    *vas_case);
GtkWidget *vas_note_dialog_new        (VasDesk    *desk,
                                       GtkWindow  *parent,
                                       VasCase    *vas_case);
GtkWidget *vas_complaint_dialog_new   (VasDesk    *desk,
                                       GtkWindow  *parent,
                                       VasCase    *vas_case);
GtkWidget *vas_answer_dialog_new      (VasDesk    *desk,
                                       GtkWindow  *parent,
                                       VasCase    *vas_case);

G_END_DECLS
