/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-personal-request.h"

static const char * const vas_personal_kind_ids[] = { "copy", "correction", "erasure", NULL };

const VasEnum vas_personal_kind_enum = { "personal_kind", vas_personal_kind_ids };

static const char * const vas_personal_source_ids[] = { "phone", "shop", "email", "letter", "visit", NULL };

const VasEnum vas_personal_source_enum = { "personal_source", vas_personal_source_ids };

static const char * const vas_personal_state_ids[] = { "open", "answered", "refused", "withdrawn", NULL };

const VasEnum vas_personal_state_enum = { "personal_state", vas_personal_state_ids };

static const VasField fields[] = {
  VAS_FIELD (VasPersonalRequest, number, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasPersonalRequest, account_key, KEY, 0),
  VAS_FIELD_OF_ENUM (VasPersonalRequest, kind, vas_personal_kind_enum, 0),
  VAS_FIELD_OF_ENUM (VasPersonalRequest, source, vas_personal_source_enum, 0),
  VAS_FIELD (VasPersonalRequest, text, TEXT, 0),
  VAS_FIELD (VasPersonalRequest, identity, TEXT, 0),
  VAS_FIELD (VasPersonalRequest, owner_key, KEY, 0),
  VAS_FIELD (VasPersonalRequest, opened_by, KEY, 0),
  VAS_FIELD (VasPersonalRequest, opened_at, TIME, 0),
  VAS_FIELD (VasPersonalRequest, received, DATE, 0),
  VAS_FIELD (VasPersonalRequest, due, DATE, 0),
  VAS_FIELD (VasPersonalRequest, due_provisional, BOOLEAN, 0),
  VAS_FIELD_OF_ENUM (VasPersonalRequest, state, vas_personal_state_enum, 0),
  VAS_FIELD (VasPersonalRequest, answer, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasPersonalRequest, answered_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasPersonalRequest, answered_at, TIME, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasPersonalRequest, vas_personal_request, "personal_request", fields)
