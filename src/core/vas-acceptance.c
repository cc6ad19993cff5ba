/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-acceptance.h"

static const VasField fields[] = {
  VAS_FIELD (VasAcceptance, account_key, KEY, 0),
  VAS_FIELD (VasAcceptance, terms_key, KEY, 0),
  VAS_FIELD (VasAcceptance, accepted_at, TIME, 0),
  VAS_FIELD (VasAcceptance, act, TEXT, 0),
};

VAS_DEFINE_ENTITY (VasAcceptance, vas_acceptance, "acceptance", fields)
