/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-house-dialog.h"

#include "vas-draft-keeper.h"

G_BEGIN_DECLS

struct _VasHouseDialog
{
  AdwWindow       parent_instance;

  GtkBox         *fields_box;
  GtkLabel       *hint;
  GtkButton      *button;

  VasDesk        *desk;
  GPtrArray      *fields;           /* (element-type VasFormField), owned by the box */
  GHashTable     *values;           /* name → value as kept; NULL before it was read */
  GQueue          waiting;          /* fields that are to be saved */
  VasDraftKeeper *draft;            /* NULL before the fields are there, and where nothing may be changed */
  gboolean        restoring;        /* what was typed before is being given back */
};

gboolean vas_house_dialog_is_changed (VasHouseDialog *self,
                                      VasFormField   *field);

/* vas-house-dialog-draft.c */
void     vas_house_dialog_keep       (VasHouseDialog *self);
void     vas_house_dialog_restore    (VasHouseDialog *self);

G_END_DECLS
