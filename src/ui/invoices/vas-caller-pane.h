/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-intake.h"

G_BEGIN_DECLS

#define VAS_TYPE_CALLER_PANE (vas_caller_pane_get_type ())
G_DECLARE_FINAL_TYPE (VasCallerPane, vas_caller_pane, VAS, CALLER_PANE, AdwBin)

VasIntake *vas_caller_pane_get_intake  (VasCallerPane *self);
GtkEditable *vas_caller_pane_get_entry (VasCallerPane *self);
void       vas_caller_pane_set_desk    (VasCallerPane *self,
                                        VasDesk       *desk);
void       vas_caller_pane_load        (VasCallerPane *self,
                                        const char    *account_key);
void       vas_caller_pane_set_corrected (VasCallerPane *self,
                                        const char    *request_key);
void       vas_caller_pane_search      (VasCallerPane *self,
                                        const char    *text);

G_END_DECLS
