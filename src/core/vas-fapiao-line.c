/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-fapiao-line.h"

static const VasField fields[] = {
  VAS_FIELD (VasFapiaoLine, fapiao_key, KEY, 0),
  VAS_FIELD (VasFapiaoLine, share_key, KEY, 0),
  VAS_FIELD (VasFapiaoLine, position, INTEGER, 0),
  VAS_FIELD (VasFapiaoLine, item_name, TEXT, 0),
  VAS_FIELD (VasFapiaoLine, tax_code, TEXT, 0),
  VAS_FIELD (VasFapiaoLine, tax_rate, RATE, 0),
  VAS_FIELD (VasFapiaoLine, gross, MONEY, 0),
  VAS_FIELD (VasFapiaoLine, net, MONEY, 0),
  VAS_FIELD (VasFapiaoLine, tax, MONEY, 0),
};

VAS_DEFINE_ENTITY (VasFapiaoLine, vas_fapiao_line, "fapiao_line", fields)
