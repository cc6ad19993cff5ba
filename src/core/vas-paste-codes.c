/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The part of vas_paste_parse() that knows values by their form: order numbers, e-mails, ids, mobiles, amounts, accounts.
 * Patterns are bounded or deterministic, so that no message makes them slow. Pure; any thread. */

#include "vas-paste-private.h"

#include "vas-core-error.h"
#include "vas-mobile.h"
#include "vas-taxpayer-id.h"
#include "vas-text.h"
#include "vas-time.h"

#include <string.h>

#define CODE_START "(?<![0-9A-Za-z])"
#define CODE_END "(?![0-9A-Za-z])"
#define NUMBER "[0-9][0-9,]{0,15}(?:\\.[0-9]{1,2})?"

typedef enum
{
  PATTERN_ORDER,
  PATTERN_EMAIL,
  PATTERN_MOBILE,
  PATTERN_ID,
  PATTERN_AMOUNT,
  PATTERN_LABELLED_AMOUNT,
  PATTERN_LABELLED_ID,
  PATTERN_LABELLED_ACCOUNT,
  PATTERN_LABELLED_MOBILE,
  N_PATTERNS,
} Pattern;

static const char * const patterns[N_PATTERNS] = {
  [PATTERN_ORDER] = CODE_START "20[0-9]{14,18}" CODE_END,
  [PATTERN_EMAIL] = "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,4}",
  [PATTERN_MOBILE] = CODE_START "(?:(?:\\+|00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}" CODE_END,
  [PATTERN_ID] = CODE_START "[0-9A-Za-z]{18}" CODE_END,
  [PATTERN_AMOUNT] = "(?:¥|RMB|CNY) ?(" NUMBER ")(?!\\.?[0-9])|(?<![0-9.,])(" NUMBER ") ?(?:元|圆|块)",
  [PATTERN_LABELLED_AMOUNT] = "^(?:¥|RMB|CNY)? ?(" NUMBER ")(?!\\.?[0-9]|[万亿])",
  [PATTERN_LABELLED_ID] = "^(?:[0-9A-Za-z]{15,}|[0-9A-Za-z]+(?: [0-9A-Za-z]+)*)",
  [PATTERN_LABELLED_ACCOUNT] = "^[0-9A-Za-z_-]{3,32}" CODE_END,
  [PATTERN_LABELLED_MOBILE] = "^1[0-9]{9,11}" CODE_END,
};

/* Called for each match with the whole of it, or the group that took part where it has groups. FALSE leaves the match in the text. */
typedef gboolean (*TakeFunc) (VasPaste   *paste,
                              const char *match,
                              gboolean    labelled);

/* A labelled value goes before a guessed one; two different labelled ones leave a doubt. */
void
_vas_paste_set_value (VasPasteValue *value,
                      const char    *text,
                      gboolean       doubt)
{
  if (value->text == NULL || (value->doubt && !doubt))
    {
      g_free (value->text);
      value->text = g_strdup (text);
      value->doubt = doubt;
    }
  else if (!doubt && strcmp (value->text, text) != 0)
    {
      value->doubt = TRUE;
    }
}

static gboolean
take_order (VasPaste   *paste,
            const char *match,
            gboolean    labelled)
{
  g_autofree char *day = g_strndup (match, 8);
  int date = (int) g_ascii_strtoll (day, NULL, 10);
  VasPasteValue *order;

  if (vas_date_from_ymd (date / 10000, date / 100 % 100, date % 100) == VAS_DATE_NONE)
    return FALSE;

  for (guint i = 0; i < paste->orders->len; i++)
    {
      VasPasteValue *known = g_ptr_array_index (paste->orders, i);

      if (strcmp (known->text, match) == 0)
        {
          known->doubt = known->doubt && !labelled;
          return TRUE;
        }
    }
  if (paste->orders->len < VAS_PASTE_MAX_ITEMS)
    {
      order = g_new0 (VasPasteValue, 1);
      _vas_paste_set_value (order, match, !labelled);
      g_ptr_array_add (paste->orders, order);
    }

  return TRUE;
}

static gboolean
take_email (VasPaste   *paste,
            const char *match,
            gboolean    labelled)
{
  _vas_paste_set_value (&paste->email, match, !labelled);
  return TRUE;
}

static gboolean
take_mobile (VasPaste   *paste,
             const char *match,
             gboolean    labelled)
{
  g_autofree char *mobile = vas_mobile_normalize (match, NULL);

  if (mobile == NULL && !labelled)
    return FALSE;

  _vas_paste_set_value (&paste->mobile, mobile != NULL ? mobile : match, mobile == NULL || !labelled);
  return TRUE;
}

