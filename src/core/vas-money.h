/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasMoney:
 *
 * An amount in fen (分), CNY, tax included. Never floating point. Shown as `¥1,234.00`.
 */
typedef gint64 VasMoney;

/** VasRate: a tax rate in ten-thousandths: 600 is 6 %. */
typedef gint VasRate;

gboolean  vas_money_add  (VasMoney   a,
                          VasMoney   b,
                          VasMoney  *sum);

G_END_DECLS
