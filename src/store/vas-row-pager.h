/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-row-source.h"

G_BEGIN_DECLS

/* Records in a page, and so in one read. */
#define VAS_ROW_PAGE 128

typedef struct _VasRowPager VasRowPager;

/**
 * VasRowPagerFuncs:
 * @list_ids: (transfer full) (nullable): the ids to read for @page; %NULL where nobody waits for it any more
 * @deliver: the records of @page, element for element of @ids
 * @fail: a read failed; nobody tries again by itself
 */
typedef struct {
  GArray *(*list_ids) (guint         page,
                       gpointer      owner);
  void    (*deliver)  (guint         page,
                       GArray       *ids,
                       GPtrArray    *records,
                       gpointer      owner);
  void    (*fail)     (const GError *error,
                       gpointer      owner);
} VasRowPagerFuncs;

VasRowPager *vas_row_pager_new     (VasRowSource           *source,
                                    const VasRowPagerFuncs *funcs,
                                    gpointer                owner);
void         vas_row_pager_free    (VasRowPager            *self);
void         vas_row_pager_want    (VasRowPager            *self,
                                    guint                   page);
void         vas_row_pager_reset   (VasRowPager            *self);
gboolean     vas_row_pager_is_busy (VasRowPager            *self);

G_END_DECLS
