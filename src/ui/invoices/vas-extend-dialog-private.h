/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-extend-dialog.h"

#include "vas-batch-file.h"
#include "vas-batch-row.h"
#include "vas-draft-keeper.h"
#include "vas-extend-row.h"
#include "vas-review-reasons.h"

G_BEGIN_DECLS

/* One term to be extended. */
typedef struct {
  VasRequest   *request;
  VasBatchRow  *row;                /* owned by the list */
  VasExtendRow *fields;             /* likewise */
} VasExtendItem;

struct _VasExtendDialog
{
  AdwWindow       parent_instance;

  GtkDropDown    *reason;
  GtkListBox     *list;
  GtkLabel       *summary;
  GtkButton      *confirm_button;

  VasDesk        *desk;
  GCancellable   *cancellable;
  VasBatchFile   *file;
  VasDraftKeeper *draft;            /* NULL until the terms are there */
  char           *subject;          /* of the draft: all that were selected */
  gboolean        restoring;        /* what was kept is being given back */
  GPtrArray      *reasons;          /* (element-type VasReviewReason) */
  GPtrArray      *items;            /* (element-type VasExtendItem) */
  GPtrArray      *running;          /* the items of the commands under way; nullable */
};

VasReviewReason *vas_extend_dialog_get_reason (VasExtendDialog *self);
gboolean         vas_extend_item_is_open      (VasExtendItem   *item);

/* vas-extend-dialog-draft.c */
void             vas_extend_dialog_keep       (VasExtendDialog *self);
void             vas_extend_dialog_restore    (VasExtendDialog *self);

G_END_DECLS
