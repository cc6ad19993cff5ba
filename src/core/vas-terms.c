/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-terms.h"

static const char * const vas_terms_state_ids[] = {
  "draft",
  "review",
  "approved",
  "scheduled",
  "current",
  "history",
  NULL,
};

const VasEnum vas_terms_state_enum = { "terms_state", vas_terms_state_ids };

static const VasField fields[] = {
  VAS_FIELD (VasTerms, label, TEXT, 0),
  VAS_FIELD (VasTerms, updated_on, DATE, 0),
  VAS_FIELD (VasTerms, effective_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD_OF_ENUM (VasTerms, state, vas_terms_state_enum, 0),
  VAS_FIELD (VasTerms, text, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasTerms, sha256, TEXT, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasTerms, vas_terms, "terms_version", fields)
