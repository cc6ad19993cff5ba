/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A finding in words: its code's sentence in the user's language, with the figures filled in.
 *
 * Sentences are looked up here, when they are shown, and never kept: a verdict holds codes and figures only, so that a
 * record made in one language reads well in another. The translation is that of the process's locale. Any thread.
 */

#include "vas-finding-text.h"

#include "vas-fapiao-qr.h"
#include "vas-finding-codes.h"
#include "vas-labels.h"
#include "vas-request.h"
#include "vas-role.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A figure named "state" holds the id of a state of requests. */
static char *
format_state (const char *id)
{
  int value;

  return g_strdup (vas_enum_from_id (&vas_request_state_enum, id, &value) ? vas_label (&vas_request_state_enum, value) : id);
}

/* A figure named "needed" holds roles by their ids. */
static char *
format_roles (const char *ids)
{
  guint roles;

  return vas_roles_from_text (ids, &roles) ? vas_label_roles (roles) : g_strdup (ids);
}

/**
 * vas_finding_format_figure:
 * @name: a figure
 *
 * Returns: (transfer full) (nullable): the figure as people read it: "¥396.00", "2021-08-24", "2021-08-24 14:20", "2"; %NULL
 *   where there is none
 */
char *
vas_finding_format_figure (VasFinding *self,
                           const char *name)
{
  const char *text = vas_finding_get_text (self, name);
  gint64 value = 0;

  if (text != NULL && g_str_equal (name, "state"))
    return format_state (text);
  if (text != NULL && g_str_equal (name, "needed"))
    return format_roles (text);
  if (text != NULL && g_str_equal (name, "qr_field"))
    return g_strdup (vas_fapiao_qr_field_name (text));
  if (text != NULL)
    return g_strdup (text);
  if (!vas_finding_get_integer (self, name, &value))
    return NULL;

  if (g_str_has_suffix (name, "_fen"))
    return vas_money_format (value);
  if (g_str_has_suffix (name, "_date"))
    return vas_date_format ((VasDate) CLAMP (value, G_MININT32, G_MAXINT32));
  if (g_str_has_suffix (name, "_at"))
    return vas_instant_format_local (value);
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

/**
 * vas_finding_fill:
 * @sentence: a sentence with figures in braces by their names
 *
 * A figure that is absent shows as a dash: a sentence is never broken by a missing one.
 *
 * Returns: (transfer full): the sentence with the figures of the finding
 */
char *
vas_finding_fill (VasFinding *self,
                  const char *sentence)
{
  GString *filled = g_string_new (NULL);
  const char *rest = sentence;
  const char *open;

  while ((open = strchr (rest, '{')) != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *name = NULL;
      g_autofree char *figure = NULL;

      if (close == NULL)
        break;
      name = g_strndup (open + 1, close - open - 1);
      figure = vas_finding_format_figure (self, name);
      g_string_append_len (filled, rest, open - rest);
      g_string_append (filled, figure != NULL ? figure : "—");
      rest = close + 1;
    }
  g_string_append (filled, rest);

  return g_string_free (filled, FALSE);
}

/**
 * vas_finding_describe:
 *
 * Returns: (transfer full): what the rule said with its figures, one sentence; of a code without words "R15 (code)"
 */
char *
vas_finding_describe (VasFinding *self)
{
  const VasFindingCode *words;

  g_return_val_if_fail (self != NULL, NULL);

  words = vas_finding_codes_find (self->code);
  if (words == NULL)
    return g_strdup_printf ("%s (%s)", self->rule, self->code);
  return vas_finding_fill (self, g_dgettext (GETTEXT_PACKAGE, words->sentence));
}

/**
 * vas_finding_describe_with_clause:
 *
 * Returns: (transfer full): vas_finding_describe() behind the clause, where there is one: "§4.8(2): Paid on …"
 */
char *
vas_finding_describe_with_clause (VasFinding *self)
{
  g_autofree char *sentence = vas_finding_describe (self);

  if (self->clause[0] == '\0')
    return g_steal_pointer (&sentence);

  /* Translators: a clause of the agreement, then what it says of the case: "§4.8(2): Paid on 2024-03-02 …" */
  return g_strdup_printf (_("%s: %s"), self->clause, sentence);
}

/**
 * vas_verdict_describe_refusal:
 *
 * Returns: (transfer full): vas_finding_describe_with_clause() of the first finding that decides against the act; "" where none does
 */
char *
vas_verdict_describe_refusal (VasVerdict *self)
{
  const VasOutcome decides = vas_verdict_get_outcome (self);

  for (guint i = 0; decides != VAS_OUTCOME_PASS && i < vas_verdict_get_n (self); i++)
    {
      VasFinding *finding = vas_verdict_get (self, i);

      if (finding->outcome == decides)
        return vas_finding_describe_with_clause (finding);
    }

  return g_strdup ("");
}

/**
 * vas_finding_title:
 *
 * Returns: (transfer none): what was judged, in a few words; of a code without words the rule's id
 */
const char *
vas_finding_title (VasFinding *self)
{
  const VasFindingCode *words;

  g_return_val_if_fail (self != NULL, NULL);

  words = vas_finding_codes_find (self->code);
  return words != NULL ? g_dgettext (GETTEXT_PACKAGE, words->title) : self->rule;
}
