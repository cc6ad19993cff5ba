/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-account.h"
#include "vas-case.h"
#include "vas-desk.h"
#include "vas-personal-request.h"

G_BEGIN_DECLS

/* Forms of the requests about personal data (R29), each a window of its own. */
GtkWidget *vas_personal_open_dialog_new    (VasDesk            *desk,
                                            GtkWindow          *parent,
                                            VasAccount         *account);
GtkWidget *vas_personal_case_dialog_new    (VasDesk            *desk,
                                            GtkWindow          *parent,
                                            VasCase            *vas_case);
GtkWidget *vas_personal_act_dialog_new     (VasDesk            *desk,
                                            GtkWindow          *parent,
                                            const char         *command,
                                            VasPersonalRequest *request);

G_END_DECLS
