/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-money.h"

G_BEGIN_DECLS

#define VAS_TYPE_FAPIAO_LINE (vas_fapiao_line_get_type ())
G_DECLARE_FINAL_TYPE (VasFapiaoLine, vas_fapiao_line, VAS, FAPIAO_LINE, VasEntity)

/**
 * VasFapiaoLine:
 *
 * One line of a fapiao: tax is split per line, to the fen (R23).
 */
struct _VasFapiaoLine
{
  VasEntity  parent_instance;

  char     *fapiao_key;
  char     *share_key;
  gint64    position;
  char     *item_name;
  char     *tax_code;
  gint64    tax_rate;
  VasMoney  gross;
  VasMoney  net;
  VasMoney  tax;
};

G_END_DECLS
