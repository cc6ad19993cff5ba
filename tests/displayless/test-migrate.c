/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Migrations: made once, a foreign or newer file is left as it is. */

#include "vas-migrate.h"

static VasSql *
open_memory (void)
{
  g_autoptr (GError) error = NULL;
  VasSql *sql = vas_sql_open (":memory:", VAS_SQL_DEFAULT, &error);

  g_assert_no_error (error);
  return sql;
}

static gint64
query_int (VasSql     *sql,
           const char *query)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, NULL);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  return vas_statement_get_int (statement, 0);
}

static void
test_from_nothing (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  gint64 version = -1;

  g_assert_true (vas_migrate_check (sql, &version, NULL));
  g_assert_cmpint (version, ==, 0);
  g_assert_true (vas_migrate (sql, NULL));
  g_assert_true (vas_migrate_check (sql, &version, NULL));
  g_assert_cmpint (version, ==, vas_migrate_get_known ());
  g_assert_cmpint (version, >=, 1);
  g_assert_cmpint (query_int (sql, "SELECT count (*) FROM guard"), ==, 1);
}

static void
test_twice (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  gint64 before;

  g_assert_true (vas_migrate (sql, NULL));
  before = query_int (sql, "PRAGMA schema_version");
  g_assert_true (vas_migrate (sql, NULL));
  g_assert_cmpint (query_int (sql, "PRAGMA schema_version"), ==, before);
}

static void
test_newer (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, vas_migrate_get_known () + 1);
  g_autofree char *has = g_strdup_printf ("version %" G_GINT64_FORMAT ",", vas_migrate_get_known () + 1);
  g_autofree char *knows = g_strdup_printf ("up to %" G_GINT64_FORMAT ".", vas_migrate_get_known ());

  g_assert_true (vas_migrate (sql, NULL));
  g_assert_true (vas_sql_exec (sql, mark, NULL));
  g_assert_false (vas_migrate (sql, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, has));
  g_assert_nonnull (strstr (error->message, knows));
}

static void
test_foreign (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_sql_exec (sql, "CREATE TABLE cookies (id INTEGER)", NULL));
  g_assert_false (vas_migrate (sql, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
  g_assert_cmpint (query_int (sql, "SELECT count (*) FROM sqlite_schema"), ==, 1);
}

/* A version that cannot be made leaves the file as it was: here a table of ours stands in the way already. */
static void
test_all_or_nothing (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_sql_exec (sql, "CREATE TABLE staff (id INTEGER); PRAGMA application_id = 0x56415344", NULL));
  g_assert_false (vas_migrate (sql, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
  g_assert_cmpint (query_int (sql, "SELECT count (*) FROM sqlite_schema"), ==, 1);
  g_assert_cmpint (query_int (sql, "PRAGMA user_version"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migrate/an-empty-file-gets-the-newest-version", test_from_nothing);
  g_test_add_func ("/migrate/a-second-time-changes-nothing", test_twice);
  g_test_add_func ("/migrate/a-newer-file-is-refused-and-both-versions-said", test_newer);
  g_test_add_func ("/migrate/another-programs-file-is-left-alone", test_foreign);
  g_test_add_func ("/migrate/a-version-is-made-whole-or-not-at-all", test_all_or_nothing);
  return g_test_run ();
}
