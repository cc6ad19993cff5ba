/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vas_sort_key (text): what a text is sorted by, for statements. Han characters stand by their reading, syllable by syllable, as
 * in a dictionary; Latin letters by themselves, without regard to case; digits first. The same sounds stand together, then by
 * their characters. Any thread, one call for each row of a sort: some 0.3 µs for a company's name.
 */

#include "vas-sort-key.h"

#include "vas-pinyin.h"
#include "vas-sql-sqlite.h"

#define MOST_CHARS 64

static void
sort_key_cb (sqlite3_context  *context,
             int               n_values,
             sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  GString *key;
  gsize length;
  guint n = 0;

  if (text == NULL)
    {
      sqlite3_result_null (context);
      return;
    }

  key = g_string_sized_new (128);
  for (const char *p = text; *p != '\0' && n < MOST_CHARS; p = g_utf8_next_char (p), n++)
    {
      const gunichar c = g_utf8_get_char (p);
      const char *reading = vas_pinyin_char (c);

      if (reading != NULL)
        {
          g_string_append (key, reading);
          g_string_append_c (key, ' ');
        }
      else if (c < 0x80)
        g_string_append_c (key, g_ascii_tolower ((char) c));
      else
        g_string_append_unichar (key, g_unichar_tolower (c));
    }
  g_string_append_c (key, '\t');
  g_string_append (key, text);
  length = key->len;
  sqlite3_result_text64 (context, g_string_free (key, FALSE), length, g_free, SQLITE_UTF8);
}

/** vas_sort_key_register: makes the function known to a connection. */
gboolean
vas_sort_key_register (VasSql  *sql,
                       GError **error)
{
  const int code = sqlite3_create_function_v2 (vas_sql_get_handle (sql), "vas_sort_key", 1,
                                               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, sort_key_cb, NULL, NULL,
                                               NULL);

  if (code != SQLITE_OK)
    vas_sql_set_error (sql, code, error);

  return code == SQLITE_OK;
}
