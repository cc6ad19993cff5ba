/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-fapiao.h"
#include "vas-sql.h"
#include "vas-stock.h"

G_BEGIN_DECLS

/**
 * VasStockNumber:
 * @stock_key: the range it is of
 * @blank_key: (nullable): key of the sheet's record, where it has one from an earlier binding
 *
 * A number that may be bound next.
 */
typedef struct {
  char *stock_key;
  char *code;
  char *number;
  char *blank_key;
} VasStockNumber;

void vas_stock_number_free (VasStockNumber *self);

/**
 * VasStockSummary:
 * @point: the issuing point
 * @received: sheets ever received
 * @issued: of these issued, reversed ones and red-letter fapiao included
 * @voided: of these voided
 * @bound: of these bound to cases and not issued
 * @blank: of these left
 * @next_code: (nullable): code of the next sheet; NULL where none is left
 * @next_number: (nullable): its number
 *
 * The paper of an issuing point, as it stands.
 */
typedef struct {
  char   *point;
  gint64  received;
  gint64  issued;
  gint64  voided;
  gint64  bound;
  gint64  blank;
  char   *next_code;
  char   *next_number;
} VasStockSummary;

void vas_stock_summary_free (VasStockSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasStockSummary, vas_stock_summary_free)

GPtrArray       *vas_stock_next_numbers   (VasSql       *sql,
                                           const char   *point,
                                           const char   *kind,
                                           guint         wanted,
                                           GError      **error);
GPtrArray       *vas_stock_numbers_left   (VasSql       *sql,
                                           VasStock     *range,
                                           guint         wanted,
                                           GError      **error);
gboolean         vas_stock_find_overlap   (VasSql       *sql,
                                           VasStock     *range,
                                           VasStock    **overlap,
                                           GError      **error);
gboolean         vas_stock_find_used      (VasSql       *sql,
                                           VasStock     *range,
                                           char        **number,
                                           GError      **error);
gboolean         vas_stock_find_range     (VasSql       *sql,
                                           const char   *point,
                                           const char   *code,
                                           const char   *number,
                                           VasStock    **range,
                                           GError      **error);
gboolean         vas_stock_find_sheet     (VasSql       *sql,
                                           const char   *code,
                                           const char   *number,
                                           VasFapiao   **sheet,
                                           GError      **error);
gboolean         vas_stock_is_red         (VasSql       *sql,
                                           const char   *code,
                                           const char   *number,
                                           gboolean     *is_red,
                                           GError      **error);
gboolean         vas_stock_count_skipped  (VasSql       *sql,
                                           VasFapiao    *sheet,
                                           gint64       *n_skipped,
                                           char        **first,
                                           GError      **error);
VasStockSummary *vas_stock_summary        (VasSql       *sql,
                                           const char   *point,
                                           GError      **error);
GPtrArray       *vas_stock_points         (VasSql       *sql,
                                           GError      **error);

G_END_DECLS
