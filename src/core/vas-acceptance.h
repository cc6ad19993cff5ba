/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

#define VAS_TYPE_ACCEPTANCE (vas_acceptance_get_type ())
G_DECLARE_FINAL_TYPE (VasAcceptance, vas_acceptance, VAS, ACCEPTANCE, VasEntity)

/**
 * VasAcceptance:
 *
 * That a user accepted a version of the terms, and by what act (R27). The shop tells.
 */
struct _VasAcceptance
{
  VasEntity  parent_instance;

  char     *account_key;
  char     *terms_key;
  gint64    accepted_at;
  char     *act;                    /* such as "order" or "sign-in": the shop's word */
};

G_END_DECLS
