/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Masks for personal data (R31): what a screen or a replica may carry where the whole value is not needed.
 *
 * A mask never tells how long the hidden part was, and what does not have the expected shape is hidden whole rather than
 * shown. The empty text (and NULL) stays empty. Pure functions; any thread; any bytes.
 */

#include "vas-mask.h"

#include "vas-pinyin.h"
#include "vas-text.h"

#include <string.h>

#define HIDDEN "****"
#define ELLIPSIS "…"

/**
 * vas_mask_mobile:
 * @mobile: (nullable): a mobile number in normal form
 *
 * Returns: (transfer full): 138****1234; other numbers of seven or more digits keep their last four, all else is hidden
 */
char *
vas_mask_mobile (const char *mobile)
{
  if (mobile == NULL || *mobile == '\0')
    return g_strdup ("");
  if (vas_text_is_digits (mobile, 11))
    return g_strdup_printf ("%.3s" HIDDEN "%s", mobile, mobile + 7);
  if (vas_text_is_digits (mobile, 0) && strlen (mobile) >= 7)
    return g_strdup_printf (HIDDEN "%s", mobile + strlen (mobile) - 4);

  return g_strdup (HIDDEN);
}

/**
 * vas_mask_name:
 * @name: (nullable): the name of a person
 *
 * Returns: (transfer full): the surname and a star: 王*, 欧阳*; of a name in other letters the first one
 */
char *
vas_mask_name (const char *name)
{
  g_autofree char *clean = vas_text_strip_controls (name);
  gsize shown = vas_pinyin_surname_length (clean);
  const char *end = clean;

  if (*clean == '\0')
    return g_strdup ("");
  /* A name of two characters is a surname and one more, even where the two together could be a surname. */
  if (g_utf8_strlen (clean, -1) == 2)
    shown = 1;

  end = g_utf8_offset_to_pointer (clean, (glong) shown);
  while (*end != '\0' && g_unichar_ismark (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);

  return g_strdup_printf ("%.*s*", (int) (end - clean), clean);
}

/**
 * vas_mask_email:
 * @email: (nullable): an address
 *
 * Returns: (transfer full): a***@host; without an @ or with nothing before it, all is hidden
 */
char *
vas_mask_email (const char *email)
{
  g_autofree char *clean = vas_text_strip_controls (email);
  const char *at = strrchr (clean, '@');

  if (*clean == '\0')
    return g_strdup ("");
  if (at == NULL || at == clean || at[1] == '\0')
    return g_strdup ("***");

  return g_strdup_printf ("%.*s***%s", (int) (g_utf8_next_char (clean) - clean), clean, at);
}

/**
 * vas_mask_account:
 * @account: (nullable): an account id
 *
 * Returns: (transfer full): 8****217; an id of less than seven characters keeps its last one at most
 */
char *
vas_mask_account (const char *account)
{
  g_autofree char *clean = vas_text_strip_controls (account);
  glong length = g_utf8_strlen (clean, -1);

  if (length == 0)
    return g_strdup ("");
  if (length < 4)
    return g_strdup (HIDDEN);
  if (length < 7)
    return g_strdup_printf (HIDDEN "%s", g_utf8_offset_to_pointer (clean, length - 1));

  return g_strdup_printf ("%.*s" HIDDEN "%s", (int) (g_utf8_next_char (clean) - clean), clean,
                          g_utf8_offset_to_pointer (clean, length - 3));
}

/* The place just after the first of @words within the first nine characters, or NULL; none of @stops may come before. */
static const char *
find_after (const char         *text,
            const char * const *words,
            const char         *stops)
{
  const char *p = text;

  for (int i = 0; i < 9 && *p != '\0'; i++, p = g_utf8_next_char (p))
    {
      if (i == 0)
        continue;
      for (gsize w = 0; words[w] != NULL; w++)
        if (g_str_has_prefix (p, words[w]))
          return p + strlen (words[w]);
      if (g_utf8_strchr (stops, -1, g_utf8_get_char (p)) != NULL)
        return NULL;
    }

  return NULL;
}

/* The end of the name of a district that begins at @text, or NULL. It is at most nine characters long and holds no digit,
 * nor, after its second character, the word for anything smaller. */
static const char *
find_district_end (const char *text)
{
  const char *p = text;

  for (int i = 0; i < 9 && *p != '\0'; i++)
    {
      const char *next = g_utf8_next_char (p);
      gunichar c = g_utf8_get_char (p);
      gboolean closes = i > 0 && (c == 0x533A || c == 0x53BF || c == 0x5E02 || c == 0x65D7);  /* 区县市旗 */

      if (closes && (g_str_has_prefix (next, "区") || g_str_has_prefix (next, "县")))
        return g_utf8_next_char (next);
      if (closes)
        return next;
      if (!vas_text_is_han (c) || (i >= 2 && g_utf8_strchr ("街路道镇乡村号苑园楼厦弄巷里", -1, c) != NULL &&
                                   !(c == 0x56ED && g_str_has_prefix (next, "区"))))
        return NULL;
      p = next;
    }

  return NULL;
}

/**
 * vas_mask_address:
 * @address: (nullable): an address in China
 *
 * Returns: (transfer full): down to the district, then an ellipsis: 广东省深圳市南山区…; the ellipsis alone where no part
 * of it is recognised
 */
char *
vas_mask_address (const char *address)
{
  static const char * const provinces[] = { "特别行政区", "自治区", "省", NULL };
  static const char * const cities[] = { "自治州", "地区", "市", "盟", NULL };
  g_autofree char *clean = vas_text_strip_controls (address);
  const char *end = clean;
  const char *found;

  if (*clean == '\0')
    return g_strdup ("");

  found = find_after (end, provinces, "市区县");
  end = found != NULL ? found + (*found == ' ') : end;
  found = find_after (end, cities, "县区路街号");
  end = found != NULL ? found + (*found == ' ') : end;
  found = find_district_end (end);
  end = found != NULL ? found : end;

  return g_strdup_printf ("%.*s" ELLIPSIS, (int) (end - clean), clean);
}
