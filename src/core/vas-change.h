/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

/**
 * VasChangeState:
 * @VAS_CHANGE_STATE_DRAFT: 草稿
 * @VAS_CHANGE_STATE_REVIEW: 待批
 * @VAS_CHANGE_STATE_RETURNED: 退回: its author may work on it
 * @VAS_CHANGE_STATE_SCHEDULED: 已排期: approved, waits for its start
 * @VAS_CHANGE_STATE_STARTED: 生效
 * @VAS_CHANGE_STATE_WITHDRAWN: 撤回, before its start
 * @VAS_CHANGE_STATE_LAPSED: 失效: not approved by its start
 *
 * Where a change of the catalog stands (R4).
 */
typedef enum {
  VAS_CHANGE_STATE_DRAFT,
  VAS_CHANGE_STATE_REVIEW,
  VAS_CHANGE_STATE_RETURNED,
  VAS_CHANGE_STATE_SCHEDULED,
  VAS_CHANGE_STATE_STARTED,
  VAS_CHANGE_STATE_WITHDRAWN,
  VAS_CHANGE_STATE_LAPSED,
} VasChangeState;

extern const VasEnum vas_change_state_enum;

#define VAS_TYPE_CHANGE (vas_change_get_type ())
G_DECLARE_FINAL_TYPE (VasChange, vas_change, VAS, CHANGE, VasEntity)

/**
 * VasChange:
 *
 * A change of the catalog, drafted by one person and approved by another, that starts at an instant (R4). What it changes stands in
 * its items.
 */
struct _VasChange
{
  VasEntity  parent_instance;

  char     *title;
  gint64    starts_at;
  VasChangeState state;
  char     *author_key;
  char     *approver_key;           /* nullable: until it is approved */
  char     *reason;                 /* nullable: why it was sent back or withdrawn */
};

G_END_DECLS
