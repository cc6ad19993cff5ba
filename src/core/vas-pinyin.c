/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pinyin keys of names, for search: what a clerk would type for 单雄信, without tones and spaces, ü as v.
 *
 * A surname may read otherwise than its character does elsewhere (单 is dān, but shàn as a surname); every reading of a
 * surname is a key, the surname's own first, the ordinary one last, because callers and clerks use both. Given names take
 * each character's ordinary reading. The table is made at build time from Unihan and data/surnames.csv; a character it
 * lacks stands for itself.
 *
 * Pure functions over constant tables; any thread. One look-up costs an array access, or a binary search outside
 * U+3400–U+9FFF.
 */

#include "vas-pinyin.h"

#include "vas-pinyin-table.h"
#include "vas-text.h"

#include <stdlib.h>
#include <string.h>

/* Longer names are no names of persons; what follows is not indexed. */
#define MAX_UNITS 64

static int
compare_code (gconstpointer key,
              gconstpointer entry)
{
  guint32 code = *(const guint32 *) key;
  guint32 other = ((const VasPinyinTableEntry *) entry)->code;

  return (code > other) - (code < other);
}

static int
compare_surname (gconstpointer key,
                 gconstpointer entry)
{
  return strcmp (key, ((const VasPinyinTableSurname *) entry)->surname);
}

/**
 * vas_pinyin_char:
 *
 * Returns: (nullable): the ordinary reading of a Han character of any plane, without tone, ü as v
 */
const char *
vas_pinyin_char (gunichar c)
{
  guint syllable = 0;

  if (c >= VAS_PINYIN_TABLE_FIRST && c <= VAS_PINYIN_TABLE_LAST)
    {
      syllable = vas_pinyin_table_dense[c - VAS_PINYIN_TABLE_FIRST];
    }
  else if (c >= 0x3000)
    {
      guint32 code = c;
      const VasPinyinTableEntry *entry = bsearch (&code, vas_pinyin_table_sparse, vas_pinyin_table_n_sparse,
                                                  sizeof (VasPinyinTableEntry), compare_code);

      syllable = entry != NULL ? entry->syllable : 0;
    }

  return syllable != 0 ? vas_pinyin_table_syllables[syllable] : NULL;
}

static const char *
lookup_surname (const char *name,
                gsize       n_chars)
{
  g_autofree char *surname = NULL;
  const VasPinyinTableSurname *entry;

  if (g_utf8_strlen (name, -1) < (glong) n_chars)
    return NULL;

  surname = g_utf8_substring (name, 0, (glong) n_chars);
  entry = bsearch (surname, vas_pinyin_table_surnames, vas_pinyin_table_n_surnames,
                   sizeof (VasPinyinTableSurname), compare_surname);

  return entry != NULL ? entry->readings : NULL;
}

/* Units of a name: one for each Han character, one for each run of other letters and digits. Separators part them. */
static GPtrArray *
split_units (const char *name)
{
  GPtrArray *units = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) run = g_string_new (NULL);

  for (const char *p = name; *p != '\0' && units->len < MAX_UNITS; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *reading = vas_pinyin_char (c);
      gboolean joins = reading == NULL && !vas_text_is_han (c) && g_unichar_isalnum (c);

      if (joins)
        {
          g_string_append_unichar (run, g_unichar_tolower (c));
          continue;
        }
      if (run->len > 0)
        g_ptr_array_add (units, g_strdup (run->str));
      g_string_truncate (run, 0);
      if (reading != NULL)
        g_ptr_array_add (units, g_strdup (reading));
      else if (vas_text_is_han (c))
        g_ptr_array_add (units, g_strndup (p, (gsize) (g_utf8_next_char (p) - p)));
    }
  if (run->len > 0)
    g_ptr_array_add (units, g_strdup (run->str));

  return units;
}

/* One way to read a whole name: the surname's syllables in place of the first units. */
static GStrv
read_with_surname (GPtrArray  *units,
                   const char *surname)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) syllables = g_strsplit (surname, " ", -1);

  g_strv_builder_addv (builder, (const char **) syllables);
  for (guint i = g_strv_length (syllables); i < units->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (units, i));

  return g_strv_builder_end (builder);
}

static void
add_readings_of_surname (GPtrArray  *ways,
                         GPtrArray  *units,
                         const char *readings)
{
  g_auto(GStrv) each = NULL;

  if (readings == NULL)
    return;

  each = g_strsplit (readings, "/", -1);
  for (gsize i = 0; each[i] != NULL; i++)
    g_ptr_array_add (ways, read_with_surname (units, each[i]));
}

