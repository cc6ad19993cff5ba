/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasBatchFile:
 * @cases: (element-type VasCase): the cases, in the order of the keys; one that is gone is not there
 * @calendar: the working days
 * @reasons: (element-type VasReason): the house's own for an extension
 *
 * Several cases read in one snapshot, for acts on all of them. Never changed.
 */
typedef struct {
  GPtrArray   *cases;
  VasCalendar *calendar;
  GPtrArray   *reasons;
} VasBatchFile;

void          vas_batch_file_free         (VasBatchFile         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasBatchFile, vas_batch_file_free)

void          vas_batch_file_load_async   (VasDesk              *desk,
                                           GPtrArray            *keys,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
VasBatchFile *vas_batch_file_load_finish  (VasDesk              *desk,
                                           GAsyncResult         *result,
                                           GError              **error);
GPtrArray    *vas_batch_file_make_parcels (VasBatchFile         *self,
                                           guint                 most_sheets);

G_END_DECLS
