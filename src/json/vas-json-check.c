/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The strict scanner: whether bytes are JSON as it is taken at every boundary.
 *
 * It builds nothing. One value and nothing behind it; UTF-8 without NUL or byte order mark; at most 32 deep; no name twice in
 * one object, however it is escaped; integers without leading zeros and within 2^53; strings without raw control characters
 * and with whole surrogate pairs. What breaks a rule is refused with line, column and the rule in words.
 *
 * Any thread. Time grows with the bytes (n log n in the members of one object); memory with the names of the objects that
 * are open, in two buffers of the scanner's own.
 */

#include "vas-json-check.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const char   *data;
  const char   *at;
  const char   *end;
  VasJsonFlags  flags;
  guint         depth;
  GString      *names;    /* of all open objects, unescaped, each with its NUL */
  GArray       *members;  /* Member, of all open objects */
  GError      **error;
} Scanner;

typedef struct
{
  gsize name;    /* in Scanner.names */
  gsize offset;  /* in the data */
} Member;

static gboolean scan_value (Scanner *self);

static gboolean G_GNUC_PRINTF (3, 4)
refuse (Scanner    *self,
        const char *at,
        const char *rule,
        ...)
{
  g_autofree char *words = NULL;
  const char *line_start = self->data;
  guint line = 1;
  va_list args;

  for (const char *c = self->data; (c = memchr (c, '\n', at - c)) != NULL; c++)
    {
      line_start = c + 1;
      line++;
    }

  va_start (args, rule);
  words = g_strdup_vprintf (_(rule), args);
  va_end (args);
  g_set_error (self->error, VAS_JSON_ERROR, VAS_JSON_ERROR_SYNTAX, _("line %u, column %ld: %s"),
               line, g_utf8_strlen (line_start, at - line_start) + 1, words);
  return FALSE;
}

static void
skip_blanks (Scanner *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r'))
    self->at++;
}

/* The next byte that is no blank; NUL at the end, which stands nowhere in the data. */
static char
peek (Scanner *self)
{
  skip_blanks (self);
  return self->at < self->end ? *self->at : '\0';
}

static gboolean
scan_hex (Scanner  *self,
          gunichar *unit)
{
  const char *start = self->at - 2;

  *unit = 0;
  for (guint i = 0; i < 4; i++, self->at++)
    {
      if (self->at >= self->end || !g_ascii_isxdigit (*self->at))
        return refuse (self, start, N_("four hexadecimal digits follow \\u"));
      *unit = *unit * 16 + (gunichar) g_ascii_xdigit_value (*self->at);
    }

  return TRUE;
}

/* Behind "\u". */
static gboolean
scan_unicode (Scanner  *self,
              gunichar *c)
{
  const char *start = self->at - 2;
  gunichar low = 0;

  if (!scan_hex (self, c))
    return FALSE;
  if (*c == 0)
    return refuse (self, start, N_("\\u0000 is no text"));
  if (*c >= 0xdc00 && *c <= 0xdfff)
    return refuse (self, start, N_("a low surrogate stands alone"));
  if (*c < 0xd800 || *c > 0xdbff)
    return TRUE;

  if (self->end - self->at < 2 || self->at[0] != '\\' || self->at[1] != 'u')
    return refuse (self, start, N_("a high surrogate stands alone"));
  self->at += 2;
  if (!scan_hex (self, &low))
    return FALSE;
  if (low < 0xdc00 || low > 0xdfff)
    return refuse (self, start, N_("a high surrogate stands alone"));
  *c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
  return TRUE;
}

/* Behind a backslash. */
static gboolean
scan_escape (Scanner *self,
             GString *out)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *place;
  gunichar c = 0;

  if (self->at == self->end)
    return refuse (self, self->at, N_("the string is never closed"));

  place = strchr (from, *self->at);
  self->at++;
  if (place != NULL)
    c = (gunichar) to[place - from];
  else if (self->at[-1] != 'u')
    return refuse (self, self->at - 2, N_("there is no such escape"));
  else if (!scan_unicode (self, &c))
    return FALSE;

  if (out != NULL)
    g_string_append_unichar (out, c);
  return TRUE;
}

