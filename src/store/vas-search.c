/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The search of accounts, by whatever a caller or clerk has: characters of the name, its pinyin or initials, the account id,
 * the mobile or its last digits, the e-mail.
 *
 * A query is cut into words; every word must be found, each as the beginning of something. Only letters and digits of a
 * query reach the engine, so nothing in it is an operator. The index reads the table account and holds no text of its own,
 * so an entry is taken out before its row changes (the engine reads the old text then) and put back after: vas_table_*()
 * and the restore of the capture do that, nobody else writes accounts. Runs on the thread of the connection.
 *
 * New accounts wait for the next savepoint, search or commit and are indexed together: the engine writes its index out at
 * every statement that could be taken back, and an import would take four times as long.
 */

#include "vas-search.h"

#include "vas-account.h"
#include "vas-sql-private.h"
#include "vas-table.h"
#include "vas-text.h"
#include "vas-tokenizer.h"

#define MOST_CHARS 128
#define MOST_WORDS 8

#define COLUMNS "account_id, name, name_masked, mobile, mobile_last4, email"

static gboolean
run_for_id (VasSql      *sql,
            const char  *text,
            gint64       account,
            GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "i", account);
  return vas_statement_run (statement, error);
}

static gboolean
run_for_text (VasSql      *sql,
              const char  *text,
              const char  *value,
              GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind_text (statement, 1, value);
  return vas_statement_run (statement, error);
}

/** vas_search_add: a new row is to be indexed, at the latest with the commit. */
gboolean
vas_search_add (VasSql  *sql,
                gint64   account,
                GError **error)
{
  if (vas_sql_get_engine (sql) != VAS_SQL_SQLITE)
    return TRUE;
  if (!vas_sql_in_transaction (sql))
    return vas_search_remember (sql, account, error);

  g_hash_table_add (sql->unindexed, g_memdup2 (&account, sizeof account));
  return TRUE;
}

/** vas_search_flush: indexes what waits; a row that was deleted or taken back meanwhile is passed over. */
gboolean
vas_search_flush (VasSql  *sql,
                  GError **error)
{
  GHashTable *waiting = sql->unindexed;
  g_autoptr (GString) ids = g_string_new ("[");
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (waiting) == 0)
    return TRUE;

  g_hash_table_iter_init (&iter, waiting);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, ids->len > 1 ? "," : "", *(gint64 *) id);
  g_string_append_c (ids, ']');
  g_hash_table_remove_all (waiting);

  return run_for_text (sql, "INSERT INTO account_fts (rowid, " COLUMNS ") SELECT id, " COLUMNS " FROM account "
                       "WHERE id IN (SELECT value FROM json_each ($1)) ORDER BY id", ids->str, error);
}

/**
 * vas_search_forget:
 *
 * Takes the entry of an account out, while its row is still as it was indexed. One that waits stays waiting, even if its
 * row is deleted now: a savepoint may bring the row back.
 */
gboolean
vas_search_forget (VasSql  *sql,
                   gint64   account,
                   GError **error)
{
  if (vas_sql_get_engine (sql) != VAS_SQL_SQLITE || g_hash_table_contains (sql->unindexed, &account))
    return TRUE;

  return run_for_id (sql, "DELETE FROM account_fts WHERE rowid IN (SELECT id FROM account WHERE id = $1)", account, error);
}

/** vas_search_remember: indexes the row as it is now; nothing where it is gone. */
gboolean
vas_search_remember (VasSql  *sql,
                     gint64   account,
                     GError **error)
{
  if (vas_sql_get_engine (sql) != VAS_SQL_SQLITE || g_hash_table_contains (sql->unindexed, &account))
    return TRUE;

  return run_for_id (sql, "INSERT INTO account_fts (rowid, " COLUMNS ") SELECT id, " COLUMNS " FROM account WHERE id = $1",
                     account, error);
}

/** vas_search_forget_images: the same for every account of which a command left a before-image. */
gboolean
vas_search_forget_images (VasSql      *sql,
                          const char  *command_id,
                          GError     **error)
{
  return run_for_text (sql, "DELETE FROM account_fts WHERE rowid IN (SELECT a.id FROM account a "
                       "JOIN before_account b ON b.id = a.id WHERE b.before_command = $1)", command_id, error);
}

gboolean
vas_search_remember_images (VasSql      *sql,
                            const char  *command_id,
                            GError     **error)
{
  return run_for_text (sql, "INSERT INTO account_fts (rowid, " COLUMNS ") SELECT id, " COLUMNS " FROM account "
                       "WHERE id IN (SELECT id FROM before_account WHERE before_command = $1)", command_id, error);
}

/** vas_search_rebuild: indexes all accounts anew; some 5 s for 300,000. */
gboolean
vas_search_rebuild (VasSql  *sql,
                    GError **error)
{
  g_hash_table_remove_all (sql->unindexed);
  return vas_sql_get_engine (sql) != VAS_SQL_SQLITE ||
         vas_sql_exec (sql, "INSERT INTO account_fts (account_fts) VALUES ('rebuild')", error);
}

/** vas_search_merge: writes the index as one piece, so that words which were taken out are nowhere in the file any more. */
gboolean
vas_search_merge (VasSql  *sql,
                  GError **error)
{
  return vas_sql_get_engine (sql) != VAS_SQL_SQLITE ||
         (vas_search_flush (sql, error) && vas_sql_exec (sql, "INSERT INTO account_fts (account_fts) VALUES ('optimize')", error));
}

/** vas_search_check: whether the index agrees with the accounts; %VAS_STORE_ERROR_DAMAGED where it does not. */
gboolean
vas_search_check (VasSql  *sql,
                  GError **error)
{
  return vas_search_flush (sql, error) &&
    vas_sql_exec (sql, "INSERT INTO account_fts (account_fts, rank) VALUES ('integrity-check', 1)", error);
}

