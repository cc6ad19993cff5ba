/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-account.h"
#include "vas-fapiao.h"
#include "vas-fapiao-line.h"
#include "vas-note.h"
#include "vas-notice.h"
#include "vas-order.h"
#include "vas-parcel.h"
#include "vas-request.h"
#include "vas-share.h"

G_BEGIN_DECLS

/**
 * VasCaseOrder:
 *
 * One order of a case: the share asked for, the order itself, and what other live requests already take of it.
 */
#define VAS_TYPE_CASE_ORDER (vas_case_order_get_type ())
G_DECLARE_FINAL_TYPE (VasCaseOrder, vas_case_order, VAS, CASE_ORDER, GObject)

struct _VasCaseOrder
{
  GObject   parent_instance;

  VasShare *share;
  VasOrder *order;                  /* nullable: no such order */
  VasMoney  invoiced;               /* by other live requests */
};

VasCaseOrder *vas_case_order_new           (VasShare     *share,
                                            VasOrder     *order,
                                            VasMoney      invoiced);
VasMoney      vas_case_order_get_available (VasCaseOrder *self);

/**
 * VasCase:
 *
 * An invoice request with everything that is known around it: what the rules judge and what the page shows. Read whole by
 * the store, then never changed: a change in the database makes another one.
 */
#define VAS_TYPE_CASE (vas_case_get_type ())
G_DECLARE_FINAL_TYPE (VasCase, vas_case, VAS, CASE, GObject)

struct _VasCase
{
  GObject     parent_instance;

  VasRequest *request;
  VasAccount *account;              /* nullable: no such account */
  GPtrArray  *orders;               /* VasCaseOrder, in their order */
  GPtrArray  *fapiao;               /* VasFapiao, by position, voided ones included */
  GPtrArray  *lines;                /* VasFapiaoLine of all of them */
  GPtrArray  *parcels;              /* VasParcel, newest first */
  GPtrArray  *notices;              /* VasNotice, oldest first */
  GPtrArray  *notes;                /* VasNote on the request, its account and its orders, oldest first */
  char       *earlier_title;        /* nullable: another title last given with the same taxpayer id */
  gboolean    partial;              /* an order is not here and may be elsewhere: a desk holds a scope of its server's */
  gboolean    in_doubt;             /* changed by commands of this desk that are not confirmed yet */
};

VasCase   *vas_case_new              (VasRequest *request);
VasFapiao *vas_case_get_next_sheet   (VasCase    *self);
VasParcel *vas_case_get_parcel       (VasCase    *self);
VasMoney   vas_case_get_issued_total (VasCase    *self);

G_END_DECLS
