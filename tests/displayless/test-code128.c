/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Code 128: values that were published, the decode-back by a reader of its own, which knows the symbols from the other side (widths to
 * value), the fewest symbols against a plain search, and what cannot be encoded.
 */

#include "vas-code128.h"

#include <string.h>

/* Of a symbol's value, the widths as they stand in the table of the standard; a sample over all three thirds, checked by hand. */
static const struct {
  guint       value;
  const char *widths;
} known[] = {
  { 0, "212222" }, { 1, "222122" }, { 16, "123122" }, { 33, "111323" }, { 34, "131123" }, { 65, "121124" }, { 66, "121421" },
  { 77, "413111" }, { 95, "114113" }, { 96, "114311" }, { 97, "411113" }, { 98, "411311" }, { 99, "113141" }, { 100, "114131" },
  { 101, "311141" }, { 102, "411131" }, { 103, "211412" }, { 104, "211214" }, { 105, "211232" },
};

static char *
describe (const char *text)
{
  g_autoptr (GByteArray) symbols = vas_code128_encode (text);
  GString *said = g_string_new (NULL);

  for (guint i = 0; symbols != NULL && i < symbols->len; i++)
    g_string_append_printf (said, "%s%u", i > 0 ? " " : "", symbols->data[i]);

  return g_string_free (said, FALSE);
}

static void
assert_symbols (const char *text,
                const char *wanted)
{
  g_autofree char *said = describe (text);

  g_assert_cmpstr (said, ==, wanted);
}

/* “PJJ123C” in set A is the example of the encyclopedias, with 54 as its check; the same characters in set B give 55, by the same sum.
 * “Wikipedia” is checked by 88. */
static void
test_published (void)
{
  assert_symbols ("PJJ123C", "104 48 42 42 17 18 19 35 55 106");
  assert_symbols ("Wikipedia", "104 55 73 75 73 80 69 68 73 65 88 106");
  assert_symbols ("123456", "105 12 34 56 44 106");
  assert_symbols ("0", "104 16 17 106");
  assert_symbols ("00", "105 0 2 106");
}

static void
test_case_number (void)
{
  g_autoptr (GByteArray) symbols = vas_code128_encode ("KP2108-000415");

  assert_symbols ("KP2108-000415", "104 43 48 18 17 16 24 13 99 0 4 15 29 106");
  g_assert_cmpuint (vas_code128_get_modules (symbols), ==, 13 * 11 + 13);
}

static void
test_table (void)
{
  GByteArray *one = g_byte_array_new ();

  g_byte_array_set_size (one, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *widths = NULL;

      one->data[0] = (guint8) known[i].value;
      widths = vas_code128_get_widths (one);
      g_assert_cmpstr (widths, ==, known[i].widths);
    }
  g_byte_array_unref (one);
}

/* Each pattern is eleven modules with an even number of them black, and no other symbol's: what a scanner checks. */
static void
test_patterns (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GByteArray) one = g_byte_array_new ();

  g_byte_array_set_size (one, 1);
  for (guint value = 0; value < 106; value++)
    {
      g_autofree char *widths = NULL;

      one->data[0] = (guint8) value;
      widths = vas_code128_get_widths (one);
      g_assert_cmpuint (strlen (widths), ==, 6);
      g_assert_cmpuint (vas_code128_get_modules (one), ==, 11);
      g_assert_cmpint ((widths[0] + widths[2] + widths[4]) % 2, ==, 0);
      g_assert_true (g_hash_table_add (seen, g_steal_pointer (&widths)));
    }
}

/* The value of the symbol whose widths these are. */
static guint
look_up (const char *widths)
{
  g_autoptr (GByteArray) one = g_byte_array_new ();

  g_byte_array_set_size (one, 1);
  for (guint value = 0; value < 106; value++)
    {
      g_autofree char *of_value = NULL;

      one->data[0] = (guint8) value;
      of_value = vas_code128_get_widths (one);
      if (g_str_has_prefix (widths, of_value))
        return value;
    }

  g_assert_not_reached ();
}

