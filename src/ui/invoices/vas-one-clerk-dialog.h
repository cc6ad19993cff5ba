/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-table-print.h"

G_BEGIN_DECLS

/**
 * VasOneClerkDialog:
 *
 * What one and the same person entered and approved in the last year, as the rules of a house with one clerk may allow, listed to
 * the supervisor (R13). Signal `case-opened (request_key)`: somebody wants to see a case.
 */
#define VAS_TYPE_ONE_CLERK_DIALOG (vas_one_clerk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasOneClerkDialog, vas_one_clerk_dialog, VAS, ONE_CLERK_DIALOG, AdwWindow)

GtkWidget     *vas_one_clerk_dialog_new        (VasDesk           *desk,
                                                GtkWindow         *parent);
const char    *vas_one_clerk_dialog_get_page   (VasOneClerkDialog *self);
VasTablePrint *vas_one_clerk_dialog_make_print (VasOneClerkDialog *self);

G_END_DECLS
