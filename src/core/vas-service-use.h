/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

#define VAS_TYPE_SERVICE_USE (vas_service_use_get_type ())
G_DECLARE_FINAL_TYPE (VasServiceUse, vas_service_use, VAS, SERVICE_USE, VasEntity)

/**
 * VasServiceUse:
 *
 * That a user used what an order bought (R10). The shop tells.
 */
struct _VasServiceUse
{
  VasEntity  parent_instance;

  char     *order_key;
  gint64    used_at;
  gint64    uses;                   /* how many of those that the plan has; at least 1 */
};

G_END_DECLS
