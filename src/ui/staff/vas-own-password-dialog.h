/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-form-field.h"

G_BEGIN_DECLS

/**
 * VasOwnPasswordDialog:
 *
 * Everybody changes the own password here: the old one, and the new one twice. The session of this desk goes on; the others end.
 */
#define VAS_TYPE_OWN_PASSWORD_DIALOG (vas_own_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasOwnPasswordDialog, vas_own_password_dialog, VAS, OWN_PASSWORD_DIALOG, AdwWindow)

GtkWidget    *vas_own_password_dialog_new        (VasDesk              *desk,
                                                  GtkWindow            *parent);
VasFormField *vas_own_password_dialog_get_field  (VasOwnPasswordDialog *self,
                                                  const char           *id);
GtkWidget    *vas_own_password_dialog_get_button (VasOwnPasswordDialog *self);

G_END_DECLS
