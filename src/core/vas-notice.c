/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-notice.h"

static const char * const vas_notice_kind_ids[] = {
  "shipped",
  "pickup",
  "rejected",
  "extended",
  "reship",
  "photo",
  "other",
  NULL,
};

const VasEnum vas_notice_kind_enum = { "notice_kind", vas_notice_kind_ids };

static const char * const vas_notice_channel_ids[] = {
  "site",
  "sms",
  "phone",
  NULL,
};

const VasEnum vas_notice_channel_enum = { "notice_channel", vas_notice_channel_ids };

static const char * const vas_notice_state_ids[] = {
  "queued",
  "told",
  "failed",
  NULL,
};

const VasEnum vas_notice_state_enum = { "notice_state", vas_notice_state_ids };

static const VasField fields[] = {
  VAS_FIELD (VasNotice, request_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasNotice, account_key, KEY, 0),
  VAS_FIELD_OF_ENUM (VasNotice, kind, vas_notice_kind_enum, 0),
  VAS_FIELD_OF_ENUM (VasNotice, channel, vas_notice_channel_enum, 0),
  VAS_FIELD_OF_ENUM (VasNotice, state, vas_notice_state_enum, 0),
  VAS_FIELD (VasNotice, text, TEXT, 0),
  VAS_FIELD (VasNotice, author_key, KEY, 0),
  VAS_FIELD (VasNotice, made_at, TIME, 0),
  VAS_FIELD (VasNotice, told_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasNotice, failure, TEXT, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasNotice, vas_notice, "notice", fields)
