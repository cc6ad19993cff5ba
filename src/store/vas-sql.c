/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasSql: one connection to a database.
 *
 * SQLite in WAL mode with synchronous=FULL, so that what was committed survives a loss of power; foreign keys on, 4 MB of
 * page cache, a foreign writer waited for during five seconds. The schema is not trusted: a replica file may come from
 * anywhere. Extended result codes become few errors a caller can act on; what a guard trigger says is kept word for word.
 *
 * Belongs to one thread at a time; SQLite's own mutexes are off. Cost: some 5 MB once its cache is full.
 */

#include "vas-sort-key.h"
#include "vas-sql-private.h"

#include "vas-search.h"
#include "vas-tokenizer.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BUSY_TIMEOUT_MS 5000
#define UNDO_IN_MEMORY (124 * 1024)
#define HASHED_BYTES 40

struct _VasSql
{
  sqlite3    *db;
  gboolean    damaged; /* whether damage was met */
  GHashTable *idle; /* (element-type utf8 VasStatement): prepared statements that nobody uses now, by their text */
  GHashTable *unindexed; /* (element-type gint64): new accounts of this transaction that the search is to be told of */
  GHashTable *memos; /* (element-type utf8 Memo): what was read and is kept, by its name */
};

typedef struct {
  gpointer       value;
  GDestroyNotify destroy;
} Memo;

static void
memo_free (Memo *memo)
{
  memo->destroy (memo->value);
  g_free (memo);
}

G_DEFINE_QUARK (vas-store-error-quark, vas_store_error)

/* What the system refused, where SQLite knows only of a failed write: it takes ENOSPC alone for a full disk. */
static VasStoreError
error_from_system (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return VAS_STORE_ERROR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return VAS_STORE_ERROR_READ_ONLY;
    default:
      return VAS_STORE_ERROR_FAILED;
    }
}

static VasStoreError
error_from_code (int code,
                 int system_error)
{
  switch (code & 0xff)
    {
    case SQLITE_CONSTRAINT:
      return VAS_STORE_ERROR_CONSTRAINT;
    case SQLITE_FULL:
      return VAS_STORE_ERROR_FULL;
    case SQLITE_READONLY:
      return VAS_STORE_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return VAS_STORE_ERROR_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return VAS_STORE_ERROR_BUSY;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return error_from_system (system_error);
    default:
      return VAS_STORE_ERROR_FAILED;
    }
}

/*
 * The system's own number for a failure. sqlite3_system_errno() has it only for a file that could not be opened: after a
 * failing write the rollback has set errno anew, but each file keeps the number of its last failure.
 */
static int
get_system_error (VasSql *self,
                  int     code)
{
  sqlite3_file *files[2] = { NULL, NULL };
  int number = 0;

  if (self->db == NULL)
    return 0;
  if ((code & 0xff) != SQLITE_IOERR)
    return sqlite3_system_errno (self->db);

  sqlite3_file_control (self->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &files[0]);
  sqlite3_file_control (self->db, "main", SQLITE_FCNTL_FILE_POINTER, &files[1]);
  for (guint i = 0; i < G_N_ELEMENTS (files) && number == 0; i++)
    {
      if (files[i] != NULL && files[i]->pMethods != NULL)
        files[i]->pMethods->xFileControl (files[i], SQLITE_FCNTL_LAST_ERRNO, &number);
    }

  return number;
}

/*
 * vas_sql_set_error:
 * @code: an extended result code of SQLite
 *
 * Sets @error from the last failure of the connection.
 */
void
vas_sql_set_error (VasSql  *self,
                   int      code,
                   GError **error)
{
  const int system_error = get_system_error (self, code);
  const VasStoreError kind = error_from_code (code, system_error);
  const char *message = self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (code);

  switch (kind)
    {
    case VAS_STORE_ERROR_FULL:
      g_set_error_literal (error, VAS_STORE_ERROR, kind, _("The disk is full; nothing was written."));
      break;
    case VAS_STORE_ERROR_READ_ONLY:
      g_set_error (error, VAS_STORE_ERROR, kind, _("The database cannot be written: %s"),
                   (code & 0xff) == SQLITE_READONLY ? message : g_strerror (system_error));
      break;
    case VAS_STORE_ERROR_DAMAGED:
      self->damaged = TRUE;
      g_set_error (error, VAS_STORE_ERROR, kind, _("The database is damaged: %s"), message);
      break;
    case VAS_STORE_ERROR_BUSY:
      g_set_error (error, VAS_STORE_ERROR, kind, _("The database is in use by another: %s"), message);
      break;
    case VAS_STORE_ERROR_FAILED:
    case VAS_STORE_ERROR_CONSTRAINT:
    case VAS_STORE_ERROR_NEWER:
    case VAS_STORE_ERROR_NOT_FOUND:
    default:
      g_set_error_literal (error, VAS_STORE_ERROR, kind, message);
    }
}

