/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kinds of fapiao, and the forms of their codes and numbers. Numbers are text: leading zeros belong to them, and those of
 * fully digital fapiao (20 digits) fit no machine integer.
 *
 * Pure functions; any thread. They judge normal forms: bring text from outside through vas_text_compact() first.
 */

#include "vas-fapiao-kind.h"

#include "vas-text.h"

#include <string.h>

#define PAPER_NUMBER_LENGTH 8
#define DIGITAL_NUMBER_LENGTH 20

static const char * const kind_codes[] = { "01", "04", "10", "11", "31", "32", NULL };

const VasEnum vas_fapiao_kind_enum = { "kind of fapiao", kind_codes };

/**
 * vas_fapiao_kind_from_code:
 * @code: (nullable): two digits
 * @kind: (out): untouched on FALSE
 *
 * Returns: FALSE where no kind has this code
 */
gboolean
vas_fapiao_kind_from_code (const char    *code,
                           VasFapiaoKind *kind)
{
  for (gsize i = 0; kind_codes[i] != NULL; i++)
    if (g_strcmp0 (code, kind_codes[i]) == 0)
      {
        *kind = (VasFapiaoKind) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vas_fapiao_kind_to_code:
 *
 * Returns: two digits
 */
const char *
vas_fapiao_kind_to_code (VasFapiaoKind kind)
{
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (kind_codes) - 1, NULL);

  return kind_codes[kind];
}

/**
 * vas_fapiao_kind_is_paper:
 *
 * Returns: TRUE where it is a sheet from the stock
 */
gboolean
vas_fapiao_kind_is_paper (VasFapiaoKind kind)
{
  return kind == VAS_FAPIAO_KIND_SPECIAL || kind == VAS_FAPIAO_KIND_ORDINARY || kind == VAS_FAPIAO_KIND_ROLL;
}

/**
 * vas_fapiao_kind_is_digital:
 *
 * Returns: TRUE for 数电: no code, no check code, a number of 20 digits
 */
gboolean
vas_fapiao_kind_is_digital (VasFapiaoKind kind)
{
  return kind == VAS_FAPIAO_KIND_DIGITAL_SPECIAL || kind == VAS_FAPIAO_KIND_DIGITAL_ORDINARY;
}

/**
 * vas_fapiao_kind_amount_is_total:
 *
 * Returns: TRUE where the amount in the QR text includes the tax (31, 32), FALSE where it is net (01, 04, 10). No source
 * was found for 11; it is taken as the other paper kinds.
 */
gboolean
vas_fapiao_kind_amount_is_total (VasFapiaoKind kind)
{
  return vas_fapiao_kind_is_digital (kind);
}

/**
 * vas_fapiao_kind_has_check_code:
 *
 * Returns: TRUE where its QR text must carry one
 */
gboolean
vas_fapiao_kind_has_check_code (VasFapiaoKind kind)
{
  return kind == VAS_FAPIAO_KIND_ORDINARY || kind == VAS_FAPIAO_KIND_ELECTRONIC || kind == VAS_FAPIAO_KIND_ROLL;
}

/**
 * vas_fapiao_code_is_valid:
 * @code: (nullable): a fapiao code (发票代码)
 *
 * Returns: TRUE for 12 digits of which the first is 0, and for the older 10 digits
 */
gboolean
vas_fapiao_code_is_valid (const char *code)
{
  return vas_text_is_digits (code, 10) || (vas_text_is_digits (code, 12) && code[0] == '0');
}

/**
 * vas_fapiao_number_is_valid:
 * @number: (nullable): a fapiao number (发票号码)
 *
 * Returns: TRUE for 8 digits, and for the 20 of a fully digital one
 */
gboolean
vas_fapiao_number_is_valid (const char *number)
{
  return vas_text_is_digits (number, PAPER_NUMBER_LENGTH) || vas_text_is_digits (number, DIGITAL_NUMBER_LENGTH);
}

/**
 * vas_fapiao_check_code_is_valid:
 * @check_code: (nullable): a check code (校验码), its groups of five joined
 *
 * Returns: TRUE for 20 digits
 */
gboolean
vas_fapiao_check_code_is_valid (const char *check_code)
{
  return vas_text_is_digits (check_code, 20);
}

static __int128
number_value (const char *number)
{
  __int128 value = 0;

  for (const char *p = number; *p != '\0'; p++)
    value = value * 10 + g_ascii_digit_value (*p);

  return value;
}

/**
 * vas_fapiao_number_add:
 * @number: (nullable): a valid number
 * @n: how many numbers further; negative for back
 *
 * Returns: (transfer full) (nullable): the number @n after @number, of the same length; NULL where there is none or @number
 * is not valid
 */
char *
vas_fapiao_number_add (const char *number,
                       int         n)
{
  g_autofree char *result = NULL;
  __int128 value;

  if (!vas_fapiao_number_is_valid (number))
    return NULL;

  result = g_strdup (number);
  value = number_value (number) + n;
  if (value < 0)
    return NULL;

  for (gsize i = strlen (result); i > 0; i--)
    {
      result[i - 1] = (char) ('0' + (int) (value % 10));
      value /= 10;
    }

  return value == 0 ? g_steal_pointer (&result) : NULL;
}

/**
 * vas_fapiao_number_distance:
 * @from: (nullable): a valid number
 * @to: (nullable): another of the same length
 *
 * Returns: how many numbers @to comes after @from, negative where before; %VAS_FAPIAO_NUMBER_DISTANCE_NONE where the two cannot
 * be compared or are too far apart
 */
gint64
vas_fapiao_number_distance (const char *from,
                            const char *to)
{
  __int128 distance;

  if (!vas_fapiao_number_is_valid (from) || !vas_fapiao_number_is_valid (to) || strlen (from) != strlen (to))
    return VAS_FAPIAO_NUMBER_DISTANCE_NONE;

  distance = number_value (to) - number_value (from);
  if (distance > G_MAXINT64 || distance <= G_MININT64)
    return VAS_FAPIAO_NUMBER_DISTANCE_NONE;

  return (gint64) distance;
}
