/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-account.h"
#include "vas-desk.h"
#include "vas-personal-request.h"

G_BEGIN_DECLS

/**
 * VasPersonalRow:
 *
 * A request about personal data in the list: whose, what, by when; opened, what was asked and what can be done. Signal:
 * `act (command)`: "personal.answer", or "personal.copy", for the page to do.
 */
#define VAS_TYPE_PERSONAL_ROW (vas_personal_row_get_type ())
G_DECLARE_FINAL_TYPE (VasPersonalRow, vas_personal_row, VAS, PERSONAL_ROW, AdwExpanderRow)

GtkWidget          *vas_personal_row_new         (VasDesk            *desk,
                                                  VasPersonalRequest *request,
                                                  VasAccount         *account,
                                                  const char         *owner);
VasPersonalRequest *vas_personal_row_get_request (VasPersonalRow     *self);
gboolean            vas_personal_row_is_overdue  (VasPersonalRow     *self);

G_END_DECLS
