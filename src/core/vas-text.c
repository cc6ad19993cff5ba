/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text as people and scanners deliver it, brought into one form: full-width characters to half-width, control
 * characters out, spaces trimmed and collapsed; and fapiao titles (抬头) into the form in which two of them compare.
 *
 * Pure functions; any thread; linear in the length of the text. Every function takes any bytes: what is not UTF-8
 * becomes U+FFFD, NULL counts as the empty text, and a new string is always returned.
 */

#include "vas-text.h"

#include <string.h>

#define FULL_LEFT 0xFF08
#define FULL_RIGHT 0xFF09

static gunichar
halfwidth_char (gunichar c)
{
  if (c >= 0xFF01 && c <= 0xFF5E)
    return c - 0xFEE0;

  switch (c)
    {
    case 0x3000:  /* ideographic space */
      return ' ';
    case 0x3002:  /* 。: what an input method makes of the full stop */
      return '.';
    case 0xFFE5:  /* ￥ */
      return 0x00A5;
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2212:
      return '-';
    default:
      return c;
    }
}

static gboolean
is_invisible (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT;
}

static char *
map_chars (const char  *text,
           gunichar   (*map) (gunichar c))
{
  GString *result = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (result, map (g_utf8_get_char (p)));

  return g_string_free (result, FALSE);
}

/**
 * vas_text_halfwidth:
 * @text: (nullable): any bytes
 *
 * Turns full-width digits, letters, punctuation and spaces into their ASCII forms, and 。 into a full stop. Meant for
 * codes and numbers, not for prose.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
vas_text_halfwidth (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  return map_chars (valid, halfwidth_char);
}

/**
 * vas_text_strip_controls:
 * @text: (nullable): any bytes
 *
 * Drops control and format characters (zero-width ones and byte order marks too), makes one space of every run of
 * spaces, tabs and line ends, and trims both ends.
 *
 * Returns: (transfer full): valid UTF-8 on one line
 */
char *
vas_text_strip_controls (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *result = g_string_sized_new (strlen (valid));
  gboolean pending_space = FALSE;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          pending_space = TRUE;
          continue;
        }
      if (is_invisible (c))
        continue;
      if (pending_space && result->len > 0)
        g_string_append_c (result, ' ');
      pending_space = FALSE;
      g_string_append_unichar (result, c);
    }

  return g_string_free (result, FALSE);
}

/**
 * vas_text_compact:
 * @text: (nullable): any bytes
 *
 * The form in which codes and numbers are judged: half-width, no control characters, no spaces at all.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
vas_text_compact (const char *text)
{
  g_autofree char *half = vas_text_halfwidth (text);
  GString *result = g_string_sized_new (strlen (half));

  for (const char *p = half; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && !is_invisible (c))
        g_string_append_unichar (result, c);
    }

  return g_string_free (result, FALSE);
}

/* Turns the direction of what is written after it, beyond its own line even: embeddings, overrides, isolates. */
static gboolean
turns_direction (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * vas_text_is_plain:
 * @text: UTF-8
 * @lines: whether it may have several lines, and tabs in them
 *
 * Returns: TRUE where it reads as it was written: no control characters, no ends of lines unless @lines, nothing that turns the
 *   direction of the text around it
 */
gboolean
vas_text_is_plain (const char *text,
                   gboolean    lines)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      const GUnicodeType type = g_unichar_type (c);

      if (lines && (c == '\n' || c == '\t'))
        continue;
      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR || turns_direction (c))
        return FALSE;
    }

  return TRUE;
}

/**
 * vas_text_is_han:
 *
 * Returns: TRUE for a Han character of any plane, 〇 and 々 included
 */
gboolean
vas_text_is_han (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;
}

/**
 * vas_text_is_digits:
 * @length: the length wanted, 0 for any but empty
 *
 * Returns: TRUE where @text consists of exactly @length ASCII digits
 */
gboolean
vas_text_is_digits (const char *text,
                    gsize       length)
{
  gsize n;

  if (text == NULL)
    return FALSE;
  n = strspn (text, "0123456789");

  return n > 0 && text[n] == '\0' && (length == 0 || n == length);
}

static gunichar
title_char (gunichar c)
{
  switch (c)
    {
    case '(': case 0xFE59: case 0xFF08:
      return FULL_LEFT;
    case ')': case 0xFE5A: case 0xFF09:
      return FULL_RIGHT;
    case 0x2022: case 0x2027: case 0x22C5: case 0x30FB: case 0xFF65:  /* the dots typed in place of · */
      return 0x00B7;
    case 0x3002:
      return c;
    default:
      return halfwidth_char (c);
    }
}

/* No space stands beside a Han character, a bracket or the middle dot of a name. */
static gboolean
is_tight (gunichar c)
{
  return vas_text_is_han (c) || c == FULL_LEFT || c == FULL_RIGHT || c == 0x00B7;
}

/**
 * vas_title_normalize:
 * @title: (nullable): a fapiao title (抬头) as given
 *
 * Brackets become full-width （）, letters, digits and other punctuation half-width; spaces beside Han characters and
 * brackets go, other runs of spaces become one; compatibility forms of characters become the ordinary ones (NFC).
 * Letters keep their case. The result of a second pass is that of the first.
 *
 * Returns: (transfer full): the title to store and to print
 */
char *
vas_title_normalize (const char *title)
{
  g_autofree char *stripped = vas_text_strip_controls (title);
  g_autofree char *folded = map_chars (stripped, title_char);
  g_autofree char *composed = g_utf8_normalize (folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *result = g_string_sized_new (strlen (composed));
  gboolean pending_space = FALSE;
  gunichar previous = 0;

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == ' ')
        {
          pending_space = TRUE;
          continue;
        }
      if (pending_space && previous != 0 && !is_tight (previous) && !is_tight (c))
        g_string_append_c (result, ' ');
      pending_space = FALSE;
      g_string_append_unichar (result, c);
      previous = c;
    }

  return g_string_free (result, FALSE);
}

/**
 * vas_title_equal:
 *
 * Returns: TRUE where both titles have the same normal form. Case counts; NULL equals the empty title.
 */
gboolean
vas_title_equal (const char *a,
                 const char *b)
{
  g_autofree char *normal_a = vas_title_normalize (a);
  g_autofree char *normal_b = vas_title_normalize (b);

  return strcmp (normal_a, normal_b) == 0;
}
