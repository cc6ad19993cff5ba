/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people read where personal data were: nobody guesses what three stars mean (R29). Any thread. */

#include "vas-erased-words.h"

#include "vas-personal-request.h"

#include <glib/gi18n-lib.h>

/** vas_request_is_locked: whether its user was erased and tax law keeps its title, taxpayer id and photo, which are not shown. */
gboolean
vas_request_is_locked (const VasRequest *request)
{
  return request->locked_at != VAS_NONE;
}

/** vas_words_or_erased: (transfer none): @text: (nullable): of a user, as it is to be read. */
const char *
vas_words_or_erased (const char *text)
{
  if (text == NULL)
    return "—";

  /* Translators: stands in the place of a name or of words about a user whose data were erased. */
  return g_str_equal (text, VAS_PERSONAL_MASK) ? C_("personal", "Erased") : text;
}

/** vas_request_name_title: (transfer none): whose fapiao it is, as it is to be read. */
const char *
vas_request_name_title (const VasRequest *request)
{
  /* Translators: stands in the place of the title of a fapiao that is kept for the tax law alone. */
  return vas_request_is_locked (request) ? C_("personal", "Locked") : vas_words_or_erased (request->title);
}
