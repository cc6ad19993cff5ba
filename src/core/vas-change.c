/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-change.h"

static const char * const vas_change_state_ids[] = {
  "draft",
  "review",
  "returned",
  "scheduled",
  "started",
  "withdrawn",
  "lapsed",
  NULL,
};

const VasEnum vas_change_state_enum = { "change_state", vas_change_state_ids };

static const VasField fields[] = {
  VAS_FIELD (VasChange, title, TEXT, 0),
  VAS_FIELD (VasChange, starts_at, TIME, 0),
  VAS_FIELD_OF_ENUM (VasChange, state, vas_change_state_enum, 0),
  VAS_FIELD (VasChange, author_key, KEY, 0),
  VAS_FIELD (VasChange, approver_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChange, reason, TEXT, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasChange, vas_change, "catalog_change", fields)
