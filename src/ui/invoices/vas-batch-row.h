/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VasBatchState:
 *
 * How far an item of a batch is.
 */
typedef enum {
  VAS_BATCH_WAITING,
  VAS_BATCH_CURRENT,                /* what is asked or typed now is about it */
  VAS_BATCH_ASKED,                  /* a rule asks; nobody has answered yet */
  VAS_BATCH_DONE,
  VAS_BATCH_SECOND,                 /* done, and a supervisor does it once more */
  VAS_BATCH_REFUSED,
  VAS_BATCH_LEFT_OUT,
} VasBatchState;

/**
 * VasBatchRow:
 *
 * One item of a batch: what it is, how far it is, and what came of it.
 */
#define VAS_TYPE_BATCH_ROW (vas_batch_row_get_type ())
G_DECLARE_FINAL_TYPE (VasBatchRow, vas_batch_row, VAS, BATCH_ROW, GtkListBoxRow)

GtkWidget     *vas_batch_row_new       (const char    *title,
                                        const char    *subtitle,
                                        const char    *amount);
void           vas_batch_row_set_state (VasBatchRow   *self,
                                        VasBatchState  state,
                                        const char    *text);
VasBatchState  vas_batch_row_get_state (VasBatchRow   *self);
const char    *vas_batch_row_get_text  (VasBatchRow   *self);
void           vas_batch_row_show      (VasBatchRow   *self);
void           vas_batch_row_add       (VasBatchRow   *self,
                                        GtkWidget     *widget);

G_END_DECLS
