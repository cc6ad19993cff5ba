/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-account.h"

static const char * const vas_account_state_ids[] = {
  "normal",
  "flagged",
  "proposed",
  "frozen",
  "suspended",
  "cancelled",
  NULL,
};

const VasEnum vas_account_state_enum = { "account_state", vas_account_state_ids };

static const VasField fields[] = {
  VAS_FIELD (VasAccount, account_id, TEXT, 0),
  VAS_FIELD (VasAccount, name, TEXT, VAS_FIELD_NULLABLE | VAS_FIELD_PERSONAL),
  VAS_FIELD (VasAccount, name_masked, TEXT, 0),
  VAS_FIELD (VasAccount, mobile, TEXT, VAS_FIELD_NULLABLE | VAS_FIELD_PERSONAL),
  VAS_FIELD (VasAccount, mobile_masked, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasAccount, mobile_last4, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasAccount, email, TEXT, VAS_FIELD_NULLABLE | VAS_FIELD_PERSONAL),
  VAS_FIELD (VasAccount, email_masked, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD_OF_ENUM (VasAccount, state, vas_account_state_enum, 0),
  VAS_FIELD (VasAccount, opened_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasAccount, erased_at, TIME, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasAccount, vas_account, "account", fields)
