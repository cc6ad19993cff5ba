/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-money.h"
#include "vas-service.h"

G_BEGIN_DECLS

#define VAS_TYPE_CHANGE_ITEM (vas_change_item_get_type ())
G_DECLARE_FINAL_TYPE (VasChangeItem, vas_change_item, VAS, CHANGE_ITEM, VasEntity)

/**
 * VasChangeItem:
 *
 * What becomes of one plan or of one service by a change of the catalog (R4). What is absent stays as it is.
 */
struct _VasChangeItem
{
  VasEntity  parent_instance;

  char     *change_key;
  gint64    position;
  char     *plan_key;               /* the plan, or … */
  char     *service_key;            /* … the service: one of them */
  VasMoney  amount;                 /* of a plan: its price from the start of the change on */
  gint64    ends_at;                /* of a promotion: first instant at which the price before it is in force again */
  char     *name;
  char     *name_en;
  char     *item_name;              /* of a plan: item name on the fapiao */
  char     *tax_code;               /* of a plan: tax category code, 19 digits */
  gint64    tax_rate;               /* of a plan */
  VasServiceState state;            /* withdrawn or back on sale; VAS_NONE where it stays */

  /* R5: what the change took the place of when it started; absent before, and where it changes nothing. */
  char     *was_name;
  char     *was_item_name;
  char     *was_tax_code;
  gint64    was_tax_rate;
  VasServiceState was_state;
};

gboolean vas_change_item_is_empty (VasChangeItem *self);
gboolean vas_change_item_may_draft (const char *member);
void     vas_change_item_keep     (VasChangeItem *self,
                                   VasEntity     *subject);
gboolean vas_change_item_apply    (VasChangeItem *self,
                                   VasEntity     *subject);
void     vas_change_item_undo     (VasChangeItem *self,
                                   VasEntity     *subject);

G_END_DECLS
