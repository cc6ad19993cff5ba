/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-fapiao-line.h"
#include "vas-fapiao.h"
#include "vas-request.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasPrintRow:
 * @request: the case: number, title, taxpayer id, masked recipient
 * @fapiao: the sheet: code, number, amount, net, tax
 * @lines: (element-type VasFapiaoLine): item names, tax codes, rates and amounts, in order
 *
 * A sheet of a print list with all that is typed into the tax-control program for it. The whole values of the recipient are
 * left out of @request: a list shows masked ones (R31).
 */
typedef struct {
  VasRequest *request;
  VasFapiao  *fapiao;
  GPtrArray  *lines;
} VasPrintRow;

void vas_print_row_free (VasPrintRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasPrintRow, vas_print_row_free)

/**
 * VasPrintList:
 * @key: what its sheets have in `print_list`
 * @point: the issuing point
 * @bound_at: when it was made
 * @n_sheets: sheets that are still of it
 * @n_open: of these bound and not issued
 *
 * A print list. Its sheets are all that there is of it.
 */
typedef struct {
  char   *key;
  char   *point;
  gint64  bound_at;
  gint64  n_sheets;
  gint64  n_open;
} VasPrintList;

void vas_print_list_free (VasPrintList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasPrintList, vas_print_list_free)

GPtrArray *vas_print_rows        (VasSql      *sql,
                                  const char  *print_list,
                                  GError     **error);
GPtrArray *vas_print_lists       (VasSql      *sql,
                                  const char  *point,
                                  guint        limit,
                                  GError     **error);
GPtrArray *vas_print_waiting     (VasSql      *sql,
                                  guint        limit,
                                  guint64     *n_waiting,
                                  GError     **error);
VasRequest *vas_print_find_waiting
                                 (VasSql      *sql,
                                  const char  *number,
                                  GError     **error);
char      *vas_print_find_lowest (VasSql      *sql,
                                  GError     **error);

G_END_DECLS
