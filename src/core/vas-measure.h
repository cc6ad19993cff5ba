/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-account.h"
#include "vas-entity.h"

G_BEGIN_DECLS

/**
 * VasMeasureKind:
 *
 * What is done against an account (R9, R12).
 */
typedef enum {
  VAS_MEASURE_KIND_FREEZE,  /* 冻结: orders again and again without paying */
  VAS_MEASURE_KIND_SUSPEND, /* 暂停: grave breach */
  VAS_MEASURE_KIND_CANCEL,  /* 取消: grave breach */
} VasMeasureKind;

extern const VasEnum vas_measure_kind_enum;

/**
 * VasMeasureState:
 *
 * Where a measure stands. Of an account at most one is proposed, in force or being lifted.
 */
typedef enum {
  VAS_MEASURE_STATE_PROPOSED,  /* 提议 */
  VAS_MEASURE_STATE_IN_FORCE,  /* 生效 */
  VAS_MEASURE_STATE_LIFTING,   /* 提议解除 */
  VAS_MEASURE_STATE_LIFTED,    /* 已解除 */
  VAS_MEASURE_STATE_REJECTED,  /* 否决 */
  VAS_MEASURE_STATE_WITHDRAWN, /* 撤回 */
} VasMeasureState;

extern const VasEnum vas_measure_state_enum;

#define VAS_TYPE_MEASURE (vas_measure_get_type ())
G_DECLARE_FINAL_TYPE (VasMeasure, vas_measure, VAS, MEASURE, VasEntity)

/**
 * VasMeasure:
 *
 * A measure against an account, 处置, with its evidence; made and lifted by two persons each (R9, R12).
 */
struct _VasMeasure
{
  VasEntity  parent_instance;

  char     *account_key;
  VasMeasureKind kind;
  VasMeasureState state;
  char     *reason;
  char     *evidence;               /* keys of the orders, separated by spaces; may be empty */
  VasAccountState state_before;     /* of the account: what it has again where the measure is rejected */
  char     *proposed_by;
  gint64    proposed_at;
  char     *decided_by;             /* the second person */
  gint64    decided_at;
  char     *decision;               /* why it was rejected or withdrawn */
  char     *ended_orders;           /* keys of the orders whose services it ended, separated by spaces */
  char     *lift_reason;
  char     *lift_by;                /* who proposed to lift it */
  gint64    lift_at;
  char     *lifted_by;              /* the second person */
  gint64    lifted_at;
};

gboolean vas_measure_is_open (VasMeasure *self);

G_END_DECLS
