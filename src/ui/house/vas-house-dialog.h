/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-form-field.h"

G_BEGIN_DECLS

/**
 * VasHouseDialog:
 *
 * The settings of the house: limits, targets, terms. Everybody may look; a supervisor or an administrator changes them.
 */
#define VAS_TYPE_HOUSE_DIALOG (vas_house_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasHouseDialog, vas_house_dialog, VAS, HOUSE_DIALOG, AdwWindow)

GtkWidget    *vas_house_dialog_new        (VasDesk        *desk,
                                           GtkWindow      *parent);
gboolean      vas_house_dialog_is_loaded  (VasHouseDialog *self);
VasFormField *vas_house_dialog_get_field  (VasHouseDialog *self,
                                           const char     *name);
GtkWidget    *vas_house_dialog_get_button (VasHouseDialog *self);

G_END_DECLS
