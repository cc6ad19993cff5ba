/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taxpayer ids (R14): the real and the wrong ones, each side of every rule. */

#include "vas-taxpayer-id.h"

#include <string.h>

static const char *real_ids[] = {
  "914403001922038216", "91440300708461136T", "91330100799655058B", "91110000802100433B",
  "9152000071430580XT", "91440300192317458F", "12100000425006133D", "91350100M000100Y43",
};

static void
assert_result (const char          *text,
               VasTaxpayerIdResult  expected)
{
  VasTaxpayerIdResult actual = vas_taxpayer_id_check (text, NULL);

  if (actual != expected)
    g_error ("%s is %s, not %s", text, vas_taxpayer_id_result_nick (actual), vas_taxpayer_id_result_nick (expected));
}

static void
test_real (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (real_ids); i++)
    {
      assert_result (real_ids[i], VAS_TAXPAYER_ID_VALID);
      g_assert_cmpint (vas_taxpayer_id_compute_check (real_ids[i]), ==, real_ids[i][17]);
    }
}

static void
test_every_single_slip_is_seen (void)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  for (gsize i = 0; i < VAS_TAXPAYER_ID_LENGTH; i++)
    for (const char *c = alphabet; *c != '\0'; c++)
      {
        g_autofree char *id = g_strdup (real_ids[1]);

        id[i] = *c;
        g_assert_true ((vas_taxpayer_id_check (id, NULL) == VAS_TAXPAYER_ID_VALID) == (*c == real_ids[1][i]));
      }
}

static void
test_wrong_check (void)
{
  assert_result ("914403001922038217", VAS_TAXPAYER_ID_WRONG_CHECK);
  assert_result ("914403009122038216", VAS_TAXPAYER_ID_WRONG_CHECK);
}

static void
test_length (void)
{
  assert_result ("91440300192203821", VAS_TAXPAYER_ID_OLD_FORM);
  assert_result ("9144030019220382166", VAS_TAXPAYER_ID_WRONG_LENGTH);
  assert_result ("9144030019220382", VAS_TAXPAYER_ID_WRONG_LENGTH);
  assert_result ("44030019220382X", VAS_TAXPAYER_ID_OLD_FORM);
  assert_result ("44030019220382", VAS_TAXPAYER_ID_WRONG_LENGTH);
  assert_result ("44030019900101123X01", VAS_TAXPAYER_ID_OLD_FORM);
  assert_result ("44030019900101123X012", VAS_TAXPAYER_ID_WRONG_LENGTH);
  assert_result ("1", VAS_TAXPAYER_ID_WRONG_LENGTH);
}

static void
test_alphabet (void)
{
  for (const char *c = "IOSVZ"; *c != '\0'; c++)
    {
      g_autofree char *id = g_strdup (real_ids[0]);

      id[10] = *c;
      assert_result (id, VAS_TAXPAYER_ID_WRONG_ALPHABET);
      g_assert_cmpint (vas_taxpayer_id_compute_check (id), ==, 0);
    }
  assert_result ("91440300-92203821", VAS_TAXPAYER_ID_WRONG_ALPHABET);
  assert_result ("9144030019220382一", VAS_TAXPAYER_ID_WRONG_ALPHABET);
  assert_result ("\xff\xfe", VAS_TAXPAYER_ID_WRONG_ALPHABET);
}

static void
test_empty (void)
{
  assert_result (NULL, VAS_TAXPAYER_ID_EMPTY);
  assert_result ("", VAS_TAXPAYER_ID_EMPTY);
  assert_result (" \t　", VAS_TAXPAYER_ID_EMPTY);
}

static void
test_normalized (void)
{
  g_autofree char *normalized = NULL;
  g_autofree char *wrong = NULL;

  g_assert_cmpint (vas_taxpayer_id_check ("９１44 0300 70846113 6t\r\n", &normalized), ==, VAS_TAXPAYER_ID_VALID);
  g_assert_cmpstr (normalized, ==, "91440300708461136T");
  g_assert_cmpint (vas_taxpayer_id_check (" 9i ", &wrong), ==, VAS_TAXPAYER_ID_WRONG_LENGTH);
  g_assert_cmpstr (wrong, ==, "9I");
}

