/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Folding of typed and pasted text before it is parsed: an input method in full-width mode gives １２３ for 123, and what is copied
 * from a chat brings spaces of several kinds along. Pure; any thread; linear in the text. */

#include "vas-fold.h"

#include "vas-core-error.h"
#include "vas-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * vas_fold_width:
 * @text: text from outside
 * @limit: the most bytes @text may have
 *
 * The half-width form of vas_text_halfwidth(), with every space as U+0020 and none at either end. Unlike there, text that is not UTF-8 is
 * refused, never mended.
 *
 * Returns: (transfer full) (nullable): the folded text, never empty; NULL with #VAS_CORE_ERROR_MISSING where nothing is left,
 *   #VAS_CORE_ERROR_RANGE where @text is longer than @limit, #VAS_CORE_ERROR_INVALID where it is not UTF-8.
 */
char *
vas_fold_width (const char  *text,
                gsize        limit,
                GError     **error)
{
  g_autofree char *half = NULL;
  GString *folded;

  if (strnlen (text, limit + 1) > limit)
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE, _("The text is longer than %lu bytes"), (gulong) limit);
      return NULL;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("The text is not UTF-8"));
      return NULL;
    }

  half = vas_text_halfwidth (text);
  folded = g_string_sized_new (strlen (half));
  for (const char *p = half; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (folded, g_unichar_isspace (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p));

  g_strstrip (folded->str);
  if (folded->str[0] == '\0')
    {
      g_string_free (folded, TRUE);
      g_set_error_literal (error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING, _("The text is empty"));
      return NULL;
    }

  return g_string_free (folded, FALSE);
}
