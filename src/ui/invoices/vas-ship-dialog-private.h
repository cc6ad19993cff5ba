/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-ship-dialog.h"

#include "vas-batch-file.h"
#include "vas-batch-row.h"
#include "vas-draft-keeper.h"
#include "vas-scanner.h"

G_BEGIN_DECLS

/* One proposed parcel. */
typedef struct {
  GPtrArray   *cases;               /* (element-type VasCase): of one recipient */
  VasBatchRow *row;                 /* owned by the list */
  gboolean     apart;               /* taken out of a common parcel by the person */
} VasShipParcel;

struct _VasShipDialog
{
  AdwWindow       parent_instance;

  GtkLabel       *heading;
  GtkEntry       *waybill;
  GtkBox         *alarm;
  GtkLabel       *alarm_text;
  GtkButton      *acknowledge_button;
  GtkButton      *split_button;
  GtkButton      *skip_button;
  GtkCheckButton *sender_pays;
  GtkListBox     *list;
  GtkLabel       *summary;

  VasDesk        *desk;
  VasScanner     *scanner;
  GCancellable   *cancellable;
  VasBatchFile   *file;
  GPtrArray      *parcels;
  VasShipParcel  *current;          /* nullable */
  VasShipParcel  *running;          /* whose command is under way; nullable */
  VasDraftKeeper *draft;            /* NULL until the parcels are there */
  char           *subject;          /* of the draft: all that were selected */
  gboolean        restoring;        /* what was kept is being given back */
  char           *scanned;          /* key of the sheet that was scanned for the current one; nullable */
};

void           vas_ship_parcel_free     (VasShipParcel *parcel);
VasShipParcel *vas_ship_dialog_propose  (VasShipDialog *self,
                                         GPtrArray     *cases,
                                         int            place);
void           vas_ship_dialog_list_out (VasShipDialog *self);
VasFapiao     *vas_ship_dialog_find     (VasShipDialog *self,
                                         VasScanKind    kind,
                                         const char    *text,
                                         VasShipParcel **parcel);
char         **vas_ship_parcel_list     (VasShipParcel *parcel);
void           vas_ship_dialog_show     (VasShipDialog *self);
void           vas_ship_dialog_set_current (VasShipDialog *self,
                                            VasShipParcel *parcel);

/* vas-ship-dialog-draft.c */
void           vas_ship_dialog_keep     (VasShipDialog *self);
void           vas_ship_dialog_restore  (VasShipDialog *self);

G_END_DECLS
