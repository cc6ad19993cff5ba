/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The number of an invoice request (开票申请), as it stands on the case slip and is said on the telephone: KP, two digits each
 * of year and month, a hyphen and six digits that count within the month: KP2108-000415. Pure; any thread. */

#include "vas-request-number.h"

#include "vas-text.h"

#include <string.h>

#define LENGTH 13

/**
 * vas_request_number_format:
 * @year: 2000 to 2099
 * @month: 1 to 12
 * @counter: from 1 to %VAS_REQUEST_NUMBER_MAX_COUNTER
 *
 * Returns: (transfer full) (nullable): the number; NULL where a part is out of its range
 */
char *
vas_request_number_format (int year,
                           int month,
                           int counter)
{
  if (year < 2000 || year > 2099 || month < 1 || month > 12 || counter < 1 || counter > VAS_REQUEST_NUMBER_MAX_COUNTER)
    return NULL;

  return g_strdup_printf ("KP%02d%02d-%06d", year - 2000, month, counter);
}

static int
read_digits (const char *p,
             int         n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (p[i]))
        return -1;
      value = value * 10 + (p[i] - '0');
    }

  return value;
}

/**
 * vas_request_number_parse:
 * @text: (nullable): a number in normal form
 * @year: (out) (optional): with its century
 * @month: (out) (optional): 1 to 12
 * @counter: (out) (optional): from 1
 *
 * Returns: FALSE where it is none; the results are untouched then
 */
gboolean
vas_request_number_parse (const char *text,
                          int        *year,
                          int        *month,
                          int        *counter)
{
  int y, m, c;

  if (text == NULL || strlen (text) != LENGTH || !g_str_has_prefix (text, "KP") || text[6] != '-')
    return FALSE;

  y = read_digits (text + 2, 2);
  m = read_digits (text + 4, 2);
  c = read_digits (text + 7, 6);
  if (y < 0 || m < 1 || m > 12 || c < 1)
    return FALSE;

  if (year != NULL)
    *year = 2000 + y;
  if (month != NULL)
    *month = m;
  if (counter != NULL)
    *counter = c;
  return TRUE;
}

/**
 * vas_request_number_normalize:
 * @text: (nullable): a number as scanned or typed; the hyphen may be left out
 *
 * Returns: (transfer full) (nullable): the number in normal form, or NULL where it is none
 */
char *
vas_request_number_normalize (const char *text)
{
  g_autofree char *compact = vas_text_compact (text);
  g_autofree char *upper = g_ascii_strup (compact, -1);

  if (strlen (upper) == LENGTH - 1 && g_str_has_prefix (upper, "KP") && strchr (upper, '-') == NULL)
    {
      g_autofree char *hyphened = g_strdup_printf ("%.6s-%s", upper, upper + 6);

      return vas_request_number_parse (hyphened, NULL, NULL, NULL) ? g_steal_pointer (&hyphened) : NULL;
    }

  return vas_request_number_parse (upper, NULL, NULL, NULL) ? g_steal_pointer (&upper) : NULL;
}