/* From the opening quote; @out takes the unescaped text where it is wanted. */
static gboolean
scan_string (Scanner *self,
             GString *out)
{
  const char *opening = self->at++;

  while (self->at < self->end)
    {
      const char *start = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' && (guchar) *self->at >= 0x20)
        self->at++;
      if (out != NULL)
        g_string_append_len (out, start, self->at - start);
      if (self->at == self->end)
        break;
      if ((guchar) *self->at < 0x20)
        return refuse (self, self->at, N_("a control character in a string is written as an escape"));
      if (*self->at++ == '"')
        return TRUE;
      if (!scan_escape (self, out))
        return FALSE;
    }

  return refuse (self, opening, N_("the string is never closed"));
}

static const char *
scan_digits (Scanner *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return start;
}

static gboolean
check_integer (Scanner    *self,
               const char *number,
               const char *digits)
{
  gint64 value = 0;

  for (const char *c = digits; c < self->at; c++)
    {
      value = value * 10 + (*c - '0');
      if (value > VAS_JSON_MAX_INTEGER)
        return refuse (self, number, N_("an integer is at most 9007199254740992 (2^53), either sign"));
    }
  if (value == 0 && number != digits)
    return refuse (self, number, N_("zero has no sign"));

  return TRUE;
}

/* Behind the digits of an integer: ".5e10". */
static gboolean
scan_fraction (Scanner    *self,
               const char *number)
{
  g_autofree char *text = NULL;

  if (!(self->flags & VAS_JSON_FRACTIONS))
    return refuse (self, number, N_("only integers are taken, no fractions and no exponents"));

  if (*self->at == '.')
    {
      self->at++;
      if (scan_digits (self) == self->at)
        return refuse (self, self->at, N_("a digit follows the decimal point"));
    }
  if (self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      self->at++;
      if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
        self->at++;
      if (scan_digits (self) == self->at)
        return refuse (self, self->at, N_("a digit follows the exponent’s sign"));
    }

  text = g_strndup (number, self->at - number);
  if (!isfinite (g_ascii_strtod (text, NULL)))
    return refuse (self, number, N_("the number is too large"));
  return TRUE;
}

static gboolean
scan_number (Scanner *self)
{
  const char *number = self->at;
  const char *digits;

  if (*self->at == '-')
    self->at++;
  digits = scan_digits (self);
  if (digits == self->at)
    return refuse (self, number, N_("a digit follows the minus sign"));
  if (*digits == '0' && self->at - digits > 1)
    return refuse (self, number, N_("an integer has no leading zeros"));
  if (self->at < self->end && (*self->at == '.' || *self->at == 'e' || *self->at == 'E'))
    return scan_fraction (self, number);

  return check_integer (self, number, digits);
}

static int
compare_members (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const Member *one = a;
  const Member *other = b;
  const Scanner *self = user_data;
  int order = strcmp (self->names->str + one->name, self->names->str + other->name);

  if (order != 0)
    return order;
  return one->offset < other->offset ? -1 : one->offset > other->offset;
}

/* Members from @first on are those of the object that closes here. */
static gboolean
check_members (Scanner *self,
               guint    first)
{
  guint n_members = self->members->len - first;
  Member *members = &g_array_index (self->members, Member, first);

  if (n_members < 2)
    return TRUE;

  g_qsort_with_data (members, (int) n_members, sizeof (Member), compare_members, self);
  for (guint i = 1; i < n_members; i++)
    {
      const char *name = self->names->str + members[i].name;

      if (g_str_equal (name, self->names->str + members[i - 1].name))
        return refuse (self, self->data + members[i].offset, N_("the member “%.64s” comes twice"), name);
    }

  return TRUE;
}

static gboolean
scan_member (Scanner *self,
             guint    first)
{
  Member member = { self->names->len, 0 };

  if (peek (self) != '"')
    return refuse (self, self->at, N_("the name of a member, in quotes, is expected"));
  if (self->members->len - first == VAS_JSON_MAX_MEMBERS)
    return refuse (self, self->at, N_("an object has at most %d members"), VAS_JSON_MAX_MEMBERS);
  member.offset = self->at - self->data;
  if (!scan_string (self, self->names))
    return FALSE;
  g_string_append_c (self->names, '\0');
  g_array_append_val (self->members, member);

  if (peek (self) != ':')
    return refuse (self, self->at, N_("a colon is expected behind the name of a member"));
  self->at++;
  return scan_value (self);
}

