/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taxpayer ids. Since 2015 an organisation's is its unified social credit code (GB 32100-2015): 18 characters of 31,
 * the last a check character modulo 31; characters 9 to 17 are the older organisation code, whose own last character
 * is a check modulo 11 (GB 11714-1997). Some early codes in real use fail the outer check, so a wrong check character
 * is asked about and never forbidden; a wrong length or alphabet is.
 *
 * Pure functions; any thread.
 */

#include "vas-taxpayer-id.h"

#include "vas-text.h"

#include <string.h>

static const char uscc_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
static const int uscc_weights[] = { 1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28 };
static const int organisation_weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
static const int person_weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };

static int
digits_value (const char *text,
              int         n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    value = value * 10 + g_ascii_digit_value (text[i]);

  return value;
}

static gboolean
person_check_is_valid (const char *id)
{
  int sum = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (person_weights); i++)
    sum += person_weights[i] * g_ascii_digit_value (id[i]);

  return "10X98765432"[sum % 11] == id[17];
}

/* The shape of a personal id card (GB 11643): region (1–8), date of birth in 7–14, digits to the last but one. */
static gboolean
has_person_shape (const char *id)
{
  int year, month, day;

  if (strspn (id, "0123456789") < 17 || strchr ("0123456789X", id[17]) == NULL || id[0] < '1' || id[0] > '8')
    return FALSE;

  year = digits_value (id + 6, 4);
  month = digits_value (id + 10, 2);
  day = digits_value (id + 12, 2);

  return year >= 1900 && year < 2100 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static VasTaxpayerIdResult
judge_18 (const char *id)
{
  gboolean check_holds;

  if (strspn (id, uscc_alphabet) != VAS_TAXPAYER_ID_LENGTH)
    return VAS_TAXPAYER_ID_WRONG_ALPHABET;

  check_holds = vas_taxpayer_id_compute_check (id) == id[17];
  /* A real credit code may carry a date there by chance; both checks at once do not come by chance. */
  if (has_person_shape (id) && (!check_holds || person_check_is_valid (id)))
    return VAS_TAXPAYER_ID_LOOKS_PERSONAL;

  return check_holds ? VAS_TAXPAYER_ID_VALID : VAS_TAXPAYER_ID_WRONG_CHECK;
}

/**
 * vas_taxpayer_id_normalize:
 * @text: (nullable): the id as given
 *
 * Returns: (transfer full): half-width, upper case, without spaces and control characters
 */
char *
vas_taxpayer_id_normalize (const char *text)
{
  g_autofree char *compact = vas_text_compact (text);

  return g_ascii_strup (compact, -1);
}

/**
 * vas_taxpayer_id_check:
 * @text: (nullable): the id as given
 * @normalized: (out) (optional) (transfer full): its normal form, whatever the result
 *
 * Judges a taxpayer id (R14).
 *
 * Returns: what it is
 */
VasTaxpayerIdResult
vas_taxpayer_id_check (const char  *text,
                       char       **normalized)
{
  g_autofree char *id = vas_taxpayer_id_normalize (text);
  gsize length = strlen (id);
  VasTaxpayerIdResult result;

  if (length == 0)
    result = VAS_TAXPAYER_ID_EMPTY;
  else if (strspn (id, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != length)
    result = VAS_TAXPAYER_ID_WRONG_ALPHABET;
  else if (length == VAS_TAXPAYER_ID_LENGTH)
    result = judge_18 (id);
  else if (length == 15 || length == 17 || length == 20)
    result = VAS_TAXPAYER_ID_OLD_FORM;
  else
    result = VAS_TAXPAYER_ID_WRONG_LENGTH;

  if (normalized != NULL)
    *normalized = g_steal_pointer (&id);

  return result;
}

/**
 * vas_taxpayer_id_compute_check:
 * @first17: at least 17 characters; those after are not looked at
 *
 * Returns: the check character by GB 32100-2015, or 0 where a character is none of its 31
 */
char
vas_taxpayer_id_compute_check (const char *first17)
{
  int sum = 0;

  if (first17 == NULL)
    return 0;

  for (gsize i = 0; i < G_N_ELEMENTS (uscc_weights); i++)
    {
      const char *place = first17[i] != '\0' ? strchr (uscc_alphabet, first17[i]) : NULL;

      if (place == NULL)
        return 0;
      sum += (int) (place - uscc_alphabet) * uscc_weights[i];
    }

  return uscc_alphabet[(31 - sum % 31) % 31];
}

/**
 * vas_organisation_code_compute_check:
 * @first8: at least 8 characters; those after are not looked at
 *
 * Returns: the check character of an organisation code by GB 11714, or 0 where a character is no digit or letter
 */
char
vas_organisation_code_compute_check (const char *first8)
{
  int sum = 0;
  int check;

  if (first8 == NULL)
    return 0;

  for (gsize i = 0; i < G_N_ELEMENTS (organisation_weights); i++)
    {
      char c = first8[i];

      if (!g_ascii_isdigit (c) && !g_ascii_isupper (c))
        return 0;
      sum += organisation_weights[i] * (g_ascii_isdigit (c) ? c - '0' : c - 'A' + 10);
    }

  check = 11 - sum % 11;
  if (check == 11)
    return '0';

  return check == 10 ? 'X' : (char) ('0' + check);
}

/**
 * vas_taxpayer_id_inner_is_valid:
 * @taxpayer_id: (nullable): in normal form
 *
 * Tells whether the organisation code in characters 9 to 17 carries its own right check character. Worth telling a
 * clerk beside %VAS_TAXPAYER_ID_WRONG_CHECK (a right inner check points at a slip elsewhere); it makes nothing wrong
 * by itself.
 *
 * Returns: FALSE too where the length is not 18
 */
gboolean
vas_taxpayer_id_inner_is_valid (const char *taxpayer_id)
{
  if (taxpayer_id == NULL || strlen (taxpayer_id) != VAS_TAXPAYER_ID_LENGTH)
    return FALSE;

  return vas_organisation_code_compute_check (taxpayer_id + 8) == taxpayer_id[16];
}

/**
 * vas_taxpayer_id_result_nick:
 *
 * Returns: a stable word for machines (`vasctl --json`)
 */
const char *
vas_taxpayer_id_result_nick (VasTaxpayerIdResult result)
{
  switch (result)
    {
    case VAS_TAXPAYER_ID_EMPTY:
      return "empty";
    case VAS_TAXPAYER_ID_VALID:
      return "valid";
    case VAS_TAXPAYER_ID_WRONG_CHECK:
      return "wrong-check";
    case VAS_TAXPAYER_ID_OLD_FORM:
      return "old-form";
    case VAS_TAXPAYER_ID_LOOKS_PERSONAL:
      return "looks-personal";
    case VAS_TAXPAYER_ID_WRONG_LENGTH:
      return "wrong-length";
    case VAS_TAXPAYER_ID_WRONG_ALPHABET:
      return "wrong-alphabet";
    default:
      g_return_val_if_reached ("unknown");
    }
}