/* vas_sql_is_damaged: whether this connection met with damage in the file. */
gboolean
vas_sql_is_damaged (VasSql *self)
{
  return self->damaged;
}

/* vas_sql_get_handle: (transfer none): the SQLite connection. */
sqlite3 *
vas_sql_get_handle (VasSql *self)
{
  return self->db;
}

/* vas_sql_get_idle: (transfer none): the statements that wait to be used again. */
GHashTable *
vas_sql_get_idle (VasSql *self)
{
  return self->idle;
}

/* vas_sql_get_unindexed: (transfer none): new accounts that wait for vas_search_flush(). */
GHashTable *
vas_sql_get_unindexed (VasSql *self)
{
  return self->unindexed;
}

static gboolean
set_up (VasSql       *self,
        VasSqlFlags   flags,
        GError      **error)
{
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  if (!vas_sql_exec (self,
                     "PRAGMA trusted_schema = OFF;"
                     "PRAGMA cell_size_check = ON;"
                     "PRAGMA foreign_keys = ON;"
                     "PRAGMA cache_size = -4096;"
                     "PRAGMA synchronous = FULL;", error) ||
      !vas_tokenizer_register (self, error) ||
      !vas_sort_key_register (self, error))
    return FALSE;

  return vas_sql_exec (self, flags & VAS_SQL_READ_ONLY ? "PRAGMA query_only = ON" : "PRAGMA journal_mode = WAL", error);
}

/* Statements differ at their beginning, at their end or in their length; the middle is long, and looked up twice for each row. */
static guint
hash_statement (gconstpointer text)
{
  const guchar *bytes = text;
  const gsize length = strlen (text);
  guint hash = (guint) length;

  for (gsize i = 0; i < MIN (length, HASHED_BYTES); i++)
    hash = hash * 33 + bytes[i];
  for (gsize i = length - MIN (length, HASHED_BYTES); i < length; i++)
    hash = hash * 33 + bytes[i];

  return hash;
}

/*
 * What one statement may have to take back (an insert, with its triggers and indexes) stays in memory up to this size instead of
 * 64 KB: a single larger one sends those of the whole transaction through a temporary file, nine writes for a row, which
 * is half the time of an import. Where SQLite is at work already this comes too late, and only costs that time. It is the size
 * of the pieces in the temporary file, too, and has to stay below 128 KB: of a larger one SQLite 3.40 writes nothing but the
 * remainder (seekAndWriteFd() takes the size modulo 2^17) and reports a full disk.
 */
static void
configure_once (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      sqlite3_config (SQLITE_CONFIG_STMTJRNL_SPILL, UNDO_IN_MEMORY);
      g_once_init_leave (&once, 1);
    }
}

/**
 * vas_sql_open:
 * @path: a file, made where it is absent unless @flags forbid it; ":memory:" for a database of this connection alone
 *
 * Returns: (transfer full) (nullable): the connection; to be closed by vas_sql_close()
 */
