/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Amounts: checked arithmetic, reading, showing, capitals, and the split of tax with the published figures. */

#include "vas-core-error.h"
#include "vas-money.h"

#include <string.h>

static void
test_arithmetic_edges (void)
{
  VasMoney out = 7;

  g_assert_true (vas_money_add (1, 2, &out));
  g_assert_cmpint (out, ==, 3);
  g_assert_false (vas_money_add (G_MAXINT64, 1, &out));
  g_assert_cmpint (out, ==, 3);
  g_assert_true (vas_money_add (G_MAXINT64 - 1, 1, &out));
  g_assert_cmpint (out, ==, G_MAXINT64);

  g_assert_true (vas_money_sub (-1, G_MAXINT64, &out));
  g_assert_cmpint (out, ==, G_MININT64);
  g_assert_false (vas_money_sub (-2, G_MAXINT64, &out));
  g_assert_cmpint (out, ==, G_MININT64);

  g_assert_true (vas_money_mul_int (2980, -12, &out));
  g_assert_cmpint (out, ==, -35760);
  g_assert_false (vas_money_mul_int (G_MAXINT64 / 2 + 1, 2, &out));
  g_assert_false (vas_money_mul_int (G_MININT64, -1, &out));
  g_assert_cmpint (out, ==, -35760);
}

static void
test_sum (void)
{
  const VasMoney over_and_back[] = { G_MAXINT64, 1, -1 };
  VasMoney out = 7;

  g_assert_false (vas_money_sum (over_and_back, 2, &out));
  g_assert_cmpint (out, ==, 7);
  g_assert_true (vas_money_sum (over_and_back, 3, &out));
  g_assert_cmpint (out, ==, G_MAXINT64);
  g_assert_true (vas_money_sum (NULL, 0, &out));
  g_assert_cmpint (out, ==, 0);
}

static void
test_parse_accepts (void)
{
  static const struct { const char *text; VasMoney fen; } cases[] = {
    { "98", 9800 }, { "98.0", 9800 }, { "98.00", 9800 }, { "98.5", 9850 }, { "98.05", 9805 }, { "98.050", 9805 },
    { "1,234.00", 123400 }, { "12,345,678.90", 1234567890 }, { "1234567", 123456700 }, { "¥98", 9800 }, { "￥98", 9800 },
    { "¥ 98", 9800 }, { "９８．５０", 9850 }, { "１，２３４", 123400 }, { "  98 ", 9800 }, { "\t98\n", 9800 },
    { "　98　", 9800 }, { "98元", 9800 }, { "98.00 元", 9800 }, { "¥1,234.00元", 123400 }, { "-1", -100 },
    { "-¥1.00", -100 }, { "－１", -100 }, { "−1", -100 }, { "98。5", 9850 }, { " 98", 9800 }, { "0", 0 }, { "-0", 0 }, { "0.01", 1 }, { "007", 700 },
    { "100000000000", VAS_MONEY_MAX }, { "-100,000,000,000.00", -VAS_MONEY_MAX },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      VasMoney out = 7;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      vas_money_parse (cases[i].text, &out, &error);
      g_assert_no_error (error);
      g_assert_cmpint (out, ==, cases[i].fen);
    }
}

