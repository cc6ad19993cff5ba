/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

/**
 * VasNoticeKind:
 *
 * What a notice tells the user.
 */
typedef enum {
  VAS_NOTICE_KIND_SHIPPED,
  VAS_NOTICE_KIND_PICKUP,
  VAS_NOTICE_KIND_REJECTED,
  VAS_NOTICE_KIND_EXTENDED,
  VAS_NOTICE_KIND_RESHIP,   /* asks where to send it again */
  VAS_NOTICE_KIND_PHOTO,    /* gives out the photo (R18) */
  VAS_NOTICE_KIND_OTHER,
} VasNoticeKind;

extern const VasEnum vas_notice_kind_enum;

/**
 * VasNoticeChannel:
 *
 * By what a user is told (R22).
 */
typedef enum {
  VAS_NOTICE_CHANNEL_SITE,  /* 站内信 */
  VAS_NOTICE_CHANNEL_SMS,   /* 短信 */
  VAS_NOTICE_CHANNEL_PHONE, /* 电话 */
} VasNoticeChannel;

extern const VasEnum vas_notice_channel_enum;

/**
 * VasNoticeState:
 *
 * Where a notice stands.
 */
typedef enum {
  VAS_NOTICE_STATE_QUEUED, /* waits for the shop */
  VAS_NOTICE_STATE_TOLD,   /* reached the user */
  VAS_NOTICE_STATE_FAILED,
} VasNoticeState;

extern const VasEnum vas_notice_state_enum;

#define VAS_TYPE_NOTICE (vas_notice_get_type ())
G_DECLARE_FINAL_TYPE (VasNotice, vas_notice, VAS, NOTICE, VasEntity)

/**
 * VasNotice:
 *
 * A notice to the user: channel, time, text, author (R22).
 */
struct _VasNotice
{
  VasEntity  parent_instance;

  char     *request_key;
  char     *account_key;
  VasNoticeKind kind;
  VasNoticeChannel channel;
  VasNoticeState state;
  char     *text;
  char     *author_key;
  gint64    made_at;
  gint64    told_at;
  char     *failure;                /* why it did not reach the user */
};

G_END_DECLS