/* All ways to read a name, each a GStrv of units; the likeliest first. */
static GPtrArray *
all_ways (const char *name)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *clean = NULL;
  g_autofree char *half = NULL;
  g_autoptr(GPtrArray) units = NULL;

  half = vas_text_halfwidth (name);
  clean = vas_text_strip_controls (half);
  units = split_units (clean);
  if (units->len == 0)
    return ways;

  add_readings_of_surname (ways, units, lookup_surname (clean, 2));
  add_readings_of_surname (ways, units, lookup_surname (clean, 1));
  g_ptr_array_add (ways, read_with_surname (units, g_ptr_array_index (units, 0)));

  return ways;
}

static void
add_unique (GPtrArray  *set,
            const char *text)
{
  if (set->len < VAS_PINYIN_MAX_READINGS && !g_ptr_array_find_with_equal_func (set, text, g_str_equal, NULL))
    g_ptr_array_add (set, g_strdup (text));
}

static GStrv
set_to_strv (GPtrArray *set)
{
  g_ptr_array_add (set, NULL);

  return (GStrv) g_ptr_array_free (set, FALSE);
}

/**
 * vas_pinyin_syllables:
 * @name: (nullable): a name, any bytes
 *
 * The likeliest reading in its parts, one for each Han character and for each run of other letters: 尉迟恭 gives
 * yu, chi, gong.
 *
 * Returns: (transfer full): empty where there is nothing to read
 */
GStrv
vas_pinyin_syllables (const char *name)
{
  g_autoptr(GPtrArray) ways = all_ways (name);

  if (ways->len == 0)
    return g_new0 (char *, 1);

  return g_strdupv (g_ptr_array_index (ways, 0));
}

/**
 * vas_pinyin_readings:
 * @name: (nullable): a name, any bytes
 *
 * Every key under which the whole name is found: each reading of the surname with the ordinary reading of the rest,
 * without spaces, in lower case; where ü stands as v, a second form with u. What is not Han passes through in lower case.
 *
 * Returns: (transfer full): at most %VAS_PINYIN_MAX_READINGS, the likeliest first, none twice
 */
GStrv
vas_pinyin_readings (const char *name)
{
  g_autoptr(GPtrArray) ways = all_ways (name);
  GPtrArray *set = g_ptr_array_new ();

  for (guint i = 0; i < ways->len; i++)
    {
      GStrv way = g_ptr_array_index (ways, i);
      g_autofree char *joined = g_strjoinv ("", way);
      g_autofree char *with_u = NULL;

      add_unique (set, joined);
      for (gsize j = 0; way[j] != NULL; j++)
        if (strcmp (way[j], "lv") == 0 || strcmp (way[j], "nv") == 0 ||
            strcmp (way[j], "lve") == 0 || strcmp (way[j], "nve") == 0)
          way[j][1] = 'u';
      with_u = g_strjoinv ("", way);
      add_unique (set, with_u);
    }

  return set_to_strv (set);
}

/**
 * vas_pinyin_initials:
 * @name: (nullable): a name, any bytes
 *
 * The first letters of each way to read the name: 单雄信 gives sxx and dxx.
 *
 * Returns: (transfer full): at most %VAS_PINYIN_MAX_READINGS, the likeliest first, none twice
 */
GStrv
vas_pinyin_initials (const char *name)
{
  g_autoptr(GPtrArray) ways = all_ways (name);
  GPtrArray *set = g_ptr_array_new ();

  for (guint i = 0; i < ways->len; i++)
    {
      GStrv way = g_ptr_array_index (ways, i);
      g_autoptr(GString) initials = g_string_new (NULL);

      for (gsize j = 0; way[j] != NULL; j++)
        g_string_append_unichar (initials, g_utf8_get_char (way[j]));
      add_unique (set, initials->str);
    }

  return set_to_strv (set);
}

/**
 * vas_pinyin_surname_length:
 * @name: (nullable): the name of a person, valid UTF-8
 *
 * Returns: the number of characters of its surname: 2 for 欧阳 and the like, else 1; 0 for the empty name
 */
gsize
vas_pinyin_surname_length (const char *name)
{
  if (name == NULL || *name == '\0')
    return 0;

  return lookup_surname (name, 2) != NULL ? 2 : 1;
}

/**
 * vas_pinyin_is_surname:
 * @name: (nullable): a name, valid UTF-8
 *
 * Returns: TRUE where it begins with a surname of data/surnames.csv (those with two characters or a reading of their own)
 */
gboolean
vas_pinyin_is_surname (const char *name)
{
  return name != NULL && (lookup_surname (name, 2) != NULL || lookup_surname (name, 1) != NULL);
}
