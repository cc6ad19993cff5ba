/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-cli.h"
#include "vas-stock-store.h"

G_BEGIN_DECLS

/* What vasctl print-list reads, for what it shows, binds and writes. */
typedef struct {
  char       *point;                /* nullable, asked for; then the first one that has paper */
  char       *list;                 /* nullable: key of a list; else the newest of the point */
  char      **numbers;              /* of the requests to be bound; empty for all that wait */

  VasStockSummary *summary;         /* nullable: there is no paper */
  GPtrArray  *waiting;              /* VasRequest */
  guint64     n_waiting;
  GPtrArray  *named;                /* VasRequest: those of @numbers that wait */
  GPtrArray  *lists;                /* VasPrintList */
  GPtrArray  *rows;                 /* nullable: VasPrintRow of the list */
} VasCliPrintPage;

void     vas_cli_print_page_clear      (VasCliPrintPage  *page);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VasCliPrintPage, vas_cli_print_page_clear)

gpointer vas_cli_print_page_read       (VasSql           *sql,
                                        gpointer          data,
                                        GCancellable     *cancellable,
                                        GError          **error);
void     vas_cli_print_page_print_json (VasCliPrintPage  *page);
void     vas_cli_print_page_print_text (VasCliPrintPage  *page);

G_END_DECLS
