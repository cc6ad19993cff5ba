/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Numbered migrations: data/sql/version-NNN.sql makes version NNN of a database out of the one before it; for PostgreSQL it is
 * data/sql/postgresql/version-NNN.sql, whose first one makes everything.
 *
 * The version stands in the file's own header (user_version), the mark of our files in application_id; on PostgreSQL in a table.
 * Each migration is one transaction, its number included: a killed program leaves the database at one version or the next, never
 * between. Twin tables of the capture are made anew after it. A database with a version that this program does not know is left
 * as it is. Daemons that start together on PostgreSQL migrate one after another.
 */

#include "vas-migrate.h"

#include "vas-capture.h"
#include "vas-sql-resources.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define APPLICATION_ID 0x56415344 /* "VASD" */
#define FIRST_OF_POSTGRESQL 5
#define MIGRATING "SELECT pg_advisory_xact_lock (1447121732)" /* the same */

static GBytes *
load_script (VasSqlEngine engine,
             gint64       version)
{
  const char *folder = engine == VAS_SQL_POSTGRESQL ? "postgresql/" : "";
  g_autofree char *path = g_strdup_printf ("/org/vasdesk/sql/%sversion-%03" G_GINT64_FORMAT ".sql", folder, version);

  return g_resource_lookup_data (vas_sql_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/** vas_migrate_get_known: the newest version that this program knows; versions are counted from 1. Any thread. */
gint64
vas_migrate_get_known (void)
{
  gint64 known = 0;

  while (TRUE)
    {
      g_autoptr (GBytes) script = load_script (VAS_SQL_SQLITE, known + 1);

      if (script == NULL)
        return known;
      known++;
    }
}

static gboolean
query_int (VasSql      *sql,
           const char  *query,
           gint64      *value,
           GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;

  *value = row ? vas_statement_get_int (statement, 0) : 0;
  return TRUE;
}

/* Of a server: where there is no table of ours, there may be none at all. */
static gboolean
look_at_server (VasSql    *sql,
                gint64    *version,
                gboolean  *foreign,
                GError   **error)
{
  gint64 ours, tables;

  if (!query_int (sql, "SELECT count (*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema ()", &tables, error) ||
      !query_int (sql, "SELECT count (*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema () AND tablename = "
                       "'vasdesk_version'", &ours, error))
    return FALSE;

  *version = 0;
  *foreign = tables > 0 && ours == 0;
  return ours == 0 || query_int (sql, "SELECT max (version) FROM vasdesk_version", version, error);
}

static gboolean
look_at_file (VasSql    *sql,
              gint64    *version,
              gboolean  *foreign,
              GError   **error)
{
  gint64 application, tables;

  if (!query_int (sql, "PRAGMA user_version", version, error) ||
      !query_int (sql, "PRAGMA application_id", &application, error) ||
      !query_int (sql, "SELECT count (*) FROM sqlite_schema", &tables, error))
    return FALSE;

  *foreign = tables > 0 && application != APPLICATION_ID;
  return TRUE;
}

/**
 * vas_migrate_check:
 * @version: (out): the version that the database has; 0 for an empty one
 *
 * Looks and changes nothing. %VAS_STORE_ERROR_NEWER where the database has a version that this program does not know,
 * %VAS_STORE_ERROR_FAILED where it is some other program's database.
 */
gboolean
vas_migrate_check (VasSql  *sql,
                   gint64  *version,
                   GError **error)
{
  gboolean foreign;

  if (vas_sql_get_engine (sql) == VAS_SQL_POSTGRESQL ? !look_at_server (sql, version, &foreign, error)
                                                     : !look_at_file (sql, version, &foreign, error))
    return FALSE;

  if (foreign)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, _("This is a database of another program."));
      return FALSE;
    }
  if (*version > vas_migrate_get_known ())
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NEWER,
                   _("This data was written by a newer program: it has version %d, and this program knows versions up to "
                     "%d. It was left as it is."), (int) *version, (int) vas_migrate_get_known ());
      return FALSE;
    }

  return TRUE;
}

/* Notes the version, with the migration that made it. */
static gboolean
mark (VasSql  *sql,
      gint64   version,
      GError **error)
{
  g_autofree char *text = NULL;

  if (vas_sql_get_engine (sql) == VAS_SQL_POSTGRESQL)
    text = g_strdup_printf ("CREATE TABLE IF NOT EXISTS vasdesk_version (version BIGINT PRIMARY KEY); "
                            "INSERT INTO vasdesk_version (version) VALUES (%" G_GINT64_FORMAT ")", version);
  else
    text = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT "; PRAGMA application_id = %d", version, APPLICATION_ID);

  return vas_sql_exec (sql, text, error) && (vas_sql_get_engine (sql) == VAS_SQL_POSTGRESQL || vas_capture_install (sql, error));
}

static gboolean
run_script (VasSql   *sql,
            gint64    version,
            GError  **error)
{
  g_autoptr (GBytes) script = load_script (vas_sql_get_engine (sql), version);
  g_autofree char *text = script != NULL ? g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script)) : NULL;

  if ((text == NULL || vas_sql_exec (sql, text, error)) && mark (sql, version, error))
    return TRUE;

  g_prefix_error (error, "Version %" G_GINT64_FORMAT " of the database could not be made: ", version);
  return FALSE;
}

/* Somebody else may have migrated while this one waited for its turn. */
static gboolean
begin (VasSql  *sql,
       gint64  *version,
       GError **error)
{
  if (!vas_sql_begin (sql, error))
    return FALSE;
  if (vas_sql_get_engine (sql) != VAS_SQL_POSTGRESQL)
    return TRUE;

  if (vas_sql_exec (sql, MIGRATING, error) && vas_migrate_check (sql, version, error))
    {
      *version = MAX (*version, FIRST_OF_POSTGRESQL - 1);
      return TRUE;
    }
  vas_sql_rollback (sql);
  return FALSE;
}

/**
 * vas_migrate:
 * @sql: a connection that may write, outside a transaction
 *
 * Brings the database to the newest version, or leaves it at the last one that could be made.
 */
gboolean
vas_migrate (VasSql  *sql,
             GError **error)
{
  const gint64 known = vas_migrate_get_known ();
  gint64 version;

  if (!vas_migrate_check (sql, &version, error))
    return FALSE;

  while (version < known)
    {
      if (!begin (sql, &version, error))
        return FALSE;
      if (version < known && !run_script (sql, ++version, error))
        {
          vas_sql_rollback (sql);
          return FALSE;
        }
      if (!vas_sql_commit (sql, error))
        return FALSE;
    }

  return TRUE;
}
