/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Waybill numbers of SF-Express: SF and 13 digits; the older forms are 12 digits, with or without SF. There is no public
 * check digit, so form is all that can be judged (R22). Pure; any thread. */

#include "vas-waybill.h"

#include "vas-core-error.h"
#include "vas-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WHOLE_LENGTH 15

/**
 * vas_waybill_normalize:
 * @text: (nullable): a waybill number as scanned or typed
 *
 * Takes off spaces, control characters, full-width forms and lower case.
 *
 * Returns: (transfer full) (nullable): the number; NULL with %VAS_CORE_ERROR_MISSING for an empty text, %VAS_CORE_ERROR_INVALID
 * for another form
 */
char *
vas_waybill_normalize (const char  *text,
                       GError     **error)
{
  g_autofree char *compact = vas_text_compact (text);
  g_autofree char *upper = g_ascii_strup (compact, -1);
  gboolean prefixed = g_str_has_prefix (upper, "SF");
  const char *digits = prefixed ? upper + 2 : upper;

  if (*upper == '\0')
    {
      g_set_error_literal (error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING, _("No waybill number is given"));
      return NULL;
    }
  if (!vas_text_is_digits (digits, 12) && !(prefixed && vas_text_is_digits (digits, 13)))
    {
      g_autofree char *shown = g_utf8_substring (upper, 0, MIN (g_utf8_strlen (upper, -1), 32));

      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID,
                   _("“%s” is no waybill number: it is SF and 13 digits, or in the older form 12 digits"), shown);
      return NULL;
    }

  return g_steal_pointer (&upper);
}

/**
 * vas_waybill_is_whole:
 * @text: (nullable): what has been typed so far
 *
 * Returns: whether nothing can follow: SF and 13 digits. An older number may be the beginning of one, so it needs a word of the person.
 */
gboolean
vas_waybill_is_whole (const char *text)
{
  g_autofree char *normal = vas_waybill_normalize (text, NULL);

  return normal != NULL && strlen (normal) == WHOLE_LENGTH;
}
