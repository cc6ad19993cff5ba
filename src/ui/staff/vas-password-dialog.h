/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasPasswordDialog:
 *
 * An administrator gives another person a password: one made by the program, or typed in its place. It is shown as long as the
 * window is open and nowhere afterwards.
 */
#define VAS_TYPE_PASSWORD_DIALOG (vas_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasPasswordDialog, vas_password_dialog, VAS, PASSWORD_DIALOG, AdwWindow)

GtkWidget   *vas_password_dialog_new        (VasDesk           *desk,
                                             VasStaff          *staff,
                                             GtkWindow         *parent);
GtkEditable *vas_password_dialog_get_entry  (VasPasswordDialog *self);
const char  *vas_password_dialog_get_error  (VasPasswordDialog *self);
GtkWidget   *vas_password_dialog_get_button (VasPasswordDialog *self);

G_END_DECLS
