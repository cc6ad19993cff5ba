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

/** VAS_MONEY_MAX: the largest amount taken from outside, either sign: ten million million fen, a hundred thousand million yuan. */
#define VAS_MONEY_MAX G_GINT64_CONSTANT (10000000000000)

/** VAS_RATE_MAX: the largest rate, 100 %. */
#define VAS_RATE_MAX 10000

gboolean  vas_money_add           (VasMoney         a,
                                   VasMoney         b,
                                   VasMoney        *sum);
gboolean  vas_money_sub           (VasMoney         a,
                                   VasMoney         b,
                                   VasMoney        *difference);
gboolean  vas_money_mul_int       (VasMoney         a,
                                   gint64           factor,
                                   VasMoney        *product);
gboolean  vas_money_sum           (const VasMoney  *items,
                                   gsize            n_items,
                                   VasMoney        *sum);

gboolean  vas_money_parse         (const char      *text,
                                   VasMoney        *out,
                                   GError         **error);
char     *vas_money_format        (VasMoney         money);
char     *vas_money_format_plain  (VasMoney         money);
char     *vas_money_to_words      (VasMoney         money);

gboolean  vas_rate_parse          (const char      *text,
                                   VasRate         *out,
                                   GError         **error);
char     *vas_rate_format         (VasRate          rate);
gboolean  vas_tax_split           (VasMoney         gross,
                                   VasRate          rate,
                                   VasMoney        *net,
                                   VasMoney        *tax);

G_END_DECLS
