/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-service.h"

G_BEGIN_DECLS

#define VAS_TYPE_PLAN (vas_plan_get_type ())
G_DECLARE_FINAL_TYPE (VasPlan, vas_plan, VAS, PLAN, VasEntity)

/**
 * VasPlan:
 *
 * A purchasable form of a service, 套餐 (R2).
 */
struct _VasPlan
{
  VasEntity  parent_instance;

  char     *code;
  char     *service_key;
  char     *name;
  char     *name_en;
  gint64    days;                   /* validity in days */
  gint64    uses;                   /* validity in uses */
  char     *item_name;              /* item name on the fapiao */
  char     *tax_code;               /* tax category code, 19 digits */
  gint64    tax_rate;
  gint64    position;
  VasServiceState state;
};

G_END_DECLS