/* Reads the widths as a scanner would: start, data in the set in force, check, stop. */
static char *
decode (const char *widths)
{
  GString *text = g_string_new (NULL);
  const gsize n = (strlen (widths) - 7) / 6;
  guint sum = look_up (widths);
  gboolean pairs = sum == 105;

  g_assert_true (sum == 104 || sum == 105);
  g_assert_cmpstr (widths + n * 6, ==, "2331112");
  for (gsize i = 1; i + 1 < n; i++)
    {
      const guint value = look_up (widths + i * 6);

      sum += (guint) i * value;
      if (!pairs && value < 95)
        g_string_append_c (text, (char) (value + ' '));
      else if (pairs && value < 100)
        g_string_append_printf (text, "%02u", value);
      else
        {
          g_assert_cmpuint (value, ==, pairs ? 100 : 99);
          pairs = !pairs;
        }
    }
  g_assert_cmpuint (look_up (widths + (n - 1) * 6), ==, sum % 103);

  return g_string_free (text, FALSE);
}

static char *
make_text (GRand *rand)
{
  const int length = g_rand_int_range (rand, 1, 15);
  char *text = g_malloc0 ((gsize) length + 1);

  for (int i = 0; i < length; i++)
    text[i] = (char) (g_rand_boolean (rand) ? g_rand_int_range (rand, '0', '9' + 1) : g_rand_int_range (rand, ' ', '~' + 1));

  return text;
}

static void
test_decodes_back (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (128);

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *text = make_text (rand);
      g_autoptr (GByteArray) symbols = vas_code128_encode (text);
      g_autofree char *widths = vas_code128_get_widths (symbols);
      g_autofree char *back = decode (widths);

      g_assert_cmpstr (back, ==, text);
    }
}

/* The fewest symbols by trying everything. */
static guint
try_all (const char *text,
         gboolean    pairs)
{
  guint best = G_MAXUINT;
  guint rest;

  if (*text == '\0')
    return 0;
  if (!pairs)
    best = 1 + try_all (text + 1, FALSE);
  if (g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]))
    {
      rest = try_all (text + 2, TRUE);
      best = MIN (best, 1 + rest + (pairs ? 0 : 1));
    }
  if (pairs)
    {
      rest = try_all (text + 1, FALSE);
      best = MIN (best, 2 + rest);
    }

  return best;
}

static void
test_fewest (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (15417);

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = make_text (rand);
      g_autoptr (GByteArray) symbols = vas_code128_encode (text);
      const guint from_b = try_all (text, FALSE);
      const guint from_c = try_all (text, TRUE);

      g_assert_cmpuint (symbols->len, ==, MIN (from_b, from_c) + 3);
    }
}

static void
test_refused (void)
{
  static const char * const none[] = { "", "开票", "KP\n", "\x7f", "KP2108\xc2\xa0" };
  g_autofree char *longest = g_strnfill (VAS_CODE128_MAX, '7');
  g_autofree char *longer = g_strnfill (VAS_CODE128_MAX + 1, '7');
  g_autoptr (GByteArray) symbols = vas_code128_encode (longest);

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (vas_code128_encode (none[i]));
  g_assert_nonnull (symbols);
  g_assert_cmpuint (symbols->len, ==, VAS_CODE128_MAX / 2 + 3);
  g_assert_null (vas_code128_encode (longer));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/code128/published-examples-have-their-symbols-and-check", test_published);
  g_test_add_func ("/code128/a-case-number-switches-to-pairs-where-that-is-shorter", test_case_number);
  g_test_add_func ("/code128/widths-are-those-of-the-standard", test_table);
  g_test_add_func ("/code128/every-pattern-is-eleven-modules-and-its-own", test_patterns);
  g_test_add_func ("/code128/another-reader-reads-it-back", test_decodes_back);
  g_test_add_func ("/code128/no-other-switching-takes-fewer-symbols", test_fewest);
  g_test_add_func ("/code128/what-it-cannot-hold-is-refused", test_refused);

  return g_test_run ();
}