VasSql *
vas_sql_open (const char   *path,
              VasSqlFlags   flags,
              GError      **error)
{
  g_autoptr (VasSql) self = g_new0 (VasSql, 1);
  const int mode = flags & VAS_SQL_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  int code;

  g_return_val_if_fail (path != NULL, NULL);

  configure_once ();
  self->idle = g_hash_table_new_full (hash_statement, g_str_equal, NULL, (GDestroyNotify) vas_statement_free);
  self->unindexed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->memos = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) memo_free);
  code = sqlite3_open_v2 (path, &self->db, mode | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK)
    {
      vas_sql_set_error (self, code, error);
      return NULL;
    }
  if (!set_up (self, flags, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vas_sql_close:
 * @self: (transfer full): the connection
 *
 * Rolls back what is open and closes. Every statement must have been released.
 */
void
vas_sql_close (VasSql *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->idle, g_hash_table_unref);
  g_clear_pointer (&self->unindexed, g_hash_table_unref);
  g_clear_pointer (&self->memos, g_hash_table_unref);
  if (sqlite3_close (self->db) != SQLITE_OK)
    g_critical ("A database was closed while a statement was in use: %s", sqlite3_errmsg (self->db));
  g_free (self);
}

/**
 * vas_sql_exec:
 * @script: one or several statements, without parameters
 *
 * Rows are thrown away. Where one fails, those before it stay done unless a transaction surrounds them.
 */
gboolean
vas_sql_exec (VasSql      *self,
              const char  *script,
              GError     **error)
{
  const int code = sqlite3_exec (self->db, script, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  vas_sql_set_error (self, code, error);
  return FALSE;
}

static gboolean
run_text (VasSql      *self,
          const char  *text,
          GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (self, text, error);

  return statement != NULL && vas_statement_run (statement, error);
}

/**
 * vas_sql_begin:
 *
 * Begins a transaction: one that writes takes the write lock at once, so that it cannot fail half way for another's sake;
 * a connection for reading takes its snapshot at the first query.
 */
gboolean
vas_sql_begin (VasSql  *self,
               GError **error)
{
  return run_text (self, sqlite3_db_readonly (self->db, "main") == 1 ? "BEGIN" : "BEGIN IMMEDIATE", error);
}

/**
 * vas_sql_commit:
 *
 * Returns: TRUE when the transaction is on the disk; otherwise it was rolled back whole
 */
gboolean
vas_sql_commit (VasSql  *self,
                GError **error)
{
  if (vas_search_flush (self, error) && run_text (self, "COMMIT", error))
    return TRUE;

  vas_sql_rollback (self);
  return FALSE;
}

/** vas_sql_rollback: takes the open transaction back, if any. */
void
vas_sql_rollback (VasSql *self)
{
  g_autoptr (GError) error = NULL;

  g_hash_table_remove_all (self->unindexed);
  g_hash_table_remove_all (self->memos);
  if (sqlite3_get_autocommit (self->db))
    return;

  if (!vas_sql_exec (self, "ROLLBACK", &error))
    g_warning ("A transaction could not be rolled back: %s", error->message);
}

static gboolean
run_named (VasSql      *self,
           const char  *verb,
           const char  *name,
           GError     **error)
{
  g_autofree char *text = NULL;

  for (const char *p = name; *p != '\0'; p++)
    g_return_val_if_fail (g_ascii_isalnum (*p) || *p == '_', FALSE);

  text = g_strconcat (verb, " ", name, NULL);
  return run_text (self, text, error);
}

/**
 * vas_sql_savepoint:
 * @name: a name of ASCII letters, digits and underscores; savepoints nest
 */
gboolean
vas_sql_savepoint (VasSql      *self,
                   const char  *name,
                   GError     **error)
{
  return vas_search_flush (self, error) && run_named (self, "SAVEPOINT", name, error);
}

/** vas_sql_release: ends the savepoint @name and keeps what was done since. */
gboolean
vas_sql_release (VasSql      *self,
                 const char  *name,
                 GError     **error)
{
  return run_named (self, "RELEASE", name, error);
}

/** vas_sql_rollback_to: takes back what was done since the savepoint @name, and ends it. */
void
vas_sql_rollback_to (VasSql     *self,
                     const char *name)
{
  g_autoptr (GError) error = NULL;

  g_hash_table_remove_all (self->memos);
  if (sqlite3_get_autocommit (self->db))
    return;

  if (!run_named (self, "ROLLBACK TO", name, &error) || !run_named (self, "RELEASE", name, &error))
    g_warning ("A savepoint could not be taken back: %s", error->message);
}

/**
 * vas_sql_set_bulk:
 * @bulk: whether a million rows are about to be written, or have been
 *
 * Meanwhile the connection has 256 MB of page cache and does not copy its log into the database by itself: the pages of an
 * index are written once for many rows. The log grows to some hundred bytes a row; it is copied at the first commit after.
 */
gboolean
vas_sql_set_bulk (VasSql    *self,
                  gboolean   bulk,
                  GError   **error)
{
  return vas_sql_exec (self, bulk ? "PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 0"
                                  : "PRAGMA cache_size = -4096; PRAGMA wal_autocheckpoint = 1000", error);
}

/** vas_sql_get_memo: (nullable) (transfer none): what vas_sql_set_memo() kept under @name, unless it was forgotten since. */
gpointer
vas_sql_get_memo (VasSql     *self,
                  const char *name)
{
  const Memo *memo = g_hash_table_lookup (self->memos, name);

  return memo != NULL ? memo->value : NULL;
}

/**
 * vas_sql_set_memo:
 * @name: a literal
 * @value: (transfer full): what was read
 *
 * Keeps something that was read with the connection, until a transaction or savepoint is taken back. Whoever uses it
 * sees for himself whether it still holds.
 */
void
vas_sql_set_memo (VasSql         *self,
                  const char     *name,
                  gpointer        value,
                  GDestroyNotify  destroy)
{
  Memo *memo = g_new0 (Memo, 1);

  memo->value = value;
  memo->destroy = destroy;
  g_hash_table_replace (self->memos, (gpointer) name, memo);
}

/** vas_sql_get_changes: how many rows the last statement that writes changed. */
gint64
vas_sql_get_changes (VasSql *self)
{
  return sqlite3_changes64 (self->db);
}

/** vas_sql_get_last_id: the row id of the last row that was inserted. */
gint64
vas_sql_get_last_id (VasSql *self)
{
  return sqlite3_last_insert_rowid (self->db);
}
