/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-draft-keeper.h"
#include "vas-reasons-dialog.h"

G_BEGIN_DECLS

#define VAS_REASONS_N_KINDS 2

struct _VasReasonsDialog
{
  AdwWindow            parent_instance;

  AdwPreferencesGroup *reject_group;
  AdwPreferencesGroup *extend_group;
  GtkButton           *reject_add;
  GtkButton           *extend_add;
  GtkLabel            *hint;
  GtkButton           *button;

  VasDesk             *desk;
  GPtrArray           *rows[VAS_REASONS_N_KINDS];   /* (element-type GtkWidget), owned by the groups */
  char                *kept[VAS_REASONS_N_KINDS];   /* as the setting has it; NULL before it was read */
  char                *sent;            /* what is being saved as the list of @saving */
  guint                saving;
  VasDraftKeeper      *draft;
  gboolean             filling;
  gboolean             busy;
};

/* vas-reasons-dialog.c */
gboolean     vas_reasons_dialog_may_change  (VasReasonsDialog *self);
void         vas_reasons_dialog_changed     (VasReasonsDialog *self);

/* vas-reasons-dialog-rows.c */
GtkEditable *vas_reasons_dialog_get_entry   (GtkWidget        *row,
                                             const char       *name);
void         vas_reasons_dialog_update_rows (VasReasonsDialog *self,
                                             guint             kind);
void         vas_reasons_dialog_add_empty   (VasReasonsDialog *self,
                                             guint             kind);
void         vas_reasons_dialog_fill        (VasReasonsDialog *self,
                                             guint             kind,
                                             const char       *text);

G_END_DECLS
