/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-form.h"

G_BEGIN_DECLS

/**
 * VasCloseDialog:
 *
 * The evening close of an issuing point (R20): what the books say, what is left open, the count by one person, the taking over by
 * another, the totals of the month and the closes before. Signal `case-opened (request_key)`: somebody wants to see a case.
 */
#define VAS_TYPE_CLOSE_DIALOG (vas_close_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasCloseDialog, vas_close_dialog, VAS, CLOSE_DIALOG, AdwWindow)

GtkWidget  *vas_close_dialog_new       (VasDesk        *desk,
                                        GtkWindow      *parent,
                                        const char     *point);
gboolean    vas_close_dialog_is_loaded (VasCloseDialog *self);
const char *vas_close_dialog_get_point (VasCloseDialog *self);
VasForm    *vas_close_dialog_get_form  (VasCloseDialog *self,
                                        const char     *command);
guint       vas_close_dialog_get_open  (VasCloseDialog *self);

G_END_DECLS
