/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-form.h"

G_BEGIN_DECLS

GPtrArray    *vas_sheets_in_state       (VasCase        *vas_case,
                                         VasFapiaoState  state);
char         *vas_sheet_describe        (VasFapiao      *sheet);
VasFormField *vas_sheet_add_choice      (VasForm        *form,
                                         GPtrArray      *sheets);
gboolean      vas_sheet_needs_red       (VasFapiao      *sheet,
                                         VasDate         today);
void          vas_sheet_add_red_fields  (VasForm        *form,
                                         VasFapiao      *sheet);
gboolean      vas_sheet_prepare_reds    (VasForm        *form,
                                         VasCommand     *command,
                                         gpointer        sheets);

G_END_DECLS
