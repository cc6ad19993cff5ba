/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Money: checked arithmetic on fen, the split of tax (R23), and how amounts are shown. Reading them is vas-money-parse.c. Pure
 * functions; any thread. A function that returns FALSE leaves its out parameters untouched. */

#include "vas-money.h"

#include <string.h>

/**
 * vas_money_add:
 * @sum: (out): a + b
 *
 * Returns: FALSE where the sum does not fit; @sum is untouched then.
 */
gboolean
vas_money_add (VasMoney  a,
               VasMoney  b,
               VasMoney *sum)
{
  VasMoney result;

  if (__builtin_add_overflow (a, b, &result))
    return FALSE;

  *sum = result;
  return TRUE;
}

/**
 * vas_money_sub:
 * @difference: (out): a - b
 *
 * Returns: FALSE where the difference does not fit; @difference is untouched then.
 */
gboolean
vas_money_sub (VasMoney  a,
               VasMoney  b,
               VasMoney *difference)
{
  VasMoney result;

  if (__builtin_sub_overflow (a, b, &result))
    return FALSE;

  *difference = result;
  return TRUE;
}

/**
 * vas_money_mul_int:
 * @factor: a count, such as a number of lines
 * @product: (out): a × factor
 *
 * Returns: FALSE where the product does not fit; @product is untouched then.
 */
gboolean
vas_money_mul_int (VasMoney  a,
                   gint64    factor,
                   VasMoney *product)
{
  VasMoney result;

  if (__builtin_mul_overflow (a, factor, &result))
    return FALSE;

  *product = result;
  return TRUE;
}

/**
 * vas_money_sum:
 * @items: (array length=n_items): amounts, may be NULL where @n_items is 0
 * @sum: (out): their sum, 0 for none
 *
 * The sum is exact whatever the order of the items: it is refused only where the total itself does not fit.
 *
 * Returns: FALSE where the sum does not fit; @sum is untouched then.
 */
gboolean
vas_money_sum (const VasMoney *items,
               gsize           n_items,
               VasMoney       *sum)
{
  __int128 total = 0;

  for (gsize i = 0; i < n_items; i++)
    total += items[i];

  if (total < G_MININT64 || total > G_MAXINT64)
    return FALSE;

  *sum = (VasMoney) total;
  return TRUE;
}

static guint64
magnitude (VasMoney money)
{
  return money < 0 ? -(guint64) money : (guint64) money;
}

/**
 * vas_money_format_plain:
 *
 * The amount for files and fields: no currency sign, no grouping, always two decimals.
 *
 * Returns: (transfer full): such as "1234.00" or "-0.05".
 */
char *
vas_money_format_plain (VasMoney money)
{
  guint64 fen = magnitude (money);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", money < 0 ? "-" : "", fen / 100, (guint) (fen % 100));
}

/**
 * vas_money_format:
 *
 * The amount as it is shown to people, independent of the locale.
 *
 * Returns: (transfer full): such as "¥1,234.00" or "-¥1.00".
 */
char *
vas_money_format (VasMoney money)
{
  guint64 fen = magnitude (money);
  g_autofree char *yuan = g_strdup_printf ("%" G_GUINT64_FORMAT, fen / 100);
  GString *out = g_string_new (money < 0 ? "-¥" : "¥");

  for (gsize left = strlen (yuan), i = 0; left > 0; left--, i++)
    {
      if (i > 0 && left % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, yuan[i]);
    }
  g_string_append_printf (out, ".%02u", (guint) (fen % 100));

  return g_string_free (out, FALSE);
}

static const char *const capital_digits[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };

static const struct
{
  guint64     value;
  const char *word;
} capital_units[] = {
  { 100000000, "亿" }, { 10000, "万" }, { 1000, "仟" }, { 100, "佰" }, { 10, "拾" },
};

/* What stands before a unit is itself a number, so one rule serves 拾 and 亿 alike: a 零 bridges the places skipped below a unit. */
static void
append_capitals (GString *out,
                 guint64  number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (capital_units); i++)
    {
      guint64 unit = capital_units[i].value;
      guint64 rest = number % unit;

      if (number < unit)
        continue;

      append_capitals (out, number / unit);
      g_string_append (out, capital_units[i].word);
      if (rest == 0)
        return;
      if (rest < unit / 10)
        g_string_append (out, capital_digits[0]);
      number = rest;
    }

  g_string_append (out, capital_digits[number]);
}

/**
 * vas_money_to_words:
 *
 * The amount in Chinese capitals as a fapiao carries it. Where the rules for filling in bills (支付结算办法, annex 1) leave a choice, 整
 * follows 角, and no 零 stands between 圆 and a 角 that is not nought.
 *
 * Returns: (transfer full): such as "壹佰圆肆角伍分", "壹仟圆零伍分", "零圆整" or "负壹圆整".
 */
char *
vas_money_to_words (VasMoney money)
{
  guint64 fen = magnitude (money);
  guint64 yuan = fen / 100;
  guint jiao_digit = fen / 10 % 10;
  guint fen_digit = fen % 10;
  GString *out = g_string_new (money < 0 ? "负" : "");

  if (yuan > 0 || fen == 0)
    {
      append_capitals (out, yuan);
      g_string_append (out, "圆");
    }
  if (jiao_digit > 0)
    g_string_append_printf (out, "%s角", capital_digits[jiao_digit]);
  else if (yuan > 0 && fen_digit > 0)
    g_string_append (out, capital_digits[0]);
  if (fen_digit > 0)
    g_string_append_printf (out, "%s分", capital_digits[fen_digit]);
  else
    g_string_append (out, "整");

  return g_string_free (out, FALSE);
}

/**
 * vas_rate_format:
 *
 * Returns: (transfer full): the rate as per cent without idle zeros: "6%", "6.5%", "0.25%".
 */
char *
vas_rate_format (VasRate rate)
{
  guint value = ABS ((gint64) rate);
  const char *sign = rate < 0 ? "-" : "";

  if (value % 100 == 0)
    return g_strdup_printf ("%s%u%%", sign, value / 100);
  if (value % 10 == 0)
    return g_strdup_printf ("%s%u.%u%%", sign, value / 100, value / 10 % 10);

  return g_strdup_printf ("%s%u.%02u%%", sign, value / 100, value % 100);
}

/**
 * vas_tax_split:
 * @gross: a tax-inclusive amount, of one line
 * @rate: from 0 to #VAS_RATE_MAX
 * @net: (out): gross ÷ (1 + rate), rounded half up to the fen
 * @tax: (out): gross − net
 *
 * R23: tax is split per line; totals are the sums of the lines. A negative amount splits as the mirror of the positive one, so that a
 * red-letter fapiao cancels its blue one to the fen.
 *
 * Returns: FALSE where @rate is out of range; @net and @tax are untouched then.
 */
gboolean
vas_tax_split (VasMoney  gross,
               VasRate   rate,
               VasMoney *net,
               VasMoney *tax)
{
  unsigned __int128 divisor;
  guint64 part;

  if (rate < 0 || rate > VAS_RATE_MAX)
    return FALSE;

  divisor = 10000 + (unsigned __int128) rate;
  part = (guint64) (((unsigned __int128) magnitude (gross) * 20000 + divisor) / (2 * divisor));
  *net = (VasMoney) (gross < 0 ? -part : part);
  *tax = gross - *net;
  return TRUE;
}
