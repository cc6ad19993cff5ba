/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A backend's records on a PostgreSQL server, where a file has vas-replica.c: no lock and no mark of a clean end, since any number
 * of daemons have them open together, and the server sees to its own recovery.
 *
 * Every transaction that writes begins with the lock of the one row that counts the trail. So writers follow one another over all
 * daemons, as they do in a file: rows of the trail are numbered in the order in which they are committed, without holes, and what a
 * command was judged by still holds when it is applied.
 */

#include "vas-database.h"

#include "vas-migrate.h"
#include "vas-sql-postgresql.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define TAKE_HEAD "SELECT feed_seq FROM replica WHERE id = 1 FOR UPDATE"

static gboolean
take (VasSql  *sql,
      GError **error)
{
  g_autofree char *client_id = g_uuid_string_random ();
  g_autofree char *epoch = g_uuid_string_random ();
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "INSERT INTO replica (id, client_id, epoch, clean) VALUES (1, $1, $2, 0) ON CONFLICT (id) DO NOTHING", error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "tt", client_id, epoch);
  return vas_statement_run (statement, error);
}

/**
 * vas_database_open:
 * @uri: postgresql://…
 *
 * Makes what is not there yet, by migrations.
 *
 * Returns: (transfer full) (nullable): a connection that writes, the database being at the newest version
 */
VasSql *
vas_database_open (const char  *uri,
                   GError     **error)
{
  g_autoptr (VasSql) sql = vas_sql_open (uri, VAS_SQL_DEFAULT, error);

  if (sql == NULL || !vas_migrate (sql, error) || !take (sql, error))
    return NULL;

  vas_postgresql_set_first (sql, TAKE_HEAD);
  return g_steal_pointer (&sql);
}

/** vas_database_open_to_look: (transfer full) (nullable): a connection for reading; %VAS_STORE_ERROR_READ_ONLY where it is older. */
VasSql *
vas_database_open_to_look (const char  *uri,
                           GError     **error)
{
  g_autoptr (VasSql) sql = vas_sql_open (uri, VAS_SQL_READ_ONLY, error);
  gint64 version;

  if (sql == NULL || !vas_migrate_check (sql, &version, error))
    return NULL;
  if (version < vas_migrate_get_known ())
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY,
                           "This database was made by an older program; a daemon of this one must open it first.");
      return NULL;
    }

  return g_steal_pointer (&sql);
}

/**
 * vas_database_is_free:
 * @uri: postgresql://…
 *
 * Looks whether a program of ours has the records open at this moment. One that begins later is not kept out by that.
 *
 * Returns: FALSE with %VAS_STORE_ERROR_BUSY where one has
 */
gboolean
vas_database_is_free (const char  *uri,
                      GError     **error)
{
  g_autoptr (VasSql) sql = vas_sql_open (uri, VAS_SQL_READ_ONLY, error);
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  if (sql == NULL)
    return FALSE;
  statement = vas_sql_prepare (sql, "SELECT count (*) FROM pg_catalog.pg_stat_activity WHERE application_name = 'vasdesk' AND datname = "
                                    "current_database () AND pid <> pg_backend_pid ()", error);
  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;
  if (vas_statement_get_int (statement, 0) == 0)
    return TRUE;

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY, _("A daemon has this database open. Stop all of them first."));
  return FALSE;
}

/** vas_database_is_empty: FALSE with %VAS_STORE_ERROR_CONSTRAINT where there are tables where the records would be. */
gboolean
vas_database_is_empty (const char  *uri,
                       GError     **error)
{
  g_autoptr (VasSql) sql = vas_sql_open (uri, VAS_SQL_READ_ONLY, error);
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  if (sql == NULL)
    return FALSE;
  statement = vas_sql_prepare (sql, "SELECT count (*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema ()", error);
  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;
  if (vas_statement_get_int (statement, 0) == 0)
    return TRUE;

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT, _("The database is not empty; nothing was changed. Make an empty one for the backup."));
  return FALSE;
}
