/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The tokenizer of the full-text index.
 *
 * One Han character is one token, so that two characters of a name are found (a trigram finds nothing for two). A run of
 * other letters and digits is one token, in lower case and half width; all else parts tokens. At the same place stand
 * marked tokens: at the first Han character of a text every reading of the whole text in pinyin and its initials, at a run
 * that ends in digits these digits backwards, so that "ends with 1234" is a prefix too. A query names a marked token by its
 * mark; marks are control characters, which part tokens in a document and so never get in from one.
 *
 * One instance for each connection, without state. Cost: an account of ours takes some 15 µs.
 */

#include "vas-tokenizer.h"

#include "vas-pinyin.h"
#include "vas-sql-sqlite.h"
#include "vas-text.h"

#include <glib/gi18n-lib.h>

#define TOKENIZER_NAME "vas"

typedef int (*TokenFunc) (void       *context,
                          int         flags,
                          const char *token,
                          int         length,
                          int         start,
                          int         end);

typedef struct
{
  TokenFunc   emit;
  void       *context;
  const char *text;
  gsize       length;
  gboolean    document;
  int         code;
} Pass;

/** vas_tokenizer_fold: @c in lower case and half width; ü as v, which is what the keys of pinyin have. */
gunichar
vas_tokenizer_fold (gunichar c)
{
  if (c >= 0xff01 && c <= 0xff5e)
    c -= 0xfee0;
  c = g_unichar_tolower (c);

  return c == 0xfc ? 'v' : c;
}

static void
emit (Pass       *pass,
      int         flags,
      const char *token,
      gsize       length,
      gsize       start,
      gsize       end)
{
  if (pass->code == SQLITE_OK)
    pass->code = pass->emit (pass->context, flags, token, (int) length, (int) start, (int) end);
}

static void
emit_marked (Pass       *pass,
             char        mark,
             const char *text,
             gsize       start,
             gsize       end)
{
  g_autofree char *token = g_strdup_printf ("%c%s", mark, text);

  emit (pass, FTS5_TOKEN_COLOCATED, token, strlen (token), start, end);
}

static void
emit_readings (Pass  *pass,
               gsize  start,
               gsize  end)
{
  g_autofree char *name = g_strndup (pass->text, pass->length);
  g_auto (GStrv) readings = vas_pinyin_readings (name);
  g_auto (GStrv) initials = vas_pinyin_initials (name);

  for (guint i = 0; readings[i] != NULL; i++)
    emit_marked (pass, VAS_TOKEN_PINYIN, readings[i], start, end);
  for (guint i = 0; initials[i] != NULL; i++)
    emit_marked (pass, VAS_TOKEN_INITIALS, initials[i], start, end);
}

static void
emit_run (Pass    *pass,
          GString *run,
          gsize    start,
          gsize    end)
{
  gsize digits = run->len;

  if (run->len == 0)
    return;

  emit (pass, 0, run->str, run->len, start, end);
  while (digits > 0 && g_ascii_isdigit (run->str[digits - 1]))
    digits--;
  if (pass->document && digits < run->len)
    {
      g_autofree char *backwards = g_strreverse (g_strdup (run->str + digits));

      emit_marked (pass, VAS_TOKEN_REVERSED, backwards, start, end);
    }
  g_string_truncate (run, 0);
}

static int
tokenize_text (Pass *pass)
{
  g_autoptr (GString) run = g_string_new (NULL);
  gboolean read = FALSE;
  gsize start = 0;
  gsize at = 0;

  while (at < pass->length && pass->code == SQLITE_OK)
    {
      const gunichar raw = g_utf8_get_char_validated (pass->text + at, (gssize) (pass->length - at));
      const gboolean valid = raw != (gunichar) -1 && raw != (gunichar) -2;
      const gunichar c = valid ? vas_tokenizer_fold (raw) : ' ';
      const gsize next = at + (valid ? (gsize) g_unichar_to_utf8 (raw, NULL) : 1);

      if (!vas_text_is_han (c) && (g_unichar_isalnum (c) || g_unichar_ismark (c)))
        {
          start = run->len == 0 ? at : start;
          g_string_append_unichar (run, c);
          at = next;
          continue;
        }
      emit_run (pass, run, start, at);
      if (vas_text_is_han (c))
        {
          emit (pass, 0, pass->text + at, next - at, at, next);
          if (pass->document && !read)
            emit_readings (pass, at, next);
          read = TRUE;
        }
      at = next;
    }
  emit_run (pass, run, start, pass->length);

  return pass->code;
}

static int
tokenize (Fts5Tokenizer *tokenizer,
          void          *context,
          int            flags,
          const char    *text,
          int            length,
          TokenFunc      func)
{
  Pass pass = { func, context, text, (gsize) length, !(flags & FTS5_TOKENIZE_QUERY), SQLITE_OK };

  if (!pass.document && length > 0 && text[0] >= VAS_TOKEN_PINYIN && text[0] <= VAS_TOKEN_REVERSED)
    return func (context, 0, text, length, 0, length);

  return tokenize_text (&pass);
}

/* There is nothing to hold: any pointer but NULL does. */
static int
create (void           *context,
        const char    **arguments,
        int             n_arguments,
        Fts5Tokenizer **tokenizer)
{
  *tokenizer = (Fts5Tokenizer *) TOKENIZER_NAME;
  return SQLITE_OK;
}

static void
destroy (Fts5Tokenizer *tokenizer)
{
}

/** vas_tokenizer_register: makes the tokenizer known to a connection. */
gboolean
vas_tokenizer_register (VasSql  *sql,
                        GError **error)
{
  static fts5_tokenizer tokenizer = { create, destroy, tokenize };
  sqlite3 *db = vas_sql_get_handle (sql);
  sqlite3_stmt *stmt = NULL;
  fts5_api *api = NULL;
  int code = sqlite3_prepare_v2 (db, "SELECT fts5 ($1)", -1, &stmt, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_bind_pointer (stmt, 1, &api, "fts5_api_ptr", NULL);
  if (code == SQLITE_OK && sqlite3_step (stmt) == SQLITE_ROW && api != NULL)
    code = api->xCreateTokenizer (api, TOKENIZER_NAME, NULL, &tokenizer, NULL);
  sqlite3_finalize (stmt);

  if (code == SQLITE_OK && api != NULL)
    return TRUE;
  if (code != SQLITE_OK)
    vas_sql_set_error (sql, code, error);
  else
    g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, _("This SQLite has no full-text search (FTS5)."));
  return FALSE;
}
