/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kinds of fapiao, forms of codes and numbers, and counting in numbers that are text (R20). */

#include "vas-fapiao-kind.h"

static void
test_codes (void)
{
  static const char * const codes[] = { "01", "04", "10", "11", "31", "32" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      VasFapiaoKind kind;
      int value = -1;

      g_assert_true (vas_fapiao_kind_from_code (codes[i], &kind));
      g_assert_cmpstr (vas_fapiao_kind_to_code (kind), ==, codes[i]);
      g_assert_true (vas_enum_from_id (&vas_fapiao_kind_enum, codes[i], &value));
      g_assert_cmpint (value, ==, (int) kind);
    }
}

static void
test_unknown_codes (void)
{
  VasFapiaoKind kind = VAS_FAPIAO_KIND_ROLL;

  g_assert_false (vas_fapiao_kind_from_code ("02", &kind));
  g_assert_false (vas_fapiao_kind_from_code ("4", &kind));
  g_assert_false (vas_fapiao_kind_from_code ("", &kind));
  g_assert_false (vas_fapiao_kind_from_code (NULL, &kind));
  g_assert_cmpint (kind, ==, VAS_FAPIAO_KIND_ROLL);
}

static void
test_facts (void)
{
  static const struct { VasFapiaoKind kind; gboolean paper, digital, total, check_code; } facts[] = {
    { VAS_FAPIAO_KIND_SPECIAL, TRUE, FALSE, FALSE, FALSE },
    { VAS_FAPIAO_KIND_ORDINARY, TRUE, FALSE, FALSE, TRUE },
    { VAS_FAPIAO_KIND_ELECTRONIC, FALSE, FALSE, FALSE, TRUE },
    { VAS_FAPIAO_KIND_ROLL, TRUE, FALSE, FALSE, TRUE },
    { VAS_FAPIAO_KIND_DIGITAL_SPECIAL, FALSE, TRUE, TRUE, FALSE },
    { VAS_FAPIAO_KIND_DIGITAL_ORDINARY, FALSE, TRUE, TRUE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_assert_cmpint (vas_fapiao_kind_is_paper (facts[i].kind), ==, facts[i].paper);
      g_assert_cmpint (vas_fapiao_kind_is_digital (facts[i].kind), ==, facts[i].digital);
      g_assert_cmpint (vas_fapiao_kind_amount_is_total (facts[i].kind), ==, facts[i].total);
      g_assert_cmpint (vas_fapiao_kind_has_check_code (facts[i].kind), ==, facts[i].check_code);
    }
}

static void
test_forms (void)
{
  g_assert_true (vas_fapiao_code_is_valid ("050003523456"));
  g_assert_true (vas_fapiao_code_is_valid ("4200161350"));
  g_assert_false (vas_fapiao_code_is_valid ("150003523456"));
  g_assert_false (vas_fapiao_code_is_valid ("05000352345"));
  g_assert_false (vas_fapiao_code_is_valid ("0500035234567"));
  g_assert_false (vas_fapiao_code_is_valid ("420016135"));
  g_assert_false (vas_fapiao_code_is_valid ("42001613a0"));
  g_assert_false (vas_fapiao_code_is_valid (NULL));

  g_assert_true (vas_fapiao_number_is_valid ("00015045"));
  g_assert_true (vas_fapiao_number_is_valid ("23442000000014209621"));
  g_assert_false (vas_fapiao_number_is_valid ("0001504"));
  g_assert_false (vas_fapiao_number_is_valid ("000150455"));
  g_assert_false (vas_fapiao_number_is_valid ("2344200000001420962"));
  g_assert_false (vas_fapiao_number_is_valid ("234420000000142096210"));
  g_assert_false (vas_fapiao_number_is_valid (""));

  g_assert_true (vas_fapiao_check_code_is_valid ("48114255542168294433"));
  g_assert_false (vas_fapiao_check_code_is_valid ("4811425554216829443"));
  g_assert_false (vas_fapiao_check_code_is_valid ("481142555421682944333"));
  g_assert_false (vas_fapiao_check_code_is_valid ("48114 25554 21682 94"));
}

static void
assert_sum (const char *number,
            int         n,
            const char *expected)
{
  g_autofree char *sum = vas_fapiao_number_add (number, n);

  g_assert_cmpstr (sum, ==, expected);
}

static void
test_add (void)
{
  assert_sum ("00015045", 1, "00015046");
  assert_sum ("00015045", 0, "00015045");
  assert_sum ("00000000", 49, "00000049");
  assert_sum ("09999999", 1, "10000000");
  assert_sum ("99999998", 1, "99999999");
  assert_sum ("99999999", 1, NULL);
  assert_sum ("00000001", -1, "00000000");
  assert_sum ("00000000", -1, NULL);
  assert_sum ("00000000", G_MAXINT, NULL);
  assert_sum ("00000000", G_MININT, NULL);
  assert_sum ("18446744073709551615", 1, "18446744073709551616");
  assert_sum ("99999999999999999999", 0, "99999999999999999999");
  assert_sum ("99999999999999999999", 1, NULL);
  assert_sum ("0001504", 1, NULL);
  assert_sum (NULL, 1, NULL);
}

static void
test_distance (void)
{
  g_assert_cmpint (vas_fapiao_number_distance ("00000000", "99999999"), ==, 99999999);
  g_assert_cmpint (vas_fapiao_number_distance ("00015046", "00015045"), ==, -1);
  g_assert_cmpint (vas_fapiao_number_distance ("00015045", "00015045"), ==, 0);
  g_assert_cmpint (vas_fapiao_number_distance ("18446744073709551615", "18446744073709551617"), ==, 2);
  g_assert_cmpint (vas_fapiao_number_distance ("00000000000000000000", "09223372036854775807"), ==, G_MAXINT64);
  g_assert_cmpint (vas_fapiao_number_distance ("00000000000000000000", "09223372036854775808"), ==, VAS_FAPIAO_NUMBER_DISTANCE_NONE);
  g_assert_cmpint (vas_fapiao_number_distance ("99999999999999999999", "00000000000000000000"), ==, VAS_FAPIAO_NUMBER_DISTANCE_NONE);
  g_assert_cmpint (vas_fapiao_number_distance ("00015045", "00000000000000015045"), ==, VAS_FAPIAO_NUMBER_DISTANCE_NONE);
  g_assert_cmpint (vas_fapiao_number_distance ("00015045", NULL), ==, VAS_FAPIAO_NUMBER_DISTANCE_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fapiao-kind/code-and-back", test_codes);
  g_test_add_func ("/fapiao-kind/unknown-codes-are-refused", test_unknown_codes);
  g_test_add_func ("/fapiao-kind/paper-total-and-check-code", test_facts);
  g_test_add_func ("/fapiao-number/forms", test_forms);
  g_test_add_func ("/fapiao-number/add/leading-zeros-stay-R20", test_add);
  g_test_add_func ("/fapiao-number/distance/of-text", test_distance);
  return g_test_run ();
}
