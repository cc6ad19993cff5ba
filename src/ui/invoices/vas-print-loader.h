/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-print-store.h"
#include "vas-stock-store.h"

G_BEGIN_DECLS

/**
 * VasPrintPage:
 * @points: issuing points that have paper
 * @point: (nullable): the one that is looked at
 * @summary: (nullable): its paper
 * @waiting: (element-type VasRequest): approved cases that need a number, in the order of the queue
 * @n_waiting: how many there are in all; more than in @waiting where they are too many for one list
 * @rows: (nullable) (element-type VasPrintRow): the list asked for, in the order of the paper
 *
 * What a print list is made from.
 */
typedef struct {
  GStrv            points;
  char            *point;
  VasStockSummary *summary;
  GPtrArray       *waiting;
  guint64          n_waiting;
  GPtrArray       *rows;
} VasPrintPage;

void          vas_print_page_free     (VasPrintPage         *self);
void          vas_print_load_async    (VasDesk              *desk,
                                       const char           *point,
                                       gboolean              newest,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
VasPrintPage *vas_print_load_finish   (VasDesk              *desk,
                                       GAsyncResult         *result,
                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasPrintPage, vas_print_page_free)

G_END_DECLS
