/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

#include <unistd.h>

/*
 * The database of a test: in memory, or in a schema of its own on the server of VAS_TEST_DATABASE (with-postgresql.py), which
 * runs the same programs a second time.
 */

static inline gboolean
vas_test_database_is_server (void)
{
  return g_getenv ("VAS_TEST_DATABASE") != NULL;
}

/* Empties what an earlier test of this program left: a fifth of the time of making everything anew. */
static inline void
vas_test_database_empty (const char *uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasSql) sql = vas_sql_open (uri, VAS_SQL_DEFAULT, &error);

  g_assert_no_error (error);
  vas_sql_exec (sql, "SET session_replication_role = replica;"
                     "DO $$ DECLARE name TEXT; BEGIN "
                     "FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema () AND tablename <> 'vasdesk_version' "
                     "LOOP EXECUTE 'DELETE FROM ' || quote_ident (name); END LOOP; "
                     "IF to_regclass ('house') IS NOT NULL THEN INSERT INTO house (id, revision) VALUES (1, 1); END IF; END $$", &error);
  g_assert_no_error (error);
}

/*
 * (transfer full): the address of an empty place for records: a schema of this program on the server, which the next call empties,
 * or @path.
 */
static inline char *
vas_test_database_make (const char *path)
{
  static char *uri = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasSql) sql = NULL;
  g_autofree char *text = NULL;

  if (!vas_test_database_is_server ())
    return g_strdup (path);
  if (uri != NULL)
    {
      vas_test_database_empty (uri);
      return g_strdup (uri);
    }

  sql = vas_sql_open (g_getenv ("VAS_TEST_DATABASE"), VAS_SQL_DEFAULT, &error);
  g_assert_no_error (error);
  text = g_strdup_printf ("CREATE SCHEMA test_%d", (int) getpid ());
  vas_sql_exec (sql, text, &error);
  g_assert_no_error (error);
  uri = g_strdup_printf ("%s&options=-csearch_path%%3Dtest_%d", g_getenv ("VAS_TEST_DATABASE"), (int) getpid ());
  return g_strdup (uri);
}

static inline VasSql *
vas_test_database_open (void)
{
  g_autofree char *path = vas_test_database_make (":memory:");
  g_autoptr (GError) error = NULL;
  VasSql *sql = vas_sql_open (path, VAS_SQL_DEFAULT, &error);

  g_assert_no_error (error);
  return sql;
}
