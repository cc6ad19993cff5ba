/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

/**
 * VasPersonalKind:
 *
 * What a user asks about the personal data that are held of him (Personal Information Protection Law, arts. 45 to 47).
 */
typedef enum {
  VAS_PERSONAL_KIND_COPY,       /* 查阅、复制: art. 45 */
  VAS_PERSONAL_KIND_CORRECTION, /* 更正、补充: art. 46 */
  VAS_PERSONAL_KIND_ERASURE,    /* 删除: art. 47 */
} VasPersonalKind;

extern const VasEnum vas_personal_kind_enum;

/** VasPersonalSource: how the request came. */
typedef enum {
  VAS_PERSONAL_SOURCE_PHONE,
  VAS_PERSONAL_SOURCE_SHOP,
  VAS_PERSONAL_SOURCE_EMAIL,
  VAS_PERSONAL_SOURCE_LETTER,
  VAS_PERSONAL_SOURCE_VISIT,
} VasPersonalSource;

extern const VasEnum vas_personal_source_enum;

/** VasPersonalState: where it stands. Only the first is open; a refusal says why (art. 50). */
typedef enum {
  VAS_PERSONAL_STATE_OPEN,      /* 处理中 */
  VAS_PERSONAL_STATE_ANSWERED,  /* 已答复 */
  VAS_PERSONAL_STATE_REFUSED,   /* 已拒绝 */
  VAS_PERSONAL_STATE_WITHDRAWN, /* 已撤回 */
} VasPersonalState;

extern const VasEnum vas_personal_state_enum;

#define VAS_TYPE_PERSONAL_REQUEST (vas_personal_request_get_type ())
G_DECLARE_FINAL_TYPE (VasPersonalRequest, vas_personal_request, VAS, PERSONAL_REQUEST, VasEntity)

/**
 * VasPersonalRequest:
 *
 * A user's request about his personal data, 个人信息请求: a case with a term (R29).
 */
struct _VasPersonalRequest
{
  VasEntity  parent_instance;

  char     *number;                 /* nullable: the authority gives it */
  char     *account_key;
  VasPersonalKind kind;
  VasPersonalSource source;
  char     *text;                   /* what was asked */
  char     *identity;               /* how it was made sure that the user asks */
  char     *owner_key;
  char     *opened_by;
  gint64    opened_at;
  gint32    received;               /* the day from which the term is counted */
  gint32    due;
  gboolean  due_provisional;
  VasPersonalState state;
  char     *answer;                 /* or why it was refused or withdrawn */
  char     *answered_by;
  gint64    answered_at;
};

/** VAS_PERSONAL_MASK: what stands where a personal value was that is erased or locked, and a text must be. */
#define VAS_PERSONAL_MASK "***"

G_END_DECLS
