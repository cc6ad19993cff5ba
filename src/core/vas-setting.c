/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-setting.h"

static const VasField fields[] = {
  VAS_FIELD (VasSetting, name, TEXT, 0),
  VAS_FIELD (VasSetting, value, TEXT, 0),
};

VAS_DEFINE_ENTITY (VasSetting, vas_setting, "setting", fields)