static gboolean
is_text (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* The words of a query: runs of Han, and runs of other letters and digits with the dots of an e-mail within as blanks. */
static GPtrArray *
split_query (const char *query)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean was_han = FALSE;
  guint n = 0;

  for (const char *p = query; words->len < MOST_WORDS; p = g_utf8_next_char (p))
    {
      const gunichar c = n++ < MOST_CHARS ? vas_tokenizer_fold (g_utf8_get_char (p)) : 0;
      const gboolean han = vas_text_is_han (c);

      if (word->len > 0 && (c == 0 || g_unichar_isspace (c) || c == '*' || (is_text (c) && han != was_han)))
        {
          g_ptr_array_add (words, g_strdup (g_strchomp (word->str)));
          g_string_truncate (word, 0);
        }
      if (c == 0)
        break;
      if (is_text (c))
        {
          g_string_append_unichar (word, c);
          was_han = han;
        }
      else if (word->len > 0 && !g_unichar_isspace (c) && !was_han)
        g_string_append_c (word, ' ');
    }

  return words;
}

static void
append_marked (GString    *match,
               char        mark,
               const char *text)
{
  g_string_append_printf (match, " OR \"%c%s\" *", mark, text);
}

/* Only letters, digits and blanks are in a word: between quotes it is plain text to the engine. */
static void
append_word (GString    *match,
             const char *word)
{
  g_autofree char *backwards = NULL;

  g_string_append_printf (match, "%s(\"%s\" *", match->len > 0 ? " AND " : "", word);
  if (vas_text_is_digits (word, strlen (word)))
    {
      backwards = g_strreverse (g_strdup (word));
      append_marked (match, VAS_TOKEN_REVERSED, backwards);
    }
  else if (strchr (word, ' ') == NULL && !vas_text_is_han (g_utf8_get_char (word)))
    {
      append_marked (match, VAS_TOKEN_PINYIN, word);
      append_marked (match, VAS_TOKEN_INITIALS, word);
    }
  g_string_append_c (match, ')');
}

/* A number typed in groups, 138 0000 1234 or 138-0000-1234, is one number. */
static char *
join_number (const char *query)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = query; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = vas_tokenizer_fold (g_utf8_get_char (p));

      if (c < 0x80 && g_ascii_isdigit ((char) c))
        g_string_append_c (digits, (char) c);
      else if (c != '-' && !g_unichar_isspace (c))
        return NULL;
    }

  return digits->len >= 7 ? g_string_free (g_steal_pointer (&digits), FALSE) : NULL;
}

static char *
build_match (const char *query)
{
  g_autofree char *valid = g_utf8_make_valid (query, (gssize) MIN (strlen (query), MOST_CHARS * 4));
  g_autofree char *number = join_number (valid);
  g_autoptr (GPtrArray) words = split_query (number != NULL ? number : valid);
  GString *match = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    append_word (match, words->pdata[i]);

  return g_string_free (match, match->len == 0);
}

/* The account whose id was typed in full stands first. */
static gboolean
add_exact (VasSql      *sql,
           const char  *query,
           GArray      *ids,
           GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT id FROM account WHERE account_id = $1", error);
  g_autofree char *account_id = g_strstrip (g_strdup (query));
  gboolean row;
  gint64 id;

  if (statement == NULL)
    return FALSE;

  vas_statement_bind_text (statement, 1, account_id);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      id = vas_statement_get_int (statement, 0);
      g_array_append_val (ids, id);
    }

  return TRUE;
}

/**
 * vas_search_account_ids:
 * @query: what was typed: any bytes
 * @limit: at most so many; 0 for all
 *
 * Returns: (transfer full) (nullable) (element-type gint64): row ids: the one whose account id was typed in full, then the
 *   others in ascending order; none for a query without a letter or digit
 */
GArray *
vas_search_account_ids (VasSql      *sql,
                        const char  *query,
                        guint        limit,
                        GError     **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *match = build_match (query);
  g_autoptr (VasStatement) statement = NULL;
  gboolean row = TRUE;

  if (match == NULL)
    return g_steal_pointer (&ids);
  if (!vas_search_flush (sql, error))
    return NULL;

  statement = vas_sql_prepare (sql, "SELECT rowid FROM account_fts WHERE account_fts MATCH $1 ORDER BY rowid", error);
  if (statement == NULL || !add_exact (sql, query, ids, error))
    return NULL;

  vas_statement_bind_text (statement, 1, match);
  while (limit == 0 || ids->len < limit)
    {
      gint64 id;

      if (!vas_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      id = vas_statement_get_int (statement, 0);
      if (ids->len == 0 || g_array_index (ids, gint64, 0) != id)
        g_array_append_val (ids, id);
    }

  return g_steal_pointer (&ids);
}

/**
 * vas_search_accounts:
 *
 * Like vas_search_account_ids(), with the records.
 *
 * Returns: (transfer full) (nullable) (element-type VasAccount): the accounts
 */
GPtrArray *
vas_search_accounts (VasSql      *sql,
                     const char  *query,
                     guint        limit,
                     GError     **error)
{
  g_autoptr (GArray) ids = vas_search_account_ids (sql, query, limit, error);
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      VasAccount *account = vas_table_get_by_id (sql, VAS_TYPE_ACCOUNT, g_array_index (ids, gint64, i), error);

      if (account == NULL)
        return NULL;
      g_ptr_array_add (accounts, account);
    }

  return ids != NULL ? g_steal_pointer (&accounts) : NULL;
}
