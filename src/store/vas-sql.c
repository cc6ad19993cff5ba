/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasSql: one connection to a database, whatever its engine: what is common to all of them.
 *
 * SQLite's side is vas-sql-sqlite.c, PostgreSQL's vas-sql-postgresql.c; which one it is, the first word of what is opened says.
 * Everything above writes one SQL for both. Belongs to one thread at a time.
 */

#include "vas-sql-private.h"

#include "vas-search.h"
#include "vas-sql-postgresql.h"
#include "vas-sql-sqlite.h"

#include <string.h>

#define HASHED_BYTES 40

typedef struct {
  gpointer       value;
  GDestroyNotify destroy;
  gboolean       passing; /* whether it ends with the transaction */
} Memo;

static void
memo_free (Memo *memo)
{
  memo->destroy (memo->value);
  g_free (memo);
}

static gboolean
is_passing (gpointer name,
            gpointer memo,
            gpointer data)
{
  return ((Memo *) memo)->passing;
}

static void
forget_passing (VasSql *self)
{
  g_hash_table_foreach_remove (self->memos, is_passing, NULL);
}

G_DEFINE_QUARK (vas-store-error-quark, vas_store_error)

/* vas_sql_is_damaged: whether this connection met with damage in the file. */
gboolean
vas_sql_is_damaged (VasSql *self)
{
  return self->damaged;
}

/* vas_sql_in_transaction: whether one is open. */
gboolean
vas_sql_in_transaction (VasSql *self)
{
  return self->driver->in_transaction (self);
}

/*
 * vas_sql_set_cancellable:
 * @cancellable: (nullable): outlives the queries until this is called with NULL
 *
 * From here on queries of this connection fail within some milliseconds when it is cancelled.
 */
void
vas_sql_set_cancellable (VasSql       *self,
                         GCancellable *cancellable)
{
  self->driver->set_cancellable (self, cancellable);
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

/* vas_sql_init: what is common, of a connection that was made with zeros. */
void
vas_sql_init (VasSql             *self,
              const VasSqlDriver *driver)
{
  self->driver = driver;
  self->idle = g_hash_table_new_full (hash_statement, g_str_equal, NULL, (GDestroyNotify) vas_statement_free);
  self->unindexed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->memos = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) memo_free);
}

/** vas_sql_is_server: whether @path is the address of a database server, postgresql://…, and no file. */
gboolean
vas_sql_is_server (const char *path)
{
  return g_str_has_prefix (path, "postgresql://") || g_str_has_prefix (path, "postgres://");
}

/**
 * vas_sql_open:
 * @path: a file, made where it is absent unless @flags forbid it; ":memory:" for a database of this connection alone; or the
 *   address of a PostgreSQL database, postgresql://…, as libpq takes it
 *
 * Returns: (transfer full) (nullable): the connection; to be closed by vas_sql_close()
 */
VasSql *
vas_sql_open (const char   *path,
              VasSqlFlags   flags,
              GError      **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return vas_sql_is_server (path) ? vas_postgresql_open (path, flags, error) : vas_sqlite_open (path, flags, error);
}

/** vas_sql_get_engine: for the few texts that the engines cannot share. */
VasSqlEngine
vas_sql_get_engine (VasSql *self)
{
  return self->driver->engine;
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
  self->driver->close (self);
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
  return self->driver->exec (self, script, error);
}

/**
 * vas_sql_begin:
 *
 * Begins a transaction. One that writes is alone at it from here on, over all connections and programs, so that it
 * cannot fail half way for another's sake; a connection for reading has one snapshot from its first query on.
 */
gboolean
vas_sql_begin (VasSql  *self,
               GError **error)
{
  forget_passing (self);
  if (self->queue != NULL)
    self->queue_position = vas_queue_memory_get_position (self->queue);
  return self->driver->begin (self, error);
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
  forget_passing (self);
  if (vas_search_flush (self, error) && self->driver->commit (self, error))
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
  if (!vas_sql_in_transaction (self))
    return;

  if (!(self->driver->rollback != NULL ? self->driver->rollback (self, &error) : vas_sql_exec (self, "ROLLBACK", &error)))
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
  return self->driver->command (self, text, error);
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
  if (!vas_sql_in_transaction (self))
    return;

  if (!run_named (self, "ROLLBACK TO", name, &error) || !run_named (self, "RELEASE", name, &error))
    g_warning ("A savepoint could not be taken back: %s", error->message);
}

/**
 * vas_sql_set_bulk:
 * @bulk: whether a million rows are about to be written, or have been
 *
 * Meanwhile a connection to SQLite has 256 MB of page cache and does not copy its log into the database by itself: the pages of an
 * index are written once for many rows. The log grows to some hundred bytes a row; it is copied at the first commit after.
 */
gboolean
vas_sql_set_bulk (VasSql    *self,
                  gboolean   bulk,
                  GError   **error)
{
  return self->driver->set_bulk (self, bulk, error);
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

/**
 * vas_sql_set_passing_memo:
 *
 * Like vas_sql_set_memo(), until the open transaction ends at the latest; does nothing where none is open.
 */
void
vas_sql_set_passing_memo (VasSql         *self,
                          const char     *name,
                          gpointer        value,
                          GDestroyNotify  destroy)
{
  if (!vas_sql_in_transaction (self))
    {
      destroy (value);
      return;
    }

  vas_sql_set_memo (self, name, value, destroy);
  ((Memo *) g_hash_table_lookup (self->memos, name))->passing = TRUE;
}

/** vas_sql_forget_memo: what was kept under @name does not hold any more. */
void
vas_sql_forget_memo (VasSql     *self,
                     const char *name)
{
  g_hash_table_remove (self->memos, name);
}

/** vas_sql_settle: waits until all that was written so far is known to be done (vas_statement_run_later()). FALSE where it failed. */
gboolean
vas_sql_settle (VasSql  *self,
                GError **error)
{
  return self->driver->settle == NULL || self->driver->settle (self, error);
}

/** vas_sql_get_trips: how often this connection has waited for a server's answer, since it was opened; for tests and figures. */
guint64
vas_sql_get_trips (VasSql *self)
{
  return self->trips;
}

/** vas_sql_get_changes: how many rows the last statement that writes changed. */
gint64
vas_sql_get_changes (VasSql *self)
{
  return self->driver->get_changes (self);
}

/** vas_sql_get_last_id: the row id of the last row that was inserted; PostgreSQL tells it only of INSERT … RETURNING id. */
gint64
vas_sql_get_last_id (VasSql *self)
{
  return self->driver->get_last_id (self);
}
