/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-parcel.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasHandoverRow:
 * @parcel: waybill, moment, who pays, masked recipient; the whole values are left out (R31)
 * @cases: (element-type utf8): numbers of the requests whose fapiao it holds
 * @fapiao: (element-type utf8): codes and numbers of the sheets in it, as now; one that was sent again is in the newer parcel
 *
 * A parcel on the list that the courier signs.
 */
typedef struct {
  VasParcel *parcel;
  GPtrArray *cases;
  GPtrArray *fapiao;
} VasHandoverRow;

void vas_handover_row_free (VasHandoverRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasHandoverRow, vas_handover_row_free)

GPtrArray *vas_handover_list     (VasSql      *sql,
                                  const char  *point,
                                  gint64       from,
                                  gint64       to,
                                  GError     **error);
guint      vas_handover_n_sheets (GPtrArray   *rows);

G_END_DECLS