static void
test_personal (void)
{
  /* Invented; the date of birth is what makes the shape. */
  assert_result ("440301199002291234", VAS_TAXPAYER_ID_WRONG_CHECK);
  assert_result ("440301199202291234", VAS_TAXPAYER_ID_LOOKS_PERSONAL);
  assert_result ("44030119920229123x", VAS_TAXPAYER_ID_LOOKS_PERSONAL);
  assert_result ("440301189912311234", VAS_TAXPAYER_ID_WRONG_CHECK);
  assert_result ("440301190001011234", VAS_TAXPAYER_ID_LOOKS_PERSONAL);
  assert_result ("440301199013011234", VAS_TAXPAYER_ID_WRONG_CHECK);
  assert_result ("44030119900101123A", VAS_TAXPAYER_ID_WRONG_CHECK);
  /* No region of persons begins with 9. */
  assert_result ("914403199001011234", VAS_TAXPAYER_ID_WRONG_CHECK);
}

static void
test_personal_and_valid (void)
{
  char both[19] = { 0 };
  gboolean seen_valid = FALSE;
  gboolean seen_personal = FALSE;

  /* Of the many ids with a right outer check and a date inside, those with a right card check too are asked about. */
  for (int i = 0; i < 2000 && !(seen_valid && seen_personal); i++)
    {
      VasTaxpayerIdResult result;

      g_snprintf (both, sizeof both, "44030119900101%03dX", i % 1000);
      if (i >= 1000)
        both[5] = '3';
      both[17] = vas_taxpayer_id_compute_check (both);
      result = vas_taxpayer_id_check (both, NULL);
      g_assert_true (result == VAS_TAXPAYER_ID_VALID || result == VAS_TAXPAYER_ID_LOOKS_PERSONAL);
      seen_valid |= result == VAS_TAXPAYER_ID_VALID;
      seen_personal |= result == VAS_TAXPAYER_ID_LOOKS_PERSONAL;
    }
  g_assert_true (seen_valid);
  g_assert_true (seen_personal);
}

static void
test_inner (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (real_ids); i++)
    g_assert_true (vas_taxpayer_id_inner_is_valid (real_ids[i]));

  /* A slip in the area leaves the organisation code right; one inside it does not. */
  g_assert_true (vas_taxpayer_id_inner_is_valid ("914404001922038216"));
  g_assert_false (vas_taxpayer_id_inner_is_valid ("914403001932038216"));
  g_assert_false (vas_taxpayer_id_inner_is_valid ("91440300192203821"));
  g_assert_false (vas_taxpayer_id_inner_is_valid (NULL));
}

static void
test_organisation_check (void)
{
  /* Remainders that give a digit, X (10) and 0 (11). */
  g_assert_cmpint (vas_organisation_code_compute_check ("19220382"), ==, '1');
  g_assert_cmpint (vas_organisation_code_compute_check ("71430580"), ==, 'X');
  g_assert_cmpint (vas_organisation_code_compute_check ("00000000"), ==, '0');
  g_assert_cmpint (vas_organisation_code_compute_check ("M000100Y"), ==, '4');
  g_assert_cmpint (vas_organisation_code_compute_check ("1922038"), ==, 0);
  g_assert_cmpint (vas_organisation_code_compute_check ("1922038x"), ==, 0);
  g_assert_cmpint (vas_organisation_code_compute_check (NULL), ==, 0);
}

static void
test_short_compute (void)
{
  g_assert_cmpint (vas_taxpayer_id_compute_check ("9144030019220382"), ==, 0);
  g_assert_cmpint (vas_taxpayer_id_compute_check ("00000000000000000"), ==, '0');
  g_assert_cmpint (vas_taxpayer_id_compute_check (NULL), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/taxpayer-id/real-ones-are-valid-R14", test_real);
  g_test_add_func ("/taxpayer-id/every-single-slip-is-seen", test_every_single_slip_is_seen);
  g_test_add_func ("/taxpayer-id/wrong-check-is-asked-about", test_wrong_check);
  g_test_add_func ("/taxpayer-id/length/15-17-18-20-only", test_length);
  g_test_add_func ("/taxpayer-id/alphabet/no-i-o-s-v-z", test_alphabet);
  g_test_add_func ("/taxpayer-id/empty", test_empty);
  g_test_add_func ("/taxpayer-id/normal-form-is-given-back", test_normalized);
  g_test_add_func ("/taxpayer-id/personal/a-date-makes-it", test_personal);
  g_test_add_func ("/taxpayer-id/personal/both-checks-are-needed-against-a-valid-code", test_personal_and_valid);
  g_test_add_func ("/taxpayer-id/inner/organisation-code", test_inner);
  g_test_add_func ("/taxpayer-id/inner/check-character", test_organisation_check);
  g_test_add_func ("/taxpayer-id/compute/short-text-has-none", test_short_compute);
  return g_test_run ();
}
