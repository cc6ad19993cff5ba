/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-scan.h"

G_BEGIN_DECLS

/**
 * VasShipDialog:
 *
 * Several cases sent one after another (R22): a parcel is proposed for each recipient, and takes the next waybill that is
 * scanned or typed; a sheet that is scanned makes its parcel the next. Signal `judged`: a waybill was taken or refused, and it
 * is said.
 */
#define VAS_TYPE_SHIP_DIALOG (vas_ship_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VasShipDialog, vas_ship_dialog, VAS, SHIP_DIALOG, AdwWindow)

GtkWidget  *vas_ship_dialog_new             (VasDesk       *desk,
                                             GtkWindow     *parent,
                                             GPtrArray     *keys);
void        vas_ship_dialog_scan            (VasShipDialog *self,
                                             VasScanKind    kind,
                                             const char    *text);
void        vas_ship_dialog_split           (VasShipDialog *self);
void        vas_ship_dialog_skip            (VasShipDialog *self);
void        vas_ship_dialog_set_sender_pays (VasShipDialog *self,
                                             gboolean       sender_pays);
GtkListBox *vas_ship_dialog_get_list        (VasShipDialog *self);
const char *vas_ship_dialog_get_error       (VasShipDialog *self);

G_END_DECLS