static void
test_parse_refuses (void)
{
  static const struct { const char *text; int code; const char *says; } cases[] = {
    { "", VAS_CORE_ERROR_MISSING, "empty" }, { " \t　", VAS_CORE_ERROR_MISSING, "empty" },
    { "98.001", VAS_CORE_ERROR_INVALID, "two decimals" }, { "98.", VAS_CORE_ERROR_INVALID, "follows the decimal point" },
    { ".5", VAS_CORE_ERROR_INVALID, "begins with a digit" }, { "¥", VAS_CORE_ERROR_INVALID, "begins with a digit" },
    { "元", VAS_CORE_ERROR_INVALID, "begins with a digit" }, { "1,23", VAS_CORE_ERROR_INVALID, "groups of three" },
    { "1234,567", VAS_CORE_ERROR_INVALID, "groups of three" }, { "1,2345", VAS_CORE_ERROR_INVALID, "groups of three" },
    { ",123", VAS_CORE_ERROR_INVALID, "groups of three" }, { "1,,234", VAS_CORE_ERROR_INVALID, "groups of three" },
    { "1,234,", VAS_CORE_ERROR_INVALID, "groups of three" }, { "1,234,56.00", VAS_CORE_ERROR_INVALID, "groups of three" },
    { "1.234,00", VAS_CORE_ERROR_INVALID, "two decimals" }, { "1.2.3", VAS_CORE_ERROR_INVALID, "one decimal point" },
    { "1 234", VAS_CORE_ERROR_INVALID, "digits, commas" }, { "98块", VAS_CORE_ERROR_INVALID, "digits, commas" },
    { "98元元", VAS_CORE_ERROR_INVALID, "digits, commas" }, { "1e3", VAS_CORE_ERROR_INVALID, "digits, commas" },
    { "0x10", VAS_CORE_ERROR_INVALID, "digits, commas" }, { "+5", VAS_CORE_ERROR_INVALID, "begins with a digit" },
    { "--5", VAS_CORE_ERROR_INVALID, "minus sign" }, { "¥-5", VAS_CORE_ERROR_INVALID, "minus sign" },
    { "5-", VAS_CORE_ERROR_INVALID, "digits, commas" }, { "$5", VAS_CORE_ERROR_INVALID, "begins with a digit" },
    { "٣", VAS_CORE_ERROR_INVALID, "begins with a digit" }, { "9\xff", VAS_CORE_ERROR_INVALID, "UTF-8" },
    { "100000000000.01", VAS_CORE_ERROR_RANGE, "at most" }, { "-100000000000.01", VAS_CORE_ERROR_RANGE, "at most" },
    { "92233720368547758.08", VAS_CORE_ERROR_RANGE, "at most" }, { "18446744073709551617", VAS_CORE_ERROR_RANGE, "at most" },
    { "99999999999999999999999999999999999999999999", VAS_CORE_ERROR_RANGE, "at most" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      VasMoney out = 7;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_false (vas_money_parse (cases[i].text, &out, &error));
      g_assert_error (error, VAS_CORE_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_cmpint (out, ==, 7);
    }
}

static void
test_parse_limits_the_text (void)
{
  g_autofree char *longest = g_strnfill (128, '0');
  g_autofree char *longer = g_strnfill (129, '0');
  g_autoptr(GError) error = NULL;
  VasMoney out = 7;

  g_assert_true (vas_money_parse (longest, &out, NULL));
  g_assert_cmpint (out, ==, 0);
  g_assert_false (vas_money_parse (longer, &out, &error));
  g_assert_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE);
}

static void
test_format (void)
{
  static const struct { VasMoney fen; const char *shown; const char *plain; } cases[] = {
    { 0, "¥0.00", "0.00" }, { 1, "¥0.01", "0.01" }, { -5, "-¥0.05", "-0.05" }, { -100, "-¥1.00", "-1.00" },
    { 99900, "¥999.00", "999.00" }, { 100000, "¥1,000.00", "1000.00" }, { 123400, "¥1,234.00", "1234.00" },
    { 123456789012, "¥1,234,567,890.12", "1234567890.12" },
    { G_MAXINT64, "¥92,233,720,368,547,758.07", "92233720368547758.07" },
    { G_MININT64, "-¥92,233,720,368,547,758.08", "-92233720368547758.08" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = vas_money_format (cases[i].fen);
      g_autofree char *plain = vas_money_format_plain (cases[i].fen);

      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

static void
test_format_reads_back (void)
{
  for (VasMoney fen = -VAS_MONEY_MAX; fen <= VAS_MONEY_MAX; fen += 1234567891)
    {
      g_autofree char *shown = vas_money_format (fen);
      g_autofree char *plain = vas_money_format_plain (fen);
      VasMoney from_shown = 0, from_plain = 0;

      g_assert_true (vas_money_parse (shown, &from_shown, NULL));
      g_assert_true (vas_money_parse (plain, &from_plain, NULL));
      g_assert_cmpint (from_shown, ==, fen);
      g_assert_cmpint (from_plain, ==, fen);
    }
}

static void
test_words (void)
{
  static const struct { VasMoney fen; const char *words; } cases[] = {
    { 0, "零圆整" }, { 5, "伍分" }, { 50, "伍角整" }, { 55, "伍角伍分" }, { 100, "壹圆整" }, { 1000, "壹拾圆整" },
    { 105, "壹圆零伍分" }, { 150, "壹圆伍角整" }, { 10045, "壹佰圆肆角伍分" }, { 100005, "壹仟圆零伍分" },
    { 9800, "玖拾捌圆整" }, { 29800, "贰佰玖拾捌圆整" }, { 10100, "壹佰零壹圆整" }, { 101000, "壹仟零壹拾圆整" },
    { 100100, "壹仟零壹圆整" }, { 110000, "壹仟壹佰圆整" }, { 1000000, "壹万圆整" }, { 1000100, "壹万零壹圆整" },
    { 1010000, "壹万零壹佰圆整" }, { 1100000, "壹万壹仟圆整" }, { 10700053, "壹拾万柒仟圆伍角叁分" },
    { 10070000, "壹拾万零柒佰圆整" }, { 140950, "壹仟肆佰零玖圆伍角整" }, { 600714, "陆仟零柒圆壹角肆分" },
    { 10000000000, "壹亿圆整" }, { 10000000100, "壹亿零壹圆整" }, { 10000100000, "壹亿零壹仟圆整" },
    { 10001000000, "壹亿零壹万圆整" }, { 10001000100, "壹亿零壹万零壹圆整" }, { 11000000000, "壹亿壹仟万圆整" },
    { 100000000000, "壹拾亿圆整" }, { VAS_MONEY_MAX, "壹仟亿圆整" }, { -100, "负壹圆整" }, { -10045, "负壹佰圆肆角伍分" },
    { 16510600, "壹拾陆万伍仟壹佰零陆圆整" },
    { G_MININT64, "负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌圆零捌分" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = vas_money_to_words (cases[i].fen);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_rate_parse (void)
{
  static const struct { const char *text; VasRate rate; } good[] = {
    { "6%", 600 }, { "0.06", 600 }, { "６％", 600 }, { " 6 % ", 600 }, { "13%", 1300 }, { "0.5%", 50 }, { "0.005", 50 },
    { "6.25%", 625 }, { "6.250%", 625 }, { "0.0001", 1 }, { "0.01%", 1 }, { "0%", 0 }, { "0.00", 0 }, { "100%", 10000 },
  };
  static const struct { const char *text; int code; } bad[] = {
    { "6", VAS_CORE_ERROR_INVALID }, { "1.06", VAS_CORE_ERROR_INVALID }, { "0", VAS_CORE_ERROR_INVALID },
    { ".06", VAS_CORE_ERROR_INVALID }, { "%", VAS_CORE_ERROR_INVALID }, { "6%%", VAS_CORE_ERROR_INVALID },
    { "-6%", VAS_CORE_ERROR_INVALID }, { "6.001%", VAS_CORE_ERROR_INVALID }, { "0.00001", VAS_CORE_ERROR_INVALID },
    { "0.", VAS_CORE_ERROR_INVALID }, { "6‰", VAS_CORE_ERROR_INVALID }, { "100.01%", VAS_CORE_ERROR_RANGE },
    { "99999999999999999999%", VAS_CORE_ERROR_RANGE }, { "", VAS_CORE_ERROR_MISSING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      VasRate rate = 7;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_true (vas_rate_parse (good[i].text, &rate, NULL));
      g_assert_cmpint (rate, ==, good[i].rate);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      VasRate rate = 7;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_false (vas_rate_parse (bad[i].text, &rate, &error));
      g_assert_error (error, VAS_CORE_ERROR, bad[i].code);
      g_assert_cmpint (rate, ==, 7);
    }
}

static void
test_rate_format (void)
{
  static const struct { VasRate rate; const char *shown; } cases[] = {
    { 0, "0%" }, { 1, "0.01%" }, { 25, "0.25%" }, { 50, "0.5%" }, { 600, "6%" }, { 605, "6.05%" }, { 650, "6.5%" }, { 10000, "100%" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = vas_rate_format (cases[i].rate);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
assert_split (VasMoney gross,
              VasRate  rate,
              VasMoney expected_net,
              VasMoney expected_tax)
{
  VasMoney net = 7, tax = 7;

  g_assert_true (vas_tax_split (gross, rate, &net, &tax));
  g_assert_cmpint (net, ==, expected_net);
  g_assert_cmpint (tax, ==, expected_tax);
}

static void
test_tax_published (void)
{
  assert_split (29800, 600, 28113, 1687);
  assert_split (10000, 600, 9434, 566);
  assert_split (9800, 600, 9245, 555);
  assert_split (9800, 0, 9800, 0);
  assert_split (11300, 1300, 10000, 1300);
  assert_split (0, 600, 0, 0);
}

static void
test_tax_lines (void)
{
  VasMoney net, tax, total;

  g_assert_true (vas_tax_split (2980, 600, &net, &tax));
  g_assert_true (vas_money_mul_int (tax, 12, &total));
  g_assert_cmpint (total, ==, 2028);
  assert_split (12 * 2980, 600, 33736, 2024);
}

static void
test_tax_rounding (void)
{
  VasMoney net = 7, tax = 7;

  /* 3 ÷ 2 is a half exactly: up, and away from nought on the negative side. */
  assert_split (3, 10000, 2, 1);
  assert_split (-3, 10000, -2, -1);
  assert_split (-29800, 600, -28113, -1687);
  assert_split (G_MAXINT64, 0, G_MAXINT64, 0);
  assert_split (G_MININT64, 0, G_MININT64, 0);
  assert_split (G_MAXINT64, 10000, G_GINT64_CONSTANT (4611686018427387904), G_GINT64_CONSTANT (4611686018427387903));
  net = tax = 7;
  g_assert_false (vas_tax_split (100, -1, &net, &tax));
  g_assert_false (vas_tax_split (100, VAS_RATE_MAX + 1, &net, &tax));
  g_assert_cmpint (net, ==, 7);
  g_assert_cmpint (tax, ==, 7);
}

/* The definition itself: net is the one integer with gross/(1+r) − ½ < net ≤ gross/(1+r) + ½, here in whole numbers. */
static void
test_tax_definition (void)
{
  static const VasRate rates[] = { 0, 1, 50, 100, 300, 600, 900, 1300, 9999, 10000 };

  for (gsize r = 0; r < G_N_ELEMENTS (rates); r++)
    for (VasMoney gross = 0; gross < 20000; gross += 7)
      {
        gint64 divisor = 10000 + rates[r];
        VasMoney net, tax;

        g_assert_true (vas_tax_split (gross, rates[r], &net, &tax));
        g_assert_cmpint (2 * net * divisor, >, 2 * gross * 10000 - divisor);
        g_assert_cmpint (2 * net * divisor, <=, 2 * gross * 10000 + divisor);
        g_assert_cmpint (net + tax, ==, gross);
        assert_split (-gross, rates[r], -net, -tax);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/arithmetic/overflow-is-refused-and-leaves-the-result-alone", test_arithmetic_edges);
  g_test_add_func ("/money/sum/only-the-total-must-fit", test_sum);
  g_test_add_func ("/money/parse/takes-what-people-write", test_parse_accepts);
  g_test_add_func ("/money/parse/refusal-names-the-rule", test_parse_refuses);
  g_test_add_func ("/money/parse/long-text-is-refused", test_parse_limits_the_text);
  g_test_add_func ("/money/format/groups-thousands", test_format);
  g_test_add_func ("/money/format/reads-back", test_format_reads_back);
  g_test_add_func ("/money/words/zeros-stand-where-bills-want-them", test_words);
  g_test_add_func ("/rate/parse/bare-number-is-refused", test_rate_parse);
  g_test_add_func ("/rate/format/no-idle-zeros", test_rate_format);
  g_test_add_func ("/tax/split/published-figures-R23", test_tax_published);
  g_test_add_func ("/tax/split/total-is-the-sum-of-the-lines-R23", test_tax_lines);
  g_test_add_func ("/tax/split/half-goes-up-and-negatives-mirror-R23", test_tax_rounding);
  g_test_add_func ("/tax/split/is-the-nearest-fen-R23", test_tax_definition);
  return g_test_run ();
}
