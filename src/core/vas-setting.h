/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

#define VAS_TYPE_SETTING (vas_setting_get_type ())
G_DECLARE_FINAL_TYPE (VasSetting, vas_setting, VAS, SETTING, VasEntity)

/**
 * VasSetting:
 *
 * A setting of the house, shared by all desks.
 */
struct _VasSetting
{
  VasEntity  parent_instance;

  char     *name;
  char     *value;
};

G_END_DECLS
