/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

/**
 * VasAccountState:
 *
 * The states of an account (R9, R12).
 */
typedef enum {
  VAS_ACCOUNT_STATE_NORMAL,    /* 正常 */
  VAS_ACCOUNT_STATE_FLAGGED,   /* 标记 */
  VAS_ACCOUNT_STATE_PROPOSED,  /* 提议 */
  VAS_ACCOUNT_STATE_FROZEN,    /* 冻结 */
  VAS_ACCOUNT_STATE_SUSPENDED, /* 暂停 */
  VAS_ACCOUNT_STATE_CANCELLED, /* 取消 */
} VasAccountState;

extern const VasEnum vas_account_state_enum;

#define VAS_TYPE_ACCOUNT (vas_account_get_type ())
G_DECLARE_FINAL_TYPE (VasAccount, vas_account, VAS, ACCOUNT, VasEntity)

/**
 * VasAccount:
 *
 * A job seeker's account, 个人账户. Whole personal values may be absent: masked ones never are (R31).
 */
struct _VasAccount
{
  VasEntity  parent_instance;

  char     *account_id;             /* the shop's id */
  char     *name;
  char     *name_masked;
  char     *mobile;                 /* 11 digits */
  char     *mobile_masked;
  char     *mobile_last4;           /* for the search by last four digits */
  char     *email;
  char     *email_masked;
  VasAccountState state;
  gint64    opened_at;
  gint64    erased_at;              /* when its personal values were erased (R29) */
};

G_END_DECLS