static gboolean
scan_object (Scanner *self)
{
  guint first = self->members->len;
  gsize names_length = self->names->len;

  self->at++;
  if (peek (self) == '}')
    {
      self->at++;
      return TRUE;
    }

  for (;;)
    {
      if (!scan_member (self, first))
        return FALSE;
      if (peek (self) != ',')
        break;
      self->at++;
    }
  if (self->at == self->end || *self->at != '}')
    return refuse (self, self->at, N_("a comma or the end of the object is expected"));

  self->at++;
  if (!check_members (self, first))
    return FALSE;
  g_array_set_size (self->members, first);
  g_string_truncate (self->names, names_length);
  return TRUE;
}

static gboolean
scan_array (Scanner *self)
{
  self->at++;
  if (peek (self) == ']')
    {
      self->at++;
      return TRUE;
    }

  for (;;)
    {
      if (!scan_value (self))
        return FALSE;
      if (peek (self) != ',')
        break;
      self->at++;
    }
  if (self->at == self->end || *self->at != ']')
    return refuse (self, self->at, N_("a comma or the end of the array is expected"));

  self->at++;
  return TRUE;
}

static gboolean
scan_word (Scanner    *self,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return refuse (self, self->at, N_("a value is expected"));

  self->at += length;
  return TRUE;
}

static gboolean
scan_deeper (Scanner  *self,
             gboolean (*scan) (Scanner *self))
{
  gboolean scanned;

  if (self->depth == VAS_JSON_MAX_DEPTH)
    return refuse (self, self->at, N_("objects and arrays stand at most %d deep"), VAS_JSON_MAX_DEPTH);

  self->depth++;
  scanned = scan (self);
  self->depth--;
  return scanned;
}

static gboolean
scan_value (Scanner *self)
{
  char first = peek (self);

  if (first == '-' || g_ascii_isdigit (first))
    return scan_number (self);

  switch (first)
    {
    case '{':
      return scan_deeper (self, scan_object);
    case '[':
      return scan_deeper (self, scan_array);
    case '"':
      return scan_string (self, NULL);
    case 't':
      return scan_word (self, "true");
    case 'f':
      return scan_word (self, "false");
    case 'n':
      return scan_word (self, "null");
    default:
      return refuse (self, self->at, N_("a value is expected"));
    }
}

static gboolean
check_bytes (Scanner *self)
{
  const char *bad = NULL;

  if (self->end - self->data >= 3 && memcmp (self->data, "\xef\xbb\xbf", 3) == 0)
    return refuse (self, self->data, N_("a byte order mark has no place here"));
  if (g_utf8_validate_len (self->data, self->end - self->data, &bad))
    return TRUE;
  if (*bad == '\0')
    return refuse (self, bad, N_("a NUL byte is no text"));
  return refuse (self, bad, N_("not UTF-8"));
}

static gboolean
scan_root (Scanner *self)
{
  if (!check_bytes (self))
    return FALSE;
  if (peek (self) == '\0')
    return refuse (self, self->at, N_("empty, where one value is expected"));
  if (!scan_value (self))
    return FALSE;
  if (peek (self) != '\0')
    return refuse (self, self->at, N_("something follows the value, where only one is taken"));

  return TRUE;
}

/**
 * vas_json_check:
 * @data: (array length=length): bytes from outside
 * @max_size: the most bytes that this place takes
 *
 * Returns: %FALSE with an error of %VAS_JSON_ERROR that tells place and rule
 */
gboolean
vas_json_check (const char    *data,
                gsize          length,
                gsize          max_size,
                VasJsonFlags   flags,
                GError       **error)
{
  Scanner scanner = { 0 };
  gboolean scanned;

  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  if (length > max_size)
    {
      g_set_error (error, VAS_JSON_ERROR, VAS_JSON_ERROR_TOO_LARGE, "%" G_GSIZE_FORMAT " bytes, where at most %" G_GSIZE_FORMAT
                   " are taken", length, max_size);
      return FALSE;
    }

  scanner.data = data != NULL ? data : "";
  scanner.at = scanner.data;
  scanner.end = scanner.data + length;
  scanner.flags = flags;
  scanner.error = error;
  scanner.names = g_string_new (NULL);
  scanner.members = g_array_new (FALSE, FALSE, sizeof (Member));
  scanned = scan_root (&scanner);
  g_string_free (scanner.names, TRUE);
  g_array_unref (scanner.members);

  return scanned;
}
