/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-close-store.h"
#include "vas-day-close.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasCloseBook:
 * @points: (element-type utf8): the issuing points that have paper
 * @point: the one that the rest is about; NULL where there is none
 * @day: today's figures
 * @items: (element-type VasOpenItem): what is left open
 * @requests: (element-type utf8 utf8): key of the request by number, for @items
 * @closes: (element-type VasDayClose): those of the point, newest first
 * @today: the close of today; nullable
 * @month: totals of the month so far
 * @names: (element-type utf8 utf8): names of staff by key
 *
 * What the books say of an issuing point, of one moment.
 */
typedef struct {
  GPtrArray      *points;
  char           *point;
  VasStockDay     day;
  GPtrArray      *items;
  GHashTable     *requests;
  GPtrArray      *closes;
  VasDayClose    *today;
  VasStockTotals  month;
  GHashTable     *names;
} VasCloseBook;

void          vas_close_book_free        (VasCloseBook         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasCloseBook, vas_close_book_free)

VasCloseBook *vas_close_book_read        (VasSql               *sql,
                                          const char           *point,
                                          gint32                today,
                                          GError              **error);
const char   *vas_close_book_get_name    (VasCloseBook         *self,
                                          const char           *staff_key);

G_END_DECLS
