/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-form.h"

G_BEGIN_DECLS

/**
 * VasFormDialog:
 *
 * A small window around one form: Escape leaves it, and it closes itself when its command was applied.
 */
#define VAS_TYPE_FORM_DIALOG (vas_form_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasFormDialog, vas_form_dialog, VAS, FORM_DIALOG, AdwWindow)

GtkWidget *vas_form_dialog_new      (GtkWindow     *parent,
                                     const char    *title,
                                     VasForm       *form);
VasForm   *vas_form_dialog_get_form (VasFormDialog *self);

G_END_DECLS
