/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mobile numbers of the mainland: 1, then 3 to 9, then nine digits; stored as these eleven. Pure; any thread. */

#include "vas-mobile.h"

#include "vas-core-error.h"
#include "vas-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * vas_mobile_is_valid:
 * @mobile: (nullable): a number in normal form
 *
 * Returns: TRUE for eleven digits that begin with 13 to 19
 */
gboolean
vas_mobile_is_valid (const char *mobile)
{
  return vas_text_is_digits (mobile, 11) && mobile[0] == '1' && mobile[1] >= '3';
}

/* Half-width, without spaces, hyphens and brackets. */
static char *
squeeze (const char *text)
{
  g_autofree char *compact = vas_text_compact (text);
  g_auto(GStrv) parts = g_strsplit_set (compact, "-()", -1);

  return g_strjoinv ("", parts);
}

/**
 * vas_mobile_normalize:
 * @text: (nullable): a number as given: with +86, 0086 or 86, spaces, hyphens, brackets, full-width forms
 *
 * Returns: (transfer full) (nullable): eleven digits; NULL with %VAS_CORE_ERROR_MISSING for an empty text,
 * %VAS_CORE_ERROR_INVALID for another form. The message does not repeat the number.
 */
char *
vas_mobile_normalize (const char  *text,
                      GError     **error)
{
  static const char * const prefixes[] = { "+86", "0086", "86" };
  g_autofree char *number = squeeze (text);
  const char *rest = number;

  if (*number == '\0')
    {
      g_set_error_literal (error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING, _("No mobile number is given"));
      return NULL;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes) && rest == number; i++)
    if (g_str_has_prefix (number, prefixes[i]))
      rest = number + strlen (prefixes[i]);

  if (!vas_mobile_is_valid (rest))
    {
      g_set_error_literal (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID,
                           _("A mobile number has eleven digits and begins with 13 to 19"));
      return NULL;
    }

  return g_strdup (rest);
}