static gboolean
take_id (VasPaste   *paste,
         const char *match,
         gboolean    labelled)
{
  g_autofree char *id = NULL;
  VasTaxpayerIdResult result = vas_taxpayer_id_check (match, &id);

  if (result != VAS_TAXPAYER_ID_VALID && !labelled)
    return FALSE;

  _vas_paste_set_value (&paste->taxpayer_id, id, result != VAS_TAXPAYER_ID_VALID || !labelled);
  return TRUE;
}

static gboolean
take_amount (VasPaste   *paste,
             const char *match,
             gboolean    labelled)
{
  VasPasteAmount amount = { 0, !labelled };

  if (!vas_money_parse (match, &amount.amount, NULL))
    return FALSE;

  if (paste->amounts->len < VAS_PASTE_MAX_ITEMS)
    g_array_append_val (paste->amounts, amount);
  return TRUE;
}

static gboolean
take_account (VasPaste   *paste,
              const char *match,
              gboolean    labelled)
{
  _vas_paste_set_value (&paste->account, match, !labelled);
  return TRUE;
}

typedef struct
{
  VasPaste *paste;
  GRegex *compiled[N_PATTERNS];
} Codes;

/* Hands every match of @pattern in @text to @take and puts a bar in place of each one taken. */
static char *
take_matches (Codes    *codes,
              char     *whole,
              Pattern   pattern,
              TakeFunc  take,
              gboolean  labelled)
{
  g_autofree char *text = whole;
  const GRegex *regex = codes->compiled[pattern];
  g_autoptr(GMatchInfo) info = NULL;
  g_autoptr(GString) rest = g_string_sized_new (strlen (text));
  int done = 0;

  for (g_regex_match (regex, text, G_REGEX_MATCH_DEFAULT, &info); g_match_info_matches (info); g_match_info_next (info, NULL))
    {
      int start = 0, end = 0;
      g_autofree char *match = g_match_info_fetch (info, g_match_info_get_match_count (info) - 1);

      if (!take (codes->paste, match, labelled))
        continue;
      g_match_info_fetch_pos (info, 0, &start, &end);
      g_string_append_len (rest, text + done, start - done);
      g_string_append_c (rest, '|');
      done = end;
    }
  g_string_append (rest, text + done);

  return g_string_free (g_steal_pointer (&rest), FALSE);
}

static char *
take_labelled (Codes         *codes,
               VasPasteLabel  label,
               char          *text)
{
  switch (label)
    {
    case VAS_PASTE_ORDER:
      return take_matches (codes, text, PATTERN_ORDER, take_order, TRUE);
    case VAS_PASTE_AMOUNT:
      return take_matches (codes, text, PATTERN_LABELLED_AMOUNT, take_amount, TRUE);
    case VAS_PASTE_TAXPAYER_ID:
      return take_matches (codes, text, PATTERN_LABELLED_ID, take_id, TRUE);
    case VAS_PASTE_MOBILE:
      text = take_matches (codes, text, PATTERN_MOBILE, take_mobile, TRUE);
      return take_matches (codes, text, PATTERN_LABELLED_MOBILE, take_mobile, TRUE);
    case VAS_PASTE_ACCOUNT:
      return take_matches (codes, text, PATTERN_LABELLED_ACCOUNT, take_account, TRUE);
    case VAS_PASTE_EMAIL:
      return take_matches (codes, text, PATTERN_EMAIL, take_email, TRUE);
    default:
      return text;
    }
}

static char *
take_by_form (Codes *codes,
              char  *text)
{
  text = take_matches (codes, text, PATTERN_ORDER, take_order, FALSE);
  text = take_matches (codes, text, PATTERN_EMAIL, take_email, FALSE);
  text = take_matches (codes, text, PATTERN_ID, take_id, FALSE);
  text = take_matches (codes, text, PATTERN_MOBILE, take_mobile, FALSE);

  return take_matches (codes, text, PATTERN_AMOUNT, take_amount, FALSE);
}

/*
 * _vas_paste_take_codes:
 * @segments: (element-type VasPasteSegment): the whole message
 *
 * Takes the value that the label of each segment promises, then whatever shows itself by its form; a bar in its text stands
 * where each was.
 */
void
_vas_paste_take_codes (VasPaste  *paste,
                       GPtrArray *segments)
{
  Codes codes = { .paste = paste };

  for (gsize i = 0; i < N_PATTERNS; i++)
    codes.compiled[i] = g_regex_new (patterns[i], G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);

  for (guint i = 0; i < segments->len; i++)
    {
      VasPasteSegment *segment = g_ptr_array_index (segments, i);

      if (segment->label == VAS_PASTE_IGNORED || segment->label == VAS_PASTE_BANK)
        continue;
      segment->text = take_labelled (&codes, segment->label, segment->text);
      segment->text = take_by_form (&codes, segment->text);
    }

  for (gsize i = 0; i < N_PATTERNS; i++)
    g_regex_unref (codes.compiled[i]);
}
