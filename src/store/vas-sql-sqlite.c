/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * SQLite under VasSql: a connection to a file.
 *
 * SQLite in WAL mode with synchronous=FULL, so that what was committed survives a loss of power; foreign keys on, 4 MB of
 * page cache, a foreign writer waited for during five seconds. The schema is not trusted: a replica file may come from
 * anywhere. Extended result codes become few errors a caller can act on; what a guard trigger says is kept word for word.
 *
 * Belongs to one thread at a time; SQLite's own mutexes are off. Cost: some 5 MB once its cache is full.
 */

#include "vas-sql-sqlite.h"

#include "vas-sort-key.h"
#include "vas-tokenizer.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#define BUSY_TIMEOUT_MS 5000
#define UNDO_IN_MEMORY (124 * 1024)
#define STEPS_BETWEEN_LOOKS 4000

typedef struct {
  VasSql        parent;
  sqlite3      *db;
} VasSqlite;

/* vas_sql_get_handle: (transfer none): the SQLite connection. */
sqlite3 *
vas_sql_get_handle (VasSql *self)
{
  return ((VasSqlite *) self)->db;
}

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
      /* The file that readers share had no room, and nothing keeps the number of that. */
      return code == SQLITE_IOERR_SHMSIZE ? VAS_STORE_ERROR_FULL : error_from_system (system_error);
    default:
      return VAS_STORE_ERROR_FAILED;
    }
}

/*
 * The system's own number for a failure. sqlite3_system_errno() has it only for a file that could not be opened: after a
 * failing write the rollback has set errno anew, but each file keeps the number of its last failure.
 */
static int
get_system_error (VasSql *sql,
                  int     code)
{
  sqlite3 *db = vas_sql_get_handle (sql);
  sqlite3_file *files[2] = { NULL, NULL };
  int number = 0;

  if (db == NULL)
    return 0;
  if ((code & 0xff) != SQLITE_IOERR)
    return sqlite3_system_errno (db);

  sqlite3_file_control (db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &files[0]);
  sqlite3_file_control (db, "main", SQLITE_FCNTL_FILE_POINTER, &files[1]);
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
  sqlite3 *db = vas_sql_get_handle (self);
  const char *message = db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (code);

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
    case VAS_STORE_ERROR_CONFLICT:
    default:
      g_set_error_literal (error, VAS_STORE_ERROR, kind, message);
    }
}

static gboolean
exec (VasSql      *self,
      const char  *script,
      GError     **error)
{
  const int code = sqlite3_exec (vas_sql_get_handle (self), script, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  vas_sql_set_error (self, code, error);
  return FALSE;
}

static gboolean
command (VasSql      *self,
         const char  *text,
         GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (self, text, error);

  return statement != NULL && vas_statement_run (statement, error);
}

/* One that writes takes the write lock at once, so that it cannot fail half way for another's sake. */
static gboolean
begin (VasSql  *self,
       GError **error)
{
  return command (self, sqlite3_db_readonly (vas_sql_get_handle (self), "main") == 1 ? "BEGIN" : "BEGIN IMMEDIATE", error);
}

/*
 * vas_sqlite_empty_log:
 *
 * Copies the log of writes into the file and cuts it off: it holds pages as they were, and so what was erased since (R29). Outside of
 * transactions, on the connection that writes. Where a reader needs them for a moment longer, or the disk refuses, a later commit
 * does it; nobody waits for that.
 */
void
vas_sqlite_empty_log (VasSql *self)
{
  sqlite3 *db = vas_sql_get_handle (self);

  sqlite3_busy_timeout (db, 0);
  self->scrub = sqlite3_wal_checkpoint_v2 (db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK;
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
}

/* After an erasure the log is emptied. */
static gboolean
commit (VasSql  *self,
        GError **error)
{
  if (!command (self, "COMMIT", error))
    return FALSE;

  if (self->scrub)
    vas_sqlite_empty_log (self);

  return TRUE;
}

static gboolean
in_transaction (VasSql *self)
{
  return !sqlite3_get_autocommit (vas_sql_get_handle (self));
}

static gboolean
set_bulk (VasSql    *self,
          gboolean   bulk,
          GError   **error)
{
  return exec (self, bulk ? "PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 0"
                          : "PRAGMA cache_size = -4096; PRAGMA wal_autocheckpoint = 1000", error);
}

static int
progress_cb (void *data)
{
  return g_cancellable_is_cancelled (data);
}

static void
set_cancellable (VasSql       *self,
                 GCancellable *cancellable)
{
  sqlite3_progress_handler (vas_sql_get_handle (self), cancellable != NULL ? STEPS_BETWEEN_LOOKS : 0,
                            cancellable != NULL ? progress_cb : NULL, cancellable);
}

static gint64
get_changes (VasSql *self)
{
  return sqlite3_changes64 (vas_sql_get_handle (self));
}

static gint64
get_last_id (VasSql *self)
{
  return sqlite3_last_insert_rowid (vas_sql_get_handle (self));
}

static void
close_sqlite (VasSql *self)
{
  if (sqlite3_close (vas_sql_get_handle (self)) != SQLITE_OK)
    g_critical ("A database was closed while a statement was in use: %s", sqlite3_errmsg (vas_sql_get_handle (self)));
}

static const VasSqlDriver driver = {
  .engine = VAS_SQL_SQLITE,
  .close = close_sqlite,
  .exec = exec,
  .command = command,
  .begin = begin,
  .commit = commit,
  .in_transaction = in_transaction,
  .set_bulk = set_bulk,
  .set_cancellable = set_cancellable,
  .get_changes = get_changes,
  .get_last_id = get_last_id,
  .prepare = vas_sqlite_prepare,
  .free = vas_sqlite_free,
  .reset = vas_sqlite_reset,
  .bind_text = vas_sqlite_bind_text,
  .bind_int = vas_sqlite_bind_int,
  .bind_null = vas_sqlite_bind_null,
  .bind_bytes = vas_sqlite_bind_bytes,
  .step = vas_sqlite_step,
  .is_null = vas_sqlite_is_null,
  .get_int = vas_sqlite_get_int,
  .get_text = vas_sqlite_get_text,
};

static gboolean
set_up (VasSql       *self,
        VasSqlFlags   flags,
        GError      **error)
{
  sqlite3 *db = vas_sql_get_handle (self);

  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  if (!vas_sql_exec (self,
                     "PRAGMA trusted_schema = OFF;"
                     "PRAGMA cell_size_check = ON;"
                     "PRAGMA foreign_keys = ON;"
                     "PRAGMA secure_delete = ON;"
                     "PRAGMA cache_size = -4096;"
                     "PRAGMA synchronous = FULL;", error) ||
      !vas_tokenizer_register (self, error) ||
      !vas_sort_key_register (self, error))
    return FALSE;

  return vas_sql_exec (self, flags & VAS_SQL_READ_ONLY ? "PRAGMA query_only = ON" : "PRAGMA journal_mode = WAL", error);
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

/* vas_sqlite_open: (transfer full) (nullable): see vas_sql_open(). */
VasSql *
vas_sqlite_open (const char   *path,
                 VasSqlFlags   flags,
                 GError      **error)
{
  VasSqlite *file = g_new0 (VasSqlite, 1);
  g_autoptr (VasSql) self = &file->parent;
  const int mode = flags & VAS_SQL_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  int code;

  configure_once ();
  vas_sql_init (self, &driver);
  code = sqlite3_open_v2 (path, &file->db, mode | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK)
    {
      vas_sql_set_error (self, code, error);
      return NULL;
    }
  if (!set_up (self, flags, error))
    return NULL;

  return g_steal_pointer (&self);
}
